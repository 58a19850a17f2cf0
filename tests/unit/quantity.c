/* quantity.c - one number in its surroundings: value, unit, marks, where it ends. */
#include "prose/quantity.h"

#include <string.h>

static ProsePatterns *patterns;

typedef struct Case {
  const char *text; /* the numeral begins behind | */
  const char *value, *unit, *numeral;
  unsigned marks;
} Case;

/* Reads the quantity behind the |; false when there is none. */
static bool read_behind_bar(const char *marked, Quantity *quantity, char **ret_text) {
  const char *bar = strchr(marked, '|');
  size_t at = (size_t)(bar - marked);
  *ret_text = g_strdup_printf("%.*s%s", (int)at, marked, bar + 1);
  static bool limit;
  ProseText text = {patterns, *ret_text, strlen(*ret_text), NUMERAL_IN_TEXT, &limit};
  return quantity_read(&text, at, quantity);
}

static void assert_quantities(const Case *cases, size_t n) {
  for (size_t i = 0; i < n; i++) {
    g_autofree char *text = NULL;
    char value[DECIMAL_TEXT];
    Quantity quantity;
    g_test_message("%s", cases[i].text);
    g_assert_true(read_behind_bar(cases[i].text, &quantity, &text));
    g_assert_cmpstr(decimal_print(quantity.value, value), ==, cases[i].value);
    g_assert_cmpstr(quantity.unit, ==, cases[i].unit);
    g_assert_cmpuint(quantity.marks, ==, cases[i].marks);
    g_autofree char *numeral = g_strndup(text + quantity.from, quantity.to - quantity.from);
    g_assert_cmpstr(numeral, ==, cases[i].numeral);
    g_assert_true(quantity.end >= quantity.to && quantity.end <= strlen(text));
  }
}

static void test_scales(void) {
  static const Case cases[] = {{"来电|82.71万个", "827100", "个", "82.71万", 0},
                               {"资金|258.5亿元", "25850000000", "元", "258.5亿", 0},
                               {"主动公开|1,025,336条", "1025336", "条", "1,025,336", 0},
                               {"共|3千米", "3", "千米", "3", 0},
                               {"咨询|1万3千余件", "13000", "件", "1万3千余", MARK_AT_LEAST},
                               {"减税|1亿2000万元", "120000000", "元", "1亿2000万", 0},
                               {"公开|1万2345条", "12345", "条", "1万2345", 0},
                               {"访问|1.2万余人次", "12000", "人次", "1.2万余", MARK_AT_LEAST},
                               {"得分|0.50分", "0.50", "分", "0.50", 0}};
  assert_quantities(cases, G_N_ELEMENTS(cases));
}

static void test_chinese_numerals(void) {
  static const Case cases[] = {{"收到|三十五件", "35", "件", "三十五", 0},
                               {"任务|五大模块", "5", "大模块", "五", 0},
                               {"近|百场", "100", "场", "百", MARK_AT_MOST},
                               {"|十余次", "10", "次", "十余", MARK_AT_LEAST},
                               {"满意率|百分之九十八以上", "98", "%", "百分之九十八", MARK_AT_LEAST},
                               {"提高|两个百分点", "2", "个百分点", "两", MARK_INCREASE}};
  assert_quantities(cases, G_N_ELEMENTS(cases));
}

static void test_surroundings(void) {
  static const Case cases[] = {{"不少于|4次", "4", "次", "4", MARK_AT_LEAST},
                               {"不超过|4次", "4", "次", "4", MARK_AT_MOST},
                               {"约|4次左右", "4", "次", "4", MARK_ABOUT},
                               {"节约|4元", "4", "元", "4", 0},
                               {"同比下降|29%", "29", "%", "29%", MARK_DECREASE},
                               {"下降到|29%", "29", "%", "29%", 0},
                               {"为|-17.6%", "-17.6", "%", "-17.6%", 0},
                               {"粉丝突破|550万。", "5500000", "", "550万", MARK_AT_LEAST | MARK_UNIT_MISSING}};
  assert_quantities(cases, G_N_ELEMENTS(cases));
}

static void test_units_of_others(void) {
  static const Case cases[] = {{"分别为|12、15和20件", "12", "件", "12", 0},
                               {"每天|3至5条", "3", "条", "3至5", MARK_AT_LEAST},
                               {"|1.2至1.5万条", "12000", "条", "1.2至1.5万", MARK_AT_LEAST},
                               {"文件|22（其中修订16件）件", "22", "件", "22", 0}};
  assert_quantities(cases, G_N_ELEMENTS(cases));
}

static void test_what_counts_nothing(void) {
  static const char *const texts[] = {"取值为|4471。",
                                      "统|一公开",
                                      "|一部分人",
                                      "|三级审核",
                                      "|二〇一八件",
                                      "数|十件",
                                      "功率|5千瓦",
                                      "|007件",
                                      "|三五次",
                                      "|百家争鸣",
                                      "不予公开|28（下文截断）",
                                      "|123456789012345678901件"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    g_autofree char *text = NULL;
    Quantity quantity;
    g_test_message("%s", texts[i]);
    g_assert_false(read_behind_bar(texts[i], &quantity, &text));
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GError) error = NULL;
  patterns = prose_patterns_read("patterns", NULL, true, &error);
  g_assert_no_error(error);
  g_test_add_func("/quantity/scales", test_scales);
  g_test_add_func("/quantity/chinese-numerals", test_chinese_numerals);
  g_test_add_func("/quantity/surroundings", test_surroundings);
  g_test_add_func("/quantity/units-of-others", test_units_of_others);
  g_test_add_func("/quantity/what-counts-nothing", test_what_counts_nothing);
  int result = g_test_run();
  prose_patterns_free(patterns);
  return result;
}
