/*
 * xlsx_panel.c - places and years as rows, indicators as columns; and how all views of several reports put a cell.
 */
#include "xlsx_views.h"

#include "record/record_words.h"

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
  return g_strdup_printf("%d年“%s”为%s，不等于%s", year, zh, left, finding->words);
}

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

enum {
  KEY_COLUMNS = 9,
  FIRST_PLAIN = 6, /* the key columns before it tell the row, and stay in view */
  HEAD_ROWS = 3,
  PAPER_A3 = 8
};

/* The indicators that any report prints, and the sums, as numbers of entries. */
static GArray *find_entries(const Panel *panel, const Codebook *codebook) {
  GArray *entries = g_array_new(FALSE, FALSE, sizeof(guint));
  for (guint i = 0; i < codebook->entries->len; i++) {
    const CodebookEntry *entry = codebook_entry(codebook, i);
    if (panel_prints(panel, i) || (entry->derived && !entry->left_out)) g_array_append_val(entries, i);
  }
  return entries;
}

static const struct {
  const char *lines[HEAD_ROWS];
  double width;
} keys[KEY_COLUMNS] = {
    {{"地区", "place", ""}, 16},          {{"发布机关", "publisher", ""}, 26},   {{"区划代码", "code", ""}, 10},
    {{"现行代码", "code_today", ""}, 12}, {{"级别", "level", ""}, 12},           {{"年度", "year", ""}, 7},
    {{"表式", "form", ""}, 15},           {{"同年第几份", "duplicate", ""}, 12}, {{"报告", "report", ""}, 30},
};
static const double FIGURE_WIDTH = 14; /* of a column; figures have up to 12 digits */

/* A line of an indicator's head; new string. */
static char *head_text(const Codebook *codebook, const GArray *entries, guint i, int line) {
  const CodebookEntry *entry = codebook_entry(codebook, g_array_index(entries, guint, i));
  if (line == 0) return g_strconcat(entry->zh, entry->derived ? " Σ" : "", NULL);
  return g_strdup(line == 1 ? entry->name : entry->unit);
}

static void write_head(Book *book, lxw_worksheet *sheet, int line, const Codebook *codebook, const GArray *entries) {
  lxw_format *head = book_format(book, LOOK_HEAD, TONE_PLAIN);
  unsigned lines = 1;
  for (lxw_col_t i = 0; i < KEY_COLUMNS; i++) book_text(book, sheet, (lxw_row_t)line, i, keys[i].lines[line], head);
  for (guint i = 0; i < entries->len; i++) {
    g_autofree char *text = head_text(codebook, entries, i, line);
    lines = MAX(lines, book_lines(text, FIGURE_WIDTH));
    book_text(book, sheet, (lxw_row_t)line, (lxw_col_t)(KEY_COLUMNS + i), text, head);
  }
  book_height(book, sheet, (lxw_row_t)line, lines);
}

static void set_up(Book *book, lxw_worksheet *sheet, const GArray *entries) {
  const lxw_col_t last = (lxw_col_t)(KEY_COLUMNS + entries->len);
  for (lxw_col_t i = 0; i < KEY_COLUMNS; i++) book_check(book, worksheet_set_column(sheet, i, i, keys[i].width, NULL));
  book_check(book, worksheet_set_column(sheet, KEY_COLUMNS, last, FIGURE_WIDTH, NULL));
  worksheet_freeze_panes(sheet, HEAD_ROWS, FIRST_PLAIN);
  worksheet_set_paper(sheet, PAPER_A3);
  worksheet_set_print_scale(sheet, 70); /* on one page nobody could read it: several, each with places and years */
  book_check(book, worksheet_repeat_rows(sheet, 0, HEAD_ROWS - 1));
  book_check(book, worksheet_repeat_columns(sheet, 0, FIRST_PLAIN - 1));
}

static void write_report(Book *book, lxw_worksheet *sheet, lxw_row_t row, const PanelReport *report) {
  lxw_format *text = book_format(book, LOOK_TEXT, TONE_PLAIN), *number = book_format(book, LOOK_NUMBER, TONE_PLAIN);
  g_autofree char *level = record_words("level", report->level);
  const char *const before[] = {report->place, report->publisher, report->code, report->code_today, level};
  for (lxw_col_t i = 0; i < G_N_ELEMENTS(before); i++) book_text(book, sheet, row, i, before[i], text);
  if (report->year > 0) book_check(book, worksheet_write_number(sheet, row, 5, report->year, number));
  g_autofree char *form = codebook_forms(book->output->options->codebook, report->form);
  book_text(book, sheet, row, 6, form, text);
  if (!report->missing) book_check(book, worksheet_write_number(sheet, row, 7, report->duplicate, number));
  book_text(book, sheet, row, 8, report->report, text);
}

void panel_sheet_open(PanelSheet *panel_sheet, Book *book, const Panel *panel) {
  const Codebook *codebook = book->output->options->codebook;
  lxw_worksheet *sheet = book_sheet(book, "面板", "一行一个地区一年，一列一项指标；缺的年份也占一行", NULL);
  *panel_sheet = (PanelSheet){book, sheet, find_entries(panel, codebook), HEAD_ROWS};
  set_up(book, sheet, panel_sheet->entries);
  for (int line = 0; line < HEAD_ROWS; line++) write_head(book, sheet, line, codebook, panel_sheet->entries);
}

void panel_sheet_add(PanelSheet *sheet, const PanelReport *report) {
  write_report(sheet->book, sheet->sheet, sheet->row, report);
  for (guint i = 0; i < sheet->entries->len; i++) {
    guint entry = g_array_index(sheet->entries, guint, i);
    CompareCell cell = {panel_value(sheet->book->output->options->codebook, report, entry), false, entry};
    view_cell(sheet->book, sheet->sheet, sheet->row, (lxw_col_t)(KEY_COLUMNS + i), &cell, LOOK_NUMBER, TONE_PLAIN);
  }
  sheet->row++;
}

void panel_sheet_close(PanelSheet *sheet) {
  Book *book = sheet->book;
  lxw_col_t last = (lxw_col_t)(KEY_COLUMNS + sheet->entries->len - 1);
  book_check(book, worksheet_autofilter(sheet->sheet, HEAD_ROWS - 1, 0, MAX(sheet->row, HEAD_ROWS + 1) - 1, last));
  for (int state = 0; state < PANEL_STATES; state++) {
    lxw_row_t line = sheet->row + 2 + (lxw_row_t)state;
    CompareCell cell = {{(PanelState)state, {0, 0}}, false, 0};
    view_cell(book, sheet->sheet, line, 0, &cell, LOOK_NUMBER, TONE_PLAIN);
    book_text(book, sheet->sheet, line, 1, states[state].meaning, book_format(book, LOOK_TEXT, TONE_PLAIN));
  }
  g_clear_pointer(&sheet->entries, g_array_unref);
}
