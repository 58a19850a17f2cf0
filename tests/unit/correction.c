/* Corrections stand beside the printed value, and land on one figure of one edition of a report or nowhere. */
#include "check/correction.h"

#include <glib/gstdio.h>
#include <string.h>

static const char hash[] = "0123456789abcdef0123";

static CsvFile *make_file(const char *text, GError **error) {
  g_autofree char *path = NULL;
  g_autofree char *name = g_strdup("extract-XXXXXX.csv");
  int fd = g_file_open_tmp(name, &path, NULL);
  g_assert_cmpint(fd, >=, 0);
  g_close(fd, NULL);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  CsvFile *file = csv_file_read(path, error);
  g_unlink(path);
  return file;
}

static Record *make_record(void) {
  Record *record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->report = "a.pdf";
  report->sha256 = hash;
  for (int i = 0; i < 2; i++) {
    Figure *figure = record_add(record, RECORD_FIGURE);
    figure->sha256 = hash;
    figure->page = 3;
    figure->x1 = 10 + i;
    figure->y1 = 20;
    figure->value = "5";
    figure->state = "figure";
    figure->marks = "wrapped";
  }
  Check *check = record_add(record, RECORD_CHECK);
  check->check = "review.parts";
  check->state = "contradicted";
  check->figures = "0123456789ab:3:10.0,20.0 0123456789ab:3:11.0,20.0";
  return record;
}

static Record *apply(const char *rows, bool *used) {
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_strconcat(correction_head, rows, NULL);
  g_autoptr(CsvFile) file = make_file(text, &error);
  g_assert_no_error(error);
  g_assert_true(correction_check(file, &error));
  Record *record = make_record();
  correction_apply(file, record, used);
  return record;
}

static void test_beside(void) {
  bool used[1] = {false};
  g_autoptr(Record) record = apply("\"0123456789ab:3:11.0,20.0\",7,ann,2026-01-02,\"misread, surely\"\r\n", used);
  const Figure *first = record_figure_at(record, 0), *second = first + 1;
  g_assert_true(used[0]);
  g_assert_cmpstr(second->value, ==, "5");
  g_assert_cmpstr(second->corrected, ==, "7");
  g_assert_cmpstr(second->marks, ==, "corrected wrapped");
  g_assert_cmpstr(first->corrected, ==, "");
  const Remark *remark = record_remark_at(record, 0);
  g_assert_nonnull(strstr(remark->text, "ann"));
  g_assert_nonnull(strstr(remark->text, "misread, surely"));
}

static void test_refused(void) {
  bool used[2] = {false, false};
  g_autoptr(Record) record =
      apply("\"0123456789ab:3:99.0,20.0\",7,ann,,\r\n\"ffffffffffff:3:10.0,20.0\",7,ann,,\r\n", used);
  g_assert_true(used[0]);
  g_assert_false(used[1]);
  g_assert_cmpuint(record_remark_count(record), ==, 1);
  g_assert_cmpstr(record_remark_at(record, 0)->kind, ==, "correction-refused");
}

static void test_bad_files(void) {
  static const char *const files[] = {
      "",
      "figure,value\r\nx,1\r\n",
      "figure,value,who,when,why\r\n\"0123456789ab:1:1.0,1.0\",1e3,a,b,c\r\n",
      "figure,value,who,when,why\r\nnowhere,1,a,b,c\r\n",
      "figure,value,who,when,why\r\n\"0123456789ab:1:1.0,1.0\",1\r\n",
      "figure,value,who,when,why\r\n\"0123456789ab:1:1.0,1.0\",1,a,b,c\r\n\"0123456789ab:1:1.0,1.0\",2,a,b,c\r\n",
      "figure,value,who,when,why\r\n\"0123",
      "\xff\xfe"};
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvFile) file = make_file(files[i], &error);
    g_assert_false(file && correction_check(file, &error));
    g_assert_nonnull(error);
  }
}

static void test_template(void) {
  g_autoptr(Record) record = make_record();
  g_autoptr(GString) out = g_string_new(correction_head);
  correction_template(record, out);
  g_autoptr(GError) error = NULL;
  g_autoptr(CsvFile) file = make_file(out->str, &error);
  g_assert_no_error(error);
  g_assert_true(correction_check(file, &error));
  g_assert_cmpuint(file->rows, ==, 2);
  bool used[2] = {false, false};
  correction_apply(file, record, used);
  g_assert_false(used[0] || used[1]);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/correction/stands-beside", test_beside);
  g_test_add_func("/correction/refused", test_refused);
  g_test_add_func("/correction/bad-files", test_bad_files);
  g_test_add_func("/correction/template", test_template);
  return g_test_run();
}
