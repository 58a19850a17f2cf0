#include "place.h"

#include <glib/gstdio.h>

static void assert_place(const char *place, const char *year, const char *text, const char *code, const char *today,
                         const char *level) {
  GError *error = NULL;
  g_autoptr(Places) places = places_read("patterns", &error);
  g_assert_no_error(error);
  g_autoptr(Record) record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->place = record_string(record, place);
  report->year = record_string(record, year);
  report->title = record_string(record, place);
  SectionRow *section = record_add(record, RECORD_SECTION);
  section->text = record_string(record, text);
  Figure *figure = record_add(record, RECORD_FIGURE);
  place_read(places, record);
  g_assert_cmpstr(report->code, ==, code);
  g_assert_cmpstr(report->code_today, ==, today);
  g_assert_cmpstr(report->level, ==, level);
  g_assert_cmpstr(figure->code, ==, code);
  g_assert_cmpuint(record->rows[RECORD_REMARK]->len, ==, *code ? 0 : 1);
}

static void test_names(void) {
  static const struct {
    const char *place, *year, *text, *code, *today, *level;
  } cases[] = {
      {"洪泽区", "2023", "", "320813", "320813", "county"},
      {"洪泽县", "2012", "", "320829", "320813", "county"}, /* became a district in 2016 */
      {"洪泽区", "2012", "", "", "", ""},
      {"江苏省淮安市洪泽区", "2023", "", "320813", "320813", "county"},
      {"淮安洪泽区", "2023", "", "320813", "320813", "county"},
      {"云州市洪泽区", "2023", "", "", "", ""}, /* what stands above it is another's */
      {"朝阳区", "2023", "", "", "", ""},
      {"长春市朝阳区", "2023", "", "220104", "220104", "county"},
      {"朝阳区", "2023", "现公布长春市朝阳区年度报告。", "220104", "220104", "county"},
      {"朝阳区", "2023", "根据北京市的要求，", "110105", "110105", "county"},
      {"朝阳区", "2023", "赴北京市、吉林省学习。", "", "", ""},
      {"广西壮族自治区", "2010", "", "450000", "450000", "province"},
      {"凉山州", "2019", "", "513400", "513400", "prefecture"},
      {"崇文区", "2009", "", "110103", "", "county"},
      {"淮安市洪泽区老子山镇", "2023", "", "320813", "320813", "town"},
      {"老子山镇", "2023", "", "", "", "town"},
      {"高新技术产业开发区", "2023", "", "", "", ""},
      {"松汀市", "2019", "", "", "", ""},
      {"洪泽区", "", "", "", "", ""},
      {"", "2019", "", "", "", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_place(cases[i].place, cases[i].year, cases[i].text, cases[i].code, cases[i].today, cases[i].level);
}

static void assert_level(const char *title, const char *publisher, const char *level) {
  g_autoptr(Places) places = places_read("patterns", NULL);
  g_autoptr(Record) record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->place = "洪泽区", report->year = "2023";
  report->title = record_string(record, title), report->publisher = record_string(record, publisher);
  place_read(places, record);
  g_assert_cmpstr(report->level, ==, level);
  g_assert_cmpstr(report->code, ==, "320813");
}

static void test_levels(void) {
  assert_level("洪泽区人民政府2023年报告", "洪泽区人民政府", "county");
  assert_level("洪泽区2023年报告", "洪泽区政务服务管理局", "county"); /* only compiled there */
  assert_level("洪泽区司法局2023年报告", "洪泽区司法局", "department");
  assert_level("2023年报告", "洪泽区司法局", "department");
  assert_level("洪泽区管委会2023年报告", "洪泽区管委会", "county");
  assert_level("洪泽区行政公署2023年报告", "洪泽区行政公署", "county");
}

static void test_given(void) {
  g_autoptr(Places) places = places_read("patterns", NULL);
  g_autoptr(Record) record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->place = "朝阳区", report->year = "2023", report->code = "220104", report->given = "code";
  place_read(places, record);
  g_assert_cmpstr(report->code, ==, "220104");
  g_assert_cmpstr(report->parent, ==, "吉林省长春市");
  g_assert_cmpuint(record->rows[RECORD_REMARK]->len, ==, 0);
}

/* What a manifest says comes later, and takes the place of what was told from the report. */
static void test_again(void) {
  g_autoptr(Places) places = places_read("patterns", NULL);
  g_autoptr(Record) record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->place = "朝阳区", report->year = "2023";
  place_read(places, record);
  g_assert_cmpuint(record->rows[RECORD_REMARK]->len, ==, 1);
  report->place = "长春市朝阳区";
  place_read(places, record);
  g_assert_cmpuint(record->rows[RECORD_REMARK]->len, ==, 0);
  g_assert_cmpstr(report->code, ==, "220104");
  report->place = "朝阳区";
  place_read(places, record);
  g_assert_cmpstr(report->code, ==, "");
}

static void test_series(void) {
  const Report county = {.place = "洪泽县", .code = "320829", .code_today = "320813", .level = "county"};
  const Report district = {.place = "洪泽区", .code = "320813", .code_today = "320813", .level = "county"};
  const Report office = {.place = "洪泽区", .publisher = "洪泽区司法局", .code = "320813", .level = "department"};
  g_autofree char *a = place_series(&county), *b = place_series(&district);
  Report rest = office;
  rest.code_today = "";
  g_autofree char *c = place_series(&rest);
  g_assert_cmpstr(a, ==, b);
  g_assert_cmpstr(b, !=, c);
}

static void test_bad_file(void) {
  static const char *const files[] = {"code,name\n320813,洪泽区\n", "code,name,first,last\n32,洪泽区,200212,\n",
                                      "code,name,first,last\n320813,洪泽区,2002,\n"};
  g_autofree char *folder = g_dir_make_tmp("place-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "divisions.csv", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, files[i], -1, NULL));
    g_assert_null(places_read(folder, &error));
    g_assert_nonnull(error);
  }
  g_assert_cmpint(g_unlink(path), ==, 0);
  g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/place/names", test_names);
  g_test_add_func("/place/levels", test_levels);
  g_test_add_func("/place/given", test_given);
  g_test_add_func("/place/again", test_again);
  g_test_add_func("/place/series", test_series);
  g_test_add_func("/place/bad-file", test_bad_file);
  return g_test_run();
}
