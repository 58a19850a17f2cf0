/*
 * furniture.h - what stands on a page for the page's sake: page numbers and running heads.
 */
#ifndef EXTRACT_FURNITURE_H
#define EXTRACT_FURNITURE_H

#include "line.h"

/* The lines (of Line, borrowed, in their order) of `lines` that are page numbers and running heads. */
GPtrArray *furniture_find(const GPtrArray *lines, const GPtrArray *pages);

#endif
