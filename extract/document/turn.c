/*
 * Nobody says which way a character was painted: there are only boxes. But the characters of a run come one after
 * the other, and the step from box to box tells:
 *
 *      right       down        down        up
 *     +-++-++-+    +--+     +-------+    +-------+
 *     |1||4||8|    |三|     |   1   |    |   8   |
 *     +-++-++-+    +--+     +-------+    +-------+
 *                  +--+     |   4   |    |   4   |
 *                  |本|     +-------+    +-------+
 *                  +--+     |   8   |    |   1   |
 *                 written   +-------+    +-------+
 *                            turned       turned
 *
 * A column of figures, one upright digit below the other, is no run that goes down: its steps are longer than its
 * characters are wide, where those of turned or vertically written text are at most as long.
 */
#include "document/turn.h"

#include "base/fold.h"

#include <math.h>

/* Of letters and digits, in ems: boxes are 1.17 (Times) to 1.45 (Noto) high; half an em is the width of a digit. */
static const double LETTER_HEIGHT = 1.2, LETTER_WIDTH = 0.5;
/* Of the height of its box: digits between these are set half as wide as a Han character; Type 3 fonts call wide ones so
   high that they are narrower still. */
static const double NARROW_DIGIT = 0.4, WIDE_DIGIT = 0.6;
/* No print is higher than this, in ems. */
static const double HEIGHT_MAX = 1.5;
/* How far two characters of a run may overlap, and how far apart they may stand (justified, a blank between), in
   parts of their height across the run. */
static const double OVERLAP_MAX = 0.3, GAP_MAX = 0.6;
/* The step of turned or vertically written text is at most the width of its box; a little more for rounding. */
static const double STEP_MAX = 1.15;
/* How much of the smaller of two neighbours must lie beside the other: upright ones may sit higher and lower; of
   turned ones more is asked, for letters on a diagonal overlap by half. */
static const double BESIDE = 0.5, BESIDE_TURNED = 0.7;
/* Steps from which on a run is believed against the rest of its page: two stacked characters are chance. */
enum { RUN_STEPS = 2 };

Box turn_box(Box box, Turn turn) {
  switch (turn) {
  case TURN_DOWN: return (Box){box.y1, -box.x2, box.y2, -box.x1};
  case TURN_LEFT: return (Box){-box.x2, -box.y2, -box.x1, -box.y1};
  case TURN_UP: return (Box){-box.y2, box.x1, -box.y1, box.x2};
  case TURN_RIGHT:
  case TURN_COUNT: break;
  }
  return box;
}

Box turn_back(Box box, Turn turn) {
  switch (turn) {
  case TURN_DOWN: return turn_box(box, TURN_UP);
  case TURN_UP: return turn_box(box, TURN_DOWN);
  case TURN_RIGHT:
  case TURN_LEFT:
  case TURN_COUNT: break;
  }
  return turn_box(box, turn);
}

double glyph_em(const Glyph *glyph, Box box) {
  /* the brackets and stops of Chinese, and the digits that are set as wide as they: poppler gives the codes of wide
     digits to the narrow ones of fonts that are not in the file, too */
  const double shape = box_width(box) / box_height(box);
  bool narrow = glyph->folded < 0x80 && shape > NARROW_DIGIT && shape < WIDE_DIGIT;
  bool full_width = fold_is_han(glyph->folded) || (glyph->raw >= 0x3000 && !narrow);
  if (full_width) return fmin(box_height(box), box_width(box));
  return fmin(box_height(box) / LETTER_HEIGHT, box_width(box) / LETTER_WIDTH);
}

Box glyph_box(const Glyph *glyph, Turn turn) {
  Box box = turn_box(glyph->box, turn);
  double height = HEIGHT_MAX * glyph_em(glyph, box), middle = box_middle_y(box);
  if (box_height(box) > height) {
    box.y1 = middle - height / 2;
    box.y2 = middle + height / 2;
  }
  return box;
}

/* Whether b follows a, both seen with the run going to the right. */
static bool is_step(Box a, Box b, bool upright) {
  double height = fmin(box_height(a), box_height(b)), gap = b.x1 - a.x2;
  if (fmin(a.y2, b.y2) - fmax(a.y1, b.y1) < (upright ? BESIDE : BESIDE_TURNED) * height) return false;
  if (gap < -OVERLAP_MAX * height || gap > GAP_MAX * height) return false;
  return upright || box_middle_x(b) - box_middle_x(a) <= STEP_MAX * height;
}

/* The way of the step from a to b; TURN_COUNT when they are no neighbours. */
static Turn step_turn(const Glyph *a, const Glyph *b) {
  for (Turn turn = TURN_RIGHT; turn < TURN_COUNT; turn++)
    if (is_step(turn_box(a->box, turn), turn_box(b->box, turn), turn == TURN_RIGHT || turn == TURN_LEFT)) return turn;
  return TURN_COUNT;
}

/* The end of the run that begins at `first`, and its way. */
static unsigned run_end(const Glyph *const *glyphs, unsigned n, unsigned first, Turn *ret_turn) {
  unsigned end = first + 1;
  *ret_turn = end < n ? step_turn(glyphs[first], glyphs[end]) : TURN_COUNT;
  if (*ret_turn == TURN_COUNT) return end;
  while (end < n && step_turn(glyphs[end - 1], glyphs[end]) == *ret_turn) end++;
  return end;
}

Turn turn_of(const Glyph *const *glyphs, unsigned n) {
  unsigned steps[TURN_COUNT + 1] = {0};
  for (unsigned first = 0, end; first < n; first = end) {
    Turn turn;
    end = run_end(glyphs, n, first, &turn);
    steps[turn] += end - first - 1;
  }
  Turn most = TURN_RIGHT;
  for (Turn turn = TURN_RIGHT; turn < TURN_COUNT; turn++)
    if (steps[turn] > steps[most]) most = turn;
  return most;
}

Turn turn_of_page(const Page *page) {
  g_autoptr(GPtrArray) glyphs = page_glyphs(page);
  return turn_of((const Glyph *const *)glyphs->pdata, glyphs->len);
}

/* Whether a run is a column of a table, set closely: the same unit again and again, or figures. No text is like that. */
static bool is_column(const Glyph *const *glyphs, unsigned n) {
  unsigned same = 0;
  for (unsigned i = 1; i < n; i++) {
    gunichar a = glyphs[i - 1]->folded, b = glyphs[i]->folded;
    same += a == b || (g_unichar_isdigit(a) && g_unichar_isdigit(b));
  }
  return 2 * same >= n - 1;
}

void turn_each(const Glyph *const *glyphs, unsigned n, Turn most, Turn *ret_turns) {
  for (unsigned first = 0, end; first < n; first = end) {
    Turn turn;
    end = run_end(glyphs, n, first, &turn);
    bool upright = turn == TURN_RIGHT || turn == TURN_LEFT;
    bool run = end - first > RUN_STEPS && (upright || !is_column(glyphs + first, end - first));
    for (unsigned i = first; i < end; i++) ret_turns[i] = run ? turn : most;
  }
}
