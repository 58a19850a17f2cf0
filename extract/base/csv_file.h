/*
 * csv_file.h - the room of libcsv: small tables that people write (corrections, manifests) and that come with the
 * program (divisions).
 */
#ifndef EXTRACT_CSV_FILE_H
#define EXTRACT_CSV_FILE_H

#include <glib.h>
#include <stdbool.h>

#define CSV_FILE_ERROR csv_file_error_quark()
GQuark csv_file_error_quark(void);

typedef struct CsvFile {
  char *path;
  GPtrArray *head;     /* of char *: the names of the columns, from the first line */
  GPtrArray *fields;   /* of char *: row after row, each as long as the head; empty lines are left out */
  guint rows;          /* the head is none */
  GStringChunk *texts; /* what head and fields point into */
} CsvFile;

/* Reads UTF-8 (with or without a byte order mark), RFC 4180; an error says path and line. */
CsvFile *csv_file_read(const char *path, GError **error);
void csv_file_free(CsvFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvFile, csv_file_free)

/* The number of the column `name`, or -1. */
int csv_file_column(const CsvFile *file, const char *name);
/* That field of a row; "" when the column is -1. Borrowed. */
const char *csv_file_field(const CsvFile *file, guint row, int column);
/* Sets an error that says where: "path: row 3: ..." (rows count from 1, the head is row 0: left out); returns false. */
bool csv_file_fail(const CsvFile *file, guint row, GError **error, const char *format, ...) G_GNUC_PRINTF(4, 5);

#endif
