/*
 * yaml.h - the room of libfyaml: pattern files as a tree whose every node knows its place in the file.
 */
#ifndef EXTRACT_YAML_H
#define EXTRACT_YAML_H

#include <glib.h>
#include <stdbool.h>

typedef enum { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlKind;

typedef struct YamlNode {
  YamlKind kind;
  char *text;          /* of a scalar; NULL else */
  char *key;           /* when it is a value of a map; NULL else */
  GPtrArray *children; /* of YamlNode, owned, of a list or a map, in file order; NULL else */
  int line, column;    /* from 1 */
} YamlNode;

typedef struct YamlFile {
  char *name; /* relative to the pattern folder: "2021.yaml" */
  char *path; /* as opened */
  char *source;
  const YamlNode *root;
  YamlNode *parsed; /* the same; NULL: it was built in */
} YamlFile;

#define YAML_ERROR yaml_error_quark()
GQuark yaml_error_quark(void);

/* Reads and parses; an error says path:line:column, what, and shows the line with a caret under the place. */
YamlFile *yaml_file_read(const char *path, const char *name, GError **error);
void yaml_file_free(YamlFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlFile, yaml_file_free)

/* The tree of a pattern file that the program was built with, if these are its bytes; else NULL. */
const YamlNode *yaml_built(const char *source, size_t length);

/* The value of `key`, or NULL. */
const YamlNode *yaml_get(const YamlNode *map, const char *key);
/* The scalar text of `key`, or `fallback`. */
const char *yaml_text(const YamlNode *map, const char *key, const char *fallback);

/*
 * The children of the list under `key`, none when there is no such key. NULL with the error set: it is no list.
 */
const GPtrArray *yaml_list(const YamlFile *file, const YamlNode *map, const char *key, GError **error);
/* The texts of the list under `key`: a new *ret, NULL when there is no such key. */
bool yaml_texts(const YamlFile *file, const YamlNode *map, const char *key, char ***ret, GError **error);
/* Whether `key` says yes or no; *ret stays when there is no such key. */
bool yaml_flag(const YamlFile *file, const YamlNode *map, const char *key, bool *ret, GError **error);

/* Whether `map` is a map with none but `known` keys (NULL ends them); else the error lists them: a key misspelt is no
   key left out. */
bool yaml_check_keys(const YamlFile *file, const YamlNode *map, const char *const *known, GError **error);

/* Sets `error` (YAML_ERROR) in compiler form at `node`, `offset` bytes into its text, with line and caret; returns false. */
bool yaml_fail(const YamlFile *file, const YamlNode *node, size_t offset, GError **error, const char *format, ...)
    G_GNUC_PRINTF(5, 6);

#endif
