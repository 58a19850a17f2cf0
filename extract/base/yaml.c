/*
 * The tree is built from libfyaml's events rather than from its document: each event carries its mark, and what
 * pattern files have no use for (aliases, tags, several documents) is refused where it stands.
 */
#include "base/yaml.h"

#include <libfyaml.h>
#include <stdarg.h>
#include <string.h>

enum {
  SOURCE_LIMIT = 8 << 20, /* bytes of one file: a hundred times the largest pattern file */
  DEPTH_LIMIT = 32,       /* levels: the forms need nine */
  SHOWN = 60              /* characters of a line that an error shows on each side of the place */
};

G_DEFINE_QUARK(yaml_error_quark, yaml_error)

typedef struct Reader {
  struct fy_parser *parser;
  struct fy_diag *diag; /* fy_parser_get_diag() would give a new reference each time */
  YamlFile *file;
  GError **error;
} Reader;

/* The line `number` of the source, without its end. */
static const char *source_line(const YamlFile *file, int number, size_t *ret_length) {
  const char *line = file->source;
  for (int i = 1; i < number && line; i++) {
    line = strchr(line, '\n');
    if (line) line++;
  }
  *ret_length = line ? strcspn(line, "\r\n") : 0;
  return line ? line : "";
}

/* What is to be seen of the line and, under its character `column`, a caret; blanks as wide as what they stand for. */
static void append_place(GString *message, const YamlFile *file, int number, int column) {
  size_t length = 0;
  const char *line = source_line(file, number, &length);
  const char *end = line + length, *start = line;
  for (int i = SHOWN; i < column && start < end; i++) start = g_utf8_next_char(start);
  const char *stop = start;
  for (int i = 0; i < 2 * SHOWN && stop < end; i++) stop = g_utf8_next_char(stop);
  g_string_append_printf(message, "\n  %.*s\n  ", (int)(stop - start), start);
  for (int i = MAX(1, column - SHOWN + 1); i < column && start < stop; i++, start = g_utf8_next_char(start)) {
    gunichar c = g_utf8_get_char(start);
    g_string_append(message, c == '\t' ? "\t" : g_unichar_iswide(c) ? "  " : " ");
  }
  g_string_append_c(message, '^');
}

static void set_error_at(const YamlFile *file, int line, int column, const char *what, GError **error) {
  g_autoptr(GString) message = g_string_new(NULL);
  g_string_append_printf(message, "%s:%d:%d: %s", file->path, line, column, what);
  append_place(message, file, line, column);
  g_set_error_literal(error, yaml_error_quark(), 0, message->str);
}

/* Where byte `offset` of a scalar's text stands; an escape before it in quotes puts the place off by its length. */
static void find_place(const YamlFile *file, const YamlNode *node, size_t offset, int *ret_line, int *ret_column) {
  *ret_line = node->line;
  *ret_column = node->column;
  if (node->kind != YAML_SCALAR || offset == 0) return;
  size_t length = 0;
  const char *line = source_line(file, node->line, &length);
  const char *start = line;
  for (int i = 1; i < node->column && start < line + length; i++) start = g_utf8_next_char(start);
  offset = MIN(offset, strlen(node->text));
  if (!memchr(node->text, '\n', offset)) {
    int quote = *start == '\'' || *start == '"';
    *ret_column += quote + (int)g_utf8_strlen(node->text, (gssize)offset);
    return;
  }
  const char *in_line = node->text; /* of a block, whose mark is its first character */
  for (const char *p = node->text; p < node->text + offset; p++) {
    if (*p != '\n') continue;
    in_line = p + 1;
    (*ret_line)++;
  }
  const char *printed = source_line(file, *ret_line, &length);
  *ret_column = 1 + (int)strspn(printed, " ") + (int)g_utf8_strlen(in_line, node->text + offset - in_line);
}

bool yaml_fail(const YamlFile *file, const YamlNode *node, size_t offset, GError **error, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *what = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  int line = 0, column = 0;
  find_place(file, node, offset, &line, &column);
  set_error_at(file, line, column, what, error);
  return false;
}

bool yaml_check_keys(const YamlFile *file, const YamlNode *map, const char *const *known, GError **error) {
  if (map->kind != YAML_MAP) return yaml_fail(file, map, 0, error, "keys with values wanted here");
  for (unsigned i = 0; i < map->children->len; i++) {
    const YamlNode *value = g_ptr_array_index(map->children, i);
    if (g_strv_contains(known, value->key)) continue;
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    return yaml_fail(file, value, 0, error, "unknown key '%s'; known here: %s", value->key, all);
  }
  return true;
}

const GPtrArray *yaml_list(const YamlFile *file, const YamlNode *map, const char *key, GError **error) {
  static const GPtrArray none = {NULL, 0};
  const YamlNode *node = yaml_get(map, key);
  if (!node) return &none;
  if (node->kind == YAML_LIST) return node->children;
  yaml_fail(file, node, 0, error, "'%s' wants a list: [%s]", key, node->text ? node->text : "...");
  return NULL;
}

bool yaml_texts(const YamlFile *file, const YamlNode *map, const char *key, char ***ret, GError **error) {
  *ret = NULL;
  const GPtrArray *list = yaml_list(file, map, key, error);
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new();
  for (unsigned i = 0; list && i < list->len; i++) {
    const YamlNode *item = g_ptr_array_index(list, i);
    if (item->kind != YAML_SCALAR) return yaml_fail(file, item, 0, error, "a plain text wanted here");
    g_strv_builder_add(texts, item->text);
  }
  if (list && yaml_get(map, key)) *ret = g_strv_builder_end(texts);
  return list != NULL;
}

bool yaml_flag(const YamlFile *file, const YamlNode *map, const char *key, bool *ret, GError **error) {
  const YamlNode *node = yaml_get(map, key);
  if (!node) return true;
  *ret = g_strcmp0(node->text, "yes") == 0;
  return *ret || g_strcmp0(node->text, "no") == 0 || yaml_fail(file, node, 0, error, "'%s' is yes or no", key);
}

static void yaml_node_free(YamlNode *node) {
  if (!node) return;
  g_free(node->text);
  g_free(node->key);
  g_clear_pointer(&node->children, g_ptr_array_unref);
  g_free(node);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlNode, yaml_node_free)

static YamlNode *node_new(YamlKind kind, const struct fy_mark *mark) {
  YamlNode *node = g_new0(YamlNode, 1);
  node->kind = kind;
  node->line = mark ? mark->line + 1 : 1;
  node->column = mark ? mark->column + 1 : 1;
  if (kind != YAML_SCALAR) node->children = g_ptr_array_new_with_free_func((GDestroyNotify)yaml_node_free);
  return node;
}

/* The next event; NULL with the error set at the place that libfyaml complains of. Free with fy_parser_event_free(). */
static struct fy_event *next_event(Reader *reader) {
  if (*reader->error) return NULL;
  struct fy_event *event = fy_parser_parse(reader->parser);
  if (event) return event;
  void *previous = NULL;
  const struct fy_diag_error *found = fy_diag_errors_iterate(reader->diag, &previous);
  if (found) set_error_at(reader->file, MAX(found->line, 1), MAX(found->column, 1), found->msg, reader->error);
  else set_error_at(reader->file, 1, 1, "the file ends before its content does", reader->error);
  return NULL;
}

static YamlNode *read_node(Reader *reader, struct fy_event *event, int depth);

/* The key of a map's next entry; NULL at the map's end, and in trouble (the error is set). */
static YamlNode *read_key(Reader *reader, const YamlNode *map) {
  struct fy_event *event = next_event(reader);
  if (!event) return NULL;
  if (event->type == FYET_MAPPING_END) {
    fy_parser_event_free(reader->parser, event);
    return NULL;
  }
  g_autoptr(YamlNode) key = read_node(reader, event, DEPTH_LIMIT); /* at the limit: nothing but a scalar will do */
  if (!key) return NULL;
  if (yaml_get(map, key->text)) {
    yaml_fail(reader->file, key, 0, reader->error, "key '%s' stands here twice", key->text);
    return NULL;
  }
  return g_steal_pointer(&key);
}

static bool read_children(Reader *reader, YamlNode *parent, int depth) {
  for (;;) {
    g_autoptr(YamlNode) key = NULL;
    if (parent->kind == YAML_MAP && !(key = read_key(reader, parent))) return *reader->error == NULL;
    struct fy_event *event = next_event(reader);
    if (!event) return false;
    if (event->type == FYET_SEQUENCE_END) {
      fy_parser_event_free(reader->parser, event);
      return true;
    }
    YamlNode *child = read_node(reader, event, depth + 1);
    if (!child) return false;
    g_ptr_array_add(parent->children, child);
    if (!key) continue;
    child->key = g_steal_pointer(&key->text);
    if (child->kind == YAML_SCALAR &&
        *child->text == '\0') { /* nothing after the colon: it stands where its key does */
      child->line = key->line;
      child->column = key->column;
    }
  }
}

/* Takes the event. */
static YamlNode *read_node(Reader *reader, struct fy_event *event, int depth) {
  bool scalar = event->type == FYET_SCALAR, list = event->type == FYET_SEQUENCE_START;
  bool known = scalar || list || event->type == FYET_MAPPING_START;
  g_autoptr(YamlNode) node = node_new(scalar ? YAML_SCALAR : list ? YAML_LIST : YAML_MAP, fy_event_start_mark(event));
  if (scalar) {
    size_t length = 0;
    const char *text = event->scalar.value ? fy_token_get_text(event->scalar.value, &length) : NULL;
    node->text = g_strndup(text ? text : "", length);
  }
  fy_parser_event_free(reader->parser, event);
  if (!known) {
    yaml_fail(reader->file, node, 0, reader->error, "aliases have no use in a pattern file");
    return NULL;
  }
  if (scalar && !g_utf8_validate(node->text, -1, NULL)) {
    yaml_fail(reader->file, node, 0, reader->error, "text that is not UTF-8");
    return NULL;
  }
  if (!scalar && depth >= DEPTH_LIMIT) {
    yaml_fail(reader->file, node, 0, reader->error, "a plain text wanted here, or the nesting is too deep");
    return NULL;
  }
  if (!scalar && !read_children(reader, node, depth)) return NULL;
  return g_steal_pointer(&node);
}

/* Skips the events that come before the content. */
static YamlNode *read_root(Reader *reader) {
  for (;;) {
    struct fy_event *event = next_event(reader);
    if (!event) return NULL;
    if (event->type == FYET_STREAM_END) {
      set_error_at(reader->file, 1, 1, "nothing in this file", reader->error);
    } else if (event->type != FYET_STREAM_START && event->type != FYET_DOCUMENT_START) {
      return read_node(reader, event, 0);
    }
    fy_parser_event_free(reader->parser, event);
  }
}

/* libfyaml would print what it has to say; we collect it. */
static void ignore_output(struct fy_diag *diag, void *user, const char *text, size_t length) {
  (void)diag, (void)user, (void)text, (void)length;
}

static bool parse(YamlFile *file, size_t length, GError **error) {
  struct fy_diag_cfg quiet;
  fy_diag_cfg_default(&quiet);
  quiet.fp = NULL;
  quiet.output_fn = ignore_output;
  struct fy_diag *diag = fy_diag_create(&quiet);
  fy_diag_set_collect_errors(diag, true);
  const struct fy_parse_cfg configuration = {.flags = FYPCF_DEFAULT_PARSE, .diag = diag};
  GError *trouble = NULL;
  Reader reader = {fy_parser_create(&configuration), diag, file, &trouble};
  g_assert(reader.parser);
  if (fy_parser_set_string(reader.parser, file->source, length) == 0) file->root = file->parsed = read_root(&reader);
  fy_parser_destroy(reader.parser);
  fy_diag_destroy(diag);
  if (trouble) g_propagate_error(error, trouble);
  return file->root != NULL;
}

YamlFile *yaml_file_read(const char *path, const char *name, GError **error) {
  g_autoptr(YamlFile) file = g_new0(YamlFile, 1);
  file->name = g_strdup(name);
  file->path = g_strdup(path);
  size_t length = 0;
  if (!g_file_get_contents(path, &file->source, &length, error)) return NULL;
  if (length > SOURCE_LIMIT) {
    g_set_error(error, yaml_error_quark(), 0, "%s: larger than %d bytes", path, SOURCE_LIMIT);
    return NULL;
  }
  file->root = yaml_built(file->source, length);
  if (file->root) return g_steal_pointer(&file);
  const char *bad = NULL;
  if (!g_utf8_validate_len(file->source, length, &bad)) {
    g_set_error(error, yaml_error_quark(), 0, "%s: byte %td is not UTF-8: save the file in that encoding", path,
                bad - file->source);
    return NULL;
  }
  if (!parse(file, length, error)) return NULL;
  return g_steal_pointer(&file);
}

void yaml_file_free(YamlFile *file) {
  if (!file) return;
  g_free(file->name);
  g_free(file->path);
  g_free(file->source);
  yaml_node_free(file->parsed);
  g_free(file);
}

const YamlNode *yaml_get(const YamlNode *map, const char *key) {
  for (unsigned i = 0; map->kind == YAML_MAP && i < map->children->len; i++) {
    const YamlNode *value = g_ptr_array_index(map->children, i);
    if (g_str_equal(value->key, key)) return value;
  }
  return NULL;
}

const char *yaml_text(const YamlNode *map, const char *key, const char *fallback) {
  const YamlNode *value = yaml_get(map, key);
  return value && value->kind == YAML_SCALAR ? value->text : fallback;
}
