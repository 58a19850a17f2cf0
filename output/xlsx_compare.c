/*
 * xlsx_compare.c - the years of one place side by side.
 *
 *     指标            标识  单位 | 2017 2018 ║ 2019 2020 ║ 2021 | 增减: 2018 ... | 增减%: 2018 ... | 对照说明
 *     ...
 *     a double line stands where the form changed; below the table it is said what that means, and what does not fit
 *     together from year to year. Changes are given only between two figures of one and the same count.
 */
#include "xlsx_views.h"

#include <string.h>

enum { FIRST_YEAR = 3, HEAD_ROW = 2, FIRST_ROW = 4, PAPER_A3 = 8 };

typedef struct Sheet {
  Book *book;
  lxw_worksheet *sheet;
  const Compare *compare;
  const GPtrArray *findings;
  guint years;
  lxw_row_t row;
} Sheet;

static const CompareCell *cell_at(const CompareRow *row, guint i) { return &g_array_index(row->cells, CompareCell, i); }
static const PanelReport *report_at(const Sheet *sheet, guint i) { return sheet->compare->columns->pdata[i]; }
static lxw_col_t change_column(const Sheet *sheet, guint i) { return (lxw_col_t)(FIRST_YEAR + sheet->years + i - 1); }
static lxw_col_t share_column(const Sheet *sheet, guint i) {
  return (lxw_col_t)(change_column(sheet, i) + sheet->years - 1);
}
static lxw_col_t note_column(const Sheet *sheet) { return (lxw_col_t)(share_column(sheet, sheet->years - 1) + 1); }

/* "2019", "2019（2）" */
static char *year_title(const PanelReport *report) {
  if (report->duplicate > 1) return g_strdup_printf("%d（%d）", report->year, report->duplicate);
  return g_strdup_printf("%d", report->year);
}

static void write_heads(const Sheet *sheet) {
  Book *book = sheet->book;
  lxw_format *head = book_format(book, LOOK_HEAD, TONE_PLAIN);
  static const char *const labels[] = {"指标", "标识", "单位"};
  for (lxw_col_t i = 0; i < FIRST_YEAR; i++) book_text(book, sheet->sheet, HEAD_ROW, i, labels[i], head);
  for (guint i = 0; i < sheet->years; i++) {
    g_autofree char *year = year_title(report_at(sheet, i));
    Look look = compare_is_break(sheet->compare, i) ? LOOK_HEAD_BREAK : LOOK_HEAD;
    book_text(book, sheet->sheet, HEAD_ROW, (lxw_col_t)(FIRST_YEAR + i), year, book_format(book, look, TONE_PLAIN));
    if (i == 0) continue;
    g_autofree char *change = g_strdup_printf("%s 增减", year), *share = g_strdup_printf("%s 增减%%", year);
    book_text(book, sheet->sheet, HEAD_ROW, change_column(sheet, i), change, head);
    book_text(book, sheet->sheet, HEAD_ROW, share_column(sheet, i), share, head);
  }
  book_text(book, sheet->sheet, HEAD_ROW, note_column(sheet), "与旧表式的对照", head);
  book_height(book, sheet->sheet, HEAD_ROW + 1, 2); /* 2021年式 | （25行） */
  for (lxw_col_t i = 0; i < FIRST_YEAR; i++) book_text(book, sheet->sheet, HEAD_ROW + 1, i, i == 0 ? "表式" : "", head);
  for (guint i = 0; i < sheet->years; i++) {
    const PanelReport *report = report_at(sheet, i);
    Look look = compare_is_break(sheet->compare, i) ? LOOK_HEAD_BREAK : LOOK_HEAD;
    g_autofree char *name = codebook_forms(sheet->compare->codebook, report->form);
    const char *form = report->missing ? "缺报告" : *name != '\0' ? name : "无统计表";
    book_text(book, sheet->sheet, HEAD_ROW + 1, (lxw_col_t)(FIRST_YEAR + i), form, book_format(book, look, TONE_PLAIN));
  }
}

/* The finding that shows at that cell, or NULL; a contradiction before a notice. */
static const PanelFinding *find_finding(const Sheet *sheet, const PanelReport *report, guint entry) {
  const PanelFinding *found = NULL;
  for (guint i = 0; i < sheet->findings->len; i++) {
    const PanelFinding *finding = sheet->findings->pdata[i];
    if (finding->report == report && finding->entry == entry && (found == NULL || found->notice)) found = finding;
  }
  return found;
}

/* Whether two neighbours are the same count, a year apart. */
static bool is_comparable(const Sheet *sheet, const CompareRow *row, guint i) {
  const CompareCell *now = cell_at(row, i), *then = cell_at(row, i - 1);
  return panel_is_number(now->value.state) && panel_is_number(then->value.state) && now->from == then->from &&
         now->close == then->close && report_at(sheet, i)->year == report_at(sheet, i - 1)->year + 1;
}

static double number_of(const CompareCell *cell) {
  char text[DECIMAL_TEXT];
  return g_ascii_strtod(decimal_print(cell->value.number, text), NULL);
}

static void write_changes(const Sheet *sheet, const CompareRow *row, guint i) {
  const CompareCell *now = cell_at(row, i), *then = cell_at(row, i - 1);
  Decimal difference;
  if (!is_comparable(sheet, row, i) || !decimal_subtract(now->value.number, then->value.number, &difference)) return;
  char here[LXW_MAX_CELL_NAME_LENGTH], there[LXW_MAX_CELL_NAME_LENGTH], text[DECIMAL_TEXT];
  lxw_rowcol_to_cell(here, sheet->row, (lxw_col_t)(FIRST_YEAR + i));
  lxw_rowcol_to_cell(there, sheet->row, (lxw_col_t)(FIRST_YEAR + i - 1));
  decimal_print(difference, text);
  if (!book_is_number(text)) return;
  double change = g_ascii_strtod(text, NULL);
  g_autofree char *formula = g_strdup_printf("=%s-%s", here, there);
  book_formula(sheet->book, sheet->sheet, sheet->row, change_column(sheet, i), formula, NULL, change,
               book_number_format(sheet->book, LOOK_CELL, TONE_PLAIN, text, NULL));
  if (then->value.number.digits == 0) return;
  g_autofree char *share = g_strdup_printf("=(%s-%s)/%s*100", here, there, there);
  book_formula(sheet->book, sheet->sheet, sheet->row, share_column(sheet, i), share, NULL,
               change / number_of(then) * 100, book_number_format(sheet->book, LOOK_CELL, TONE_PLAIN, "0.0", "%"));
}

static void write_row(const Sheet *sheet, const CompareRow *row) {
  Book *book = sheet->book;
  const CodebookEntry *entry = codebook_entry(sheet->compare->codebook, row->entry);
  g_autofree char *label = g_strconcat(entry->zh, row->close ? " ≈" : "", row->summed ? " Σ" : "", NULL);
  lxw_format *text = book_format(book, LOOK_LABEL, TONE_PLAIN);
  book_text(book, sheet->sheet, sheet->row, 0, label, book_indent_format(book, strchr(entry->id, '_') != NULL));
  book_text(book, sheet->sheet, sheet->row, 1, entry->id, text);
  book_text(book, sheet->sheet, sheet->row, 2, entry->unit, text);
  for (guint i = 0; i < sheet->years; i++) {
    const CompareCell *cell = cell_at(row, i);
    const PanelFinding *finding = find_finding(sheet, report_at(sheet, i), cell->from);
    Tone tone = finding == NULL ? TONE_PLAIN : finding->notice ? TONE_DOUBT : TONE_CONTRADICTED;
    Look look = compare_is_break(sheet->compare, i) ? LOOK_CELL_BREAK : LOOK_CELL;
    view_cell(book, sheet->sheet, sheet->row, (lxw_col_t)(FIRST_YEAR + i), cell, look, tone);
  }
  for (guint i = 1; i < sheet->years; i++) write_changes(sheet, row, i);
  g_autoptr(GString) notes = g_string_new(NULL);
  for (guint i = 0; i < row->notes->len; i++)
    g_string_append_printf(notes, "%s%s", i > 0 ? "；" : "", (const char *)row->notes->pdata[i]);
  if (notes->len > 0) book_text(book, sheet->sheet, sheet->row, note_column(sheet), notes->str, text);
}

static void write_line(Sheet *sheet, const char *text, Tone tone) {
  lxw_col_t last = (lxw_col_t)(FIRST_YEAR + sheet->years - 1);
  book_merge(sheet->book, sheet->sheet, sheet->row, 0, sheet->row, last, text,
             book_format(sheet->book, LOOK_TEXT, tone));
  sheet->row++;
}

/* What happened at a break: which rows go on with another count, which end or begin. */
static void explain_break(Sheet *sheet, guint i) {
  guint close = 0, begin = 0, end = 0, on = 0;
  guint before = i;
  while (before > 0 && report_at(sheet, --before)->missing) continue;
  for (guint j = 0; j < sheet->compare->rows->len; j++) {
    const CompareRow *row = sheet->compare->rows->pdata[j];
    const CompareCell *now = cell_at(row, i), *then = cell_at(row, before);
    bool is = now->value.state < PANEL_NOT_PRINTED, was = then->value.state < PANEL_NOT_PRINTED;
    close += is && was && now->close != then->close;
    on += is && was && now->close == then->close;
    begin += is && !was;
    end += was && !is;
  }
  g_autofree char *form = codebook_forms(sheet->compare->codebook, report_at(sheet, i)->form);
  g_autofree char *form_before = codebook_forms(sheet->compare->codebook, compare_form_before(sheet->compare, i));
  g_autofree char *text = g_strdup_printf("双线：%d年的表式是%s，此前是%s。%u项按同一口径接续，%"
                                          "u项只以相近的旧项相接（≈，两边不计增减），%u项新设，%u项不再有。",
                                          report_at(sheet, i)->year, form, form_before, on, close, begin, end);
  write_line(sheet, text, TONE_PLAIN);
}

static void write_notes(Sheet *sheet) {
  sheet->row++;
  for (guint i = 0; i < sheet->years; i++)
    if (compare_is_break(sheet->compare, i)) explain_break(sheet, i);
  for (guint i = 0; i < sheet->findings->len; i++) {
    const PanelFinding *finding = sheet->findings->pdata[i];
    g_autofree char *words = view_finding(sheet->compare->codebook, finding);
    g_autofree char *text = g_strconcat(finding->notice ? "提示：" : "矛盾：", words, NULL);
    write_line(sheet, text, finding->notice ? TONE_DOUBT : TONE_CONTRADICTED);
  }
}

static void set_up(const Sheet *sheet) {
  Book *book = sheet->book;
  worksheet_set_paper(sheet->sheet, PAPER_A3);
  worksheet_freeze_panes(sheet->sheet, FIRST_ROW, FIRST_YEAR);
  book_check(book, worksheet_repeat_rows(sheet->sheet, HEAD_ROW, HEAD_ROW + 1));
  book_check(book, worksheet_set_column(sheet->sheet, 0, 0, 44, NULL));
  book_check(book, worksheet_set_column(sheet->sheet, 1, 1, 28, NULL));
  book_check(book, worksheet_set_column(sheet->sheet, 2, 2, 7, NULL));
  book_check(book, worksheet_set_column(sheet->sheet, FIRST_YEAR, (lxw_col_t)(note_column(sheet) - 1), 11, NULL));
  book_check(book, worksheet_set_column(sheet->sheet, note_column(sheet), note_column(sheet), 60, NULL));
}

void compare_sheet_add(Book *book, const Compare *compare, const GPtrArray *findings, const char *note) {
  static const char legend[] =
      "无色：统计表中的数；蓝：正文中的数（“约”：约数）；≈：由旧表式的相近项相接；Σ：合计而得，表中未印；"
      "红：与上年报告矛盾；黄：提示；空格写明缘由。";
  const PanelReport *like = compare->columns->pdata[0];
  g_autofree char *name = g_strdup_printf("历年 %s", view_name(like));
  g_autofree char *summary = g_strconcat("历年对比，增减，表式更替", note, NULL);
  Sheet sheet = {
      .book = book, .compare = compare, .findings = findings, .years = compare->columns->len, .row = FIRST_ROW};
  const PanelReport *last = report_at(&sheet, sheet.years - 1);
  g_autofree char *title = g_strdup_printf("%s历年对比（%d—%d）", view_name(like), like->year, last->year);
  sheet.sheet = book_sheet(book, name, summary, NULL);
  set_up(&sheet);
  book_text(book, sheet.sheet, 0, 0, title, book_format(book, LOOK_TITLE, TONE_PLAIN));
  book_text(book, sheet.sheet, 1, 0, legend, book_format(book, LOOK_TEXT, TONE_PLAIN));
  write_heads(&sheet);
  for (guint i = 0; i < compare->rows->len; i++, sheet.row++) write_row(&sheet, compare->rows->pdata[i]);
  write_notes(&sheet);
  /* on paper the figures alone: with their changes beside them nobody could read either */
  book_check(book, worksheet_print_area(sheet.sheet, 0, 0, sheet.row, (lxw_col_t)(FIRST_YEAR + sheet.years - 1)));
}
