/*
 * record_json.c - a record as lines of JSON. Written by hand, since printing it is a page of code and what is printed
 * must be the same bytes for ever; read by a library (record_reader.c), since reading is not.
 */
#include "record/record_json.h"

void record_print_json_text(const char *text, GString *out) {
  g_string_append_c(out, '"');
  for (const char *c = text; *c != '\0'; c++) {
    switch (*c) {
    case '"': g_string_append(out, "\\\""); break;
    case '\\': g_string_append(out, "\\\\"); break;
    case '\n': g_string_append(out, "\\n"); break;
    case '\r': g_string_append(out, "\\r"); break;
    case '\t': g_string_append(out, "\\t"); break;
    default:
      if ((unsigned char)*c < 0x20) g_string_append_printf(out, "\\u%04x", (unsigned)*c);
      else g_string_append_c(out, *c);
    }
  }
  g_string_append_c(out, '"');
}

static void print_row(const RecordSchema *schema, const char *row, GString *out) {
  g_string_append_printf(out, "{\"type\":\"%s\"", schema->name);
  for (size_t i = 0; i < schema->n_fields; i++) {
    const Field *field = &schema->fields[i];
    g_string_append_printf(out, ",\"%s\":", field->name);
    if (field->kind == FIELD_TEXT || field->kind == FIELD_DECIMAL)
      record_print_json_text(*(const char *const *)(const void *)(row + field->offset), out);
    else record_print_field(field, row, out);
  }
  g_string_append(out, "}\n");
}

void record_print_json(const Record *record, GString *out) {
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) {
    const RecordSchema *schema = &record_schemas[type];
    for (size_t i = 0; i < record->rows[type]->len; i++)
      print_row(schema, record->rows[type]->data + i * schema->size, out);
  }
  if (record_failure_count(record) > 0) return;
  g_string_append(out, "{\"type\":\"end\"");
  for (int type = RECORD_SECTION; type < RECORD_FAILURE; type++)
    g_string_append_printf(out, ",\"%s\":%u", record_schemas[type].name, record->rows[type]->len);
  g_string_append(out, "}\n");
}
