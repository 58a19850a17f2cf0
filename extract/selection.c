#include "selection.h"

#include <string.h>

static bool listed(char **list, const char *word) { return !list || g_strv_contains((const char *const *)list, word); }

typedef bool (*Keep)(const void *row, gpointer data);

static void keep_rows(Record *record, RecordType type, Keep keep, gpointer data) {
  GArray *rows = record->rows[type];
  const size_t size = record_schemas[type].size;
  guint kept = 0;
  for (guint i = 0; i < rows->len; i++) {
    if (!keep(rows->data + i * size, data)) continue;
    memmove(rows->data + kept++ * size, rows->data + i * size, size);
  }
  g_array_set_size(rows, kept);
}

typedef struct View {
  GPtrArray *patterns;   /* of GPatternSpec */
  GHashTable *addresses; /* of the figures that stay */
} View;

static bool keep_figure(const void *row, gpointer data) {
  const Figure *figure = row;
  const View *view = data;
  for (guint i = 0; i < view->patterns->len; i++) {
    if (!g_pattern_spec_match_string(view->patterns->pdata[i], figure->indicator)) continue;
    g_hash_table_add(view->addresses, record_address(figure->sha256, figure->page, figure->x1, figure->y1));
    return true;
  }
  return false;
}

static bool keep_numeral(const void *row, gpointer data) {
  return g_hash_table_contains(((const View *)data)->addresses, ((const Numeral *)row)->figure);
}

static bool keep_check(const void *row, gpointer data) {
  g_auto(GStrv) addresses = g_strsplit(((const Check *)row)->figures, " ", -1);
  for (char **address = addresses; *address; address++)
    if (!g_hash_table_contains(((const View *)data)->addresses, *address)) return false;
  return true;
}

static void keep_only(char **only, Record *record) {
  View view = {g_ptr_array_new_with_free_func((GDestroyNotify)g_pattern_spec_free),
               g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  for (; *only; only++) g_ptr_array_add(view.patterns, g_pattern_spec_new(*only));
  keep_rows(record, RECORD_FIGURE, keep_figure, &view);
  keep_rows(record, RECORD_NUMERAL, keep_numeral, &view);
  keep_rows(record, RECORD_CHECK, keep_check, &view);
  g_ptr_array_unref(view.patterns);
  g_hash_table_unref(view.addresses);
}

bool selection_apply(const Selection *selection, Record *record) {
  const Report *report = record_report(record);
  if (!report) return true;
  if (!listed(selection->years, report->year)) return false;
  if (!listed(selection->places, report->place) && !listed(selection->places, report->code)) return false;
  if (selection->only) keep_only(selection->only, record);
  return true;
}
