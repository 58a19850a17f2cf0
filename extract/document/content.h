/*
 * content.h - the room of qpdf: what poppler does not tell of a page - its painted rules, its images - and copies
 * of the file with other page boxes.
 */
#ifndef EXTRACT_CONTENT_H
#define EXTRACT_CONTENT_H

#include "document/paint.h"

typedef struct Content Content;

/*
 * Opens, with the password (UTF-8; NULL: none) only where one is needed; NULL when qpdf cannot read it (then there are
 * no rules, and tables are found by alignment).
 */
Content *content_open(GBytes *bytes, const char *password, GError **error);
/* The same file without its lock: a new reference to it when it has none, or when the password does not open it. */
GBytes *content_unlock(GBytes *bytes, const char *password);
void content_free(Content *content);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Content, content_free)

/* The pages that there are, whatever the file says. */
int content_page_count(const Content *content);

/* Why no page of it can be relied on; NULL when nothing speaks against it. */
const char *content_doubt(const Content *content);

/* What was wrong with the file as a whole; "" when nothing. Lives as long as `content`. */
const char *content_damage(const Content *content);

/*
 * Adds the painted rules of page->number to page->rules, in displayed coordinates but for the /UserUnit, and
 * what else was painted to *ink; page->damage is set when its content is damaged (what was read before stays). False:
 * there is more of it than may be read, and no other library should be set on the page either.
 */
bool content_read_page(Content *content, Page *page, Ink *ink);

/* How many points a unit of that page's coordinates is: 1 but for a page with a /UserUnit, of which poppler knows not. */
double content_user_unit(Content *content, int page);

/* Where an area of that page, counted from the lower left corner of its crop box, is displayed but for the /UserUnit. */
Box content_displayed(Content *content, int page, Box area);

/* A copy of the file in which all pages' boxes are wider by `margin` points on all sides; NULL on failure. */
GBytes *content_widen(Content *content, double margin);

#endif
