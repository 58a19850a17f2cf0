/*
 * furniture.h - what stands on a page for the page's sake: page numbers and running heads.
 */
#ifndef EXTRACT_FURNITURE_H
#define EXTRACT_FURNITURE_H

#include "section/view.h"

/* Marks the lines that are page numbers and running heads. */
void furniture_mark(View *view);

#endif
