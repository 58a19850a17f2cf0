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

static Text *draw_text(Drawn *drawn, const char *printed, int row, int column) {
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

static void draw_cell(Drawn *drawn, GPtrArray *rows, int row, int column) {
  Table *table = drawn->table;
  int right = column + 1, down = row + 1;
  while (right < table->columns && g_str_equal(((char **)rows->pdata[row])[right], "<")) right++;
  while (down < table->rows && g_str_equal(((char **)rows->pdata[down])[column], "^")) down++;
  Cell *cell = g_new0(Cell, 1);
  *cell = (Cell){row,
                 column,
                 down - row,
                 right - column,
                 1,
                 {column * 100, row * 20, right * 100, down * 20},
                 draw_text(drawn, ((char **)rows->pdata[row])[column], row, column)};
  g_ptr_array_add(table->cells, cell);
  for (int i = row; i < down; i++)
    for (int j = column; j < right; j++) table->places[i * table->columns + j] = cell;
}

static void drawn_clear(Drawn *drawn) {
  table_free(drawn->table);
  g_array_unref(drawn->glyphs);
  text_free(drawn->section->heading);
  g_free(drawn->section);
  g_free(drawn->placed);
  g_ptr_array_unref(drawn->outline.tables);
  g_ptr_array_unref(drawn->outline.sections);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Drawn, drawn_clear)

static void cell_free(Cell *cell) {
  text_free(cell->text);
  g_free(cell);
}

static void draw(Drawn *drawn, const char *drawing) {
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

static void read_drawn(const Drawn *drawn, Record *record) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) patterns = pattern_set_read("patterns", NULL, &error);
  g_assert_no_error(error);
  Report *report = record_add(record, RECORD_REPORT);
  report->sha256 = "94a211352c1f";
  figure_read(&drawn->outline, patterns, record);
}

/* The lines of the figures that hold `part` ("" for all): "row|column|indicator|value|unit|state|marks". */
static char *list_lines(const Drawn *drawn, const char *part) {
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

static char *read_lines(const char *drawing, const char *part) {
  g_auto(Drawn) drawn = {0};
  draw(&drawn, drawing);
  return list_lines(&drawn, part);
}

static void assert_lines(const char *drawing, const char *part, const char *expected) {
  g_autofree char *found = read_lines(drawing, part);
  g_assert_cmpstr(found, ==, expected);
}

/* A figure without a table would be one of a sentence. */
static void test_a_table_has_a_name(void) {
  static const char drawing[] = "指标|单位|本年|累计\n行政复议数|件|7|20\n行政诉讼数|件|2|9\n";
  static const struct {
    const char *title, *heading, *name;
  } cases[] = {{"情况", "四、情况", "情况"}, {"", "附表", "附表"}, {"", "", "政府信息公开情况统计表"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Drawn) drawn = {0};
    draw(&drawn, drawing);
    drawn.section->title = (char *)cases[i].title;
    g_string_assign(drawn.section->heading->utf8, cases[i].heading);
    g_autoptr(Record) record = record_new();
    read_drawn(&drawn, record);
    g_assert_cmpuint(record_figure_count(record), ==, 4);
    g_assert_cmpstr(record_figure_at(record, 0)->table, ==, cases[i].name);
  }
}

static void test_heads_and_cells_out_of_line(void) {
  assert_lines("第二十条第（一）项|<|<|<|<\n"
               "信息内容|本年制发件数|本年废止件数|<|现行有效件数\n"
               "规章|1|<|2|3\n"
               "规范性文件|4||5|6\n", /* a rule too many: the edges decide, and a blank hides no figure */
               "",
               "规章|本年制发件数|rule.issued|1|件|figure|\n"
               "规章|本年废止件数|rule.repealed|2|件|figure|\n"
               "规章|现行有效件数|rule.inforce|3|件|figure|\n"
               "规范性文件|本年制发件数|document.issued|4|件|figure|label-differs\n"
               "规范性文件|本年废止件数|document.repealed|5|件|figure|label-differs\n"
               "规范性文件|现行有效件数|document.inforce|6|件|figure|label-differs\n");
}

static void test_edge_of_the_labels_off(void) {
  assert_lines("信息内容|<|本年处理决定数量\n行政处罚|7|<\n行政强制||<\n", "",
               "行政处罚|本年处理决定数量|penalty.decided|7|件|figure|\n"
               "行政强制|本年处理决定数量|compulsion.decided||件|blank|\n");
}

#define LIST                                                                                                                                                             \
  "统计指标|单位|统计数\n一、主动公开情况|——|——\n（一）主动公开政府信息数|条|100\n其中：主动公开规范性文件数|条|5\n" \
  "制发规范性文件总数|件|6\n（二）通过不同渠道和方式公开政府信息的情况||\n1.政府公报公开政府信息数|条|7\n"

static void test_list_is_a_tree(void) {
  assert_lines(
      LIST "2.政府网站公开政府信息数||8\n注：同一信息计1条|<|<\n填报人：某|审核人：某|日期：1月\n", "",
      "一、主动公开情况 / （一）主动公开政府信息数|统计数|disclosed.total|100|条|figure|\n"
      "一、主动公开情况 / （一）主动公开政府信息数 / "
      "其中：主动公开规范性文件数|统计数|disclosed.normative|5|条|figure|\n"
      "一、主动公开情况 / （一）主动公开政府信息数 / 制发规范性文件总数|统计数|disclosed.docsissued|6|件|figure|\n"
      "一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / "
      "1.政府公报公开政府信息数|统计数|channel.gazette|7|条|figure|\n"
      "一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / "
      "2.政府网站公开政府信息数|统计数|channel.website|8|条|figure|unit-missing\n");
}

static void test_row_of_their_own_has_no_indicator(void) {
  assert_lines(LIST "2.政务头条号公开政府信息数|条|3\n3.政府网站公开政府信息数|条|8\n", "（二）",
               "一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / "
               "1.政府公报公开政府信息数|统计数|channel.gazette|7|条|figure|\n"
               "一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / "
               "2.政务头条号公开政府信息数|统计数||3|条|figure|\n"
               "一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / "
               "3.政府网站公开政府信息数|统计数|channel.website|8|条|figure|\n");
}

static void test_heads_come_again(void) {
  assert_lines("信息内容|本年处理决定数量\n行政处罚|7\n信息内容|本年处理决定数量\n行政强制|8\n", "",
               "行政处罚|本年处理决定数量|penalty.decided|7|件|figure|\n"
               "行政强制|本年处理决定数量|compulsion.decided|8|件|figure|\n");
}

static void test_titles_within_the_frame(void) {
  assert_lines("某某区处理决定统计表|<\n（单位：件）|<\n信息内容|本年处理决定数量\n行政处罚|7\n行政强制|8\n", "",
               "行政处罚|本年处理决定数量|penalty.decided|7|件|figure|\n"
               "行政强制|本年处理决定数量|compulsion.decided|8|件|figure|\n");
}

/* The row that numbers the columns is no row of figures, and the year of a head is another in every report. */
static void test_heads_with_years_and_numbers(void) {
  assert_lines("指 标 名 称|计量单位|代码|本期实际|本年累计\n甲|乙|丙|1|2\n主动公开信息数|条|01|7|20\n"
               "新增的行政规范性文件数|条|03|2|9\n",
               "",
               "主动公开信息数|本期实际|early.disclosed|7|条|figure|\n"
               "主动公开信息数|本年累计|early.disclosed_cum|20|条|figure|\n"
               "新增的行政规范性文件数|本期实际|early.disclosed.documents|2|条|figure|\n"
               "新增的行政规范性文件数|本年累计|early.disclosed.documents_cum|9|条|figure|\n");
  assert_lines("指标|单位|2011年度|历年累计\n主动公开文件数|条|7|20\n其中：1.政府网站公开数|条|5|18\n"
               "2.政府公报公开数|条|2|2\n",
               "公报",
               "主动公开文件数 / 2.政府公报公开数|2011年度|early.files.gazette|2|条|figure|\n"
               "主动公开文件数 / 2.政府公报公开数|历年累计|early.files.gazette_cum|2|条|figure|\n");
}

/* The end of a page cut the heads in two. */
static void test_heads_cut_in_two(void) {
  assert_lines("行政复议|<|<|<|<\n结果维|结果纠|其他结|尚未审|总计\n持|正|果|结|\n1|4|1|0|6\n", "",
               "|行政复议 / 结果维持|review.upheld|1|件|figure|\n"
               "|行政复议 / 结果纠正|review.corrected|4|件|figure|\n"
               "|行政复议 / 其他结果|review.other|1|件|figure|\n"
               "|行政复议 / 尚未审结|review.pending|0|件|figure|\n"
               "|行政复议 / 总计|review.total|6|件|figure|\n");
}

/* A new page repeats the first rows of the heads alone: the columns stay as they were. */
static void test_heads_repeated_in_part(void) {
  assert_lines(
      "|申请人情况|<|<|<|<|<|<\n^|自然人|法人或其他组织|<|<|<|<|总计\n"
      "^|^|商业企业|科研机构|社会公益组织|法律服务机构|其他|^\n"
      "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21\n"
      "|申请人情况|<|<|<|<|<|<\n^|自然人|法人或其他组织|<|<|<|<|总计\n"
      "二、上年结转政府信息公开申请数量|0|7|0|0|8|0|15\n",
      "|7|",
      "二、上年结转政府信息公开申请数量|申请人情况 / 法人或其他组织 / 商业企业|request.carriedin_com|7|件|figure|\n");
}

/* A table without heads after one that has them: it goes on in as many columns; of fewer nobody can tell
   which they are, and none is taken. */
static void test_goes_on_in_fewer_columns(void) {
  static const struct {
    const char *more, *found;
  } cases[] = {
      {"二、上年结转政府信息公开申请数量|7|0|0|0|8|15\n四、结转下年度继续办理|0|0|0|0|0|0\n",
       "二、上年结转政府信息公开申请数量|申请人情况 / 法人或其他组织 / 其他|request.carriedin_oth|8|件|figure|\n"},
      {"二、上年结转政府信息公开申请数量|7|8|15\n四、结转下年度继续办理|0|0|0\n", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_auto(Drawn) drawn = {0}, more = {0};
    draw(&drawn, "|申请人情况|<|<|<|<|<\n^|自然人|法人或其他组织|<|<|<|总计\n"
                 "^|^|商业企业|科研机构|社会公益组织|其他|^\n一、本年新收政府信息公开申请数量|1|2|3|4|5|15\n");
    draw(&more, cases[i].more);
    more.placed->section = drawn.section;
    g_ptr_array_add(drawn.outline.tables, more.placed);
    g_autofree char *found = list_lines(&drawn, "|8|");
    g_assert_cmpstr(found, ==, cases[i].found);
  }
}

/* ... and the heads repeated between its halves. */
static void test_a_row_cut_in_two(void) {
  assert_lines(
      "|申请人情况|<|<|<|<|<|<\n^|自然人|法人或其他组织|<|<|<|<|总计\n"
      "^|^|商业企业|科研机构|社会公益组织|法律服务机构|其他|^\n"
      "一、本年新收政府信|1|2|3|4|5|6|21\n"
      "|申请人情况|<|<|<|<|<|<\n^|自然|法人或其他组织|<|<|<|<|总计\n"
      "息公开申请数量|||||||\n"
      "二、上年结转政府信息公开申请数量|0|7|0|0|8|0|15\n",
      "商业企业",
      "一、本年新收政府信息公开申请数量|申请人情况 / 法人或其他组织 / 商业企业|request.received_com|2|件|figure|\n"
      "二、上年结转政府信息公开申请数量|申请人情况 / 法人或其他组织 / 商业企业|request.carriedin_com|7|件|figure|\n");
}

static void test_a_group_cut_in_two(void) {
  assert_lines("|<|<|申请人情况|<\n^|<|<|自然人|总计\n三、本|（三）不|1.属于国家秘密|1|1\n"
               "|<|<|申请人情况|<\n^|<|<|自然人|总计\n年度办理结果|予公开|2.其他法律行政法规禁止公开|2|2\n"
               "^|^|3.危及“三安全一稳定”|3|3\n",
               "_nat",
               "三、本年度办理结果 / （三）不予公开 / 1.属于国家秘密|申请人情况 / "
               "自然人|result.refused.secret_nat|1|件|figure|\n"
               "三、本年度办理结果 / （三）不予公开 / "
               "2.其他法律行政法规禁止公开|申请人情况 / 自然人|result.refused.law_nat|2|件|figure|\n"
               "三、本年度办理结果 / （三）不予公开 / "
               "3.危及“三安全一稳定”|申请人情况 / 自然人|result.refused.security_nat|3|件|figure|\n");
}

/* The groups of reviews and suits as rows are read; heads without their group are none of three. */
static void test_groups_as_rows(void) {
  assert_lines(
      "|<|结果维持|结果纠正|其他结果|尚未审结|总计\n行政复议|<|1|4|1|0|6\n行政诉讼|未经复议直接起诉|4|2|2|4|12\n"
      "^|复议后起诉|3|1|4|3|11\n",
      "总计",
      "行政复议|总计|review.total|6|件|figure|\n"
      "行政诉讼 / 未经复议直接起诉|总计|suit.direct.total|12|件|figure|\n"
      "行政诉讼 / 复议后起诉|总计|suit.after.total|11|件|figure|\n");
  assert_lines("案件|结果维持|结果纠正|其他结果|尚未审结|总计\n甲类|1|4|1|0|6\n乙类|3|1|4|3|11\n", "review", "");
}

static void test_number_within_a_remark(void) {
  assert_lines("信息内容|本年制发件数|本年废止件数|现行有效件数\n规章|22（其中修订16件）|/|251000元\n", "",
               "规章|本年制发件数|rule.issued|22|件|figure|remark\n"
               "修订|||16|件|figure|in-cell\n"
               "规章|本年废止件数|rule.repealed||件|slash|\n"
               "规章|现行有效件数|rule.inforce|251000|元|figure|unit-in-cell\n");
}

static void test_other_tables_make_no_line(void) {
  assert_lines("序号|培训主题|人数|学时\n1|公开条例|45|6\n2|行政许可|38|4\n", "", "");
  assert_lines("项目|数量\n行政许可|3\n办公用房|5\n车辆|2\n", "", "");
  assert_lines("信息内容|本年处理决定数量\n会议|3\n培训|5\n", "", "");
}

#define CHANNELS "一、主动公开情况 / （二）通过不同渠道和方式公开政府信息的情况 / "

static void test_list_without_heads(void) {
  assert_lines(
      "一、主动公开情况|<|<\n（一）主动公开政府信息数|条|100\n其中：主动公开规范性文件数|条|5\n"
      "制发规范性文件总数|件|6\n（二）通过不同渠道和方式公开政府信息的情况|<|<\n1.政府公报公开政府信息数|条|7\n"
      "2.政府网站公开政府信息数|<|8\n3.政务微博公开政府信息数|条|9\n",
      "（二）",
      CHANNELS "1.政府公报公开政府信息数||channel.gazette|7|条|figure|label-by-path\n" CHANNELS
               "2.政府网站公开政府信息数||channel.website|8|条|figure|label-by-path unit-missing\n" CHANNELS
               "3.政务微博公开政府信息数||channel.weibo|9|条|figure|label-by-path\n");
}

/* Labels in three columns, the head on the page before. */
static void test_labels_without_heads(void) {
  assert_lines(
      "一、本年新收政府信息公开申请数量|<|<|4|0|0|0|0|1|5\n二、上年结转政府信息公开申请数量|<|<|0|0|0|0|0|0|0\n"
      "三、本年度办理结果|（一）予以公开|<|2|0|0|0|0|0|2\n^|（三）不予公开|1.属于国家秘密|1|0|0|0|0|0|1\n"
      "^|^|2.其他法律行政法规禁止公开|1|0|0|0|0|1|2\n^|^|4.保护第三方合法权益|0|0|0|0|0|0|0\n"
      "四、结转下年度继续办理|<|<|0|0|0|0|0|0|0\n",
      "一、本年新收政府信息公开申请数量||request.received|",
      "一、本年新收政府信息公开申请数量||request.received|5|件|figure|label-by-path\n");
}

static void test_missing_rows_are_named(void) {
  g_autoptr(PatternSet) patterns = pattern_set_read("patterns", NULL, NULL);
  g_auto(Drawn) drawn = {0};
  draw(&drawn, "第二十条第（六）项|<\n信息内容|本年处理决定数量\n行政处罚|7\n");
  g_autoptr(Record) record = record_new();
  record_add(record, RECORD_REPORT);
  g_assert_cmpuint(figure_read(&drawn.outline, patterns, record), ==, 1);
  g_autoptr(GString) texts = g_string_new(NULL);
  for (unsigned i = 0; i < record_remark_count(record); i++) {
    const Remark *remark = record_remark_at(record, i);
    g_assert_cmpstr(remark->kind, ==, "row-missing");
    g_string_append_printf(texts, "%s\n", remark->text);
  }
  g_assert_nonnull(strstr(texts->str, "第二十条第（六）项: the form's row 行政强制 is not there\n"));
  g_assert_nonnull(strstr(texts->str, "the form's table 收到和处理政府信息公开申请情况 is not there\n"));
  g_assert_null(strstr(texts->str, "行政处罚"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/figure/a-group-cut-in-two", test_a_group_cut_in_two);
  g_test_add_func("/figure/a-row-cut-in-two", test_a_row_cut_in_two);
  g_test_add_func("/figure/heads-repeated-in-part", test_heads_repeated_in_part);
  g_test_add_func("/figure/goes-on-in-fewer-columns", test_goes_on_in_fewer_columns);
  g_test_add_func("/figure/heads-cut-in-two", test_heads_cut_in_two);
  g_test_add_func("/figure/a-table-has-a-name", test_a_table_has_a_name);
  g_test_add_func("/figure/heads-with-years-and-numbers", test_heads_with_years_and_numbers);
  g_test_add_func("/figure/heads-and-cells-out-of-line", test_heads_and_cells_out_of_line);
  g_test_add_func("/figure/edge-of-the-labels-off", test_edge_of_the_labels_off);
  g_test_add_func("/figure/list-is-a-tree", test_list_is_a_tree);
  g_test_add_func("/figure/row-of-their-own-has-no-indicator", test_row_of_their_own_has_no_indicator);
  g_test_add_func("/figure/heads-come-again", test_heads_come_again);
  g_test_add_func("/figure/titles-within-the-frame", test_titles_within_the_frame);
  g_test_add_func("/figure/groups-as-rows", test_groups_as_rows);
  g_test_add_func("/figure/number-within-a-remark", test_number_within_a_remark);
  g_test_add_func("/figure/other-tables-make-no-line", test_other_tables_make_no_line);
  g_test_add_func("/figure/list-without-heads", test_list_without_heads);
  g_test_add_func("/figure/labels-without-heads", test_labels_without_heads);
  g_test_add_func("/figure/missing-rows-are-named", test_missing_rows_are_named);
  return g_test_run();
}
