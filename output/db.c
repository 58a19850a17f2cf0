/*
 * db.c - the archive: a SQLite file that is changed in place, a report a transaction.
 *
 * Whoever kills the program, at whatever moment, finds every report that was finished and no half of one; whoever reads
 * meanwhile sees the state of a moment (WAL). A record that is there already is not written again, so that a run which
 * goes on where another ended costs next to nothing.
 */
#include "db_inner.h"
#include "format.h"

#include <string.h>
#include <unistd.h>

enum {
  BUSY_MILLISECONDS = 30000, /* another run may be writing into the same file: its transactions are short */
  LOG_PAGES = 10000          /* of 4 KB in the log before they go into the file, for which all waits on the disk */
};

typedef struct Store {
  const Output *output;
  sqlite3 *db;
  DbLoad *load;
  bool fresh; /* we made the file, and nothing is in it yet */
  sqlite3_stmt *insert[RECORD_TYPE_COUNT], *remove[RECORD_TYPE_COUNT];
  sqlite3_stmt *put_file, *find_file, *find_key, *is_same, *find_report, *find_failure;
} Store;

/* Runs statements that return no rows. */
static bool run(sqlite3 *db, const char *statements, GError **error) {
  return sqlite3_exec(db, statements, NULL, NULL, NULL) == SQLITE_OK || db_fail(db, error);
}

/* The statement with its texts, ready to step. */
static sqlite3_stmt *bind(sqlite3_stmt *statement, const char *first, const char *second, const char *third) {
  const char *const texts[] = {first, second, third};
  sqlite3_reset(statement);
  for (int i = 0; i < 3 && texts[i] != NULL; i++) db_bind_text(statement, i + 1, texts[i]);
  return statement;
}

static bool step(Store *store, sqlite3_stmt *statement, GError **error) {
  int answer = sqlite3_step(statement);
  sqlite3_reset(statement);
  return answer == SQLITE_DONE || answer == SQLITE_ROW || db_fail(store->db, error);
}

static bool prepare_insert(Store *store, RecordType type, GError **error) {
  const RecordSchema *schema = &record_schemas[type];
  g_autoptr(GString) statement = g_string_new(NULL);
  g_string_printf(statement, "INSERT INTO %s VALUES (?%s", db_schema_table(type), db_schema_is_list(type) ? ", ?" : "");
  for (size_t i = 0; i < schema->n_fields; i++)
    if (db_schema_has(type, &schema->fields[i])) g_string_append(statement, ", ?");
  g_string_append_c(statement, ')');
  store->insert[type] = db_prepare(store->db, statement->str, error);
  g_string_printf(statement, "DELETE FROM %s WHERE %s = ?", db_schema_table(type), db_schema_key(type));
  if (store->insert[type] != NULL) store->remove[type] = db_prepare(store->db, statement->str, error);
  return store->remove[type] != NULL;
}

static bool prepare(Store *store, GError **error) {
  for (int type = 0; type < RECORD_TYPE_COUNT; type++)
    if (!prepare_insert(store, (RecordType)type, error)) return false;
  const struct {
    sqlite3_stmt **place;
    const char *text;
  } others[] = {
      {&store->put_file, "INSERT INTO files VALUES (?1, ?2, ?3) ON CONFLICT (path) DO UPDATE SET"
                         " sha256 = ?2, key = ?3 WHERE sha256 <> ?2 OR key <> ?3"},
      {&store->find_file, "SELECT key FROM files WHERE path = ?"},
      {&store->find_key, "SELECT 1 FROM files WHERE key = ?"},
      {&store->is_same, "SELECT program, patterns, settings FROM reports WHERE key = ?"},
      {&store->find_report,
       "SELECT key FROM reports WHERE sha256 = ?1 AND program = ?2 AND patterns = ?3 AND settings = ?4"},
      {&store->find_failure, "SELECT 1 FROM failures WHERE path = ?1 AND sha256 = ?2 AND program = ?3 AND patterns = ?4"
                             " AND settings = ?5 AND kind <> 'timeout'"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
    *others[i].place = db_prepare(store->db, others[i].text, error);
    if (*others[i].place == NULL) return false;
  }
  return true;
}

/* -1 for a file that holds tables and no version: somebody else's. */
static bool read_version(Store *store, int *ret, GError **error) {
  g_autoptr(sqlite3_stmt) statement =
      db_prepare(store->db,
                 "SELECT iif(user_version = 0 AND EXISTS (SELECT 1 FROM sqlite_schema), -1, user_version)"
                 " FROM pragma_user_version",
                 error);
  if (statement == NULL) return false;
  if (sqlite3_step(statement) != SQLITE_ROW) return db_fail(store->db, error);
  *ret = sqlite3_column_int(statement, 0);
  return true;
}

/* Makes the tables in an empty file; refuses one whose tables are not ours. */
static bool make_schema(Store *store, GError **error) {
  g_autofree char *schema = db_schema_print();
  int version = 0, ours = db_schema_version(schema);
  if (!run(store->db, "BEGIN IMMEDIATE", error) || !read_version(store, &version, error)) return false;
  g_autofree char *all = g_strdup_printf("%sPRAGMA user_version = %d;", schema, ours);
  if (version == 0 && !run(store->db, all, error)) return false;
  if (version == 0 || version == ours) return run(store->db, "COMMIT", error);
  g_set_error_literal(error, WRITER_ERROR, WRITER_ERROR_FORMAT,
                      "another program, or another version of extract, made it: make a new one");
  return false;
}

static bool open_store(Store *store, GError **error) {
  const char *path = store->output->path;
  store->fresh = access(path, F_OK) != 0;
  if (sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK)
    return db_fail(store->db, error);
  sqlite3_busy_timeout(store->db, BUSY_MILLISECONDS);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* NORMAL: a power cut may take the last reports with it, which are read again; it never breaks the file */
  g_autofree char *settings = g_strdup_printf("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
                                              " PRAGMA wal_autocheckpoint = %d",
                                              LOG_PAGES);
  if (!run(store->db, settings, error)) return false;
  if (!make_schema(store, error) || !prepare(store, error)) return false;
  store->load = db_load_new(store->db);
  return true;
}

static void store_free(void *state) {
  Store *store = state;
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) {
    sqlite3_finalize(store->insert[type]);
    sqlite3_finalize(store->remove[type]);
  }
  sqlite3_stmt *const others[] = {store->put_file, store->find_file,   store->find_key,
                                  store->is_same,  store->find_report, store->find_failure};
  for (size_t i = 0; i < G_N_ELEMENTS(others); i++) sqlite3_finalize(others[i]);
  db_load_free(store->load);
  sqlite3_close(store->db);
  if (store->fresh) unlink(store->output->path);
  g_free(store);
}

static void *store_open(const Output *output, GError **error) {
  Store *store = g_new0(Store, 1);
  store->output = output;
  if (open_store(store, error)) return store;
  store_free(store);
  return NULL;
}

static void bind_field(sqlite3_stmt *statement, int number, const Field *field, const char *row) {
  const void *place = row + field->offset;
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_DECIMAL: db_bind_text(statement, number, *(const char *const *)place); return;
  case FIELD_COUNT: sqlite3_bind_int(statement, number, *(const int *)place); return;
  case FIELD_POINTS: { /* as all outputs have it, so that what was read back is the same */
    g_autoptr(GString) text = g_string_new(NULL);
    record_print_field(field, row, text);
    sqlite3_bind_double(statement, number, g_ascii_strtod(text->str, NULL));
    return;
  }
  }
  g_assert_not_reached();
}

static bool insert_rows(Store *store, const Record *record, RecordType type, const char *key, GError **error) {
  const RecordSchema *schema = &record_schemas[type];
  for (guint i = 0; i < record->rows[type]->len; i++) {
    sqlite3_stmt *statement = bind(store->insert[type], key, NULL, NULL);
    int number = 2;
    if (db_schema_is_list(type)) sqlite3_bind_int(statement, number++, (int)i);
    for (size_t j = 0; j < schema->n_fields; j++)
      if (db_schema_has(type, &schema->fields[j]))
        bind_field(statement, number++, &schema->fields[j], record->rows[type]->data + i * schema->size);
    if (!step(store, statement, error)) return false;
  }
  return true;
}

static bool remove_report(Store *store, const char *key, GError **error) {
  for (int type = 0; type < RECORD_FAILURE; type++)
    if (!step(store, bind(store->remove[type], key, NULL, NULL), error)) return false;
  return true;
}

/* See db_schema.c. */
static char *make_key(const Report *report) {
  if (*report->given == '\0' && *report->url == '\0') return g_strdup(report->sha256);
  g_autofree char *all =
      g_strjoin("\n", report->sha256, report->given, report->place, report->year, report->code, report->url, NULL);
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, all, -1);
}

static bool is_there(Store *store, const char *key, const Report *report) {
  sqlite3_stmt *found = bind(store->is_same, key, NULL, NULL);
  const char *const ours[] = {report->program, report->patterns, report->settings};
  bool same = sqlite3_step(found) == SQLITE_ROW;
  for (int i = 0; same && i < 3; i++) {
    const char *theirs = (const char *)sqlite3_column_text(found, i);
    same = theirs != NULL && strcmp(theirs, ours[i]) == 0;
  }
  sqlite3_reset(found);
  return same;
}

static char *key_of_file(Store *store, const char *path) {
  sqlite3_stmt *found = bind(store->find_file, path, NULL, NULL);
  char *key = sqlite3_step(found) == SQLITE_ROW ? g_strdup((const char *)sqlite3_column_text(found, 0)) : NULL;
  sqlite3_reset(found);
  return key;
}

/* Sets the line of the file; a report that no file has any more goes. */
static bool put_file(Store *store, const char *path, const char *sha256, const char *key, GError **error) {
  g_autofree char *before = key_of_file(store, path);
  if (!step(store, bind(store->put_file, path, sha256, key), error)) return false;
  if (before == NULL || *before == '\0' || strcmp(before, key) == 0) return true;
  bool used = sqlite3_step(bind(store->find_key, before, NULL, NULL)) == SQLITE_ROW;
  sqlite3_reset(store->find_key);
  return used || remove_report(store, before, error);
}

static bool put_report(Store *store, const Record *record, GError **error) {
  const Report *report = record_report(record);
  g_autofree char *key = make_key(report);
  if (!is_there(store, key, report)) {
    if (!remove_report(store, key, error)) return false;
    for (int type = 0; type < RECORD_FAILURE; type++)
      if (!insert_rows(store, record, (RecordType)type, key, error)) return false;
  }
  return step(store, bind(store->remove[RECORD_FAILURE], report->report, NULL, NULL), error) &&
         put_file(store, report->report, report->sha256, key, error);
}

/* A file that cannot be read today - it is gone, its disk is away - takes nothing from what was read of it once. */
static bool put_failure(Store *store, const Record *record, GError **error) {
  const Failure *failure = record_failure_at(record, 0);
  if (!step(store, bind(store->remove[RECORD_FAILURE], failure->report, NULL, NULL), error)) return false;
  if (!insert_rows(store, record, RECORD_FAILURE, failure->report, error)) return false;
  g_autofree char *before = key_of_file(store, failure->report);
  if (*failure->sha256 == '\0' && before != NULL && *before != '\0') return true;
  return put_file(store, failure->report, failure->sha256, "", error);
}

static bool store_add(void *state, Record *record, GError **error) {
  Store *store = state;
  if (!run(store->db, "BEGIN IMMEDIATE", error)) return false;
  bool good = record_report(record) != NULL ? put_report(store, record, error) : put_failure(store, record, error);
  good = good && run(store->db, "COMMIT", error);
  if (!good) run(store->db, "ROLLBACK", NULL);
  store->fresh = store->fresh && !good;
  return good;
}

/* What stands in the write-ahead log goes into the file, which then is all there is. */
static bool store_finish(void *state, GError **error) {
  Store *store = state;
  int answer = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  return answer == SQLITE_OK || answer == SQLITE_BUSY || db_fail(store->db, error);
}

static Record *store_recall(void *state, const char *path, const char *sha256, const char *settings) {
  Store *store = state;
  const WriterOptions *versions = store->output->options;
  sqlite3_stmt *found = bind(store->find_report, sha256, versions->program, versions->patterns);
  db_bind_text(found, 4, settings);
  g_autofree char *key = NULL;
  if (sqlite3_step(found) == SQLITE_ROW) key = g_strdup((const char *)sqlite3_column_text(found, 0));
  sqlite3_reset(found);
  if (key != NULL) return db_load_report(store->load, path, sha256, key, NULL);
  found = bind(store->find_failure, path, sha256, versions->program);
  db_bind_text(found, 4, versions->patterns);
  db_bind_text(found, 5, settings);
  bool failed = sqlite3_step(found) == SQLITE_ROW;
  sqlite3_reset(found);
  return failed ? db_load_failure(store->load, path, NULL) : NULL;
}

const DbModule db_module = {.format = {.suffix = "db",
                                       .way = FORMAT_KEEPS,
                                       .open = store_open,
                                       .add = store_add,
                                       .finish = store_finish,
                                       .free = store_free,
                                       .recall = store_recall},
                            .reader_open = db_reader_open,
                            .reader_next = db_reader_next,
                            .reader_free = db_reader_free};
