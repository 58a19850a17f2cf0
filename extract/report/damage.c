#include "report/damage.h"

#include <string.h>

/* What hinders the reading of a page, with the kind of its remark; NULL when nothing does. */
static const char *hindrance(const Page *page, const char **ret_kind) {
  *ret_kind = page->unreadable ? "unreadable" : page->picture ? "picture" : page->damage ? "damaged" : "ocr";
  if (page->unreadable) return "its text cannot be read: the fonts do not say which characters they paint";
  if (page->picture) return "only a picture: it has no text";
  if (page->damage) return page->damage;
  return page->ocr ? "a picture: the text behind it is of OCR, and may be misread" : NULL;
}

void damage_note(const Document *document, Record *record) {
  g_autoptr(GString) all = g_string_new(NULL);
  if (*document->damage) {
    record_remark(record, 0, "damaged", document->damage);
    g_string_append(all, document->damage);
  }
  for (unsigned i = 0; i < document->pages->len; i++) {
    const Page *page = document->pages->pdata[i];
    const char *kind, *text = hindrance(page, &kind);
    if (!text) continue;
    record_remark(record, page->number, kind, text);
    g_string_append_printf(all, "%spage %d: %s", all->len ? "; " : "", page->number, text);
  }
  record_report_at(record, 0)->damage = record_string(record, all->str);
}

static bool is_any_damaged(const Document *document) {
  bool any = *document->damage;
  for (unsigned i = 0; i < document->pages->len; i++) any |= ((const Page *)document->pages->pdata[i])->damage != NULL;
  return any;
}

/* Whether the words stand in the text, on a page that is whole. */
static bool says(const Text *text, const char *words, const GPtrArray *pages) {
  for (const char *at = text->utf8->str; (at = strstr(at, words)); at += strlen(words)) {
    const size_t from = (size_t)(at - text->utf8->str);
    int page;
    Box box;
    if (text_box(text, from, from + strlen(words), &page, &box) && !page_is_damaged(pages, page)) return true;
  }
  return false;
}

/* Whether a page that is whole has the words; no words are nowhere. */
static bool is_said(const Outline *outline, const char *words) {
  if (!*words) return false;
  bool said = says(outline->title_text, words, outline->pages);
  for (unsigned i = 0; i < outline->sections->len && !said; i++) {
    const Section *section = outline->sections->pdata[i];
    said = says(section->heading, words, outline->pages);
    for (unsigned j = 0; j < section->paragraphs->len && !said; j++)
      said = says(section->paragraphs->pdata[j], words, outline->pages);
  }
  return said;
}

/* Damage makes one year of another, and half a name of a name; hardly ever the name of another place that there is. */
static bool is_identity_sound(const Outline *outline, const Report *report) {
  g_autofree char *year = g_strconcat(report->year, "年", NULL);
  if (is_said(outline, outline->title)) return true;
  return (!*report->year || is_said(outline, year)) &&
         (!*report->place || *report->code || is_said(outline, report->place));
}

static void note_nameless(Record *record) {
  static const char text[] = "only damaged pages say its place and year: all its figures are in doubt";
  Report *report = record_report_at(record, 0);
  g_autofree char *all = g_strconcat(report->damage, "; ", text, NULL);
  report->damage = record_string(record, all);
  record_remark(record, 0, "damaged", text);
}

void damage_mark(const Document *document, const Outline *outline, Record *record) {
  const bool nameless = is_any_damaged(document) && !is_identity_sound(outline, record_report(record));
  const bool all = nameless || document->untrusted;
  if (nameless) note_nameless(record);
  for (guint k = 0; k < record_figure_count(record); k++) {
    Figure *figure = record_figure_at(record, k);
    const Page *page = page_find(outline->pages, figure->page);
    if (all || (page && page->damage)) figure->marks = record_mark(record, figure->marks, "damaged-page");
    if (page && page->ocr) figure->marks = record_mark(record, figure->marks, "ocr");
  }
}
