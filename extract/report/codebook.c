#include "report/codebook.h"

#include "figure/form.h"
#include "report/report.h"

#include <string.h>

/* Its id with underscores for dots. Where another has that name (result.refused.law, result.refused_law) the underscore
   of the column is doubled. */
static char *make_name(const char *id, GHashTable *taken) {
  GString *name = g_string_new(id);
  g_strdelimit(name->str, ".", '_');
  while (!g_hash_table_add(taken, g_strdup(name->str))) {
    const char *column = strrchr(id, '_');
    g_string_insert_c(name, column ? (gssize)(column - id) : -1, '_');
  }
  return g_string_free(name, FALSE);
}

static void clear_entry(void *data) { g_free(((CodebookEntry *)data)->name); }

Codebook *codebook_new(const Knowledge *knowledge) {
  const PatternSet *patterns = knowledge->patterns;
  Codebook *codebook = g_new0(Codebook, 1);
  codebook->forms = patterns->forms;
  codebook->crosswalk = knowledge->crosswalk;
  codebook->rules = knowledge->checks;
  codebook->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  codebook->entries = g_array_new(FALSE, FALSE, sizeof(CodebookEntry));
  g_array_set_clear_func(codebook->entries, clear_entry);
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < patterns->indicators->len; i++) {
    const Indicator *indicator = patterns->indicators->pdata[i];
    CodebookEntry entry = {.id = indicator->id,
                           .name = make_name(indicator->id, names),
                           .zh = indicator->zh,
                           .en = indicator->en,
                           .unit = indicator->unit,
                           .definition = indicator->definition,
                           .derived = indicator->derived};
    g_array_append_val(codebook->entries, entry);
    g_hash_table_insert(codebook->by_id, indicator->id, GUINT_TO_POINTER(codebook->entries->len));
  }
  return codebook;
}

void codebook_free(Codebook *codebook) {
  if (!codebook) return;
  g_array_unref(codebook->entries);
  g_hash_table_unref(codebook->by_id);
  g_free(codebook);
}

int codebook_find(const Codebook *codebook, const char *id) {
  return GPOINTER_TO_INT(g_hash_table_lookup(codebook->by_id, id)) - 1;
}

char *codebook_forms(const Codebook *codebook, const char *ids) {
  g_auto(GStrv) each = g_strsplit(ids, " ", -1);
  for (char **id = each; codebook && *id; id++) {
    const Form *form = form_find(codebook->forms, *id);
    if (!form) continue;
    g_free(*id);
    *id = g_strdup(form->zh);
  }
  return g_strjoinv("、", each);
}
