/*
 * list.c - the pattern sets as a list.
 */
#include "list.h"

#include "form.h"

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

char *list_patterns(const PatternSet *patterns) {
  GString *out = g_string_new(NULL);
  const GPtrArray *forms = patterns->forms->forms;
  for (unsigned i = 0; i < forms->len; i++) list_form(forms->pdata[i], out);
  for (unsigned i = 0; i < patterns->indicators->len; i++) list_indicator(patterns->indicators->pdata[i], forms, out);
  return g_string_free(out, FALSE);
}
