#include "document/page.h"

#include <string.h>

static const char DUMP[] = "page 3 595.00 842.00\n"
                           "glyph 318.72 483.22 325.77 497.31 U+0032 2\n"
                           "glyph 318.72 483.22 325.77 497.31 U+FF12 2 beyond\n"
                           "glyph -10.00 483.22 325.77 497.31 U+2F3E 户\n"
                           "rule 85.08 120.50 510.20 120.50\n"
                           "field 85.08 120.50 510.20 140.50\n"
                           "picture\n"
                           "unreadable\n"
                           "damage Syntax error at position 12: Illegal character\n"
                           "page 4 0.00 0.00\n";

static void test_a_dump_survives_parsing(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pages = page_parse(DUMP, strlen(DUMP), &error);
  g_assert_no_error(error);
  g_assert_cmpuint(pages->len, ==, 2);
  g_autoptr(GString) out = g_string_new(NULL);
  for (unsigned i = 0; i < pages->len; i++) page_print(pages->pdata[i], out);
  g_assert_cmpstr(out->str, ==, DUMP);
  const Page *page = pages->pdata[0];
  const Glyph *glyph = &g_array_index(page->glyphs, Glyph, 1);
  g_assert_true(glyph->beyond);
  g_assert_cmphex(glyph->folded, ==, '2');
  g_assert_cmpint(glyph->page, ==, 3);
}

static void test_what_is_no_dump_is_refused_by_line(void) {
  static const char *const lines[] = {"glyph 1 2 3 4",
                                      "glyph 1 2 3 4 U+0032",
                                      "glyph 1 2 3 4 U+0032 ",
                                      "glyph 1 2 3 4 U+0032 2 far",
                                      "glyph 3 2 1 4 U+0032 2",
                                      "glyph 1 2 3 4 U+0020  ",
                                      "glyph 1 2 3 4 U+D800 ?",
                                      "glyph 1 2 3 4 U+110000 ?",
                                      "glyph 1 2 3 4 U+",
                                      "glyph nan 2 3 4 U+0032 2",
                                      "rule 1 2 3",
                                      "rule 1 2 3 4 5",
                                      "field 1 2 3",
                                      "field 3 2 1 4",
                                      "rule 1 2 inf 4",
                                      "page 0 1 1",
                                      "page 1 -1 1",
                                      "page 99999999999 1 1",
                                      "word"};
  for (unsigned i = 0; i < G_N_ELEMENTS(lines); i++) {
    g_autofree char *text = g_strconcat("page 1 10 10\n", lines[i], "\n", NULL);
    g_autoptr(GError) error = NULL;
    g_test_message("%s", lines[i]);
    g_assert_null(page_parse(text, strlen(text), &error));
    g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
    g_assert_nonnull(strstr(error->message, "line 2"));
  }
}

static void test_nothing_stands_before_the_first_page(void) {
  g_autoptr(GError) error = NULL;
  g_assert_null(page_parse("picture\n", 8, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_clear_error(&error);
  g_assert_null(page_parse("page 1 \xff", 8, &error));
  g_assert_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
  g_autoptr(GPtrArray) none = page_parse("", 0, NULL);
  g_assert_cmpuint(none->len, ==, 0);
}

static void test_the_first_complaint_stays_on_one_line(void) {
  g_autoptr(Page) page = page_new(1, 10, 10);
  page_set_damage(page, "first\nline \xff");
  page_set_damage(page, "second");
  g_assert_cmpstr(page->damage, ==, "first line \357\277\275");
}

static void test_boxes(void) {
  Box a = {0, 0, 10, 10}, b = {5, -5, 20, 5}, inside = {4, 4, 8, 8};
  Box both = box_union(a, b);
  g_assert_true(both.x1 == 0 && both.y1 == -5 && both.x2 == 20 && both.y2 == 10);
  g_assert_true(box_holds(a, inside));
  g_assert_false(box_holds(a, b));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/page/round-trip", test_a_dump_survives_parsing);
  g_test_add_func("/page/refused", test_what_is_no_dump_is_refused_by_line);
  g_test_add_func("/page/before-the-first", test_nothing_stands_before_the_first_page);
  g_test_add_func("/page/damage", test_the_first_complaint_stays_on_one_line);
  g_test_add_func("/page/boxes", test_boxes);
  return g_test_run();
}
