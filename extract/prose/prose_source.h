/*
 * prose_source.h - a pattern file of the prose that is being read: lists, regular expressions, samples, marks.
 *
 * Once an error is set, whatever is asked for is empty: a reader goes on to its end and asks once.
 */
#ifndef EXTRACT_PROSE_SOURCE_H
#define EXTRACT_PROSE_SOURCE_H

#include "prose/prose_patterns.h"

typedef struct Sample {
  char *text; /* without its [[ ]] */
  size_t from, to;
  bool lookalike;
  const YamlNode *node; /* where it stands; of the file that is being read */
} Sample;

typedef struct ProseSource {
  YamlFile *file;
  GHashTable *indicators; /* the ids there are; NULL: any */
  GHashTable *fragments;  /* "{{name}}" -> regular expression; NULL when the file has none */
  GPtrArray *regexes;     /* of Regex: takes those that are compiled */
  bool try_samples;       /* or leave them in the file */
  GError **error;         /* never NULL */
} ProseSource;

bool source_failed(const ProseSource *source);
/* "numerals.yaml:12". New string. */
char *source_place(const ProseSource *source, const YamlNode *node);
/* The children (of YamlNode) of `key`, which must be there and be a list or a map. */
const GPtrArray *source_list(ProseSource *source, const YamlNode *map, const char *key);
/* The words of each key of the map under `key`: `places` are where they go, in the order of `keys` (NULL ends them). */
void source_words(ProseSource *source, const char *key, const char *const *keys, char ***const *places);
/* Reads the root's `fragments`. */
void source_fragments(ProseSource *source);

/* The regular expression of a node, its fragments put in. Borrowed. */
Regex *source_compile(ProseSource *source, const YamlNode *node, Anchor anchor);
/* That of `key`; NULL when there is none, which is an error for the second. */
Regex *source_regex(ProseSource *source, const YamlNode *map, const char *key, Anchor anchor);
Regex *source_required_regex(ProseSource *source, const YamlNode *map, const char *key, Anchor anchor);

/* The lists `samples` and `lookalikes`: GArray of Sample; NULL when they are not tried. */
GArray *source_samples(ProseSource *source, const YamlNode *map);
/* The value of `mark`; MARK_NONE when there is none. */
QuantityMark source_mark(ProseSource *source, const YamlNode *map);

#endif
