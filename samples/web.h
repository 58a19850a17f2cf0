/*
 * web.h - the same report as a web page, printed by another program: their rules, their runs of text, their cuts.
 */
#ifndef WEB_H
#define WEB_H

#include "press.h"

/* `printer`: "chromium" or "libreoffice". The pages are theirs; the press only knows what stands on them. */
bool web_print(const Press *press, const char *printer, const char *path, GError **error);

#endif
