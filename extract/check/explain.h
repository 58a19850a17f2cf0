/*
 * explain.h - why a figure stands where it stands, or why there is none.
 */
#ifndef EXTRACT_EXPLAIN_H
#define EXTRACT_EXPLAIN_H

#include "figure/pattern.h"
#include "record/record.h"

/*
 * --explain: for each figure of the record with that indicator its place, labels, rule, evidence and checks; then what
 * nearly matched and why it did not. For an indicator that the report lacks, the nearest rows and sentences and what
 * refused them. New string; NULL with an error when the id is unknown.
 */
char *explain_indicator(const PatternSet *patterns, const Record *record, const char *id, GError **error);

#endif
