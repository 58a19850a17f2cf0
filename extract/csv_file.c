#include "csv_file.h"

#include <csv.h>
#include <string.h>

G_DEFINE_QUARK(extract_csv_file_error, csv_file_error)

typedef struct Reading {
  CsvFile *file;
  GPtrArray *row; /* being read */
  guint uneven;   /* the first row that is not as long as the head, from 1; 0: none */
} Reading;

static void take_field(void *bytes, size_t length, void *data) {
  Reading *reading = data;
  g_ptr_array_add(reading->row, g_strndup(bytes ? bytes : "", length));
}

static void take_row(int end, void *data) {
  (void)end;
  Reading *reading = data;
  CsvFile *file = reading->file;
  GPtrArray *row = reading->row;
  reading->row = g_ptr_array_new_with_free_func(g_free);
  if (!file->head) {
    file->head = row;
    return;
  }
  g_ptr_array_add(file->rows, row);
  if (row->len != file->head->len && reading->uneven == 0) reading->uneven = file->rows->len;
}

static bool parse(CsvFile *file, const char *text, size_t length, GError **error) {
  struct csv_parser parser;
  const int trouble = csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
  g_assert(trouble == 0);
  Reading reading = {file, g_ptr_array_new_with_free_func(g_free), 0};
  bool good = csv_parse(&parser, text, length, take_field, take_row, &reading) == length &&
              csv_fini(&parser, take_field, take_row, &reading) == 0;
  csv_free(&parser);
  g_ptr_array_unref(reading.row);
  const guint read = file->rows->len;
  if (!good) return csv_file_fail(file, read + 1, error, "a quote is not closed, or stands where none may");
  if (!file->head) return csv_file_fail(file, 0, error, "empty: not even a head");
  if (reading.uneven == 0) return true;
  const GPtrArray *row = file->rows->pdata[reading.uneven - 1];
  return csv_file_fail(file, reading.uneven, error, "%u fields where the head has %u", row->len, file->head->len);
}

CsvFile *csv_file_read(const char *path, GError **error) {
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents(path, &text, &length, error)) return NULL;
  const char *start = g_str_has_prefix(text, "\xEF\xBB\xBF") ? text + 3 : text;
  g_autoptr(CsvFile) file = g_new0(CsvFile, 1);
  file->path = g_strdup(path);
  file->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  length -= (gsize)(start - text);
  if (!g_utf8_validate(start, (gssize)length, NULL)) {
    csv_file_fail(file, 0, error, "not UTF-8");
    return NULL;
  }
  return parse(file, start, length, error) ? g_steal_pointer(&file) : NULL;
}

void csv_file_free(CsvFile *file) {
  if (!file) return;
  g_free(file->path);
  g_clear_pointer(&file->head, g_ptr_array_unref);
  g_ptr_array_unref(file->rows);
  g_free(file);
}

int csv_file_column(const CsvFile *file, const char *name) {
  for (guint i = 0; i < file->head->len; i++)
    if (g_str_equal(file->head->pdata[i], name)) return (int)i;
  return -1;
}

const char *csv_file_field(const CsvFile *file, guint row, int column) {
  if (column < 0) return "";
  const GPtrArray *fields = file->rows->pdata[row];
  return fields->pdata[column];
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
