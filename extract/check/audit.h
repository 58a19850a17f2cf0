/*
 * audit.h - the audit copy: the report itself, each figure framed in the colour of its standing.
 */
#ifndef EXTRACT_AUDIT_H
#define EXTRACT_AUDIT_H

#include "record/record.h"

/*
 * Sets record->audit_copy: `pdf` with a frame around each figure (its indicator and value as the note), a sheet beside
 * the table for each failing check, and a bookmark to each problem. `pages` is a GPtrArray of Page. When no copy can
 * be made, a remark says why.
 */
void audit_copy(Record *record, GBytes *pdf, const GPtrArray *pages);

#endif
