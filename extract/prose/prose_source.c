#include "prose/prose_source.h"

#include <string.h>

static void clear_sample(Sample *sample) { g_free(sample->text); }

bool source_failed(const ProseSource *source) { return *source->error != NULL; }

char *source_place(const ProseSource *source, const YamlNode *node) {
  return g_strdup_printf("%s:%d", source->file->name, node->line);
}

/* The children of `key` when it is a list or a map (which it must be), else none. */
const GPtrArray *source_list(ProseSource *source, const YamlNode *map, const char *key) {
  static const GPtrArray none = {NULL, 0};
  if (source_failed(source)) return &none;
  const YamlNode *node = yaml_get(map, key);
  if (!node) yaml_fail(source->file, map, 0, source->error, "'%s' is missing", key);
  else if (!node->children) yaml_fail(source->file, node, 0, source->error, "'%s' must be a list or a map", key);
  else return node->children;
  return &none;
}

void source_words(ProseSource *source, const char *key, const char *const *keys, char ***const *places) {
  source_list(source, source->file->root, key);
  const YamlNode *map = source_failed(source) ? NULL : yaml_get(source->file->root, key);
  if (!map || !yaml_check_keys(source->file, map, keys, source->error)) return;
  for (unsigned i = 0; keys[i] && !source_failed(source); i++) {
    source_list(source, map, keys[i]);
    if (!source_failed(source)) yaml_texts(source->file, map, keys[i], places[i], source->error);
  }
}

/* The regular expression of a node, with its fragments put in. */
static char *expand(const ProseSource *source, const char *text) {
  g_autoptr(GString) expanded = g_string_new(text);
  GHashTableIter each;
  gpointer name, fragment;
  if (source->fragments && strstr(text, "{{")) {
    g_hash_table_iter_init(&each, source->fragments);
    while (g_hash_table_iter_next(&each, &name, &fragment)) g_string_replace(expanded, name, fragment, 0);
  }
  return g_strdup(expanded->str);
}

Regex *source_compile(ProseSource *source, const YamlNode *node, Anchor anchor) {
  if (source_failed(source)) return NULL;
  if (node->kind != YAML_SCALAR) {
    yaml_fail(source->file, node, 0, source->error, "a regular expression wanted here");
    return NULL;
  }
  g_autofree char *expanded = expand(source, node->text);
  const char *unknown = strstr(expanded, "{{");
  if (unknown) {
    yaml_fail(source->file, node, 0, source->error, "unknown fragment '%.*s'", (int)strcspn(unknown, "}") + 2, unknown);
    return NULL;
  }
  g_autoptr(GError) trouble = NULL;
  size_t offset = 0;
  Regex *regex = regex_new(expanded, anchor, &offset, &trouble);
  /* The offset is one of the expanded text: it is a place in the file only where no fragment comes before it. */
  bool exact = g_str_equal(expanded, node->text);
  if (regex) g_ptr_array_add(source->regexes, regex);
  else yaml_fail(source->file, node, exact ? offset : 0, source->error, "bad pattern: %s", trouble->message);
  return regex;
}

Regex *source_regex(ProseSource *source, const YamlNode *map, const char *key, Anchor anchor) {
  const YamlNode *node = source_failed(source) ? NULL : yaml_get(map, key);
  return node ? source_compile(source, node, anchor) : NULL;
}

Regex *source_required_regex(ProseSource *source, const YamlNode *map, const char *key, Anchor anchor) {
  if (!source_failed(source) && !yaml_get(map, key))
    yaml_fail(source->file, map, 0, source->error, "'%s' is missing", key);
  return source_regex(source, map, key, anchor);
}

static void samples_of(ProseSource *source, const YamlNode *map, const char *key, bool lookalike, GArray *samples) {
  const GPtrArray *list = source_list(source, map, key);
  for (unsigned i = 0; i < list->len && !source_failed(source); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    const char *open = node->text ? strstr(node->text, "[[") : NULL;
    const char *close = open ? strstr(open, "]]") : NULL;
    /* A bracket may belong to the numeral itself: [[苏公通[2021]15号]]. */
    for (const char *more = close; more; more = strstr(more + 1, "]]")) close = more;
    if (!close) {
      yaml_fail(source->file, node, 0, source->error, "a text with [[ ]] around the numeral wanted here");
      return;
    }
    g_array_set_size(samples, samples->len + 1);
    Sample *sample = &g_array_index(samples, Sample, samples->len - 1);
    sample->lookalike = lookalike;
    sample->node = node;
    sample->text = g_strdup_printf("%.*s%.*s%s", (int)(open - node->text), node->text, (int)(close - open - 2),
                                   open + 2, close + 2);
    sample->from = (size_t)(open - node->text);
    sample->to = (size_t)(close - 2 - node->text);
  }
}

/* Every pattern shows what it is for and what it must leave alone. */
GArray *source_samples(ProseSource *source, const YamlNode *map) {
  if (!source->try_samples) return NULL;
  GArray *samples = g_array_new(FALSE, TRUE, sizeof(Sample));
  g_array_set_clear_func(samples, (GDestroyNotify)clear_sample);
  samples_of(source, map, "samples", false, samples);
  samples_of(source, map, "lookalikes", true, samples);
  return samples;
}

QuantityMark source_mark(ProseSource *source, const YamlNode *map) {
  const char *name = yaml_text(map, "mark", "none");
  for (int i = 0; i < QUANTITY_MARKS; i++)
    if (g_str_equal(name, quantity_mark_names[i])) return (QuantityMark)(1 << i);
  if (!g_str_equal(name, "none"))
    yaml_fail(source->file, yaml_get(map, "mark"), 0, source->error, "unknown mark '%s'", name);
  return MARK_NONE;
}

void source_fragments(ProseSource *source) {
  source->fragments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  const GPtrArray *list = source_list(source, source->file->root, "fragments");
  for (unsigned i = 0; i < list->len; i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    if (node->text)
      g_hash_table_insert(source->fragments, g_strdup_printf("{{%s}}", node->key), expand(source, node->text));
  }
}
