#include "place/place.h"
#include "base/csv_file.h"

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
  g_assert_cmpuint(record_remark_count(record), ==, *code ? 0 : 1);
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
      {"老子山镇", "2023", "淮安市洪泽区老子山镇人民政府", "320813", "320813", "town"}, /* as it signs, say */
      {"老子山镇", "2023", "与盱眙县老子山镇、洪泽区老子山镇", "", "", "town"},
      {"老子山镇", "2023", "请在洪泽区人民政府网站查阅", "320813", "320813", "town"},
      {"老子山镇", "2023", "洪泽区是淮安市的区", "", "", "town"},
      {"老子山镇", "2023", "洪泽区政府网站、盱眙县政府网站", "", "", "town"},
      {"老子山镇", "2023", "朝阳区人民政府网站", "", "", "town"},
      {"老子山镇", "2023", "朝阳区老子山镇", "", "", "town"}, /* which of them? */
      {"延边州", "2023", "", "222400", "222400", "prefecture"},
      {"长阳县", "2020", "", "420528", "420528", "county"},
      {"鄂伦春旗", "2020", "", "150723", "150723", "county"},
      {"凉山州西昌市", "2021", "", "513401", "513401", "county"},
      {"四川省凉山州西昌市", "2021", "", "513401", "513401", "county"},
      {"黔南州西昌市", "2021", "", "", "", ""},
      {"湖北省恩施州建始县高坪镇", "2021", "", "422822", "422822", "town"},
      {"湖北省恩施州松汀县高坪镇", "2021", "", "", "", "town"}, /* not that of what stands above its county */
      {"东莞市虎门镇", "2022", "", "441900", "441900", "town"},
      {"天津市和平区南市街", "2021", "", "120101", "120101", "town"},
      {"洪泽区经济开发区", "2022", "", "", "", ""},
      {"高新技术产业开发区", "2023", "", "", "", ""},
      {"雄安新区", "2023", "", "", "", ""},
      {"浦东新区", "2023", "", "310115", "310115", "county"},
      {"松汀市", "2019", "", "", "", ""},
      {"洪泽区", "", "", "", "", ""},
      {"", "2019", "", "", "", ""},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_place(cases[i].place, cases[i].year, cases[i].text, cases[i].code, cases[i].today, cases[i].level);
}

/* Each as it was in its year, and what it is today. */
static void test_history(void) {
  static const struct {
    const char *place, *year, *code, *today, *level;
  } cases[] = {
      {"莱芜市", "2018", "371200", "", "prefecture"}, /* merged into 济南市 in January 2019 */
      {"莱芜市", "2019", "", "", ""},
      {"莱芜区", "2019", "370116", "370116", "county"},
      {"江干区", "2020", "330104", "", "county"}, /* merged in 2021 */
      {"钱塘区", "2020", "", "", ""},
      {"钱塘区", "2021", "330114", "330114", "county"},
      {"襄樊市", "2009", "420600", "420600", "prefecture"}, /* 襄阳市 since the end of 2010 */
      {"襄阳市", "2011", "420600", "420600", "prefecture"},
      {"思茅市", "2006", "530800", "530800", "prefecture"}, /* 普洱市 since 2007; 思茅区 is a part of it */
      {"翠云区", "2006", "530802", "530802", "county"},     /* 思茅区 since then */
      {"普洱市", "2007", "530800", "530800", "prefecture"},
      {"海东地区", "2012", "632100", "630200", "prefecture"}, /* 海东市 since 2013 */
      {"平安县", "2011", "632121", "630203", "county"},       /* its district since 2015 */
      {"平安县", "2012", "", "630203", "county"}, /* the code that it had at the end of the year is in no edition */
      {"昌都地区", "2013", "542100", "540300", "prefecture"}, /* 昌都市 since the end of 2014 */
      {"那曲地区", "2016", "542400", "540600", "prefecture"}, /* 那曲市 since 2017 */
      {"山南市", "2016", "540500", "540500", "prefecture"},
      {"儋州市", "2014", "469003", "", "county"}, /* a prefecture since 2015: another level */
      {"儋州市", "2015", "", "", ""},             /* no edition says from when on: two divisions */
      {"儋州市", "2016", "460400", "460400", "prefecture"},
      {"三沙市", "2012", "460300", "460300", "prefecture"},
      {"新星市", "2021", "659011", "659011", "county"},
      {"白杨市", "2023", "659012", "659012", "county"},
      {"和康县", "2023", "", "", ""},
      {"和康县", "2024", "653228", "653228", "county"},
      {"巢湖市", "2009", "341400", "", "prefecture"}, /* dissolved in 2011; the city of its name is its old district */
      {"无为县", "2009", "341422", "340281", "county"}, /* to 芜湖市 in 2011, a city since 2019 */
      {"定安县", "2006", "469025", "469021",
       "county"},                                 /* the codes of 海南省 were dealt out anew: 469025 is 白沙 now */
      {"万盛区", "2010", "500110", "", "county"}, /* merged in 2011; its code went to 綦江区 */
      {"綦江县", "2010", "500222", "500110", "county"},
      {"崇明县", "2015", "310230", "310151", "county"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
    assert_place(cases[i].place, cases[i].year, "", cases[i].code, cases[i].today, cases[i].level);
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
  assert_level("洪泽区人民政府办公室（本级）2023年报告", "洪泽区人民政府办公室（本级）", "county");
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
  g_assert_cmpuint(record_remark_count(record), ==, 0);
}

/* What a manifest says comes later, and takes the place of what was told from the report. */
static void test_again(void) {
  g_autoptr(Places) places = places_read("patterns", NULL);
  g_autoptr(Record) record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->place = "朝阳区", report->year = "2023";
  place_read(places, record);
  g_assert_cmpuint(record_remark_count(record), ==, 1);
  report->place = "长春市朝阳区";
  place_read(places, record);
  g_assert_cmpuint(record_remark_count(record), ==, 0);
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
  static const struct {
    const char *text, *complaint;
  } files[] = {
      {"code,name\n320813,洪泽区\n", "divisions.csv: wants code, name, first, last"},
      {"code,name,first,last\n32,洪泽区,200212,\n",
       "divisions.csv: row 1: a division wants a code of six digits and a name"},
      {"code,name,first,last\n320813,洪泽区,2002,\n", "divisions.csv: row 1: '2002' is no edition (yyyymm)"},
      {"code,name,first,last\n320813,洪泽区,201612,\n320829,洪泽县,200212,2012年\n",
       "divisions.csv: row 2: '2012年' is no edition (yyyymm)"},
  };
  g_autofree char *folder = g_dir_make_tmp("place-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "divisions.csv", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, files[i].text, -1, NULL));
    g_assert_null(places_read(folder, &error));
    g_assert_error(error, CSV_FILE_ERROR, 0);
    g_assert_true(g_str_has_suffix(error->message, files[i].complaint));
  }
  g_assert_cmpint(g_unlink(path), ==, 0);
  g_assert_cmpint(g_rmdir(folder), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/place/names", test_names);
  g_test_add_func("/place/history", test_history);
  g_test_add_func("/place/levels", test_levels);
  g_test_add_func("/place/given", test_given);
  g_test_add_func("/place/again", test_again);
  g_test_add_func("/place/series", test_series);
  g_test_add_func("/place/bad-file", test_bad_file);
  return g_test_run();
}
