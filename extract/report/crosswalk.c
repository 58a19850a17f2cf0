#include "report/crosswalk.h"

#include "base/decimal.h"
#include "base/yaml.h"
#include "figure/form.h"

const char *const crosswalk_relations[CROSSWALK_NONE + 1] = {"exactMatch",  "closeMatch",   "broadMatch",
                                                             "narrowMatch", "relatedMatch", "none"};

static void line_free(CrosswalkLine *line) {
  g_strfreev(line->from);
  g_strfreev(line->to);
  g_free(line->note);
  g_free(line->place);
  g_free(line);
}

static bool read_ids(const YamlFile *file, const YamlNode *line, const char *key, const PatternSet *patterns,
                     char ***ret_ids, GError **error) {
  if (!yaml_texts(file, line, key, ret_ids, error)) return false;
  if (!*ret_ids) return yaml_fail(file, line, 0, error, "'%s' is missing: a list of ids", key);
  for (char **id = *ret_ids; *id; id++)
    if (!pattern_indicator(patterns, *id))
      return yaml_fail(file, yaml_get(line, key), 0, error, "no indicator '%s' in the vocabulary", *id);
  return true;
}

static const YamlNode *find_relation(const YamlNode *map, CrosswalkRelation *ret) {
  const YamlNode *found = NULL;
  for (int relation = 0; relation <= CROSSWALK_NONE && !found; relation++) {
    found = yaml_get(map, crosswalk_relations[relation]);
    *ret = (CrosswalkRelation)relation;
  }
  return found;
}

static bool all_on(const Form *form, char *const *ids) {
  bool all = *ids != NULL;
  for (; all && *ids; ids++) all = g_hash_table_contains(form->indicators, *ids);
  return all;
}

/* What one form counts apart is not the same thing. */
static bool check_join(const YamlFile *file, const YamlNode *node, const CrosswalkLine *line,
                       const PatternSet *patterns, GError **error) {
  if (line->relation > CROSSWALK_CLOSE) return true;
  const GPtrArray *forms = patterns->forms->forms;
  for (guint i = 0; i < forms->len; i++) {
    const Form *form = forms->pdata[i];
    if (all_on(form, line->from) && all_on(form, line->to))
      return yaml_fail(file, node, 0, error, "both sides of this join stand on form '%s'", form->id);
  }
  return (line->from[0] && line->to[0]) || yaml_fail(file, node, 0, error, "a join wants both sides");
}

/* The sum of "1 + 2"; false when the text is none of so many numbers. */
static bool sum_of(const char *text, guint count, Decimal *ret) {
  g_auto(GStrv) words = g_strsplit(text, "+", -1);
  *ret = (Decimal){0, 0};
  bool good = g_strv_length(words) == count;
  for (char **word = words; good && *word; word++) {
    Decimal value;
    good = decimal_parse(g_strstrip(*word), &value) && decimal_add(*ret, value, ret);
  }
  return good;
}

static bool check_samples(const YamlFile *file, const YamlNode *samples, const CrosswalkLine *line, GError **error) {
  for (guint i = 0; samples && samples->kind == YAML_LIST && i < samples->children->len; i++) {
    const YamlNode *sample = samples->children->pdata[i];
    g_auto(GStrv) sides = g_strsplit(sample->text ? sample->text : "", "=", 2);
    Decimal left, right;
    if (g_strv_length(sides) != 2 || !sum_of(sides[0], g_strv_length(line->from), &left) ||
        !sum_of(sides[1], g_strv_length(line->to), &right) || decimal_compare(left, right) != 0)
      return yaml_fail(file, sample, 0, error, "not a sum of this join's two sides");
  }
  return true;
}

static CrosswalkLine *line_new(const YamlFile *file, const YamlNode *node) {
  CrosswalkLine *line = g_new0(CrosswalkLine, 1);
  line->note = g_strdup(yaml_text(node, "note", ""));
  line->place = g_strdup_printf("%s:%d", file->name, node->line);
  return line;
}

static bool read_line(const YamlFile *file, const YamlNode *node, const PatternSet *patterns, GPtrArray *lines,
                      GError **error) {
  static const char *const known[] = {"from",         "exactMatch", "closeMatch", "broadMatch", "narrowMatch",
                                      "relatedMatch", "none",       "note",       "samples",    NULL};
  if (!yaml_check_keys(file, node, known, error)) return false;
  CrosswalkLine *line = line_new(file, node);
  g_ptr_array_add(lines, line);
  const YamlNode *to = find_relation(node, &line->relation);
  if (!to) return yaml_fail(file, node, 0, error, "wants one of exactMatch, closeMatch ... none");
  return read_ids(file, node, "from", patterns, &line->from, error) &&
         read_ids(file, node, to->key, patterns, &line->to, error) && check_join(file, node, line, patterns, error) &&
         check_samples(file, yaml_get(node, "samples"), line, error);
}

GPtrArray *crosswalk_read(const char *folder, const PatternSet *patterns, GError **error) {
  g_autofree char *path = g_build_filename(folder, "crosswalk.yaml", NULL);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  g_autoptr(YamlFile) file = yaml_file_read(path, "crosswalk.yaml", error);
  if (!file) return NULL;
  if (!yaml_check_keys(file, file->root, (const char *const[]){"crosswalk", NULL}, error)) return NULL;
  const GPtrArray *list = yaml_list(file, file->root, "crosswalk", error);
  for (guint i = 0; list && i < list->len; i++)
    if (!read_line(file, list->pdata[i], patterns, lines, error)) return NULL;
  return list ? g_steal_pointer(&lines) : NULL;
}
