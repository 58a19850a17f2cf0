/* Tables out of rules and characters, over pages, and out of alignment alone. */
#include "tables.h"

#include <string.h>

/* Three rows of three columns whose first row is one cell: as strokes, in pieces, or in pieces and double. */
static void draw_pieces(GString *sheet, int pieces) {
  for (int i = 0; i < (pieces ? 12 : 4); i++) {
    double x = pieces ? 50 + 60 * (i % 3) : 50, y = 100 + 20 * (pieces ? i / 3 : i), end = pieces ? x + 60 : 230;
    sheet_rule(sheet, x, y, end, y);
    if (pieces == 2) sheet_rule(sheet, x, y + 0.5, end, y + 0.5);
  }
  for (int i = 0; i < 12; i++) {
    double x = 50 + 60 * (i % 4) + 0.3 * (i / 4 % 2), y = 100 + 20 * (i / 4);
    if (i > 2 || i == 0) sheet_rule(sheet, x, y, x, y + 20);
  }
}

/* Spans and blank cells, however the rules are painted. */
static void test_grid(void) {
  for (int pieces = 0; pieces < 3; pieces++) {
    GString *sheet = sheet_open();
    draw_pieces(sheet, pieces);
    sheet_text(sheet, 100, 105, "第二十条第（一）项");
    sheet_text(sheet, 55, 125, "规章");
    sheet_text(sheet, 135, 125, "12");
    sheet_text(sheet, 55, 145, "规范性");
    sheet_text(sheet, 195, 145, "/");
    check(sheet, "table page 1 3 rows 3 columns ruled\n"
                 "|第二十条第（一）项|<|<|\n"
                 "|规章|12||\n"
                 "|规范性||/|\n");
  }
}

/* A box around prose, a page frame, an underline, a crossing of two rules. */
static void test_no_tables(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 20, 20, 560, 1, 38);
  sheet_rule(sheet, 50, 113, 150, 113);
  sheet_text(sheet, 50, 100, "第一段文字共12件");
  sheet_grid(sheet, 50, 200, 300, 1, 1);
  sheet_text(sheet, 60, 202, "方框里的文字");
  sheet_rule(sheet, 50, 400, 150, 400);
  sheet_rule(sheet, 100, 350, 100, 450);
  unsigned lines;
  g_autofree char *tables = tables_of(sheet, &lines);
  g_assert_cmpstr(tables, ==, "");
  g_assert_cmpuint(lines, ==, 2);
}

static void print_rows(GString *sheet, double y, const char *const *cells, int rows, int columns) {
  for (int i = 0; i < rows * columns; i++)
    sheet_text(sheet, 55 + 80 * (i % columns), y + 4 + 20 * (i / columns), cells[i]);
}

/* The page's end cuts the table: no rule there, a page number in its last row, the next page a little to the right. */
static void test_cut_by_page(void) {
  GString *sheet = sheet_open();
  for (int i = 0; i <= 3; i++) sheet_rule(sheet, 50 + 80 * i, 720, 50 + 80 * i, 790);
  for (int i = 0; i < 2; i++) sheet_rule(sheet, 50, 720 + 20 * i, 290, 720 + 20 * i);
  const char *const above[] = {"项目", "本年", "上年", "规章", "1", "2"}, *const below[] = {"规范", "3", "",
                                                                                            "许可", "5", "6"};
  print_rows(sheet, 720, above, 2, 3);
  sheet_text(sheet, 150, 778, "- 7 -");
  sheet_turn_over(sheet, 2);
  sheet_grid(sheet, 54, 60, 80, 3, 2);
  print_rows(sheet, 60, below, 2, 3);
  sheet_text(sheet, 50, 200, "正文");
  check(sheet, "table page 1-2 4 rows 3 columns ruled\n|项目|本年|上年|\n|规章|1|2|\n|规范|3||\n|许可|5|6|\n");
}

/* The blank first figure below a head that the page ends with is no part of the head. */
static void test_blank_under_head(void) {
  GString *sheet = sheet_open();
  for (int i = 0; i <= 3; i++) sheet_rule(sheet, 50 + 80 * i, 740, 50 + 80 * i, 780);
  for (int i = 0; i < 3; i++) sheet_rule(sheet, i == 1 ? 210 : 50, 740 + 20 * i, 290, 740 + 20 * i);
  sheet_text(sheet, 55, 755, "项目");
  sheet_text(sheet, 135, 755, "自然人");
  sheet_text(sheet, 215, 745, "其中");
  sheet_text(sheet, 215, 765, "商业");
  sheet_turn_over(sheet, 2);
  const char *const below[] = {"规章", "", "3", "许可", "5", "6"};
  sheet_grid(sheet, 50, 60, 80, 3, 2);
  print_rows(sheet, 60, below, 2, 3);
  check(sheet, "table page 1-2 4 rows 3 columns ruled\n|项目|自然人|其中|\n|^|^|商业|\n|规章||3|\n|许可|5|6|\n");
}

/* A repeated head is left out, also where the page ends with it; a heading between tables keeps them apart. */
static void test_repeated_head(void) {
  const char *const cells[] = {"项目", "本年", "上年", "规章", "1", "2"};
  for (int heading = 0; heading < 2; heading++) {
    GString *sheet = sheet_open();
    sheet_grid(sheet, 50, 700, 80, 3, 2);
    print_rows(sheet, 700, cells, 2, 3);
    sheet_turn_over(sheet, 2);
    if (heading) sheet_text(sheet, 50, 40, "四、另一个表");
    sheet_grid(sheet, 50, 60, 80, 3, 2);
    print_rows(sheet, 60, cells, 2, 3);
    check(sheet, heading ? "table page 1 2 rows 3 columns ruled\n|项目|本年|上年|\n|规章|1|2|\n"
                           "table page 2 2 rows 3 columns ruled\n|项目|本年|上年|\n|规章|1|2|\n"
                         : "table page 1-2 3 rows 3 columns ruled\n|项目|本年|上年|\n|规章|1|2|\n|规章|1|2|\n");
  }
  const char *const dashes[] = {"复议", "诉讼", "总计", "—", "—", "3"}; /* no rest of the head */
  GString *alone = sheet_open();
  sheet_grid(alone, 50, 750, 80, 3, 1);
  print_rows(alone, 750, dashes, 1, 3);
  sheet_turn_over(alone, 2);
  sheet_grid(alone, 50, 60, 80, 3, 2);
  print_rows(alone, 60, dashes, 2, 3);
  check(alone, "table page 1-2 2 rows 3 columns ruled\n|复议|诉讼|总计|\n|—|—|3|\n");
}

/* A row and the label beside it cut in two, with all rules drawn at the break. */
static void test_cut_row(void) {
  GString *sheet = sheet_open();
  sheet_rule(sheet, 50, 700, 250, 700);
  sheet_rule(sheet, 100, 720, 250, 720);
  sheet_rule(sheet, 50, 740, 250, 740);
  for (int i = 0; i < 2; i++) {
    double y = i ? 60 : 700, end = i ? 100 : 740;
    sheet_rule(sheet, 50, y, 50, end);
    sheet_rule(sheet, 100, y, 100, end);
    sheet_rule(sheet, 200, y, 200, end);
    sheet_rule(sheet, 250, y, 250, end);
    if (i == 0) sheet_turn_over(sheet, 2);
  }
  sheet_rule(sheet, 50, 60, 250, 60);
  sheet_rule(sheet, 100, 80, 250, 80);
  sheet_rule(sheet, 50, 100, 250, 100);
  sheet_text(sheet, 52, 63, "供");
  sheet_text(sheet, 102, 63, "另行制作");
  sheet_text(sheet, 102, 84, "3.补正后");
  sheet_text(sheet, 220, 84, "25");
  g_autofree char *second = g_strdup(strstr(sheet->str, "page 2"));
  g_string_truncate(sheet, sheet->len - strlen(second));
  sheet_text(sheet, 52, 715, "（四）无");
  sheet_text(sheet, 102, 704, "1.本机关");
  sheet_text(sheet, 220, 704, "252");
  sheet_text(sheet, 102, 725, "2.没有现成信息需");
  sheet_text(sheet, 220, 725, "44");
  g_string_append(sheet, second);
  check(sheet, "table page 1-2 3 rows 3 columns ruled\n"
               "|（四）无供|1.本机关|252|\n"
               "|^|2.没有现成信息需另行制作|44|\n"
               "|^|3.补正后|25|\n");
}

/* A label that spans the break is printed once; rows that begin with their own marks stay two. */
static void test_spanning_label(void) {
  GString *sheet = sheet_open();
  for (int page = 0; page < 2; page++) {
    double y = page ? 60 : 700;
    if (page) sheet_turn_over(sheet, 2);
    for (int i = 0; i <= 3; i++) sheet_rule(sheet, 50 + 80 * i, y, 50 + 80 * i, y + 40);
    for (int i = 0; i < 3; i++) sheet_rule(sheet, i == 1 ? 130 : 50, y + 20 * i, 290, y + 20 * i);
    sheet_text(sheet, 135, y + 4, page ? "3.补正" : "1.本机关");
    sheet_text(sheet, 135, y + 24, page ? "4.其他" : "2.没有");
    sheet_text(sheet, 230, y + 4, page ? "" : "5");
    if (!page) sheet_text(sheet, 55, y + 14, "（四）无");
  }
  check(sheet, "table page 1-2 4 rows 3 columns ruled\n"
               "|（四）无|1.本机关|5|\n|^|2.没有||\n|^|3.补正||\n|^|4.其他||\n");
}

/* The rule at the break parts the labels, and leaves out one figure: it does not move to the blank above. */
static void test_rule_left_out(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 720, 80, 3, 2);
  const char *const rows[] = {"7.案卷", "", "1", "8.查询", "5", "2"};
  print_rows(sheet, 740, rows, 1, 3);
  sheet_turn_over(sheet, 2);
  sheet_grid(sheet, 50, 60, 80, 3, 2);
  print_rows(sheet, 60, rows + 3, 1, 3);
  g_autofree char *first = g_strndup(sheet->str, sheet->len);
  g_string_truncate(sheet, 0);
  g_auto(GStrv) lines = g_strsplit(first, "\n", -1);
  for (char **line = lines; *line && **line; line++) { /* the rules at the break, but over the middle column */
    bool at_break = g_str_has_suffix(*line, " 290.00 760.00") || g_str_has_suffix(*line, " 290.00 60.00");
    const char *y = strstr(*line, " 290.00 760.00") ? "760.00" : "60.00";
    if (!at_break) g_string_append_printf(sheet, "%s\n", *line);
    else g_string_append_printf(sheet, "rule 50.00 %s 130.00 %s\nrule 210.00 %s 290.00 %s\n", y, y, y, y);
  }
  check(sheet, "table page 1-2 4 rows 3 columns ruled\n"
               "||||\n|7.案卷||1|\n|8.查询|5|2|\n||||\n");
}

/* The next page shows neither rules nor text of the label that spans all of it; its table is said to go on. */
static void test_lacking_column(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 720, 80, 4, 1);
  for (int i = 0; i <= 4; i++) sheet_rule(sheet, 50 + 80 * i, 740, 50 + 80 * i, 760);
  const char *const row[] = {"三、本年", "（一）", "1", "2"};
  print_rows(sheet, 740, row, 1, 4);
  sheet_text(sheet, 55, 758, "度办理");
  sheet_turn_over(sheet, 2);
  sheet_text(sheet, 250, 40, "（续表）");
  sheet_grid(sheet, 130, 60, 80, 3, 2);
  const char *const rest[] = {"（二）", "3", "", "（三）", "", "6"};
  for (int i = 0; i < 6; i++) sheet_text(sheet, 135 + 80 * (i % 3), 64 + 20 * (i / 3), rest[i]);
  check(sheet, "table page 1-2 4 rows 4 columns ruled\n"
               "|||||\n|三、本年度办理|（一）|1|2|\n|^|（二）|3||\n|^|（三）||6|\n");
}

/* Heads and feet of the pages that differ in their number only, and an underlined figure. */
static void test_running_head(void) {
  const char *const cells[] = {"规章", "1", "2", "许可", "3", "4"};
  GString *sheet = sheet_open();
  for (int page = 1; page <= 2; page++) {
    if (page > 1) sheet_turn_over(sheet, page);
    sheet_text(sheet, 50, 30, "某某县政府信息公开年度报告");
    sheet_text(sheet, 50, 780, page == 1 ? "http://example.cn/gk 1/2" : "http://example.cn/gk 2/2");
    sheet_grid(sheet, 50, page == 1 ? 700 : 60, 80, 3, 2);
    print_rows(sheet, page == 1 ? 700 : 60, cells, 2, 3);
    sheet_rule(sheet, 133, page == 1 ? 715 : 75, 143, page == 1 ? 715 : 75);
  }
  check(sheet, "table page 1-2 4 rows 3 columns ruled\n|规章|1|2|\n|许可|3|4|\n|规章|1|2|\n|许可|3|4|\n");
}

/* The title of a band alone at the foot of a page, its head on the next. */
static void test_band_at_foot(void) {
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 740, 240, 1, 1);
  sheet_text(sheet, 100, 744, "第二十条第（六）项");
  sheet_text(sheet, 300, 765, "1");
  sheet_turn_over(sheet, 2);
  sheet_grid(sheet, 50, 60, 120, 2, 2);
  sheet_text(sheet, 60, 64, "信息内容");
  sheet_text(sheet, 180, 64, "处理决定数量");
  sheet_text(sheet, 60, 84, "行政处罚");
  sheet_text(sheet, 200, 84, "4119");
  sheet_text(sheet, 300, 765, "2");
  check(sheet, "table page 1-2 3 rows 2 columns ruled\n"
               "|第二十条第（六）项|<|\n|信息内容|处理决定数量|\n|行政处罚|4119|\n");
}

/* A table on a page whose text is turned: read along the text, boxes as displayed. */
static void test_turned(void) {
  GString *sheet = sheet_open();
  const char *const cells[] = {"项目", "数量", "规章", "12"};
  for (int i = 0; i < 4; i++) {
    double along = 100 + 80 * (i % 2), x = 400 - 20 * (i / 2);
    for (const char *at = cells[i]; *at; at = g_utf8_next_char(at)) {
      double step = *at & 0x80 ? 10 : 5;
      g_string_append_printf(sheet, "glyph %.2f %.2f %.2f %.2f U+%04X %.*s\n", x, along, x + 12, along + step,
                             g_utf8_get_char(at), (int)(g_utf8_next_char(at) - at), at);
      along += step;
    }
  }
  for (int i = 0; i < 3; i++) {
    sheet_rule(sheet, 376 + 20 * i, 95, 376 + 20 * i, 255);
    sheet_rule(sheet, 376, 95 + 80 * i, 416, 95 + 80 * i);
  }
  g_autoptr(GPtrArray) pages = sheet_pages(sheet);
  g_autoptr(Layout) layout = layout_read(pages);
  g_assert_cmpuint(layout->tables->len, ==, 1);
  const Table *table = g_ptr_array_index(layout->tables, 0);
  const Cell *cell = table_cell(table, 1, 1);
  g_assert_cmpstr(cell->text->utf8->str, ==, "12");
  g_assert_cmpfloat_with_epsilon(cell->box.x1, 376, 0.01);
  g_assert_cmpfloat_with_epsilon(cell->box.x2, 396, 0.01);
  g_assert_cmpfloat_with_epsilon(cell->box.y1, 175, 0.01);
  g_assert_cmpfloat_with_epsilon(cell->box.y2, 255, 0.01);
}

/* No rules: short heads, wrapped labels with the figure beside their middle, a blank. */
static void test_aligned(void) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 60, "二、主动公开政府信息情况");
  const char *const rows[][4] = {{"信息内容", "本年制发", "本年废止", "现行有效"},
                                 {"规章", "0", "1", "5"},
                                 {"", "6", "39", "7"},
                                 {"许可", "", "251", "12"}};
  for (int r = 0; r < 4; r++)
    for (int c = 0; c < 4; c++) sheet_text(sheet, 60 + 100 * c + (r > 0 && c > 0 ? 15 : 0), 100 + 24 * r, rows[r][c]);
  sheet_text(sheet, 60, 142, "行政规范");
  sheet_text(sheet, 60, 154, "性文件");
  sheet_text(sheet, 50, 220, "共收到12件，其中网络申请3件，信函申请9件。比上年多2件，增长20%，均已办结。");
  check(sheet, "table page 1 4 rows 4 columns aligned\n"
               "|信息内容|本年制发|本年废止|现行有效|\n"
               "|规章|0|1|5|\n"
               "|行政规范性文件|6|39|7|\n"
               "|许可||251|12|\n");
}

/* Bands under captions of their own are one table; a row without figures at the end of a page belongs to it. */
static void test_bands(void) {
  GString *sheet = sheet_open();
  const char *const heads[] = {"第一项", "信息内容", "本年制发", "现行有效"};
  sheet_text(sheet, 225, 100, heads[0]);
  for (int i = 1; i < 4; i++) sheet_text(sheet, 100 * i, 118, heads[i]);
  sheet_text(sheet, 100, 136, "规章");
  sheet_text(sheet, 217, 136, "3");
  sheet_text(sheet, 317, 136, "12");
  sheet_text(sheet, 225, 154, "第五项");
  sheet_text(sheet, 100, 172, heads[1]);
  sheet_text(sheet, 250, 172, "处理决定");
  sheet_text(sheet, 100, 190, "许可");
  sheet_text(sheet, 265, 190, "55");
  sheet_text(sheet, 100, 208, "处罚");
  sheet_text(sheet, 265, 208, "4119");
  check(sheet, "table page 1 7 rows 3 columns aligned\n"
               "|第一项|<|<|\n|信息内容|本年制发|现行有效|\n|规章|3|12|\n"
               "|第五项|<|<|\n|信息内容|处理决定|<|\n|许可|55|<|\n|处罚|4119|<|\n");
  sheet = sheet_open();
  for (int page = 0; page < 2; page++) {
    if (page) sheet_turn_over(sheet, 2);
    for (int i = 0; i < 3; i++) {
      sheet_text(sheet, 100, (page ? 60 : 700) + 18 * i, i == 0 ? "1.当面申请数" : i == 1 ? "2.传真" : "3.信函申请数");
      sheet_text(sheet, 300, (page ? 60 : 700) + 18 * i, "件");
      sheet_text(sheet, 400, (page ? 60 : 700) + 18 * i, "21");
    }
    if (!page) sheet_text(sheet, 100, 754, "四、行政复议");
  }
  check(sheet, "table page 1-2 7 rows 3 columns aligned\n"
               "|1.当面申请数|件|21|\n|2.传真|件|21|\n|3.信函申请数|件|21|\n|四、行政复议|||\n"
               "|1.当面申请数|件|21|\n|2.传真|件|21|\n|3.信函申请数|件|21|\n");
}

/* Only the columns were drawn: the rows are told by alignment. */
static void test_columns_only(void) {
  GString *sheet = sheet_open();
  for (int i = 0; i <= 3; i++) sheet_rule(sheet, 50 + 100 * i, 100, 50 + 100 * i, 180);
  sheet_rule(sheet, 50, 100, 350, 100);
  sheet_rule(sheet, 50, 120, 350, 120);
  sheet_rule(sheet, 50, 180, 350, 180);
  const char *const rows[][3] = {
      {"项目", "本年", "上年"}, {"规章", "10", "2"}, {"许可", "13", "4"}, {"处罚", "15", "6"}};
  for (int r = 0; r < 4; r++)
    for (int c = 0; c < 3; c++) sheet_text(sheet, 60 + 100 * c, 104 + 20 * r, rows[r][c]);
  check(sheet, "table page 1 4 rows 3 columns aligned\n|项目|本年|上年|\n|规章|10|2|\n|许可|13|4|\n|处罚|15|6|\n");
}

/* A list in two halves is one list; groups of figures under heads that come again are none. */
static void test_halves(void) {
  static const char *const list[] = {"指标", "数", "指标", "数", "当面", "2", "信函", "1",
                                     "传真", "0",  "其他", "4",  "网络", "9", "",     ""};
  static const char *const groups[] = {"维持", "纠正", "维持", "纠正", "1", "2", "3", "4",
                                       "5",    "6",    "7",    "8",    "1", "1", "1", "1"};
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 100, 80, 4, 4);
  print_rows(sheet, 100, list, 4, 4);
  sheet_grid(sheet, 50, 300, 80, 4, 4);
  print_rows(sheet, 300, groups, 4, 4);
  check(sheet, "table page 1 6 rows 2 columns ruled\n"
               "|指标|数|\n|当面|2|\n|传真|0|\n|网络|9|\n|信函|1|\n|其他|4|\n"
               "table page 1 4 rows 4 columns ruled\n"
               "|维持|纠正|维持|纠正|\n|1|2|3|4|\n|5|6|7|8|\n|1|1|1|1|\n");
}

/* Prose with numbers, also at the ends of lines, dates and signatures, a table of contents. */
static void test_prose(void) {
  GString *sheet = sheet_open();
  for (int i = 0; i < 5; i++) {
    sheet_text(sheet, 50, 100 + 20 * i, "本年度共收到申请12件，按时办结的有11件，结转下年度");
    sheet_text(sheet, 304, 100 + 20 * i, "148");
  }
  for (int i = 0; i < 4; i++)
    sheet_text(sheet, 50, 500 + 20 * i, "（一）主动公开情况 . . . . . . . . . . . . . .    3");
  sheet_text(sheet, 400, 240, "某某县人民政府");
  sheet_text(sheet, 400, 260, "2024年1月17日");
  unsigned lines;
  g_autofree char *tables = tables_of(sheet, &lines);
  g_assert_cmpstr(tables, ==, "");
  g_assert_cmpuint(lines, ==, 11);
}

/* Nothing at all; a page of rules alone. */
static void test_empty(void) {
  check(sheet_open(), "");
  GString *sheet = sheet_open();
  sheet_grid(sheet, 50, 100, 40, 5, 5);
  check(sheet, "");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table/grid", test_grid);
  g_test_add_func("/table/no-tables", test_no_tables);
  g_test_add_func("/table/cut-by-page", test_cut_by_page);
  g_test_add_func("/table/blank-under-head", test_blank_under_head);
  g_test_add_func("/table/repeated-head", test_repeated_head);
  g_test_add_func("/table/cut-row", test_cut_row);
  g_test_add_func("/table/spanning-label", test_spanning_label);
  g_test_add_func("/table/rule-left-out", test_rule_left_out);
  g_test_add_func("/table/lacking-column", test_lacking_column);
  g_test_add_func("/table/running-head", test_running_head);
  g_test_add_func("/table/band-at-foot", test_band_at_foot);
  g_test_add_func("/table/turned", test_turned);
  g_test_add_func("/table/aligned", test_aligned);
  g_test_add_func("/table/bands", test_bands);
  g_test_add_func("/table/columns-only", test_columns_only);
  g_test_add_func("/table/halves", test_halves);
  g_test_add_func("/table/prose", test_prose);
  g_test_add_func("/table/empty", test_empty);
  return g_test_run();
}
