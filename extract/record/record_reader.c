/*
 * record_reader.c - records from lines of JSON, believing none of it.
 */
#include "record/record_reader.h"

#include <jansson.h>
#include <string.h>

struct RecordReader {
  Record *open;  /* its end line has not come yet; NULL: none, or it was dropped */
  bool skipping; /* a report was dropped: what is left of it passes by */
  size_t line;   /* from 1 */
};

G_DEFINE_QUARK(extract_record_error, record_error)

RecordReader *record_reader_new(void) { return g_new0(RecordReader, 1); }

void record_reader_free(RecordReader *reader) {
  if (reader == NULL) return;
  g_clear_pointer(&reader->open, record_unref);
  g_free(reader);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(json_t, json_decref)

static bool drop(RecordReader *reader, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

static bool drop(RecordReader *reader, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error(error, RECORD_ERROR, RECORD_ERROR_LINE, "line %zu: %s", reader->line, what);
  g_clear_pointer(&reader->open, record_unref);
  reader->skipping = true;
  return false;
}

/* What is wrong with the value, or NULL after it was set. */
static const char *set_field(Record *record, const Field *field, char *row, const json_t *value) {
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_DECIMAL:
    if (!json_is_string(value)) return "is no string";
    return record_set_text(record, field, row, json_string_value(value)) ? NULL : "is no decimal number";
  case FIELD_COUNT:
    if (!json_is_integer(value)) return "is no whole number";
    return record_set_count(field, row, json_integer_value(value)) ? NULL : "is out of range";
  case FIELD_POINTS:
    if (!json_is_number(value)) return "is no number";
    return record_set_points(field, row, json_number_value(value)) ? NULL : "is out of range";
  }
  g_assert_not_reached();
}

static bool take_row(RecordReader *reader, RecordType type, json_t *object, GError **error) {
  const RecordSchema *schema = &record_schemas[type];
  char *row = record_add(reader->open, type);
  size_t guess = 0;
  const char *key;
  json_t *value;
  json_object_foreach(object, key, value) {
    if (strcmp(key, "type") == 0) continue;
    const Field *field = record_field(schema, key, &guess);
    if (field == NULL) return drop(reader, error, "unknown key '%s' in %s", key, schema->name);
    const char *wrong = set_field(reader->open, field, row, value);
    if (wrong != NULL) return drop(reader, error, "%s of %s %s", key, schema->name, wrong);
  }
  return true;
}

static bool take_end(RecordReader *reader, json_t *object, Record **ret, GError **error) {
  for (int type = RECORD_SECTION; type < RECORD_FAILURE; type++) {
    const char *name = record_schemas[type].name;
    unsigned rows = reader->open->rows[type]->len;
    const json_t *count = json_object_get(object, name);
    if (!json_is_integer(count) || json_integer_value(count) != (json_int_t)rows)
      return drop(reader, error, "the end line's count of %s does not fit the %u lines before it", name, rows);
  }
  *ret = g_steal_pointer(&reader->open);
  return true;
}

/* A report or failure line: a record begins. */
static bool take_start(RecordReader *reader, RecordType type, json_t *object, Record **ret, GError **error) {
  bool left = reader->open != NULL;
  if (left) drop(reader, error, "the report before this line has no end line");
  reader->open = record_new();
  reader->skipping = false;
  if (!take_row(reader, type, object, left ? NULL : error)) return false;
  if (type == RECORD_FAILURE) *ret = g_steal_pointer(&reader->open);
  return !left;
}

static bool take_object(RecordReader *reader, json_t *object, Record **ret, GError **error) {
  const char *name = json_string_value(json_object_get(object, "type"));
  if (name == NULL) return drop(reader, error, "no type");
  int type = 0;
  while (type < RECORD_TYPE_COUNT && strcmp(record_schemas[type].name, name) != 0) type++;
  if (type == RECORD_REPORT || type == RECORD_FAILURE) return take_start(reader, (RecordType)type, object, ret, error);
  if (reader->skipping) return true;
  if (reader->open == NULL) return drop(reader, error, "%s outside of a report", name);
  if (type < RECORD_TYPE_COUNT) return take_row(reader, (RecordType)type, object, error);
  if (strcmp(name, "end") == 0) return take_end(reader, object, ret, error);
  return drop(reader, error, "unknown type '%s'", name);
}

bool record_reader_take(RecordReader *reader, const char *line, size_t length, Record **ret, GError **error) {
  *ret = NULL;
  reader->line++;
  json_error_t trouble;
  g_autoptr(json_t) object = json_loadb(line, length, JSON_REJECT_DUPLICATES, &trouble);
  if (object != NULL && json_is_object(object)) return take_object(reader, object, ret, error);
  if (reader->skipping) return true;
  return drop(reader, error, object == NULL ? "not JSON: %s" : "no JSON object", trouble.text);
}

bool record_reader_finish(RecordReader *reader, GError **error) {
  if (reader->open == NULL) return true;
  g_clear_pointer(&reader->open, record_unref);
  g_set_error(error, RECORD_ERROR, RECORD_ERROR_UNFINISHED, "line %zu: the last report has no end line", reader->line);
  return false;
}
