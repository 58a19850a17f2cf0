/*
 * csv.c - tables as RFC 4180 has them: lines end in CR LF, a field is quoted when it must be.
 */
#include "csv.h"

#include <string.h>

typedef struct Csv {
  FILE *file;
  RecordType type;
  bool inner;    /* also fields that the figures table leaves out */
  GString *line; /* scratch */
  GString *text; /* scratch */
} Csv;

void csv_append(GString *line, const char *text, bool first) {
  if (!first) g_string_append_c(line, ',');
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

bool csv_line_write(FILE *file, GString *line, GError **error) {
  g_string_append(line, "\r\n");
  bool good = output_write(file, line->str, line->len, error);
  g_string_truncate(line, 0);
  return good;
}

/* One line: the fields of `row`, or their names when it is NULL. */
static bool write_line(Csv *csv, const void *row, GError **error) {
  const RecordSchema *schema = &record_schemas[csv->type];
  for (size_t i = 0; i < schema->n_fields; i++) {
    if (schema->fields[i].where != FIELD_CSV && !csv->inner) continue;
    g_string_truncate(csv->text, 0);
    if (row == NULL) g_string_append(csv->text, schema->fields[i].name);
    else record_print_field(&schema->fields[i], row, csv->text);
    csv_append(csv->line, csv->text->str, i == 0);
  }
  return csv_line_write(csv->file, csv->line, error);
}

static void csv_free(void *state) {
  Csv *csv = state;
  g_string_free(csv->line, TRUE);
  g_string_free(csv->text, TRUE);
  g_free(csv);
}

static void *open_table(const Output *output, RecordType type, bool inner, GError **error) {
  Csv *csv = g_new0(Csv, 1);
  csv->file = output->file;
  csv->type = type;
  csv->inner = inner;
  csv->line = g_string_new(NULL);
  csv->text = g_string_new(NULL);
  if (write_line(csv, NULL, error)) return csv;
  csv_free(csv);
  return NULL;
}

static void *csv_open(const Output *output, GError **error) { return open_table(output, RECORD_FIGURE, false, error); }

static bool csv_add(void *state, Record *record, GError **error) {
  const Csv *csv = state;
  const GArray *rows = record->rows[csv->type];
  for (unsigned i = 0; i < rows->len; i++)
    if (!write_line(state, rows->data + i * record_schemas[csv->type].size, error)) return false;
  return true;
}

const Format csv_format = {.suffix = "csv", .way = FORMAT_STREAMS, .open = csv_open, .add = csv_add, .free = csv_free};

#define OPEN_ROWS(name, Type, FIELDS)                              \
  static void *open_##name(const Output *output, GError **error) { \
    return open_table(output, RECORD_##FIELDS, true, error);       \
  }
RECORD_TYPES(OPEN_ROWS)

#define ROWS_FORMAT(name, Type, FIELDS) \
  {.suffix = "csv", .way = FORMAT_STREAMS, .open = open_##name, .add = csv_add, .free = csv_free},
const Format csv_rows_formats[RECORD_TYPE_COUNT] = {RECORD_TYPES(ROWS_FORMAT)};
