/* Which characters stand in which cell, and which of them are one number. */
#include "table/table_sheet.h"
#include "tables.h"

/* A figure broken in its narrow cell is one; two figures in one cell are two; a long one is not torn by a wall. */
static void test_figures(void) {
  GString *sheet = sheet_open();
  sheet_rule(sheet, 50, 100, 200, 100);
  sheet_rule(sheet, 50, 130, 200, 130);
  sheet_rule(sheet, 50, 160, 200, 160);
  for (int i = 0; i < 4; i++)
    sheet_rule(sheet, 50 + (i == 0 ? 0 : 60 + 30 * i), 100, 50 + (i == 0 ? 0 : 60 + 30 * i), 160);
  sheet_rule(sheet, 200, 100, 200, 160);
  sheet_text(sheet, 55, 110, "收到");
  sheet_text(sheet, 145, 105, "1489");
  sheet_text(sheet, 145, 117, "54");
  sheet_text(sheet, 55, 135, "办结");
  sheet_text(sheet, 75, 133, "12");
  sheet_text(sheet, 75, 146, "13");
  sheet_text(sheet, 132, 140, "12345678");
  check(sheet, "table page 1 2 rows 3 columns ruled\n"
               "|收到|148954||\n"
               "|办结12 13|12345678||\n");
}

/* Digits as wide as Han from a font that calls them half as high again: they are no larger than their cell. */
static void test_wide_digits(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 100, 60, 2, 2);
  sheet_text(sheet, 55, 105, "收到");
  sheet_text(sheet, 55, 125, "办结");
  g_string_append(sheet, "glyph 115.00 94.00 127.00 126.00 U+FF11 1\n"
                         "glyph 127.00 94.00 139.00 126.00 U+FF12 2\n");
  sheet_text(sheet, 115, 125, "12");
  check(sheet, "table page 1 2 rows 2 columns ruled\n|收到|12|\n|办结|12|\n");
}

/* Digits set apart in their cell are one number; not over walls that may be missing, and not figures of 0 and 1 digit. */
static void test_spread_digits(void) {
  GString *sheet = sheet_open();
  for (int i = 0; i <= 4; i++) sheet_rule(sheet, 50, 100 + 20 * i, 290, 100 + 20 * i);
  const double edges[] = {50, 130, 210, 290};
  for (unsigned i = 0; i < G_N_ELEMENTS(edges); i++) sheet_rule(sheet, edges[i], 100, edges[i], i == 2 ? 160 : 180);
  sheet_text(sheet, 55, 105, "收到");
  sheet_text(sheet, 135, 105, "1  5  2");
  sheet_text(sheet, 215, 105, "1         4");
  sheet_text(sheet, 55, 125, "办结");
  sheet_text(sheet, 135, 125, "0  0");
  sheet_text(sheet, 215, 125, "4  .  8");
  sheet_text(sheet, 55, 145, "答复");
  sheet_text(sheet, 135, 145, "1 2     3");
  sheet_text(sheet, 215, 145, "12  3");
  sheet_text(sheet, 55, 165, "复议");
  sheet_text(sheet, 160, 165, "1           2");
  check(sheet, "table page 1 4 rows 3 columns ruled\n"
               "|收到|152|14|\n"
               "|办结|0 0|4.8|\n"
               "|答复|1 2 3|12 3|\n"
               "|复议|1 2|<|\n");
}

/* Letter-spacing makes the boxes of digits wider than their cell is high: that is no watermark. Poppler lets a digit
   end where the next cell's begins: that tears no number and joins none. */
static void test_wide_boxes(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 100, 60, 3, 2);
  sheet_text(sheet, 55, 105, "收到");
  g_string_append(sheet, "glyph 115.00 95.00 145.00 125.00 U+0031 1\n"
                         "glyph 163.00 95.00 176.00 125.00 U+0034 4\n"
                         "glyph 176.00 95.00 181.00 125.00 U+0038 8\n");
  g_string_append(sheet, "glyph 140.00 125.00 145.00 135.00 U+0031 1\n"
                         "glyph 145.00 125.00 150.00 135.00 U+0037 7\n"
                         "glyph 150.00 125.00 160.00 135.00 U+4EF6 件\n"
                         "glyph 160.00 125.00 178.00 135.00 U+FF09 ）\n"
                         "glyph 178.00 125.00 183.00 135.00 U+0038 8\n");
  sheet_text(sheet, 55, 125, "办结");
  check(sheet, "table page 1 2 rows 3 columns ruled\n|收到|14|8|\n|办结|17件）|8|\n");
}

/* Rows that are lower than their font is high; a dash as wide as Han is no larger than they. */
static void test_low_rows(void) {
  GString *sheet = sheet_open();
  const double rows[] = {100, 109, 118, 140};
  for (unsigned i = 0; i < G_N_ELEMENTS(rows); i++) sheet_rule(sheet, 50, rows[i], 170, rows[i]);
  for (int i = 0; i <= 2; i++) sheet_rule(sheet, 50 + 60 * i, 100, 50 + 60 * i, 140);
  sheet_text(sheet, 55, 99.5, "收到");
  sheet_text(sheet, 55, 108.5, "办结");
  sheet_text(sheet, 55, 124, "答复");
  g_string_append(sheet, "glyph 115.00 98.50 125.00 110.50 U+2014 —\n"
                         "glyph 115.00 107.50 125.00 119.50 U+2014 —\n"
                         "glyph 105.00 115.00 135.00 145.00 U+8349 草\n");
  check(sheet, "table page 1 3 rows 2 columns ruled\n|收到|—|\n|办结|—|\n|答复||\n");
}

/* A font that calls its characters three times as high: its dashes and quotation marks are no watermark. */
static void test_high_marks(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 100, 60, 2, 2);
  sheet_text(sheet, 65, 105, "三安全");
  sheet_text(sheet, 55, 125, "收到");
  g_string_append(sheet, "glyph 55.00 97.00 65.00 123.00 U+201C “\n"
                         "glyph 95.00 97.00 105.00 123.00 U+201D ”\n"
                         "glyph 135.00 97.00 145.00 123.00 U+2014 —\n"
                         "glyph 135.00 117.00 140.00 143.00 U+0037 7\n");
  check(sheet, "table page 1 2 rows 2 columns ruled\n|“三安全”|—|\n|收到|7|\n");
}

/* What a label begins with, in all the ways that headings are numbered; a quantity is no number of a row. */
static void test_marks_of_labels(void) {
  static const struct {
    const char *text;
    LabelLevel level;
    int number;
  } labels[] = {{"一、收到", LABEL_HAN, 1},     {"十二、查阅点", LABEL_HAN, 12}, {"（三）答复", LABEL_HAN_ROUND, 3},
                {"4.不同意", LABEL_DIGIT, 4},   {"4、不同意", LABEL_DIGIT, 4},   {"（1）当面", LABEL_DIGIT, 1},
                {"1）当面", LABEL_DIGIT, 1},    {"①当面", LABEL_DIGIT, 1},       {"⒈当面", LABEL_DIGIT, 1},
                {"㈡传真", LABEL_HAN_ROUND, 2}, {"其中：网上", LABEL_PART, 0},   {"1.2万条", LABEL_BARE, 0},
                {"一、二季度", LABEL_BARE, 0},  {"1,136", LABEL_BARE, 0},        {"2018年", LABEL_BARE, 0},
                {"其他形式", LABEL_BARE, 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
    Text text = {.utf8 = g_string_new(labels[i].text)};
    LabelMark mark = label_mark(&text);
    g_string_free(text.utf8, TRUE);
    g_assert_cmpint(mark.level, ==, labels[i].level);
    g_assert_cmpint(mark.number, ==, labels[i].number);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table_fill/figures", test_figures);
  g_test_add_func("/table_fill/marks-of-labels", test_marks_of_labels);
  g_test_add_func("/table_fill/wide-digits", test_wide_digits);
  g_test_add_func("/table_fill/spread-digits", test_spread_digits);
  g_test_add_func("/table_fill/wide-boxes", test_wide_boxes);
  g_test_add_func("/table_fill/low-rows", test_low_rows);
  g_test_add_func("/table_fill/high-marks", test_high_marks);
  return g_test_run();
}
