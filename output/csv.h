/*
 * csv.h - lines of RFC 4180, for all formats that are made of them.
 */
#ifndef OUTPUT_CSV_H
#define OUTPUT_CSV_H

#include "format.h"

/* Appends a field, with a comma before it unless it is the first of `line`'s; quoted when it must be. */
void csv_append(GString *line, const char *text, bool first);
/* Ends the line, writes it and empties it. */
bool csv_line_write(FILE *file, GString *line, GError **error);

/* A table of all rows of one type, with all their fields. */
extern const Format csv_rows_formats[RECORD_TYPE_COUNT];

#endif
