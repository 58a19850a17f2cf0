#include "base/yaml.h"

#include <glib/gstdio.h>
#include <string.h>

/* Reads `source` from a file "try.yaml" in a new folder. */
static YamlFile *read_source(const char *source, GError **error) {
  g_autofree char *folder = g_dir_make_tmp("yaml-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "try.yaml", NULL);
  g_assert_true(g_file_set_contents(path, source, -1, NULL));
  YamlFile *file = yaml_file_read(path, "try.yaml", error);
  g_unlink(path);
  g_rmdir(folder);
  return file;
}

static void assert_refused(const char *source, const char *place, const char *what) {
  g_autoptr(GError) error = NULL;
  g_autoptr(YamlFile) file = read_source(source, &error);
  g_assert_null(file);
  g_assert_nonnull(error);
  g_test_message("%s", error->message);
  g_assert_nonnull(strstr(error->message, place));
  g_assert_nonnull(strstr(error->message, what));
}

static void test_tree(void) {
  g_autoptr(YamlFile) file = read_source("# c\nrows:\n  - {row: （一）公开, unit: '\\d'}\n  - x\nempty:\n", NULL);
  g_assert_nonnull(file);
  const YamlNode *rows = yaml_get(file->root, "rows");
  g_assert_cmpint(rows->kind, ==, YAML_LIST);
  g_assert_cmpuint(rows->children->len, ==, 2);
  const YamlNode *first = g_ptr_array_index(rows->children, 0);
  g_assert_cmpint(first->line, ==, 3);
  g_assert_cmpint(first->column, ==, 5);
  g_assert_cmpstr(yaml_text(first, "unit", NULL), ==, "\\d");
  g_assert_cmpstr(yaml_text(first, "none", "else"), ==, "else");
  g_assert_cmpstr(yaml_text(file->root, "empty", NULL), ==, "");
}

static void test_errors_name_the_place(void) {
  assert_refused("a: [1, 2\nb: 3\n", "try.yaml:", "\n  ");
  assert_refused("a: 1\na: 2\n", "try.yaml:2:1:", "'a' stands here twice");
  assert_refused("a: &x 1\nb: *x\n", "try.yaml:2:", "alias");
  assert_refused("", "try.yaml:1:1:", "nothing");
  assert_refused("a: \xff\n", "try.yaml", "UTF-8");
  assert_refused("[a]: 1\n", "try.yaml:1:1:", "plain text wanted");
}

static void test_deep_nesting_is_refused(void) {
  g_autoptr(GString) deep = g_string_new(NULL);
  for (int i = 0; i < 5000; i++) g_string_append_c(deep, '[');
  assert_refused(deep->str, "try.yaml:1:", "deep");
}

static void test_failure_inside_a_text(void) {
  g_autoptr(YamlFile) file = read_source("p: '申请(\\d+'\nq: |\n  一\n  二三\n", NULL);
  g_autoptr(GError) error = NULL;
  g_assert_false(yaml_fail(file, yaml_get(file->root, "p"), strlen("申请"), &error, "bad %d", 7));
  g_assert_nonnull(strstr(error->message, "try.yaml:1:7: bad 7\n  p: '申请(\\d+'\n          ^"));
  g_autoptr(GError) second = NULL;
  g_assert_false(yaml_fail(file, yaml_get(file->root, "q"), strlen("一\n二"), &second, "bad"));
  g_assert_nonnull(strstr(second->message, "try.yaml:4:4: bad\n    二三\n      ^"));
}

static void test_unknown_key(void) {
  static const char *const known[] = {"row", "unit", NULL};
  g_autoptr(YamlFile) file = read_source("row: 1\nunti: 2\n", NULL);
  g_autoptr(GError) error = NULL;
  g_assert_false(yaml_check_keys(file, file->root, known, &error));
  g_assert_nonnull(strstr(error->message, "try.yaml:2:7: unknown key 'unti'; known here: row, unit"));
}

static void assert_same(const YamlNode *a, const YamlNode *b) {
  g_assert_cmpint(a->kind, ==, b->kind);
  g_assert_cmpstr(a->text, ==, b->text);
  g_assert_cmpstr(a->key, ==, b->key);
  g_assert_cmpint(a->line, ==, b->line);
  g_assert_cmpint(a->column, ==, b->column);
  g_assert_cmpuint(a->children ? a->children->len : 0, ==, b->children ? b->children->len : 0);
  for (guint i = 0; a->children && i < a->children->len; i++) assert_same(a->children->pdata[i], b->children->pdata[i]);
}

/* A pattern file as it was built in is what parsing makes of it; with a byte more it is parsed. */
static void test_built(void) {
  g_autoptr(GDir) folder = g_dir_open("patterns", 0, NULL);
  guint files = 0;
  for (const char *name; (name = g_dir_read_name(folder));) {
    if (!g_str_has_suffix(name, ".yaml")) continue;
    g_autofree char *path = g_build_filename("patterns", name, NULL);
    g_autoptr(YamlFile) built = yaml_file_read(path, name, NULL);
    g_assert_null(built->parsed);
    g_autofree char *edited = g_strconcat(built->source, "\n", NULL);
    g_autoptr(YamlFile) parsed = read_source(edited, NULL);
    g_assert_nonnull(parsed->parsed);
    assert_same(built->root, parsed->root);
    files++;
  }
  g_assert_cmpuint(files, >, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/yaml/tree", test_tree);
  g_test_add_func("/yaml/errors-name-the-place", test_errors_name_the_place);
  g_test_add_func("/yaml/deep-nesting-is-refused", test_deep_nesting_is_refused);
  g_test_add_func("/yaml/failure-inside-a-text", test_failure_inside_a_text);
  g_test_add_func("/yaml/unknown-key", test_unknown_key);
  g_test_add_func("/yaml/built", test_built);
  return g_test_run();
}
