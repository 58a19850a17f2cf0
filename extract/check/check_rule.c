#include "check/check_rule.h"

#include "base/yaml.h"
#include "figure/form.h"

#include <string.h>

const char *const check_columns[CHECK_COLUMN_COUNT] = {"_nat", "_com", "_res", "_ngo", "_law", "_oth", ""};

static void term_free(CheckTerm *term) {
  g_free(term->id);
  g_free(term);
}

static void relation_free(CheckRelation *relation) {
  if (!relation) return;
  g_free(relation->text);
  g_ptr_array_unref(relation->left);
  g_ptr_array_unref(relation->right);
  g_free(relation);
}

static void rule_free(CheckRule *rule) {
  g_free(rule->id);
  g_strfreev(rule->forms);
  regex_free(rule->words);
  regex_free(rule->beside);
  relation_free(rule->relation);
  relation_free(rule->alternative);
  g_free(rule->place);
  g_free(rule);
}

static void derived_free(CheckDerived *derived) {
  g_free(derived->id);
  g_strfreev(derived->forms);
  g_strfreev(derived->parts);
  g_free(derived);
}

void check_rules_free(CheckRules *rules) {
  if (!rules) return;
  g_ptr_array_unref(rules->rules);
  g_ptr_array_unref(rules->derived);
  regex_free(rules->scope);
  g_free(rules);
}

bool check_form_fits(char *const *forms, const char *form) {
  return forms == NULL || g_strv_contains((const char *const *)forms, form);
}

/* A file of rules that is being read, and what its ids must be among. */
typedef struct Source {
  const YamlFile *file;
  const PatternSet *patterns;
  GError **error;
} Source;

/* The forms of a rule or sum, each of which there must be. */
static bool read_forms(const Source *source, const YamlNode *node, char ***ret) {
  if (!yaml_texts(source->file, node, "forms", ret, source->error)) return false;
  for (char **id = *ret; id && *id; id++)
    if (!form_find(source->patterns->forms, *id))
      return yaml_fail(source->file, yaml_get(node, "forms"), 0, source->error, "no form '%s' in this folder", *id);
  return true;
}

static bool check_id(const Source *source, const YamlNode *node, size_t offset, const char *id) {
  return pattern_indicator(source->patterns, id) ||
         yaml_fail(source->file, node, offset, source->error, "no indicator '%s' in the vocabulary", id);
}

static bool is_id_character(char c) { return g_ascii_isalnum(c) || strchr("._*()/", c) != NULL; }

/* One term; moves *at past it. NULL when there is none. */
static CheckTerm *read_term(const char **at, bool minus) {
  const char *end = *at;
  while (*end && is_id_character(*end)) end++;
  if (end == *at) return NULL;
  CheckTerm *term = g_new0(CheckTerm, 1);
  term->minus = minus;
  term->id = g_strndup(*at, (gsize)(end - *at));
  term->previous = g_str_has_prefix(term->id, "previous(") && g_str_has_suffix(term->id, ")");
  if (term->previous) {
    g_autofree char *whole = g_steal_pointer(&term->id);
    const size_t head = strlen("previous(");
    term->id = g_strndup(whole + head, strlen(whole) - head - 1);
  }
  term->children = g_str_equal(term->id, "sum(children)");
  *at = end;
  return term;
}

static void skip_blanks(const char **at) {
  while (g_ascii_isspace(**at)) (*at)++;
}

/* Terms with + and - between; stops at = or <= or the end. False when something else stands there. */
static bool read_side(const char **at, GPtrArray *terms) {
  bool minus = false;
  do {
    skip_blanks(at);
    CheckTerm *term = read_term(at, minus);
    if (!term) return false;
    g_ptr_array_add(terms, term);
    skip_blanks(at);
    minus = **at == '-';
  } while ((**at == '+' || **at == '-') && (*at)++);
  return true;
}

/* Whether the ids of the terms are indicators, their * left out; where it is all of the id's head, nobody can tell. */
static bool check_terms(const Source *source, const YamlNode *node, const CheckRelation *relation,
                        const GPtrArray *terms) {
  static const char *const others[] = {"prose", "table", "whole", "share", "part/whole", "sum(parts)", NULL};
  for (guint i = 0; i < terms->len; i++) {
    const CheckTerm *term = terms->pdata[i];
    if (term->children || *term->id == '*' || g_strv_contains(others, term->id)) continue;
    g_auto(GStrv) around = g_strsplit(term->id, "*", -1);
    g_autofree char *id = g_strjoinv("", around);
    size_t offset = (size_t)(strstr(relation->text, term->id) - relation->text);
    if (!check_id(source, node, offset, id)) return false;
  }
  return true;
}

static CheckRelation *read_relation(const Source *source, const YamlNode *node) {
  CheckRelation *relation = g_new0(CheckRelation, 1);
  relation->text = g_strstrip(g_strdup(node->text));
  relation->left = g_ptr_array_new_with_free_func((GDestroyNotify)term_free);
  relation->right = g_ptr_array_new_with_free_func((GDestroyNotify)term_free);
  const char *at = relation->text;
  bool good = read_side(&at, relation->left);
  relation->at_most = good && g_str_has_prefix(at, "<=");
  good = good && (relation->at_most || *at == '=');
  if (good) at += relation->at_most ? 2 : 1;
  good = good && read_side(&at, relation->right) && *at == '\0';
  if (!good)
    yaml_fail(source->file, node, (size_t)(at - relation->text), source->error,
              "not a relation: ids with + and -, one = or <=");
  if (good && check_terms(source, node, relation, relation->left) &&
      check_terms(source, node, relation, relation->right))
    return relation;
  relation_free(relation);
  return NULL;
}

static bool read_over(const Source *source, const YamlNode *node, CheckOver *ret) {
  static const char *const names[] = {"", "rows", "columns", "prose", "wholes", "shares", "years"};
  const YamlNode *over = yaml_get(node, "for");
  *ret = CHECK_ONCE;
  if (!over) return true;
  for (size_t i = 1; i < G_N_ELEMENTS(names); i++)
    if (g_strcmp0(over->text, names[i]) == 0) *ret = (CheckOver)i;
  return *ret != CHECK_ONCE ||
         yaml_fail(source->file, over, 0, source->error, "'for' is rows, columns, prose, wholes, shares or years");
}

/* The regex under `key`, or NULL when there is none; false when it does not compile. */
static bool read_regex(const Source *source, const YamlNode *map, const char *key, Regex **ret) {
  const YamlNode *node = yaml_get(map, key);
  if (!node) return true;
  size_t offset = 0;
  g_autoptr(GError) trouble = NULL;
  *ret = regex_new(node->text ? node->text : "(", ANCHOR_NONE, &offset, &trouble);
  return *ret || yaml_fail(source->file, node, offset, source->error, "%s", trouble->message);
}

static bool read_rule(const Source *source, const YamlNode *node, CheckRule *rule) {
  static const char *const known[] = {"check", "forms", "for", "words", "beside", "relation", "or", "notice", NULL};
  if (!yaml_check_keys(source->file, node, known, source->error)) return false;
  const YamlNode *relation = yaml_get(node, "relation");
  const YamlNode *alternative = yaml_get(node, "or");
  if (!yaml_text(node, "check", NULL) || !relation || relation->kind != YAML_SCALAR)
    return yaml_fail(source->file, node, 0, source->error, "a rule needs 'check' and 'relation'");
  rule->id = g_strdup(yaml_text(node, "check", ""));
  rule->place = g_strdup_printf("%s:%d", source->file->name, node->line);
  return read_forms(source, node, &rule->forms) && read_over(source, node, &rule->over) &&
         read_regex(source, node, "words", &rule->words) && read_regex(source, node, "beside", &rule->beside) &&
         yaml_flag(source->file, node, "notice", &rule->notice, source->error) &&
         (rule->relation = read_relation(source, relation)) &&
         (!alternative || (rule->alternative = read_relation(source, alternative)));
}

static bool read_leaps(const Source *source, CheckRules *rules) {
  static const char *const known[] = {"factor", "least", NULL};
  const YamlNode *leaps = yaml_get(source->file->root, "leaps");
  if (!leaps) return true;
  if (!yaml_check_keys(source->file, leaps, known, source->error)) return false;
  return (decimal_parse(yaml_text(leaps, "factor", ""), &rules->leap_factor) &&
          decimal_parse(yaml_text(leaps, "least", ""), &rules->leap_least)) ||
         yaml_fail(source->file, leaps, 0, source->error,
                   "leaps want a factor and the least that counts, both numbers");
}

static bool read_checks(const Source *source, CheckRules *rules) {
  static const char *const known[] = {"checks", "scope", "leaps", NULL};
  const YamlNode *root = source->file->root;
  const GPtrArray *list = yaml_check_keys(source->file, root, known, source->error)
                              ? yaml_list(source->file, root, "checks", source->error)
                              : NULL;
  for (guint i = 0; list && i < list->len; i++) {
    CheckRule *rule = g_new0(CheckRule, 1);
    g_ptr_array_add(rules->rules, rule);
    if (!read_rule(source, list->pdata[i], rule)) return false;
  }
  return list && read_regex(source, root, "scope", &rules->scope) && read_leaps(source, rules);
}

static bool read_sum(const Source *source, const YamlNode *node, CheckDerived *sum) {
  static const char *const known[] = {"id", "forms", "sum", NULL};
  if (!yaml_check_keys(source->file, node, known, source->error)) return false;
  sum->id = g_strdup(yaml_text(node, "id", ""));
  if (!read_forms(source, node, &sum->forms) || !yaml_texts(source->file, node, "sum", &sum->parts, source->error))
    return false;
  if (!*sum->id || !sum->parts)
    return yaml_fail(source->file, node, 0, source->error, "a derived sum needs 'id' and 'sum'");
  bool good = check_id(source, yaml_get(node, "id"), 0, sum->id);
  for (char **part = sum->parts; good && *part; part++) good = check_id(source, yaml_get(node, "sum"), 0, *part);
  return good;
}

static bool read_derived(const Source *source, CheckRules *rules) {
  const YamlNode *root = source->file->root;
  if (!yaml_check_keys(source->file, root, (const char *const[]){"derived", NULL}, source->error)) return false;
  const GPtrArray *list = yaml_list(source->file, root, "derived", source->error);
  for (guint i = 0; list && i < list->len; i++) {
    CheckDerived *sum = g_new0(CheckDerived, 1);
    g_ptr_array_add(rules->derived, sum);
    if (!read_sum(source, list->pdata[i], sum)) return false;
  }
  return list != NULL;
}

static bool read_file(const char *folder, const char *name, const PatternSet *patterns, CheckRules *rules,
                      bool (*read)(const Source *, CheckRules *), GError **error) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(YamlFile) file = yaml_file_read(path, name, error);
  return file && read(&(Source){file, patterns, error}, rules);
}

CheckRules *check_rules_read(const char *folder, const PatternSet *patterns, GError **error) {
  g_autoptr(CheckRules) rules = g_new0(CheckRules, 1);
  rules->rules = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
  rules->derived = g_ptr_array_new_with_free_func((GDestroyNotify)derived_free);
  bool good = read_file(folder, "checks.yaml", patterns, rules, read_checks, error) &&
              read_file(folder, "derived.yaml", patterns, rules, read_derived, error);
  return good ? g_steal_pointer(&rules) : NULL;
}
