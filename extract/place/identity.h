/*
 * identity.h - whose report this is: title, place, year, publisher.
 */
#ifndef EXTRACT_IDENTITY_H
#define EXTRACT_IDENTITY_H

#include "place/place.h"
#include "record/record.h"
#include "section/section.h"

/*
 * Fills title, place, year and publisher of the report row; what cannot be told for certain stays "". Of two reports
 * in one file they are the first one's.
 */
void identity_read(const Outline *outline, const Places *places, Record *record);

/*
 * The title of another report that begins in the same file, of another place or year, and numbers its sections from 一
 * again; a paragraph of the outline. NULL: none.
 */
const Text *identity_find_second(const Outline *outline, const Places *places);

#endif
