/*
 * codebook_source.c - where each indicator stands on its forms, in the forms' own words.
 */
#include "check/check_rule.h"
#include "figure/form.h"
#include "report/codebook.h"

/* What is said of one indicator: places, and behind each the forms that print it there. */
typedef struct Said {
  GPtrArray *places; /* of char * */
  GPtrArray *forms;  /* of GString, one a place */
} Said;

static void free_string(void *string) { g_string_free(string, TRUE); }

static void free_said(void *data) {
  Said *said = data;
  g_ptr_array_unref(said->places);
  g_ptr_array_unref(said->forms);
  g_free(said);
}

static void say(GHashTable *all, const char *id, const char *form, char *place) {
  Said *said = g_hash_table_lookup(all, id);
  if (!said) {
    said = g_new(Said, 1);
    *said = (Said){g_ptr_array_new_with_free_func(g_free), g_ptr_array_new_with_free_func(free_string)};
    g_hash_table_insert(all, g_strdup(id), said);
  }
  guint i;
  if (g_ptr_array_find_with_equal_func(said->places, place, g_str_equal, &i)) {
    g_string_append_printf(said->forms->pdata[i], " %s", form);
    g_free(place);
    return;
  }
  g_ptr_array_add(said->places, place);
  g_ptr_array_add(said->forms, g_string_new(form));
}

/* Its labels and those above it, before which " / " stands. */
static void add_labels(const FormEntry *entry, GString *place) {
  if (!entry) return;
  add_labels(entry->parent, place);
  g_string_append_printf(place, " / %s", form_label(entry)->text);
}

static void add_table(GHashTable *all, const Form *form, const FormTable *table) {
  for (guint i = 0; i < MAX(table->rows->len, 1); i++) {
    const FormEntry *row = table->rows->len ? table->rows->pdata[i] : NULL;
    for (guint j = 0; j < table->heads->len; j++) {
      const FormEntry *head = table->heads->pdata[j];
      g_autofree char *id = form_indicator(row, head);
      if (!id) continue;
      GString *place = g_string_new(table->title);
      if (table->band) g_string_append_printf(place, " / %s", table->band->text);
      add_labels(row, place);
      add_labels(head, place);
      say(all, id, form->id, g_string_free(place, FALSE));
    }
  }
}

static void add_sums(GHashTable *all, const Codebook *codebook) {
  for (guint i = 0; i < codebook->rules->derived->len; i++) {
    const CheckDerived *sum = codebook->rules->derived->pdata[i];
    GString *parts = g_string_new(NULL);
    for (guint j = 0; j < sum->parts->len; j++)
      g_string_append_printf(parts, "%s%s", j ? " + " : "= ", (char *)sum->parts->pdata[j]);
    g_autoptr(GString) forms = g_string_new(NULL);
    for (guint j = 0; sum->forms && j < sum->forms->len; j++)
      g_string_append_printf(forms, "%s%s", j ? " " : "", (char *)sum->forms->pdata[j]);
    say(all, sum->id, forms->str, g_string_free(parts, FALSE));
  }
}

static char *print_said(const Said *said) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < said->places->len; i++) {
    const char *forms = ((GString *)said->forms->pdata[i])->str;
    g_string_append_printf(text, "%s%s%s%s", i ? "\n" : "", forms, *forms ? ": " : "", (char *)said->places->pdata[i]);
  }
  return g_string_free(text, FALSE);
}

GHashTable *codebook_sources(const Codebook *codebook) {
  g_autoptr(GHashTable) all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_said);
  for (guint i = 0; i < codebook->forms->len; i++) {
    const Form *form = codebook->forms->pdata[i];
    for (guint j = 0; j < form->tables->len; j++) add_table(all, form, form->tables->pdata[j]);
  }
  add_sums(all, codebook);
  GHashTable *sources = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
  for (guint i = 0; i < codebook->entries->len; i++) {
    const CodebookEntry *entry = codebook_entry(codebook, i);
    const Said *said = g_hash_table_lookup(all, entry->id);
    g_hash_table_insert(sources, (gpointer)entry->id, said ? print_said(said) : g_strdup(""));
  }
  return sources;
}
