#include "figure/pattern.h"

#include "base/hash.h"
#include "figure/form.h"
#include "prose/prose.h"

#include <string.h>

enum { VERSION_DIGITS = 12, FILES_LIMIT = 1000 };

static void indicator_free(Indicator *indicator) {
  g_free(indicator->id);
  g_free(indicator->zh);
  g_free(indicator->en);
  g_free(indicator->unit);
  g_free(indicator->definition);
  g_free(indicator);
}

void pattern_set_free(PatternSet *set) {
  if (!set) return;
  form_patterns_free(set->forms);
  prose_patterns_free(set->prose);
  g_hash_table_unref(set->by_id);
  g_ptr_array_unref(set->indicators);
  g_free(set->version);
  g_free(set);
}

const Indicator *pattern_indicator(const PatternSet *set, const char *id) {
  return g_hash_table_lookup(set->by_id, id);
}

static int compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* 2027.yml, which would be passed over in silence. */
static bool is_misnamed(const char *name) {
  g_autofree char *small = g_ascii_strdown(name, -1);
  return g_str_has_suffix(small, ".yml") || (g_str_has_suffix(small, ".yaml") && !g_str_has_suffix(name, ".yaml"));
}

/* Names of the folder's pattern files, sorted; NULL with the error set. */
static GPtrArray *list_files(const char *folder, GError **error) {
  g_autoptr(GDir) open = g_dir_open(folder, 0, error);
  if (!open) return NULL;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
  for (const char *name; (name = g_dir_read_name(open)) && names->len < FILES_LIMIT;) {
    if (*name == '.') continue;
    if (is_misnamed(name)) {
      g_set_error(error, YAML_ERROR, 0, "%s/%s: the name of a pattern file ends in .yaml", folder, name);
      return NULL;
    }
    if (g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".csv")) g_ptr_array_add(names, g_strdup(name));
  }
  g_ptr_array_sort(names, compare_names);
  return g_steal_pointer(&names);
}

/* Adds the indicator that `map` describes, `column` (NULL: none) of it. */
static bool add_indicator(PatternSet *set, const YamlFile *file, const YamlNode *map, const YamlNode *column,
                          GError **error) {
  static const char *const column_keys[] = {"adds", "zh", "en", NULL};
  if (column && !yaml_check_keys(file, column, column_keys, error)) return false;
  const char *adds = column ? yaml_text(column, "adds", "") : "";
  Indicator *indicator = g_new0(Indicator, 1);
  g_ptr_array_add(set->indicators, indicator);
  const char *zh = yaml_text(map, "zh", ""), *en = yaml_text(map, "en", "");
  indicator->id = g_strconcat(yaml_text(map, "id", ""), adds, NULL);
  indicator->zh = column ? g_strdup_printf("%s（%s）", zh, yaml_text(column, "zh", "")) : g_strdup(zh);
  indicator->en = column ? g_strdup_printf("%s (%s)", en, yaml_text(column, "en", "")) : g_strdup(en);
  indicator->unit = g_strdup(yaml_text(map, "unit", ""));
  indicator->definition = g_strdup(yaml_text(map, "definition", ""));
  if (!yaml_flag(file, map, "derived", &indicator->derived, error)) return false;
  if (*indicator->id == '\0' || *zh == '\0' || *en == '\0')
    return yaml_fail(file, map, 0, error, "an indicator wants id, zh and en");
  if (!g_hash_table_insert(set->by_id, indicator->id, indicator))
    return yaml_fail(file, map, 0, error, "indicator '%s' is said twice", indicator->id);
  return true;
}

static bool read_indicator(PatternSet *set, const YamlFile *file, const YamlNode *map, GError **error) {
  static const char *const known[] = {"id", "zh", "en", "unit", "columns", "derived", "definition", "deprecated", NULL};
  if (!yaml_check_keys(file, map, known, error) || !add_indicator(set, file, map, NULL, error)) return false;
  const YamlNode *name = yaml_get(map, "columns");
  if (!name) return true;
  const YamlNode *lists = yaml_get(file->root, "columns");
  const YamlNode *columns = lists && name->text ? yaml_get(lists, name->text) : NULL;
  if (!columns || columns->kind != YAML_LIST)
    return yaml_fail(file, name, 0, error, "no such list of columns at the head of this file");
  for (unsigned i = 0; i < columns->children->len; i++)
    if (!add_indicator(set, file, map, g_ptr_array_index(columns->children, i), error)) return false;
  return true;
}

static bool read_indicators(PatternSet *set, const char *folder, GError **error) {
  static const char *const known[] = {"columns", "indicators", NULL};
  g_autofree char *path = g_build_filename(folder, "indicators.yaml", NULL);
  g_autoptr(YamlFile) file = yaml_file_read(path, "indicators.yaml", error);
  if (!file || !yaml_check_keys(file, file->root, known, error)) return false;
  const YamlNode *list = yaml_get(file->root, "indicators");
  if (!list || list->kind != YAML_LIST) return yaml_fail(file, file->root, 0, error, "no list of 'indicators' here");
  for (unsigned i = 0; i < list->children->len; i++)
    if (!read_indicator(set, file, g_ptr_array_index(list->children, i), error)) return false;
  return true;
}

/* All but these are forms, whatever their names: dropping one into the folder adds a form, or is told what it lacks. */
static bool is_form_file(const char *name) {
  static const char *const others[] = {
      "checks.yaml", "crosswalk.yaml", "derived.yaml", "indicators.yaml", "numerals.yaml",
      "places.yaml", "prose.yaml",     "report.yaml",  "units.yaml",      NULL};
  return g_str_has_suffix(name, ".yaml") && !g_strv_contains(others, name);
}

/* The version of these files; those that are forms are added to `forms`. NULL with the error set. */
static char *read_version(const char *folder, const GPtrArray *names, GPtrArray *forms, GError **error) {
  Hash hash;
  hash_init(&hash);
  for (unsigned i = 0; i < names->len; i++) {
    char *name = g_ptr_array_index(names, i);
    g_autofree char *path = g_build_filename(folder, name, NULL), *content = NULL;
    size_t length = 0;
    if (!g_file_get_contents(path, &content, &length, error)) return NULL;
    hash_add(&hash, name, strlen(name) + 1);
    hash_add(&hash, content, length);
    if (is_form_file(name)) g_ptr_array_add(forms, name);
  }
  g_autofree char *digits = hash_end(&hash);
  return g_strndup(digits, VERSION_DIGITS);
}

static bool read_form(PatternSet *set, const char *folder, const char *name, bool try_samples, GError **error) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(YamlFile) file = yaml_file_read(path, name, error);
  return file && form_patterns_add(set->forms, file, set->by_id, try_samples, error);
}

PatternSet *pattern_set_read(const char *folder, const char *tried, GError **error) {
  g_autoptr(GPtrArray) names = list_files(folder, error);
  if (!names) return NULL;
  g_autoptr(PatternSet) set = g_new0(PatternSet, 1);
  set->indicators = g_ptr_array_new_with_free_func((GDestroyNotify)indicator_free);
  set->by_id = g_hash_table_new(g_str_hash, g_str_equal);
  set->forms = form_patterns_new();
  g_autoptr(GPtrArray) forms = g_ptr_array_new();
  set->version = read_version(folder, names, forms, error);
  if (!set->version || !read_indicators(set, folder, error)) return NULL;
  const bool try_samples = g_strcmp0(set->version, tried) != 0;
  for (unsigned i = 0; i < forms->len; i++)
    if (!read_form(set, folder, g_ptr_array_index(forms, i), try_samples, error)) return NULL;
  if (g_ptr_array_find_with_equal_func(names, "prose.yaml", g_str_equal, NULL)) {
    set->prose = prose_patterns_read(folder, set->by_id, try_samples, error);
    if (!set->prose) return NULL;
  }
  return g_steal_pointer(&set);
}
