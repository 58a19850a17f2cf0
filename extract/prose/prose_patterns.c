#include "prose/prose_source.h"

#include <string.h>

const char *const quantity_mark_names[QUANTITY_MARKS] = {"about",    "ambiguous", "at-least",     "at-most",
                                                         "decrease", "increase",  "unit-missing", "worded"};

static void numeral_pattern_free(NumeralPattern *pattern) {
  g_free(pattern->class);
  g_free(pattern->place);
  g_clear_pointer(&pattern->samples, g_array_unref);
  g_free(pattern);
}

static void context_pattern_free(ContextPattern *pattern) {
  g_free(pattern->unit);
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
  g_free(pattern->unit);
  for (int i = 0; i < ZERO_THINGS; i++) indicator_ids_clear(&pattern->ids[i]);
  g_free(pattern->place);
  g_clear_pointer(&pattern->samples, g_array_unref);
  g_free(pattern);
}

static void narrative_pattern_free(NarrativePattern *pattern) {
  indicator_ids_clear(&pattern->ids);
  g_free(pattern->under);
  g_free(pattern->outside);
  g_strfreev(pattern->units);
  g_free(pattern->place);
  g_free(pattern->title);
  g_clear_pointer(&pattern->samples, g_array_unref);
  g_free(pattern);
}

enum { SCALE_POWER = 15 }; /* of ten: no word is greater */

static void clear_bound(BoundWord *bound) { g_free(bound->word); }
static void clear_scale(Scale *scale) { g_free(scale->word); }

static NumeralWhere read_where(ProseSource *source, const YamlNode *map) {
  const char *where = yaml_text(map, "where", "anywhere");
  if (g_str_equal(where, "furniture")) return NUMERAL_IN_FURNITURE;
  if (g_str_equal(where, "index")) return NUMERAL_IN_INDEX;
  if (!g_str_equal(where, "anywhere"))
    yaml_fail(source->file, yaml_get(map, "where"), 0, source->error, "'furniture' or 'index' wanted here");
  return NUMERAL_ANYWHERE;
}

static void read_class(ProseSource *source, const YamlNode *map, GPtrArray *patterns) {
  static const char *const known[] = {"match", "before", "where", "samples", "lookalikes", NULL};
  if (!yaml_check_keys(source->file, map, (const char *const[]){"class", "patterns", NULL}, source->error)) return;
  const char *class = yaml_text(map, "class", "");
  const GPtrArray *list = source_list(source, map, "patterns");
  for (unsigned i = 0; i < list->len && !source_failed(source); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    if (!yaml_check_keys(source->file, node, known, source->error)) return;
    NumeralPattern *pattern = g_new0(NumeralPattern, 1);
    g_ptr_array_add(patterns, pattern);
    pattern->class = g_strdup(class);
    pattern->place = source_place(source, node);
    pattern->match = source_required_regex(source, node, "match", ANCHOR_START);
    pattern->before = source_regex(source, node, "before", ANCHOR_NONE);
    pattern->where = read_where(source, node);
    pattern->samples = source_samples(source, node);
  }
}

static void read_numerals(ProseSource *source, ProsePatterns *patterns) {
  static const char *const known[] = {"fragments", "index", "classes", NULL};
  if (!yaml_check_keys(source->file, source->file->root, known, source->error)) return;
  source_fragments(source);
  patterns->index = source_required_regex(source, source->file->root, "index", ANCHOR_NONE);
  const GPtrArray *list = source_list(source, source->file->root, "classes");
  for (unsigned i = 0; i < list->len && !source_failed(source); i++)
    read_class(source, g_ptr_array_index(list, i), patterns->numerals);
  g_clear_pointer(&source->fragments, g_hash_table_unref);
}

static void read_unit_words(ProseSource *source, ProsePatterns *patterns, const char *key, UnitKind kind) {
  const char *words = yaml_text(yaml_get(source->file->root, "units"), key, "");
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

static void read_bound_words(ProseSource *source, const YamlNode *map, const char *key, GArray *words) {
  if (source_failed(source) || !yaml_get(map, key)) return;
  const GPtrArray *list = source_list(source, map, key);
  for (unsigned i = 0; i < list->len && !source_failed(source); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    BoundWord word = {g_strdup(node->text ? node->text : ""), source_mark(source, map)};
    g_array_append_val(words, word);
  }
  g_array_sort(words, by_length);
}

static void read_bounds(ProseSource *source, const char *key, GArray *before, GArray *within, GArray *after) {
  static const char *const known[] = {"mark", "before", "within", "after", NULL};
  const GPtrArray *list = source_list(source, source->file->root, key);
  for (unsigned i = 0; i < list->len && !source_failed(source); i++) {
    const YamlNode *map = g_ptr_array_index(list, i);
    if (!yaml_check_keys(source->file, map, known, source->error)) return;
    read_bound_words(source, map, "before", before);
    read_bound_words(source, map, "within", within);
    read_bound_words(source, map, "after", after);
  }
}

static void read_scales(ProseSource *source, ProsePatterns *patterns) {
  const GPtrArray *list = source_list(source, source->file->root, "scales");
  for (unsigned i = 0; i < list->len; i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    guint64 power = 0;
    if (!node->key || !node->text || !g_ascii_string_to_unsigned(node->text, 10, 1, SCALE_POWER, &power, NULL)) {
      yaml_fail(source->file, node, 0, source->error, "a word with a power of ten wanted here");
      return;
    }
    Scale scale = {g_strdup(node->key), (int)power};
    g_array_append_val(patterns->scales, scale);
  }
  g_array_sort(patterns->scales, by_length);
}

/* Directions are told by what stands before the number alone, words and bare numbers by what stands there too. */
static void read_contexts(ProseSource *source, const char *key, bool matches, GPtrArray *patterns) {
  static const char *const before[] = {"mark", "before", "samples", "lookalikes", NULL},
                           *const both[] = {"before", "match", "unit", "samples", "lookalikes", NULL};
  const GPtrArray *list = source_list(source, source->file->root, key);
  for (unsigned i = 0; i < list->len && !source_failed(source); i++) {
    const YamlNode *node = g_ptr_array_index(list, i);
    if (!yaml_check_keys(source->file, node, matches ? both : before, source->error)) return;
    ContextPattern *pattern = g_new0(ContextPattern, 1);
    g_ptr_array_add(patterns, pattern);
    pattern->mark = source_mark(source, node);
    pattern->before = source_required_regex(source, node, "before", ANCHOR_NONE);
    if (matches) pattern->match = source_required_regex(source, node, "match", ANCHOR_START);
    pattern->unit = g_strdup(yaml_text(node, "unit", ""));
    pattern->place = source_place(source, node);
    pattern->samples = source_samples(source, node);
  }
}

static void read_units(ProseSource *source, ProsePatterns *patterns) {
  static const char *const known[] = {"units",      "no_units", "scales", "bounds", "multiples",
                                      "directions", "bare",     "words",  "cells",  NULL};
  static const char *const cells[] = {"none", "more", "fewer", NULL};
  char ***const words[] = {&patterns->cell_none, &patterns->cell_more, &patterns->cell_fewer};
  if (!yaml_check_keys(source->file, source->file->root, known, source->error)) return;
  static const char *const kinds[] = {"counting", "plural", "measured", "heads", NULL};
  source_list(source, source->file->root, "units");
  if (source_failed(source) ||
      !yaml_check_keys(source->file, yaml_get(source->file->root, "units"), kinds, source->error))
    return;
  patterns->heads = g_strsplit_set(yaml_text(yaml_get(source->file->root, "units"), "heads", ""), " \n", -1);
  read_unit_words(source, patterns, "measured", UNIT_MEASURED);
  read_unit_words(source, patterns, "plural", UNIT_PLURAL);
  read_unit_words(source, patterns, "counting", UNIT_COUNTING);
  source_words(source, "cells", cells, words);
  const GPtrArray *list = source_list(source, source->file->root, "no_units");
  for (unsigned i = 0; i < list->len && !source_failed(source); i++)
    g_ptr_array_add(patterns->no_units, source_compile(source, g_ptr_array_index(list, i), ANCHOR_START));
  read_scales(source, patterns);
  read_bounds(source, "bounds", patterns->before, patterns->within, patterns->after);
  read_bounds(source, "multiples", patterns->multiple_before, patterns->multiple_within, patterns->after);
  read_contexts(source, "directions", false, patterns->directions);
  read_contexts(source, "bare", true, patterns->bare);
  read_contexts(source, "words", true, patterns->words);
}

static char *read_id(ProseSource *source, const YamlNode *map, const char *key) {
  const char *id = yaml_text(map, key, "");
  if (*id && source->indicators && !g_hash_table_contains(source->indicators, id) && !source_failed(source))
    yaml_fail(source->file, yaml_get(map, key), 0, source->error, "no indicator '%s' in the vocabulary", id);
  return g_strdup(id);
}

/* One id for all eras, or one each: { early: , 2014: , 2019: } ("2019" is 2021 too). */
static IndicatorIds read_ids(ProseSource *source, const YamlNode *map, const char *key) {
  static const char *const known[] = {"early", "2014", "2019", NULL};
  const YamlNode *node = yaml_get(map, key);
  if (!node) return (IndicatorIds){g_strdup(""), g_strdup(""), g_strdup("")};
  if (node->kind == YAML_SCALAR)
    return (IndicatorIds){read_id(source, map, key), g_strdup(node->text), g_strdup(node->text)};
  if (!source_failed(source)) yaml_check_keys(source->file, node, known, source->error);
  return (IndicatorIds){read_id(source, node, "early"), read_id(source, node, "2014"), read_id(source, node, "2019")};
}

static void read_zero(ProseSource *source, const YamlNode *node, GPtrArray *zeros) {
  static const char *const known[] = {"match", "unit", "id", "second", "third", "samples", "lookalikes", NULL};
  static const char *const ids[ZERO_THINGS] = {"id", "second", "third"}, *const groups[ZERO_THINGS] = {"n", "m", "k"};
  if (!yaml_check_keys(source->file, node, known, source->error)) return;
  ZeroPattern *pattern = g_new0(ZeroPattern, 1);
  g_ptr_array_add(zeros, pattern);
  pattern->place = source_place(source, node);
  pattern->unit = g_strdup(yaml_text(node, "unit", ""));
  for (int i = 0; i < ZERO_THINGS; i++) pattern->ids[i] = read_ids(source, node, ids[i]);
  pattern->samples = source_samples(source, node);
  pattern->match = source_required_regex(source, node, "match", ANCHOR_START);
  if (source_failed(source)) return;
  for (int i = 0; i < ZERO_THINGS; i++) pattern->groups[i] = regex_group(pattern->match, groups[i]);
  pattern->u = regex_group(pattern->match, "u");
  if (pattern->groups[0] < 0) yaml_fail(source->file, node, 0, source->error, "a group (?<n>...) is missing");
}

static void read_indicator(ProseSource *source, const YamlNode *node, GPtrArray *indicators) {
  static const char *const known[] = {"id",      "in",      "sentence",   "words", "not",  "under",
                                      "outside", "instead", "units",      "mark",  "when", "unless",
                                      "title",   "samples", "lookalikes", NULL};
  if (!yaml_check_keys(source->file, node, known, source->error)) return;
  NarrativePattern *pattern = g_new0(NarrativePattern, 1);
  g_ptr_array_add(indicators, pattern);
  pattern->place = source_place(source, node);
  pattern->ids = read_ids(source, node, "id");
  pattern->mark = source_mark(source, node);
  pattern->under = g_strdup(yaml_text(node, "under", ""));
  pattern->outside = g_strdup(yaml_text(node, "outside", NULL));
  yaml_flag(source->file, node, "instead", &pattern->instead, source->error);
  pattern->title = g_strdup(yaml_text(node, "title", ""));
  if (yaml_get(node, "units")) pattern->units = g_strsplit(yaml_text(node, "units", ""), " ", -1);
  pattern->in = source_regex(source, node, "in", ANCHOR_NONE);
  pattern->sentence = source_regex(source, node, "sentence", ANCHOR_NONE);
  pattern->words = source_required_regex(source, node, "words", ANCHOR_NONE);
  pattern->not = source_regex(source, node, "not", ANCHOR_NONE);
  pattern->when = source_regex(source, node, "when", ANCHOR_NONE);
  pattern->unless = source_regex(source, node, "unless", ANCHOR_NONE);
  pattern->samples = source_samples(source, node);
}

static void read_prose(ProseSource *source, ProsePatterns *patterns) {
  static const char *const known[] = {"fragments", "own_words",  "parts",      "others",   "organs",
                                      "never",     "other_year", "part_year",  "of_place", "none",
                                      "zeros",     "indicators", "told_years", NULL};
  static const char *const years[] = {"opens", "own", "carried_to", NULL};
  char ***const words[] = {&patterns->year_opens, &patterns->year_own, &patterns->year_carried_to};
  const YamlNode *root = source->file->root;
  if (!yaml_check_keys(source->file, root, known, source->error)) return;
  source_fragments(source);
  source_list(source, root, "own_words");
  if (source_failed(source)) return;
  patterns->lead = source_required_regex(source, yaml_get(root, "own_words"), "lead", ANCHOR_START);
  patterns->tail = source_required_regex(source, yaml_get(root, "own_words"), "tail", ANCHOR_NONE);
  patterns->parts = source_required_regex(source, root, "parts", ANCHOR_NONE);
  patterns->others = source_required_regex(source, root, "others", ANCHOR_NONE);
  patterns->organs = source_required_regex(source, root, "organs", ANCHOR_NONE);
  if (patterns->others && regex_group(patterns->others, "who") < 0)
    yaml_fail(source->file, yaml_get(root, "others"), 0, source->error, "a group (?<who>...) is missing");
  patterns->never = source_required_regex(source, root, "never", ANCHOR_NONE);
  patterns->other_year = source_required_regex(source, root, "other_year", ANCHOR_NONE);
  patterns->part_year = source_required_regex(source, root, "part_year", ANCHOR_NONE);
  patterns->of_place = source_required_regex(source, root, "of_place", ANCHOR_START);
  patterns->none = g_strdup(yaml_text(root, "none", ""));
  source_words(source, "told_years", years, words);
  const GPtrArray *zeros = source_list(source, root, "zeros");
  for (unsigned i = 0; i < zeros->len && !source_failed(source); i++)
    read_zero(source, g_ptr_array_index(zeros, i), patterns->zeros);
  const GPtrArray *indicators = source_list(source, root, "indicators");
  for (unsigned i = 0; i < indicators->len && !source_failed(source); i++)
    read_indicator(source, g_ptr_array_index(indicators, i), patterns->indicators);
}

static GArray *new_words(void) {
  GArray *words = g_array_new(FALSE, FALSE, sizeof(BoundWord));
  g_array_set_clear_func(words, (GDestroyNotify)clear_bound);
  return words;
}

static ProsePatterns *patterns_new(void) {
  ProsePatterns *patterns = g_new0(ProsePatterns, 1);
  patterns->regexes = g_ptr_array_new_with_free_func((GDestroyNotify)regex_free);
  patterns->numerals = g_ptr_array_new_with_free_func((GDestroyNotify)numeral_pattern_free);
  patterns->units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  patterns->no_units = g_ptr_array_new();
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
  g_ptr_array_unref(patterns->regexes);
  g_ptr_array_unref(patterns->numerals);
  g_hash_table_unref(patterns->units);
  g_strfreev(patterns->heads);
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
  g_free(patterns->none);
  char **const lists[] = {patterns->year_opens, patterns->year_own,  patterns->year_carried_to,
                          patterns->cell_none,  patterns->cell_more, patterns->cell_fewer};
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) g_strfreev(lists[i]);
  g_ptr_array_unref(patterns->zeros);
  g_ptr_array_unref(patterns->indicators);
  g_free(patterns);
}

/* Takes of `from` what all the files have in common. */
static YamlFile *read_file(const char *folder, const char *name, const ProseSource *from,
                           void (*read)(ProseSource *, ProsePatterns *), ProsePatterns *patterns, GError **error) {
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) trouble = NULL;
  YamlFile *file = yaml_file_read(path, name, &trouble);
  ProseSource source = *from;
  source.file = file;
  source.error = &trouble;
  if (file) read(&source, patterns);
  g_clear_pointer(&source.fragments, g_hash_table_unref);
  if (!trouble) return file;
  yaml_file_free(file);
  g_propagate_error(error, g_steal_pointer(&trouble));
  return NULL;
}

ProsePatterns *prose_patterns_read(const char *folder, GHashTable *indicators, bool try_samples, GError **error) {
  ProsePatterns *patterns = patterns_new();
  const ProseSource from = {.indicators = indicators, .regexes = patterns->regexes, .try_samples = try_samples};
  YamlFile *numerals = read_file(folder, "numerals.yaml", &from, read_numerals, patterns, error);
  YamlFile *units = numerals ? read_file(folder, "units.yaml", &from, read_units, patterns, error) : NULL;
  YamlFile *prose = units ? read_file(folder, "prose.yaml", &from, read_prose, patterns, error) : NULL;
  bool good = prose && (!try_samples || prose_samples_try(patterns, numerals, units, prose, error));
  yaml_file_free(numerals);
  yaml_file_free(units);
  yaml_file_free(prose);
  if (!good) g_clear_pointer(&patterns, prose_patterns_free);
  return patterns;
}

void prose_patterns_hasten(const ProsePatterns *patterns) {
  for (unsigned i = 0; i < patterns->regexes->len; i++) regex_hasten(patterns->regexes->pdata[i]);
}
