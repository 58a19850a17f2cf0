#include "base/csv_file.h"

#include <csv.h>

enum { CHUNK = 4096 }; /* bytes asked for at a time */

G_DEFINE_QUARK(extract_csv_file_error, csv_file_error)

typedef struct Reading {
  CsvFile *file;
  GPtrArray *into; /* the head, then the fields */
  guint length;    /* of the row being read */
  guint uneven;    /* the first row that is not as long as the head, from 1; 0: none */
  guint found;     /* the length of that one */
} Reading;

static void take_field(void *bytes, size_t length, void *data) {
  Reading *reading = data;
  g_ptr_array_add(reading->into, g_string_chunk_insert_len(reading->file->texts, bytes ? bytes : "", (gssize)length));
  reading->length++;
}

static void take_row(int end, void *data) {
  (void)end;
  Reading *reading = data;
  CsvFile *file = reading->file;
  const guint length = reading->length;
  reading->length = 0;
  if (reading->into == file->head) {
    reading->into = file->fields;
    return;
  }
  file->rows++;
  if (length == file->head->len || reading->uneven > 0) return;
  reading->uneven = file->rows;
  reading->found = length;
}

static bool parse(CsvFile *file, const char *text, size_t length, GError **error) {
  struct csv_parser parser;
  const int trouble = csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  g_assert(trouble == 0);
  Reading reading = {.file = file, .into = file->head};
  bool good = csv_parse(&parser, text, length, take_field, take_row, &reading) == length &&
              csv_fini(&parser, take_field, take_row, &reading) == 0;
  csv_free(&parser);
  if (!good) return csv_file_fail(file, file->rows + 1, error, "a quote is not closed, or stands where none may");
  if (file->head->len == 0) return csv_file_fail(file, 0, error, "empty: not even a head");
  if (reading.uneven == 0) return true;
  return csv_file_fail(file, reading.uneven, error, "%u fields where the head has %u", reading.found, file->head->len);
}

CsvFile *csv_file_read(const char *path, GError **error) {
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents(path, &text, &length, error)) return NULL;
  const char *start = g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text;
  g_autoptr(CsvFile) file = g_new0(CsvFile, 1);
  file->path = g_strdup(path);
  file->head = g_ptr_array_new();
  file->fields = g_ptr_array_new();
  file->texts = g_string_chunk_new(CHUNK);
  length -= (gsize)(start - text);
  if (!g_utf8_validate(start, (gssize)length, NULL)) {
    csv_file_fail(file, 0, error, "not UTF-8: Excel saves such a file as \"CSV UTF-8\"");
    return NULL;
  }
  return parse(file, start, length, error) ? g_steal_pointer(&file) : NULL;
}

void csv_file_free(CsvFile *file) {
  if (!file) return;
  g_free(file->path);
  g_ptr_array_unref(file->head);
  g_ptr_array_unref(file->fields);
  g_string_chunk_free(file->texts);
  g_free(file);
}

int csv_file_column(const CsvFile *file, const char *name) {
  for (guint i = 0; i < file->head->len; i++)
    if (g_str_equal(file->head->pdata[i], name)) return (int)i;
  return -1;
}

const char *csv_file_field(const CsvFile *file, guint row, int column) {
  return column < 0 ? "" : file->fields->pdata[row * file->head->len + (guint)column];
}

bool csv_file_fail(const CsvFile *file, guint row, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (row > 0) g_set_error(error, CSV_FILE_ERROR, 0, "%s: row %u: %s", file->path, row, what);
  else g_set_error(error, CSV_FILE_ERROR, 0, "%s: %s", file->path, what);
  return false;
}
