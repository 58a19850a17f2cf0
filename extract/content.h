/*
 * content.h - the room of qpdf: what poppler does not tell of a page - its painted rules, its images - and copies
 * of the file with other page boxes.
 */
#ifndef EXTRACT_CONTENT_H
#define EXTRACT_CONTENT_H

#include "page.h"

typedef struct Content Content;

/* Opens; NULL when qpdf cannot read it (then there are no rules, and tables are found by alignment). */
Content *content_open(GBytes *bytes, const char *password, GError **error);
void content_free(Content *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Content, content_free)

/*
 * Adds the painted rules of page->number to page->rules, in displayed coordinates (crop box, /Rotate, UserUnit
 * applied), sets *ret_image_share to the share of the page that images cover. False: the content stream is damaged
 * (page->damage is set, what was read before stays).
 */
bool content_read_page(Content *content, Page *page, double *ret_image_share);

/* A copy of the file in which that page's boxes are wider by `margin` points on all sides; NULL on failure. */
GBytes *content_widen(Content *content, int page, double margin);

#endif
