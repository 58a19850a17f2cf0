#include "base/csv_file.h"

#include <glib/gstdio.h>

static CsvFile *read_text(const char *text, GError **error) {
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("csv-XXXXXX", &path, NULL);
  g_assert_true(fd >= 0 && g_close(fd, NULL));
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  CsvFile *file = csv_file_read(path, error);
  g_unlink(path);
  return file;
}

/* `fields`: the head and the rows, fields parted by |, rows by /. */
static void assert_reads(const char *text, const char *fields) {
  GError *error = NULL;
  CsvFile *file = read_text(text, &error);
  g_assert_no_error(error);
  g_autoptr(GString) found = g_string_new(NULL);
  const guint columns = file->head->len;
  for (guint i = 0; i < columns; i++) g_string_append_printf(found, "%s%s", i ? "|" : "", (char *)file->head->pdata[i]);
  for (guint row = 0; row < file->rows; row++)
    for (guint i = 0; i < columns; i++)
      g_string_append_printf(found, "%s%s", i ? "|" : "/", csv_file_field(file, row, (int)i));
  g_assert_cmpstr(found->str, ==, fields);
  csv_file_free(file);
}

static void assert_refuses(const char *text, const char *complaint) {
  g_autoptr(GError) error = NULL;
  g_assert_null(read_text(text, &error));
  g_assert_error(error, CSV_FILE_ERROR, 0);
  g_assert_true(g_str_has_suffix(error->message, complaint));
}

static void test_fields(void) {
  assert_reads("code,name\n110000,北京市\n", "code|name/110000|北京市");
  assert_reads("\xEF\xBB\xBF"
               "a,b\r\n1,2\r\n",
               "a|b/1|2");
  assert_reads("a,b\n1,", "a|b/1|");
  assert_reads("a,b\n\n \r\n,\n", "a|b/|");
  assert_reads(" a , b\t\n 1 2 ,\n", "a|b/1 2|");
  assert_reads("a", "a");
}

static void test_quotes(void) {
  assert_reads("a,b\n\"1,\n2\",\"\"\n", "a|b/1,\n2|");
  assert_reads("\"say \"\"a\"\"\", \" b \" \n\"\"\"\",2", "say \"a\"| b /\"|2");
}

static void test_refused(void) {
  assert_refuses("", ": empty: not even a head");
  assert_refuses("a\n1\n\"2", ": row 2: a quote is not closed, or stands where none may");
  assert_refuses("a\n1\"2\n", ": row 1: a quote is not closed, or stands where none may");
  assert_refuses("a\n\"1\"2\n", ": row 1: a quote is not closed, or stands where none may");
  assert_refuses("a,b\n1,2\n\n3\n", ": row 2: 1 fields where the head has 2");
  assert_refuses("a\n\xff\n", ": not UTF-8: Excel saves such a file as \"CSV UTF-8\"");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/csv-file/fields", test_fields);
  g_test_add_func("/csv-file/quotes", test_quotes);
  g_test_add_func("/csv-file/refused", test_refused);
  return g_test_run();
}
