/*
 * report.c - the pipe: each stage called once, in its order.
 */
#include "report.h"

#include "document.h"
#include "table.h"

static Document *open_document(GBytes *bytes, const ReportOptions *options, GError **error) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  if (options->source == REPORT_FROM_PDF)
    return document_read(bytes, options->password, options->first_page, options->last_page, error);
  if (options->source == REPORT_FROM_TEXT) return document_from_text(data, length, error);
  GPtrArray *pages = page_parse(data, length, error);
  if (!pages) return NULL;
  Document *document = g_new0(Document, 1);
  document->pages = pages;
  document->page_count = (int)pages->len;
  document->modified = g_strdup("");
  document->damage = g_strdup("");
  return document;
}

static void dump_lines(const Page *page, GString *out) {
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < page->glyphs->len; i++) g_ptr_array_add(glyphs, &g_array_index(page->glyphs, Glyph, i));
  g_autoptr(GPtrArray) lines = line_build((const Glyph *const *)glyphs->pdata, glyphs->len);
  for (unsigned i = 0; i < lines->len; i++) line_print(lines->pdata[i], out);
}

static void dump_tables(const GPtrArray *pages, GString *out) {
  g_autoptr(Layout) layout = layout_read(pages);
  for (unsigned i = 0; i < layout->tables->len; i++) table_print(layout->tables->pdata[i], out);
}

char *report_dump(GBytes *bytes, const PatternSet *patterns, const ReportOptions *options, ReportStage stage,
                  GError **error) {
  (void)patterns;
  g_autoptr(Document) document = open_document(bytes, options, error);
  if (!document) return NULL;
  GString *out = g_string_new(NULL);
  if (stage == REPORT_STAGE_TABLES) dump_tables(document->pages, out);
  for (unsigned i = 0; stage <= REPORT_STAGE_LINES && i < document->pages->len; i++) {
    if (stage == REPORT_STAGE_PAGE) page_print(document->pages->pdata[i], out);
    else dump_lines(document->pages->pdata[i], out);
  }
  return g_string_free(out, FALSE);
}
