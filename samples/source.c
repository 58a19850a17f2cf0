/*
 * source.c - reads NAME.report: plain text, a line a thing.
 *
 *   @place 青芦市              a setting; @place and all others are said as $place in the text
 *   @value ID TEXT             what the cell of that indicator prints (TEXT may be empty: blank)
 *   @value ID TEXT = 5 件 marks   and what it means, when that is not its face value
 *   @edit label ID|TEXT        a change to the form: label, insert, swap, drop (form.c)
 *   @note TEXT                 what was planted, for the truth
 *   @include FILE              the lines of another file
 *   @table N ..., @break ...   in the body (press.c)
 *   = 一、总体情况              a heading; == and === below it; what follows a | on its line is its first sentence
 *   ^^ text, ^ text, > text    the title, a centred line, one set to the right
 *   anything else              a paragraph, with figures as {raw|unit|value|indicator|marks} and [class:numeral];
 *                              the indicator - says that it must have none
 */
#include "source.h"

#include <string.h>

Value *value_new(const char *print) {
  static const struct {
    const char *print, *state;
  } states[] = {{"", "blank"}, {"/", "slash"}, {"-", "dash"}, {"—", "dash"}, {"无", "none"}};
  Value *value = g_new0(Value, 1);

  value->print = g_strdup(print);
  value->marks = g_strdup("");
  for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
    if (strcmp(print, states[i].print) == 0) {
      value->state = g_strdup(states[i].state);
      value->value = g_strdup("");
      return value;
    }
  value->state = g_strdup("figure");
  /* a figure's point with no digit behind it, and a plus, are print and no part of the number */
  value->value = g_strdup(print[0] == '+' ? print + 1 : print);
  if (g_str_has_suffix(value->value, ".")) value->value[strlen(value->value) - 1] = '\0';
  return value;
}

void value_free(Value *value) {
  g_free(value->print);
  g_free(value->value);
  g_free(value->state);
  g_free(value->unit);
  g_free(value->marks);
  g_free(value);
}

static void line_free(SourceLine *line) {
  g_free(line->text);
  g_free(line);
}

void source_free(Source *source) {
  if (source == NULL) return;
  g_free(source->name);
  g_free(source->folder);
  g_hash_table_unref(source->settings);
  g_ptr_array_unref(source->body);
  g_ptr_array_unref(source->edits);
  g_ptr_array_unref(source->notes);
  g_hash_table_unref(source->values);
  g_free(source);
}

const char *source_get(const Source *source, const char *setting, const char *otherwise) {
  const char *value = g_hash_table_lookup(source->settings, setting);

  return value == NULL ? otherwise : value;
}

double source_number(const Source *source, const char *setting, double otherwise) {
  const char *value = g_hash_table_lookup(source->settings, setting);

  return value == NULL ? otherwise : g_ascii_strtod(value, NULL);
}

bool source_has(const Source *source, const char *setting, const char *word) {
  g_auto(GStrv) words = g_strsplit(source_get(source, setting, ""), " ", -1);

  return g_strv_contains((const char *const *)words, word);
}

static void add_value(Source *source, const char *text) {
  g_auto(GStrv) halves = g_strsplit(text, " = ", 2);
  g_auto(GStrv) words = g_strsplit(halves[0], " ", 2);
  Value *value = value_new(words[1] == NULL ? "" : g_strstrip(words[1]));

  if (halves[0] != NULL && halves[1] != NULL) {
    g_auto(GStrv) meaning = g_strsplit(halves[1], " ", 3);
    g_free(value->value);
    g_free(value->state);
    value->value = g_strdup(meaning[0]);
    value->state = g_strdup("figure");
    if (meaning[1] != NULL && strcmp(meaning[1], "*") != 0) value->unit = g_strdup(meaning[1]);
    if (meaning[1] != NULL && meaning[2] != NULL) {
      g_free(value->marks);
      value->marks = g_strdup(meaning[2]);
    }
  }
  g_hash_table_replace(source->values, g_strdup(words[0]), value);
}

static void add_line(Source *source, LineKind kind, int level, const char *text) {
  SourceLine *line = g_new0(SourceLine, 1);

  line->kind = kind;
  line->level = level;
  line->text = g_strstrip(g_strdup(text));
  g_ptr_array_add(source->body, line);
}

static bool source_load(Source *source, const char *path, GError **error);

static bool read_directive(Source *source, const char *text, GError **error) {
  g_auto(GStrv) words = g_strsplit(text, " ", 2);
  const char *rest = words[1] == NULL ? "" : words[1];

  if (strcmp(words[0], "value") == 0) add_value(source, rest);
  else if (strcmp(words[0], "edit") == 0) g_ptr_array_add(source->edits, g_strdup(rest));
  else if (strcmp(words[0], "note") == 0) g_ptr_array_add(source->notes, g_strdup(rest));
  else if (strcmp(words[0], "include") == 0) {
    g_autofree char *path = g_build_filename(source->folder, rest, NULL);
    return source_load(source, path, error);
  } else if (g_str_equal(words[0], "table") || g_str_equal(words[0], "break") || g_str_equal(words[0], "grid"))
    add_line(source, LINE_DIRECTIVE, 0, text);
  else g_hash_table_replace(source->settings, g_strdup(words[0]), g_strstrip(g_strdup(rest)));
  return true;
}

static bool read_line(Source *source, const char *line, GError **error) {
  size_t level = strspn(line, "=");

  if (line[0] == '@') return read_directive(source, line + 1, error);
  if (level > 0) add_line(source, LINE_HEADING, (int)level, line + level);
  else if (line[0] == '^' && line[1] == '^') add_line(source, LINE_TITLE, 0, line + 2);
  else if (line[0] == '^') add_line(source, LINE_CENTRED, 0, line + 1);
  else if (line[0] == '>') add_line(source, LINE_RIGHT, 0, line + 1);
  else add_line(source, LINE_PARAGRAPH, 0, line);
  return true;
}

static bool source_load(Source *source, const char *path, GError **error) {
  g_autofree char *text = NULL;

  if (!g_file_get_contents(path, &text, NULL, error)) return false;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    if (lines[i][0] == '\0' || lines[i][0] == '#') continue;
    if (!read_line(source, lines[i], error)) {
      g_prefix_error(error, "%s:%d: ", path, i + 1);
      return false;
    }
  }
  return true;
}

Source *source_read(const char *path, GError **error) {
  Source *source = g_new0(Source, 1);

  source->name = g_path_get_basename(path);
  if (g_str_has_suffix(source->name, ".report")) source->name[strlen(source->name) - strlen(".report")] = '\0';
  source->folder = g_path_get_dirname(path);
  source->settings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  source->body = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  source->edits = g_ptr_array_new_with_free_func(g_free);
  source->notes = g_ptr_array_new_with_free_func(g_free);
  source->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)value_free);
  if (!source_load(source, path, error)) {
    source_free(source);
    return NULL;
  }
  return source;
}

char *source_expand(const Source *source, const char *text) {
  GString *out = g_string_new(NULL);

  while (*text != '\0') {
    size_t length = *text == '$' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz._") : 0;
    if (length == 0) {
      g_string_append_c(out, *text++);
      continue;
    }
    g_autofree char *name = g_strndup(text + 1, length);
    const Value *value = g_hash_table_lookup(source->values, name);
    int year = (int)source_number(source, "year", 0);
    if (value != NULL) g_string_append(out, value->value[0] != '\0' ? value->value : value->print);
    else if (g_str_equal(name, "next") || g_str_equal(name, "previous"))
      g_string_append_printf(out, "%d", name[0] == 'n' ? year + 1 : year - 1);
    else {
      g_autofree char *setting = source_expand(source, source_get(source, name, ""));
      g_string_append(out, setting);
    }
    text += 1 + length;
  }
  return g_string_free(out, FALSE);
}
