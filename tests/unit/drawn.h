/* Reports of one table, drawn as --dump=tables draws it, and what is found in them. */
#ifndef TESTS_DRAWN_H
#define TESTS_DRAWN_H

#include "figure/figure.h"

#include "base/fold.h"

#include <string.h>

/* A report of one table, drawn as --dump=tables draws it: "<" and "^" where a cell goes on. */
typedef struct Drawn {
  GArray *glyphs; /* of Glyph: reserved whole, so that texts may point into it */
  Table *table;
  Section *section;
  PlacedTable *placed;
  Outline outline;
} Drawn;

enum { GLYPHS = 4000 };

static inline Text *draw_text(Drawn *drawn, const char *printed, int row, int column) {
  Text *text = text_new();
  for (const char *p = printed; *p; p = g_utf8_next_char(p)) {
    g_assert_cmpuint(drawn->glyphs->len, <, GLYPHS);
    gunichar raw = g_utf8_get_char(p);
    double x = column * 100 + (double)(p - printed) * 3, y = row * 20;
    Glyph glyph = {fold_character(raw), raw, {x, y, x + 8, y + 10}, 1, false};
    g_array_append_val(drawn->glyphs, glyph);
    text_append_glyph(text, &g_array_index(drawn->glyphs, Glyph, drawn->glyphs->len - 1));
  }
  return text;
}

static inline void draw_cell(Drawn *drawn, GPtrArray *rows, int row, int column) {
  Table *table = drawn->table;
  int right = column + 1, down = row + 1;
  while (right < table->columns && g_str_equal(((char **)rows->pdata[row])[right], "<")) right++;
  while (down < table->rows && g_str_equal(((char **)rows->pdata[down])[column], "^")) down++;
  Cell *cell = g_new0(Cell, 1);
  Box box = {column * 100, row * 20, right * 100, down * 20};
  Text *text = draw_text(drawn, ((char **)rows->pdata[row])[column], row, column);
  *cell = (Cell){row, column, down - row, right - column, 1, box, text};
  g_ptr_array_add(table->cells, cell);
  for (int i = row; i < down; i++)
    for (int j = column; j < right; j++) table->places[i * table->columns + j] = cell;
}

static inline void drawn_clear(Drawn *drawn) {
  table_free(drawn->table);
  g_array_unref(drawn->glyphs);
  text_free(drawn->section->heading);
  g_free(drawn->section);
  g_free(drawn->placed);
  g_ptr_array_unref(drawn->outline.tables);
  g_ptr_array_unref(drawn->outline.sections);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Drawn, drawn_clear)

static inline void cell_free(Cell *cell) {
  text_free(cell->text);
  g_free(cell);
}

static inline void draw(Drawn *drawn, const char *drawing) {
  g_auto(GStrv) lines = g_strsplit(drawing, "\n", -1);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  for (char **line = lines; *line && **line; line++) g_ptr_array_add(rows, g_strsplit(*line, "|", -1));
  drawn->glyphs = g_array_sized_new(FALSE, FALSE, sizeof(Glyph), GLYPHS);
  drawn->table = g_new0(Table, 1);
  drawn->table->rows = (int)rows->len;
  drawn->table->columns = (int)g_strv_length(rows->pdata[0]);
  drawn->table->cells = g_ptr_array_new_with_free_func((GDestroyNotify)cell_free);
  drawn->table->places = g_new0(Cell *, rows->len * (unsigned)drawn->table->columns);
  drawn->table->ruled = true;
  for (int i = 0; i < drawn->table->rows; i++)
    for (int j = 0; j < drawn->table->columns; j++)
      if (!drawn->table->places[i * drawn->table->columns + j]) draw_cell(drawn, rows, i, j);
  drawn->section = g_new0(Section, 1);
  drawn->section->path = (char *)"二";
  drawn->section->title = (char *)"情况";
  drawn->section->heading = text_new();
  drawn->placed = g_new0(PlacedTable, 1);
  drawn->placed->table = drawn->table;
  drawn->placed->section = drawn->section;
  drawn->placed->caption = (char *)"";
  drawn->outline.tables = g_ptr_array_new();
  drawn->outline.sections = g_ptr_array_new();
  g_ptr_array_add(drawn->outline.tables, drawn->placed);
}

static inline void read_drawn(const Drawn *drawn, Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) patterns = pattern_set_read("patterns", NULL, &error);
  g_assert_no_error(error);
  Report *report = record_add(record, RECORD_REPORT);
  report->sha256 = "94a211352c1f";
  figure_read(&drawn->outline, patterns, record);
}

/* The lines of the figures that hold `part` ("" for all): "row|column|indicator|value|unit|state|marks". */
static inline char *list_lines(const Drawn *drawn, const char *part) {
  g_autoptr(Record) record = record_new();
  read_drawn(drawn, record);
  GString *out = g_string_new(NULL);
  for (unsigned i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    g_autofree char *line = g_strjoin("|", figure->row, figure->column, figure->indicator, figure->value, figure->unit,
                                      figure->state, figure->marks, NULL);
    if (strstr(line, part)) g_string_append_printf(out, "%s\n", line);
  }
  return g_string_free(out, FALSE);
}

static inline void assert_lines(const char *drawing, const char *part, const char *expected) {
  g_auto(Drawn) drawn = {0};
  draw(&drawn, drawing);
  g_autofree char *found = list_lines(&drawn, part);
  g_assert_cmpstr(found, ==, expected);
}

#endif
