/*
 * correction.h - what an auditor found to be printed wrong: kept beside the figure, never in its place.
 *
 * A file of corrections is a CSV with the columns figure (its address), value, who, when, why. An address holds the
 * first digits of the report's hash, so a correction can never land on another edition of a report.
 */
#ifndef EXTRACT_CORRECTION_H
#define EXTRACT_CORRECTION_H

#include "base/csv_file.h"
#include "record/record.h"

/* Whether the file is one of corrections: its columns, its values (plain decimals), an address each, none twice. */
bool correction_check(const CsvFile *file, GError **error);

/*
 * Applies those that concern the record's report: sets `corrected` and the mark of each figure and adds a remark with
 * who, when and why. One that names this report but no single figure of it is refused: a remark of kind
 * "correction-refused". `used` (as long as the rows of the file) is set for the rows that concerned the report, so
 * that the caller can tell which concerned none. Doing it twice changes nothing more.
 */
void correction_apply(const CsvFile *file, Record *record, bool *used);

/* Appends the rows that concern the report with that hash: whether they are the same as in another run. */
void correction_print(const CsvFile *file, const char *sha256, GString *out);

/* The start of such a file: a row for each figure of a failing check of the record, value empty. Appended to `out`. */
void correction_template(const Record *record, GString *out);
/* The head of such a file, with its line end. */
extern const char correction_head[];

#endif
