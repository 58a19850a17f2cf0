/*
 * figure.h - from tables to figures: which form this is, which row and column each cell stands in, what it says.
 */
#ifndef EXTRACT_FIGURE_H
#define EXTRACT_FIGURE_H

#include "figure/pattern.h"
#include "record/record.h"
#include "section/section.h"

/*
 * Recognises the form, sets it in the report row, and adds a figure row for every cell of the recognised statistics
 * tables (blank ones too), remarks for rows of the form that are missing. The report row must already carry report,
 * sha256, title, place, year, publisher. Returns the number of statistics tables recognised.
 */
unsigned figure_read(const Outline *outline, const PatternSet *patterns, Record *record);

#endif
