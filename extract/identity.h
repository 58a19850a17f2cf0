/*
 * identity.h - whose report this is: title, place, year, publisher.
 */
#ifndef EXTRACT_IDENTITY_H
#define EXTRACT_IDENTITY_H

#include "record.h"
#include "section.h"

/* Fills title, place, year and publisher of the report row; what cannot be told for certain stays "". */
void identity_read(const Outline *outline, Record *record);

#endif
