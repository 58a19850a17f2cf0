#include "base/word_list.h"

static bool check_keys(const YamlFile *file, const WordList *lists, size_t n, GError **error) {
  g_autofree const char **known = g_new0(const char *, n + 1);
  for (size_t i = 0; i < n; i++) known[i] = lists[i].key;
  if (!yaml_check_keys(file, file->root, known, error)) return false;
  for (size_t i = 0; i < n; i++)
    if (!yaml_get(file->root, lists[i].key))
      return yaml_fail(file, file->root, 0, error, "'%s' is missing", lists[i].key);
  return true;
}

static bool read_regex(const YamlFile *file, const WordList *list, GError **error) {
  const YamlNode *node = yaml_get(file->root, list->key);
  if (node->kind != YAML_SCALAR) return yaml_fail(file, node, 0, error, "'%s' wants a regular expression", list->key);
  size_t offset = 0;
  g_autoptr(GError) trouble = NULL;
  *list->regex = regex_new(node->text, ANCHOR_NONE, &offset, &trouble);
  return *list->regex || yaml_fail(file, node, offset, error, "%s", trouble->message);
}

bool word_lists_read(const YamlFile *file, const WordList *lists, size_t n, GError **error) {
  if (!check_keys(file, lists, n, error)) return false;
  for (size_t i = 0; i < n; i++) {
    char **words = NULL;
    if (lists[i].words && !yaml_texts(file, file->root, lists[i].key, &words, error)) return false;
    if (lists[i].words) *lists[i].words = (const char *const *)words;
    if (lists[i].regex && !read_regex(file, &lists[i], error)) return false;
  }
  return true;
}

void word_lists_clear(const WordList *lists, size_t n) {
  for (size_t i = 0; i < n; i++) {
    if (lists[i].words) g_strfreev((char **)*lists[i].words);
    if (lists[i].regex) regex_free(*lists[i].regex);
  }
}
