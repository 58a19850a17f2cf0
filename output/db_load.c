/*
 * db_load.c - rows of a .db as records. The file is believed no more than any other input: values of the wrong kind
 * are errors, columns that are not known are passed over, and those that are missing stay empty (another version of
 * the program wrote it).
 */
#include "db_inner.h"
#include "writer.h"

#include <string.h>
#include <unistd.h>

struct DbLoad {
  sqlite3 *db;
  sqlite3_stmt *rows[RECORD_TYPE_COUNT]; /* prepared when first asked for */
};

DbLoad *db_load_new(sqlite3 *db) {
  DbLoad *load = g_new0(DbLoad, 1);
  load->db = db;
  return load;
}

void db_load_free(DbLoad *load) {
  if (load == NULL) return;
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) sqlite3_finalize(load->rows[type]);
  g_free(load);
}

static sqlite3_stmt *select_rows(DbLoad *load, RecordType type, const char *key, GError **error) {
  if (load->rows[type] == NULL) {
    g_autofree char *statement =
        g_strdup_printf("SELECT * FROM %s WHERE %s = ?1%s", db_schema_table(type), db_schema_key(type),
                        db_schema_is_list(type) ? " ORDER BY ordinal" : "");
    load->rows[type] = db_prepare(load->db, statement, error);
    if (load->rows[type] == NULL) return NULL;
  }
  sqlite3_reset(load->rows[type]);
  db_bind_text(load->rows[type], 1, key);
  return load->rows[type];
}

static bool take_value(Record *record, const Field *field, char *row, sqlite3_stmt *from, int column) {
  int kind = sqlite3_column_type(from, column);
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_DECIMAL: {
    const char *text = (const char *)sqlite3_column_text(from, column);
    return kind == SQLITE_TEXT && text != NULL && record_set_text(record, field, row, text);
  }
  case FIELD_COUNT: return kind == SQLITE_INTEGER && record_set_count(field, row, sqlite3_column_int64(from, column));
  case FIELD_POINTS:
    return (kind == SQLITE_FLOAT || kind == SQLITE_INTEGER) &&
           record_set_points(field, row, sqlite3_column_double(from, column));
  }
  g_assert_not_reached();
}

static bool take_row(Record *record, RecordType type, sqlite3_stmt *from, GError **error) {
  const RecordSchema *schema = &record_schemas[type];
  char *row = record_add(record, type);
  size_t guess = 0; /* the columns stand in the order of the fields when this version wrote them */
  for (int column = 0; column < sqlite3_column_count(from); column++) {
    const char *name = sqlite3_column_name(from, column);
    const Field *field = record_field(schema, name, &guess);
    if (field == NULL || !db_schema_has(type, field) || take_value(record, field, row, from, column)) continue;
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "%s of %s is not what it should be", name, schema->name);
    return false;
  }
  return true;
}

static bool take_rows(DbLoad *load, Record *record, RecordType type, const char *key, GError **error) {
  sqlite3_stmt *from = select_rows(load, type, key, error);
  if (from == NULL) return false;
  int answer;
  while ((answer = sqlite3_step(from)) == SQLITE_ROW)
    if (!take_row(record, type, from, error)) return false;
  sqlite3_reset(from);
  return answer == SQLITE_DONE || db_fail(load->db, error);
}

/* What `files` says is in every line of a record. */
static void name_rows(Record *record, const char *path, const char *sha256) {
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) {
    const RecordSchema *schema = &record_schemas[type];
    for (size_t i = 0; i < schema->n_fields; i++) {
      const Field *field = &schema->fields[i];
      const char *value = strcmp(field->name, "report") == 0   ? path
                          : strcmp(field->name, "sha256") == 0 ? sha256
                                                               : NULL;
      if (value == NULL) continue;
      const char *own = record_string(record, value);
      for (guint j = 0; j < record->rows[type]->len; j++)
        *(const char **)(void *)(record->rows[type]->data + j * schema->size + field->offset) = own;
    }
  }
}

static bool lacks(const char *path, GError **error) {
  g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "nothing is there of %s", path);
  return false;
}

Record *db_load_report(DbLoad *load, const char *path, const char *sha256, const char *key, GError **error) {
  g_autoptr(Record) record = record_new();
  for (int type = RECORD_REPORT; type < RECORD_FAILURE; type++)
    if (!take_rows(load, record, (RecordType)type, key, error)) return NULL;
  if (record_report_count(record) != 1 && !lacks(path, error)) return NULL;
  name_rows(record, path, sha256);
  return g_steal_pointer(&record);
}

Record *db_load_failure(DbLoad *load, const char *path, GError **error) {
  g_autoptr(Record) record = record_new();
  if (!take_rows(load, record, RECORD_FAILURE, path, error)) return NULL;
  if (record_failure_count(record) != 1 && !lacks(path, error)) return NULL;
  Failure *failure = record_failure_at(record, 0);
  failure->report = record_string(record, path);
  return g_steal_pointer(&record);
}

struct DbReader {
  sqlite3 *db;
  sqlite3_stmt *files;
  DbLoad *load;
};

/* Rows of tables are all that is read: a view in the place of one may go on for ever. */
static int authorize(void *data, int action, const char *table, const char *column, const char *base,
                     const char *view) {
  (void)data, (void)table, (void)column, (void)base;
  return (action == SQLITE_SELECT || action == SQLITE_READ) && view == NULL ? SQLITE_OK : SQLITE_DENY;
}

/* As the schema of a stranger may hold anything: no functions with effects, nothing larger than a record may be. */
static void distrust(sqlite3 *db) {
  sqlite3_set_authorizer(db, authorize, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 << 20);
}

static DbReader *open_reader(const char *path, int flags, GError **error) {
  g_autoptr(DbReader) reader = g_new0(DbReader, 1);
  if (sqlite3_open_v2(path, &reader->db, SQLITE_OPEN_READONLY | flags, NULL) != SQLITE_OK) {
    db_fail(reader->db, error);
    return NULL;
  }
  distrust(reader->db);
  sqlite3_busy_timeout(reader->db, 10000);
  reader->files = db_prepare(reader->db, "SELECT path, sha256, key FROM files ORDER BY path", error);
  if (reader->files == NULL) return NULL;
  reader->load = db_load_new(reader->db);
  return g_steal_pointer(&reader);
}

/* As a file that nobody changes: without the log and the locks beside it, which cannot be made where it lies. */
static DbReader *open_still(const char *path, GError **error) {
  g_autofree char *whole = g_canonicalize_filename(path, NULL);
  g_autofree char *escaped = g_uri_escape_string(whole, "/", FALSE);
  g_autofree char *name = g_strdup_printf("file://%s?immutable=1", escaped);
  return open_reader(name, SQLITE_OPEN_URI, error);
}

DbReader *db_reader_open(const char *path, GError **error) {
  g_autoptr(GError) cause = NULL;
  DbReader *reader = open_reader(path, 0, &cause);
  if (reader != NULL) return reader;
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *log = g_strconcat(path, "-wal", NULL);
  bool still = access(path, R_OK) == 0 && access(folder, W_OK) != 0 && access(log, F_OK) != 0;
  if (still) return open_still(path, error);
  g_propagate_error(error, g_steal_pointer(&cause));
  return NULL;
}

bool db_reader_next(DbReader *reader, Record **ret, GError **error) {
  *ret = NULL;
  int answer = sqlite3_step(reader->files);
  if (answer == SQLITE_DONE) return true;
  if (answer != SQLITE_ROW) return db_fail(reader->db, error);
  const char *fields[3];
  for (int i = 0; i < 3; i++) {
    fields[i] = (const char *)sqlite3_column_text(reader->files, i);
    if (fields[i] == NULL) return lacks("a file", error);
  }
  *ret = *fields[2] != '\0' ? db_load_report(reader->load, fields[0], fields[1], fields[2], error)
                            : db_load_failure(reader->load, fields[0], error);
  return *ret != NULL;
}

void db_reader_free(DbReader *reader) {
  if (reader == NULL) return;
  db_load_free(reader->load);
  sqlite3_finalize(reader->files);
  sqlite3_close_v2(reader->db);
  g_free(reader);
}
