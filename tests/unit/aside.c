/* What stands beside the text: navigation, a second column, and what only looks like them. */
#include "line/aside.h"
#include "sheet.h"
#include "table/table.h"

/* The lines, each closed by a newline, those aside marked "a:". */
static void check(GString *sheet, const char *expected) {
  g_autoptr(GPtrArray) pages = sheet_pages(sheet);
  const Page *page = g_ptr_array_index(pages, 0);
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < page->glyphs->len; i++) g_ptr_array_add(glyphs, &g_array_index(page->glyphs, Glyph, i));
  g_autoptr(GPtrArray) lines = aside_lines((const Glyph *const *)glyphs->pdata, glyphs->len);
  g_autoptr(GString) out = g_string_new(NULL);
  for (unsigned i = 0; i < lines->len; i++) {
    const Line *line = g_ptr_array_index(lines, i);
    g_string_append_printf(out, "%s%s\n", line->aside ? "a:" : "", line->text->utf8->str);
  }
  g_assert_cmpstr(out->str, ==, expected);
}

#define FULL "本区全年共收到政府信息公开申请十二件均已办结"

static void print_column(GString *sheet, double x, double y, double pitch, int lines, const char *text) {
  for (int i = 0; i < lines; i++) sheet_text(sheet, x, y + pitch * i, text);
}

/* Beside the text, at other heights than its lines or at the same; above both the path of the page. */
static void test_navigation(void) {
  for (int pitch = 15; pitch <= 19; pitch += 4) {
    GString *sheet = sheet_open();
    sheet_text(sheet, 50, 60, "当前位置首页政务公开政府信息公开年报区政府办公室");
    print_column(sheet, 50, 100, pitch, 5, "公开指南");
    print_column(sheet, 150, 100, 15, 5, FULL);
    check(sheet, "当前位置首页政务公开政府信息公开年报区政府办公室\n"
                 "a:公开指南\na:公开指南\na:公开指南\na:公开指南\na:公开指南\n" FULL "\n" FULL "\n" FULL "\n" FULL
                 "\n" FULL "\n");
  }
}

static void test_navigation_on_the_right(void) {
  GString *sheet = sheet_open();
  print_column(sheet, 50, 100, 15, 5, FULL);
  print_column(sheet, 300, 100, 15, 5, "公开指南");
  check(sheet, FULL "\n" FULL "\n" FULL "\n" FULL "\n" FULL "\n"
                    "a:公开指南\na:公开指南\na:公开指南\na:公开指南\na:公开指南\n");
}

/* Two columns of text are both text, the left one first. */
static void test_two_columns(void) {
  GString *sheet = sheet_open();
  print_column(sheet, 50, 100, 15, 5, FULL);
  print_column(sheet, 320, 100, 15, 5, "收到的申请中当面申请三件网络申请九件均按期答复");
  check(sheet, FULL "\n" FULL "\n" FULL "\n" FULL "\n" FULL "\n"
                    "收到的申请中当面申请三件网络申请九件均按期答复\n收到的申请中当面申请三件网络申请九件均按期答复\n"
                    "收到的申请中当面申请三件网络申请九件均按期答复\n收到的申请中当面申请三件网络申请九件均按期答复\n"
                    "收到的申请中当面申请三件网络申请九件均按期答复\n");
}

/* Columns of a list without rules stay lines; so does text with a few indented lines. */
static void test_list_and_text(void) {
  GString *sheet = sheet_open();
  print_column(sheet, 50, 100, 15, 6, "当面申请数");
  print_column(sheet, 300, 100, 15, 6, "12");
  check(sheet, "当面申请数12\n当面申请数12\n当面申请数12\n当面申请数12\n当面申请数12\n当面申请数12\n");
  sheet = sheet_open();
  print_column(sheet, 50, 100, 15, 5, FULL);
  print_column(sheet, 320, 100, 15, 5, "123");
  check(sheet, FULL "123\n" FULL "123\n" FULL "123\n" FULL "123\n" FULL "123\n");
  sheet = sheet_open();
  print_column(sheet, 50, 100, 15, 6, FULL);
  check(sheet, FULL "\n" FULL "\n" FULL "\n" FULL "\n" FULL "\n" FULL "\n");
}

/* A running head has a gap where the gutter is; it stands over both columns. */
static void test_running_head(void) {
  GString *sheet = sheet_open();
  for (int page = 1; page <= 2; page++) {
    if (page > 1) sheet_turn_over(sheet, page);
    sheet_text(sheet, 50, 30, "某区政府");
    sheet_text(sheet, 300, 30, "工作年报");
    print_column(sheet, 50, 100, 15, 5, "公开指南");
    print_column(sheet, 150, 100, 15, 5, FULL);
  }
  g_autoptr(GPtrArray) pages = sheet_pages(sheet);
  g_autoptr(Layout) layout = layout_read(pages);
  g_assert_cmpuint(layout->lines->len, ==, 22);
  g_assert_cmpstr(((const Line *)layout->lines->pdata[0])->text->utf8->str, ==, "某区政府工作年报");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/aside/navigation", test_navigation);
  g_test_add_func("/aside/navigation-on-the-right", test_navigation_on_the_right);
  g_test_add_func("/aside/two-columns", test_two_columns);
  g_test_add_func("/aside/running-head", test_running_head);
  g_test_add_func("/aside/list-and-text", test_list_and_text);
  return g_test_run();
}
