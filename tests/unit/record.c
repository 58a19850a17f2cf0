/* record.c - rows, marks, addresses; lines of JSON out and back in. */
#include "record/record_json.h"
#include "record/record_reader.h"

#include <math.h>
#include <string.h>

static Record *make_record(void) {
  Record *record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->report = record_string(record, "reports/洪泽 \"2023\".pdf");
  report->sha256 = record_string(record, "94a211352c1f00000000");
  report->pages = 5;
  for (int i = 0; i < 3; i++) {
    Figure *figure = record_add(record, RECORD_FIGURE);
    figure->row = record_string(record, "三、本年度办理结果 / （一）予以公开");
    figure->value = record_string(record, i == 0 ? "0.50" : "-35");
    figure->raw = record_string(record, "a\tb\nc\\d\x01\x7f");
    figure->page = i + 1;
    figure->x1 = -12.345 * i;
    figure->y1 = 587.36;
  }
  Check *check = record_add(record, RECORD_CHECK);
  check->left = record_string(record, "647");
  return record;
}

/* All lines of `text` into a fresh reader; the records that came out. */
static GPtrArray *read_lines(const char *text, bool *ret_finished, GString *errors) {
  GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)record_unref);
  g_autoptr(RecordReader) reader = record_reader_new();
  while (*text != '\0') {
    size_t length = strcspn(text, "\n");
    g_autoptr(GError) error = NULL;
    Record *record = NULL;
    bool good = record_reader_take(reader, text, length, &record, &error);
    g_assert_true(good == (error == NULL));
    if (error != NULL) g_string_append_printf(errors, "%s\n", error->message);
    if (record != NULL) g_ptr_array_add(records, record);
    text += length + (text[length] == '\n');
  }
  g_autoptr(GError) error = NULL;
  *ret_finished = record_reader_finish(reader, &error);
  g_assert_true(*ret_finished == (error == NULL));
  return records;
}

static void test_round_trip(void) {
  g_autoptr(Record) record = make_record();
  g_autoptr(GString) text = g_string_new(NULL);
  record_print_json(record, text);
  g_autoptr(GString) errors = g_string_new(NULL);
  bool finished = false;
  g_autoptr(GPtrArray) records = read_lines(text->str, &finished, errors);
  g_assert_cmpstr(errors->str, ==, "");
  g_assert_true(finished);
  g_assert_cmpuint(records->len, ==, 1);
  g_autoptr(GString) again = g_string_new(NULL);
  record_print_json(records->pdata[0], again);
  g_assert_cmpstr(again->str, ==, text->str);
  const Record *back = records->pdata[0];
  g_assert_cmpstr(record_figure_at(back, 0)->value, ==, "0.50");
  g_assert_cmpstr(record_figure_at(back, 0)->raw, ==, "a\tb\nc\\d\x01\x7f");
}

static void test_failure(void) {
  g_autoptr(Record) record = record_new();
  Failure *failure = record_add(record, RECORD_FAILURE);
  failure->reason = record_string(record, "not a PDF");
  g_autoptr(GString) text = g_string_new(NULL);
  record_print_json(record, text);
  g_assert_cmpstr(text->str, ==,
                  "{\"type\":\"failure\",\"report\":\"\",\"sha256\":\"\",\"kind\":\"\",\"reason\":\"not a PDF\","
                  "\"program\":\"\",\"patterns\":\"\",\"settings\":\"\"}\n");
  g_autoptr(GString) errors = g_string_new(NULL);
  bool finished = false;
  g_autoptr(GPtrArray) records = read_lines(text->str, &finished, errors);
  g_assert_cmpuint(records->len, ==, 1);
  g_assert_null(record_report(records->pdata[0]));
}

#define START "{\"type\":\"report\",\"report\":\"a.pdf\"}\n"
#define END   "{\"type\":\"end\",\"section\":0,\"figure\":0,\"numeral\":0,\"check\":0,\"remark\":0}\n"

static void test_bad_lines(void) {
  static const struct {
    const char *text, *error;
    unsigned records;
    bool finished;
  } cases[] = {
      {START END, "", 1, true},
      {START, "", 0, false},
      {START START END, "line 2: the report before this line has no end line\n", 1, true},
      {START "{\"type\":\"failure\"}\n", "line 2: the report before this line has no end line\n", 1, true},
      {"{\"type\":\"figure\"}\n" END START END, "line 1: figure outside of a report\n", 1, true},
      {START "{\"type\":\"figure\",\"colour\":\"red\"}\n" END, "line 2: unknown key 'colour' in figure\n", 0, true},
      {START "{\"type\":\"figure\",\"value\":\"1e3\"}\n" END, "line 2: value of figure is no decimal number\n", 0,
       true},
      {START "{\"type\":\"figure\",\"value\":7}\n" END, "line 2: value of figure is no string\n", 0, true},
      {START "{\"type\":\"figure\",\"page\":1.5}\n" END, "line 2: page of figure is no whole number\n", 0, true},
      {START "{\"type\":\"figure\",\"page\":-1}\n" END, "line 2: page of figure is out of range\n", 0, true},
      {START "{\"type\":\"figure\",\"page\":4294967297}\n" END, "line 2: page of figure is out of range\n", 0, true},
      {START "{\"type\":\"figure\",\"x1\":\"3\"}\n" END, "line 2: x1 of figure is no number\n", 0, true},
      {START "{\"type\":\"figure\",\"x1\":1e300}\n" END, "line 2: x1 of figure is out of range\n", 0, true},
      {START "{\"type\":\"figure\"}\n" END,
       "line 3: the end line's count of figure does not fit the 1 lines before it\n", 0, true},
      {START "{\"type\":\"table\"}\n" END, "line 2: unknown type 'table'\n", 0, true},
      {START "[]\n" END START END, "line 2: no JSON object\n", 1, true},
      {"{}\n", "line 1: no type\n", 0, true},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) errors = g_string_new(NULL);
    bool finished = false;
    g_autoptr(GPtrArray) records = read_lines(cases[i].text, &finished, errors);
    g_assert_cmpstr(errors->str, ==, cases[i].error);
    g_assert_cmpuint(records->len, ==, cases[i].records);
    g_assert_true(finished == cases[i].finished);
  }
}

/* A file that was cut anywhere gives all its records or one less, never half of one. */
static void test_cut_lines(void) {
  g_autoptr(Record) record = make_record();
  g_autoptr(GString) text = g_string_new(NULL);
  record_print_json(record, text);
  size_t one = text->len;
  record_print_json(record, text);
  for (size_t cut = one; cut < text->len - 1; cut += 7) {
    g_autofree char *part = g_strndup(text->str, cut);
    g_autoptr(GString) errors = g_string_new(NULL);
    bool finished = false;
    g_autoptr(GPtrArray) records = read_lines(part, &finished, errors);
    g_assert_cmpuint(records->len, ==, 1);
    g_assert_true(cut == one || !finished || errors->len > 0);
  }
}

static void test_marks(void) {
  g_autoptr(Record) record = record_new();
  const char *marks = "";
  static const char *const added[] = {"wrapped", "clipped", "at-least", "cut-off", "clipped", "about", "at-most"};
  for (size_t i = 0; i < G_N_ELEMENTS(added); i++) marks = record_mark(record, marks, added[i]);
  g_assert_cmpstr(marks, ==, "about at-least at-most clipped cut-off wrapped");
  g_assert_true(record_has_mark(marks, "at-most"));
  g_assert_true(record_has_mark(marks, "wrapped"));
  g_assert_false(record_has_mark(marks, "at"));
  g_assert_false(record_has_mark(marks, "wrapped-more"));
  g_assert_false(record_has_mark("", "about"));
}

static void test_address(void) {
  static const struct {
    double x1, y1;
    const char *address;
  } cases[] = {
      {213.2, 452.0, "94a211352c1f:4:213.2,452.0"},
      {213.249, 452.05, "94a211352c1f:4:213.3,452.1"}, /* as 213.25 and 452.05 are printed, so are they rounded */
      {-0.04, -12.36, "94a211352c1f:4:0.0,-12.4"},
      {NAN, INFINITY, "94a211352c1f:4:0.0,1000000000.0"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *address = record_address("94a211352c1f00000000", 4, cases[i].x1, cases[i].y1);
    g_assert_cmpstr(address, ==, cases[i].address);
  }
}

static void test_bad_utf8(void) {
  g_autoptr(Record) record = record_new();
  g_assert_cmpstr(record_string(record, "a\xff\xfe"), ==, "a\xef\xbf\xbd\xef\xbf\xbd");
  g_assert_cmpstr(record_string(record, NULL), ==, "");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/record/round-trip", test_round_trip);
  g_test_add_func("/record/failure", test_failure);
  g_test_add_func("/record/bad-lines", test_bad_lines);
  g_test_add_func("/record/cut-lines", test_cut_lines);
  g_test_add_func("/record/marks", test_marks);
  g_test_add_func("/record/address", test_address);
  g_test_add_func("/record/bad-utf8", test_bad_utf8);
  return g_test_run();
}
