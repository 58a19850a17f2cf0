/*
 * xlsx_lists.c - the sheets that are plain lists of rows: sections, remarks, failures, reports.
 */
#include "xlsx_sheets.h"

void sections_open(Listing *listing, Book *book) {
  static const Heading headings[] = {{"报告", LOOK_WRAP, 60},
                                     {"章节", LOOK_TEXT, 16},
                                     {"标题", LOOK_WRAP, 40},
                                     {"页", LOOK_LINK, 6},
                                     {"正文", LOOK_WRAP, 100}};
  listing_open(listing, book, "章节", "各章节的标题和正文，一行一段", headings, G_N_ELEMENTS(headings));
}

/* A paragraph a row: a whole section in one cell is higher than a row can be. */
void sections_add(Listing *listing, const Source *source) {
  for (unsigned i = 0; i < record_section_count(source->record); i++) {
    const SectionRow *section = record_section_at(source->record, i);
    g_auto(GStrv) paragraphs = g_strsplit(section->text, "\n", -1);
    for (unsigned j = 0; j == 0 || paragraphs[j] != NULL; j++) {
      listing_next(listing);
      listing_texts(listing, 0, section->report, section->section, section->title, NULL);
      listing_page(listing, 3, source, section->page, TONE_PLAIN);
      if (paragraphs[0] == NULL) break;
      listing_text(listing, 4, paragraphs[j], TONE_PLAIN);
    }
  }
}

void remarks_open(Listing *listing, Book *book) {
  static const Heading headings[] = {
      {"报告", LOOK_WRAP, 60}, {"页", LOOK_LINK, 6}, {"种类", LOOK_TEXT, 16}, {"说明", LOOK_WRAP, 90}};
  listing_open(listing, book, "提示", "程序要请人留意之处", headings, G_N_ELEMENTS(headings));
}

void remarks_add(Listing *listing, const Source *source) {
  for (unsigned i = 0; i < record_remark_count(source->record); i++) {
    const Remark *remark = record_remark_at(source->record, i);
    listing_next(listing);
    listing_text(listing, 0, remark->report, TONE_PLAIN);
    if (remark->page > 0) listing_page(listing, 1, source, remark->page, TONE_PLAIN);
    listing_words(listing, 2, "kind", remark->kind, TONE_PLAIN);
    listing_message(listing, 3, remark->text, TONE_PLAIN);
  }
}

void failures_open(Listing *listing, Book *book) {
  static const Heading headings[] = {
      {"文件", LOOK_WRAP, 50}, {"SHA-256", LOOK_TINY, 20}, {"种类", LOOK_TEXT, 16}, {"原因", LOOK_WRAP, 90}};
  listing_open(listing, book, "未读成", "没有读成的文件和原因", headings, G_N_ELEMENTS(headings));
}

void failures_add(Listing *listing, const Source *source) {
  for (unsigned i = 0; i < record_failure_count(source->record); i++) {
    const Failure *failure = record_failure_at(source->record, i);
    listing_next(listing);
    listing_texts(listing, 0, failure->report, failure->sha256, NULL);
    listing_words(listing, 2, "kind", failure->kind, TONE_PLAIN);
    listing_message(listing, 3, failure->reason, TONE_PLAIN);
  }
}

void reports_open(Listing *listing, Book *book) {
  static const Heading headings[] = {
      {"报告", LOOK_WRAP, 60},  {"地区", LOOK_TEXT, 20},         {"年度", LOOK_TEXT, 8},
      {"表式", LOOK_TEXT, 16},  {"标题", LOOK_WRAP, 44},         {"发布机关", LOOK_WRAP, 30},
      {"页数", LOOK_NUMBER, 8}, {"表中数据", LOOK_NUMBER, 8},    {"空白", LOOK_NUMBER, 8},
      {"存疑", LOOK_NUMBER, 8}, {"矛盾", LOOK_NUMBER, 8},        {"正文数据", LOOK_NUMBER, 8},
      {"数字", LOOK_NUMBER, 8}, {"未归类", LOOK_NUMBER, 8},      {"勾稽", LOOK_NUMBER, 8},
      {"不符", LOOK_NUMBER, 8}, {"未能读全的页", LOOK_WRAP, 40}, {"SHA-256", LOOK_TINY, 20}};
  listing_open(listing, book, "报告", "各份报告", headings, G_N_ELEMENTS(headings));
}

void reports_add(Listing *listing, const Source *source) {
  const Report *report = record_report(source->record);
  if (report == NULL) return;
  const Tally *tally = &source->tally;
  const unsigned counts[] = {tally->pages,
                             tally->cells,
                             tally->blank,
                             tally->tones[TONE_DOUBT],
                             tally->tones[TONE_CONTRADICTED],
                             tally->prose,
                             tally->numerals,
                             tally->unassigned,
                             tally->checks,
                             tally->failing};
  listing_next(listing);
  listing_texts(listing, 0, report->report, report->place, report->year, NULL);
  listing_forms(listing, 3, report->form);
  listing_texts(listing, 4, report->title, report->publisher, NULL);
  unsigned column = 6;
  for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) listing_count(listing, column++, counts[i], TONE_PLAIN);
  listing_message(listing, column++, report->damage, *report->damage != '\0' ? TONE_DOUBT : TONE_PLAIN);
  listing_text(listing, column, report->sha256, TONE_PLAIN);
}
