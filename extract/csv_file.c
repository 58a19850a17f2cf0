#include "csv_file.h"

#include <string.h>

G_DEFINE_QUARK(extract_csv_file_error, csv_file_error)

static bool is_blank(char c) { return c == ' ' || c == '\t'; }
static bool is_end(char c) { return c == ',' || c == '\r' || c == '\n' || c == '\0'; }

/*
 * The field that begins at `at`, cut out in place: without its quotes and the blanks around it. Returns its end, which
 * *ret_end (a comma, the end of a line or of the text) stood at; NULL: a quote is not closed, or stands where none may.
 */
static char *cut_field(char *at, char **ret_field, char *ret_end) {
  while (is_blank(*at)) at++;
  char *text = at, *end = at;
  if (*at == '"') {
    do {
      for (at++; *at != '"' && *at != '\0'; at++) *end++ = *at;
      if (*at++ == '\0') return NULL;
      if (*at == '"') *end++ = '"';
    } while (*at == '"');
    while (is_blank(*at)) at++;
  } else {
    while (!is_end(*at) && *at != '"') at++;
    for (end = at; end > text && is_blank(end[-1]);) end--;
  }
  if (!is_end(*at)) return NULL;
  *ret_end = *at;
  *end = '\0';
  *ret_field = text;
  return at;
}

/* Cuts the row that begins at `at`; NULL when a quote is wrong. */
static char *cut_row(char *at, GPtrArray *fields) {
  for (char end = ',', *field; end == ',';) {
    at = cut_field(at, &field, &end);
    if (!at) return NULL;
    g_ptr_array_add(fields, field);
    if (end != '\0') at++;
  }
  return at;
}

static bool parse(CsvFile *file, char *at, GError **error) {
  const char *const empty_lines = " \t\r\n";
  for (at += strspn(at, empty_lines); *at; at += strspn(at, empty_lines)) {
    const bool head = file->head->len == 0;
    const guint before = file->fields->len;
    at = cut_row(at, head ? file->head : file->fields);
    if (!head) file->rows++;
    if (!at) return csv_file_fail(file, MAX(file->rows, 1), error, "a quote is not closed, or stands where none may");
    const guint length = file->fields->len - before;
    if (!head && length != file->head->len)
      return csv_file_fail(file, file->rows, error, "%u fields where the head has %u", length, file->head->len);
  }
  return file->head->len > 0 || csv_file_fail(file, 0, error, "empty: not even a head");
}

CsvFile *csv_file_read(const char *path, GError **error) {
  g_autoptr(CsvFile) file = g_new0(CsvFile, 1);
  gsize length;
  file->path = g_strdup(path);
  file->head = g_ptr_array_new();
  file->fields = g_ptr_array_new();
  if (!g_file_get_contents(path, &file->text, &length, error)) return NULL;
  if (!g_utf8_validate_len(file->text, length, NULL)) {
    csv_file_fail(file, 0, error, "not UTF-8");
    return NULL;
  }
  char *start = g_str_has_prefix(file->text, "\xEF\xBB\xBF") ? file->text + strlen("\xEF\xBB\xBF") : file->text;
  return parse(file, start, error) ? g_steal_pointer(&file) : NULL;
}

void csv_file_free(CsvFile *file) {
  if (!file) return;
  g_free(file->path);
  g_ptr_array_unref(file->head);
  g_ptr_array_unref(file->fields);
  g_free(file->text);
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
