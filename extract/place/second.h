/*
 * second.h - what does not belong to the one report that a file should hold.
 */
#ifndef EXTRACT_SECOND_H
#define EXTRACT_SECOND_H

#include "place/place.h"
#include "record/record.h"
#include "section/section.h"

/*
 * Says so in remarks when another report begins in the file, or when the rows of a statistics table stand in it twice.
 * The figures behind a second title keep all that is printed, but have no indicator, and the mark second-report: place
 * and year of their lines are the first one's. To be called when all figures are read, before they are checked.
 */
void second_mark(const Outline *outline, const Places *places, Record *record);

#endif
