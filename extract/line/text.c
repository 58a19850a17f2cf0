#include "line/text.h"

#include <math.h>

Text *text_new(void) {
  Text *text = g_new(Text, 1);
  text->utf8 = g_string_new(NULL);
  text->glyphs = g_ptr_array_new();
  return text;
}

void text_free(Text *text) {
  if (text == NULL) return;
  g_string_free(text->utf8, TRUE);
  g_ptr_array_unref(text->glyphs);
  g_free(text);
}

void text_append_glyph(Text *text, const Glyph *glyph) {
  if (glyph->folded == 0) return;
  g_string_append_unichar(text->utf8, glyph->folded);
  g_ptr_array_add(text->glyphs, (gpointer)glyph);
}

void text_append_space(Text *text) {
  g_string_append_c(text->utf8, ' ');
  g_ptr_array_add(text->glyphs, NULL);
}

static bool is_latin(gunichar c) { return g_unichar_isalpha(c) && g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN; }

void text_append(Text *text, const Text *more) {
  if (text->utf8->len > 0 && more->utf8->len > 0) {
    const char *last = g_utf8_find_prev_char(text->utf8->str, text->utf8->str + text->utf8->len);
    if (is_latin(g_utf8_get_char(last)) && is_latin(g_utf8_get_char(more->utf8->str))) text_append_space(text);
  }
  g_string_append_len(text->utf8, more->utf8->str, (gssize)more->utf8->len);
  for (unsigned i = 0; i < more->glyphs->len; i++) g_ptr_array_add(text->glyphs, g_ptr_array_index(more->glyphs, i));
}

Text *text_slice(const Text *text, size_t from, size_t to) {
  g_assert(from <= to && to <= text->utf8->len);
  unsigned first, end;
  text_span(text, from, to, &first, &end);
  Text *slice = text_new();
  g_string_append_len(slice->utf8, text->utf8->str + from, (gssize)(to - from));
  for (unsigned i = first; i < end; i++) g_ptr_array_add(slice->glyphs, g_ptr_array_index(text->glyphs, i));
  return slice;
}

void text_span(const Text *text, size_t from, size_t to, unsigned *ret_first, unsigned *ret_end) {
  g_assert(from <= to && to <= text->utf8->len);
  const char *str = text->utf8->str;
  *ret_first = (unsigned)g_utf8_strlen(str, (gssize)from);
  *ret_end = *ret_first + (unsigned)g_utf8_strlen(str + from, (gssize)(to - from));
}

bool text_box(const Text *text, size_t from, size_t to, int *ret_page, Box *ret_box) {
  unsigned first, end;
  text_span(text, from, to, &first, &end);
  const Glyph *start = NULL;
  for (unsigned i = first; i < end; i++) {
    const Glyph *glyph = g_ptr_array_index(text->glyphs, i);
    if (glyph == NULL || (start != NULL && glyph->page != start->page)) continue;
    *ret_box = start == NULL ? glyph->box : box_union(*ret_box, glyph->box);
    if (start == NULL) start = glyph;
  }
  if (start != NULL) *ret_page = start->page;
  return start != NULL;
}

char *text_raw(const Text *text, size_t from, size_t to) {
  unsigned first, end;
  text_span(text, from, to, &first, &end);
  GString *raw = g_string_new(NULL);
  for (unsigned i = first; i < end; i++) {
    const Glyph *glyph = g_ptr_array_index(text->glyphs, i);
    if (glyph == NULL) g_string_append_c(raw, ' ');
    else g_string_append_unichar(raw, glyph->raw);
  }
  return g_string_free(raw, FALSE);
}

/* How much two stretches must share, as a part of the shorter one, to lie on one line: two lines share less. */
static const double SAME_LINE_SHARE = 0.5;

/* Digits further apart than this part of their width were set apart. */
static const double SPACED = 0.4;

static bool share_line(double a1, double a2, double b1, double b2) {
  return MIN(a2, b2) - MAX(a1, b1) >= SAME_LINE_SHARE * MIN(a2 - a1, b2 - b1);
}

/* Upright characters go on side by side; turned ones lie flat (a digit is wider than high) and go on downwards. */
static bool go_on(const Glyph *a, const Glyph *b) {
  if (a->page != b->page) return false;
  if (share_line(a->box.y1, a->box.y2, b->box.y1, b->box.y2)) return true;
  bool flat = box_width(a->box) > box_height(a->box) && box_width(b->box) > box_height(b->box);
  return flat && share_line(a->box.x1, a->box.x2, b->box.x1, b->box.x2);
}

static bool is_broken(const Glyph *a, const Glyph *b) { return !go_on(a, b); }

static bool is_set_apart(const Glyph *a, const Glyph *b) {
  double width = fmin(box_width(b->box), box_height(b->box));
  return go_on(a, b) && b->box.x1 - a->box.x2 > SPACED * width;
}

/* Whether some character and the next, of those between the bytes, stand so to each other. */
static bool any_pair(const Text *text, size_t from, size_t to, bool (*stand)(const Glyph *, const Glyph *)) {
  unsigned first, end;
  text_span(text, from, to, &first, &end);
  const Glyph *last = NULL;
  for (unsigned i = first; i < end; i++) {
    const Glyph *glyph = g_ptr_array_index(text->glyphs, i);
    if (glyph == NULL) continue;
    if (last != NULL && stand(last, glyph)) return true;
    last = glyph;
  }
  return false;
}

bool text_is_wrapped(const Text *text, size_t from, size_t to) { return any_pair(text, from, to, is_broken); }

bool text_is_spaced(const Text *text, size_t from, size_t to) { return any_pair(text, from, to, is_set_apart); }
