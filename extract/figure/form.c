#include "figure/form.h"

/* What is being read, and for which edition: rows of other editions are left out. */
typedef struct Loader {
  const YamlFile *file;
  GHashTable *by_id;
  const char *const *editions; /* ids of all in the file */
  Form *form;
  const char *kind; /* "row" or "head" */
  bool try_samples;
  GHashTable *nodes; /* FormEntry -> the YamlNode it was read from */
  GError **error;
} Loader;

static void form_entry_free(FormEntry *entry) {
  if (!entry) return;
  g_clear_pointer(&entry->wordings, g_ptr_array_unref);
  g_clear_pointer(&entry->children, g_ptr_array_unref);
  g_free(entry->indicator);
  g_free(entry->place);
  g_free(entry);
}

static void form_table_free(FormTable *table) {
  if (!table) return;
  g_free(table->title);
  label_free(table->band);
  g_ptr_array_unref(table->heads);
  g_ptr_array_unref(table->rows);
  g_ptr_array_unref(table->top_heads);
  g_ptr_array_unref(table->top_rows);
  g_free(table);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormTable, form_table_free)

static void form_free(Form *form) {
  if (!form) return;
  g_free(form->id);
  g_free(form->zh);
  g_free(form->en);
  g_strfreev(form->sections);
  g_clear_pointer(&form->tables, g_ptr_array_unref);
  g_clear_pointer(&form->indicators, g_hash_table_unref);
  g_free(form);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Form, form_free)

FormPatterns *form_patterns_new(void) {
  FormPatterns *patterns = g_new0(FormPatterns, 1);
  patterns->forms = g_ptr_array_new_with_free_func((GDestroyNotify)form_free);
  return patterns;
}

void form_patterns_free(FormPatterns *patterns) {
  if (!patterns) return;
  g_ptr_array_unref(patterns->forms);
  g_free(patterns);
}

const Form *form_find(const FormPatterns *patterns, const char *id) {
  for (unsigned i = 0; i < patterns->forms->len; i++) {
    const Form *form = g_ptr_array_index(patterns->forms, i);
    if (g_str_equal(form->id, id)) return form;
  }
  return NULL;
}

char *form_ids_with(const FormPatterns *patterns, const char *indicator) {
  GString *ids = g_string_new(NULL);
  for (unsigned i = 0; i < patterns->forms->len; i++) {
    const Form *form = g_ptr_array_index(patterns->forms, i);
    if (g_hash_table_contains(form->indicators, indicator))
      g_string_append_printf(ids, "%s%s", ids->len ? " " : "", form->id);
  }
  return g_string_free(ids, FALSE);
}

char *form_indicator(const FormEntry *row, const FormEntry *head) {
  if (!head || !head->indicator || (row && !row->indicator)) return NULL;
  return g_strconcat(row ? row->indicator : "", head->indicator, NULL);
}

/* Whether the row, head or table is on the edition being read; false with the error set when its list is wrong. */
static bool is_on_edition(Loader *loader, const YamlNode *map) {
  g_auto(GStrv) editions = NULL;
  if (!yaml_texts(loader->file, map, "editions", &editions, loader->error)) return false;
  for (char **id = editions; id && *id; id++)
    if (!g_strv_contains(loader->editions, *id))
      return yaml_fail(loader->file, yaml_get(map, "editions"), 0, loader->error, "no edition '%s' in this file", *id);
  return !editions || g_strv_contains((const char *const *)editions, loader->form->id);
}

static bool read_role(Loader *loader, const YamlNode *map, FormEntry *entry) {
  static const char *const names[] = {"figures", "label", "unit", "ignore"};
  const YamlNode *role = yaml_get(map, "for");
  if (!role) return true;
  for (size_t i = 0; role->text && i < G_N_ELEMENTS(names); i++) {
    if (!g_str_equal(role->text, names[i])) continue;
    entry->role = (ColumnRole)i;
    return true;
  }
  return yaml_fail(loader->file, role, 0, loader->error, "a column is for label, unit or ignore");
}

/* Reads an entry without its children. */
static FormEntry *read_entry(Loader *loader, const YamlNode *map, const FormEntry *parent) {
  const char *const known[] = {loader->kind, "indicator", "adds",
                               "for",        "also",      "editions",
                               "like",       "unlike",    g_str_equal(loader->kind, "row") ? "rows" : "heads",
                               NULL};
  if (!yaml_check_keys(loader->file, map, known, loader->error)) return NULL;
  const char *text = yaml_text(map, loader->kind, NULL);
  if (!text) {
    yaml_fail(loader->file, map, 0, loader->error, "no '%s' here: the label as the form prints it", loader->kind);
    return NULL;
  }
  g_auto(GStrv) others = NULL;
  FormEntry *entry = g_new0(FormEntry, 1);
  entry->wordings = g_ptr_array_new_with_free_func((GDestroyNotify)label_free);
  entry->children = g_ptr_array_new();
  entry->parent = parent;
  entry->indicator = g_strdup(yaml_text(map, "indicator", yaml_text(map, "adds", NULL)));
  entry->place = g_strdup_printf("%s:%d", loader->file->name, map->line);
  g_ptr_array_add(entry->wordings, label_new(text));
  bool good = yaml_texts(loader->file, map, "also", &others, loader->error) && read_role(loader, map, entry);
  for (char **other = others; other && *other; other++) g_ptr_array_add(entry->wordings, label_new(*other));
  if (!good) g_clear_pointer(&entry, form_entry_free);
  return entry;
}

/* Reads the list under "rows" or "heads" and all below it; `all` owns what is read. */
static bool read_entries(Loader *loader, const YamlNode *map, FormEntry *parent, GPtrArray *siblings, GPtrArray *all) {
  const YamlNode *list = yaml_get(map, g_str_equal(loader->kind, "row") ? "rows" : "heads");
  if (list && list->kind != YAML_LIST)
    return yaml_fail(loader->file, list, 0, loader->error, "a list of %ss wanted here, each after a '-'", loader->kind);
  for (unsigned i = 0; list && i < list->children->len; i++) {
    const YamlNode *item = g_ptr_array_index(list->children, i);
    if (!is_on_edition(loader, item)) {
      if (*loader->error) return false;
      continue;
    }
    FormEntry *entry = read_entry(loader, item, parent);
    if (!entry) return false;
    g_ptr_array_add(all, entry);
    g_hash_table_insert(loader->nodes, entry, (gpointer)item);
    g_ptr_array_add(siblings, entry);
    entry->siblings = siblings;
    if (!read_entries(loader, item, entry, entry->children, all)) return false;
  }
  return true;
}

/* Tries the samples under `key` of an entry: it must be taken for none of them, or for each. */
static bool try_samples(Loader *loader, const FormEntry *entry, const char *key, bool unlike) {
  const YamlNode *node = g_hash_table_lookup(loader->nodes, entry);
  g_auto(GStrv) samples = NULL;
  if (!yaml_texts(loader->file, node, key, &samples, loader->error)) return false;
  for (char **sample = samples; sample && *sample; sample++) {
    g_autoptr(Label) label = label_new(*sample);
    if ((entry_match(entry, label) == MATCH_NONE) != unlike)
      return yaml_fail(loader->file, node, 0, loader->error, "'%s' is%s taken for this %s", *sample,
                       unlike ? "" : " not", loader->kind);
  }
  return true;
}

static bool read_tree(Loader *loader, const YamlNode *map, const char *kind, GPtrArray *top, GPtrArray *all) {
  loader->kind = kind;
  if (!read_entries(loader, map, NULL, top, all)) return false;
  for (unsigned i = 0; loader->try_samples && i < all->len; i++) {
    const FormEntry *entry = g_ptr_array_index(all, i);
    if (!try_samples(loader, entry, "like", false) || !try_samples(loader, entry, "unlike", true)) return false;
  }
  return true;
}

/* Adds the ids of every row in every column to the form, each of which the vocabulary must have. */
static bool read_indicators(Loader *loader, const FormTable *table) {
  for (unsigned h = 0; h < table->heads->len; h++) {
    const FormEntry *head = g_ptr_array_index(table->heads, h);
    for (unsigned r = 0; r < MAX(table->rows->len, 1); r++) {
      const FormEntry *row = table->rows->len > 0 ? g_ptr_array_index(table->rows, r) : NULL;
      const FormEntry *giver = row ? row : head;
      g_autofree char *id = form_indicator(row, head);
      if (id && !g_hash_table_contains(loader->by_id, id))
        return yaml_fail(loader->file, g_hash_table_lookup(loader->nodes, giver), 0, loader->error,
                         "no indicator '%s' in the vocabulary", id);
      if (id) g_hash_table_insert(loader->form->indicators, g_strdup(id), g_strdup(giver->place));
    }
  }
  return true;
}

static bool read_table(Loader *loader, const YamlNode *map) {
  static const char *const known[] = {"title", "band", "editions", "heads", "rows", NULL};
  if (!yaml_check_keys(loader->file, map, known, loader->error)) return false;
  if (!is_on_edition(loader, map)) return *loader->error == NULL;
  FormTable *table = g_new0(FormTable, 1);
  g_ptr_array_add(loader->form->tables, table);
  const char *band = yaml_text(map, "band", NULL);
  table->title = g_strdup(yaml_text(map, "title", ""));
  table->band = band ? label_new(band) : NULL;
  table->heads = g_ptr_array_new_with_free_func((GDestroyNotify)form_entry_free);
  table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)form_entry_free);
  table->top_heads = g_ptr_array_new();
  table->top_rows = g_ptr_array_new();
  if (!read_tree(loader, map, "head", table->top_heads, table->heads) ||
      !read_tree(loader, map, "row", table->top_rows, table->rows) || !read_indicators(loader, table))
    return false;
  if (table->heads->len == 0) return yaml_fail(loader->file, map, 0, loader->error, "a table without heads");
  return true;
}

static bool read_year(Loader *loader, const YamlNode *map, const char *key, int *ret) {
  const YamlNode *node = yaml_get(map, key);
  guint64 year = 0;
  if (!node) return true;
  if (!node->text || !g_ascii_string_to_unsigned(node->text, 10, 1900, FORM_IN_USE, &year, NULL))
    return yaml_fail(loader->file, node, 0, loader->error, "'%s' is a year", key);
  *ret = (int)year;
  return true;
}

/* The edition that `map` describes, with all tables of the file that are on it. */
static Form *read_edition(Loader *loader, const YamlNode *map, const YamlNode *tables) {
  static const char *const known[] = {"id", "zh", "en", "from", "to", "complete", "sections", NULL};
  if (!yaml_check_keys(loader->file, map, known, loader->error)) return NULL;
  const char *id = yaml_text(map, "id", "");
  if (*id == '\0') {
    yaml_fail(loader->file, map, 0, loader->error, "an edition without id");
    return NULL;
  }
  g_autoptr(Form) form = g_new0(Form, 1);
  form->id = g_strdup(id);
  form->zh = g_strdup(yaml_text(map, "zh", id));
  form->en = g_strdup(yaml_text(map, "en", id));
  form->to = FORM_IN_USE;
  form->complete = true;
  if (!read_year(loader, map, "from", &form->from) || !read_year(loader, map, "to", &form->to) ||
      !yaml_flag(loader->file, map, "complete", &form->complete, loader->error) ||
      !yaml_texts(loader->file, map, "sections", &form->sections, loader->error))
    return NULL;
  form->tables = g_ptr_array_new_with_free_func((GDestroyNotify)form_table_free);
  form->indicators = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  loader->form = form;
  for (unsigned i = 0; i < tables->children->len; i++)
    if (!read_table(loader, g_ptr_array_index(tables->children, i))) return NULL;
  return g_steal_pointer(&form);
}

bool form_patterns_add(FormPatterns *patterns, const YamlFile *file, GHashTable *by_id, bool try_samples,
                       GError **error) {
  static const char *const known[] = {"editions", "tables", NULL};
  if (!yaml_check_keys(file, file->root, known, error)) return false;
  const YamlNode *editions = yaml_get(file->root, "editions"), *tables = yaml_get(file->root, "tables");
  if (!editions || editions->kind != YAML_LIST || !tables || tables->kind != YAML_LIST)
    return yaml_fail(file, file->root, 0, error, "a form file has a list of 'editions' and a list of 'tables'");
  GError *trouble = NULL;
  g_autoptr(GHashTable) nodes = g_hash_table_new(NULL, NULL);
  g_autoptr(GPtrArray) ids = g_ptr_array_new();
  for (unsigned i = 0; i < editions->children->len; i++)
    g_ptr_array_add(ids, (gpointer)yaml_text(editions->children->pdata[i], "id", ""));
  g_ptr_array_add(ids, NULL);
  Loader loader = {.file = file,
                   .by_id = by_id,
                   .editions = (const char *const *)ids->pdata,
                   .try_samples = try_samples,
                   .nodes = nodes,
                   .error = &trouble};
  for (unsigned i = 0; i < editions->children->len && !trouble; i++) {
    const YamlNode *edition = g_ptr_array_index(editions->children, i);
    const char *id = yaml_text(edition, "id", "");
    if (form_find(patterns, id)) return yaml_fail(file, edition, 0, error, "edition '%s' is said twice", id);
    Form *form = read_edition(&loader, edition, tables);
    if (form) g_ptr_array_add(patterns->forms, form);
  }
  if (trouble) g_propagate_error(error, trouble);
  return trouble == NULL;
}
