/*
 * db_inner.h - the room of sqlite: what the writer and the reader of a .db share.
 */
#ifndef OUTPUT_DB_INNER_H
#define OUTPUT_DB_INNER_H

#include "db.h"

#include <sqlite3.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3, sqlite3_close_v2)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sqlite3_stmt, sqlite3_finalize)

/* db_schema.c */
/* The statements that make the tables and the views, as a text. */
char *db_schema_print(void);
/* A number that changes with it: the user_version of the file. */
int db_schema_version(const char *schema);
/* Whether a field of a type has a column of its own: what the line in `files` or the key says has none. */
bool db_schema_has(RecordType type, const Field *field);
/* "figures"; the column that its lines are found by; whether a report has any number of them, in their order. */
const char *db_schema_table(RecordType type);
const char *db_schema_key(RecordType type);
bool db_schema_is_list(RecordType type);

/* Sets WRITER_ERROR_IO from what sqlite says; returns false. */
bool db_fail(sqlite3 *db, GError **error);
/* NULL with an error. */
sqlite3_stmt *db_prepare(sqlite3 *db, const char *statement, GError **error);
/* The text must live until the statement is reset. */
void db_bind_text(sqlite3_stmt *statement, int number, const char *text);

/* db_load.c: rows become records. */
typedef struct DbLoad DbLoad;

/* Borrows the connection. */
DbLoad *db_load_new(sqlite3 *db);
void db_load_free(DbLoad *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DbLoad, db_load_free)
/* The report with that key as that of the file; NULL and an error when the rows cannot be read. */
Record *db_load_report(DbLoad *load, const char *path, const char *sha256, const char *key, GError **error);
/* The failure of that file. */
Record *db_load_failure(DbLoad *load, const char *path, GError **error);

#endif
