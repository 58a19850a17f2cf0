#include "check/check.h"

#include "check/check_prose.h"
#include "check/check_rule.h"
#include "check/check_state.h"

#include <string.h>

/*
 * A rule becomes checks in three steps: it is bound to what it runs over (each row, each column, each sentence), the
 * ids on its two sides are looked up among the figures of the tables, and check_state.c judges what was found.
 *
 *      request.received* + request.carriedin*  =  result.total* + request.carriedout*      bound to _nat
 *      [21] [0]                                   [21] [0]                                 looked up
 *      21                                         21                                       holds
 */
typedef struct Context {
  const CheckRules *rules;
  Record *record;
  const char *form;
  GHashTable *by_id; /* indicator -> GINT of its row among the figures: the first one in a table */
  CheckReread reread;
  gconstpointer reread_data;
} Context;

static const Figure *find_in_tables(const Context *context, const char *id) {
  gpointer index;
  if (!g_hash_table_lookup_extended(context->by_id, id, NULL, &index)) return NULL;
  return record_figure_at(context->record, GPOINTER_TO_UINT(index));
}

static bool is_prose(const Figure *figure) {
  return figure->table[0] == '\0' && !record_has_mark(figure->marks, "in-cell");
}

static void index_tables(Context *context) {
  context->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < record_figure_count(context->record); i++) {
    const Figure *figure = record_figure_at(context->record, i);
    if (!figure->indicator[0] || figure->table[0] == '\0' || g_hash_table_contains(context->by_id, figure->indicator))
      continue;
    g_hash_table_insert(context->by_id, (gpointer)figure->indicator, GUINT_TO_POINTER(i));
  }
}

/* `pattern` with its * made `with`. */
static char *bind(const char *pattern, const char *with) {
  const char *star = strchr(pattern, '*');
  if (!star) return g_strdup(pattern);
  return g_strdup_printf("%.*s%s%s", (int)(star - pattern), pattern, with, star + 1);
}

static void add_operand(CheckSide *side, const Figure *figure, bool minus) {
  CheckOperand operand = {figure, minus};
  g_array_append_val(side->operands, operand);
}

/* A row total that was left blank is the sum of its row, where the row has applicant columns. */
static bool add_row_of(const Context *context, const char *id, bool minus, CheckSide *side) {
  g_autofree char *first = g_strconcat(id, check_columns[0], NULL);
  if (!find_in_tables(context, first)) return false;
  for (size_t i = 0; i + 1 < CHECK_COLUMN_COUNT; i++) {
    g_autofree char *part = g_strconcat(id, check_columns[i], NULL);
    add_operand(side, find_in_tables(context, part), minus);
  }
  return true;
}

static const CheckDerived *find_derived(const Context *context, const char *id) {
  for (guint i = 0; i < context->rules->derived->len; i++) {
    const CheckDerived *derived = context->rules->derived->pdata[i];
    if (g_str_equal(derived->id, id) && check_form_fits(derived->forms, context->form)) return derived;
  }
  return NULL;
}

/* What a rule is bound to: * in its terms, or the sentence. */
typedef struct Binding {
  const char *star;
  const Figure *prose;
} Binding;

static void add_id(const Context *context, const CheckRule *rule, const char *id, bool minus, CheckSide *side) {
  const Figure *figure = find_in_tables(context, id);
  const bool blank = figure && !g_str_equal(figure->state, "figure");
  if (blank && rule->over != CHECK_ROWS && add_row_of(context, id, minus, side)) return;
  add_operand(side, figure, minus);
}

static void add_term(const Context *context, const CheckRule *rule, const CheckTerm *term, const Binding *binding,
                     CheckSide *side) {
  if (g_str_equal(term->id, "prose")) {
    add_operand(side, binding->prose, term->minus);
    return;
  }
  if (g_str_equal(term->id, "table")) {
    add_id(context, rule, binding->prose->indicator, term->minus, side);
    return;
  }
  const char *star = binding->star ? binding->star : "";
  g_autofree char *bare = bind(term->id, "");
  g_autofree char *id = bind(term->id, star);
  const CheckDerived *derived = find_derived(context, bare);
  for (char **of = derived ? derived->parts : NULL; of && *of; of++) {
    g_autofree char *part = g_strconcat(*of, star, NULL);
    add_id(context, rule, part, term->minus, side);
  }
  if (!derived) add_id(context, rule, id, term->minus, side);
}

/* The rows printed right under that of `parent`, in its column. */
static void add_children(const Context *context, const Figure *parent, CheckSide *side) {
  g_autofree char *prefix = parent ? g_strconcat(parent->row, " / ", NULL) : NULL;
  for (guint i = 0; parent && i < record_figure_count(context->record); i++) {
    const Figure *figure = record_figure_at(context->record, i);
    if (!g_str_equal(figure->table, parent->table) || !g_str_equal(figure->column, parent->column)) continue;
    if (g_str_has_prefix(figure->row, prefix) && !strstr(figure->row + strlen(prefix), " / "))
      add_operand(side, figure, false);
  }
}

static CheckSide look_up(const Context *context, const CheckRule *rule, const GPtrArray *terms, const Binding *binding,
                         const CheckSide *left) {
  CheckSide side = {g_array_new(FALSE, FALSE, sizeof(CheckOperand))};
  for (guint i = 0; i < terms->len; i++) {
    const CheckTerm *term = terms->pdata[i];
    if (!term->children) add_term(context, rule, term, binding, &side);
    else if (left) add_children(context, g_array_index(left->operands, CheckOperand, 0).figure, &side);
  }
  return side;
}

static bool any_figure(const CheckSide *side) {
  for (guint i = 0; i < side->operands->len; i++)
    if (g_array_index(side->operands, CheckOperand, i).figure) return true;
  return false;
}

static bool speaks_of_a_part(const Context *context, const Figure *prose) {
  RegexMatch match;
  return prose && context->rules->scope &&
         regex_match(context->rules->scope, prose->sentence, strlen(prose->sentence), 0, &match, NULL);
}

/* A row of the organ's own, not on the form: what it counts may be part of a sum whose parts the form names. */
static bool has_row_of_its_own(const Context *context, const Figure *figure) {
  for (guint i = 0; i < record_figure_count(context->record); i++) {
    const Figure *other = record_figure_at(context->record, i);
    if (*other->indicator || !g_str_equal(other->table, figure->table)) continue;
    if (g_str_equal(other->column, figure->column) && *other->value && !g_str_equal(other->value, "0")) return true;
  }
  return false;
}

/* What fails may fail for a reason that is no contradiction; else the second road has a word. */
static void look_closer(const Context *context, const CheckRule *rule, const Binding *binding, CheckVerdict *verdict) {
  const Figure *first = g_array_index(verdict->operands, CheckOperand, 0).figure;
  const bool total_of_rows = rule->over == CHECK_COLUMNS && rule->relation->left->len == 1;
  if (total_of_rows && has_row_of_its_own(context, first)) {
    verdict->state = CHECK_NOT_ASSESSABLE;
    verdict->obstacle = "表中有表式以外的行";
  } else if (speaks_of_a_part(context, binding->prose)) {
    verdict->state = CHECK_DIFFERS_IN_SCOPE;
  } else {
    check_confirm(verdict, context->reread, context->reread_data);
  }
}

/* Judges one relation; false when none of its figures is printed, or when it fails and `lenient`. */
static bool try_relation(const Context *context, const CheckRule *rule, const CheckRelation *relation,
                         const Binding *binding, const char *over, bool lenient) {
  CheckSide left = look_up(context, rule, relation->left, binding, NULL);
  CheckSide right = look_up(context, rule, relation->right, binding, &left);
  bool applies = left.operands->len > 0 && right.operands->len > 0 && any_figure(&right) && any_figure(&left);
  g_auto(CheckVerdict) verdict = CHECK_VERDICT_NONE;
  if (applies) {
    verdict = check_judge(&left, &right, relation->at_most);
    if (lenient && verdict.state == CHECK_CONTRADICTED) applies = false;
  }
  if (applies && verdict.state == CHECK_CONTRADICTED) look_closer(context, rule, binding, &verdict);
  if (applies) check_add(rule, relation, over, &verdict, context->record);
  g_array_unref(left.operands);
  g_array_unref(right.operands);
  return applies;
}

static void run_bound(const Context *context, const CheckRule *rule, const Binding *binding, const char *over) {
  const bool ambiguous = binding->prose && record_has_mark(binding->prose->marks, "ambiguous");
  const bool choice = rule->alternative && ambiguous;
  if (choice && try_relation(context, rule, rule->relation, binding, over, true)) return;
  if (choice && try_relation(context, rule, rule->alternative, binding, over, true)) return;
  try_relation(context, rule, rule->relation, binding, over, false);
}

/* Each indicator that has a first applicant column is a row. */
static void run_rows(const Context *context, const CheckRule *rule) {
  for (guint i = 0; i < record_figure_count(context->record); i++) {
    const Figure *figure = record_figure_at(context->record, i);
    if (!g_str_has_suffix(figure->indicator, check_columns[0]) || find_in_tables(context, figure->indicator) != figure)
      continue;
    g_autofree char *base = g_strndup(figure->indicator, strlen(figure->indicator) - strlen(check_columns[0]));
    run_bound(context, rule, &(Binding){base, NULL}, base);
  }
}

static void run_columns(const Context *context, const CheckRule *rule) {
  for (size_t i = 0; i < CHECK_COLUMN_COUNT; i++)
    run_bound(context, rule, &(Binding){check_columns[i], NULL}, *check_columns[i] ? check_columns[i] : "total");
}

static bool finds(Regex *regex, const char *text) {
  RegexMatch match;
  return regex_match(regex, text, strlen(text), 0, &match, NULL);
}

/* Whether another figure of the sentence is known to be what the rule wants beside this one. */
static bool has_beside(const CheckRule *rule, const Record *record, const Figure *figure) {
  for (guint i = 0; rule->beside && i < record_figure_count(record); i++) {
    const Figure *other = record_figure_at(record, i);
    if (is_prose(other) && g_str_equal(other->sentence, figure->sentence) && finds(rule->beside, other->indicator))
      return true;
  }
  return !rule->beside;
}

/* Whether the rule is about this sentence: by its words, by the id it names, or (prose = table) by any id. */
static bool concerns(const CheckRule *rule, const Record *record, const Figure *figure) {
  if (!is_prose(figure) || !g_str_equal(figure->state, "figure") || g_str_equal(figure->unit, "%")) return false;
  if (rule->words) return !figure->indicator[0] && finds(rule->words, figure->row) && has_beside(rule, record, figure);
  const CheckTerm *term = rule->relation->right->pdata[0];
  if (g_str_equal(term->id, "table")) return figure->indicator[0] != '\0';
  return g_str_equal(figure->indicator, term->id);
}

/* The first rule that concerns a sentence has it. */
static void run_prose(const Context *context, GHashTable *taken, const CheckRule *rule) {
  for (guint i = 0; i < record_figure_count(context->record); i++) {
    const Figure *figure = record_figure_at(context->record, i);
    if (!concerns(rule, context->record, figure) || !g_hash_table_add(taken, GUINT_TO_POINTER(i))) continue;
    const bool named = !rule->words && g_str_equal(((CheckTerm *)rule->relation->right->pdata[0])->id, "table");
    run_bound(context, rule, &(Binding){NULL, figure}, named ? figure->indicator : "");
  }
}

static void run_rule(const Context *context, const CheckRule *rule, GHashTable *taken) {
  switch (rule->over) {
  case CHECK_ONCE: run_bound(context, rule, &(Binding){NULL, NULL}, ""); break;
  case CHECK_ROWS: run_rows(context, rule); break;
  case CHECK_COLUMNS: run_columns(context, rule); break;
  case CHECK_PROSE: run_prose(context, taken, rule); break;
  case CHECK_WHOLES: check_wholes(rule, context->record, context->reread, context->reread_data); break;
  case CHECK_YEARS: break; /* of several reports: panel_years.c */
  case CHECK_SHARES: check_shares(rule, context->record, context->reread, context->reread_data); break;
  }
}

void check_run(const CheckRules *rules, Record *record, CheckReread reread_figure, gconstpointer data) {
  Context context = {rules, record, record_report(record)->form, NULL, reread_figure, data};
  index_tables(&context);
  g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < rules->rules->len; i++) {
    const CheckRule *rule = rules->rules->pdata[i];
    if (!check_form_fits(rule->forms, context.form)) continue;
    run_rule(&context, rule, taken);
  }
  g_hash_table_unref(context.by_id);
}
