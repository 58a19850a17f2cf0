/*
 * list.c - the pattern folder as a list.
 */
#include "run/list.h"

#include "check/check_rule.h"
#include "figure/form.h"

static void list_form(const Form *form, GString *out) {
  g_string_append_printf(out, "form\t%s\t%s\t%s\t%d-%d\n", form->id, form->zh, form->en, form->from, form->to);
}

/* The forms on which it stands, in their order, parted by blanks. */
static void list_indicator(const Indicator *indicator, const GPtrArray *forms, GString *out) {
  g_string_append_printf(out, "indicator\t%s\t%s\t%s\t%s\t", indicator->id, indicator->zh, indicator->en,
                         indicator->unit);
  bool first = true;
  for (unsigned i = 0; i < forms->len; i++) {
    const Form *form = forms->pdata[i];
    if (!g_hash_table_contains(form->indicators, indicator->id)) continue;
    g_string_append_printf(out, "%s%s", first ? "" : " ", form->id);
    first = false;
  }
  g_string_append_c(out, '\n');
}

/* Words parted by blanks, or "-" for none: cut(1) counts parts. */
static void append_words(const GPtrArray *words, GString *out) {
  for (guint i = 0; words && i < words->len; i++)
    g_string_append_printf(out, "%s%s", i ? " " : "", (const char *)words->pdata[i]);
  if (!words || !words->len) g_string_append_c(out, '-');
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
  for (unsigned i = 0; i < patterns->indicators->len; i++) list_indicator(patterns->indicators->pdata[i], forms, out);
  for (unsigned i = 0; i < sums->len; i++) list_sum(sums->pdata[i], out);
  for (unsigned i = 0; i < rules->len; i++) list_check(rules->pdata[i], out);
  for (unsigned i = 0; i < crosswalk->len; i++) list_crosswalk(crosswalk->pdata[i], out);
  return g_string_free(out, FALSE);
}
