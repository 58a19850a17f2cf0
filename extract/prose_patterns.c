#include "prose_patterns.h"

#include <string.h>

/* A file that is being read; once `error` is set the rest is passed over. */
typedef struct Reader {
  YamlFile *file;
  GHashTable *fragments; /* name -> regular expression; NULL when the file has none */
  GError **error;
} Reader;

typedef enum Anchor { ANCHOR_NONE, ANCHOR_START } Anchor;

const char *const quantity_mark_names[QUANTITY_MARKS] = {"about",    "ambiguous", "at-least",     "at-most",
                                                         "decrease", "increase",  "unit-missing", "worded"};

static void numeral_pattern_free(NumeralPattern *pattern) {
  g_free(pattern->class);
  g_free(pattern->place);
  regex_free(pattern->match);
  regex_free(pattern->before);
  g_clear_pointer(&pattern->samples, g_array_unref);
  g_free(pattern);
}

static void context_pattern_free(ContextPattern *pattern) {
  regex_free(pattern->before);
  regex_free(pattern->match);
  g_free(pattern->place);
  g_clear_pointer(&pattern->samples, g_array_unref);
  g_free(pattern);
}

static void indicator_ids_clear(IndicatorIds *ids) {
  g_free(ids->early);
  g_free(ids->y2014);
  g_free(ids->y2019);
}

static void zero_pattern_free(ZeroPattern *pattern) {
  regex_free(pattern->match);
  g_free(pattern->unit);
  indicator_ids_clear(&pattern->ids);
  indicator_ids_clear(&pattern->second);
  g_free(pattern->place);
  g_clear_pointer(&pattern->samples, g_array_unref);
  g_free(pattern);
}

static void narrative_pattern_free(NarrativePattern *pattern) {
  indicator_ids_clear(&pattern->ids);
  regex_free(pattern->in);
  regex_free(pattern->sentence);
  regex_free(pattern->words);
  regex_free(pattern->not );
  regex_free(pattern->unless);
  g_free(pattern->under);
  g_strfreev(pattern->units);
  g_free(pattern->place);
  g_free(pattern->title);
  g_clear_pointer(&pattern->samples, g_array_unref);
  g_free(pattern);
}

static void clear_sample(Sample *sample) { g_free(sample->text); }
static void clear_bound(BoundWord *bound) { g_free(bound->word); }
static void clear_scale(Scale *scale) { g_free(scale->word); }

static bool failed(const Reader *reader) { return *reader->error != NULL; }

static char *place_of(const Reader *reader, const YamlNode *node) {
  return g_strdup_printf("%s:%d", reader->file->name, node->line);
}

/* The children of `key` when it is a list or a map (which it must be), else none. */
static const GPtrArray *list_of(Reader *reader, const YamlNode *map, const char *key) {
  static const GPtrArray none = {NULL, 0};
  if (failed(reader)) return &none;
  const YamlNode *node = yaml_get(map, key);
  if (!node) yaml_fail(reader->file, map, 0, reader->error, "'%s' is missing", key);
  else if (!node->children) yaml_fail(reader->file, node, 0, reader->error, "'%s' must be a list or a map", key);
  else return node->children;
  return &none;
}

/* The regular expression of a node, with its fragments put in. */
static char *expand(const Reader *reader, const char *text) {
  g_autoptr(GString) expanded = g_string_new(text);
  GHashTableIter each;
  gpointer name, fragment;
  if (reader->fragments) {
    g_hash_table_iter_init(&each, reader->fragments);
    while (g_hash_table_iter_next(&each, &name, &fragment)) g_string_replace(expanded, name, fragment, 0);
  }
  return g_strdup(expanded->str);
}

static Regex *compile(Reader *reader, const YamlNode *node, Anchor anchor) {
  if (failed(reader)) return NULL;
  if (node->kind != YAML_SCALAR) {
    yaml_fail(reader->file, node, 0, reader->error, "a regular expression wanted here");
    return NULL;
  }
  g_autofree char *expanded = expand(reader, node->text);
  g_autofree char *whole = anchor == ANCHOR_START ? g_strconcat("\\G(?:", expanded, ")", NULL) : g_strdup(expanded);
  g_autoptr(GError) trouble = NULL;
  size_t offset = 0;
  Regex *regex = regex_new(whole, &offset, &trouble);
  /* The offset is one of the expanded text: it is a place in the file only where no fragment comes before it. */
  bool exact = g_str_equal(expanded, node->text);
  size_t lead = anchor == ANCHOR_START ? strlen("\\G(?:") : 0;
  if (!regex)
    yaml_fail(reader->file, node, exact && offset > lead ? offset - lead : 0, reader->error, "bad pattern: %s",
              trouble->message);
  return regex;
}

static Regex *compile_key(Reader *reader, const YamlNode *map, const char *key, Anchor anchor) {
  const YamlNode *node = failed(reader) ? NULL : yaml_get(map, key);
  return node ? compile(reader, node, anchor) : NULL;
}

static Regex *compile_required(Reader *reader, const YamlNode *map, const char *key, Anchor anchor) {
  if (!failed(reader) && !yaml_get(map, key)) yaml_fail(reader->file, map, 0, reader->error, "'%s' is missing", key);
  return compile_key(reader, map, key, anchor);
}

static void read_samples_of(Reader *reader, const YamlNode *map, const char *key, bool lookalike, GArray *samples) {
  const GPtrArray *list = list_of(reader, map, key);
  for (unsigned i = 0; i < list->len && !failed(reader); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    const char *open = node->text ? strstr(node->text, "[[") : NULL;
    const char *close = open ? strstr(open, "]]") : NULL;
    /* A bracket may belong to the numeral itself: [[苏公通[2021]15号]]. */
    for (const char *more = close; more; more = strstr(more + 1, "]]")) close = more;
    if (!close) {
      yaml_fail(reader->file, node, 0, reader->error, "a text with [[ ]] around the numeral wanted here");
      return;
    }
    Sample sample = {.lookalike = lookalike, .node = node};
    sample.text = g_strdup_printf("%.*s%.*s%s", (int)(open - node->text), node->text, (int)(close - open - 2), open + 2,
                                  close + 2);
    sample.from = (size_t)(open - node->text);
    sample.to = (size_t)(close - 2 - node->text);
    g_array_append_val(samples, sample);
  }
}

/* Every pattern shows what it is for and what it must leave alone. */
static GArray *read_samples(Reader *reader, const YamlNode *map) {
  GArray *samples = g_array_new(FALSE, FALSE, sizeof(Sample));
  g_array_set_clear_func(samples, (GDestroyNotify)clear_sample);
  read_samples_of(reader, map, "samples", false, samples);
  read_samples_of(reader, map, "lookalikes", true, samples);
  return samples;
}

static QuantityMark read_mark(Reader *reader, const YamlNode *map) {
  const char *name = yaml_text(map, "mark", "none");
  for (int i = 0; i < QUANTITY_MARKS; i++)
    if (g_str_equal(name, quantity_mark_names[i])) return (QuantityMark)(1 << i);
  if (!g_str_equal(name, "none")) yaml_fail(reader->file, yaml_get(map, "mark"), 0, reader->error, "unknown mark '%s'", name);
  return MARK_NONE;
}

static void read_fragments(Reader *reader) {
  reader->fragments = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  const GPtrArray *list = list_of(reader, reader->file->root, "fragments");
  for (unsigned i = 0; i < list->len; i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    if (node->text) g_hash_table_insert(reader->fragments, g_strdup_printf("{{%s}}", node->key), g_strdup(node->text));
  }
}

static NumeralWhere read_where(Reader *reader, const YamlNode *map) {
  const char *where = yaml_text(map, "where", "anywhere");
  if (g_str_equal(where, "furniture")) return NUMERAL_IN_FURNITURE;
  if (g_str_equal(where, "table")) return NUMERAL_IN_TABLE;
  if (!g_str_equal(where, "anywhere"))
    yaml_fail(reader->file, yaml_get(map, "where"), 0, reader->error, "'furniture' or 'table' wanted here");
  return NUMERAL_ANYWHERE;
}

static void read_class(Reader *reader, const YamlNode *map, GPtrArray *patterns) {
  static const char *const known[] = {"match", "before", "where", "samples", "lookalikes", NULL};
  const char *class = yaml_text(map, "class", "");
  const GPtrArray *list = list_of(reader, map, "patterns");
  for (unsigned i = 0; i < list->len && !failed(reader); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    if (!yaml_check_keys(reader->file, node, known, reader->error)) return;
    NumeralPattern *pattern = g_new0(NumeralPattern, 1);
    g_ptr_array_add(patterns, pattern);
    pattern->class = g_strdup(class);
    pattern->place = place_of(reader, node);
    pattern->match = compile_required(reader, node, "match", ANCHOR_START);
    pattern->before = compile_key(reader, node, "before", ANCHOR_NONE);
    pattern->where = read_where(reader, node);
    pattern->samples = read_samples(reader, node);
  }
}

static void read_numerals(Reader *reader, ProsePatterns *patterns) {
  read_fragments(reader);
  const GPtrArray *list = list_of(reader, reader->file->root, "classes");
  for (unsigned i = 0; i < list->len && !failed(reader); i++)
    read_class(reader, g_ptr_array_index(list, i), patterns->numerals);
  g_clear_pointer(&reader->fragments, g_hash_table_unref);
}

static void read_unit_words(Reader *reader, ProsePatterns *patterns, const char *key, UnitKind kind) {
  const char *words = yaml_text(yaml_get(reader->file->root, "units"), key, "");
  g_auto(GStrv) each = g_strsplit_set(words, " \n", -1);
  for (int i = 0; each[i]; i++) {
    if (!*each[i]) continue;
    g_hash_table_insert(patterns->units, g_strdup(each[i]), GINT_TO_POINTER(kind));
    patterns->unit_length = MAX(patterns->unit_length, (unsigned)strlen(each[i]));
  }
}

static int by_length(const void *a, const void *b) { /* both begin with their word */
  size_t left = strlen(*(char *const *)a), right = strlen(*(char *const *)b);
  return (left < right) - (left > right);
}

static void read_bound_words(Reader *reader, const YamlNode *map, const char *key, GArray *words) {
  if (failed(reader) || !yaml_get(map, key)) return;
  const GPtrArray *list = list_of(reader, map, key);
  for (unsigned i = 0; i < list->len && !failed(reader); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    BoundWord word = {g_strdup(node->text ? node->text : ""), read_mark(reader, map)};
    g_array_append_val(words, word);
  }
  g_array_sort(words, by_length);
}

static void read_bounds(Reader *reader, const char *key, GArray *before, GArray *within, GArray *after) {
  const GPtrArray *list = list_of(reader, reader->file->root, key);
  for (unsigned i = 0; i < list->len; i++) {
    const YamlNode *map = g_ptr_array_index(list, i);
    read_bound_words(reader, map, "before", before);
    read_bound_words(reader, map, "within", within);
    read_bound_words(reader, map, "after", after);
  }
}

static void read_scales(Reader *reader, ProsePatterns *patterns) {
  const GPtrArray *list = list_of(reader, reader->file->root, "scales");
  for (unsigned i = 0; i < list->len; i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    Scale scale = {g_strdup(node->key ? node->key : ""), (int)g_ascii_strtoll(node->text ? node->text : "", NULL, 10)};
    g_array_append_val(patterns->scales, scale);
  }
  g_array_sort(patterns->scales, by_length);
}

static void read_contexts(Reader *reader, const char *key, GPtrArray *patterns) {
  static const char *const known[] = {"mark", "before", "match", "samples", "lookalikes", NULL};
  const GPtrArray *list = list_of(reader, reader->file->root, key);
  for (unsigned i = 0; i < list->len && !failed(reader); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    if (!yaml_check_keys(reader->file, node, known, reader->error)) return;
    ContextPattern *pattern = g_new0(ContextPattern, 1);
    g_ptr_array_add(patterns, pattern);
    pattern->mark = read_mark(reader, node);
    pattern->before = compile_required(reader, node, "before", ANCHOR_NONE);
    pattern->match = compile_key(reader, node, "match", ANCHOR_START);
    pattern->place = place_of(reader, node);
    pattern->samples = read_samples(reader, node);
  }
}

static void read_units(Reader *reader, ProsePatterns *patterns) {
  static const char *const known[] = {"units",     "no_units",   "scales", "bounds",
                                      "multiples", "directions", "bare",   "words", NULL};
  if (!yaml_check_keys(reader->file, reader->file->root, known, reader->error)) return;
  list_of(reader, reader->file->root, "units");
  if (failed(reader)) return;
  read_unit_words(reader, patterns, "measured", UNIT_MEASURED);
  read_unit_words(reader, patterns, "plural", UNIT_PLURAL);
  read_unit_words(reader, patterns, "counting", UNIT_COUNTING);
  const GPtrArray *list = list_of(reader, reader->file->root, "no_units");
  for (unsigned i = 0; i < list->len && !failed(reader); i++)
    g_ptr_array_add(patterns->no_units, compile(reader, g_ptr_array_index(list, i), ANCHOR_START));
  read_scales(reader, patterns);
  read_bounds(reader, "bounds", patterns->before, patterns->within, patterns->after);
  read_bounds(reader, "multiples", patterns->multiple_before, patterns->multiple_within, patterns->after);
  read_contexts(reader, "directions", patterns->directions);
  read_contexts(reader, "bare", patterns->bare);
  read_contexts(reader, "words", patterns->words);
}

/* One id for all eras, or one each: { early: , 2014: , 2019: } ("2019" is 2021 too). */
static IndicatorIds read_ids(Reader *reader, const YamlNode *map, const char *key) {
  static const char *const known[] = {"early", "2014", "2019", NULL};
  const YamlNode *node = yaml_get(map, key);
  if (!node) return (IndicatorIds){g_strdup(""), g_strdup(""), g_strdup("")};
  if (node->kind == YAML_SCALAR) return (IndicatorIds){g_strdup(node->text), g_strdup(node->text), g_strdup(node->text)};
  yaml_check_keys(reader->file, node, known, reader->error);
  return (IndicatorIds){g_strdup(yaml_text(node, "early", "")), g_strdup(yaml_text(node, "2014", "")),
                        g_strdup(yaml_text(node, "2019", ""))};
}

static void read_zero(Reader *reader, const YamlNode *node, GPtrArray *zeros) {
  static const char *const known[] = {"match", "unit", "id", "second", "samples", "lookalikes", NULL};
  if (!yaml_check_keys(reader->file, node, known, reader->error)) return;
  ZeroPattern *pattern = g_new0(ZeroPattern, 1);
  g_ptr_array_add(zeros, pattern);
  pattern->place = place_of(reader, node);
  pattern->unit = g_strdup(yaml_text(node, "unit", ""));
  pattern->ids = read_ids(reader, node, "id");
  pattern->second = read_ids(reader, node, "second");
  pattern->samples = read_samples(reader, node);
  pattern->match = compile_required(reader, node, "match", ANCHOR_START);
  if (failed(reader)) return;
  pattern->n = regex_group(pattern->match, "n");
  pattern->m = regex_group(pattern->match, "m");
  pattern->u = regex_group(pattern->match, "u");
  if (pattern->n < 0) yaml_fail(reader->file, node, 0, reader->error, "a group (?<n>...) is missing");
}

static void read_indicator(Reader *reader, const YamlNode *node, GPtrArray *indicators) {
  static const char *const known[] = {"id",     "in",   "sentence", "words", "not",     "under",
                                      "units",  "mark", "unless",   "title", "samples", "lookalikes", NULL};
  if (!yaml_check_keys(reader->file, node, known, reader->error)) return;
  NarrativePattern *pattern = g_new0(NarrativePattern, 1);
  g_ptr_array_add(indicators, pattern);
  pattern->place = place_of(reader, node);
  pattern->ids = read_ids(reader, node, "id");
  pattern->mark = read_mark(reader, node);
  pattern->under = g_strdup(yaml_text(node, "under", ""));
  pattern->title = g_strdup(yaml_text(node, "title", ""));
  if (yaml_get(node, "units")) pattern->units = g_strsplit(yaml_text(node, "units", ""), " ", -1);
  pattern->in = compile_key(reader, node, "in", ANCHOR_NONE);
  pattern->sentence = compile_key(reader, node, "sentence", ANCHOR_NONE);
  pattern->words = compile_required(reader, node, "words", ANCHOR_NONE);
  pattern->not = compile_key(reader, node, "not", ANCHOR_NONE);
  pattern->unless = compile_key(reader, node, "unless", ANCHOR_NONE);
  pattern->samples = read_samples(reader, node);
}

static void read_prose(Reader *reader, ProsePatterns *patterns) {
  static const char *const known[] = {"fragments", "own_words", "parts", "zeros", "indicators", NULL};
  const YamlNode *root = reader->file->root;
  if (!yaml_check_keys(reader->file, root, known, reader->error)) return;
  read_fragments(reader);
  list_of(reader, root, "own_words");
  if (failed(reader)) return;
  patterns->lead = compile_required(reader, yaml_get(root, "own_words"), "lead", ANCHOR_START);
  patterns->tail = compile_required(reader, yaml_get(root, "own_words"), "tail", ANCHOR_NONE);
  patterns->parts = compile_required(reader, root, "parts", ANCHOR_NONE);
  const GPtrArray *zeros = list_of(reader, root, "zeros");
  for (unsigned i = 0; i < zeros->len && !failed(reader); i++)
    read_zero(reader, g_ptr_array_index(zeros, i), patterns->zeros);
  const GPtrArray *indicators = list_of(reader, root, "indicators");
  for (unsigned i = 0; i < indicators->len && !failed(reader); i++)
    read_indicator(reader, g_ptr_array_index(indicators, i), patterns->indicators);
}

static GArray *new_words(void) {
  GArray *words = g_array_new(FALSE, FALSE, sizeof(BoundWord));
  g_array_set_clear_func(words, (GDestroyNotify)clear_bound);
  return words;
}

static ProsePatterns *patterns_new(void) {
  ProsePatterns *patterns = g_new0(ProsePatterns, 1);
  patterns->numerals = g_ptr_array_new_with_free_func((GDestroyNotify)numeral_pattern_free);
  patterns->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  patterns->no_units = g_ptr_array_new_with_free_func((GDestroyNotify)regex_free);
  patterns->scales = g_array_new(FALSE, FALSE, sizeof(Scale));
  g_array_set_clear_func(patterns->scales, (GDestroyNotify)clear_scale);
  patterns->before = new_words();
  patterns->within = new_words();
  patterns->after = new_words();
  patterns->multiple_before = new_words();
  patterns->multiple_within = new_words();
  patterns->directions = g_ptr_array_new_with_free_func((GDestroyNotify)context_pattern_free);
  patterns->bare = g_ptr_array_new_with_free_func((GDestroyNotify)context_pattern_free);
  patterns->words = g_ptr_array_new_with_free_func((GDestroyNotify)context_pattern_free);
  patterns->zeros = g_ptr_array_new_with_free_func((GDestroyNotify)zero_pattern_free);
  patterns->indicators = g_ptr_array_new_with_free_func((GDestroyNotify)narrative_pattern_free);
  return patterns;
}

void prose_patterns_free(ProsePatterns *patterns) {
  if (!patterns) return;
  g_ptr_array_unref(patterns->numerals);
  g_hash_table_unref(patterns->units);
  g_ptr_array_unref(patterns->no_units);
  g_array_unref(patterns->scales);
  g_array_unref(patterns->before);
  g_array_unref(patterns->within);
  g_array_unref(patterns->after);
  g_array_unref(patterns->multiple_before);
  g_array_unref(patterns->multiple_within);
  g_ptr_array_unref(patterns->directions);
  g_ptr_array_unref(patterns->bare);
  g_ptr_array_unref(patterns->words);
  regex_free(patterns->lead);
  regex_free(patterns->tail);
  regex_free(patterns->parts);
  g_ptr_array_unref(patterns->zeros);
  g_ptr_array_unref(patterns->indicators);
  g_free(patterns);
}

static YamlFile *read_file(const char *folder, const char *name, void (*read)(Reader *, ProsePatterns *),
                           ProsePatterns *patterns, GError **error) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) trouble = NULL;
  YamlFile *file = yaml_file_read(path, name, &trouble);
  Reader reader = {file, NULL, &trouble};
  if (file) read(&reader, patterns);
  g_clear_pointer(&reader.fragments, g_hash_table_unref);
  if (!trouble) return file;
  yaml_file_free(file);
  g_propagate_error(error, g_steal_pointer(&trouble));
  return NULL;
}

ProsePatterns *prose_patterns_read(const char *folder, GError **error) {
  ProsePatterns *patterns = patterns_new();
  YamlFile *numerals = read_file(folder, "numerals.yaml", read_numerals, patterns, error);
  YamlFile *units = numerals ? read_file(folder, "units.yaml", read_units, patterns, error) : NULL;
  YamlFile *prose = units ? read_file(folder, "prose.yaml", read_prose, patterns, error) : NULL;
  bool good = prose && prose_samples_try(patterns, numerals, units, prose, error);
  yaml_file_free(numerals);
  yaml_file_free(units);
  yaml_file_free(prose);
  if (!good) g_clear_pointer(&patterns, prose_patterns_free);
  return patterns;
}
