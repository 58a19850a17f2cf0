/* Pages set by hand, for tests of lines and tables: characters 10 points high, Han 10 and others 5 wide. */
#ifndef TESTS_SHEET_H
#define TESTS_SHEET_H

#include "document/page.h"

enum { PAGE_WIDTH = 600, PAGE_HEIGHT = 800, SIZE = 10 };

static inline GString *sheet_open(void) { return g_string_new("page 1 600.00 800.00\n"); }

static inline void sheet_turn_over(GString *sheet, int number) {
  g_string_append_printf(sheet, "page %d %d.00 %d.00\n", number, PAGE_WIDTH, PAGE_HEIGHT);
}

/* Prints `text` from x, y on, to the right; a space is an empty place of 5 points. */
static inline void sheet_sized(GString *sheet, double x, double y, double size, const char *text) {
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    double width = *at & 0x80 ? size : size / 2;
    if (*at != ' ')
      g_string_append_printf(sheet, "glyph %.2f %.2f %.2f %.2f U+%04X %.*s\n", x, y, x + width, y + size,
                             g_utf8_get_char(at), (int)(g_utf8_next_char(at) - at), at);
    x += width;
  }
}

static inline void sheet_text(GString *sheet, double x, double y, const char *text) {
  sheet_sized(sheet, x, y, SIZE, text);
}

static inline void sheet_rule(GString *sheet, double x1, double y1, double x2, double y2) {
  g_string_append_printf(sheet, "rule %.2f %.2f %.2f %.2f\n", x1, y1, x2, y2);
}

static inline void sheet_field(GString *sheet, double x1, double y1, double x2, double y2) {
  g_string_append_printf(sheet, "field %.2f %.2f %.2f %.2f\n", x1, y1, x2, y2);
}

/* All rules of a table: columns of `width` from x on, rows 20 points high from y on. */
static inline void sheet_grid(GString *sheet, double x, double y, double width, int columns, int rows) {
  for (int i = 0; i <= columns; i++) sheet_rule(sheet, x + i * width, y, x + i * width, y + rows * 20);
  for (int i = 0; i <= rows; i++) sheet_rule(sheet, x, y + i * 20, x + columns * width, y + i * 20);
}

/* The pages; the sheet is used up. */
static inline GPtrArray *sheet_pages(GString *sheet) {
  g_autoptr(GError) error = NULL;
  GPtrArray *pages = page_parse(sheet->str, sheet->len, &error);
  g_assert_no_error(error);
  g_string_free(sheet, TRUE);
  return pages;
}

#endif
