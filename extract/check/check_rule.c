#include "check/check_rule.h"

#include "base/yaml.h"

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

/* The scalars of a list; NULL when the key is not there. */
static char **read_words(const YamlNode *map, const char *key) {
  const YamlNode *list = yaml_get(map, key);
  if (!list || list->kind != YAML_LIST) return NULL;
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  for (guint i = 0; i < list->children->len; i++) {
    const YamlNode *child = list->children->pdata[i];
    if (child->kind == YAML_SCALAR) g_strv_builder_add(words, child->text);
  }
  return g_strv_builder_end(words);
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

static CheckRelation *read_relation(const YamlFile *file, const YamlNode *node, GError **error) {
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
  if (good) return relation;
  yaml_fail(file, node, (size_t)(at - relation->text), error, "not a relation: ids with + and -, one = or <=");
  relation_free(relation);
  return NULL;
}

static bool read_over(const YamlFile *file, const YamlNode *node, CheckOver *ret, GError **error) {
  static const char *const names[] = {"", "rows", "columns", "prose", "wholes", "shares", "years"};
  const YamlNode *over = yaml_get(node, "for");
  *ret = CHECK_ONCE;
  if (!over) return true;
  for (size_t i = 1; i < G_N_ELEMENTS(names); i++)
    if (g_strcmp0(over->text, names[i]) == 0) *ret = (CheckOver)i;
  return *ret != CHECK_ONCE ||
         yaml_fail(file, over, 0, error, "'for' is rows, columns, prose, wholes, shares or years");
}

/* The regex under `key`, or NULL when there is none; false when it does not compile. */
static bool read_regex(const YamlFile *file, const YamlNode *map, const char *key, Regex **ret, GError **error) {
  const YamlNode *node = yaml_get(map, key);
  if (!node) return true;
  size_t offset = 0;
  g_autoptr(GError) trouble = NULL;
  *ret = regex_new(node->text ? node->text : "(", ANCHOR_NONE, &offset, &trouble);
  return *ret || yaml_fail(file, node, offset, error, "%s", trouble->message);
}

static CheckRule *read_rule(const YamlFile *file, const YamlNode *node, GError **error) {
  static const char *const known[] = {"check", "forms", "for", "words", "relation", "or", "notice", NULL};
  if (!yaml_check_keys(file, node, known, error)) return NULL;
  const YamlNode *relation = yaml_get(node, "relation");
  const YamlNode *alternative = yaml_get(node, "or");
  if (!yaml_text(node, "check", NULL) || !relation || relation->kind != YAML_SCALAR) {
    yaml_fail(file, node, 0, error, "a rule needs 'check' and 'relation'");
    return NULL;
  }
  CheckRule *rule = g_new0(CheckRule, 1);
  rule->id = g_strdup(yaml_text(node, "check", ""));
  rule->forms = read_words(node, "forms");
  rule->notice = g_str_equal(yaml_text(node, "notice", "no"), "yes");
  rule->place = g_strdup_printf("%s:%d", file->name, node->line);
  bool good = read_over(file, node, &rule->over, error) && read_regex(file, node, "words", &rule->words, error) &&
              (rule->relation = read_relation(file, relation, error));
  if (good && alternative) good = (rule->alternative = read_relation(file, alternative, error)) != NULL;
  if (good) return rule;
  rule_free(rule);
  return NULL;
}

static bool read_leaps(const YamlFile *file, CheckRules *rules, GError **error) {
  static const char *const known[] = {"factor", "least", NULL};
  const YamlNode *leaps = yaml_get(file->root, "leaps");
  if (!leaps) return true;
  if (!yaml_check_keys(file, leaps, known, error)) return false;
  return (decimal_parse(yaml_text(leaps, "factor", ""), &rules->leap_factor) &&
          decimal_parse(yaml_text(leaps, "least", ""), &rules->leap_least)) ||
         yaml_fail(file, leaps, 0, error, "leaps want a factor and the least that counts, both numbers");
}

static bool read_rules(const char *path, CheckRules *rules, GError **error) {
  g_autoptr(YamlFile) file = yaml_file_read(path, "checks.yaml", error);
  if (!file) return false;
  const YamlNode *list = yaml_get(file->root, "checks");
  if (!list || list->kind != YAML_LIST) return yaml_fail(file, file->root, 0, error, "no list 'checks'");
  for (guint i = 0; i < list->children->len; i++) {
    CheckRule *rule = read_rule(file, list->children->pdata[i], error);
    if (!rule) return false;
    g_ptr_array_add(rules->rules, rule);
  }
  return read_regex(file, file->root, "scope", &rules->scope, error) && read_leaps(file, rules, error);
}

static bool read_derived(const char *path, CheckRules *rules, GError **error) {
  static const char *const known[] = {"id", "forms", "zh", "en", "unit", "sum", NULL};
  g_autoptr(YamlFile) file = yaml_file_read(path, "derived.yaml", error);
  if (!file) return false;
  const YamlNode *list = yaml_get(file->root, "derived");
  for (guint i = 0; list && list->kind == YAML_LIST && i < list->children->len; i++) {
    const YamlNode *node = list->children->pdata[i];
    if (!yaml_check_keys(file, node, known, error)) return false;
    CheckDerived *derived = g_new0(CheckDerived, 1);
    g_ptr_array_add(rules->derived, derived);
    derived->id = g_strdup(yaml_text(node, "id", ""));
    derived->forms = read_words(node, "forms");
    derived->parts = read_words(node, "sum");
    if (!*derived->id || !derived->parts) return yaml_fail(file, node, 0, error, "a derived sum needs 'id' and 'sum'");
  }
  return true;
}

CheckRules *check_rules_read(const char *folder, GError **error) {
  g_autofree char *checks = g_build_filename(folder, "checks.yaml", NULL);
  g_autofree char *derived = g_build_filename(folder, "derived.yaml", NULL);
  g_autoptr(CheckRules) rules = g_new0(CheckRules, 1);
  rules->rules = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
  rules->derived = g_ptr_array_new_with_free_func((GDestroyNotify)derived_free);
  if (!read_rules(checks, rules, error) || !read_derived(derived, rules, error)) return NULL;
  return g_steal_pointer(&rules);
}
