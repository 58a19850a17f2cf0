/*
 * damage.h - what of a report is in doubt because of what could not be read.
 */
#ifndef EXTRACT_DAMAGE_H
#define EXTRACT_DAMAGE_H

#include "document/document.h"
#include "record/record.h"
#include "section/section.h"

/* Remarks for the file and for the pages that could not be read, or not wholly; the field of the report sums them up. */
void damage_note(const Document *document, Record *record);

/*
 * Marks the figures in doubt: those of a damaged page, blank cells too; all of them when pages may be missing among
 * those read, or, which is noted too, when nothing but damaged pages says of which place and year they are. Place, code and
 * all figures must be in the record.
 */
void damage_mark(const Document *document, const Outline *outline, Record *record);

#endif
