/* The tables of pages set by hand, as they print. */
#ifndef TESTS_TABLES_H
#define TESTS_TABLES_H

#include "sheet.h"
#include "table/table.h"

/* The sheet is used up; `ret_lines` (may be NULL): how many lines stand outside of tables. New string. */
static inline char *tables_of(GString *sheet, unsigned *ret_lines) {
  g_autoptr(GPtrArray) pages = sheet_pages(sheet);
  g_autoptr(Layout) layout = layout_read(pages);
  GString *out = g_string_new(NULL);
  for (unsigned i = 0; i < layout->tables->len; i++) table_print(g_ptr_array_index(layout->tables, i), out);
  if (ret_lines != NULL) *ret_lines = layout->lines->len;
  return g_string_free(out, FALSE);
}

static inline void check(GString *sheet, const char *expected) {
  g_autofree char *tables = tables_of(sheet, NULL);
  g_assert_cmpstr(tables, ==, expected);
}

#endif
