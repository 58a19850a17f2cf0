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

/* Two groups of heads over `n` columns 40 apart each, and a line of figures under those whose letter is no blank. */
static GString *draw_groups(const char *figures) {
  static const char *const heads[] = {"维持", "纠正", "总计"};
  GString *sheet = sheet_open();
  sheet_text(sheet, 100, 80, "行政复议");
  sheet_text(sheet, 220, 80, "行政诉讼");
  for (int i = 0; i < 6; i++) sheet_text(sheet, 70 + 40 * i, 98, heads[i % 3]);
  for (int i = 0; i < 6; i++) {
    char figure[] = {figures[i], '\0'};
    if (figures[i] != ' ') sheet_text(sheet, 77.5 + 40 * i, 116, figure);
  }
  return sheet;
}

/* A head stands over the columns in whose middle it is, and two share them all; a column may be blank, but no figure
   may stand between two heads. */
static void test_groups(void) {
  static const char heads[] = "table page 1 3 rows 6 columns aligned\n"
                              "|行政复议|<|<|行政诉讼|<|<|\n"
                              "|维持|纠正|总计|维持|纠正|总计|\n";
  g_autofree char *whole = g_strconcat(heads, "|1|2|3|4|5|9|\n", NULL);
  g_autofree char *blank = g_strconcat(heads, "||2|2||5|5|\n", NULL);
  check(draw_groups("123459"), whole);
  check(draw_groups(" 22 55"), blank);
  GString *sheet = draw_groups("12  59");
  sheet_text(sheet, 177.5, 116, "5");
  check(sheet, "");
}

/* Figures flush right under heads in the middle of their columns: no head stands over its figures. */
static void test_flush_right(void) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 60, 80, "信息内容");
  sheet_text(sheet, 165, 80, "处理决定");
  sheet_text(sheet, 285, 80, "现行有效");
  for (int r = 0; r < 3; r++) {
    sheet_text(sheet, 60, 100 + 20 * r, r == 1 ? "许可" : "处罚");
    sheet_text(sheet, 230, 100 + 20 * r, "12");
    sheet_text(sheet, 345, 100 + 20 * r, r == 2 ? "4119" : "  38");
  }
  check(sheet, "table page 1 4 rows 3 columns aligned\n"
               "|信息内容|处理决定|现行有效|\n"
               "|处罚|12|38|\n|许可|12|38|\n|处罚|12|4119|\n");
}

/* Prints a text with its middle at x. */
static void sheet_middle(GString *sheet, double x, double y, const char *text) {
  double width = 0;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) width += *at & 0x80 ? SIZE : SIZE / 2.0;
  sheet_text(sheet, x - width / 2, y, text);
}

/* Rows whose labels stand in the middle of one, two or three columns; their numbers tell which. */
static void test_labels_in_the_middle(void) {
  static const char *const labels[] = {"一、本年新收申请数量", "（一）予以公开", "1.属于国家秘密",
                                       "2.其他法律禁止",       "3.危及安全稳定", "1.没有相关信息",
                                       "2.内容不明确",         "（四）总计",     "三、结转下年度"};
  static const double middles[] = {150, 180, 220, 220, 220, 220, 220, 180, 150};
  GString *sheet = sheet_open();
  for (int r = 0; r < 9; r++) {
    sheet_middle(sheet, middles[r], 100 + 20 * r, labels[r]);
    for (int i = 0; i < 3; i++) sheet_text(sheet, 320 + 40 * i, 100 + 20 * r, i == r % 3 ? "7" : "0");
  }
  sheet_middle(sheet, 60, 174, "二、本年");
  sheet_middle(sheet, 60, 186, "办理结果");
  sheet_middle(sheet, 130, 160, "（二）不公开");
  sheet_middle(sheet, 130, 210, "（三）不提供");
  check(sheet, "table page 1 9 rows 6 columns aligned\n"
               "|一、本年新收申请数量|<|<|7|0|0|\n"
               "|二、本年办理结果|（一）予以公开|<|0|7|0|\n"
               "|^|（二）不公开|1.属于国家秘密|0|0|7|\n"
               "|^|^|2.其他法律禁止|7|0|0|\n"
               "|^|^|3.危及安全稳定|0|7|0|\n"
               "|^|（三）不提供|1.没有相关信息|0|0|7|\n"
               "|^|^|2.内容不明确|7|0|0|\n"
               "|^|（四）总计|<|0|7|0|\n"
               "|三、结转下年度|<|<|0|0|7|\n");
}

/* What a page's end leaves: one row of a table on the next page, or all of it but the head. */
static void test_over_pages(void) {
  for (int rows_before = 0; rows_before <= 2; rows_before += 2) {
    GString *sheet = sheet_open();
    sheet_text(sheet, 60, 700, "信息内容");
    sheet_text(sheet, 160, 700, "制发");
    sheet_text(sheet, 220, 700, "有效");
    for (int r = 0; r < 3; r++) {
      if (r == rows_before) sheet_turn_over(sheet, 2);
      double y = r < rows_before ? 720 + 20 * r : 40 + 20 * (r - rows_before);
      sheet_text(sheet, 60, y, r == 1 ? "许可" : "处罚");
      sheet_text(sheet, 165, y, "12");
      sheet_text(sheet, 227.5, y, r == 1 ? " " : "3");
    }
    check(sheet, "table page 1-2 4 rows 3 columns aligned\n"
                 "|信息内容|制发|有效|\n"
                 "|处罚|12|3|\n|许可|12||\n|处罚|12|3|\n");
  }
}

/* Labels whose figure is blank, and units: a unit makes a row, the second line of a unit none. */
static void test_blanks_with_units(void) {
  static const char *const rows[][3] = {{"1.当面申请数", "件", "5"},  {"2.传真申请数", "件", ""},
                                        {"其中：涉密", "件", ""},     {"个人隐私", "件", "7"},
                                        {"四、专项经费", "万", "15"}, {"", "元", ""},
                                        {"五、会议次数", "次", "3"}};
  GString *sheet = sheet_open();
  for (int r = 0; r < 7; r++) {
    double y = 100 + 16 * r - (r == 5 ? 4 : 0);
    sheet_text(sheet, 60, y, rows[r][0]);
    sheet_text(sheet, 200, y, rows[r][1]);
    sheet_text(sheet, 260, y, rows[r][2]);
  }
  check(sheet, "table page 1 6 rows 3 columns aligned\n"
               "|1.当面申请数|件|5|\n|2.传真申请数|件||\n|其中：涉密|件||\n|个人隐私|件|7|\n"
               "|四、专项经费|万元|15|\n|五、会议次数|次|3|\n");
}

/* Two columns of figures and three rows; of the cells of figures, only the outer sides are drawn, or nothing between
   columns, or nothing between rows. */
static GString *draw_walls_left_out(bool across, bool down) {
  GString *sheet = sheet_open();
  for (int r = 0; r <= 4; r++) sheet_rule(sheet, 50, 100 + 20 * r, r < 2 || r > 3 || across ? 290 : 130, 100 + 20 * r);
  for (int c = 0; c <= 3; c++) sheet_rule(sheet, 50 + 80 * c, 100, 50 + 80 * c, c == 2 && !down ? 120 : 180);
  sheet_text(sheet, 60, 104, "项目");
  sheet_text(sheet, 150, 104, "本年");
  sheet_text(sheet, 230, 104, "上年");
  for (int r = 0; r < 3; r++) {
    sheet_text(sheet, 60, 124 + 20 * r, r == 1 ? "许可" : "处罚");
    sheet_text(sheet, 165, 124 + 20 * r, r == 1 ? "  " : "12");
    sheet_text(sheet, 245, 124 + 20 * r, r == 1 ? "407" : "6");
  }
  return sheet;
}

/* Walls between figures that are not drawn are told by the heads and labels that are parted there. */
static void test_walls_left_out(void) {
  static const char rows[] = "table page 1 4 rows 3 columns ruled\n"
                             "|项目|本年|上年|\n|处罚|12|6|\n|许可||407|\n|处罚|12|6|\n";
  check(draw_walls_left_out(true, true), rows);
  check(draw_walls_left_out(true, false), rows);
  check(draw_walls_left_out(false, true), rows);
  check(draw_walls_left_out(false, false), rows);
}

/* Rows that no rule parts: figures that fill their cells are two, not one, where the labels beside them are two. */
static void test_stacked_rows(void) {
  GString *sheet = sheet_open();
  const double edges[] = {50, 130, 155, 180};
  for (unsigned i = 0; i < G_N_ELEMENTS(edges); i++) sheet_rule(sheet, edges[i], 100, edges[i], 180);
  for (int r = 0; r < 3; r++) sheet_rule(sheet, 50, r == 2 ? 180 : 100 + 20 * r, 180, r == 2 ? 180 : 100 + 20 * r);
  sheet_text(sheet, 60, 104, "项目");
  sheet_text(sheet, 132, 104, "本年");
  sheet_text(sheet, 157, 104, "上年");
  for (int r = 0; r < 3; r++) {
    sheet_text(sheet, 60, 124 + 18 * r, r == 0 ? "1.当面" : r == 1 ? "2.网络" : "3.信函");
    sheet_text(sheet, 132.5, 124 + 18 * r, r == 0 ? "4689" : "5190");
    sheet_text(sheet, 157.5, 124 + 18 * r, r == 0 ? "1207" : "3311");
  }
  check(sheet, "table page 1 4 rows 3 columns "
               "aligned\n|项目|本年|上年|\n|1.当面|4689|1207|\n|2.网络|5190|3311|\n|3.信函|5190|3311|\n");
}

/* A number whose digits stand apart in a wide cell, under a head as wide, is not torn. */
static void test_wide_cell(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 100, 80, 4, 1);
  for (int r = 0; r < 2; r++) {
    sheet_rule(sheet, 50, 140 + 20 * r, 370, 140 + 20 * r);
    sheet_rule(sheet, 50, 120 + 20 * r, 50, 140 + 20 * r);
    sheet_rule(sheet, 130, 120 + 20 * r, 130, 140 + 20 * r);
    sheet_rule(sheet, 370, 120 + 20 * r, 370, 140 + 20 * r);
  }
  for (int c = 0; c < 4; c++) sheet_text(sheet, 60 + 80 * c, 104, c ? "数量" : "项目");
  sheet_text(sheet, 60, 124, "项目");
  sheet_text(sheet, 210, 124, "处理决定数量");
  sheet_text(sheet, 60, 144, "处罚");
  sheet_text(sheet, 170, 144, "1");
  sheet_text(sheet, 250, 144, "5");
  sheet_text(sheet, 330, 144, "2");
  check(sheet, "table page 1 3 rows 4 columns ruled\n"
               "|项目|数量|数量|数量|\n|项目|处理决定数量|<|<|\n|处罚|1 5 2|<|<|\n");
}

/* A cell with a text in it, of rules or of a ground of colour. */
static void sheet_cell(GString *sheet, bool rules, double x1, double y1, double x2, double y2, const char *text) {
  if (!rules) sheet_field(sheet, x1 + 0.3, y1, x2 - 0.3, y2);
  for (int side = 0; side < 2 && rules; side++) {
    sheet_rule(sheet, x1, side ? y2 : y1, x2, side ? y2 : y1);
    sheet_rule(sheet, side ? x2 : x1, y1, side ? x2 : x1, y2);
  }
  sheet_middle(sheet, (x1 + x2) / 2, y1 + 4, text);
}

/* A head with rules, or with a ground of colour, over figures without; the page may part its lines. */
static void test_bare_head(void) {
  static const char rows[] = "|处罚|12|6|18|\n|许可|12|6|18|\n|处罚|12|6|18|\n";
  for (int kind = 0; kind < 4; kind++) {
    bool rules = kind % 2 == 0, parted = kind > 1;
    GString *sheet = sheet_open();
    sheet_cell(sheet, rules, 130, 100, 290, 120, "申请人情况");
    sheet_cell(sheet, rules, 290, 100, 370, 120, "合计");
    double y = parted ? 40 : 120;
    if (parted) sheet_turn_over(sheet, 2);
    sheet_cell(sheet, rules, 50, y, 130, y + 20, "项目");
    sheet_cell(sheet, rules, 130, y, 210, y + 20, "个人");
    sheet_cell(sheet, rules, 210, y, 290, y + 20, "单位");
    for (int r = 0; r < 3; r++) {
      y += 20;
      sheet_middle(sheet, 90, y + 4, r == 1 ? "许可" : "处罚");
      sheet_middle(sheet, 170, y + 4, "12");
      sheet_middle(sheet, 250, y + 4, "6");
      sheet_middle(sheet, 330, y + 4, "18");
    }
    g_autofree char *whole =
        g_strconcat(parted ? "table page 1-2 5 rows 4 columns aligned\n||申请人情况|<|合计|\n|项目|个人|单位||\n"
                           : "table page 1 5 rows 4 columns aligned\n|项目|申请人情况|<|合计|\n|^|个人|单位|^|\n",
                    rows, NULL);
    check(sheet, whole);
  }
}

/* Lines as close as they go: a head over wrapped ones, one of them over a blank column, bands under captions, a column
   of units that reads downwards. */
static void test_closely_set(void) {
  static const char *const heads[][3] = {{"商业", "企业", ""}, {"社会", "公益", "组织"}, {"法律", "服务", ""}};
  GString *sheet = sheet_open();
  sheet_middle(sheet, 165, 80, "法人或其他组织");
  for (int c = 0; c < 3; c++)
    for (int i = 0; i < 3; i++)
      sheet_middle(sheet, 130 + 35 * c, 90.5 + 10.5 * i + (*heads[c][2] ? 0 : 5), heads[c][i]);
  for (int r = 0; r < 3; r++) {
    sheet_text(sheet, 50, 122 + 10.5 * r, r == 1 ? "许可" : "处罚");
    sheet_middle(sheet, 130, 122 + 10.5 * r, "12");
    sheet_middle(sheet, 200, 122 + 10.5 * r, "7");
  }
  check(sheet, "table page 1 5 rows 4 columns aligned\n"
               "||法人或其他组织|<|<|\n|^|商业企业|社会公益组织|法律服务|\n"
               "|处罚|12||7|\n|许可|12||7|\n|处罚|12||7|\n");
  sheet = sheet_open();
  for (int band = 0; band < 2; band++) {
    double y = 80 + 31.5 * band;
    sheet_middle(sheet, 140, y, band ? "第五项" : "第一项");
    sheet_middle(sheet, 80, y + 10.5, "内容");
    sheet_middle(sheet, 200, y + 10.5, band ? "处理数量" : "制发数量");
    sheet_middle(sheet, 80, y + 21, "规章");
    sheet_middle(sheet, 200, y + 21, "55");
  }
  sheet_middle(sheet, 80, 143, "许可");
  sheet_middle(sheet, 200, 143, "4119");
  check(sheet, "table page 1 7 rows 2 columns aligned\n"
               "|第一项|<|\n|内容|制发数量|\n|规章|55|\n|第五项|<|\n|内容|处理数量|\n|规章|55|\n|许可|4119|\n");
  sheet = sheet_open();
  for (int r = 0; r < 6; r++) sheet_text(sheet, 200, 100 + 10.5 * r, r == 4 ? "个" : "件");
  for (int r = 0; r < 6; r++) sheet_text(sheet, 50, 100 + 10.5 * r, r % 2 ? "（二）办结数" : "（一）收到数");
  for (int r = 0; r < 6; r++) sheet_text(sheet, 260, 100 + 10.5 * r, "12");
  g_autofree char *tables = tables_of(sheet, NULL);
  g_assert_nonnull(strstr(tables, "6 rows 3 columns aligned\n|（一）收到数|件|12|\n|（二）办结数|件|12|\n"));
}

/* The label of the last row of a band has a line below its figure. */
static void test_band_below_label(void) {
  GString *sheet = sheet_open();
  for (int band = 0; band < 2; band++) {
    double y = 80 + 80 * band;
    sheet_middle(sheet, 140, y, band ? "第五项" : "第一项");
    sheet_middle(sheet, 80, y + 16, "内容");
    sheet_middle(sheet, 200, y + 16, band ? "处理数量" : "制发数量");
    sheet_middle(sheet, 80, y + 32, "规章");
    sheet_middle(sheet, 200, y + 32, "55");
    sheet_middle(sheet, 80, y + 48, "其他对外管理服");
    sheet_middle(sheet, 200, y + 48, "6");
    sheet_middle(sheet, 80, y + 60, "务事项");
  }
  check(sheet, "table page 1 8 rows 2 columns aligned\n"
               "|第一项|<|\n|内容|制发数量|\n|规章|55|\n|其他对外管理服务事项|6|\n"
               "|第五项|<|\n|内容|处理数量|\n|规章|55|\n|其他对外管理服务事项|6|\n");
}

/* Every second row in colour, and rules in the colour of the page, which are seen there only. */
static void test_stripes_with_rules(void) {
  GString *sheet = sheet_open();
  for (int r = 0; r < 5; r++) {
    double y = 100 + 20 * r;
    if (r % 2 == 1) sheet_grid(sheet, 50, y, 80, 3, 1);
    sheet_middle(sheet, 90, y + 4, r == 0 ? "项目" : "处罚");
    sheet_middle(sheet, 170, y + 4, r == 0 ? "本年" : "12");
    sheet_middle(sheet, 250, y + 4, r == 0 ? "上年" : "7");
  }
  check(sheet, "table page 1 5 rows 3 columns aligned\n"
               "|项目|本年|上年|\n|处罚|12|7|\n|处罚|12|7|\n|处罚|12|7|\n|处罚|12|7|\n");
}

/* Words set apart to fill their cells, above no rules: what stands nearest is a word, what stands alone is none. */
static void test_spaced_heads(void) {
  static const char *const letters[] = {"项", "目", "本", "年", "数", "总", "计"};
  static const double xs[] = {60, 80, 150, 165, 180, 240, 260};
  GString *sheet = sheet_open();
  for (size_t i = 0; i < G_N_ELEMENTS(xs); i++) sheet_text(sheet, xs[i], 100, letters[i]);
  for (int i = 0; i < 9; i++) sheet_text(sheet, 60 + 100 * (i % 3), 120 + 20 * (i / 3), i % 3 ? "12" : "处罚");
  check(sheet, "table page 1 4 rows 3 columns aligned\n"
               "|项目|本年数|总计|\n|处罚|12|12|\n|处罚|12|12|\n|处罚|12|12|\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table-bare/fields", test_fields);
  g_test_add_func("/table-bare/wrapped-labels", test_wrapped_labels);
  g_test_add_func("/table-bare/head-below-head", test_head_below_head);
  g_test_add_func("/table-bare/groups", test_groups);
  g_test_add_func("/table-bare/flush-right", test_flush_right);
  g_test_add_func("/table-bare/labels-in-the-middle", test_labels_in_the_middle);
  g_test_add_func("/table-bare/over-pages", test_over_pages);
  g_test_add_func("/table-bare/walls-left-out", test_walls_left_out);
  g_test_add_func("/table-bare/stacked-rows", test_stacked_rows);
  g_test_add_func("/table-bare/wide-cell", test_wide_cell);
  g_test_add_func("/table-bare/bare-head", test_bare_head);
  g_test_add_func("/table-bare/band-below-label", test_band_below_label);
  g_test_add_func("/table-bare/stripes-with-rules", test_stripes_with_rules);
  g_test_add_func("/table-bare/closely-set", test_closely_set);
  g_test_add_func("/table-bare/blanks-with-units", test_blanks_with_units);
  g_test_add_func("/table-bare/spaced-heads", test_spaced_heads);
  return g_test_run();
}
