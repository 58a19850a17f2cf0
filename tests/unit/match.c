#include "figure/match.h"
#include "figure/form.h"

#include <string.h>

/* The table of a form whose title is that. */
static const FormTable *find_table(const PatternSet *set, const char *form, const char *title, unsigned skip) {
  const Form *found = form_find(set->forms, form);
  for (unsigned i = 0; i < found->tables->len; i++) {
    const FormTable *table = g_ptr_array_index(found->tables, i);
    if (g_str_equal(table->title, title) && skip-- == 0) return table;
  }
  g_assert_not_reached();
}

static const char *const kinds[] = {"", "", " differs", " path"};

/* Matches printed rows, each "label/label/label", one a line; gives "indicator kind" of each, one a line. */
static char *match_lines(const GPtrArray *entries, const char *text) {
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func((GDestroyNotify)label_free);
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GArray) printed = g_array_new(FALSE, FALSE, sizeof(Printed));
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) labels = g_strsplit(*line, "/", -1);
    Printed row = {g_ptr_array_new()};
    g_ptr_array_add(paths, row.path);
    for (char **label = labels; *label || row.path->len == 0; label += *label != NULL) {
      g_ptr_array_add(owned, label_new(*label ? *label : ""));
      g_ptr_array_add(row.path, g_ptr_array_index(owned, owned->len - 1));
    }
    g_array_append_val(printed, row);
  }
  g_autoptr(GArray) matches = match_align(printed, entries);
  GString *out = g_string_new(NULL);
  for (unsigned i = 0; i < matches->len; i++) {
    const Match *match = &g_array_index(matches, Match, i);
    const char *id = !match->entry ? "-" : match->entry->indicator ? match->entry->indicator : "heading";
    g_string_append_printf(out, "%s%s%s", i ? "\n" : "", id, kinds[match->kind]);
  }
  return g_string_free(out, FALSE);
}

static void assert_rows(const char *form, const char *title, const char *printed, const char *expected) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) set = pattern_set_read("patterns", NULL, &error);
  g_assert_no_error(error);
  g_autofree char *found = match_lines(find_table(set, form, title, 0)->rows, printed);
  g_assert_cmpstr(found, ==, expected);
}

#define REQUESTS "收到和处理政府信息公开申请情况"
#define LIST     "政府信息公开情况统计表"
#define REFUSED  "三、本年度办理结果/（三）不予公开/"

static void assert_heads(const char *form, const char *title, const char *printed, const char *expected) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) set = pattern_set_read("patterns", NULL, &error);
  g_assert_no_error(error);
  g_autofree char *found = match_lines(find_table(set, form, title, 0)->heads, printed);
  g_assert_cmpstr(found, ==, expected);
}

/* The page cuts off all columns but the first, and the head over it. */
static void test_one_column_left(void) {
  assert_heads("2021-25", "收到和处理政府信息公开申请情况", "自然人", "_nat");
  assert_heads("2021-25", "收到和处理政府信息公开申请情况", "其他", "-");
}

static void test_row_put_in_shifts_none(void) {
  assert_rows("2021-23", REQUESTS,
              REFUSED "3.危及“三安全一稳定”\n" REFUSED "4.属于商业秘密\n" REFUSED "5.保护第三方合法权益\n" REFUSED
                      "6.属于三类内部事务信息",
              "result.refused.security\n-\nresult.refused.thirdparty\nresult.refused.internal");
}

static void test_row_like_one_put_in(void) {
  assert_rows("2021-23", REQUESTS,
              REFUSED "3.危及“三安全一稳定”\n" REFUSED "4.保护第三方权益\n" REFUSED "4.保护第三方合法权益",
              "result.refused.security\n-\nresult.refused.thirdparty");
}

static void test_rows_swapped(void) {
  assert_rows("2021-23", REQUESTS,
              REFUSED "4.保护第三方合法权益\n" REFUSED "5.属于四类过程性信息\n" REFUSED
                      "6.属于三类内部事务信息\n" REFUSED "7.属于行政执法案卷",
              "result.refused.thirdparty\nresult.refused.process\nresult.refused.internal\nresult.refused.casefile");
}

static void test_other_only_under_its_parent(void) {
  assert_rows("2021-25", REQUESTS,
              "三、本年度办理结果/（五）不予处理/6.其他\n三、本年度办理结果/（六）其他处理/3.其他\n其他\n"
              "三、本年度办理结果/（七）总计",
              "-\nresult.other.rest\n-\nresult.total");
}

static void test_misprints(void) {
  assert_rows("2021-23", REQUESTS,
              REFUSED "1、属于国家密秘\n" REFUSED "2.其他法律行政止公开\n" REFUSED "3.危及\"三安全一稳定\"",
              "result.refused.secret differs\nresult.refused.law differs\nresult.refused.security");
}

static void test_blank_labels(void) {
  assert_rows("2021-23", REQUESTS,
              REFUSED "1.属于国家秘密\n" REFUSED "\n" REFUSED "3.危及“三安全一稳定”\n" REFUSED "4.\n" REFUSED
                      "8.属于行政查询事项",
              "result.refused.secret\nresult.refused.law path\nresult.refused.security\nresult.refused.thirdparty "
              "path\nresult.refused.enquiry");
}

static void test_lost_group_label(void) {
  assert_rows("2021-23", REQUESTS,
              REFUSED
              "8.属于行政查询事项\n1.本机关不掌握相关政府信息\n2.没有现成信息需要另行制作\n3.补正后申请内容仍不明确\n"
              "三、本年度办理结果/（五）不予处理/1.信访举报投诉类申请",
              "result.refused.enquiry\nresult.unable.notheld\nresult.unable.notready\nresult.unable.unclear\n"
              "result.dismissed.petition");
}

/* The group of all results cannot be read: the number tells 总计 from the others, too. */
static void test_garbled_group_label(void) {
  assert_rows("2021-23", REQUESTS,
              "三、本年度办理结果/（五）不予处理/5.要求行政机关确认或重新出具已获取信息\n度本三办年/（六）其他处理\n"
              "度本三办年/（七）总计\n四、结转下年度继续办理",
              "result.dismissed.reconfirm\nresult.other\nresult.total\nrequest.carriedout");
}

static void test_one_label_two_rows(void) {
  assert_rows("2014-shandong", LIST,
              "十、设置政府信息公开查阅点数\n十二、机构建设和保障经费情况\n"
              "十二、机构建设和保障经费情况/（二）设置政府信息公开查阅点数",
              "point.total\nheading\noffice.points");
}

/* Of half a head that lost its groups nobody can say which group's it is; of a whole one the order does. */
static void test_heads_without_their_groups(void) {
  assert_heads("2021-25", "政府信息公开行政复议、行政诉讼情况", "结果维持\n结果纠正", "-\n-");
}

static void test_misprint_between_two(void) {
  assert_rows("2014", LIST,
              "一、主动公开情况/（二）通过不同渠道方式公开政府信息的情况/3.政务微博公开政府信息数\n"
              "一、主动公开情况/（二）通过不同渠道方式公开政府信息的情况/4.政务微公开政府信息数\n"
              "一、主动公开情况/（二）通过不同渠道方式公开政府信息的情况/5.其他方式公开政府信息数",
              "channel.weibo differs\nchannel.wechat differs\nchannel.other differs");
}

static void test_heads_that_lost_a_line(void) {
  g_autoptr(PatternSet) set = pattern_set_read("patterns", NULL, NULL);
  g_autofree char *found =
      match_lines(find_table(set, "2019", "主动公开政府信息情况", 0)->heads, "本年新\n本年新\n对外公开总数量");
  g_assert_cmpstr(found, ==, ".made differs\n.newlyopen differs\n.open");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/match/one-column-left", test_one_column_left);
  g_test_add_func("/match/row-put-in-shifts-none", test_row_put_in_shifts_none);
  g_test_add_func("/match/row-like-one-put-in", test_row_like_one_put_in);
  g_test_add_func("/match/rows-swapped", test_rows_swapped);
  g_test_add_func("/match/other-only-under-its-parent", test_other_only_under_its_parent);
  g_test_add_func("/match/misprints", test_misprints);
  g_test_add_func("/match/blank-labels", test_blank_labels);
  g_test_add_func("/match/lost-group-label", test_lost_group_label);
  g_test_add_func("/match/one-label-two-rows", test_one_label_two_rows);
  g_test_add_func("/match/misprint-between-two", test_misprint_between_two);
  g_test_add_func("/match/heads-without-their-groups", test_heads_without_their_groups);
  g_test_add_func("/match/heads-that-lost-a-line", test_heads_that_lost_a_line);
  g_test_add_func("/match/garbled-group-label", test_garbled_group_label);
  return g_test_run();
}
