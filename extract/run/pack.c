#include "run/pack.h"

#include "base/bounds.h"

#include <math.h>
#include <string.h>

/*
 * Layout, in the order of record_schemas: for each type the number of its rows, then the rows field by field; then the
 * audit copy, then the pictures by address. Numbers are 32-bit little-endian, points are IEEE doubles, bytes are a length
 * and the bytes. A text is its number among the texts so far (0: the empty one), a new one followed by its bytes: most
 * say in every row what the row before said. A magic word stands at both ends: a child killed in the middle has not
 * written the last.
 */
static const char magic[] = "extract record 2\n";

G_DEFINE_QUARK(extract_pack_error, pack_error)

static void put_count(GByteArray *out, size_t n) {
  guint32 v = GUINT32_TO_LE((guint32)n);
  g_byte_array_append(out, (const guint8 *)&v, sizeof v);
}

static void put_bytes(GByteArray *out, const void *data, size_t length) {
  put_count(out, length);
  g_byte_array_append(out, data, (guint)length);
}

/* `texts`: text (pointer) -> its number. The strings of a record are made once each: the pointer tells. */
static void put_text(GByteArray *out, GHashTable *texts, const char *text) {
  gpointer number = *text ? g_hash_table_lookup(texts, text) : NULL;
  if (number || *text == '\0') {
    put_count(out, GPOINTER_TO_UINT(number));
    return;
  }
  guint new_number = g_hash_table_size(texts) + 1;
  g_hash_table_insert(texts, (gpointer)text, GUINT_TO_POINTER(new_number));
  put_count(out, new_number);
  put_bytes(out, text, strlen(text));
}

static void put_field(GByteArray *out, GHashTable *texts, const Field *field, const char *row) {
  const void *at = row + field->offset;
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_DECIMAL: put_text(out, texts, *(const char *const *)at); break;
  case FIELD_COUNT: put_count(out, (size_t) * (const int *)at); break;
  case FIELD_POINTS: g_byte_array_append(out, at, sizeof(double)); break;
  }
}

static void put_optional_bytes(GByteArray *out, GBytes *bytes) {
  size_t length = 0;
  const void *data = bytes ? g_bytes_get_data(bytes, &length) : NULL;
  put_bytes(out, data ? data : "", length);
}

GBytes *pack_record(const Record *record) {
  GByteArray *out = g_byte_array_new();
  g_autoptr(GHashTable) texts = g_hash_table_new(NULL, NULL);
  g_byte_array_append(out, (const guint8 *)magic, sizeof magic);
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) {
    const RecordSchema *schema = &record_schemas[type];
    const GArray *rows = record->rows[type];
    put_count(out, rows->len);
    for (guint i = 0; i < rows->len; i++)
      for (size_t f = 0; f < schema->n_fields; f++)
        put_field(out, texts, &schema->fields[f], rows->data + i * schema->size);
  }
  put_optional_bytes(out, record->audit_copy);
  g_autoptr(GList) keys = record->pictures ? g_hash_table_get_keys(record->pictures) : NULL;
  keys = g_list_sort(keys, (GCompareFunc)strcmp);
  put_count(out, g_list_length(keys));
  for (const GList *k = keys; k; k = k->next) {
    put_text(out, texts, k->data);
    put_optional_bytes(out, g_hash_table_lookup(record->pictures, k->data));
  }
  g_byte_array_append(out, (const guint8 *)magic, sizeof magic);
  return g_byte_array_free_to_bytes(out);
}

typedef struct Reader {
  const char *data;
  size_t left;
  GPtrArray *texts;            /* of char, borrowed from the record */
  const char *report, *sha256; /* what every row must say it is of */
} Reader;

static bool take(Reader *in, void *ret, size_t length) {
  if (length > in->left) return false;
  memcpy(ret, in->data, length);
  in->data += length;
  in->left -= length;
  return true;
}

static bool take_count(Reader *in, guint32 *ret) {
  if (!take(in, ret, sizeof *ret)) return false;
  *ret = GUINT32_FROM_LE(*ret);
  return true;
}

/* The bytes stay where they are; `ret` points into them. */
static bool take_bytes(Reader *in, const char **ret, size_t *ret_length) {
  guint32 length;
  if (!take_count(in, &length) || length > in->left) return false;
  *ret = in->data;
  *ret_length = length;
  in->data += length;
  in->left -= length;
  return true;
}

static bool take_text(Reader *in, Record *record, const char **ret) {
  const char *bytes;
  size_t length;
  guint32 number;
  if (!take_count(in, &number) || number > in->texts->len) return false;
  if (number == in->texts->len) {
    if (!take_bytes(in, &bytes, &length) || !g_utf8_validate_len(bytes, length, NULL)) return false;
    g_ptr_array_add(in->texts, g_string_chunk_insert_len(record->strings, bytes, (gssize)length));
  }
  *ret = in->texts->pdata[number];
  return true;
}

/* Whether the text is what that field may hold: a row of another report, or a number that is none, is a forgery. */
static bool is_allowed(const Reader *in, const Field *field, const char *text) {
  if (strcmp(field->name, "report") == 0) return strcmp(text, in->report) == 0;
  if (strcmp(field->name, "sha256") == 0) return strcmp(text, in->sha256) == 0;
  return field->kind != FIELD_DECIMAL || *text == '\0' || record_is_decimal(text);
}

static bool take_field(Reader *in, const Field *field, Record *record, char *row) {
  void *at = row + field->offset;
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_DECIMAL: return take_text(in, record, at) && is_allowed(in, field, *(const char *const *)at);
  case FIELD_COUNT: {
    guint32 n;
    if (!take_count(in, &n) || n > G_MAXINT) return false;
    *(int *)at = (int)n;
    return true;
  }
  case FIELD_POINTS: return take(in, at, sizeof(double)) && isfinite(*(double *)at);
  }
  return false;
}

static bool take_rows(Reader *in, RecordType type, Record *record) {
  const RecordSchema *schema = &record_schemas[type];
  guint32 n;
  if (!take_count(in, &n)) return false;
  for (guint32 i = 0; i < n; i++) {
    char *row = record_add(record, type);
    for (size_t f = 0; f < schema->n_fields; f++)
      if (!take_field(in, &schema->fields[f], record, row)) return false;
  }
  return true;
}

static bool take_attachments(Reader *in, Record *record) {
  const char *bytes;
  size_t length;
  if (!take_bytes(in, &bytes, &length)) return false;
  if (length > 0) record->audit_copy = g_bytes_new(bytes, length);
  guint32 n;
  if (!take_count(in, &n)) return false;
  for (guint32 i = 0; i < n; i++) {
    const char *address;
    if (!take_text(in, record, &address) || !take_bytes(in, &bytes, &length)) return false;
    g_hash_table_insert(record->pictures, g_strdup(address), g_bytes_new(bytes, length));
  }
  return true;
}

static bool take_magic(Reader *in) {
  char word[sizeof magic];
  return take(in, word, sizeof word) && memcmp(word, magic, sizeof magic) == 0;
}

static bool take_record(Reader *in, Record *record) {
  if (!take_magic(in)) return false;
  const size_t beyond = in->left - MIN(in->left, LIMIT_RECORD_BYTES);
  in->left -= beyond;
  for (int type = 0; type < RECORD_TYPE_COUNT; type++)
    if (!take_rows(in, (RecordType)type, record)) return false;
  in->left += beyond;
  return take_attachments(in, record) && take_magic(in) && in->left == 0;
}

/* One report with all its rows, or one failure with nothing else. */
static bool is_one(const Record *record) {
  guint rows = 0;
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) rows += record->rows[type]->len;
  const guint reports = record_report_count(record), failures = record_failure_count(record);
  return (reports == 1 && failures == 0) || (reports == 0 && failures == 1 && rows == 1);
}

Record *pack_read(GBytes *bytes, const char *report, const char *sha256, GError **error) {
  Reader in = {.report = report, .sha256 = sha256};
  in.data = g_bytes_get_data(bytes, &in.left);
  g_autoptr(GPtrArray) texts = in.texts = g_ptr_array_new();
  g_ptr_array_add(texts, (gpointer) "");
  g_autoptr(Record) record = record_new();
  if (!take_record(&in, record) || !is_one(record)) {
    g_set_error_literal(error, PACK_ERROR, 0, "the reading process sent an incomplete or malformed record");
    return NULL;
  }
  return g_steal_pointer(&record);
}
