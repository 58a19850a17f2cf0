/*
 * content_page.h - inside the room of qpdf: keys of dictionaries, and how a page is displayed.
 */
#ifndef EXTRACT_CONTENT_PAGE_H
#define EXTRACT_CONTENT_PAGE_H

#include "document/path.h"

#include <qpdf/qpdf-c.h>

/* Null when `dictionary` is none or has no such key. */
qpdf_oh content_key(qpdf_data pdf, qpdf_oh dictionary, const char *key);
/* A key of a page that may stand at a node above it. */
qpdf_oh content_inherited(qpdf_data pdf, qpdf_oh page, const char *key);
/* Whether a stream is compressed in the usual way, and no other besides; `dictionary` is its own. */
bool content_is_plain_flate(qpdf_data pdf, qpdf_oh dictionary);
/* Whether a key has one other character than one of `known` (NULL ends it) that is missing: it is damaged. */
bool content_misspells(qpdf_data pdf, qpdf_oh dictionary, const char *const *known);
/* `n` (at most 6) numbers of an array; false when it is not that. */
bool content_numbers(qpdf_data pdf, qpdf_oh array, double *ret, int n);
/* A rectangle with an area; false when the array is none. */
bool content_box(qpdf_data pdf, qpdf_oh array, Box *ret);

/* Whether it is one at all: another number in the list of pages makes one of any object. */
bool content_is_page(qpdf_data pdf, qpdf_oh page);

/*
 * What is displayed of a page, in its own space. Nonsense is mended as poppler mends it: the two must agree on the
 * origin. A crop box wider than the media box counts for nothing in that direction.
 */
Box content_page_box(qpdf_data pdf, qpdf_oh page);
/* The page's /Rotate: 0, 90, 180 or 270. */
int content_page_turn(qpdf_data pdf, qpdf_oh page);
/* From the page's space to the page as displayed: origin top left, y down. */
Matrix content_page_matrix(Box box, int turn);
/* How many points a unit of the page's space is: its /UserUnit, or 1. */
double content_page_unit(qpdf_data pdf, qpdf_oh page);
/* Sets the boxes of the first `pages` pages `margin` farther out than they are. */
void content_page_move_edges(qpdf_data pdf, int pages, double margin);

#endif
