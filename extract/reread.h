/*
 * reread.h - the second road to a figure: from the characters of the page alone.
 *
 * Of the first road it knows only what that claims: "the number in the row so named, under the head so named, is N".
 * It looks for that place by itself - no rules, no grid, no label or line code of the first - so that a mistake of the
 * first road is not made twice.
 */
#ifndef EXTRACT_REREAD_H
#define EXTRACT_REREAD_H

#include "page.h"
#include "record.h"

/* The value as printed (plain decimal), or "" when no number stands there; `pages` is a GPtrArray of Page. New string. */
char *reread_figure(const Figure *figure, gconstpointer pages);

#endif
