#include "table/table_sheet.h"

#include "base/fold.h"
#include "base/median.h"
#include "line/aside.h"

#include <math.h>
#include <string.h>

/* The upper and lower part of a page in which page numbers and running heads stand, of its height. */
static const double MARGIN = 0.12;
/* A page number inside a row stands so far from what the row says, in parts of the line's height. */
static const double INNER_GAP = 0.8;
/* Lines there that are looked at; a page with more of them has no running head. */
enum { MARGIN_LINES = 60 };
/* Left and right pages have heads of their own. */
enum { SIDES = 2 };
/* A running line stands at the same height on its pages, within this part of an em. */
static const double SAME_HEIGHT = 0.4;

double sheet_em(const Sheet *sheet, Box box) {
  g_autofree double *sizes = g_new(double, sheet->marks->len);
  unsigned n = 0;
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    if (box_holds(box, mark->box)) sizes[n++] = glyph_em(mark->glyph, mark->box);
  }
  return n == 0 ? sheet->em : fmax(median(sizes, n, 0), 1);
}

Sheet *sheet_new(const Page *page) {
  Sheet *sheet = g_new0(Sheet, 1);
  sheet->page = page;
  sheet->turn = turn_of_page(page);
  sheet->marks = g_array_sized_new(FALSE, FALSE, sizeof(Mark), page->glyphs->len);
  Box all = {0};
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    const Glyph *glyph = &g_array_index(page->glyphs, Glyph, i);
    Mark mark = {glyph, glyph_box(glyph, sheet->turn), MARK_FREE};
    all = i == 0 ? mark.box : box_union(all, mark.box);
    g_array_append_val(sheet->marks, mark);
  }
  sheet->em = 10; /* of a page without characters: any will do */
  sheet->em = sheet_em(sheet, all);
  return sheet;
}

void sheet_free(Sheet *sheet) {
  if (sheet == NULL) return;
  g_array_unref(sheet->marks);
  g_free(sheet);
}

/* The characters in that state. New array of const Glyph. */
static GPtrArray *glyphs_in(const Sheet *sheet, MarkState state) {
  GPtrArray *glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    if (mark->state == state) g_ptr_array_add(glyphs, (gpointer)mark->glyph);
  }
  return glyphs;
}

GPtrArray *sheet_lines(const Sheet *sheet, bool furniture) {
  g_autoptr(GPtrArray) free_glyphs = glyphs_in(sheet, MARK_FREE);
  const Glyph *const *all = (const Glyph *const *)free_glyphs->pdata;
  if (!furniture) return line_build_turned(all, free_glyphs->len, sheet->turn);
  /* running heads stand over all columns, whatever gaps are in them */
  g_autoptr(GPtrArray) glyphs = glyphs_in(sheet, MARK_FURNITURE);
  GPtrArray *heads = line_build_turned((const Glyph *const *)glyphs->pdata, glyphs->len, sheet->turn);
  bool upright = sheet->turn == TURN_RIGHT;
  GPtrArray *lines =
      upright ? aside_lines(all, free_glyphs->len) : line_build_turned(all, free_glyphs->len, sheet->turn);
  for (int place = 0; heads->len > 0;) {
    Line *line = g_ptr_array_steal_index(heads, 0);
    bool head = box_middle_y(line->box) < sheet->page->height / 2;
    g_ptr_array_insert(lines, head ? place++ : -1, line);
  }
  g_ptr_array_unref(heads);
  return lines;
}

/* Sets the state of all marks behind `text`. */
static void set_state(Sheet *sheet, const Text *text, MarkState state) {
  const Glyph *first = (const Glyph *)(const void *)sheet->page->glyphs->data;
  for (unsigned i = 0; i < text->glyphs->len; i++) {
    const Glyph *glyph = g_ptr_array_index(text->glyphs, i);
    if (glyph != NULL) g_array_index(sheet->marks, Mark, (unsigned)(glyph - first)).state = state;
  }
}

/* Adds the lines of the free marks near two ends of the page as displayed: above and below, or left and right. */
static void add_margin_lines(const Sheet *sheet, bool sides, GPtrArray *lines) {
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  double length = sides ? sheet->page->width : sheet->page->height;
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    double at = sides ? box_middle_x(mark->glyph->box) : box_middle_y(mark->glyph->box);
    if (mark->state == MARK_FREE && (at < MARGIN * length || at > (1 - MARGIN) * length))
      g_ptr_array_add(glyphs, (gpointer)mark->glyph);
  }
  g_autoptr(GPtrArray) found = line_build((const Glyph *const *)glyphs->pdata, glyphs->len);
  for (unsigned i = 0; i < found->len && found->len <= MARGIN_LINES; i++) {
    Line *line = g_ptr_array_index(found, i);
    if (line->vertical != sides) continue; /* an end of a line that runs across the margin */
    g_ptr_array_add(lines, line);
    found->pdata[i] = NULL;
  }
}

/* The lines in which page numbers and running heads may stand: along the ends of the page, turned or not. */
static GPtrArray *margin_lines(const Sheet *sheet) {
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  add_margin_lines(sheet, false, lines);
  if (sheet->turn == TURN_DOWN || sheet->turn == TURN_UP) add_margin_lines(sheet, true, lines);
  return lines;
}

static GPtrArray *all_margin_lines(const GPtrArray *sheets) {
  GPtrArray *margins = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (unsigned i = 0; i < sheets->len; i++) g_ptr_array_add(margins, margin_lines(g_ptr_array_index(sheets, i)));
  return margins;
}

/* What stands around a page number. */
static bool is_number_dress(gunichar c) {
  static const gunichar dress[] = {'-',    0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212,
                                   0x2500, 0x00B7, 0x2022, '~',    0x7B2C, 0x9875, 0x5171, '/',
                                   '|',    ' ',    '[',    ']',    '(',    ')',    0xFF08, 0xFF09};
  for (unsigned i = 0; i < G_N_ELEMENTS(dress); i++)
    if (dress[i] == c) return true;
  return false;
}

typedef enum NumberKind { NUMBER_NONE, NUMBER_BARE, NUMBER_DRESSED } NumberKind;

/* Whether a line is a page number: "3", or dressed on both sides: "- 3 -". */
static NumberKind number_kind(const char *text, long *ret_number) {
  bool before = false, after = false, found = false;
  unsigned digits = 0;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (fold_is_digit(c)) {
      if (!found || after) digits = 0;
      if (!found) *ret_number = 0;
      if (!after) *ret_number = *ret_number * 10 + (long)(c - '0');
      found = true;
      if (++digits > 4) return NUMBER_NONE;
    } else if (!is_number_dress(c)) return NUMBER_NONE;
    else if (found) after = true;
    else before = true;
  }
  if (!found || before != after) return NUMBER_NONE;
  return before ? NUMBER_DRESSED : NUMBER_BARE;
}

bool line_is_number(const Line *line) {
  long number = 0;
  return number_kind(line->text->utf8->str, &number) != NUMBER_NONE;
}

static bool same_height(const Line *a, const Line *b) {
  if (a->vertical != b->vertical) return false;
  double off = a->vertical ? box_middle_x(a->box) - box_middle_x(b->box) : box_middle_y(a->box) - box_middle_y(b->box);
  return fabs(off) <= SAME_HEIGHT * fmin(a->size, b->size);
}

/* Whether another page counts on in the same place: a bare number alone could be a figure of a table. */
static bool counts_on(const Line *line, NumberKind kind, long number, const GPtrArray *lines, int pages_on) {
  for (unsigned i = 0; i < lines->len; i++) {
    const Line *other = g_ptr_array_index(lines, i);
    long n = 0;
    if (same_height(line, other) && number_kind(other->text->utf8->str, &n) == kind && n == number + pages_on)
      return true;
  }
  return false;
}

/* Whether the page before or the page after counts on. */
static bool is_counted(const Line *line, NumberKind kind, long number, const GPtrArray *all, unsigned page) {
  if (page > 0 && counts_on(line, kind, number, g_ptr_array_index(all, page - 1), -1)) return true;
  return page + 1 < all->len && counts_on(line, kind, number, g_ptr_array_index(all, page + 1), 1);
}

/* Marks a page number that a table's row runs around: "设置查阅点数   - 2 -   个  77". */
static void mark_inner_number(Sheet *sheet, const Line *line, const GPtrArray *all, unsigned page) {
  const GPtrArray *glyphs = line->text->glyphs;
  const char *end = line->text->utf8->str;
  for (unsigned i = 0; i < glyphs->len;) {
    const char *from = end;
    const Glyph *last = NULL;
    for (; i < glyphs->len; i++) {
      const Glyph *next = g_ptr_array_index(glyphs, i);
      if (next != NULL && last != NULL && next->box.x1 - last->box.x2 > INNER_GAP * line->size) break;
      last = next == NULL ? last : next;
      end = g_utf8_next_char(end);
    }
    g_autofree char *run = g_strndup(from, (size_t)(end - from));
    long number = 0;
    if (number_kind(run, &number) != NUMBER_DRESSED || !is_counted(line, NUMBER_DRESSED, number, all, page)) continue;
    g_autoptr(Text) text =
        text_slice(line->text, (size_t)(from - line->text->utf8->str), (size_t)(end - line->text->utf8->str));
    set_state(sheet, text, MARK_FURNITURE);
  }
}

void sheets_mark_numbers(const GPtrArray *sheets) {
  g_autoptr(GPtrArray) margins = all_margin_lines(sheets);
  for (unsigned i = 0; i < sheets->len; i++) {
    const GPtrArray *lines = g_ptr_array_index(margins, i);
    for (unsigned k = 0; k < lines->len; k++) {
      const Line *line = g_ptr_array_index(lines, k);
      long number = 0;
      NumberKind kind = number_kind(line->text->utf8->str, &number);
      if (kind == NUMBER_NONE) mark_inner_number(g_ptr_array_index(sheets, i), line, margins, i);
      if (kind == NUMBER_DRESSED || (kind == NUMBER_BARE && is_counted(line, kind, number, margins, i)))
        set_state(g_ptr_array_index(sheets, i), line->text, MARK_FURNITURE);
    }
  }
}

/* Whether two lines say the same, but for the numbers of their pages. */
static bool same_words(const char *a, const char *b) {
  while (*a && *b) {
    bool digits = g_ascii_isdigit(*a) && g_ascii_isdigit(*b);
    if (!digits && *a != *b) return false;
    a += digits ? strspn(a, "0123456789") : 1;
    b += digits ? strspn(b, "0123456789") : 1;
  }
  return *a == *b;
}

/* Marks what two pages have in common near their ends. */
static void mark_common(Sheet *sheet, const GPtrArray *lines, Sheet *other, const GPtrArray *others) {
  for (unsigned k = 0; k < lines->len * others->len; k++) {
    const Line *a = g_ptr_array_index(others, k % others->len), *b = g_ptr_array_index(lines, k / others->len);
    if (!same_height(a, b) || !same_words(a->text->utf8->str, b->text->utf8->str)) continue;
    set_state(other, a->text, MARK_FURNITURE);
    set_state(sheet, b->text, MARK_FURNITURE);
  }
}

void sheets_mark_running(const GPtrArray *sheets) {
  g_autoptr(GPtrArray) margins = all_margin_lines(sheets);
  for (unsigned i = 0; i < sheets->len; i++)
    for (unsigned back = 1; back <= MIN(i, SIDES); back++)
      mark_common(g_ptr_array_index(sheets, i), g_ptr_array_index(margins, i), g_ptr_array_index(sheets, i - back),
                  g_ptr_array_index(margins, i - back));
}
