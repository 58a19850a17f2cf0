/*
 * csv.c - the figures table as RFC 4180 has it: lines end in CR LF, a field is quoted when it must be.
 */
#include "format.h"

#include <string.h>

typedef struct Csv {
  FILE *file;
  GString *line; /* scratch */
} Csv;

static void append_field(GString *line, const char *text) {
  if (strpbrk(text, ",\"\r\n") == NULL) {
    g_string_append(line, text);
    return;
  }
  g_string_append_c(line, '"');
  for (const char *c = text; *c != '\0'; c++) {
    if (*c == '"') g_string_append_c(line, '"');
    g_string_append_c(line, *c);
  }
  g_string_append_c(line, '"');
}

/* One line: the fields of `row`, or their names when it is NULL. */
static bool write_line(Csv *csv, const void *row, GError **error) {
  const RecordSchema *schema = &record_schemas[RECORD_FIGURE];
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_truncate(csv->line, 0);
  for (size_t i = 0; i < schema->n_fields; i++) {
    if (schema->fields[i].where != FIELD_CSV) continue;
    g_string_truncate(text, 0);
    if (row == NULL) g_string_append(text, schema->fields[i].name);
    else record_print_field(&schema->fields[i], row, text);
    if (csv->line->len > 0 || i > 0) g_string_append_c(csv->line, ',');
    append_field(csv->line, text->str);
  }
  g_string_append(csv->line, "\r\n");
  return output_write(csv->file, csv->line->str, csv->line->len, error);
}

static void csv_free(void *state) {
  Csv *csv = state;
  g_string_free(csv->line, TRUE);
  g_free(csv);
}

static void *csv_open(const Output *output, GError **error) {
  Csv *csv = g_new0(Csv, 1);
  csv->file = output->file;
  csv->line = g_string_new(NULL);
  if (write_line(csv, NULL, error)) return csv;
  csv_free(csv);
  return NULL;
}

static bool csv_add(void *state, Record *record, GError **error) {
  for (unsigned i = 0; i < record->rows[RECORD_FIGURE]->len; i++)
    if (!write_line(state, record_row(record, Figure, RECORD_FIGURE, i), error)) return false;
  return true;
}

static bool csv_finish(void *state, GError **error) {
  (void)state, (void)error;
  return true;
}

const Format csv_format = {"csv", FORMAT_STREAMS, csv_open, csv_add, csv_finish, csv_free, NULL};
