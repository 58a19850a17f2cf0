/*
 * record_reader.h - records from the lines that record_print_json() wrote.
 */
#ifndef EXTRACT_RECORD_READER_H
#define EXTRACT_RECORD_READER_H

#include "record/record.h"

/*
 * Reads such lines back, from a process or a file that nobody vouches for: unknown types and keys, values of the
 * wrong kind, counts that do not fit, rows outside of a report are errors. A record is given out only whole.
 */
typedef struct RecordReader RecordReader;

#define RECORD_ERROR record_error_quark()
GQuark record_error_quark(void);
typedef enum { RECORD_ERROR_LINE, RECORD_ERROR_UNFINISHED } RecordError;

RecordReader *record_reader_new(void);
void record_reader_free(RecordReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordReader, record_reader_free)

/*
 * Takes the next line (its newline may be there or not). `ret` is the record that it completed, or NULL while more
 * is to come. False: a report was dropped, `error` says in which line and why ("line 12: ..."); the lines up to the
 * next report are then skipped. The line may have completed another record all the same.
 */
bool record_reader_take(RecordReader *reader, const char *line, size_t length, Record **ret, GError **error);
/* False when the last report has no end line: its writer was killed. */
bool record_reader_finish(RecordReader *reader, GError **error);

#endif
