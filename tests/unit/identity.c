#include "place/identity.h"
#include "document/document.h"

static Outline *read_text(const char *text, Document **ret_document, Layout *layout) {
  GError *error = NULL;
  *ret_document = document_from_text(text, strlen(text), &error);
  g_assert_no_error(error);
  layout->tables = g_ptr_array_new();
  layout->lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  for (unsigned i = 0; i < (*ret_document)->pages->len; i++) {
    const Page *page = (*ret_document)->pages->pdata[i];
    g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
    for (unsigned j = 0; j < page->glyphs->len; j++) g_ptr_array_add(glyphs, &g_array_index(page->glyphs, Glyph, j));
    g_autoptr(GPtrArray) lines = line_build((const Glyph *const *)glyphs->pdata, glyphs->len);
    while (lines->len) g_ptr_array_add(layout->lines, g_ptr_array_steal_index(lines, 0));
  }
  g_autoptr(ReportWords) words = report_words_read("patterns", NULL);
  return outline_read(words, layout, (*ret_document)->pages);
}

static void assert_identity(const char *text, const char *place, const char *year, const char *publisher) {
  Document *document = NULL;
  Layout layout = {0};
  g_autoptr(Outline) outline = read_text(text, &document, &layout);
  g_autoptr(Record) record = record_new();
  record_add(record, RECORD_REPORT);
  g_autoptr(Places) places = places_read("patterns", NULL);
  identity_read(outline, places, record);
  const Report *report = record_report(record);
  g_assert_cmpstr(report->place, ==, place);
  g_assert_cmpstr(report->year, ==, year);
  g_assert_cmpstr(report->publisher, ==, publisher);
  g_ptr_array_unref(layout.lines);
  g_ptr_array_unref(layout.tables);
  document_free(document);
}

static void test_titles(void) {
  static const struct {
    const char *title, *place, *year, *publisher;
  } titles[] = {
      {"青芦区人民政府2023年政府信息公开工作年度报告", "青芦区", "2023", "青芦区人民政府"},
      {"2018年云州市人民政府信息公开工作年度报告", "云州市", "2018", "云州市人民政府"},
      {"云州市2016年政府信息公开工作年度报告", "云州市", "2016", ""},
      {"白渚县住房和城乡建设局2022年度政府信息公开工作年度报告", "白渚县", "2022", "白渚县住房和城乡建设局"},
      {"云州市城市管理局2022年政府信息公开工作年度报告", "云州市", "2022", "云州市城市管理局"},
      {"云州市市场监督管理局二〇二一年政府信息公开年报", "云州市", "2021", "云州市市场监督管理局"},
      {"江中省云州市通州区沙镇人民政府（2020年度）政府信息公开工作年度报告", "江中省云州市通州区沙镇", "2020",
       "江中省云州市通州区沙镇人民政府"},
      {"西南壮族自治区人民政府办公厅关于2019年政府信息公开工作情况的报告", "西南壮族自治区", "2019",
       "西南壮族自治区人民政府办公厅"},
      {"白渚县乡镇企业局2009年政府信息公开年报", "白渚县", "2009", "白渚县乡镇企业局"},
      {"国家税务总局云州市税务局2020年政府信息公开工作年度报告", "云州市", "2020", "国家税务总局云州市税务局"},
      {"云州市人民政府办公室关于印发云州市2020年政府信息公开工作年度报告的通知", "云州市", "2020", ""},
      {"关于印发《云州市2023年政府信息公开工作年度报告》的通知", "云州市", "2023", ""},
      {"2012年政府信息公开工作年度报告", "", "2012", ""},
      {"云州省人民政府2020年政府信息公开工作年度报告", "云州省", "2020", "云州省人民政府"},
      /* names that the table of divisions tells from the words they are built like */
      {"芒市财政局2021年政府信息公开工作年度报告", "芒市", "2021", "芒市财政局"},
      {"潜江市南渚管理区2021年政府信息公开工作年度报告", "潜江市南渚管理区", "2021", ""},
      {"太和县教育局2021年政府信息公开工作年度报告", "太和县", "2021", "太和县教育局"},
      {"辉县市水利局2021年政府信息公开工作年度报告", "辉县市", "2021", "辉县市水利局"},
      {"津市市人民政府2021年政府信息公开工作年度报告", "津市市", "2021", "津市市人民政府"},
      {"东乡族自治县档案馆2021年政府信息公开工作年度报告", "东乡族自治县", "2021", "东乡族自治县档案馆"},
      {"云州市住房和城乡建设局2021年政府信息公开工作年度报告", "云州市", "2021", "云州市住房和城乡建设局"},
      {"云州市民政局2021年政府信息公开工作年度报告", "云州市", "2021", "云州市民政局"},
      {"云州市政务服务管理局2021年政府信息公开工作年度报告", "云州市", "2021", "云州市政务服务管理局"},
      {"江中省南渚市民族宗教事务委员会2021年政府信息公开工作年度报告", "江中省南渚市", "2021",
       "江中省南渚市民族宗教事务委员会"},
      {"南渚市市政设施管理局2021年政府信息公开工作年度报告", "南渚市", "2021", "南渚市市政设施管理局"},
      {"河湖资源部2024年政府信息公开工作年度报告", "", "2024", "河湖资源部"},
      {"云州市自然资源局（林业局）2021年政府信息公开工作年度报告", "云州市", "2021", "云州市自然资源局（林业局）"},
      {"中共白渚县委办公室2022年政府信息公开工作年度报告", "白渚县", "2022", "中共白渚县委办公室"},
      {"南渚师范大学2019—2020学年信息公开年度报告", "", "2019", "南渚师范大学"},
      {"国家统计局南渚调查队2023年政府信息公开工作年度报告", "", "2023", "国家统计局南渚调查队"},
      {"云州市图书馆2023年政府信息公开工作年度报告", "云州市", "2023", "云州市图书馆"},
      {"南渚海关2021年政府信息公开工作年度报告", "", "2021", "南渚海关"},
      {"（文字版）2018年云州市政府信息公开工作年度报告", "云州市", "2018", ""},
      /* bodies of a place that are named like places: none is the place itself */
      {"云州市青芦区白渚街2021年政府信息公开工作年度报告", "云州市青芦区白渚街", "2021", ""},
      {"青芦区长街街道2021年政府信息公开工作年度报告", "青芦区长街街道", "2021", ""},
      {"青芦区长街镇2021年政府信息公开工作年度报告", "青芦区长街镇", "2021", ""},
      {"青芦区白渚步行街管理委员会2021年政府信息公开工作年度报告", "青芦区", "2021", "青芦区白渚步行街管理委员会"},
      {"白渚县青芦经济开发区2022年政府信息公开工作年度报告", "白渚县青芦经济开发区", "2022", ""},
      {"白渚县经开区管委会2022年政府信息公开工作年度报告", "白渚县经开区", "2022", "白渚县经开区管委会"},
      {"白渚县开发区建设局2022年政府信息公开工作年度报告", "白渚县", "2022", "白渚县开发区建设局"},
      {"云州市青芦区松汀科技创新园2022年政府信息公开工作年度报告", "云州市青芦区", "2022",
       "云州市青芦区松汀科技创新园"},
      {"白渚县松汀农场2022年政府信息公开工作年度报告", "白渚县", "2022", "白渚县松汀农场"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(titles); i++)
    assert_identity(titles[i].title, titles[i].place, titles[i].year, titles[i].publisher);
}

static void test_imprint(void) {
  static const char *const openings[] = {"2022年政府信息公开工作年度报告\n\n云州市水务局",
                                         "2022年政府信息公开工作年度报告\n\n（云州市水务局）",
                                         "发布机构：云州市水务局\n\n2022年政府信息公开工作年度报告"};
  for (size_t i = 0; i < G_N_ELEMENTS(openings); i++) {
    g_autofree char *text =
        g_strdup_printf("%s\n\n　　本报告依据《条例》编制。\n\n一、总体情况\n\n略。\n", openings[i]);
    assert_identity(text, "云州市", "2022", "云州市水务局");
  }
}

static void test_signature(void) {
  assert_identity("2018年云州市政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n云州市人民政府\n\n2019年1月25日\n",
                  "云州市", "2018", "云州市人民政府");
  assert_identity("2018年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n白渚县财政局\n", "白渚县", "2018",
                  "白渚县财政局");
  assert_identity("2018年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n白渚县财政局 2019年1月25日\n", "白渚县",
                  "2018", "白渚县财政局");
  assert_identity("2018年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n白渚县水务局（河长办）2019年1月25日\n",
                  "白渚县", "2018", "白渚县水务局（河长办）");
  assert_identity("2018年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n公开其全部\n", "", "2018", "");
  /* after the letter that it was sent with */
  assert_identity(
      "云州市人民政府办公室关于报送2019年政府信息公开工作年度报告的函\n\n省政府办公厅：\n\n现将报告报上。\n\n"
      "2018年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n白渚县水务局\n\n2019年1月25日\n",
      "白渚县", "2018", "白渚县水务局");
  /* on a web page: its name above, its links below */
  assert_identity(
      "云州市人民政府门户网站\n\n2018年政府信息公开工作年度报告\n\n一、概述\n\n略。\n\n白渚县水务局\n\n"
      "2019年1月25日\n\n附件：无\n\n上一篇：无\n\n下一篇：无\n\n相关链接\n\n友情链接\n\n网站地图\n\n关于我们\n\n"
      "联系我们\n\n版权声明\n\n主办：云州市人民政府\n",
      "白渚县", "2018", "白渚县水务局");
}

static void test_first_sentences(void) {
  assert_identity(
      "发布日期：2020-01-"
      "31\n\n本报告由云州市人民政府办公室根据《条例》编制，统计期限从2019年1月1日到12月31日止。\n\n一、总体情况\n",
      "云州市", "2019", "云州市人民政府办公室");
}

/* A title without a year: the sentence before the text that calls the report by its year. */
static void test_year_of_preamble(void) {
  assert_identity("云州市政府信息公开工作年度报告\n\n现公布云州市2019年度政府信息公开工作报告。\n\n一、总体情况\n",
                  "云州市", "2019", "");
  assert_identity("云州市政府信息公开工作年度报告\n\n现公布2019年政府信息公开年报。2018年政府信息公开年报见网站。\n\n"
                  "一、总体情况\n",
                  "云州市", "", "");
}

static void assert_period(const char *text, const char *remark) {
  Document *document = NULL;
  Layout layout = {0};
  g_autoptr(Outline) outline = read_text(text, &document, &layout);
  g_autoptr(Record) record = record_new();
  record_add(record, RECORD_REPORT);
  g_autoptr(Places) places = places_read("patterns", NULL);
  identity_read(outline, places, record);
  g_assert_cmpstr(record_report(record)->year, ==, "2023");
  g_assert_cmpuint(record->rows[RECORD_REMARK]->len, ==, *remark ? 1 : 0);
  if (*remark) g_assert_cmpstr(record_remark_at(record, 0)->text, ==, remark);
  g_ptr_array_unref(layout.lines);
  g_ptr_array_unref(layout.tables);
  document_free(document);
}

/* The last year's report was copied, and its period left as it was. */
static void test_period_of_another_year(void) {
  static const char title[] = "云州市2023年政府信息公开工作年度报告\n\n　　本报告依据《条例》编制。\n\n";
  g_autofree char *same = g_strconcat(title, "所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n", NULL);
  assert_period(same, "");
  g_autofree char *other = g_strconcat(title, "所列数据的统计期限自2022年1月1日起至2022年12月31日止。\n", NULL);
  assert_period(other, "the title says 2023, the period of its figures begins in 2022");
  g_autofree char *rule = g_strconcat(title, "新格式自2022年1月1日起至今施行。\n", NULL);
  assert_period(rule, "");
}

static void test_what_is_not_told_stays_empty(void) {
  assert_identity("发布日期：2020-01-31\n\n本报告根据《条例》编制。\n\n一、总体情况\n\n2019年，我市公开信息。\n", "",
                  "", "");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/identity/titles", test_titles);
  g_test_add_func("/identity/imprint", test_imprint);
  g_test_add_func("/identity/signature", test_signature);
  g_test_add_func("/identity/first-sentences", test_first_sentences);
  g_test_add_func("/identity/year-of-preamble", test_year_of_preamble);
  g_test_add_func("/identity/period-of-another-year", test_period_of_another_year);
  g_test_add_func("/identity/what-is-not-told-stays-empty", test_what_is_not_told_stays_empty);
  return g_test_run();
}
