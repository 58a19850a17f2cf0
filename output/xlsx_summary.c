/*
 * xlsx_summary.c - the first sheet: what was read, what was found, what is doubtful, and where the rest is.
 */
#include "xlsx_sheets.h"

#include "record/record_words.h"

#include <string.h>

enum { LABEL_WIDTH = 18, LABEL_MOST = 50, TEXT_WIDTH = 100 };

/* Rows are written from top to bottom, once: the sheet may be one whose rows leave memory as they come. */
typedef struct Summary {
  Book *book;
  lxw_worksheet *sheet;
  lxw_row_t row;
  double label; /* width of the first column */
} Summary;

static lxw_format *format_of(const Summary *summary, Look look) { return book_format(summary->book, look, TONE_PLAIN); }

static void add_heading(Summary *summary, const char *text) {
  summary->row++;
  book_text(summary->book, summary->sheet, summary->row, 0, text, format_of(summary, LOOK_BOLD));
  summary->row++;
}

static void add_line(Summary *summary, const char *label, const char *text) {
  book_height(summary->book, summary->sheet, summary->row, book_lines(text, TEXT_WIDTH - 2));
  book_text(summary->book, summary->sheet, summary->row, 0, label, format_of(summary, LOOK_TEXT));
  book_text(summary->book, summary->sheet, summary->row, 1, text, format_of(summary, LOOK_WRAP));
  summary->row++;
}

static void add_sentence(Summary *summary, const char *text) {
  book_height(summary->book, summary->sheet, summary->row, book_lines(text, summary->label + TEXT_WIDTH - 4));
  book_merge(summary->book, summary->sheet, summary->row, 0, summary->row, 1, text, format_of(summary, LOOK_WRAP));
  summary->row++;
}

static char *describe_source(const Book *book, const Source *only, bool chinese) {
  const Tally *tally = &book->tally;
  const Report *report = only != NULL ? record_report(only->record) : NULL;
  if (report != NULL && chinese)
    return g_strdup_printf("《%s》（PDF，%d页，SHA-256 %.12s）", report->title, report->pages, report->sha256);
  if (report != NULL)
    return g_strdup_printf("\"%s\" (PDF, %d pages, SHA-256 %.12s)", report->title, report->pages, report->sha256);
  if (chinese)
    return g_strdup_printf("%u份报告（PDF，共%u页；另有%u份文件未能读成）", tally->reports, tally->pages,
                           tally->failures);
  return g_strdup_printf("%u reports (PDF, %u pages; %u more files could not be read)", tally->reports, tally->pages,
                         tally->failures);
}

/* One sentence, in both languages, for the methods section of a paper. */
static void add_method(Summary *summary, const Source *only) {
  const Book *book = summary->book;
  const WriterOptions *options = book->output->options;
  const Tally *tally = &book->tally;
  g_autofree char *chinese_source = describe_source(book, only, true);
  g_autofree char *source = describe_source(book, only, false);
  unsigned assigned = tally->numerals - tally->unassigned;
  g_autofree char *chinese = g_strdup_printf(
      "数据由 %s（规则 "
      "%s）从%s中读出：统计表%u格，其中有数%u格、空白%u格；正文句子中数据%u个；存疑%u个，与报告内其他数字矛盾%u个；"
      "全文数字%u个，已归类%u个，未归类%u个。",
      options->program, options->patterns, chinese_source, tally->cells, tally->given, tally->blank, tally->prose,
      tally->tones[TONE_DOUBT], tally->tones[TONE_CONTRADICTED], tally->numerals, assigned, tally->unassigned);
  g_autofree char *english = g_strdup_printf(
      "The figures were read from %s by %s (patterns %s): %u cells of statistics tables, %u of them with a figure and "
      "%u "
      "blank, and %u figures in sentences; %u of all these in doubt, %u contradicting others of the same report; "
      "%u numerals, %u assigned, %u left.",
      source, options->program, options->patterns, tally->cells, tally->given, tally->blank, tally->prose,
      tally->tones[TONE_DOUBT], tally->tones[TONE_CONTRADICTED], tally->numerals, assigned, tally->unassigned);
  add_sentence(summary, chinese);
  add_sentence(summary, english);
}

static void add_report(Summary *summary, const Source *only) {
  const Report *report = record_report(only->record);
  const RecordSchema *schema = &record_schemas[RECORD_REPORT];
  add_heading(summary, "报告");
  for (size_t i = 0; i < schema->n_fields; i++) {
    const Field *field = &schema->fields[i];
    g_autoptr(GString) text = g_string_new(NULL);
    record_print_field(field, report, text);
    bool damage = strcmp(field->name, "damage") == 0;
    if (damage && text->len == 0) g_string_assign(text, "无");
    bool form = strcmp(field->name, "form") == 0;
    g_autofree char *words = damage ? record_message(text->str)
                             : form ? codebook_forms(summary->book->output->options->codebook, text->str)
                                    : record_words(field->name, text->str);
    if (*words != '\0') add_line(summary, damage ? "未能读全的页" : field->title, words);
  }
  if (only->link == NULL) return;
  book_text(summary->book, summary->sheet, summary->row, 0, "原文", format_of(summary, LOOK_TEXT));
  book_link(summary->book, summary->sheet, summary->row, 1, only->link, "打开 PDF", 0, format_of(summary, LOOK_LINK));
  summary->row++;
}

static void add_counts(Summary *summary) {
  const Tally *tally = &summary->book->tally;
  const struct {
    const char *label;
    unsigned count;
  } counts[] = {
      {"报告", tally->reports},
      {"未读成的文件", tally->failures},
      {"统计表格数", tally->cells},
      {"　有数", tally->given},
      {"　空白", tally->blank},
      {"　文字或符号", tally->cells - tally->given - tally->blank},
      {"正文数据", tally->prose},
      {"已证实", tally->tones[TONE_VERIFIED]},
      {"无旁证", tally->tones[TONE_PLAIN] + tally->tones[TONE_NOTED]},
      {"存疑", tally->tones[TONE_DOUBT]},
      {"矛盾", tally->tones[TONE_CONTRADICTED]},
      {"勾稽关系", tally->checks},
      {"　不符或存疑", tally->failing},
      {"提示", tally->remarks},
  };
  add_heading(summary, "读出的数据");
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
    g_autofree char *count = g_strdup_printf("%u", counts[i].count);
    add_line(summary, counts[i].label, count);
  }
  g_autofree char *numerals = g_strdup_printf("共%u个，已归类%u个，未归类%u个", tally->numerals,
                                              tally->numerals - tally->unassigned, tally->unassigned);
  add_line(summary, "全文数字", numerals);
}

static void add_links(Summary *summary) {
  const Book *book = summary->book;
  add_heading(summary, "工作表");
  for (unsigned i = 1; i < book->titles->len; i++) {
    const SheetTitle *entry = book->titles->pdata[i];
    g_autofree char *target = g_strdup_printf("#'%s'!A1", entry->name);
    book_link(summary->book, summary->sheet, summary->row, 0, target, entry->name, 0, format_of(summary, LOOK_LINK));
    book_text(summary->book, summary->sheet, summary->row, 1, entry->title, format_of(summary, LOOK_TEXT));
    summary->row++;
  }
}

static void add_legend(Summary *summary) {
  static const struct {
    Tone tone;
    const char *label, *text;
  } legend[] = {
      {TONE_PLAIN, "无色", "照印本读出的数，无旁证"},
      {TONE_VERIFIED, "绿", "已证实：至少有一条勾稽关系或一处独立的陈述与它相符"},
      {TONE_BLANK, "深灰", "空白：印本此格没有数，不是零"},
      {TONE_WORD, "浅灰", "此格印的是斜杠、横线或文字，不是数"},
      {TONE_NOTED, "蓝", "读法有说明，见“标记”：如超出页边、格内换行、行名与表式不同、单位在格内"},
      {TONE_DOUBT, "黄", "存疑：请对照原页"},
      {TONE_CONTRADICTED, "红", "矛盾：照印本读出，但与报告内其他数字不符"},
  };
  add_heading(summary, "颜色");
  for (size_t i = 0; i < G_N_ELEMENTS(legend); i++) {
    book_text(summary->book, summary->sheet, summary->row, 0, legend[i].label,
              book_format(summary->book, LOOK_CELL, legend[i].tone));
    book_text(summary->book, summary->sheet, summary->row, 1, legend[i].text, format_of(summary, LOOK_TEXT));
    summary->row++;
  }
}

void summary_write(Book *book, lxw_worksheet *sheet, const Source *only) {
  Summary summary = {book, sheet, 0, LABEL_WIDTH};
  for (unsigned i = 0; i < book->titles->len; i++) {
    double width = book_width(((const SheetTitle *)book->titles->pdata[i])->name) + 3;
    summary.label = MAX(summary.label, MIN(width, LABEL_MOST));
  }
  const Report *report = only != NULL ? record_report(only->record) : NULL;
  worksheet_set_portrait(sheet);
  book_check(book, worksheet_set_column(sheet, 0, 0, summary.label, NULL));
  book_check(book, worksheet_set_column(sheet, 1, 1, TEXT_WIDTH, NULL));
  book_text(book, sheet, 0, 0,
            report != NULL && *report->title != '\0' ? report->title : "政府信息公开工作年度报告数据",
            format_of(&summary, LOOK_TITLE));
  book_height(book, sheet, 0, 2);
  summary.row = 2;
  add_method(&summary, report != NULL ? only : NULL);
  if (report != NULL) add_report(&summary, only);
  add_counts(&summary);
  add_links(&summary);
  add_legend(&summary);
}
