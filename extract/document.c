/*
 * The room of poppler. Characters and their boxes come from its text layer, whose order, spaces and newlines are
 * noise and are dropped: lines are made again from the boxes.
 */
#include "document.h"

#include "content.h"
#include "fold.h"
#include "bounds.h"

#include <poppler.h>
#include <string.h>

#if !POPPLER_CHECK_VERSION(25, 6, 0)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)
#endif

G_DEFINE_QUARK(document-error-quark, document_error)

static void set_damage(Page *page, const char *message) {
  if (page->damage) return;
  page->damage = g_strdelimit(g_utf8_make_valid(message, -1), "\n\r", ' ');
}

/* Poppler tells of damage in its log only. `data` is the page being read. */
static void hear_log(const char *domain, GLogLevelFlags level, const char *message, void *data) {
  (void)domain;
  (void)level;
  if (strstr(message, "Error")) set_damage(data, message);
}

static void add_glyph(Page *page, gunichar raw, PopplerRectangle r) {
  gunichar folded = fold_character(raw);
  Box box = { MIN(r.x1, r.x2), MIN(r.y1, r.y2), MAX(r.x1, r.x2), MAX(r.y1, r.y2) };
  if (folded <= ' ' || !(box.x1 < box.x2) || !(box.y1 < box.y2)) return;
  Glyph glyph = { folded, raw, box, page->number, false };
  g_array_append_val(page->glyphs, glyph);
}

static void read_glyphs(PopplerPage *source, Page *page) {
  PopplerRectangle *rectangles = NULL;
  guint n = 0;
  if (!poppler_page_get_text_layout(source, &rectangles, &n)) return;
  g_autofree char *text = poppler_page_get_text(source);
  guint i = 0;
  for (const char *at = text; at && *at && i < MIN(n, LIMIT_GLYPHS); at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c >= 0x202A && c <= 0x202E) continue; /* these have no rectangle */
    add_glyph(page, c, rectangles[i++]);
  }
  g_free(rectangles);
}

static Page *read_page(PopplerDocument *file, Content *content, int number) {
  g_autoptr(PopplerPage) source = poppler_document_get_page(file, number - 1);
  double width = 0, height = 0;
  if (source) poppler_page_get_size(source, &width, &height);
  Page *page = page_new(number, width, height);
  if (!source) {
    set_damage(page, "the page cannot be found");
    return page;
  }
  unsigned handler = g_log_set_handler("Poppler", G_LOG_LEVEL_MASK, hear_log, page);
  Ink ink;
  ink_init(&ink);
  if (content) content_read_page(content, page, &ink);
  read_glyphs(source, page);
  ink_release(&ink);
  g_log_remove_handler("Poppler", handler);
  return page;
}

static void set_open_error(GError **error, const GError *cause) {
  if (g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_ENCRYPTED, "a password is needed");
  else g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_DAMAGED, "not a PDF that can be read: %s", cause->message);
}

static char *modification_time(PopplerDocument *file) {
  g_autoptr(GDateTime) local = poppler_document_get_modification_date_time(file);
  if (!local) local = poppler_document_get_creation_date_time(file);
  if (!local) return g_strdup("");
  g_autoptr(GDateTime) utc = g_date_time_to_utc(local);
  return g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ");
}

Document *document_read(GBytes *bytes, const char *password, int first, int last, GError **error) {
  g_autoptr(GError) cause = NULL;
  g_autoptr(PopplerDocument) file = poppler_document_new_from_bytes(bytes, password, &cause);
  if (!file) {
    set_open_error(error, cause);
    return NULL;
  }
  g_autoptr(Content) content = content_open(bytes, password, NULL);
  Document *document = g_new0(Document, 1);
  document->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
  document->page_count = poppler_document_get_n_pages(file);
  document->modified = modification_time(file);
  document->damage = g_strdup(content ? content_damage(content) : "the content of its pages cannot be read");
  int end = last > 0 ? MIN(last, document->page_count) : document->page_count;
  for (int number = MAX(first, 1); number <= end; number++)
    g_ptr_array_add(document->pages, read_page(file, content, number));
  return document;
}

void document_free(Document *document) {
  if (!document) return;
  g_ptr_array_unref(document->pages);
  g_free(document->modified);
  g_free(document->damage);
  g_free(document);
}
