/* The rules of patterns/checks.yaml over small records: each state of a check, and what must raise no alarm. */
#include "check/check.h"
#include "check/reread.h"

#include <stdio.h>
#include <string.h>

typedef struct Row {
  const char *table, *row, *indicator, *value, *unit, *state, *marks;
} Row;

static Record *make_record(const char *form, const Row *rows) {
  Record *record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->report = "a.pdf";
  report->form = record_string(record, form);
  for (int i = 0; rows[i].table; i++) {
    Figure *figure = record_add(record, RECORD_FIGURE);
    figure->report = "a.pdf";
    figure->sha256 = "0123456789abcdef";
    figure->table = rows[i].table;
    figure->row = rows[i].row;
    figure->sentence = *rows[i].table ? "" : rows[i].row;
    figure->column = *rows[i].table ? "数" : "";
    figure->indicator = rows[i].indicator;
    figure->value = rows[i].value;
    figure->raw = rows[i].value;
    figure->unit = rows[i].unit;
    figure->state = rows[i].state ? rows[i].state : "figure";
    figure->marks = rows[i].marks ? rows[i].marks : "";
    figure->page = 1;
    figure->y1 = i;
  }
  return record;
}

static const Check *find(const Record *record, const char *id) {
  for (guint i = 0; i < record_check_count(record); i++) {
    const Check *check = record_check_at(record, i);
    if (g_str_equal(check->check, id)) return check;
  }
  return NULL;
}

static Record *run(const char *form, const Row *rows, CheckReread reread) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) patterns = pattern_set_read("patterns", NULL, NULL);
  g_autoptr(CheckRules) rules = check_rules_read("patterns", patterns, &error);
  g_assert_no_error(error);
  Record *record = make_record(form, rows);
  check_run(rules, record, reread, NULL);
  return record;
}

static char *same(const Figure *figure, gconstpointer data) {
  (void)data;
  return g_strdup(figure->value);
}

static char *other(const Figure *figure, gconstpointer data) {
  (void)data;
  return g_strconcat(figure->value, "1", NULL);
}

#define REVIEW(upheld, corrected, rest, pending, total, state)                                                       \
  {                                                                                                                  \
    {"四", "", "review.upheld", upheld, "件", NULL, NULL},                                                           \
        {"四", "", "review.corrected", corrected, "件", NULL, NULL},                                                 \
        {"四", "", "review.other", rest, "件", NULL, NULL}, {"四", "", "review.pending", pending, "件", NULL, NULL}, \
        {"四", "", "review.total", total, "件", state, NULL}, {                                                      \
      NULL, NULL, NULL, NULL, NULL, NULL, NULL                                                                       \
    }                                                                                                                \
  }

static void test_holds(void) {
  g_autoptr(Record) record = run("2021-23", (const Row[])REVIEW("10", "1", "0", "0", "11", NULL), same);
  const Check *check = find(record, "review.parts");
  g_assert_cmpstr(check->state, ==, "holds");
  g_assert_cmpstr(check->difference, ==, "0");
  g_assert_cmpstr(check->terms, ==, "= + + + +");
  g_assert_cmpuint(record_check_count(record), ==, 1);
}

static void test_contradicted(void) {
  g_autoptr(Record) record = run("2021-23", (const Row[])REVIEW("10", "1", "0", "0", "0", NULL), same);
  const Check *check = find(record, "review.parts");
  g_assert_cmpstr(check->state, ==, "contradicted");
  g_assert_cmpstr(check->left, ==, "0");
  g_assert_cmpstr(check->right, ==, "11");
  g_assert_cmpstr(check->difference, ==, "-11");
}

static void test_second_road_differs(void) {
  g_autoptr(Record) record = run("2021-23", (const Row[])REVIEW("10", "1", "0", "0", "0", NULL), other);
  const Check *check = find(record, "review.parts");
  g_assert_cmpstr(check->state, ==, "reading-in-doubt");
  g_assert_nonnull(strstr(check->words, "101"));
}

/* Both roads go by the text of the page. */
static void test_what_may_be_misread_contradicts_nothing(void) {
  static const char *const marks[] = {"damaged-page", "ocr"};
  for (unsigned i = 0; i < G_N_ELEMENTS(marks); i++) {
    const Row rows[] = {
        {"四", "", "review.upheld", "10", "件", NULL, NULL}, {"四", "", "review.corrected", "1", "件", NULL, marks[i]},
        {"四", "", "review.other", "0", "件", NULL, NULL},   {"四", "", "review.pending", "0", "件", NULL, NULL},
        {"四", "", "review.total", "0", "件", NULL, NULL},   {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};
    g_autoptr(Record) record = run("2021-23", rows, same);
    g_assert_cmpstr(find(record, "review.parts")->state, ==, "reading-in-doubt");
  }
}

static void test_total_not_printed(void) {
  g_autoptr(Record) record = run("2019", (const Row[])REVIEW("10", "1", "0", "0", "", "blank"), same);
  const Check *check = find(record, "review.parts");
  g_assert_cmpstr(check->state, ==, "total-not-printed");
  g_assert_cmpstr(check->left, ==, "");
  g_assert_cmpstr(check->right, ==, "11");
}

static void test_all_zero_verifies_nothing(void) {
  g_autoptr(Record) record = run("2019", (const Row[])REVIEW("0", "0", "0", "0", "0", NULL), same);
  const Check *check = find(record, "review.parts");
  g_assert_cmpstr(check->state, ==, "holds");
  g_assert_nonnull(strstr(check->words, "不能验证"));
}

static void test_blank_part(void) {
  const Row rows[] = {
      {"四", "", "review.upheld", "5", "件", NULL, NULL},  {"四", "", "review.corrected", "", "件", "blank", NULL},
      {"四", "", "review.other", "", "件", "slash", NULL}, {"四", "", "review.pending", "2", "件", NULL, NULL},
      {"四", "", "review.total", "7", "件", NULL, NULL},   {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};
  g_autoptr(Record) record = run("2019", rows, same);
  const Check *check = find(record, "review.parts");
  g_assert_cmpstr(check->state, ==, "not-assessable");
  g_assert_cmpstr(check->if_blank_is_zero, ==, "holds");
}

static void test_children(void) {
  const Row rows[] = {{"表", "三 / （一）收到申请数", "request.received", "647", "件", NULL, NULL},
                      {"表", "三 / （一）收到申请数 / 1.当面", "request.received.inperson", "400", "件", NULL, NULL},
                      {"表", "三 / （一）收到申请数 / 2.某省自设", "", "247", "件", NULL, NULL},
                      {"表", "三 / （一）收到申请数 / 2.某省自设 / 其中：别的", "", "9", "件", NULL, NULL},
                      {"表", "三 / （二）申请办结数", "request.closed", "647", "件", NULL, NULL},
                      {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};
  g_autoptr(Record) record = run("2014", rows, same);
  g_assert_cmpstr(find(record, "request.received.parts")->state, ==, "holds");
  g_assert_null(find(record, "request.closed.parts"));
}

static void test_prose_against_table(void) {
  const Row rows[] = {{"", "收到申请", "request.received", "21", "件", NULL, "ambiguous"},
                      {"", "发行公报", "gazette.issues", "12", "期", NULL, NULL},
                      {"", "区本级收到申请", "request.answered", "3", "件", NULL, NULL},
                      {"", "网站公开", "channel.website", "500", "条", NULL, "at-least"},
                      {"表", "a", "request.received", "18", "件", NULL, NULL},
                      {"表", "b", "request.carriedin", "3", "件", NULL, NULL},
                      {"表", "c", "gazette.issues", "98", "期", NULL, NULL},
                      {"表", "d", "request.answered", "30", "件", NULL, NULL},
                      {"表", "e", "channel.website", "512", "条", NULL, NULL},
                      {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};
  g_autoptr(Record) record = run("2014-shandong", rows, same);
  const Check *received = find(record, "prose.received");
  g_assert_cmpstr(received->state, ==, "holds");
  g_assert_nonnull(strstr(received->relation, "request.carriedin"));
  g_assert_cmpstr(find(record, "prose:gazette.issues")->state, ==, "contradicted");
  g_assert_cmpstr(find(record, "prose:request.answered")->state, ==, "differs-in-scope");
  g_assert_cmpstr(find(record, "prose:channel.website")->state, ==, "holds");
}

/* 647 answered, of which 177 (27.4%, rounded), 42 (6.4%, cut), 3 (0.9%, wrong). */
static void test_parts_and_shares(void) {
  const char *sentence = "答复";
  const Row rows[] = {{"", "答复", "", "647", "件", NULL, NULL},    {"", "甲", "", "177", "件", NULL, NULL},
                      {"", "甲 / 占", "", "27.4", "%", NULL, NULL}, {"", "乙", "", "42", "件", NULL, NULL},
                      {"", "乙 / 占", "", "6.4", "%", NULL, NULL},  {"", "丙", "", "3", "件", NULL, NULL},
                      {"", "丙 / 占", "", "0.9", "%", NULL, NULL},  {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) patterns = pattern_set_read("patterns", NULL, NULL);
  g_autoptr(CheckRules) rules = check_rules_read("patterns", patterns, &error);
  g_assert_no_error(error);
  g_autoptr(Record) record = make_record("2021-25", rows);
  for (guint i = 0; i < record_figure_count(record); i++) {
    Figure *figure = record_figure_at(record, i);
    figure->sentence = sentence;
    if (i > 0) figure->whole = "0123456789ab:1:0.0,0.0";
  }
  check_run(rules, record, same, NULL);
  g_assert_cmpuint(record_check_count(record), ==, 4);
  const Check *checks = record_check_at(record, 0);
  g_assert_cmpstr(checks[0].state, ==, "not-assessable"); /* parts that are not said to be all */
  g_assert_cmpstr(checks[1].state, ==, "holds");
  g_assert_cmpstr(checks[2].state, ==, "holds");
  g_assert_cmpstr(checks[3].state, ==, "contradicted");
  g_assert_cmpstr(checks[3].right, ==, "0.5");
}

/* The base stands a sentence before: a share that names it is checked, a bare one is not. */
static void test_share_of_another_sentence(void) {
  const Row rows[] = {{"", "答复", "", "647", "件", NULL, NULL},          {"", "甲", "", "177", "件", NULL, NULL},
                      {"", "甲 / 占答复数", "", "27.9", "%", NULL, NULL}, {"", "乙", "", "42", "件", NULL, NULL},
                      {"", "乙 / 占", "", "9.9", "%", NULL, NULL},        {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) patterns = pattern_set_read("patterns", NULL, NULL);
  g_autoptr(CheckRules) rules = check_rules_read("patterns", patterns, &error);
  g_assert_no_error(error);
  g_autoptr(Record) record = make_record("2021-25", rows);
  for (guint i = 1; i < record_figure_count(record); i++) {
    Figure *figure = record_figure_at(record, i);
    figure->sentence = "其中";
    if (strstr(figure->row, "占")) figure->whole = "0123456789ab:1:0.0,0.0";
  }
  check_run(rules, record, same, NULL);
  g_assert_cmpuint(record_check_count(record), ==, 1);
  g_assert_cmpstr(find(record, "prose.share")->state, ==, "contradicted");
  g_assert_cmpstr(find(record, "prose.share")->right, ==, "27.4");
}

static void test_money_is_converted(void) {
  const Row rows[] = {{"", "收费", "charge.amount", "77302800", "元", NULL, NULL},
                      {"表", "行政事业性收费", "charge.amount", "7730.28", "万元", NULL, NULL},
                      {NULL, NULL, NULL, NULL, NULL, NULL, NULL}};
  g_autoptr(Record) record = run("2021-25", rows, same);
  g_assert_cmpstr(find(record, "prose:charge.amount")->state, ==, "holds");
}

/* The organ counts in a row of its own what the form's rows do not name: their sum must not be held against it. */
static void test_row_of_its_own(void) {
  static const char *const parts[] = {"result.granted_nat",
                                      "result.partly_nat",
                                      "result.refused.secret_nat",
                                      "result.refused.law_nat",
                                      "result.refused.security_nat",
                                      "result.refused.thirdparty_nat",
                                      "result.refused.internal_nat",
                                      "result.refused.process_nat",
                                      "result.refused.casefile_nat",
                                      "result.refused.enquiry_nat",
                                      "result.unable.notheld_nat",
                                      "result.unable.notready_nat",
                                      "result.unable.unclear_nat",
                                      "result.dismissed.petition_nat",
                                      "result.dismissed.repeated_nat",
                                      "result.dismissed.published_nat",
                                      "result.dismissed.excessive_nat",
                                      "result.dismissed.reconfirm_nat",
                                      "result.other_nat"};
  enum { PARTS = G_N_ELEMENTS(parts) };
  for (int own = 0; own <= 1; own++) {
    Row rows[PARTS + 3] = {{"三", "（七）总计", "result.total_nat", "7", "件", NULL, NULL},
                           {"三", "别的", "", own ? "7" : "0", "件", NULL, NULL}};
    for (int i = 0; i < PARTS; i++) rows[i + 2] = (Row){"三", parts[i], parts[i], "0", "件", NULL, NULL};
    g_autoptr(Record) record = run("2021-23", rows, same);
    g_assert_cmpstr(find(record, "result.total:_nat")->state, ==, own ? "not-assessable" : "contradicted");
  }
}

static void test_another_form_has_no_line(void) {
  g_autoptr(Record) record = run("2014", (const Row[])REVIEW("10", "1", "0", "0", "0", NULL), same);
  g_assert_cmpuint(record_check_count(record), ==, 0);
}

static void print_text(Page *page, double x, double y, const char *text) {
  for (; *text; text = g_utf8_next_char(text), x += 10) {
    const gunichar c = g_utf8_get_char(text);
    const Glyph glyph = {c, c, {x, y, x + (c < 0x80 ? 5 : 10), y + 10}, 1, false};
    g_array_append_val(page->glyphs, glyph);
    if (c < 0x80) x -= 5;
  }
}

/* A row of two columns, and a label wrapped above and below its figures. */
static GPtrArray *make_pages(void) {
  GPtrArray *pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
  Page *page = page_new(1, 600, 800);
  print_text(page, 200, 40, "自然人");
  print_text(page, 300, 40, "总计");
  print_text(page, 50, 100, "1.属于国家秘密");
  print_text(page, 210, 100, "1,136");
  print_text(page, 305, 100, "7");
  print_text(page, 50, 120, "2.其他法律行政");
  print_text(page, 215, 126, "22");
  print_text(page, 305, 126, "0");
  print_text(page, 50, 132, "法规禁止公开");
  g_ptr_array_add(pages, page);
  for (int number = 2; number <= 3; number++) g_ptr_array_add(pages, page_new(number, 600, 800));
  print_text(pages->pdata[2], 50, 100, "3.重复申请"); /* the table goes on, its heads two pages before */
  print_text(pages->pdata[2], 215, 100, "64");
  print_text(pages->pdata[2], 305, 100, "65");
  return pages;
}

static void test_reread(void) {
  g_autoptr(GPtrArray) pages = make_pages();
  g_autoptr(Reread) reread = reread_new(pages);
  const struct {
    const char *row, *column, *value;
    int page;
  } cases[] = {{"三 / 1.属于国家秘密", "自然人", "1136", 1},
               {"三 / 1.属于国家秘密", "申请人情况 / 总计", "7", 1},
               {"2.其他法律行政法规禁止公开", "自然人", "22", 1},
               {"2.其他法律行政法规禁止公开", "总计", "0", 1},
               {"3.重复申请", "自然人", "", 1},
               {"1.属于国家秘密", "科研机构", "", 1},
               {"3.重复申请", "总计", "65", 3}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    const Figure figure = {
        .table = "表", .row = cases[i].row, .column = cases[i].column, .page = cases[i].page, .raw = "", .value = ""};
    g_autofree char *value = reread_figure(&figure, reread);
    g_assert_cmpstr(value, ==, cases[i].value);
  }
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/check/holds", test_holds);
  g_test_add_func("/check/contradicted", test_contradicted);
  g_test_add_func("/check/second-road-differs", test_second_road_differs);
  g_test_add_func("/check/may-be-misread", test_what_may_be_misread_contradicts_nothing);
  g_test_add_func("/check/total-not-printed", test_total_not_printed);
  g_test_add_func("/check/all-zero-verifies-nothing", test_all_zero_verifies_nothing);
  g_test_add_func("/check/blank-part", test_blank_part);
  g_test_add_func("/check/children", test_children);
  g_test_add_func("/check/prose-against-table", test_prose_against_table);
  g_test_add_func("/check/parts-and-shares", test_parts_and_shares);
  g_test_add_func("/check/share-of-another-sentence", test_share_of_another_sentence);
  g_test_add_func("/check/money-is-converted", test_money_is_converted);
  g_test_add_func("/check/row-of-its-own", test_row_of_its_own);
  g_test_add_func("/check/another-form-has-no-line", test_another_form_has_no_line);
  g_test_add_func("/reread/finds-row-and-column", test_reread);
  return g_test_run();
}
