/*
 * db_schema.c - the tables of a .db, made from the same list of fields as everything else, views for the usual
 * questions, and the statements that ask.
 *
 *   files      a line a path:          path, sha256, key ("" when it failed)
 *   reports    a line a report read:   key, and the fields of a report
 *   figures    a line a figure:        key, ordinal (reading order), and the fields; likewise sections, numerals,
 *              checks, remarks
 *   failures   a line a path that failed
 *
 * The key is the hash of the file's bytes; when a manifest gave something, the hash over that and this, since what
 * stands in the lines then depends on both. No clock, duration, number of a process or of a row is in it, and the
 * tables have no rowid: whatever the order in which reports came, the same lines stand in the same places.
 */
#include "db_inner.h"
#include "writer.h"

#include <string.h>

static const char *const tables[RECORD_TYPE_COUNT] = {"reports", "sections", "figures", "numerals",
                                                      "checks",  "remarks",  "failures"};

static const char views[] =
    "CREATE VIEW figure_lines AS SELECT f.path AS report, f.sha256, g.* FROM files f JOIN figures g USING (key)\n"
    "  ORDER BY report, ordinal;\n"
    "CREATE VIEW values_by_year AS SELECT r.place, r.code, r.year, r.form, g.indicator, g.value, g.unit, g.state,\n"
    "  g.marks, f.path FROM files f JOIN reports r USING (key) JOIN figures g USING (key)\n"
    "  WHERE g.indicator <> '' ORDER BY r.place, g.indicator, r.year, f.path, g.ordinal;\n"
    "CREATE VIEW failing_checks AS SELECT f.path, r.place, r.year, c.* FROM files f JOIN reports r USING (key)\n"
    "  JOIN checks c USING (key) WHERE c.state IN ('contradicted', 'reading-in-doubt') ORDER BY f.path, c.ordinal;\n"
    "CREATE VIEW unassigned_numerals AS SELECT f.path, n.* FROM files f JOIN numerals n USING (key)\n"
    "  WHERE n.class = 'unassigned' ORDER BY f.path, n.ordinal;\n"
    "CREATE VIEW report_years AS SELECT r.place, r.code, r.year, r.form, f.path, row_number() OVER\n"
    "  (PARTITION BY CASE r.code WHEN '' THEN r.place ELSE r.code END, r.year ORDER BY f.path) AS duplicate\n"
    "  FROM files f JOIN reports r USING (key) ORDER BY r.place, r.year, duplicate;\n";

const char *db_schema_table(RecordType type) { return tables[type]; }

const char *db_schema_key(RecordType type) { return type == RECORD_FAILURE ? "path" : "key"; }

bool db_schema_is_list(RecordType type) { return type != RECORD_REPORT && type != RECORD_FAILURE; }

bool db_schema_has(RecordType type, const Field *field) {
  if (strcmp(field->name, "report") == 0) return false;
  if (type == RECORD_REPORT) return strcmp(field->name, "duplicate") != 0; /* of a run: see the view report_years */
  return type == RECORD_FAILURE || strcmp(field->name, "sha256") != 0;
}

static const char *column_type(const Field *field) {
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_DECIMAL: return "TEXT";
  case FIELD_COUNT: return "INTEGER";
  case FIELD_POINTS: return "REAL";
  }
  g_assert_not_reached();
}

static void print_table(RecordType type, GString *out) {
  const RecordSchema *schema = &record_schemas[type];
  bool list = db_schema_is_list(type);
  g_string_append_printf(out, "CREATE TABLE %s (%s TEXT NOT NULL", tables[type], db_schema_key(type));
  if (list) g_string_append(out, ", ordinal INTEGER NOT NULL");
  for (size_t i = 0; i < schema->n_fields; i++)
    if (db_schema_has(type, &schema->fields[i]))
      g_string_append_printf(out, ", \"%s\" %s NOT NULL", schema->fields[i].name, column_type(&schema->fields[i]));
  g_string_append_printf(out, ", PRIMARY KEY (%s%s)) WITHOUT ROWID;\n", db_schema_key(type), list ? ", ordinal" : "");
}

char *db_schema_print(void) {
  GString *out = g_string_new("CREATE TABLE files (path TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL,"
                              " key TEXT NOT NULL) WITHOUT ROWID;\n"
                              "CREATE INDEX files_by_key ON files (key);\n");
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) print_table((RecordType)type, out);
  g_string_append(out, "CREATE INDEX reports_by_hash ON reports (sha256);\n");
  g_string_append(out, views);
  return g_string_free(out, FALSE);
}

int db_schema_version(const char *schema) {
  g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, schema, -1);
  hash[7] = '\0'; /* 28 bits: a positive int */
  return (int)g_ascii_strtoull(hash, NULL, 16);
}

bool db_fail(sqlite3 *db, GError **error) {
  g_set_error_literal(error, WRITER_ERROR, WRITER_ERROR_IO, sqlite3_errmsg(db));
  return false;
}

sqlite3_stmt *db_prepare(sqlite3 *db, const char *statement, GError **error) {
  sqlite3_stmt *prepared = NULL;
  if (sqlite3_prepare_v3(db, statement, -1, SQLITE_PREPARE_PERSISTENT, &prepared, NULL) != SQLITE_OK)
    db_fail(db, error);
  return prepared;
}

void db_bind_text(sqlite3_stmt *statement, int number, const char *text) {
  sqlite3_bind_text(statement, number, text, -1, SQLITE_STATIC);
}
