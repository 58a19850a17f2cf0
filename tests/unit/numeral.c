/* numeral.c - the account of a stretch of text; prose_patterns.c - pattern files that are wrong. */
#include "prose/numeral.h"

#include <glib/gstdio.h>
#include <string.h>

static ProsePatterns *patterns;

/* "class:numeral class:numeral ..." */
static char *account(const char *words, NumeralWhere where) {
  bool limit = false;
  ProseText text = {patterns, words, strlen(words), where, &limit};
  g_autoptr(GArray) numerals = numeral_scan(&text);
  g_autoptr(GString) all = g_string_new(NULL);
  size_t last = 0;
  for (unsigned i = 0; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    g_assert_cmpuint(span->from, >=, last);
    g_assert_cmpuint(span->to, >, span->from);
    last = span->to;
    g_string_append_printf(all, "%s%s:%.*s", i ? " " : "", span->class, (int)(span->to - span->from),
                           words + span->from);
  }
  g_assert_false(limit);
  return g_strdup(all->str);
}

static void assert_account(const char *words, const char *expected) {
  g_autofree char *found = account(words, NUMERAL_IN_TEXT);
  g_assert_cmpstr(found, ==, expected);
}

static void test_each_numeral_has_one_class(void) {
  assert_account("2018年9月21日，十三届市委召开第十八次会议", "date:2018年9月21日 ordinal:十三届 ordinal:第十八次");
  assert_account("（国办发〔2018〕23号）第二十条第（六）项",
                 "document-number:国办发〔2018〕23号 law-article:第二十条第（六）项");
  assert_account("地址：人民路24号，邮编：252000，电话：0527—83593059",
                 "address:24号 post-code:252000 phone:0527—83593059");
  assert_account("一是办理12345热线47件", "section-number:一是 name:12345 figure:47");
  assert_account("没有发生一起泄密事件", "figure:没有发生一起");
  assert_account("自 201011日起 20101231止", "date:201011日 date:20101231");
}

static void test_the_unknown_is_left(void) {
  assert_account("代号QX7731，取值4471，比值3:7", "unassigned:QX7731 unassigned:4471 unassigned:3 unassigned:7");
  assert_account("一两次", "unassigned:一两");
  assert_account("统一、进一步、一律、千方百计", "");
}

static void test_where_a_pattern_holds(void) {
  g_autofree char *furniture = account("— 3 —", NUMERAL_IN_FURNITURE);
  g_assert_cmpstr(furniture, ==, "page-number:3");
  g_autofree char *index = account("03", NUMERAL_IN_INDEX);
  g_assert_cmpstr(index, ==, "section-number:03");
  g_autofree char *cell = account("03", NUMERAL_IN_TABLE);
  g_assert_cmpstr(cell, ==, "unassigned:03");
  g_autofree char *label = account("未收到申请", NUMERAL_IN_TABLE);
  g_assert_cmpstr(label, ==, "");
}

/* Every text ends, within the runner's limit: what repeats without end is read once. */
static void test_hostile_text(void) {
  static const char *const repeated[] = {"1",  "一",   "第",  "（",   "1,",    "a1",     "“一",
                                         "未", "2018", "1、", "www.", "0527-", "分别1、"};
  for (size_t i = 0; i < G_N_ELEMENTS(repeated); i++) {
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 6000) g_string_append(text, repeated[i]);
    g_autofree char *found = account(text->str, NUMERAL_IN_TEXT);
    g_test_message("%s: %zu bytes of account", repeated[i], strlen(found));
  }
}

/* The error that a pattern folder gives when `from` is `to` in one of its files. */
static void assert_refused(const char *name, const char *from, const char *to, const char *what) {
  static const char *const names[] = {"numerals.yaml", "units.yaml", "prose.yaml"};
  g_autofree char *folder = g_dir_make_tmp("prose-XXXXXX", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *source = g_build_filename("patterns", names[i], NULL), *content = NULL;
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_assert_true(g_file_get_contents(source, &content, NULL, NULL));
    g_autoptr(GString) changed = g_string_new(content);
    if (g_str_equal(names[i], name)) g_assert_cmpuint(g_string_replace(changed, from, to, 1), ==, 1);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(prose_patterns_read(folder, NULL, true, &error));
  g_test_message("%s", error->message);
  g_assert_nonnull(strstr(error->message, what));
  g_assert_nonnull(strstr(error->message, name));
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(folder, names[i], NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
}

static void test_mistakes_are_shown(void) {
  assert_refused("numerals.yaml", "match: '\\d{6}(?!", "match: '\\d{6(?!", "sample");
  assert_refused("numerals.yaml", "before: '(?:邮", "befor: '(?:邮", "unknown key 'befor'");
  assert_refused("numerals.yaml", "where: furniture", "where: margin", "'furniture' or 'index' wanted here");
  assert_refused("numerals.yaml", "before: '(?:邮", "before: '((?:邮", "bad pattern");
  assert_refused("numerals.yaml", "{{close}}", "{{clos}}", "unknown fragment '{{clos}}'");
  assert_refused("units.yaml", "mark: decrease", "mark: fall", "unknown mark 'fall'");
  assert_refused("prose.yaml", "samples: ['上年度结转办理件[[1]]件'", "samples: ['上年度办理件[[1]]件'",
                 "sample comes out as");
  assert_refused("prose.yaml", "lookalikes: ['结转到2025年办理[[7]]件'", "lookalikes: ['上年结转[[7]]件'",
                 "look-alike comes out as");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_autoptr(GError) error = NULL;
  patterns = prose_patterns_read("patterns", NULL, true, &error);
  g_assert_no_error(error);
  g_test_add_func("/numeral/each-has-one-class", test_each_numeral_has_one_class);
  g_test_add_func("/numeral/the-unknown-is-left", test_the_unknown_is_left);
  g_test_add_func("/numeral/where-a-pattern-holds", test_where_a_pattern_holds);
  g_test_add_func("/numeral/hostile-text", test_hostile_text);
  g_test_add_func("/numeral/mistakes-are-shown", test_mistakes_are_shown);
  int result = g_test_run();
  prose_patterns_free(patterns);
  return result;
}
