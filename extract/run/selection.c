#include "run/selection.h"

#include <string.h>

struct Selection {
  char **only, **places, **years;
  GPtrArray *patterns; /* of GPatternSpec, one for each of `only` */
  GHashTable *fitted;  /* the words that fitted something */
  bool found;
};

Selection *selection_new(char **only, char **places, char **years) {
  Selection *selection = g_new0(Selection, 1);
  selection->only = only, selection->places = places, selection->years = years;
  selection->patterns = g_ptr_array_new_with_free_func((GDestroyNotify)g_pattern_spec_free);
  selection->fitted = g_hash_table_new(NULL, NULL);
  for (; only && *only; only++) g_ptr_array_add(selection->patterns, g_pattern_spec_new(*only));
  return selection;
}

void selection_free(Selection *selection) {
  if (!selection) return;
  g_ptr_array_unref(selection->patterns);
  g_hash_table_unref(selection->fitted);
  g_free(selection);
}

bool selection_mark(const Selection *selection, Codebook *codebook, GError **error) {
  for (guint j = 0; j < codebook->entries->len; j++)
    g_array_index(codebook->entries, CodebookEntry, j).left_out = selection->patterns->len > 0;
  for (guint i = 0; i < selection->patterns->len; i++) {
    bool found = *selection->only[i] == '\0';
    for (guint j = 0; j < codebook->entries->len; j++) {
      CodebookEntry *entry = &g_array_index(codebook->entries, CodebookEntry, j);
      if (!g_pattern_spec_match_string(selection->patterns->pdata[i], entry->id)) continue;
      entry->left_out = false;
      found = true;
    }
    if (found) continue;
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--only=%s: no such indicator: --list shows them",
                selection->only[i]);
    return false;
  }
  return true;
}

/* Whether one of the words is `text` or `other`; all that are have fitted. */
static bool fits(Selection *selection, char **words, const char *text, const char *other) {
  bool any = words == NULL;
  for (; words && *words; words++) {
    if (strcmp(*words, text) != 0 && strcmp(*words, other) != 0) continue;
    g_hash_table_add(selection->fitted, *words);
    any = true;
  }
  return any;
}

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
  Selection *selection;
  GHashTable *addresses; /* of the figures that stay */
} View;

static bool keep_figure(const void *row, gpointer data) {
  const Figure *figure = row;
  const View *view = data;
  bool keep = false;
  for (guint i = 0; i < view->selection->patterns->len; i++) {
    if (!g_pattern_spec_match_string(view->selection->patterns->pdata[i], figure->indicator)) continue;
    g_hash_table_add(view->selection->fitted, view->selection->only[i]);
    keep = true;
  }
  if (keep) g_hash_table_add(view->addresses, record_figure_address(figure));
  return keep;
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

static void keep_only(Selection *selection, Record *record) {
  View view = {selection, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  keep_rows(record, RECORD_FIGURE, keep_figure, &view);
  keep_rows(record, RECORD_NUMERAL, keep_numeral, &view);
  keep_rows(record, RECORD_CHECK, keep_check, &view);
  g_hash_table_unref(view.addresses);
}

bool selection_apply(Selection *selection, Record *record) {
  const Report *report = record_report(record);
  if (!report) return true;
  bool year = fits(selection, selection->years, report->year, report->year);
  bool place = fits(selection, selection->places, report->place, *report->code ? report->code : report->place);
  if (!year || !place) return false;
  selection->found = true;
  if (selection->only) keep_only(selection, record);
  return true;
}

bool selection_found(const Selection *selection) { return selection->found; }

static void add_missed(const Selection *selection, const char *option, char **words, const char *what,
                       GPtrArray *missed) {
  for (; words && *words; words++)
    if (!g_hash_table_contains(selection->fitted, *words))
      g_ptr_array_add(missed, g_strdup_printf("%s=%s: %s", option, *words, what));
}

GPtrArray *selection_missed(const Selection *selection) {
  GPtrArray *missed = g_ptr_array_new_with_free_func(g_free);
  add_missed(selection, "--place", selection->places, "of none of the reports read", missed);
  add_missed(selection, "--year", selection->years, "of none of the reports read", missed);
  if (selection->found) add_missed(selection, "--only", selection->only, "no such figure in the reports read", missed);
  else if (missed->len == 0) g_ptr_array_add(missed, g_strdup("no report read is of that --place and that --year"));
  return missed;
}
