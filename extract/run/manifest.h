/*
 * manifest.h - what its user knows of the files to read: a table (.csv) with the column path and any of place, year,
 * code, url, id.
 */
#ifndef EXTRACT_MANIFEST_H
#define EXTRACT_MANIFEST_H

#include "record/record.h"

/* A row; all strings borrowed from the manifest, "" where it says nothing. */
typedef struct Given {
  const char *path, *place, *year, *code, *url, *id;
  char *canonical; /* the path as an absolute one, to be found by */
} Given;

typedef struct Manifest {
  GArray *rows; /* of Given, in the order of the file */
  struct CsvFile *file;
  GHashTable *by_path; /* canonical path -> Given */
} Manifest;

/* An error says path and row. */
Manifest *manifest_read(const char *path, GError **error);
void manifest_free(Manifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manifest, manifest_free)

/* What it says of that file, however its path is spelt; NULL when nothing. Also for a manifest that is NULL. */
const Given *manifest_find(const Manifest *manifest, const char *path);

/* Puts what is given into the record in place of what the report says, and names it in the field `given`. */
void given_apply(const Given *given, Record *record);

#endif
