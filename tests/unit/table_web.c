/* Tables as web pages have them. */
#include "tables.h"

#include <string.h>

/* The article stands in a cell of a table that lays out the page: what is about it above, a table within it. */
static void test_page_in_a_table(void) {
  GString *sheet = sheet_open();
  for (int i = 0; i < 3; i++) sheet_rule(sheet, 30, 30 + 20 * i, 570, 30 + 20 * i);
  sheet_rule(sheet, 30, 780, 570, 780);
  sheet_rule(sheet, 300, 30, 300, 70);
  for (int i = 0; i < 2; i++) sheet_rule(sheet, 30 + 540 * i, 30, 30 + 540 * i, 780);
  sheet_text(sheet, 35, 35, "索引号：12");
  sheet_text(sheet, 305, 35, "发布日期：2024");
  sheet_text(sheet, 35, 55, "发布机构：办公室");
  sheet_text(sheet, 305, 55, "文号：");
  sheet_text(sheet, 40, 100, "一、总体情况");
  sheet_grid(sheet, 50, 200, 80, 2, 2);
  sheet_text(sheet, 55, 205, "规章");
  sheet_text(sheet, 135, 205, "3");
  sheet_text(sheet, 55, 225, "规范性文件");
  sheet_text(sheet, 135, 225, "4");
  unsigned lines;
  g_autofree char *tables = tables_of(sheet, &lines);
  g_assert_cmpstr(tables, ==, "table page 1 2 rows 2 columns ruled\n|规章|3|\n|规范性文件|4|\n");
  g_assert_cmpuint(lines, ==, 3);
}

/* Heads and every second row are fields of colour, the others are not: together they are no table by themselves. */
static void test_heads_and_stripes(void) {
  static const char *const rows[][3] = {
      {"信息内容", "制发件数", "有效件数"}, {"规章", "30", "87"},    {"规范性文件", "105", "70"},
      {"信息内容", "处理决定", "收费金额"}, {"行政许可", "15", "3"}, {"行政处罚", "20", "4"}};
  GString *sheet = sheet_open();
  for (int r = 0; r < 6; r++) {
    for (int c = 0; c < 3; c++) {
      if (r != 1 && r != 4) sheet_field(sheet, 50 + 120 * c, 100 + 20 * r, 170 + 120 * c, 120 + 20 * r);
      sheet_text(sheet, 80 + 120 * c, 105 + 20 * r, rows[r][c]);
    }
  }
  for (int r = 0; r <= 6; r++) sheet_rule(sheet, 50, 100 + 20 * r, 410, 100 + 20 * r);
  check(sheet, "table page 1 3 rows 3 columns aligned\n|信息内容|制发件数|有效件数|\n|规章|30|87|\n"
               "|规范性文件|105|70|\n"
               "table page 1 3 rows 3 columns aligned\n|信息内容|处理决定|收费金额|\n|行政许可|15|3|\n"
               "|行政处罚|20|4|\n");
}

/* The page ends below the heads, and the browser's foot with its number stands there: the heads are no bare ones. */
static void test_heads_above_the_foot(void) {
  GString *sheet = sheet_open();
  for (int page = 1; page <= 2; page++) {
    if (page == 2) sheet_turn_over(sheet, 2);
    sheet_text(sheet, 20, 20, "11/23/26, 10:58 AM");
    sheet_text(sheet, 20, 780, "file:///home/page.html");
    sheet_text(sheet, 400, 780, page == 1 ? "1/3" : "2/3");
  }
  sheet_grid(sheet, 100, 60, 80, 3, 2);
  sheet_text(sheet, 105, 65, "规章");
  sheet_text(sheet, 105, 85, "文件");
  for (int i = 0; i < 4; i++) sheet_text(sheet, 190 + 80 * (i % 2), 65 + 20 * (i / 2), "7");
  GString *first = g_string_new(NULL);
  sheet_grid(first, 100, 740, 80, 3, 1);
  sheet_text(first, 105, 745, "信息内容");
  sheet_text(first, 190, 745, "制发件数");
  sheet_text(first, 270, 745, "有效件数");
  g_string_insert(sheet, strstr(sheet->str, "page 2") - sheet->str, first->str);
  g_string_free(first, TRUE);
  check(sheet, "table page 1-2 3 rows 3 columns ruled\n|信息内容|制发件数|有效件数|\n|规章|7|7|\n|文件|7|7|\n");
}

/* A coloured row that a page ends with, above which stands more than a line of blank; its label's group has no colour. On
   the next page is a table as wide to the right, in colour, too. */
static void test_a_stripe_at_the_end(void) {
  GString *sheet = sheet_open();
  for (int r = 0; r < 5; r++) {
    double y = 580 + 36 * r;
    sheet_text(sheet, 110, y + 13, "处罚");
    for (int c = 0; c < 3; c++) {
      sheet_text(sheet, 190 + 80 * c, y + 13, "12");
      if (r == 4) sheet_field(sheet, 160 + 80 * c, y, 240 + 80 * c, y + 36);
    }
  }
  sheet_turn_over(sheet, 2);
  for (int i = 0; i < 6; i++) {
    double x = 100 + 150 * (i % 2), y = 300 + 40 * (i / 2);
    sheet_field(sheet, x, y, x + 150, y + 40);
    sheet_text(sheet, x + 60, y + 15, i % 2 ? "7" : "许可");
  }
  check(sheet, "table page 1 5 rows 4 columns aligned\n|处罚|12|12|12|\n|处罚|12|12|12|\n|处罚|12|12|12|\n"
               "|处罚|12|12|12|\n|处罚|12|12|12|\n"
               "table page 2 3 rows 2 columns ruled\n|许可|7|\n|许可|7|\n|许可|7|\n");
}

/* Rules around the labels alone, the figures beside them free: one table. */
static void test_figures_beside_labels(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 100, 60, 80, 2, 3);
  for (int r = 0; r < 3; r++) {
    sheet_text(sheet, 105, 65 + 20 * r, "处罚");
    sheet_text(sheet, 185, 65 + 20 * r, "警告");
    for (int c = 0; c < 3; c++) sheet_text(sheet, 290 + 60 * c, 65 + 20 * r, "12");
  }
  check(sheet, "table page 1 3 rows 5 columns aligned\n|处罚|警告|12|12|12|\n|处罚|警告|12|12|12|\n"
               "|处罚|警告|12|12|12|\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table_web/page-in-a-table", test_page_in_a_table);
  g_test_add_func("/table_web/heads-and-stripes", test_heads_and_stripes);
  g_test_add_func("/table_web/heads-above-the-foot", test_heads_above_the_foot);
  g_test_add_func("/table_web/figures-beside-labels", test_figures_beside_labels);
  g_test_add_func("/table_web/a-stripe-at-the-end", test_a_stripe_at_the_end);
  return g_test_run();
}
