/*
 * truth.c - the marks as JSON, a line a mark.
 */
#include "truth.h"

#include <string.h>

static void add_text(GString *out, const char *key, const char *text) {
  if (text == NULL) return;
  g_string_append_printf(out, "%s\"%s\": \"", out->str[out->len - 1] == '{' ? "" : ", ", key);
  for (; *text != '\0'; text++) {
    if (*text == '"' || *text == '\\') g_string_append_c(out, '\\');
    g_string_append_c(out, *text);
  }
  g_string_append_c(out, '"');
}

/* The box as the page is shown: text turned on an upright page was set lying. */
static Rect shown_box(const Press *press, const Mark *mark) {
  const Sheet *sheet = g_ptr_array_index(press->sheets, mark->page - 1);

  if (!sheet->sideways) return mark->box;
  return (Rect){mark->box.y1, press->width - mark->box.x2, mark->box.y2, press->width - mark->box.x1};
}

static void add_mark(GString *out, const Press *press, const Mark *mark, bool boxes) {
  g_string_append_c(out, '{');
  add_text(out, "class", mark->class);
  add_text(out, "section", mark->section);
  add_text(out, "table", mark->table);
  add_text(out, "row", mark->row);
  add_text(out, "column", mark->column);
  add_text(out, "indicator", mark->indicator);
  add_text(out, "value", mark->value);
  add_text(out, "unit", mark->unit);
  add_text(out, "state", mark->state);
  add_text(out, "raw", mark->raw);
  add_text(out, "marks", mark->marks);
  if (boxes && mark->page > 0) g_string_append_printf(out, ", \"page\": %d", mark->page);
  if (boxes && mark->page > 0 && mark->box.x2 > mark->box.x1) {
    Rect box = shown_box(press, mark);
    char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];
    const double corners[] = {box.x1, box.y1, box.x2, box.y2};
    for (int i = 0; i < 4; i++) g_ascii_formatd(numbers[i], sizeof numbers[i], "%.2f", corners[i]);
    g_string_append_printf(out, ", \"box\": [%s, %s, %s, %s]", numbers[0], numbers[1], numbers[2], numbers[3]);
  }
  g_string_append_c(out, '}');
}

/* Another printer numbers its own pages, and of a picture nothing can be read. */
static bool is_told(const Press *press, const Mark *mark, bool boxes) {
  if (!boxes) return mark->class == NULL || !g_str_equal(mark->class, "page-number");
  const Sheet *sheet = mark->page == 0 ? NULL : g_ptr_array_index(press->sheets, mark->page - 1);
  return sheet == NULL || !sheet->picture;
}

static void add_list(GString *out, const char *key, const Press *press, MarkKind kind, bool boxes) {
  const char *between = "\n    ";

  g_string_append_printf(out, ",\n  \"%s\": [", key);
  for (guint i = 0; i < press->truth->len; i++) {
    const Mark *mark = g_ptr_array_index(press->truth, i);
    if (mark->kind != kind || !is_told(press, mark, boxes)) continue;
    g_string_append(out, between);
    add_mark(out, press, mark, boxes);
    between = ",\n    ";
  }
  g_string_append(out, "\n  ]");
}

static bool is_readable(const Press *press) {
  for (guint i = 0; i < press->sheets->len; i++)
    if (!((const Sheet *)g_ptr_array_index(press->sheets, i))->picture) return true;
  return false;
}

char *truth_write(const Press *press, bool boxes) {
  static const char *const settings[] = {"place", "year", "form", "title", "publisher"};
  GString *out = g_string_new("{");

  for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
    bool told = is_readable(press) || !g_str_equal(settings[i], "form");
    g_autofree char *text = source_expand(press->source, told ? source_get(press->source, settings[i], "") : "");
    add_text(out, settings[i], text);
  }
  if (boxes) g_string_append_printf(out, ", \"pages\": %u", press->sheets->len);
  g_string_append(out, ",\n  \"notes\": [");
  for (guint i = 0; i < press->source->notes->len; i++)
    g_string_append_printf(out, "%s\"%s\"", i > 0 ? ", " : "", (char *)g_ptr_array_index(press->source->notes, i));
  g_string_append_c(out, ']');
  g_string_append(out, ",\n  \"tables\": [");
  for (guint i = 0; i < press->tables->len && is_readable(press); i++) {
    g_auto(GStrv) rows = g_strsplit(g_ptr_array_index(press->tables, i), "\n", -1);
    for (int r = 0; rows[r] != NULL && rows[r][0] != '\0'; r++)
      g_string_append_printf(out, "%s\n    \"%s\"", i + (guint)r > 0 ? "," : "", rows[r]);
  }
  g_string_append(out, "\n  ]");
  add_list(out, "cells", press, MARK_CELL, boxes);
  add_list(out, "in_cell", press, MARK_IN_CELL, false);
  add_list(out, "headings", press, MARK_HEADING, boxes);
  add_list(out, "narrative", press, MARK_PROSE, boxes);
  add_list(out, "numerals", press, MARK_NUMERAL, boxes);
  g_string_append(out, "\n}\n");
  return g_string_free(out, FALSE);
}
