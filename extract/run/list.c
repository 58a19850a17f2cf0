/*
 * list.c - the pattern folder as a list.
 */
#include "run/list.h"

#include "check/check_rule.h"
#include "figure/form.h"

static void list_form(const Form *form, GString *out) {
  g_string_append_printf(out, "form\t%s\t%s\t%s\t%d-", form->id, form->zh, form->en, form->from);
  if (form->to != FORM_IN_USE) g_string_append_printf(out, "%d", form->to);
  g_string_append_c(out, '\n');
}

static void list_indicator(const Indicator *indicator, const FormPatterns *patterns, GString *out) {
  g_autofree char *forms = form_ids_with(patterns, indicator->id);
  g_string_append_printf(out, "indicator\t%s\t%s\t%s\t%s\t%s\n", indicator->id, indicator->zh, indicator->en,
                         indicator->unit, forms);
}

/* Words parted by blanks, or "-" for none: cut(1) counts parts. */
static void append_words(char **words, GString *out) {
  g_autofree char *all = words && *words ? g_strjoinv(" ", words) : g_strdup("-");
  g_string_append(out, all);
}

static void list_sum(const CheckDerived *sum, GString *out) {
  g_string_append_printf(out, "sum\t%s\t", sum->id);
  append_words(sum->parts, out);
  g_string_append_c(out, '\t');
  append_words(sum->forms, out);
  g_string_append_c(out, '\n');
}

static void list_check(const CheckRule *rule, GString *out) {
  g_string_append_printf(out, "check\t%s\t%s\t", rule->id, rule->relation->text);
  append_words(rule->forms, out);
  g_string_append_c(out, '\n');
}

static void list_crosswalk(const CrosswalkLine *line, GString *out) {
  g_string_append(out, "crosswalk\t");
  append_words(line->from, out);
  g_string_append_printf(out, "\t%s\t", crosswalk_relations[line->relation]);
  append_words(line->to, out);
  g_string_append_printf(out, "\t%s\n", line->note);
}

char *list_knowledge(const Knowledge *knowledge) {
  GString *out = g_string_new(NULL);
  const PatternSet *patterns = knowledge->patterns;
  const GPtrArray *forms = patterns->forms->forms, *sums = knowledge->checks->derived;
  const GPtrArray *rules = knowledge->checks->rules, *crosswalk = knowledge->crosswalk;
  for (unsigned i = 0; i < forms->len; i++) list_form(forms->pdata[i], out);
  for (unsigned i = 0; i < patterns->indicators->len; i++)
    list_indicator(patterns->indicators->pdata[i], patterns->forms, out);
  for (unsigned i = 0; i < sums->len; i++) list_sum(sums->pdata[i], out);
  for (unsigned i = 0; i < rules->len; i++) list_check(rules->pdata[i], out);
  for (unsigned i = 0; i < crosswalk->len; i++) list_crosswalk(crosswalk->pdata[i], out);
  return g_string_free(out, FALSE);
}
