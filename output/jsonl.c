/*
 * jsonl.c - the whole record, one object a line.
 */
#include "format.h"
#include "record/record_json.h"

typedef struct Jsonl {
  FILE *file;
  GString *lines; /* scratch */
} Jsonl;

static void *jsonl_open(const Output *output, GError **error) {
  (void)error;
  Jsonl *jsonl = g_new0(Jsonl, 1);
  jsonl->file = output->file;
  jsonl->lines = g_string_new(NULL);
  return jsonl;
}

static bool jsonl_add(void *state, Record *record, GError **error) {
  Jsonl *jsonl = state;
  g_string_truncate(jsonl->lines, 0);
  record_print_json(record, jsonl->lines);
  return output_write(jsonl->file, jsonl->lines->str, jsonl->lines->len, error);
}

static void jsonl_free(void *state) {
  Jsonl *jsonl = state;
  g_string_free(jsonl->lines, TRUE);
  g_free(jsonl);
}

const Format jsonl_format = {
    .suffix = "jsonl", .way = FORMAT_STREAMS, .open = jsonl_open, .add = jsonl_add, .free = jsonl_free};
