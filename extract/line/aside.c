/*
 *     首页 > 政务公开 > 年报                  nothing stands in the gutter over many rows, and there is text on both
 *     公开指南  |   2023年政府信息公开年报       sides of it: lines end at the gutter, though letters on both sides
 *     公开制度  |     2023年，全区共收到申请     stand at one height
 *     年报      |   十二件，……
 *        side      gutter  text
 *
 * Columns of an unruled table have gutters, too. Text is told from them by its lines: several that are long and full.
 */
#include "line/aside.h"

#include "base/fold.h"

#include <math.h>

/* In ems: a gutter is no narrower, and is looked for at steps of half of it. */
static const double GUTTER = 1.0;
enum { STEPS_MOST = 1000 }; /* what is wider than 500 ems is no page of text */
/* Rows on each side, and long lines on one: of so many Han characters, that end as close to the edge (in ems). */
enum { ROWS_MIN = 5, FULL_MIN = 3, LONG_HAN = 15 };
static const double FULL = 3;
/* A side column is no wider than this part of all, and its lines are no longer in Han characters. */
static const double SIDE_SHARE = 0.4;
enum { SIDE_HAN = 14 };

/* A stretch of the page that nothing crosses at x. */
typedef struct Gutter {
  double x, top, end;
  int score; /* rows on the side that has fewer */
} Gutter;

/* What stands on one side of a gutter. */
typedef struct Side {
  GPtrArray *lines; /* of Line, owned */
  double left, right;
  unsigned longest; /* Han characters of its longest line */
  unsigned words;   /* lines with any */
  int full;         /* long lines that end at its right edge */
} Side;

/* Where a glyph stands by a gutter: above its stretch, to its left, to its right, below. */
typedef enum Where { ABOVE, LEFT, RIGHT, BELOW } Where;

static int compare_tops(const void *a, const void *b) {
  const Glyph *p = *(const Glyph *const *)a, *q = *(const Glyph *const *)b;
  double x = box_middle_y(p->box), y = box_middle_y(q->box);
  return (x > y) - (x < y); /* glib's sort is stable */
}

/* Counts rows, seen from the top: a glyph further down than half of its size begins a new one. */
static void count_row(const Glyph *glyph, double em, double *last, int *rows) {
  if (box_middle_y(glyph->box) - *last <= em / 2) return;
  *last = box_middle_y(glyph->box);
  ++*rows;
}

/* The best stretch at x: `sorted` (of const Glyph) downwards. */
static void try_gutter(const GPtrArray *sorted, double x, double em, Gutter *best) {
  double half = GUTTER * em / 2, top = -HUGE_VAL, last_left = -HUGE_VAL, last_right = -HUGE_VAL;
  int left = 0, right = 0;
  for (unsigned i = 0; i <= sorted->len; i++) {
    const Glyph *glyph = i < sorted->len ? sorted->pdata[i] : NULL;
    bool crosses = glyph && glyph->box.x2 > x - half && glyph->box.x1 < x + half;
    if (glyph && !crosses) {
      if (glyph->box.x1 < x) count_row(glyph, em, &last_left, &left);
      else count_row(glyph, em, &last_right, &right);
      continue;
    }
    double end = glyph ? box_middle_y(glyph->box) - em / 2 : HUGE_VAL;
    if (MIN(left, right) > best->score) *best = (Gutter){x, top, end, MIN(left, right)};
    left = right = 0;
    top = glyph ? box_middle_y(glyph->box) + em / 2 : end;
    last_left = last_right = -HUGE_VAL;
  }
}

static Gutter find_gutter(const GPtrArray *sorted, double em) {
  Gutter best = {0};
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (unsigned i = 0; i < sorted->len; i++) {
    const Glyph *glyph = sorted->pdata[i];
    low = fmin(low, glyph->box.x1);
    high = fmax(high, glyph->box.x2);
  }
  const double step = GUTTER * em / 2, first = low + 3 * em, steps = (high - 3 * em - first) / step;
  for (int i = 0; i < steps && steps <= STEPS_MOST; i++) try_gutter(sorted, first + i * step, em, &best);
  return best;
}

static double usual_em(const Glyph *const *glyphs, unsigned n) {
  double sum = 0;
  unsigned han = 0;
  for (unsigned i = 0; i < n; i++) {
    if (!fold_is_han(glyphs[i]->folded)) continue;
    sum += glyph_em(glyphs[i], glyphs[i]->box);
    han++;
  }
  return han > 0 ? sum / han : 0;
}

static unsigned count_han(const Line *line) {
  unsigned han = 0;
  for (const char *p = line->text->utf8->str; *p; p = g_utf8_next_char(p)) han += fold_is_han(g_utf8_get_char(p));
  return han;
}

static GPtrArray *pick(const Glyph *const *glyphs, unsigned n, const Gutter *gutter, Where where) {
  GPtrArray *picked = g_ptr_array_new();
  for (unsigned i = 0; i < n; i++) {
    double y = box_middle_y(glyphs[i]->box);
    Where own = y < gutter->top ? ABOVE : y > gutter->end ? BELOW : glyphs[i]->box.x1 < gutter->x ? LEFT : RIGHT;
    if (own == where) g_ptr_array_add(picked, (gpointer)glyphs[i]);
  }
  return picked;
}

static Side read_side(const Glyph *const *glyphs, unsigned n, const Gutter *gutter, Where where) {
  g_autoptr(GPtrArray) picked = pick(glyphs, n, gutter, where);
  Side side = {.left = HUGE_VAL, .right = -HUGE_VAL};
  side.lines = line_build_turned((const Glyph *const *)picked->pdata, picked->len, TURN_RIGHT);
  for (unsigned i = 0; i < side.lines->len; i++) {
    const Line *line = side.lines->pdata[i];
    side.left = fmin(side.left, line->box.x1);
    side.right = fmax(side.right, line->box.x2);
    side.longest = MAX(side.longest, count_han(line));
    side.words += count_han(line) > 0;
  }
  for (unsigned i = 0; i < side.lines->len; i++) {
    const Line *line = side.lines->pdata[i];
    side.full += count_han(line) >= LONG_HAN && line->box.x2 > side.right - FULL * line->size;
  }
  return side;
}

static bool is_text(const Side *side) { return side->full >= FULL_MIN; }

/* Whether `side` is the narrow column beside `text`. */
static bool is_beside(const Side *side, const Side *text) {
  double all = fmax(side->right, text->right) - fmin(side->left, text->left);
  bool words = side->words * 2 >= side->lines->len; /* a column of figures is none */
  return is_text(text) && words && side->longest <= SIDE_HAN && side->right - side->left <= SIDE_SHARE * all;
}

static void mark_aside(const Side *side) {
  for (unsigned i = 0; i < side->lines->len; i++) ((Line *)side->lines->pdata[i])->aside = true;
}

GPtrArray *aside_lines(const Glyph *const *glyphs, unsigned n) {
  double em = usual_em(glyphs, n);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (unsigned i = 0; i < n; i++) g_ptr_array_add(sorted, (gpointer)glyphs[i]);
  g_ptr_array_sort(sorted, compare_tops);
  Gutter gutter = em > 0 ? find_gutter(sorted, em) : (Gutter){0};
  if (gutter.score < ROWS_MIN) return line_build_turned(glyphs, n, TURN_RIGHT);
  Side left = read_side(glyphs, n, &gutter, LEFT), right = read_side(glyphs, n, &gutter, RIGHT);
  bool left_aside = is_beside(&left, &right), right_aside = is_beside(&right, &left);
  if (!left_aside && !right_aside && !(is_text(&left) && is_text(&right))) {
    g_ptr_array_unref(left.lines);
    g_ptr_array_unref(right.lines);
    return line_build_turned(glyphs, n, TURN_RIGHT);
  }
  if (left_aside) mark_aside(&left);
  if (right_aside) mark_aside(&right);
  g_autoptr(GPtrArray) above = pick(glyphs, n, &gutter, ABOVE), below = pick(glyphs, n, &gutter, BELOW);
  GPtrArray *lines = line_build_turned((const Glyph *const *)above->pdata, above->len, TURN_RIGHT);
  g_ptr_array_extend_and_steal(lines, left.lines);
  g_ptr_array_extend_and_steal(lines, right.lines);
  g_ptr_array_extend_and_steal(lines, line_build_turned((const Glyph *const *)below->pdata, below->len, TURN_RIGHT));
  return lines;
}
