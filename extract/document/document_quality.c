#include "document/document_quality.h"

#include "base/fold.h"
#include "base/median.h"

#include <math.h>

/* Of a character's own size: two that overlap by more than half could not be read as two. */
static const double DOUBLE_SHIFT = 0.5;
/* A page has no text when it has no more than a page number: "— 12 —", "第 12 页". */
enum { FEW_GLYPHS = 8 };
/* Of the page's area; scans have white margins cut off. */
static const double PICTURE_SHARE = 0.5;
/* Letters drawn as outlines take 10 to 40 curves each; rounded corners and logos stay below this in all. */
enum { OUTLINED_CURVES = 2000 };
/* Of the characters: below this a text layer is nonsense, its fonts having no ToUnicode table. */
static const double READABLE_SHARE = 0.8;
/* Fewer characters than this (a page number, a stamp) are no evidence. */
enum { LEAST_EVIDENCE = 20 };

/* Of the median area of a page's characters: a watermark is set larger than what it lies upon. Slanted print has a
   long low box where the font says that it is high. */
static const double WATERMARK_AREA = 4.0;
/* Of its height: characters of one watermark are of one size. */
static const double SAME_SIZE = 0.02;
/* Of the large characters of a page; a page full of them has no watermark. */
enum { MOST_LOOKED_AT = 500 };

/* Of its height, which the font may call up to 1.4 ems: no letter, digit or Chinese mark is so wide, and no Han
   character so narrow, even if the line was squeezed into its cell. */
static const double WIDE = 1.8, NARROW = 0.25;
/* Of its height, too: not even a headline that is drawn out is so flat, but where a font calls itself a tenth as high. */
static const double FLAT = 3;

/* The first codes of a font are mostly for what cannot be seen: .notdef, null, return, space. */
enum { LAST_UNSEEN_CODE = 3 };

static bool is_control(gunichar c) { return c < ' ' || (c >= 0x7F && c < 0xA0); }

/* Letters with accents stand in words of other letters. */
static bool is_lost_accent(const Page *page, unsigned i) {
  const gunichar c = g_array_index(page->glyphs, Glyph, i).raw;
  if (c < 0xC0 || c > 0x24F || c == U'×' || c == U'÷') return false;
  const gunichar before = i > 0 ? g_array_index(page->glyphs, Glyph, i - 1).raw : 0;
  const gunichar after = i + 1 < page->glyphs->len ? g_array_index(page->glyphs, Glyph, i + 1).raw : 0;
  return !(before < 0x80 && g_ascii_isalpha((char)before)) && !(after < 0x80 && g_ascii_isalpha((char)after));
}

/* One code alone may be a space, or the bullet of a list. */
static bool is_garbled(const Page *page) {
  gunichar first = 0;
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    const gunichar c = g_array_index(page->glyphs, Glyph, i).raw;
    if (!is_control(c) && !is_lost_accent(page, i)) continue;
    if ((is_control(c) && c > LAST_UNSEEN_CODE) || (first && c != first)) return true;
    first = c;
  }
  return false;
}

void quality_judge_codes(Page *page) {
  static const gunichar unknown = 0xFFFD;
  const bool garbled = is_garbled(page);
  unsigned kept = 0;
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    Glyph glyph = g_array_index(page->glyphs, Glyph, i);
    if (is_control(glyph.raw)) {
      if (!garbled) continue;
      glyph.raw = glyph.folded = unknown;
    }
    g_array_index(page->glyphs, Glyph, kept++) = glyph;
  }
  g_array_set_size(page->glyphs, kept);
  if (garbled) page_set_damage(page, "a font does not say what all of its characters are: any may be another");
}

/* Dashes, arrows and braces may be long; so may signs of fonts that call them what they are not. */
static bool is_written(gunichar c) {
  return (c < 0x80 && g_ascii_isalnum((char)c)) || (c >= 0x2018 && c <= 0x201D) || c > 0x3000;
}

void quality_judge_sizes(Page *page, const Ink *ink) {
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    const Glyph *glyph = &g_array_index(page->glyphs, Glyph, i);
    const double width = box_width(glyph->box), height = box_height(glyph->box);
    const bool han = fold_is_han(glyph->folded), wide = is_written(glyph->folded) && width > WIDE * height;
    if (ink->odd_font && (wide || (han && width < NARROW * height)))
      page_set_damage(page, "a font's table of widths is damaged");
    else if (han && width > FLAT * height) page_set_damage(page, "a font's height is damaged");
  }
}

typedef struct Twin {
  const Glyph *glyph;
  unsigned index;
} Twin;

static int compare_twins(const void *a, const void *b) {
  const Twin *x = a, *y = b;
  if (x->glyph->folded != y->glyph->folded) return x->glyph->folded < y->glyph->folded ? -1 : 1;
  if (x->glyph->box.x1 < y->glyph->box.x1) return -1;
  if (x->glyph->box.x1 > y->glyph->box.x1) return 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* The smaller of the two sides of a box: Type 3 fonts call their characters up to three times as high as they are. */
static double size_of(Box box) { return fmin(box_width(box), box_height(box)); }

/* By the smaller of both: a letter of a watermark is no double of the same one in the text below it. */
static bool is_double(const Glyph *a, const Glyph *b) {
  double most = DOUBLE_SHIFT * fmin(size_of(a->box), size_of(b->box));
  return fabs(b->box.x1 - a->box.x1) < most && fabs(b->box.y1 - a->box.y1) < most;
}

/* Marks each glyph whose twin was painted before it. */
static unsigned mark_doubles(const Twin *twins, unsigned n, bool *doubled) {
  unsigned found = 0;
  for (unsigned i = 0; i < n; i++) {
    const Glyph *glyph = twins[i].glyph;
    for (unsigned j = i + 1; j < n && twins[j].glyph->folded == glyph->folded; j++) {
      if (twins[j].glyph->box.x1 - glyph->box.x1 >= DOUBLE_SHIFT * box_width(glyph->box)) break;
      if (doubled[twins[i].index] || doubled[twins[j].index] || !is_double(glyph, twins[j].glyph)) continue;
      doubled[MAX(twins[i].index, twins[j].index)] = true;
      found++;
    }
  }
  return found;
}

void quality_drop_doubles(Page *page) {
  unsigned n = page->glyphs->len, kept = 0;
  if (n < 2) return;
  g_autofree Twin *twins = g_new(Twin, n);
  g_autofree bool *doubled = g_new0(bool, n);
  for (unsigned i = 0; i < n; i++) twins[i] = (Twin){&g_array_index(page->glyphs, Glyph, i), i};
  qsort(twins, n, sizeof *twins, compare_twins);
  if (mark_doubles(twins, n, doubled) == 0) return;
  for (unsigned i = 0; i < n; i++)
    if (!doubled[i]) g_array_index(page->glyphs, Glyph, kept++) = g_array_index(page->glyphs, Glyph, i);
  g_array_set_size(page->glyphs, kept);
}

static double area_of(Box box) { return box_width(box) * box_height(box); }

static double median_area(const Page *page) {
  unsigned n = page->glyphs->len;
  g_autofree double *areas = g_new(double, n);
  for (unsigned i = 0; i < n; i++) areas[i] = area_of(g_array_index(page->glyphs, Glyph, i).box);
  return median(areas, n, 0);
}

/* The square about a box's middle. */
static Box core_of(Box box) {
  double half = size_of(box) / 2, x = box_middle_x(box), y = box_middle_y(box);
  return (Box){x - half, y - half, x + half, y + half};
}

/* Whether the box lies upon print that is not as large. */
static bool lies_upon_print(const Page *page, Box box, double large) {
  Box core = core_of(box);
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    Box other = g_array_index(page->glyphs, Glyph, i).box;
    if (area_of(other) < large && box_holds(core, other)) return true;
  }
  return false;
}

/* Turned print is as high as its characters are wide: one of the two sizes stays the same. */
static bool has_size_of_any(Box box, const GArray *marks /* of Box */) {
  for (unsigned i = 0; i < marks->len; i++) {
    Box mark = g_array_index(marks, Box, i);
    if (fabs(box_height(box) - box_height(mark)) <= SAME_SIZE * box_height(mark)) return true;
    if (fabs(box_width(box) - box_width(mark)) <= SAME_SIZE * box_width(mark)) return true;
  }
  return false;
}

void quality_drop_watermark(Page *page) {
  unsigned n = page->glyphs->len, kept = 0;
  if (n == 0) return;
  double large = WATERMARK_AREA * median_area(page);
  g_autoptr(GArray) marks = g_array_new(FALSE, FALSE, sizeof(Box));
  for (unsigned i = 0, looked_at = 0; i < n && looked_at < MOST_LOOKED_AT; i++) {
    Box box = g_array_index(page->glyphs, Glyph, i).box;
    if (area_of(box) < large) continue;
    looked_at++;
    if (lies_upon_print(page, box, large)) g_array_append_val(marks, box);
  }
  if (marks->len == 0) return;
  for (unsigned i = 0; i < n; i++) {
    const Glyph *glyph = &g_array_index(page->glyphs, Glyph, i);
    if (area_of(glyph->box) < large || !has_size_of_any(glyph->box, marks))
      g_array_index(page->glyphs, Glyph, kept++) = *glyph;
  }
  g_array_set_size(page->glyphs, kept);
}

/* What a Chinese report is written with: Han, ASCII, punctuation, enclosed numbers, arrows, signs, full-width forms. */
static bool is_usual(gunichar c) {
  return (c > 0x20 && c < 0x7F) || fold_is_han(c) || (c >= 0xA1 && c <= 0xBF) || c == 0xD7 || c == 0xF7 ||
         (c >= 0x2010 && c <= 0x27BF) || (c >= 0x2E80 && c <= 0x303F) || (c >= 0x31C0 && c <= 0x33FF) ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF01 && c <= 0xFFEE);
}

static bool is_nonsense(const Page *page, const Ink *ink) {
  unsigned n = page->glyphs->len, usual = 0;
  /* A font that maps to nothing leaves nothing: then many bytes are shown, at most two a character, and none come. */
  if (n == 0) return ink->shown_bytes >= 2 * LEAST_EVIDENCE && ink->image_area <= 0;
  for (unsigned i = 0; i < n; i++) usual += is_usual(g_array_index(page->glyphs, Glyph, i).raw);
  return n >= LEAST_EVIDENCE && usual < READABLE_SHARE * n;
}

void quality_judge(Page *page, const Ink *ink) {
  bool pictured = ink->image_area >= PICTURE_SHARE * page->width * page->height && ink->image_area > 0;
  page->picture = page->glyphs->len <= FEW_GLYPHS && (pictured || ink->curves >= OUTLINED_CURVES);
  page->ocr = !page->picture && pictured && ink->unseen_bytes * 2 > ink->shown_bytes;
  page->unreadable = !page->picture && is_nonsense(page, ink);
}
