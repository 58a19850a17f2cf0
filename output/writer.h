/*
 * writer.h - the output formats, one a suffix. Below the waist: of extract/ only record.h,
 * codebook.h, panel.h and compare.h are known here.
 *
 * A writer takes records one after the other and holds no more of them than its format needs.
 */
#ifndef OUTPUT_WRITER_H
#define OUTPUT_WRITER_H

#include "record/record.h"
#include "report/codebook.h"

#define WRITER_ERROR writer_error_quark()
GQuark writer_error_quark(void);
typedef enum { WRITER_ERROR_FORMAT, WRITER_ERROR_IO } WriterError;

typedef struct Writer Writer;

/* What some formats need to know beside the records. */
typedef struct WriterOptions {
  const char *program;  /* "extract 0.1.0" */
  const char *patterns; /* version of the pattern set */
  const Codebook
      *codebook; /* borrowed for as long as the writer lives; NULL: then there are no views of several reports */
  bool wide;     /* .csv: one row a report */
  const char *audit_file, *audit_folder; /* where the audit copies go: cells lead there; NULL: to the report itself */
} WriterOptions;

/*
 * Opens `target` ("stats.xlsx"; "-" for stdout, then `format` says which). Nothing is written at the target before
 * writer_finish(): the file grows beside it and is renamed, so an old one stays whole until a new one is.
 */
Writer *writer_open(const char *target, const char *format, const WriterOptions *options, GError **error);
/*
 * Loads what the format stands on, which takes a few milliseconds: best while the first report is being read. Else that
 * is done when its record comes.
 */
bool writer_begin(Writer *writer, GError **error);
/* A writer may keep a reference; nobody changes a record any more from here on. */
bool writer_add(Writer *writer, Record *record, GError **error);
/*
 * Whether it keeps what it is given at once and in any order, for a later run to go on from: a .db. All others want
 * the order of their lines.
 */
bool writer_keeps(const Writer *writer);
/*
 * What such a target holds of a file with this hash, read by the program and patterns of the options with these
 * settings: a new record under that path. NULL: nothing, or nothing that would not be worth another try (a timeout).
 */
Record *writer_recall(Writer *writer, const char *path, const char *sha256, const char *settings);
/* Completes, syncs and renames. Frees the writer, also on failure, and then leaves nothing behind. */
bool writer_finish(Writer *writer, GError **error);
/* Gives up: leaves nothing behind. */
void writer_abandon(Writer *writer);

/*
 * Writes the record's audit copy into `folder` (made when it is not there), under the report's path with its folders
 * joined by "_": so that no path in a record leads out of the folder.
 */
bool writer_audit(const char *folder, const Record *record, GError **error);

#endif
