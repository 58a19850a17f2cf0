/*
 * word_list.h - what most of a pattern file of words is: keys with a list of words or a regular expression each.
 */
#ifndef EXTRACT_WORD_LIST_H
#define EXTRACT_WORD_LIST_H

#include "base/regex.h"
#include "base/yaml.h"

/* A key at the root of a file and where its words or its expression go; with neither it is read elsewhere. */
typedef struct WordList {
  const char *key;
  const char *const **words; /* new, ends with NULL; for any.h */
  Regex **regex;             /* new, found anywhere in a text */
} WordList;

/* Reads them; each must be there, and no other key. An error names path:line:column. */
bool word_lists_read(const YamlFile *file, const WordList *lists, size_t n, GError **error);
/* Frees what was read. */
void word_lists_clear(const WordList *lists, size_t n);

#endif
