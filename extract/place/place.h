/*
 * place.h - which administrative division a report is from: its code (GB/T 2260), its level, what it belongs to.
 */
#ifndef EXTRACT_PLACE_H
#define EXTRACT_PLACE_H

#include "place/division.h"
#include "record/record.h"

/*
 * Past the longest name of a division, of any year, that `text` begins with; NULL: none. *ret_level: its
 * division_rank().
 */
const char *places_skip(const Places *places, const char *text, int *ret_level);

/*
 * Sets code (as valid in the report's year), code_today, level and parent of the report row, and code and level of its
 * figures, from its place, title, publisher, year and sections; a code that the field `given` names stays. Where the
 * division cannot be told for certain they are "", and a notice says why. To be called again when one of these changes.
 */
void place_read(const Places *places, Record *record);

/* What the reports of one place over the years have in common and those of others have not. New string. */
char *place_series(const Report *report);

#endif
