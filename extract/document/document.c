/*
 * The room of poppler. Characters and their boxes come from its text layer, whose order, spaces and newlines are
 * noise and are dropped: lines are made again from the boxes.
 */
#include "document/document.h"

#include "base/any.h"
#include "base/bounds.h"
#include "base/fold.h"
#include "document/content.h"
#include "document/document_quality.h"
#include "document/shape.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

#if !POPPLER_CHECK_VERSION(25, 6, 0)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)
#endif

/* Characters beyond the edge are looked for this far: some columns of a table. */
static const double MARGIN = 600;
/* What ends this near to the edge, or beyond it, may go on there. */
static const double EDGE = 1.0;
/* A box that reaches this far over the edge is cut by it; less is rounding, or the empty part of the box. */
static const double STRADDLE = 0.5;
/* Print smaller than this cannot be read. */
static const double SMALLEST = 1.0;
/* What a character without width or height gets, in points: it lies where it lies. */
static const double SLIVER = 0.01;
/* Of full brightness, as for painted rules: what is lighter cannot be told from the paper. */
static const double LIGHT = 0.97;

/*
 * What poppler is asked for: more than any page. Of an area that begins at the page's corner it leaves out whole
 * blocks of text as soon as one character straddles the left or the upper edge.
 */
static const PopplerRectangle ALL = {.x1 = -1e6, .y1 = -1e6, .x2 = 1e6, .y2 = 1e6};

typedef struct Reader {
  PopplerDocument *file;
  Content *content;      /* NULL: qpdf cannot read the file */
  PopplerDocument *wide; /* the same with wider pages; NULL: not needed yet, or it could not be made */
  bool widened;          /* it was tried */
  const DocumentOptions *options;
  unsigned budget; /* glyphs and rules that may still come */
} Reader;

/*
 * Complaints of poppler that take no character from the text. What it says of operators is the maker's sloppiness:
 * damage done later is seen by the streams' checksums.
 */
static bool is_harmless(const char *message) {
  static const char *const harmless[] = {"No current point", "operator", "arguments", "nnot",
                                         "ptional",          "outline",  "Mismatch",  NULL};
  return any_within(message, harmless);
}

/* Poppler tells of damage in its log only. `data` is the page being read. */
static void hear_log(const char *domain, GLogLevelFlags level, const char *message, void *data) {
  (void)domain;
  (void)level;
  bool serious = g_str_has_prefix(message, "Syntax error") || g_str_has_prefix(message, "Internal error") ||
                 g_str_has_prefix(message, "IO error");
  if (serious && !is_harmless(message)) page_set_damage(data, message);
}

/*
 * A character that its font gives no width, or no height, is painted all the same. Without it 40 would be 4; its place
 * is sure, what stands around it is not.
 */
static void give_size(Page *page, Box *box) {
  box->x2 = fmax(box->x2, box->x1 + SLIVER);
  box->y2 = fmax(box->y2, box->y1 + SLIVER);
  page_set_damage(page, "characters without width or height: the table of sizes of their font is damaged");
}

static void add_glyph(Page *page, gunichar raw, PopplerRectangle r) {
  gunichar folded = fold_character(raw);
  Box box = {fmin(r.x1, r.x2), fmin(r.y1, r.y2), fmax(r.x1, r.x2), fmax(r.y1, r.y2)};
  bool thin = !(fmin(box_width(box), box_height(box)) >= SLIVER);
  if (folded == ' ' || g_ascii_isspace((char)MIN(folded, G_MAXINT8))) return;
  if (!(fmax(box_width(box), box_height(box)) >= (thin ? SLIVER : SMALLEST))) return;
  if (thin) give_size(page, &box);
  if (!(box.x1 < box.x2) || !(box.y1 < box.y2)) return; /* so far away that nothing can be added */
  bool beyond =
      box.x1 < -STRADDLE || box.y1 < -STRADDLE || box.x2 > page->width + STRADDLE || box.y2 > page->height + STRADDLE;
  Glyph glyph = {folded, raw, box, page->number, beyond};
  g_array_append_val(page->glyphs, glyph);
}

static bool is_light(const PopplerColor *colour) {
  return MIN(MIN(colour->red, colour->green), colour->blue) >= LIGHT * G_MAXUINT16;
}

/* For each character of the text layer whether it is white on paper, which nobody can see; NULL when none is. */
static bool *find_unseen(PopplerPage *source, const PopplerRectangle *rectangles, unsigned n, const Ink *ink) {
  bool *unseen = NULL;
  PopplerRectangle all = ALL;
  GList *attributes = poppler_page_get_text_attributes_for_area(source, &all);
  for (const GList *at = attributes; at; at = at->next) {
    const PopplerTextAttributes *run = at->data;
    if (!is_light(&run->color)) continue;
    for (unsigned i = (unsigned)MAX(run->start_index, 0); i < n && (int)i <= run->end_index; i++) {
      const PopplerRectangle *r = &rectangles[i];
      if (ink_is_dark(ink, (r->x1 + r->x2) / 2, (r->y1 + r->y2) / 2)) continue;
      if (!unseen) unseen = g_new0(bool, n);
      unseen[i] = true;
    }
  }
  poppler_page_free_text_attributes(attributes);
  return unseen;
}

/* Adds the characters of `source`, the page or its copy whose edges are `margin` points farther out. */
static void read_glyphs(PopplerPage *source, double margin, const Ink *ink, Page *page) {
  g_autofree PopplerRectangle *rectangles = NULL;
  PopplerRectangle all = ALL;
  guint n = 0, i = 0;
  if (!poppler_page_get_text_layout_for_area(source, &all, &rectangles, &n)) return;
  for (; i < n; i++) {
    PopplerRectangle *r = &rectangles[i];
    *r = (PopplerRectangle){.x1 = r->x1 - margin, .y1 = r->y1 - margin, .x2 = r->x2 - margin, .y2 = r->y2 - margin};
  }
  g_autofree char *text = poppler_page_get_text_for_area(source, &all);
  g_autofree bool *unseen = find_unseen(source, rectangles, n, ink);
  const char *at = text ? text : "";
  for (i = 0; *at && i < MIN(n, LIMIT_GLYPHS); at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c >= 0x202A && c <= 0x202E) continue; /* these have no rectangle */
    if (!unseen || !unseen[i]) add_glyph(page, c, rectangles[i]);
    i++;
  }
  if (n > LIMIT_GLYPHS) page_set_damage(page, "too many characters");
  else if (i < n || *at) page_set_damage(page, "its characters and their places are out of step");
}

/*
 * Adds what was typed upon the page afterwards: a text note is no part of poppler's text layer, but it is printed.
 * How its characters are set is not told; they are spread over its area, a line of it to a line.
 */
static void add_note(Page *page, const char *text, Box area) {
  if (!text) return;
  if (page->glyphs->len + strlen(text) > LIMIT_GLYPHS) {
    page_set_damage(page, "too many characters");
    return;
  }
  g_auto(GStrv) lines = g_strsplit_set(text, "\r\n", -1);
  double n = g_strv_length(lines), longest = 1;
  for (char **line = lines; *line; line++) longest = fmax(longest, (double)g_utf8_strlen(*line, -1));
  double pitch = box_height(area) / n, size = fmin(pitch, box_width(area) / longest);
  for (unsigned i = 0; lines[i]; i++) {
    double x = area.x1, y = area.y1 + pitch * i + (pitch - size) / 2;
    for (const char *at = lines[i]; *at; at = g_utf8_next_char(at), x += size)
      add_glyph(page, g_utf8_get_char(at), (PopplerRectangle){.x1 = x, .y1 = y, .x2 = x + size, .y2 = y + size});
  }
}

static void read_notes(PopplerPage *source, Page *page) {
  GList *notes = poppler_page_get_annot_mapping(source);
  for (const GList *at = notes; at; at = at->next) {
    const PopplerAnnotMapping *note = at->data;
    PopplerAnnotFlag flags = poppler_annot_get_flags(note->annot);
    if (poppler_annot_get_annot_type(note->annot) != POPPLER_ANNOT_FREE_TEXT) continue;
    if (flags & (POPPLER_ANNOT_FLAG_HIDDEN | POPPLER_ANNOT_FLAG_NO_VIEW)) continue;
    g_autofree char *text = poppler_annot_get_contents(note->annot);
    const PopplerRectangle *r = &note->area; /* counted from below */
    add_note(page, text, (Box){r->x1, page->height - r->y2, r->x2, page->height - r->y1});
  }
  poppler_page_free_annot_mapping(notes);
}

/* What was filled into the fields of a form: no part of the text layer either. */
static void read_fields(const Reader *reader, PopplerPage *source, Page *page) {
  GList *fields = reader->content ? poppler_page_get_form_field_mapping(source) : NULL;
  for (const GList *at = fields; at; at = at->next) {
    const PopplerFormFieldMapping *field = at->data;
    if (poppler_form_field_get_field_type(field->field) != POPPLER_FORM_FIELD_TEXT) continue;
    g_autofree char *text = poppler_form_field_text_get_text(field->field);
    const PopplerRectangle *r = &field->area; /* of the page before it is turned */
    add_note(page, text, content_displayed(reader->content, page->number, (Box){r->x1, r->y1, r->x2, r->y2}));
  }
  poppler_page_free_form_field_mapping(fields);
}

static bool ends_at_edge(double low, double high, double edge) { return low < EDGE || high > edge - EDGE; }

/* Whether something painted may go on beyond the page. */
static bool reaches_edge(const Page *page) {
  for (unsigned i = 0; i < page->rules->len; i++) {
    const Rule *rule = &g_array_index(page->rules, Rule, i);
    if (ends_at_edge(rule->x1, rule->x2, page->width) || ends_at_edge(rule->y1, rule->y2, page->height)) return true;
  }
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    const Box *box = &g_array_index(page->glyphs, Glyph, i).box;
    if (ends_at_edge(box->x1, box->x2, page->width) || ends_at_edge(box->y1, box->y2, page->height)) return true;
  }
  return false;
}

static void widen(Reader *reader) {
  reader->widened = true;
  g_autoptr(GBytes) bytes = reader->content ? content_widen(reader->content, MARGIN) : NULL;
  if (bytes) reader->wide = poppler_document_new_from_bytes(bytes, NULL, NULL);
}

/* Reads the page's characters again, with those beyond its edge. */
static void read_beyond(Reader *reader, const Ink *ink, Page *page) {
  if (!reader->widened) widen(reader);
  g_autoptr(PopplerPage) source = reader->wide ? poppler_document_get_page(reader->wide, page->number - 1) : NULL;
  if (!source) {
    page_set_damage(page, "what reaches over its edge cannot be read");
    return;
  }
  g_array_set_size(page->glyphs, 0);
  read_glyphs(source, MARGIN, ink, page);
}

static void read_marks(Reader *reader, PopplerPage *source, Page *page) {
  Ink ink;
  ink_init(&ink);
  if (!reader->content || content_read_page(reader->content, page, &ink)) {
    read_glyphs(source, 0, &ink, page);
    if (reaches_edge(page)) read_beyond(reader, &ink, page);
    read_notes(source, page);
    read_fields(reader, source, page);
    quality_judge_codes(page);
    quality_judge_sizes(page, &ink);
    quality_drop_doubles(page);
    quality_drop_watermark(page);
    quality_judge(page, &ink);
  }
  ink_release(&ink);
}

static const char *enter(const Reader *reader, int number) {
  const PageWatch *watch = &reader->options->watch;
  return watch->enter ? watch->enter(reader->options->before + number, watch->data) : NULL;
}

static Page *read_page(Reader *reader, int number) {
  Page *page = page_new(number, 0, 0);
  const char *hindrance = enter(reader, number);
  if (hindrance) {
    page_set_damage(page, hindrance);
    return page;
  }
  unsigned handler = g_log_set_handler("Poppler", G_LOG_LEVEL_MASK, hear_log, page);
  g_autoptr(PopplerPage) source = poppler_document_get_page(reader->file, number - 1);
  if (source) poppler_page_get_size(source, &page->width, &page->height);
  if (!source) page_set_damage(page, "the page cannot be found");
  else if (reader->budget == 0) page_set_damage(page, "too much on the pages before: --pages reads it alone");
  else read_marks(reader, source, page);
  g_log_remove_handler("Poppler", handler);
  double unit = reader->content ? content_user_unit(reader->content, number) : 1;
  if (fabs(unit - 1) > 0) page_scale(page, unit);
  reader->budget -= MIN(reader->budget, page->glyphs->len + page->rules->len);
  return page;
}

/* Poppler says the same of a missing password and of a protection that has none, qpdf does not. */
static void set_locked_error(GError **error, GBytes *bytes, const char *password) {
  g_autoptr(GError) cause = NULL;
  g_autoptr(Content) content = content_open(bytes, password, &cause);
  const bool other = cause && strstr(cause->message, "nsupported");
  g_set_error_literal(error, DOCUMENT_ERROR, DOCUMENT_ERROR_ENCRYPTED,
                      other ? "protected by other means than a password: it opens only in the program that protected it"
                      : password ? "the password does not open it"
                                 : "a password is needed");
}

static void set_damage_error(GError **error, GBytes *bytes, const char *cause) {
  const char *hindrance = shape_hindrance(bytes);
  g_set_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_DAMAGED, "not a PDF that can be read: %s",
              hindrance ? hindrance : cause);
}

static char *modification_time(PopplerDocument *file) {
  g_autoptr(GDateTime) local = poppler_document_get_modification_date_time(file);
  if (!local) local = poppler_document_get_creation_date_time(file);
  if (!local) return g_strdup("");
  g_autoptr(GDateTime) utc = g_date_time_to_utc(local);
  return g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ");
}

/*
 * What is wrong with the file as a whole. Poppler goes by the number of pages that the file names, qpdf by those that
 * there are.
 */
static const char *judge_file(const Reader *reader, GBytes *bytes, int pages, bool *ret_untrusted) {
  const Content *content = reader->content;
  const bool miscounted = content && content_page_count(content) != pages;
  *ret_untrusted = true;
  if (shape_is_superseded(bytes)) return "the last change made to it is cut off: it may be read as it was before";
  if (miscounted) return "its pages are not as many as it says: some are missing, or are not read";
  if (content && content_doubt(content)) return content_doubt(content);
  *ret_untrusted = false;
  if (shape_is_archive(bytes)) return "it is an archive: one PDF in it is read, and no other";
  return content ? content_damage(content) : "only its text can be read";
}

static Document *read_document(Reader *reader, GBytes *bytes) {
  Document *document = g_new0(Document, 1);
  document->pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
  document->page_count = poppler_document_get_n_pages(reader->file);
  document->modified = modification_time(reader->file);
  const int first = MAX(reader->options->first, 1), last = reader->options->last;
  int end = last > 0 ? MIN(last, document->page_count) : document->page_count;
  const char *damage = judge_file(reader, bytes, document->page_count, &document->untrusted);
  if (end - first >= LIMIT_PAGES) {
    end = first + LIMIT_PAGES - 1;
    damage = "too many pages: --pages reads the others";
  }
  document->damage = g_strdup(damage);
  for (int number = first; number <= end; number++) g_ptr_array_add(document->pages, read_page(reader, number));
  return document;
}

Document *document_read(GBytes *bytes, const DocumentOptions *options, GError **error) {
  const char *password = options->password;
  g_autoptr(GError) cause = NULL;
  g_autoptr(GBytes) open = content_unlock(bytes, password); /* poppler itself dies of a wrong password */
  g_autoptr(PopplerDocument) file = poppler_document_new_from_bytes(open, NULL, &cause);
  if (!file) {
    if (g_error_matches(cause, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED)) set_locked_error(error, bytes, password);
    else set_damage_error(error, bytes, cause->message);
    return NULL;
  }
  if (poppler_document_get_n_pages(file) < 1) {
    set_damage_error(error, bytes, "it has no pages");
    return NULL;
  }
  g_autoptr(Content) content = content_open(bytes, password, NULL);
  Reader reader = {.file = file, .content = content, .options = options, .budget = LIMIT_MARKS};
  Document *document = read_document(&reader, bytes);
  g_clear_object(&reader.wide);
  return document;
}

/* A page with a word on it: reading it makes the parent find the functions of the libraries, once for all children. */
static const char warm[] =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 33>>stream\nBT /F 9 Tf 9 9 Td (warm) Tj ET    \nendstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

struct DocumentWarmth {
  PopplerDocument *file;
};

void document_prepare(void) {
  static GIConv fields; /* poppler's way with them */
  if (!fields) fields = g_iconv_open("UTF-8", "UTF-16BE");
}

DocumentWarmth *document_warm(void) {
  DocumentWarmth *warmth = g_new0(DocumentWarmth, 1);
  g_autoptr(GBytes) bytes = g_bytes_new_static(warm, sizeof warm - 1);
  warmth->file = poppler_document_new_from_bytes(bytes, NULL, NULL);
  document_free(document_read(bytes, &(DocumentOptions){0}, NULL));
  return warmth;
}

void document_cool(DocumentWarmth *warmth) {
  if (!warmth) return;
  g_clear_object(&warmth->file);
  g_free(warmth);
}
