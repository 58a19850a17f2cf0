/*
 * panel_years.c - from one year to the next: what must be carried over, and what leaps.
 */
#include "check/check_rule.h"
#include "panel/panel.h"

#include <string.h>

/* Two reports of one place on years that follow each other. */
typedef struct Pair {
  const Codebook *codebook;
  const PanelReport *report, *before;
  GPtrArray *findings;
} Pair;

static void finding_free(PanelFinding *finding) {
  g_free(finding->check);
  g_free(finding->words);
  g_free(finding);
}

/* `id` with its star replaced; the number of its entry, or -1. */
static int find_entry(const Codebook *codebook, const char *id, const char *column) {
  const char *star = strchr(id, '*');
  g_autofree char *whole = star ? g_strdup_printf("%.*s%s%s", (int)(star - id), id, column, star + 1) : g_strdup(id);
  return codebook_find(codebook, whole);
}

static bool has_star(const CheckRelation *relation) { return strchr(relation->text, '*') != NULL; }

static void say_term(const PanelReport *report, const CheckTerm *term, const char *zh, Decimal number, GString *words) {
  char text[DECIMAL_TEXT];
  if (words->len || term->minus) g_string_append(words, term->minus ? " - " : " + ");
  g_string_append_printf(words, "%d年“%s”%s", report->year, zh, decimal_print(number, text));
}

/* What the terms are together, also in words. False when one has no exact number. */
static bool add_terms(const Pair *pair, const GPtrArray *terms, const char *column, Decimal *ret, int *ret_entry,
                      GString *words) {
  *ret = (Decimal){0, 0};
  for (guint i = 0; i < terms->len; i++) {
    const CheckTerm *term = terms->pdata[i];
    int entry = find_entry(pair->codebook, term->id, column);
    if (entry < 0) return false;
    if (i == 0) *ret_entry = entry;
    const PanelReport *report = term->previous ? pair->before : pair->report;
    PanelValue value = panel_value(pair->codebook, report, (guint)entry);
    if (!panel_is_number(value.state) || value.state == PANEL_ABOUT) return false;
    bool fits = term->minus ? decimal_subtract(*ret, value.number, ret) : decimal_add(*ret, value.number, ret);
    if (!fits) return false;
    say_term(report, term, codebook_entry(pair->codebook, (guint)entry)->zh, value.number, words);
  }
  return true;
}

static void add_finding(const Pair *pair, PanelFinding finding) {
  finding.report = pair->report, finding.before = pair->before;
  g_ptr_array_add(pair->findings, g_memdup2(&finding, sizeof finding));
}

static void check_column(const Pair *pair, const CheckRule *rule, const char *column) {
  Decimal left, right;
  int entry = -1, other = -1;
  char text[DECIMAL_TEXT];
  g_autoptr(GString) side = g_string_new(NULL), words = g_string_new(NULL);
  if (!add_terms(pair, rule->relation->left, column, &left, &entry, side) ||
      !add_terms(pair, rule->relation->right, column, &right, &other, words) || decimal_compare(left, right) == 0)
    return;
  if (rule->relation->right->len > 1) g_string_append_printf(words, " = %s", decimal_print(right, text));
  add_finding(pair, (PanelFinding){.check = g_strconcat(rule->id, *column ? ":" : "", column, NULL),
                                   .relation = rule->relation->text,
                                   .words = g_strdup(words->str),
                                   .notice = rule->notice,
                                   .entry = (guint)entry,
                                   .left = left,
                                   .right = right});
}

static void check_rule(const Pair *pair, const CheckRule *rule) {
  if (rule->over != CHECK_YEARS || !check_form_fits(rule->forms, pair->report->form)) return;
  for (int i = 0; i < CHECK_COLUMN_COUNT && has_star(rule->relation); i++) check_column(pair, rule, check_columns[i]);
  if (!has_star(rule->relation)) check_column(pair, rule, "");
}

/* A figure so many times that of the year before, or the other way round; sentences count other things than tables. */
static void check_leap(const Pair *pair, guint entry) {
  const CheckRules *rules = pair->codebook->rules;
  PanelValue now = panel_value(pair->codebook, pair->report, entry);
  PanelValue then = panel_value(pair->codebook, pair->before, entry);
  if (!panel_is_number(now.state) || now.state != then.state) return;
  bool rises = decimal_compare(now.number, then.number) > 0;
  Decimal more = rises ? now.number : then.number, less = rises ? then.number : now.number, bound;
  if (less.digits <= 0 || decimal_compare(more, rules->leap_least) < 0) return;
  if (!decimal_multiply(less, rules->leap_factor, &bound) || decimal_compare(more, bound) < 0) return;
  add_finding(pair, (PanelFinding){.check = g_strdup("years.leap"),
                                   .relation = "",
                                   .notice = true,
                                   .entry = entry,
                                   .left = now.number,
                                   .right = then.number});
}

static void check_pair(const Pair *pair) {
  const CheckRules *rules = pair->codebook->rules;
  for (guint i = 0; i < rules->rules->len; i++) check_rule(pair, rules->rules->pdata[i]);
  for (guint i = 0; i < pair->report->cells->len && rules->leap_factor.digits; i++)
    check_leap(pair, g_array_index(pair->report->cells, PanelCell, i).entry);
}

/* Each report against each of its place on the year before: where there are two, neither is chosen. */
GPtrArray *panel_find(const Codebook *codebook, const GPtrArray *reports) {
  GPtrArray *findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
  for (guint i = 0; i < reports->len; i++) {
    const PanelReport *report = reports->pdata[i];
    for (guint j = i; report->year && !report->missing && j > 0; j--) {
      const PanelReport *before = reports->pdata[j - 1];
      if (before->year < report->year - 1) break;
      if (before->year == report->year || before->missing || !*report->place) continue;
      check_pair(&(Pair){codebook, report, before, findings});
    }
  }
  return findings;
}
