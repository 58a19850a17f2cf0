/*
 * codebook_table.c - the codebook as a table; the most of it says where each indicator stands on its forms, in the
 * forms' own words.
 */
#include "check/check_rule.h"
#include "figure/form.h"
#include "report/codebook.h"
#include "report/crosswalk.h"

const CodebookColumn codebook_columns[CODEBOOK_COLUMNS] = {
    {"id", false, "标识", "of the figures' column indicator"},
    {"name", false, "变量名", "the id for programs that take no dots"},
    {"title", false, "指标", ""},
    {"title_en", false, "英文", ""},
    {"unit", false, "单位", "of the panel"},
    {"forms", false, "所在表式", "parted by blanks"},
    {"derived", true, "合计而得", "a sum that no form prints"},
    {"definition", false, "定义", ""},
    {"source", false, "表中位置", "where its forms print it, a line each; of a sum its parts"},
    {"crosswalk", false, "与其他表式的对照", "relation, indicators, reason; a line each"}};

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
    g_autofree char *parts = g_strjoinv(" + ", sum->parts),
                    *forms = sum->forms ? g_strjoinv(" ", sum->forms) : g_strdup("");
    say(all, sum->id, forms, g_strconcat("= ", parts, NULL));
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

/* id -> Said; a new table. */
static GHashTable *find_sources(const Codebook *codebook) {
  GHashTable *all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_said);
  const GPtrArray *forms = codebook->forms->forms;
  for (guint i = 0; i < forms->len; i++) {
    const Form *form = forms->pdata[i];
    for (guint j = 0; j < form->tables->len; j++) add_table(all, form, form->tables->pdata[j]);
  }
  add_sums(all, codebook);
  return all;
}

/* What the crosswalk says of it: "closeMatch result.total: why", a line each. */
static char *print_crosswalk(const GPtrArray *crosswalk, const char *id) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < crosswalk->len; i++) {
    const CrosswalkLine *line = crosswalk->pdata[i];
    if (!g_strv_contains((const char *const *)line->from, id) && !g_strv_contains((const char *const *)line->to, id))
      continue;
    g_autofree char *from = g_strjoinv(" + ", line->from), *to = g_strjoinv(" + ", line->to);
    g_string_append_printf(text, "%s%s %s %s%s%s", text->len ? "\n" : "", from, crosswalk_relations[line->relation], to,
                           *line->note ? ": " : "", line->note);
  }
  return g_string_free(text, FALSE);
}

GPtrArray *codebook_rows(const Codebook *codebook) {
  g_autoptr(GHashTable) sources = find_sources(codebook);
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  for (guint i = 0; i < codebook->entries->len; i++) {
    const CodebookEntry *entry = codebook_entry(codebook, i);
    const Said *said = g_hash_table_lookup(sources, entry->id);
    char *const row[CODEBOOK_COLUMNS + 1] = {g_strdup(entry->id),
                                             g_strdup(entry->name),
                                             g_strdup(entry->zh),
                                             g_strdup(entry->en),
                                             g_strdup(entry->unit),
                                             form_ids_with(codebook->forms, entry->id),
                                             g_strdup(entry->derived ? "true" : "false"),
                                             g_strdup(entry->definition),
                                             said ? print_said(said) : g_strdup(""),
                                             print_crosswalk(codebook->crosswalk, entry->id)};
    g_ptr_array_add(rows, g_memdup2(row, sizeof row));
  }
  return rows;
}
