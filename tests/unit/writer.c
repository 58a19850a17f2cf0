/* writer.c - targets appear whole or not at all; the forms of .csv and .jsonl. */
#include "output/writer.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const WriterOptions options = {.program = "extract test", .patterns = "patterns test"};

static Record *make_record(void) {
  Record *record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->report = record_string(record, "a, b.pdf");
  Figure *figure = record_add(record, RECORD_FIGURE);
  figure->report = record_string(record, "a, b.pdf");
  figure->row = record_string(record, "say \"x\"\nand y");
  figure->value = record_string(record, "0.50");
  figure->page = 3;
  figure->x1 = 318.716;
  figure->sentence = record_string(record, "no column");
  return record;
}

static char *make_folder(void) {
  char *folder = g_dir_make_tmp("writer-XXXXXX", NULL);
  g_assert_nonnull(folder);
  return folder;
}

/* How many entries the folder has; they are removed, and it with them. */
static unsigned clear_folder(const char *folder) {
  g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
  unsigned count = 0;
  for (const char *name; (name = g_dir_read_name(entries)) != NULL; count++) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
  }
  g_assert_cmpint(g_rmdir(folder), ==, 0);
  return count;
}

static char *write_one(const char *folder, const char *name) {
  g_autofree char *target = g_build_filename(folder, name, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(Record) record = make_record();
  Writer *writer = writer_open(target, NULL, &options, &error);
  g_assert_no_error(error);
  g_assert_false(g_file_test(target, G_FILE_TEST_EXISTS));
  g_assert_true(writer_add(writer, record, &error));
  g_assert_true(writer_finish(writer, &error));
  g_assert_no_error(error);
  char *text = NULL;
  g_assert_true(g_file_get_contents(target, &text, NULL, NULL));
  return text;
}

static void test_csv(void) {
  g_autofree char *folder = make_folder();
  g_autofree char *text = write_one(folder, "a.csv");
  g_assert_cmpstr(text, ==,
                  "report,sha256,place,year,form,section,table,row,column,indicator,value,unit,state,raw,page,x1,y1,x2,"
                  "y2,marks,pattern,publisher,code,level\r\n"
                  "\"a, b.pdf\",,,,,,,\"say \"\"x\"\"\nand y\",,,0.50,,,,3,318.72,0.00,0.00,0.00,,,,,\r\n");
  g_assert_cmpuint(clear_folder(folder), ==, 1);
}

static void test_jsonl(void) {
  g_autofree char *folder = make_folder();
  g_autofree char *text = write_one(folder, "a.JSONL");
  g_assert_true(g_str_has_prefix(text, "{\"type\":\"report\",\"report\":\"a, b.pdf\","));
  g_assert_true(
      g_str_has_suffix(text, "{\"type\":\"end\",\"section\":0,\"figure\":1,\"numeral\":0,\"check\":0,\"remark\":0}\n"));
  g_assert_cmpuint(clear_folder(folder), ==, 1);
}

static void test_old_one_stays(void) {
  g_autofree char *folder = make_folder();
  g_autofree char *target = g_build_filename(folder, "a.csv", NULL);
  g_assert_true(g_file_set_contents(target, "old", -1, NULL));
  g_autoptr(Record) record = make_record();
  Writer *writer = writer_open(target, NULL, &options, NULL);
  g_assert_true(writer_add(writer, record, NULL));
  writer_abandon(writer);
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(target, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "old");
  g_assert_cmpuint(clear_folder(folder), ==, 1);
}

/* A link in the place of the target stays a link. */
static void test_link(void) {
  g_autofree char *folder = make_folder();
  g_autofree char *real = g_build_filename(folder, "real.csv", NULL);
  g_autofree char *link = g_build_filename(folder, "link.csv", NULL);
  g_assert_true(g_file_set_contents(real, "old", -1, NULL));
  g_assert_cmpint(symlink("real.csv", link), ==, 0);
  Writer *writer = writer_open(link, NULL, &options, NULL);
  g_assert_true(writer_finish(writer, NULL));
  g_assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
  g_autofree char *text = NULL;
  g_assert_true(g_file_get_contents(real, &text, NULL, NULL));
  g_assert_true(g_str_has_prefix(text, "report,"));
  g_assert_cmpuint(clear_folder(folder), ==, 2);
}

static void test_refused(void) {
  static const struct {
    const char *target, *format, *message;
  } cases[] = {
      {"stats", NULL, "stats: the suffix does not say which format this is, known are:"},
      {"stats.doc", NULL, "stats.doc: the suffix does not say which format this is, known are:"},
      {"-", "doc", "unknown format 'doc', known are:"},
      {"/dev/null", "csv", "/dev/null: is there and is no regular file"},
      {"/no/such/folder/a.csv", NULL, "/no/such/folder/a.csv: cannot write in its folder: No such file or directory"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(writer_open(cases[i].target, cases[i].format, &options, &error));
    g_assert_nonnull(error);
    g_assert_true(g_str_has_prefix(error->message, cases[i].message));
  }
}

/* A picture of one red pixel. */
static const unsigned char PIXEL[] = {0x89, 'P',  'N',  'G',  '\r', '\n', 0x1A, '\n', 0,   0,    0,   13,   'I',  'H',
                                      'D',  'R',  0,    0,    0,    1,    0,    0,    0,   1,    8,   2,    0,    0,
                                      0,    0x90, 0x77, 0x53, 0xDE, 0,    0,    0,    12,  'I',  'D', 'A',  'T',  8,
                                      0xD7, 'c',  0xF8, 0xCF, 0xC0, 0,    0,    3,    1,   1,    0,   0x18, 0xDD, 0x8D,
                                      0xB0, 0,    0,    0,    0,    'I',  'E',  'N',  'D', 0xAE, 'B', '`',  0x82};

/* The evidence of a failing check stands in the workbook; what is no picture is left out. */
static void test_pictures(void) {
  g_autofree char *folder = make_folder();
  g_autofree char *target = g_build_filename(folder, "a.xlsx", NULL);
  g_autoptr(Record) record = make_record();
  Figure *figure = record_add(record, RECORD_FIGURE);
  figure->page = 4;
  Check *check = record_add(record, RECORD_CHECK);
  check->state = "contradicted";
  check->figures = ":3:318.7,0.0 :4:0.0,0.0";
  g_hash_table_insert(record->pictures, g_strdup(":3:318.7,0.0"), g_bytes_new_static(PIXEL, sizeof PIXEL));
  g_hash_table_insert(record->pictures, g_strdup(":4:0.0,0.0"), g_bytes_new_static("PNG", 3));
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(target, NULL, &options, &error);
  g_assert_true(writer_add(writer, record, &error));
  g_assert_true(writer_finish(writer, &error));
  g_assert_no_error(error);
  g_autofree char *bytes = NULL;
  size_t length = 0;
  g_assert_true(g_file_get_contents(target, &bytes, &length, NULL));
  g_assert_nonnull(memmem(bytes, length, "xl/media/image1.png", strlen("xl/media/image1.png")));
  g_assert_null(memmem(bytes, length, "xl/media/image2.png", strlen("xl/media/image2.png")));
  g_assert_cmpuint(clear_folder(folder), ==, 1);
}

/* The folder goes while the file is written. */
static void test_folder_vanishes(void) {
  g_autofree char *folder = make_folder();
  g_autofree char *target = g_build_filename(folder, "a.csv", NULL);
  g_autoptr(GError) error = NULL;
  Writer *writer = writer_open(target, NULL, &options, &error);
  g_assert_cmpuint(clear_folder(folder), ==, 0);
  g_assert_false(writer_finish(writer, &error));
  g_assert_nonnull(strstr(error->message, "a.csv: cannot write in its folder: "));
}

/* A name as long as names can be leaves no room for a longer one beside it. */
static void test_long_name(void) {
  g_autofree char *folder = make_folder();
  g_autoptr(GString) name = g_string_new(NULL);
  while (name->len < 251) g_string_append_c(name, 'a');
  g_string_append(name, ".csv");
  g_autofree char *text = write_one(folder, name->str);
  g_assert_cmpuint(clear_folder(folder), ==, 1);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/writer/csv", test_csv);
  g_test_add_func("/writer/jsonl", test_jsonl);
  g_test_add_func("/writer/old-one-stays", test_old_one_stays);
  g_test_add_func("/writer/link", test_link);
  g_test_add_func("/writer/refused", test_refused);
  g_test_add_func("/writer/pictures", test_pictures);
  g_test_add_func("/writer/folder-vanishes", test_folder_vanishes);
  g_test_add_func("/writer/long-name", test_long_name);
  return g_test_run();
}
