/*
 * outcome.h - what a record has to say to whoever runs the program, and to its exit status.
 */
#ifndef EXTRACT_OUTCOME_H
#define EXTRACT_OUTCOME_H

#include "record/record.h"

/*
 * The remarks on a report, or the reason of a failure: messages (GPtrArray of char *, owned) in the form of a
 * compiler's, "report.pdf: page 12: ...". `*ret_doubt`: the reader must look, for a row is missing, a figure in doubt,
 * a check contradicted, a numeral unassigned, a page not wholly read, or the input failed.
 */
GPtrArray *outcome_messages(const Record *record, bool *ret_doubt);

/* What was found in a report, in one message; NULL for a failure. New string. */
char *outcome_summary(const Record *record);

#endif
