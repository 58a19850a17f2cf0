/* Tables whose rules are wanting: some painted, or none but fields of colour. */
#include "tables.h"

#include <string.h>

/* Three rows of two columns, 60 and 18 with a gap of 2, of which `bare` has no fields; a ground under all. */
static GString *draw_fields(int bare) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 60, "表中数字为本年度数");
  sheet_field(sheet, 48, 98, 172, 160);
  for (int i = 0; i < 6; i++) {
    double x = 50 + 60 * (i % 2), y = 100 + 20 * (i / 2);
    if (i / 2 != bare) sheet_field(sheet, x, y, x + 58, y + 18);
    sheet_text(sheet, x + 5, y + 4, i % 2 == 0 ? "规章" : "12");
  }
  sheet_text(sheet, 50, 200, "以上数字均已核对");
  return sheet;
}

/* Cells that are fields of colour; where a row has none, the fields are no cells. */
static void test_fields(void) {
  check(draw_fields(-1), "table page 1 3 rows 2 columns ruled\n"
                         "|规章|12|\n"
                         "|规章|12|\n"
                         "|规章|12|\n");
  g_autofree char *tables = tables_of(draw_fields(1), NULL);
  g_assert_null(strstr(tables, "ruled"));
}

/* Two columns of figures, three rows whose labels have two lines each, `step` apart, close to the next row's; the
   figures beside line `beside` of each, and level rules between the rows if wanted. */
static GString *draw_wrapped(double beside, double step, bool rules) {
  static const char *const labels[] = {"1.本机关不掌握", "相关政府信息", "2.没有现成信息",
                                       "需要另行制作",   "补正后申请",   "仍不明确"};
  GString *sheet = sheet_open();
  for (int i = 0; i < 6; i++) sheet_text(sheet, 50, 100 + step * i + (rules ? 0 : i / 2 * 4), labels[i]);
  for (int i = 0; i < 3; i++) {
    double y = 100 + step * 2 * i + (rules ? 0 : i * 4) + step * beside;
    sheet_text(sheet, 200, y, "12");
    sheet_text(sheet, 260, y, "3");
    if (rules) sheet_rule(sheet, 45, 100 + step * 2 * i - 2, 300, 100 + step * 2 * i - 2);
  }
  return sheet;
}

/* Labels of two lines, their figures beside the first, the middle, the last; where only a rule tells rows, it does. */
static void test_wrapped_labels(void) {
  static const char rows[] = "table page 1 3 rows 3 columns aligned\n"
                             "|1.本机关不掌握相关政府信息|12|3|\n"
                             "|2.没有现成信息需要另行制作|12|3|\n"
                             "|补正后申请仍不明确|12|3|\n";
  check(draw_wrapped(0, 13, false), rows);
  check(draw_wrapped(0.5, 13, false), rows);
  check(draw_wrapped(1, 13, false), rows);
  check(draw_wrapped(0.5, 13, true), rows);
}

/* The third of five heads stands below the one over all five, in its middle: it is none of its lines. */
static void test_head_below_head(void) {
  static const char *const heads[] = {"企业", "机构", "组织", "律所", "其他"};
  GString *sheet = sheet_open();
  sheet_text(sheet, 175, 87, "法人或其他组织");
  for (int i = 0; i < 5; i++) sheet_text(sheet, 120 + 40 * i, 100, heads[i]);
  for (int r = 0; r < 3; r++) {
    sheet_text(sheet, 50, 116 + 16 * r, "予以公开");
    for (int i = 0; i < 5; i++) sheet_text(sheet, 127.5 + 40 * i, 116 + 16 * r, "7");
  }
  check(sheet, "table page 1 5 rows 6 columns aligned\n"
               "||法人或其他组织|<|<|<|<|\n"
               "|^|企业|机构|组织|律所|其他|\n"
               "|予以公开|7|7|7|7|7|\n"
               "|予以公开|7|7|7|7|7|\n"
               "|予以公开|7|7|7|7|7|\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table-bare/fields", test_fields);
  g_test_add_func("/table-bare/wrapped-labels", test_wrapped_labels);
  g_test_add_func("/table-bare/head-below-head", test_head_below_head);
  return g_test_run();
}
