/* The outline of texts without tables, and of lines set by hand where geometry decides. */
#include "section/section.h"
#include "document/document.h"
#include "section/heading.h"

#include <string.h>

/* A page layout of lines, as the earlier stages would hand it over. */
typedef struct Sheet {
  GPtrArray *pages;
  Layout layout;
} Sheet;

static void sheet_add_lines(Sheet *sheet, const Page *page) {
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < page->glyphs->len; i++) g_ptr_array_add(glyphs, &g_array_index(page->glyphs, Glyph, i));
  g_autoptr(GPtrArray) lines = line_build((const Glyph *const *)glyphs->pdata, glyphs->len);
  while (lines->len) g_ptr_array_add(sheet->layout.lines, g_ptr_array_steal_index(lines, 0));
}

static Sheet sheet_new(void) {
  Sheet sheet = {.pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free)};
  sheet.layout.lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  sheet.layout.tables = g_ptr_array_new();
  return sheet;
}

static void sheet_clear(Sheet *sheet) {
  g_ptr_array_unref(sheet->layout.lines);
  g_ptr_array_unref(sheet->layout.tables);
  g_ptr_array_unref(sheet->pages);
}

enum { EM = 10, LEFT = 50, TOP = 60, LEADING = 15, COLUMN = 20, HEIGHT = 800 };

/* A page 500 by 800 whose lines are `rows`, each character 10 points wide; a row begins at x 50, "\t" sets two
   characters in, a row "@120 text" begins at y 120. */
static void sheet_add_page(Sheet *sheet, const char *const *rows) {
  Page *page = page_new((int)sheet->pages->len + 1, 500, HEIGHT);
  double y = TOP;
  for (; *rows; rows++) {
    const char *p = *rows;
    if (*p == '@') y = g_ascii_strtod(p + 1, (char **)&p);
    for (double x = LEFT; *p; p = g_utf8_next_char(p), x += EM) {
      if (*p == '\t') x += EM;
      if (*p == '\t' || *p == ' ') continue;
      Glyph glyph = {.folded = g_utf8_get_char(p), .raw = g_utf8_get_char(p), .page = page->number};
      glyph.box = (Box){x, y, x + EM, y + EM};
      g_array_append_val(page->glyphs, glyph);
    }
    y += LEADING;
  }
  g_ptr_array_add(sheet->pages, page);
  sheet_add_lines(sheet, page);
}

static char *print_outline(const Sheet *sheet) {
  g_autoptr(ReportWords) words = report_words_read("patterns", NULL);
  g_autoptr(Outline) outline = outline_read(words, &sheet->layout, sheet->pages);
  GString *out = g_string_new(NULL);
  outline_print(outline, out);
  return g_string_free(out, FALSE);
}

static void assert_page_outline(const char *const *rows, const char *expected) {
  Sheet sheet = sheet_new();
  sheet_add_page(&sheet, rows);
  g_autofree char *printed = print_outline(&sheet);
  g_assert_cmpstr(printed, ==, expected);
  sheet_clear(&sheet);
}

static void test_markers(void) {
  static const struct {
    const char *text, *name;
  } markers[] = {{"一、总体情况", "一"}, {"二.主动公开", "二"}, {"十二、附表", "十二"},    {"（一）主动公开", "（一）"},
                 {"(三)平台", "（三）"}, {"㈡平台", "（二）"},  {"1.政府网站", "1"},       {"2、政府公报", "2"},
                 {"3、2023年工作", "3"}, {"4.2023年工作", "4"}, {"（2）会议", "（2）"},    {"3）会议", "（3）"},
                 {"②培训", "②"},         {"⒉培训", "2"},        {"二十一、其他", "二十一"}};
  for (size_t i = 0; i < G_N_ELEMENTS(markers); i++) {
    Marker marker;
    g_assert_true(marker_read(markers[i].text, &marker));
    g_assert_cmpstr(marker.name, ==, markers[i].name);
  }
}

static void test_what_is_no_marker(void) {
  const char *const texts[] = {"一是加强领导", "2018年工作", "1.2万条", "12.5%", "1,136条", "第一、二项",
                               "一、二季度",   "（续）",     "123、号", "",      "一",      "十年来"};
  Marker marker;
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) g_assert_false(marker_read(texts[i], &marker));
}

static void test_titles_and_sentences(void) {
  static const struct {
    const char *text, *title, *body;
  } headings[] = {
      {"一、总体情况", "总体情况", ""},
      {"（一）主动公开情况。主要通过网站公开。", "主动公开情况", "主要通过网站公开。"},
      {"2.公文（含：解读）办理：办结12件。", "公文（含：解读）办理", "办结12件。"},
      {"1.全年收到申请21件，均已办结。", "", "全年收到申请21件，均已办结。"},
      {"（二）2019年改进措施", "2019年改进措施", ""},
      {"四、全年没有发生收费。", "", "全年没有发生收费。"},
      {"（三）未收到的答复", "未收到的答复", ""},
  };
  g_autoptr(ReportWords) words = report_words_read("patterns", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(headings); i++) {
    Heading heading;
    const char *text = headings[i].text;
    g_assert_true(heading_read(words, text, &heading));
    g_autofree char *title = g_strndup(text + heading.title_from, heading.title_to - heading.title_from);
    g_assert_cmpstr(title, ==, headings[i].title);
    g_assert_cmpstr(text + heading.body_from, ==, headings[i].body);
  }
  Heading heading;
  g_assert_false(heading_read(words, "一、总体情况……………3", &heading));
  g_assert_false(heading_read(words, "（二）规章和规范性文件；", &heading));
}

static void test_lines_become_paragraphs(void) {
  const char *const rows[] = {"\t一、总体情况",
                              "\t本年度共收到申请三十五件，其中当面提",
                              "出的十件，通过网络提出的二十五件，见第",
                              "（一）项，网址是",
                              "www.example.gov.cn。",
                              "\t（一）主动公开。通过网站公开信息一百",
                              "二十条。",
                              NULL};
  assert_page_outline(rows,
                      "title \n"
                      "section \"\" page 1: \n"
                      "section \"一\" page 1: 总体情况\n"
                      "  本年度共收到申请三十五件，其中当面提出的十件，通过网络提出的二十五件，见第（一）项，网址是"
                      "www.example.gov.cn。\n"
                      "section \"一/（一）\" page 1: 主动公开\n"
                      "  通过网站公开信息一百二十条。\n");
}

static void test_sentences_go_on_over_pages(void) {
  Sheet sheet = sheet_new();
  const char *const first[] = {"@40某县政府信息公开年报", "@60\t一、总体情况",
                               "\t落实责任，公开栏目共设置一百二十五个，", "@760            - 1 -", NULL};
  const char *const second[] = {
      "@40某县政府信息公开年报", "@60比上年增加。", "\t二、主动公开", "\t略。", "@760- 2 -", NULL};
  sheet_add_page(&sheet, first);
  sheet_add_page(&sheet, second);
  g_autofree char *printed = print_outline(&sheet);
  g_assert_cmpstr(printed, ==,
                  "title \n"
                  "section \"\" page 1: \n"
                  "section \"一\" page 1: 总体情况\n"
                  "  落实责任，公开栏目共设置一百二十五个，比上年增加。\n"
                  "section \"二\" page 2: 主动公开\n"
                  "  略。\n"
                  "furniture page 1: 某县政府信息公开年报\n"
                  "furniture page 1: - 1 -\n"
                  "furniture page 2: 某县政府信息公开年报\n"
                  "furniture page 2: - 2 -\n");
  sheet_clear(&sheet);
}

/* A browser's foot says its page also where there is but one. */
static void test_the_foot_of_a_print(void) {
  const char *const rows[] = {"\t一、概述", "\t本年度公开的信息比去年更多，一共公开了若干条。",
                              "@760https://www.example.gov.cn/t2024.html 1/1", NULL};
  assert_page_outline(rows, "title \n"
                            "section \"\" page 1: \n"
                            "section \"一\" page 1: 概述\n"
                            "  本年度公开的信息比去年更多，一共公开了若干条。\n"
                            "furniture page 1: https://www.example.gov.cn/t2024.html 1/1\n");
}

static void test_a_number_at_the_end_is_text(void) {
  const char *const rows[] = {"\t一、概述", "@740\t本年度公开的信息比去年更多，一共公开了", "@760 135", NULL};
  assert_page_outline(rows, "title \n"
                            "section \"\" page 1: \n"
                            "section \"一\" page 1: 概述\n"
                            "  本年度公开的信息比去年更多，一共公开了135\n");
}

static void test_numbering(void) {
  const char *const rows[] = {"\t一、概述",
                              "\t本年度公开的信息比去年更多，单位也更多。",
                              "\t（一）机构",
                              "\t1、人员",
                              "\t（1）专职",
                              "\t2、经费",
                              "\t（二）制度",
                              "\t二、公开",
                              "\t1.网站",
                              "\t四、申请",
                              "\t一、再来",
                              "\t（一）其中",
                              "\t附件：统计表",
                              "\t某县人民政府",
                              "@300附件1",
                              "\t一、公开数",
                              NULL};
  assert_page_outline(rows, "title \n"
                            "section \"\" page 1: \n"
                            "section \"一\" page 1: 概述\n"
                            "  本年度公开的信息比去年更多，单位也更多。\n"
                            "section \"一/（一）\" page 1: 机构\n"
                            "section \"一/（一）/1\" page 1: 人员\n"
                            "section \"一/（一）/1/（1）\" page 1: 专职\n"
                            "section \"一/（一）/2\" page 1: 经费\n"
                            "section \"一/（二）\" page 1: 制度\n"
                            "section \"二\" page 1: 公开\n"
                            "section \"二/1\" page 1: 网站\n"
                            "section \"part2/四\" page 1: 申请\n"
                            "section \"part3/一\" page 1: 再来\n"
                            "section \"part3/一/（一）\" page 1: 其中\n"
                            "  附件：统计表\n"
                            "  某县人民政府\n"
                            "section \"附件1/\" page 1: \n"
                            "section \"附件1/一\" page 1: 公开数\n");
}

static void test_items_of_a_list_are_text(void) {
  const char *const rows[] = {"\t一、不予公开的情形",
                              "\t本年度没有不予公开的情形，也没有部分公开的情形，",
                              "申请均获答复。",
                              "\t依照条例的有关规定，下列信息不予公开：",
                              "\t（一）国家秘密；",
                              "\t（二）商业秘密；",
                              "\t（三）个人隐私。",
                              "\t（一）申请",
                              NULL};
  assert_page_outline(rows, "title \n"
                            "section \"\" page 1: \n"
                            "section \"一\" page 1: 不予公开的情形\n"
                            "  本年度没有不予公开的情形，也没有部分公开的情形，申请均获答复。\n"
                            "  依照条例的有关规定，下列信息不予公开：\n"
                            "  （一）国家秘密；\n"
                            "  （二）商业秘密；\n"
                            "  （三）个人隐私。\n"
                            "section \"一/（一）\" page 1: 申请\n");
}

static void test_contents_and_lists_of_annexes_are_text(void) {
  const char *const rows[] = {"@60\t\t\t\t目录", "一、概述.................1", "二、申请                 2", NULL};
  const char *const next[] = {"\t一、概述",
                              "\t全年收到申请十八件，其中（1）当面五件；",
                              "（2）网络十三件。",
                              "\t附件：1.统计表",
                              "\t   2.说明",
                              "\t二、申请",
                              NULL};
  Sheet sheet = sheet_new();
  sheet_add_page(&sheet, rows);
  sheet_add_page(&sheet, next);
  g_autofree char *printed = print_outline(&sheet);
  g_assert_cmpstr(printed, ==,
                  "title \n"
                  "section \"\" page 1: \n"
                  "  目录\n"
                  "  一、概述.................1\n"
                  "  二、申请2\n"
                  "section \"一\" page 2: 概述\n"
                  "  全年收到申请十八件，其中（1）当面五件；（2）网络十三件。\n"
                  "  附件：1.统计表\n"
                  "  2.说明\n"
                  "section \"二\" page 2: 申请\n");
  sheet_clear(&sheet);
}

static void test_title_over_two_lines(void) {
  const char *const rows[] = {"首页>政务公开>信息公开年报",
                              "@90\t\t\t 某县人民政府",
                              "@108\t\t二〇二〇年信息公开报告",
                              "@140\t本报告由某县人民政府办公室编制，所列数",
                              "据的统计期限为全年，如有疑问请与我们联",
                              "系，电话见网站，网站地址另行公布在公报",
                              "上。",
                              NULL};
  assert_page_outline(rows,
                      "title 某县人民政府二〇二〇年信息公开报告\n"
                      "section \"\" page 1: 某县人民政府二〇二〇年信息公开报告\n"
                      "  首页>政务公开>信息公开年报\n"
                      "  本报告由某县人民政府办公室编制，所列数据的统计期限为全年，如有疑问请与我们联系，电话见网站，"
                      "网站地址另行公布在公报上。\n");
}

static void test_tables_have_captions_and_notes(void) {
  Sheet sheet = sheet_new();
  const char *const rows[] = {"\t一、概述",
                              "\t本年度公开的信息比去年更多，单位也更多。",
                              "\t二、公开情况",
                              "@150\t\t   全县信息公开统计表",
                              "\t\t\t （某县政府）",
                              "@180\t\t\t\t\t\t\t单位：件",
                              "@320（注：含乡镇）",
                              "@340\t三、申请",
                              NULL};
  sheet_add_page(&sheet, rows);
  Table table = {.rows = 1, .columns = 1, .page = 1, .last_page = 1, .box = {50, 200, 250, 300}};
  g_ptr_array_add(sheet.layout.tables, &table);
  g_autofree char *printed = print_outline(&sheet);
  g_assert_cmpstr(printed, ==,
                  "title \n"
                  "section \"\" page 1: \n"
                  "section \"一\" page 1: 概述\n"
                  "  本年度公开的信息比去年更多，单位也更多。\n"
                  "section \"二\" page 1: 公开情况\n"
                  "  table page 1-1, 1 x 1: 全县信息公开统计表\n"
                  "    note （某县政府）\n"
                  "    note 单位：件\n"
                  "    note （注：含乡镇）\n"
                  "section \"三\" page 1: 申请\n");
  sheet_clear(&sheet);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/section/the-foot-of-a-print", test_the_foot_of_a_print);
  g_test_add_func("/section/markers", test_markers);
  g_test_add_func("/section/what-is-no-marker", test_what_is_no_marker);
  g_test_add_func("/section/titles-and-sentences", test_titles_and_sentences);
  g_test_add_func("/section/lines-become-paragraphs", test_lines_become_paragraphs);
  g_test_add_func("/section/sentences-go-on-over-pages", test_sentences_go_on_over_pages);
  g_test_add_func("/section/a-number-at-the-end-is-text", test_a_number_at_the_end_is_text);
  g_test_add_func("/section/numbering", test_numbering);
  g_test_add_func("/section/items-of-a-list-are-text", test_items_of_a_list_are_text);
  g_test_add_func("/section/contents-and-lists-of-annexes-are-text", test_contents_and_lists_of_annexes_are_text);
  g_test_add_func("/section/title-over-two-lines", test_title_over_two_lines);
  g_test_add_func("/section/tables-have-captions-and-notes", test_tables_have_captions_and_notes);
  return g_test_run();
}
