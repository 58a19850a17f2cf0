#include "figure/form.h"

#include <glib/gstdio.h>
#include <string.h>

static const char *const VOCABULARY = "columns:\n"
                                      "  sides: [{adds: _left, zh: 左, en: left}]\n"
                                      "indicators:\n"
                                      "  - {id: a.one, zh: 甲一, en: One, unit: 件, columns: sides}\n"
                                      "  - {id: a.two, zh: 甲二, en: Two, unit: 件}\n";

/* A pattern set of the vocabulary above and one form file. */
static PatternSet *read_set(const char *form, GError **error) {
  g_autofree char *folder = g_dir_make_tmp("form-XXXXXX", NULL);
  g_autofree char *vocabulary = g_build_filename(folder, "indicators.yaml", NULL);
  g_autofree char *path = g_build_filename(folder, "some.yaml", NULL);
  g_assert_true(g_file_set_contents(vocabulary, VOCABULARY, -1, NULL));
  g_assert_true(g_file_set_contents(path, form, -1, NULL));
  PatternSet *set = pattern_set_read(folder, NULL, error);
  g_unlink(vocabulary);
  g_unlink(path);
  g_rmdir(folder);
  return set;
}

static void assert_refused(const char *form, const char *place, const char *what) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) set = read_set(form, &error);
  g_assert_null(set);
  g_test_message("%s", error->message);
  g_assert_nonnull(strstr(error->message, place));
  g_assert_nonnull(strstr(error->message, what));
}

static void test_editions_share_a_file(void) {
  g_autoptr(PatternSet) set = read_set("editions: [{id: new}, {id: old}]\n"
                                       "tables:\n"
                                       "  - heads: [{head: 数, adds: ''}, {head: 左, adds: _left, editions: [old]}]\n"
                                       "    rows:\n"
                                       "      - {row: 1.甲, indicator: a.one}\n"
                                       "      - {row: 2.乙, indicator: a.two, editions: [new]}\n",
                                       NULL);
  g_assert_nonnull(set);
  const Form *new_form = form_find(set->forms, "new"), *old = form_find(set->forms, "old");
  g_assert_true(g_hash_table_contains(new_form->indicators, "a.two"));
  g_assert_false(g_hash_table_contains(old->indicators, "a.two"));
  g_assert_cmpstr(g_hash_table_lookup(old->indicators, "a.one_left"), ==, "some.yaml:5");
  g_assert_cmpuint(g_hash_table_size(new_form->indicators), ==, 2);
  g_assert_cmpstr(pattern_indicator(set, "a.one_left")->zh, ==, "甲一（左）");
}

static void test_mistakes_are_shown(void) {
  assert_refused(
      "editions: [{id: x}]\ntables:\n  - heads: [{head: 数, adds: ''}]\n    rows: [{row: 甲, indicator: a.on}]\n",
      "some.yaml:4:12:", "no indicator 'a.on'");
  assert_refused("editions: [{id: x}]\ntables:\n  - heads: [{haed: 数}]\n", "some.yaml:3:20:", "unknown key 'haed'");
  assert_refused("editions: [{id: x}]\ntables:\n  - rows: [{row: 甲, indicator: a.one, like: [乙]}]\n",
                 "some.yaml:3:12:", "'乙' is not taken");
  assert_refused("editions: [{id: x}]\ntables:\n  - rows: [{row: 甲, indicator: a.one, unlike: [1、甲]}]\n",
                 "some.yaml:3:12:", "'1、甲' is taken");
  assert_refused("editions: [{id: x}, {id: x}]\ntables: []\n", "some.yaml:1:21:", "said twice");
}

static void test_forms_of_the_house(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PatternSet) set = pattern_set_read("patterns", NULL, &error);
  g_assert_no_error(error);
  const char *const ids[] = {"early", "2014", "2014-shandong", "2019", "2021-23", "2021-25"};
  for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) g_assert_nonnull(form_find(set->forms, ids[i]));
  g_assert_cmpuint(strlen(set->version), ==, 12);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/form/editions-share-a-file", test_editions_share_a_file);
  g_test_add_func("/form/mistakes-are-shown", test_mistakes_are_shown);
  g_test_add_func("/form/forms-of-the-house", test_forms_of_the_house);
  return g_test_run();
}
