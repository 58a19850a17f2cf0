/*
 * format.h - what each output format does for writer.c; one row of its table.
 */
#ifndef OUTPUT_FORMAT_H
#define OUTPUT_FORMAT_H

#include "base/module.h"
#include "writer.h"

#include <stdio.h>

/* Where a format writes: writer.c takes care that this is not yet the target, of syncing it and of the rename. */
typedef struct Output {
  FILE *file;         /* a format that streams writes here, front to back */
  const char *path;   /* one that does not opens this itself */
  const char *target; /* where it will stand in the end, as given; "-" for standard output */
  const WriterOptions *options;
} Output;

typedef enum FormatWay {
  FORMAT_STREAMS, /* writes front to back */
  FORMAT_BUILDS,  /* makes a file at a path that writer.c moves to the target in the end */
  FORMAT_KEEPS,   /* changes the target itself, in steps each of which is whole; `path` is the target */
  FORMAT_GATHERS, /* a folder (`path` is the target): makes files in it by writers of its own */
} FormatWay;

typedef struct Format {
  const char *suffix;
  FormatWay way;
  /* Its state; NULL with an error. There is none as long as the format's module is not loaded. */
  void *(*open)(const Output *output, GError **error);
  /* These may be NULL where there is nothing to do. */
  bool (*add)(void *state, Record *record, GError **error);
  bool (*finish)(void *state, GError **error); /* writes what is left; does not free */
  void (*free)(void *state);
  Record *(*recall)(void *state, const char *path, const char *sha256, const char *settings); /* of FORMAT_KEEPS */
} Format;

extern const Format csv_format, wide_format, jsonl_format, pdf_format, package_format;
/* Those of the modules "xlsx" and "dta" (base/module.h); the module "db" shows a DbModule. */
extern MODULE_SHOWN const Format xlsx_module, dta_module;

/* A writer of that format, whatever the target's name says. */
Writer *writer_open_format(const char *target, const Format *format, const WriterOptions *options, GError **error);

/* The folder in which it will stand, for temporary files; NULL for standard output. New string. */
char *output_folder(const Output *output);

/* Where writer_audit() puts the audit copy of that report. New string. */
char *output_audit_path(const char *folder, const char *report);

/* fwrite() with a GError that names what is wrong. */
bool output_write(FILE *file, const char *bytes, size_t length, GError **error);
/* Sets WRITER_ERROR_IO from errno; returns false. */
bool output_fail(GError **error, const char *what);

#endif
