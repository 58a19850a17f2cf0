/* Lines and texts out of loose characters. */
#include "line/line.h"
#include "sheet.h"

#include <string.h>

/* The lines of the first page, each closed by a newline, vertical ones marked "v:". */
static char *lines_of(GPtrArray *pages) {
  const Page *page = g_ptr_array_index(pages, 0);
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < page->glyphs->len; i++) g_ptr_array_add(glyphs, &g_array_index(page->glyphs, Glyph, i));
  g_autoptr(GPtrArray) lines = line_build((const Glyph *const *)glyphs->pdata, glyphs->len);
  GString *out = g_string_new(NULL);
  for (unsigned i = 0; i < lines->len; i++) {
    const Line *line = g_ptr_array_index(lines, i);
    g_string_append_printf(out, "%s%s\n", line->vertical ? "v:" : "", line->text->utf8->str);
  }
  return g_string_free(out, FALSE);
}

static void check(GString *sheet, const char *expected) {
  g_autoptr(GPtrArray) pages = sheet_pages(sheet);
  g_autofree char *lines = lines_of(pages);
  g_assert_cmpstr(lines, ==, expected);
}

static void test_order(void) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 140, "第三行");
  sheet_text(sheet, 90, 100, "行");
  sheet_text(sheet, 50, 120, "第二行");
  sheet_text(sheet, 50, 100, "第一");
  check(sheet, "第一行\n第二行\n第三行\n");
}

static void test_blanks(void) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 100, "总  计 共 收到 12 件");
  sheet_text(sheet, 50, 120, "0 15   1489");
  sheet_text(sheet, 50, 140, "Open Data 2.0");
  check(sheet, "总计共收到12件\n0 15 1489\nOpen Data 2.0\n");
}

/* Digits of one number set apart by justification are one number; two numbers never become one. */
static void test_justified_digits(void) {
  GString *sheet = sheet_open();
  const char *const characters[] = {"共", "收", "到", "1", "4", "8", "9", "件"};
  double x = 50;
  for (unsigned i = 0; i < G_N_ELEMENTS(characters); i++) {
    sheet_text(sheet, x, 100, characters[i]);
    x += (characters[i][0] & 0x80 ? 10 : 5) + 3;
  }
  sheet_text(sheet, 50, 120, "1");
  sheet_text(sheet, 58, 120, "2");
  check(sheet, "共收到1489件\n1 2\n");
}

/* Boxes three times as high as the print, of letters as wide as they are: one line, beside another. */
static void test_letters_in_high_boxes(void) {
  GString *sheet = sheet_open();
  const char *const rows[] = {"file:///i.t/till/mw.l", "it will: till tilt mw"};
  for (unsigned row = 0; row < G_N_ELEMENTS(rows); row++) {
    double x = 50, y = 100 + 12 * row;
    for (const char *at = rows[row]; *at; at++) {
      double width = strchr("il:/.t", *at) ? 2.2 : strchr("wm", *at) ? 7.5 : 4.5;
      if (*at != ' ')
        g_string_append_printf(sheet, "glyph %.2f %.2f %.2f %.2f U+%04X %c\n", x, y, x + width, y + 28, *at, *at);
      x += width;
    }
  }
  check(sheet, "file:///i.t/till/mw.l\nit will: till tilt mw\n");
}

/* Digits whose box is their ink, Han whose boxes are three times as high: as other programs write such fonts anew. */
static void test_low_digits_beside_high_boxes(void) {
  GString *sheet = sheet_open();
  static const struct {
    const char *text;
    double y;
  } rows[] = {{"条例第711号自2023年1月1日至12月31日共收到申请12件", 100}, {"电话05573026118）。", 115}, {"3其", 140}};
  for (unsigned row = 0; row < G_N_ELEMENTS(rows); row++) {
    double x = 50, y = rows[row].y;
    for (const char *at = rows[row].text; *at; at = g_utf8_next_char(at)) {
      bool digit = g_ascii_isdigit(*at);
      double width = digit ? 5.5 : 10, top = digit ? y + 14 : y, bottom = y + (digit ? 20.6 : 26);
      g_string_append_printf(sheet, "glyph %.2f %.2f %.2f %.2f U+%04X %.*s\n", x, top, x + width, bottom,
                             g_utf8_get_char(at), (int)(g_utf8_next_char(at) - at), at);
      x += width;
    }
  }
  check(sheet, "条例第711号自2023年1月1日至12月31日共收到申请12件\n电话05573026118）。\n3其\n");
}

static void test_sizes(void) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 100, "面积");
  sheet_text(sheet, 70, 100, "10m");
  sheet_sized(sheet, 85, 98, 6, "2");
  sheet_text(sheet, 88, 100, "以上");
  sheet_text(sheet, 50, 130, "小字");
  sheet_sized(sheet, 70, 127, 16, "大字");
  check(sheet, "面积10m2以上\n小字大字\n");
}

static void test_struck_twice(void) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 100, "粗体115");
  sheet_text(sheet, 52, 100, "粗体115");
  check(sheet, "粗体115\n");
}

/* A column of one character a line is lines of one character; written downwards it is one line. */
static void test_vertical(void) {
  GString *sheet = sheet_open();
  const char *const characters[] = {"三", "、", "本", "年", "度"};
  for (unsigned i = 0; i < G_N_ELEMENTS(characters); i++) sheet_text(sheet, 80, 100 + 10 * i, characters[i]);
  for (unsigned i = 0; i < G_N_ELEMENTS(characters); i++) sheet_text(sheet, 60, 100 + 10 * i, characters[i]);
  check(sheet, "v:三、本年度\nv:三、本年度\n");
  sheet = sheet_open();
  for (unsigned i = 0; i < G_N_ELEMENTS(characters); i++) sheet_text(sheet, 80, 100 + 14 * i, characters[i]);
  check(sheet, "三\n、\n本\n年\n度\n");
}

/* One figure below the other is no writing downwards. */
static void test_column_of_figures(void) {
  GString *sheet = sheet_open();
  for (unsigned i = 0; i < 4; i++) sheet_text(sheet, 80, 100 + 11 * i, "0");
  check(sheet, "0\n0\n0\n0\n");
}

/* Turned by 90 degrees either way: boxes lie flat, lines follow each other across the page. */
static void test_turned(void) {
  static const char *const expected = "v:第一行21\nv:第二行\n";
  for (int up = 0; up < 2; up++) {
    GString *sheet = sheet_open();
    const char *const lines[] = {"第二行", "第一行21"};
    for (int i = 0; i < 2; i++) {
      double x = up ? 320 - 20 * i : 300 + 20 * i, y = 400;
      for (const char *at = lines[i]; *at; at = g_utf8_next_char(at)) {
        double step = *at & 0x80 ? 10 : 5;
        g_string_append_printf(sheet, "glyph %.2f %.2f %.2f %.2f U+%04X %.*s\n", x, up ? y - step : y, x + 12,
                               up ? y : y + step, g_utf8_get_char(at), (int)(g_utf8_next_char(at) - at), at);
        y += up ? -step : step;
      }
    }
    check(sheet, expected);
  }
}

/* Letters on a diagonal over the text, of its size and larger. */
static void test_watermark(void) {
  for (double size = 10; size < 50; size += 30) {
    GString *sheet = sheet_open();
    sheet_text(sheet, 50, 100, "第一行的文字和数字1489");
    sheet_text(sheet, 50, 114, "第二行的文字和数字1567");
    const char *const letters[] = {"内", "部", "资", "料"};
    for (unsigned i = 0; i < G_N_ELEMENTS(letters); i++)
      sheet_sized(sheet, 55 + 7 * i, 90 + 7 * i - (size - 10) / 2, size, letters[i]);
    g_autoptr(GPtrArray) pages = sheet_pages(sheet);
    g_autofree char *lines = lines_of(pages);
    g_assert_nonnull(strstr(lines, "第一行的文字和数字1489\n"));
    g_assert_nonnull(strstr(lines, "第二行的文字和数字1567\n"));
  }
}

static void append(Text *text, GPtrArray *pages, unsigned page) {
  const GArray *glyphs = ((const Page *)g_ptr_array_index(pages, page))->glyphs;
  for (unsigned i = 0; i < glyphs->len; i++) text_append_glyph(text, &g_array_index(glyphs, Glyph, i));
}

static void test_text(void) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 100, "共１件");
  sheet_turn_over(sheet, 2);
  sheet_text(sheet, 60, 50, "ab");
  g_autoptr(GPtrArray) pages = sheet_pages(sheet);
  g_autoptr(Text) first = text_new(), second = text_new(), both = text_new();
  append(first, pages, 0);
  append(second, pages, 1);
  text_append(both, second);
  text_append(both, second);
  g_assert_cmpstr(both->utf8->str, ==, "ab ab");
  text_append(first, second);
  g_assert_cmpstr(first->utf8->str, ==, "共1件ab");
  g_autofree char *raw = text_raw(first, 3, 7);
  g_assert_cmpstr(raw, ==, "１件");
  unsigned from, end;
  text_span(first, 3, 7, &from, &end);
  g_assert_cmpuint(from, ==, 1);
  g_assert_cmpuint(end, ==, 3);
  int page;
  Box box;
  g_assert_true(text_box(first, 4, 9, &page, &box));
  g_assert_cmpint(page, ==, 1);
  g_assert_cmpfloat(box.x1, ==, 70);
  g_assert_cmpfloat(box.x2, ==, 80);
  g_assert_false(text_box(first, 4, 4, &page, &box));
  g_assert_true(text_is_wrapped(first, 0, 9));
  g_assert_false(text_is_wrapped(first, 0, 7));
  g_autoptr(Text) slice = text_slice(first, 4, 8);
  g_assert_cmpstr(slice->utf8->str, ==, "件a");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/line/order", test_order);
  g_test_add_func("/line/blanks", test_blanks);
  g_test_add_func("/line/justified-digits", test_justified_digits);
  g_test_add_func("/line/letters-in-high-boxes", test_letters_in_high_boxes);
  g_test_add_func("/line/low-digits-beside-high-boxes", test_low_digits_beside_high_boxes);
  g_test_add_func("/line/sizes", test_sizes);
  g_test_add_func("/line/struck-twice", test_struck_twice);
  g_test_add_func("/line/vertical", test_vertical);
  g_test_add_func("/line/column-of-figures", test_column_of_figures);
  g_test_add_func("/line/turned", test_turned);
  g_test_add_func("/line/watermark", test_watermark);
  g_test_add_func("/text", test_text);
  return g_test_run();
}
