#include "check/explain.h"

#include "figure/form.h"
#include "figure/label.h"
#include "figure/match.h"
#include "prose/prose_patterns.h"

#include <string.h>

enum { MOST_NEAR = 3 }; /* as many rows or sentences are shown that nearly matched */

static void say_checks(const Record *record, const Figure *figure, GString *out) {
  g_autofree char *address = record_figure_address(figure);
  for (guint i = 0; i < record_check_count(record); i++) {
    const Check *check = record_check_at(record, i);
    g_auto(GStrv) addresses = g_strsplit(check->figures, " ", -1);
    if (!g_strv_contains((const char *const *)addresses, address)) continue;
    g_string_append_printf(out, "    check:    %s %s: %s, %s (%s)\n", check->check, check->state, check->left,
                           check->right, check->relation);
  }
}

static void say_line(GString *out, const char *name, const char *text) {
  if (*text) g_string_append_printf(out, "    %-9s %s\n", name, text);
}

static void say_figure(const Record *record, const Figure *figure, GString *out) {
  g_string_append_printf(out, "  page %d: %.1f,%.1f-%.1f,%.1f: %s %s\n", figure->page, figure->x1, figure->y1,
                         figure->x2, figure->y2, *figure->value ? figure->value : figure->state, figure->unit);
  say_line(out, "section:", figure->section);
  say_line(out, "table:", figure->table);
  say_line(out, "row:", figure->row);
  say_line(out, "column:", figure->column);
  say_line(out, "sentence:", figure->sentence);
  say_line(out, "printed:", figure->raw);
  say_line(out, "rule:", figure->pattern);
  say_line(out, "marks:", figure->marks);
  say_line(out, "evidence:", figure->evidence);
  say_checks(record, figure, out);
}

static bool say_figures(const Record *record, const char *id, GString *out) {
  bool any = false;
  for (guint i = 0; i < record_figure_count(record); i++) {
    if (!g_str_equal(record_figure_at(record, i)->indicator, id)) continue;
    say_figure(record, record_figure_at(record, i), out);
    any = true;
  }
  return any;
}

/* The column of the table in which the figures of that row (NULL: it has none) have the id; NULL when in none. */
static const FormEntry *find_head(const FormTable *table, const FormEntry *row, const char *id) {
  for (guint i = 0; i < table->heads->len; i++) {
    g_autofree char *own = form_indicator(row, table->heads->pdata[i]);
    if (g_strcmp0(own, id) == 0) return table->heads->pdata[i];
  }
  return NULL;
}

/* The row of the form whose figures have that id, or the head where rows have none; NULL when the form has neither. */
static const FormEntry *find_entry(const Form *form, const char *id) {
  for (guint t = 0; t < form->tables->len; t++) {
    const FormTable *table = form->tables->pdata[t];
    for (guint r = 0; r < table->rows->len; r++)
      if (find_head(table, table->rows->pdata[r], id)) return table->rows->pdata[r];
    const FormEntry *head = table->rows->len == 0 ? find_head(table, NULL, id) : NULL;
    if (head) return head;
  }
  return NULL;
}

/* Why a printed row is not that of the form. */
static char *refusal(const FormEntry *entry, const Figure *figure, const Label *printed, int distance) {
  if (*figure->indicator) return g_strdup_printf("it is known as %s (%s)", figure->indicator, figure->pattern);
  if (distance == 0) return g_strdup("its label fits, but it stands elsewhere on the form");
  if (!label_similar(form_label(entry)->key, printed->key))
    return g_strdup_printf("%d characters differ: a third of them at the most may", distance);
  return g_strdup("its label is alike, but neither its number nor its neighbours fit");
}

typedef struct Near {
  const Figure *figure;
  int distance;
} Near;

static int compare_near(gconstpointer a, gconstpointer b) {
  return ((const Near *)a)->distance - ((const Near *)b)->distance;
}

/* The printed rows of tables by the distance of their labels, each once. */
static GArray *find_near(const Record *record, const FormEntry *entry) {
  GArray *near = g_array_new(FALSE, FALSE, sizeof(Near));
  const Figure *before = NULL;
  for (guint i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    if (!*figure->table || (before && g_str_equal(before->row, figure->row))) continue;
    before = figure;
    g_autoptr(Label) label = label_new(record_last_part(*figure->row ? figure->row : figure->column));
    const Near candidate = {figure, label_distance(form_label(entry)->key, label->key)};
    g_array_append_val(near, candidate);
  }
  g_array_sort(near, compare_near); /* a stable sort: the order of the page decides between equals */
  return near;
}

static void say_near_rows(const Record *record, const FormEntry *entry, const char *id, GString *out) {
  g_string_append_printf(out, "  looked for the row %s (%s); nearest to it:\n", form_label(entry)->text, entry->place);
  g_autoptr(GArray) near = find_near(record, entry);
  for (guint i = 0, shown = 0; i < near->len && shown < MOST_NEAR; i++) {
    const Near *candidate = &g_array_index(near, Near, i);
    const Figure *figure = candidate->figure;
    if (g_str_has_prefix(figure->indicator, id)) continue; /* the row itself, perhaps another column of it */
    const char *text = *figure->row ? figure->row : figure->column;
    g_autoptr(Label) label = label_new(record_last_part(text));
    g_autofree char *why = refusal(entry, figure, label, candidate->distance);
    g_string_append_printf(out, "    page %d: %s: %s\n", figure->page, text, why);
    shown++;
  }
}

static bool gives(const NarrativePattern *pattern, const char *id) {
  return g_str_equal(pattern->ids.early, id) || g_str_equal(pattern->ids.y2014, id) ||
         g_str_equal(pattern->ids.y2019, id);
}

static bool found(Regex *regex, const char *text) {
  RegexMatch match;
  return regex_match(regex, text, strlen(text), 0, &match, NULL);
}

/* What in a pattern refuses a figure whose words it knows; NULL when its words are not there. */
static const char *refused_by(const NarrativePattern *pattern, const Figure *figure) {
  if (!found(pattern->words, figure->row)) return NULL;
  if (pattern->not &&found(pattern->not, figure->row)) return "'not' refuses the words";
  if (pattern->unless && found(pattern->unless, figure->sentence)) return "'unless' refuses the sentence";
  if (pattern->sentence && !found(pattern->sentence, figure->sentence)) return "'sentence' does not find its words";
  if (pattern->units && !g_strv_contains((const char *const *)pattern->units, figure->unit))
    return "the unit is another";
  return "the section, the form or the whole it is part of is another";
}

/* `any`: whether the report has the figure; then a sentence is not missed. */
static void say_near_sentences(const PatternSet *patterns, const Record *record, const char *id, bool any,
                               GString *out) {
  guint shown = 0;
  for (guint p = 0; p < patterns->prose->indicators->len; p++) {
    const NarrativePattern *pattern = patterns->prose->indicators->pdata[p];
    if (!gives(pattern, id)) continue;
    for (guint i = 0; i < record_figure_count(record) && shown < MOST_NEAR; i++) {
      const Figure *figure = record_figure_at(record, i);
      const bool other = !*figure->table && !g_str_equal(figure->indicator, id);
      const char *why = other ? refused_by(pattern, figure) : NULL;
      if (!why) continue;
      if (shown++ == 0) g_string_append(out, "  sentences that nearly matched:\n");
      g_string_append_printf(out, "    page %d: %s %s%s: %s: %s\n", figure->page, figure->row, figure->value,
                             figure->unit, pattern->place, why);
    }
  }
  if (shown == 0 && !any) g_string_append(out, "  no sentence has the words of one of its patterns in prose.yaml\n");
}

static void say_forms(const PatternSet *patterns, const char *id, const char *own, GString *out) {
  g_string_append_printf(out,
                         "  not on the form of this report (%s); forms that have it:", *own ? own : "not recognised");
  for (guint i = 0; i < patterns->forms->forms->len; i++) {
    const Form *form = patterns->forms->forms->pdata[i];
    if (g_hash_table_contains(form->indicators, id)) g_string_append_printf(out, " %s", form->id);
  }
  g_string_append_c(out, '\n');
}

char *explain_indicator(const PatternSet *patterns, const Record *record, const char *id, GError **error) {
  const Indicator *indicator = pattern_indicator(patterns, id);
  if (!indicator) {
    g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "no indicator '%s': --list shows them", id);
    return NULL;
  }
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "%s: %s (%s), %s\n", id, indicator->zh, indicator->en, indicator->unit);
  const char *own = record_report(record)->form;
  const bool any = say_figures(record, id, out);
  if (!any) g_string_append(out, "  the report has no such figure\n");
  const Form *form = form_find(patterns->forms, own);
  const FormEntry *entry = form ? find_entry(form, id) : NULL;
  if (entry) say_near_rows(record, entry, id, out);
  else say_forms(patterns, id, own, out);
  say_near_sentences(patterns, record, id, any, out);
  return g_string_free(out, FALSE);
}
