/*
 * db.h - what a .db holds, read back. (How one is written: Format of writer.c.)
 */
#ifndef OUTPUT_DB_H
#define OUTPUT_DB_H

#include "format.h"

typedef struct DbReader DbReader;

/* Reads the state of this moment, also while another process writes. An error says why, without the path. */
DbReader *db_reader_open(const char *path, GError **error);
/* The record of the next file, in the order of the bytes of their paths; NULL at the end. */
bool db_reader_next(DbReader *reader, Record **ret, GError **error);
void db_reader_free(DbReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DbReader, db_reader_free)

/* What the module "db" shows: of a module of output/ the format comes first. */
typedef struct DbModule {
  Format format;
  DbReader *(*reader_open)(const char *path, GError **error);
  bool (*reader_next)(DbReader *reader, Record **ret, GError **error);
  void (*reader_free)(DbReader *reader);
} DbModule;

extern MODULE_SHOWN const DbModule db_module;

#endif
