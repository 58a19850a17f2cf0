/*
 * Plain text as pages, so that sentences can be tried without a PDF.
 */
#include "document/document.h"

#include "base/bounds.h"
#include "base/fold.h"

G_DEFINE_QUARK(extract_document_error, document_error)

enum { CELL = 10, PITCH = 20, MARGIN = 50 };

/* One line of text from *at on, painted at height y; *at moves behind it. Returns its width in cells. */
static unsigned paint_line(Page *page, const char **at, double y) {
  unsigned column = 0;
  for (; **at && **at != '\n' && **at != '\f'; *at = g_utf8_next_char(*at)) {
    gunichar raw = g_utf8_get_char(*at), folded = fold_character(raw);
    if (folded == 0) continue;
    double x = MARGIN + CELL * (double)column++;
    if (folded <= ' ' || page->glyphs->len >= LIMIT_GLYPHS) continue;
    Glyph glyph = {folded, raw, {x, y, x + CELL, y + CELL}, page->number, false};
    g_array_append_val(page->glyphs, glyph);
  }
  return column;
}

static Page *paint_page(int number, const char **at) {
  Page *page = page_new(number, 0, 0);
  unsigned widest = 0, lines = 0;
  while (**at && **at != '\f') {
    widest = MAX(widest, paint_line(page, at, MARGIN + PITCH * (double)lines++));
    if (**at == '\n') ++*at;
  }
  if (**at == '\f') ++*at;
  page->width = 2 * MARGIN + CELL * (double)widest;
  page->height = 2 * MARGIN + PITCH * (double)lines;
  return page;
}

Document *document_from_text(const char *text, size_t length, GError **error) {
  g_autofree char *copy = g_strndup(text, length);
  if (!g_utf8_validate_len(text, length, NULL)) {
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_DAMAGED, "the text is not valid UTF-8");
    return NULL;
  }
  Document *document = g_new0(Document, 1);
  document->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
  document->modified = g_strdup("");
  const char *at = copy;
  do {
    g_ptr_array_add(document->pages, paint_page(++document->page_count, &at));
  } while (*at && document->page_count < LIMIT_PAGES);
  document->damage = g_strdup(*at ? "too many pages: --pages reads the others" : "");
  return document;
}

void document_free(Document *document) {
  if (!document) return;
  g_ptr_array_unref(document->pages);
  g_free(document->modified);
  g_free(document->damage);
  g_free(document);
}
