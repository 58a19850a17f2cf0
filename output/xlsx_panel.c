/*
 * xlsx_panel.c - places and years as rows, indicators as columns; what the indicators mean; what there is twice; what
 * does not fit together from one year to the next.
 */
#include "xlsx_listing.h"
#include "xlsx_views.h"

#include <string.h>

/* Why a cell is empty, and how it is coloured. */
static const struct {
  const char *word, *meaning;
  Tone tone;
} states[PANEL_STATES] = {
    [PANEL_TABLE] = {"", "统计表中的数", TONE_PLAIN},
    [PANEL_PROSE] = {"", "正文中的数", TONE_NOTED},
    [PANEL_ABOUT] = {"", "正文中的约数", TONE_NOTED},
    [PANEL_SUM] = {"", "合计而得", TONE_PLAIN},
    [PANEL_BLANK] = {"空白", "印本此格空白", TONE_BLANK},
    [PANEL_SLASH] = {"/", "印本为斜杠", TONE_WORD},
    [PANEL_DASH] = {"—", "印本为横线或“无”", TONE_WORD},
    [PANEL_WORDS] = {"文字", "印本为文字", TONE_WORD},
    [PANEL_DOUBT] = {"存疑", "印有数而读法不定，或几处所说不一", TONE_DOUBT},
    [PANEL_NOT_PRINTED] = {"未印", "表式有此项，报告没有", TONE_BLANK},
    [PANEL_NOT_ON_FORM] = {"表式无", "该年表式没有此项", TONE_WORD},
    [PANEL_NO_REPORT] = {"缺报告", "没有该年的报告", TONE_BLANK},
};

void view_cell(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const CompareCell *cell, Look look,
               Tone tone) {
  PanelState state = cell->value.state;
  if (tone == TONE_PLAIN) tone = states[state].tone;
  if (!panel_is_number(state)) {
    book_text(book, sheet, row, column, states[state].word, book_format(book, look, tone));
    return;
  }
  char text[DECIMAL_TEXT];
  decimal_print(cell->value.number, text);
  const char *mark = cell->close ? "≈" : state == PANEL_SUM ? "Σ" : state == PANEL_ABOUT ? "约" : NULL;
  if (!book_is_number(text)) {
    book_text(book, sheet, row, column, text, book_format(book, look, tone));
    return;
  }
  lxw_format *format = book_number_format(book, look, tone, text, mark);
  book_check(book, worksheet_write_number(sheet, row, column, g_ascii_strtod(text, NULL), format));
}

const char *view_name(const PanelReport *report) {
  bool department = strcmp(report->level, "department") == 0;
  return department && *report->publisher != '\0' ? report->publisher : report->place;
}

char *view_finding(const Codebook *codebook, const PanelFinding *finding) {
  char left[DECIMAL_TEXT], right[DECIMAL_TEXT];
  decimal_print(finding->left, left);
  decimal_print(finding->right, right);
  const char *zh = codebook_entry(codebook, finding->entry)->zh;
  int year = finding->report->year, before = finding->before->year;
  if (*finding->relation == '\0')
    return g_strdup_printf("%d年“%s”为%s，%d年为%s：相差十倍以上，请核对", year, zh, left, before, right);
  return g_strdup_printf("%d年“%s”为%s，按%d年报告应为%s（%s）", year, zh, left, before, right, finding->relation);
}

enum { KEY_COLUMNS = 9 };

/* The indicators that any report prints, as numbers of entries. */
static GArray *find_entries(const Panel *panel) {
  const Codebook *codebook = panel->codebook;
  g_autofree bool *seen = g_new0(bool, codebook->entries->len);
  for (guint i = 0; i < panel->reports->len; i++) {
    const PanelReport *report = panel->reports->pdata[i];
    for (guint j = 0; report->cells != NULL && j < report->cells->len; j++)
      seen[g_array_index(report->cells, PanelCell, j).entry] = true;
  }
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint entry = 0; entry < codebook->entries->len; entry++)
    if (seen[entry] || codebook_entry(codebook, entry)->derived) g_array_append_val(entries, entry);
  return entries;
}

static void write_heads(Book *book, lxw_worksheet *sheet, const Codebook *codebook, const GArray *entries) {
  static const char *const keys[KEY_COLUMNS][2] = {
      {"地区", "place"},          {"发布机关", "publisher"},   {"区划代码", "code"},
      {"现行代码", "code_today"}, {"级别", "level"},           {"年度", "year"},
      {"表式", "form"},           {"同年第几份", "duplicate"}, {"报告", "report"}};
  lxw_format *head = book_format(book, LOOK_HEAD, TONE_PLAIN);
  for (int line = 0; line < 3; line++) {
    for (lxw_col_t i = 0; i < KEY_COLUMNS; i++)
      book_text(book, sheet, (lxw_row_t)line, i, line < 2 ? keys[i][line] : "", head);
    for (guint i = 0; i < entries->len; i++) {
      const CodebookEntry *entry = codebook_entry(codebook, g_array_index(entries, guint, i));
      g_autofree char *zh = g_strconcat(entry->zh, entry->derived ? " Σ" : "", NULL);
      const char *const lines[] = {zh, entry->name, entry->unit};
      book_text(book, sheet, (lxw_row_t)line, (lxw_col_t)(KEY_COLUMNS + i), lines[line], head);
    }
  }
}

static void write_report(Book *book, lxw_worksheet *sheet, lxw_row_t row, const PanelReport *report) {
  lxw_format *text = book_format(book, LOOK_TEXT, TONE_PLAIN), *number = book_format(book, LOOK_NUMBER, TONE_PLAIN);
  const char *const before[] = {report->place, report->publisher, report->code, report->code_today, report->level};
  for (lxw_col_t i = 0; i < G_N_ELEMENTS(before); i++) book_text(book, sheet, row, i, before[i], text);
  if (report->year > 0) book_check(book, worksheet_write_number(sheet, row, 5, report->year, number));
  book_text(book, sheet, row, 6, report->form, text);
  if (!report->missing) book_check(book, worksheet_write_number(sheet, row, 7, report->duplicate, number));
  book_text(book, sheet, row, 8, report->report, text);
}

static void add_panel(Book *book, const Panel *panel) {
  g_autoptr(GArray) entries = find_entries(panel);
  lxw_worksheet *sheet = book_sheet(book, "面板", "一行一个地区一年，一列一项指标；缺的年份也占一行", NULL);
  write_heads(book, sheet, panel->codebook, entries);
  worksheet_freeze_panes(sheet, 3, 6);
  worksheet_set_print_scale(sheet, 100); /* as wide as it is: on one page nobody could read it */
  book_check(book, worksheet_repeat_rows(sheet, 0, 2));
  book_check(book, worksheet_set_column(sheet, 0, 1, 20, NULL));
  book_check(book, worksheet_set_column(sheet, 2, KEY_COLUMNS - 2, 10, NULL));
  book_check(book, worksheet_set_column(sheet, KEY_COLUMNS - 1, KEY_COLUMNS - 1, 30, NULL));
  lxw_row_t row = 3;
  for (guint i = 0; i < panel->reports->len; i++, row++) {
    const PanelReport *report = panel->reports->pdata[i];
    write_report(book, sheet, row, report);
    for (guint j = 0; j < entries->len; j++) {
      guint entry = g_array_index(entries, guint, j);
      CompareCell cell = {panel_value(panel->codebook, report, entry), false, entry};
      view_cell(book, sheet, row, (lxw_col_t)(KEY_COLUMNS + j), &cell, LOOK_NUMBER, TONE_PLAIN);
    }
  }
  book_check(book, worksheet_autofilter(sheet, 2, 0, MAX(row, 4) - 1, (lxw_col_t)(KEY_COLUMNS + entries->len - 1)));
  for (int state = 0; state < PANEL_STATES; state++) {
    lxw_row_t line = row + 2 + (lxw_row_t)state;
    CompareCell cell = {{(PanelState)state, {0, 0}}, false, 0};
    view_cell(book, sheet, line, 0, &cell, LOOK_NUMBER, TONE_PLAIN);
    book_text(book, sheet, line, 1, states[state].meaning, book_format(book, LOOK_TEXT, TONE_PLAIN));
  }
}

static void add_duplicates(Book *book, const Panel *panel) {
  static const Heading headings[] = {{"地区", LOOK_TEXT, 20},  {"发布机关", LOOK_TEXT, 30},
                                     {"年度", LOOK_NUMBER, 8}, {"同年第几份", LOOK_NUMBER, 8},
                                     {"报告", LOOK_WRAP, 60},  {"SHA-256", LOOK_TINY, 20}};
  Listing listing = {0};
  for (guint i = 0; i < panel->reports->len; i++) {
    const PanelReport *report = panel->reports->pdata[i];
    const PanelReport *next = i + 1 < panel->reports->len ? panel->reports->pdata[i + 1] : NULL;
    if (report->duplicate < 2 && (next == NULL || next->duplicate < 2)) continue;
    if (listing.sheet == NULL)
      listing_open(&listing, book, "重复报告", "同一地区同一年的几份报告，都保留", headings, G_N_ELEMENTS(headings));
    listing_next(&listing);
    listing_text(&listing, 0, report->place, TONE_PLAIN);
    listing_text(&listing, 1, report->publisher, TONE_PLAIN);
    listing_count(&listing, 2, report->year, TONE_PLAIN);
    listing_count(&listing, 3, report->duplicate, TONE_PLAIN);
    listing_text(&listing, 4, report->report, TONE_PLAIN);
    listing_text(&listing, 5, report->sha256, TONE_PLAIN);
  }
  if (listing.sheet != NULL) listing_close(&listing);
}

static void add_findings(Book *book, const Panel *panel, const GPtrArray *findings) {
  static const Heading headings[] = {
      {"地区", LOOK_TEXT, 20}, {"年度", LOOK_NUMBER, 8},  {"检查", LOOK_TEXT, 30},
      {"结果", LOOK_TEXT, 10}, {"本年", LOOK_NUMBER, 16}, {"应为或上年", LOOK_NUMBER, 16},
      {"说明", LOOK_WRAP, 80}, {"报告", LOOK_WRAP, 40},   {"上年报告", LOOK_WRAP, 40}};
  Listing listing;
  listing_open(&listing, book, "跨年勾稽", "相邻两年之间不相接的数；“提示”不是差错", headings, G_N_ELEMENTS(headings));
  for (guint i = 0; i < findings->len; i++) {
    const PanelFinding *finding = findings->pdata[i];
    char left[DECIMAL_TEXT], right[DECIMAL_TEXT];
    g_autofree char *words = view_finding(panel->codebook, finding);
    listing_next(&listing);
    listing_text(&listing, 0, view_name(finding->report), TONE_PLAIN);
    listing_count(&listing, 1, finding->report->year, TONE_PLAIN);
    listing_text(&listing, 2, finding->check, TONE_PLAIN);
    listing_text(&listing, 3, finding->notice ? "提示" : "矛盾", finding->notice ? TONE_DOUBT : TONE_CONTRADICTED);
    listing_decimal(&listing, 4, decimal_print(finding->left, left), TONE_PLAIN);
    listing_decimal(&listing, 5, decimal_print(finding->right, right), TONE_PLAIN);
    listing_text(&listing, 6, words, TONE_PLAIN);
    listing_text(&listing, 7, finding->report->report, TONE_PLAIN);
    listing_text(&listing, 8, finding->before->report, TONE_PLAIN);
  }
  listing_close(&listing);
}

static void add_codebook(Book *book, const Codebook *codebook) {
  static const Heading headings[] = {
      {"标识", LOOK_TEXT, 32}, {"变量名", LOOK_TEXT, 32},          {"指标", LOOK_WRAP, 40},     {"英文", LOOK_WRAP, 40},
      {"单位", LOOK_TEXT, 8},  {"所在表式", LOOK_WRAP, 30},        {"合计而得", LOOK_TEXT, 10}, {"定义", LOOK_WRAP, 40},
      {"出处", LOOK_WRAP, 30}, {"与其他表式的对照", LOOK_WRAP, 80}};
  Listing listing;
  listing_open(&listing, book, "指标手册", "每项指标的意义、单位、所在表式和对照", headings, G_N_ELEMENTS(headings));
  for (guint i = 0; i < codebook->entries->len; i++) {
    const CodebookEntry *entry = codebook_entry(codebook, i);
    const char *const texts[] = {entry->id,
                                 entry->name,
                                 entry->zh,
                                 entry->en,
                                 entry->unit,
                                 entry->forms,
                                 entry->derived ? "是" : "",
                                 entry->definition,
                                 entry->source,
                                 entry->crosswalk};
    listing_next(&listing);
    for (unsigned j = 0; j < G_N_ELEMENTS(texts); j++) listing_text(&listing, j, texts[j], TONE_PLAIN);
  }
  listing_close(&listing);
}

/* How many of the reports from `first` on are of one place; *ret_years: on how many years there is one. */
static guint count_series(const Panel *panel, guint first, guint *ret_years) {
  const PanelReport *like = panel->reports->pdata[first];
  guint i = first;
  *ret_years = 0;
  for (; i < panel->reports->len; i++) {
    const PanelReport *report = panel->reports->pdata[i];
    if (strcmp(report->series, like->series) != 0) break;
    *ret_years += !report->missing && report->year > 0 && *report->place != '\0' && report->duplicate == 1;
  }
  return i - first;
}

static void add_compares(Book *book, const Panel *panel, const GPtrArray *findings) {
  guint places = 0, years;
  for (guint i = 0; i < panel->reports->len; i += count_series(panel, i, &years)) {
    count_series(panel, i, &years);
    places += years > 1;
  }
  g_autofree char *note =
      places > COMPARE_PLACES ? g_strdup_printf("（共%u个地区，只列前%d个）", places, COMPARE_PLACES) : g_strdup("");
  guint done = 0;
  for (guint i = 0, count; i < panel->reports->len && done < COMPARE_PLACES; i += count) {
    count = count_series(panel, i, &years);
    if (years < 2) continue;
    g_autoptr(Compare) compare = compare_new(panel, i);
    compare_sheet_add(book, compare, findings, note);
    charts_add(book, compare);
    done++;
  }
}

void views_add(Book *book, const Panel *panel) {
  if (panel == NULL) {
    lxw_worksheet *sheet = book_sheet(book, "面板", "报告太多，不列", NULL);
    g_autofree char *text = g_strdup_printf("报告超过%d份，不列面板：请用 --wide 的 .csv 或 .dta。", PANEL_REPORTS);
    book_text(book, sheet, 0, 0, text, book_format(book, LOOK_TEXT, TONE_PLAIN));
    return;
  }
  g_autoptr(GPtrArray) findings = panel_find(panel);
  add_compares(book, panel, findings);
  add_panel(book, panel);
  add_findings(book, panel, findings);
  add_duplicates(book, panel);
  add_codebook(book, panel->codebook);
}
