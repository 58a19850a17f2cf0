#include "drawn.h"

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

static void test_edge_of_the_labels_off(void) {
  assert_lines("信息内容|<|本年处理决定数量\n行政处罚|7|<\n行政强制||<\n", "",
               "行政处罚|本年处理决定数量|penalty.decided|7|件|figure|\n"
               "行政强制|本年处理决定数量|compulsion.decided||件|blank|\n");
}

/* A label set in the middle of two columns that no rule parts, and a group that seems to go on beside it. */
static void test_a_label_beside_its_brother(void) {
  assert_lines(
      "|<|<|申请人情况|<\n^|<|<|自然人|总计\n三、本年度办理结果|（六）其他处理|2.申请人逾期未按收费通知要求缴纳费用"
      "、行政机关不再处理其政府信息公开申请|1|1\n^|^|3.其他|2|2\n^|^|（七）总计|3|3\n",
      "（七）",
      "三、本年度办理结果 / （七）总计|申请人情况 / 自然人|result.total_nat|3|件|figure|\n"
      "三、本年度办理结果 / （七）总计|申请人情况 / 总计|result.total|3|件|figure|\n");
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

/* A column that counts the rows holds no labels: of none of them is a row a part. */
static void test_rows_counted(void) {
  assert_lines(
      "序号|统计指标|单位|统计数\n1|一、主动公开情况|—|—\n2|（一）主动公开政府信息数|条|100\n"
      "3|其中：主动公开规范性文件数|条|5\n4|制发规范性文件总数|件|6\n二、回应解读情况|<|<|<\n"
      "5|（一）回应公众关注热点或重大舆情数|次|7\n",
      "",
      "一、主动公开情况 / （一）主动公开政府信息数|统计数|disclosed.total|100|条|figure|\n"
      "一、主动公开情况 / （一）主动公开政府信息数 / "
      "其中：主动公开规范性文件数|统计数|disclosed.normative|5|条|figure|\n"
      "一、主动公开情况 / （一）主动公开政府信息数 / 制发规范性文件总数|统计数|disclosed.docsissued|6|件|figure|\n"
      "二、回应解读情况 / （一）回应公众关注热点或重大舆情数|统计数|response.topics|7|次|figure|\n");
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

/* A row that the end of a page cut in two, the heads repeated between its halves. */
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
  g_test_add_func("/figure/rows-counted", test_rows_counted);
  g_test_add_func("/figure/a-table-has-a-name", test_a_table_has_a_name);
  g_test_add_func("/figure/edge-of-the-labels-off", test_edge_of_the_labels_off);
  g_test_add_func("/figure/a-label-beside-its-brother", test_a_label_beside_its_brother);
  g_test_add_func("/figure/list-is-a-tree", test_list_is_a_tree);
  g_test_add_func("/figure/row-of-their-own-has-no-indicator", test_row_of_their_own_has_no_indicator);
  g_test_add_func("/figure/number-within-a-remark", test_number_within_a_remark);
  g_test_add_func("/figure/other-tables-make-no-line", test_other_tables_make_no_line);
  g_test_add_func("/figure/list-without-heads", test_list_without_heads);
  g_test_add_func("/figure/labels-without-heads", test_labels_without_heads);
  g_test_add_func("/figure/missing-rows-are-named", test_missing_rows_are_named);
  return g_test_run();
}
