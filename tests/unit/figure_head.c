/* Which rows of a table are heads, and which column is whose. */
#include "drawn.h"

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

/* A rule between two lines of a head: 企业 alone would be one, 商业 is none. */
static void test_heads_ruled_in_two(void) {
  assert_lines("|申请人情况|<|<|<|<|<|<\n^|自然人|法人或其他组织|<|<|<|<|总计\n"
               "^|^|商业|科研|社会公益组织|法律服务机构|其他|^\n^|^|企业|机构|^|^|^|^\n"
               "一、本年新收政府信息公开申请数量|1|2|3|4|5|6|21\n",
               "法人或其他组织 / 商业企业|",
               "一、本年新收政府信息公开申请数量|申请人情况 / 法人或其他组织 / "
               "商业企业|request.received_com|2|件|figure|\n");
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

/* The head over the labels is on the page before, and the next one reaches over them: no label is a figure. */
static void test_a_head_over_labels(void) {
  assert_lines("自然人|<|<|总计\n一、本年新收政府信息公开申请数量|<|4|5\n二、上年结转政府信息公开申请数量|<|0|1\n"
               "三、本年度办理结果|（一）予以公开|3|4\n",
               "自然人",
               "一、本年新收政府信息公开申请数量|自然人|request.received_nat|4|件|figure|\n"
               "二、上年结转政府信息公开申请数量|自然人|request.carriedin_nat|0|件|figure|\n"
               "三、本年度办理结果 / （一）予以公开|自然人|result.granted_nat|3|件|figure|\n");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/figure_head/heads-with-years-and-numbers", test_heads_with_years_and_numbers);
  g_test_add_func("/figure_head/heads-cut-in-two", test_heads_cut_in_two);
  g_test_add_func("/figure_head/heads-ruled-in-two", test_heads_ruled_in_two);
  g_test_add_func("/figure_head/heads-repeated-in-part", test_heads_repeated_in_part);
  g_test_add_func("/figure_head/goes-on-in-fewer-columns", test_goes_on_in_fewer_columns);
  g_test_add_func("/figure_head/heads-come-again", test_heads_come_again);
  g_test_add_func("/figure_head/titles-within-the-frame", test_titles_within_the_frame);
  g_test_add_func("/figure_head/groups-as-rows", test_groups_as_rows);
  g_test_add_func("/figure_head/heads-and-cells-out-of-line", test_heads_and_cells_out_of_line);
  g_test_add_func("/figure_head/a-head-over-labels", test_a_head_over_labels);
  return g_test_run();
}
