/* Tables whose rules are wanting: some painted, or none but fields of colour. */
#include "sheet.h"
#include "table.h"

#include <string.h>

static char *tables_of(GString *sheet) {
  g_autoptr(GPtrArray) pages = sheet_pages(sheet);
  g_autoptr(Layout) layout = layout_read(pages);
  GString *out = g_string_new(NULL);
  for (unsigned i = 0; i < layout->tables->len; i++) table_print(g_ptr_array_index(layout->tables, i), out);
  return g_string_free(out, FALSE);
}

static void check(GString *sheet, const char *expected) {
  g_autofree char *tables = tables_of(sheet);
  g_assert_cmpstr(tables, ==, expected);
}

/* Three rows of two columns, 60 and 18 with a gap of 2, of which `bare` has no fields; a ground under all. */
static GString *draw_fields(int bare) {
  GString *sheet = sheet_open();
  sheet_text(sheet, 50, 60, "表中数字为本年度数");
  sheet_field(sheet, 48, 98, 172, 160);
  for (int i = 0; i < 6; i++) {
    double x = 50 + 60 * (i % 2), y = 100 + 20 * (i / 2);
    if (i / 2 != bare) sheet_field(sheet, x, y, x + 58, y + 18);
    sheet_text(sheet, x + 5, y + 4, i % 2 == 0 ? "规章" : "12");
  }
  sheet_text(sheet, 50, 200, "以上数字均已核对");
  return sheet;
}

/* Cells that are fields of colour; where a row has none, the fields are no cells. */
static void test_fields(void) {
  check(draw_fields(-1), "table page 1 3 rows 2 columns ruled\n"
                         "|规章|12|\n"
                         "|规章|12|\n"
                         "|规章|12|\n");
  g_autofree char *tables = tables_of(draw_fields(1));
  g_assert_null(strstr(tables, "ruled"));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/table-bare/fields", test_fields);
  return g_test_run();
}
