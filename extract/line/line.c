/*
 * Lines from boxes alone: neither the order of the characters in the file nor the blanks in it say anything.
 *
 *     +--++--+      +--+ 2      Characters whose middles lie on one height, within a part of their own height, make
 *   - |收|| 到| - - |1 | - -    a line (1). What stands higher or lower - a superscript, digits of a font that sits
 *     +--++--+      +--+        otherwise - joins the line whose characters it touches (2). A character of a very
 *                               different size joins nothing: letters of a watermark stay scattered.
 *
 * Within the line, from left to right, a character that was struck twice is kept once, and blanks are told from the
 * gaps (3): there is none beside a Chinese character, however widely the line is justified, and between two digits
 * only where the gap is wider than the other gaps of the line.
 *
 * Text that runs downwards or upwards is seen from the side from which it runs to the right (turn.h).
 */
#include "line/line.h"

#include "base/median.h"
#include "line/line_item.h"

#include <math.h>

/* (1) Middles within this part of the smaller height are one line. A label wrapped over two lines with its figure
   centred beside them stands half a line off: this must be less. */
static const double SAME_LINE = 0.3;
/* A line mixes sizes, 10 and 16 points, but not a text and the letters of a watermark over it. */
static const double SIZE_RATIO = 0.5;
/* Digits whose box is as high as their ink stand beside Han whose font says that it is half as high again as it is. */
static const double WORD_RATIO = 0.4;
/* (2) How near a shifted word must stand to the characters of its line, and how much of it between their top and
   bottom, in parts of the lower one's height. */
static const double TOUCH_GAP = 0.35, TOUCH_SHARE = 0.45;
/* Twice the same character, more than this part of its width over itself, is bold made by striking twice. */
static const double STRUCK_TWICE = 0.4;
/* Two different characters do not stand in one place. Where they share more than this part of the smaller's width,
   the one further off the middle of the line, by this part of its height at least, is none of it. */
static const double OVERLAID = 0.4, OVERLAID_OFF = 0.1;
/* (3) Gaps in parts of a narrow character's width (half an em). A blank is a quarter to a half of an em wide;
   kerning far less. Wider than a whole em is never letter-spacing. */
static const double BLANK_MIN = 0.4, LETTER_SPACING_MAX = 1.0;
/* A gap of letter-spacing is at most so much wider than the line's middle gap. */
static const double LETTER_SPACING_RATIO = 1.5;
/* Lines that can be open side by side while sweeping down: a mixed-size line and its neighbours. A bound. */
enum { OPEN_LINES = 8 };

/* A line in the making. */
typedef struct Row {
  double middle, height; /* mean so far, largest so far */
  GArray *items;         /* of Item */
} Row;

void line_free(Line *line) {
  if (line == NULL) return;
  text_free(line->text);
  g_free(line);
}

static void row_free(gpointer data) {
  Row *row = data;
  g_array_unref(row->items);
  g_free(row);
}

static void row_add(Row *row, const Item *item) {
  double n = row->items->len;
  row->middle = (row->middle * n + box_middle_y(item->box)) / (n + 1);
  row->height = fmax(row->height, box_height(item->box));
  g_array_append_val(row->items, *item);
}

static Row *row_new(const Item *item) {
  Row *row = g_new0(Row, 1);
  row->items = g_array_new(FALSE, FALSE, sizeof(Item));
  row_add(row, item);
  return row;
}

/* Boxes may coincide: the place of the glyph in its page makes the order certain. */
static int compare_down(const void *a, const void *b) {
  const Item *p = a, *q = b;
  int order = compare_double(box_middle_y(p->box), box_middle_y(q->box));
  if (order == 0) order = compare_double(p->box.x1, q->box.x1);
  return order != 0 ? order : (p->glyph > q->glyph) - (p->glyph < q->glyph);
}

static int compare_across(const void *a, const void *b) {
  const Item *p = a, *q = b;
  int order = compare_double(p->box.x1, q->box.x1);
  if (order == 0) order = compare_double(p->box.y1, q->box.y1);
  return order != 0 ? order : (p->glyph > q->glyph) - (p->glyph < q->glyph);
}

/* Most rows come in order, as they were written. */
static void sort_across(GArray *items) {
  const Item *item = (const Item *)(const void *)items->data;
  unsigned n = items->len, sorted = 1;
  while (sorted < n && compare_across(&item[sorted - 1], &item[sorted]) <= 0) sorted++;
  if (sorted < n) g_array_sort(items, compare_across);
}

/* Step (1), items sorted downwards. */
static GPtrArray *gather_rows(const GArray *items) {
  GPtrArray *rows = g_ptr_array_new_with_free_func(row_free);
  for (unsigned i = 0; i < items->len; i++) {
    const Item *item = &g_array_index(items, Item, i);
    Row *best = NULL;
    double best_distance = SAME_LINE;
    for (unsigned back = 1; back <= MIN(rows->len, OPEN_LINES); back++) {
      Row *row = g_ptr_array_index(rows, rows->len - back);
      double small = fmin(row->height, box_height(item->box)), large = fmax(row->height, box_height(item->box));
      double distance = fabs(box_middle_y(item->box) - row->middle) / fmax(small, 1e-3);
      if (small < SIZE_RATIO * large || distance > best_distance) continue;
      best = row;
      best_distance = distance;
    }
    if (best != NULL) row_add(best, item);
    else g_ptr_array_add(rows, row_new(item));
  }
  for (unsigned i = 0; i < rows->len; i++) sort_across(((Row *)g_ptr_array_index(rows, i))->items);
  return rows;
}

/* The one of two neighbours that is painted over the line but does not belong to it; NULL when both do. */
static const Item *find_overlaid(const Row *row, const Item *a, const Item *b) {
  double shared = fmin(a->box.x2, b->box.x2) - b->box.x1;
  if (a->glyph->folded == b->glyph->folded) return NULL;
  if (shared <= OVERLAID * fmin(box_width(a->box), box_width(b->box))) return NULL;
  double off_a = fabs(box_middle_y(a->box) - row->middle), off_b = fabs(box_middle_y(b->box) - row->middle);
  if (fabs(off_a - off_b) < OVERLAID_OFF * row->height) return NULL;
  return off_a > off_b ? a : b;
}

/* Moves an item behind the first `kept` of its row, which fit each other; what is painted over the line goes to a row
   of its own. How many are kept now. */
static unsigned keep_fitting(Row *row, unsigned kept, const Item *item, GPtrArray *rows) {
  for (; kept > 0; kept--) {
    const Item *overlaid = find_overlaid(row, &g_array_index(row->items, Item, kept - 1), item);
    if (overlaid == NULL) break;
    g_ptr_array_add(rows, row_new(overlaid));
    if (overlaid == item) return kept;
  }
  g_array_index(row->items, Item, kept) = *item;
  return kept + 1;
}

/* Takes what is painted over the lines - a watermark of the size of the text - out of them. */
static void part_overlaid(GPtrArray *rows) {
  for (unsigned i = 0, n = rows->len; i < n; i++) {
    Row *row = g_ptr_array_index(rows, i);
    unsigned kept = 0;
    for (unsigned k = 0; k < row->items->len; k++)
      kept = keep_fitting(row, kept, &g_array_index(row->items, Item, k), rows);
    g_array_set_size(row->items, kept);
  }
}

/* The first item of the row that begins right of `x`. */
static unsigned row_find(const Row *row, double x) {
  unsigned low = 0, high = row->items->len;
  while (low < high) {
    unsigned middle = low + (high - low) / 2;
    if (g_array_index(row->items, Item, middle).box.x1 > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

/* Whether the box stands right before or after a character of the row, at its height, and over none of them. */
static bool touches(const Row *row, Box box) {
  unsigned next = row_find(row, box_middle_x(box));
  double height = box_height(box);
  bool touching = false;
  for (unsigned i = next > 0 ? next - 1 : 0; i < MIN(next + 1, row->items->len); i++) {
    Box other = g_array_index(row->items, Item, i).box;
    double gap = fmax(other.x1 - box.x2, box.x1 - other.x2);
    double share = fmin(other.y2, box.y2) - fmax(other.y1, box.y1);
    if (gap < -TOUCH_GAP * height) return false;
    if (gap <= TOUCH_GAP * height && share >= TOUCH_SHARE * fmin(height, box_height(other))) touching = true;
  }
  return touching;
}

/* A row this short beside one that is no shorter may be a superscript or a few digits of another font; no line is this
   long. */
enum { SHORT_ROW = 40, LONGEST_ROW = 1000 };

/* Step (2): the words of a short row, each moved over to the row beside it that it touches. */
static void move_words(Row *row, GPtrArray *rows, unsigned at) {
  g_autoptr(GArray) items = g_steal_pointer(&row->items);
  row->items = g_array_new(FALSE, FALSE, sizeof(Item));
  for (unsigned first = 0, end; first < items->len; first = end) {
    Box word = g_array_index(items, Item, first).box;
    for (end = first + 1; end < items->len; end++) {
      Box next = g_array_index(items, Item, end).box;
      if (next.x1 - word.x2 > TOUCH_GAP * box_height(next)) break;
      word = box_union(word, next);
    }
    Row *target = row;
    for (unsigned i = at >= 2 ? at - 2 : 0; i < MIN(at + 3, rows->len) && target == row; i++) {
      Row *other = g_ptr_array_index(rows, i);
      bool no_shorter = other->items->len >= items->len && other->items->len < LONGEST_ROW;
      bool alike = box_height(word) >= WORD_RATIO * other->height;
      if (i != at && no_shorter && alike && touches(other, word)) target = other;
    }
    g_array_append_vals(target->items, &g_array_index(items, Item, first), end - first);
    if (target != row) sort_across(target->items);
  }
}

static void join_rows(GPtrArray *rows) {
  for (unsigned i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index(rows, i);
    if (row->items->len > 0 && row->items->len <= SHORT_ROW) move_words(row, rows, i);
  }
}

static bool is_narrow(const Glyph *glyph) {
  gunichar c = glyph->folded;
  return c > ' ' && (c < 0x7F || (g_unichar_isalnum(c) && c < 0x2E80 && !g_unichar_iswide(c)));
}

static double gap_between(const Item *a, const Item *b) { return b->box.x1 - a->box.x2; }

/* What a gap of the row is measured by. */
typedef struct Spacing {
  double width; /* of a narrow character */
  double gap;   /* the middle one; 0 when there are too few to tell letter-spacing */
} Spacing;

/* Fewer gaps than this tell nothing of the spacing of a line: "1 2" may well be two figures. */
enum { GAPS_TO_TELL = 3 };

static Spacing row_spacing(const Item *items, unsigned n) {
  g_autofree double *values = g_new(double, n);
  unsigned narrow = 0;
  for (unsigned i = 0; i < n; i++)
    if (is_narrow(items[i].glyph)) values[narrow++] = box_width(items[i].box);
  Spacing spacing = {median(values, narrow, 0), 0};
  if (narrow == 0 || n <= GAPS_TO_TELL) return spacing; /* blanks stand between narrow ones only */
  for (unsigned i = 1; i < n; i++) values[i - 1] = gap_between(&items[i - 1], &items[i]);
  spacing.gap = median(values, n - 1, 0);
  return spacing;
}

/* Step (3). */
static bool is_blank_between(const Item *a, const Item *b, Spacing spacing) {
  if (!is_narrow(a->glyph) || !is_narrow(b->glyph)) return false;
  double gap = gap_between(a, b);
  if (gap < BLANK_MIN * spacing.width) return false;
  return gap > LETTER_SPACING_MAX * spacing.width || gap > LETTER_SPACING_RATIO * spacing.gap;
}

static bool is_struck_twice(const Item *a, const Item *b) {
  if (a->glyph->folded != b->glyph->folded) return false;
  return a->box.x2 - b->box.x1 > STRUCK_TWICE * fmin(box_width(a->box), box_width(b->box));
}

/* Characters struck twice out of step stand in between each other: W W I I. */
enum { STRUCK_APART = 3 };

static unsigned strike_once(Item *items, unsigned n) {
  unsigned kept = 0;
  for (unsigned i = 0; i < n; i++) {
    bool again = false;
    for (unsigned back = 1; back <= MIN(kept, STRUCK_APART) && !again; back++)
      again = is_struck_twice(&items[kept - back], &items[i]);
    if (!again) items[kept++] = items[i];
  }
  return kept;
}

static Line *row_line(Row *row, Turn turn) {
  Item *item = (Item *)(void *)row->items->data;
  unsigned n = strike_once(item, row->items->len);
  g_autofree double *heights = g_new(double, n);
  Spacing spacing = row_spacing(item, n);
  Line *line = g_new0(Line, 1);
  line->page = item->glyph->page;
  line->box = item->glyph->box;
  line->vertical = turn == TURN_DOWN || turn == TURN_UP;
  line->text = text_new();
  for (unsigned i = 0; i < n; i++, item++) {
    heights[i] = box_height(item->box);
    if (i > 0 && is_blank_between(item - 1, item, spacing)) text_append_space(line->text);
    text_append_glyph(line->text, item->glyph);
    line->box = box_union(line->box, item->glyph->box);
  }
  line->size = median(heights, n, 0);
  return line;
}

/* A line while its place among the others is sought, as seen when most of the text runs to the right. */
typedef struct Placed {
  Line *line;
  Box box;
  double down, across;
} Placed;

static int compare_placed(const void *a, const void *b) {
  const Placed *p = a, *q = b;
  int order = compare_double(p->down, q->down);
  return order != 0 ? order : compare_double(p->across, q->across);
}

/* Lines that run across the rest stand together, in their own order, where the topmost of them begins. */
static Placed place_line(Line *line, const Row *row, Turn turn, Turn most, const Placed *last) {
  Placed place = {line, turn_box(line->box, most), row->middle, 0};
  place.across = place.box.x1;
  if (turn == most) return place;
  bool beside = last != NULL && last->box.y1 < place.box.y2 && place.box.y1 < last->box.y2;
  place.down = beside ? last->down : place.box.y1;
  if (beside) place.across = last->across + 1;
  return place;
}

/* Adds the lines of the glyphs that run that way. */
static void build_turned(const Glyph *const *glyphs, const Turn *turns, unsigned n, Turn turn, Turn most,
                         GArray *placed) {
  g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(Item));
  for (unsigned i = 0; i < n; i++) {
    if (turns[i] != turn || glyphs[i]->folded == 0) continue;
    Item item = {glyphs[i], turn_box(glyphs[i]->box, turn)};
    g_array_append_val(items, item);
  }
  if (items->len == 0) return;
  items_tame(items);
  g_array_sort(items, compare_down);
  g_autoptr(GPtrArray) rows = gather_rows(items);
  part_overlaid(rows);
  join_rows(rows);
  Placed last = {0};
  for (unsigned i = 0; i < rows->len; i++) {
    Row *row = g_ptr_array_index(rows, i);
    if (row->items->len == 0) continue;
    last = place_line(row_line(row, turn), row, turn, most, last.line != NULL ? &last : NULL);
    g_array_append_val(placed, last);
  }
}

GPtrArray *line_build(const Glyph *const *glyphs, unsigned n) {
  return line_build_turned(glyphs, n, turn_of(glyphs, n));
}

GPtrArray *line_build_turned(const Glyph *const *glyphs, unsigned n, Turn most) {
  g_autofree Turn *turns = g_new(Turn, n);
  turn_each(glyphs, n, most, turns);
  g_autoptr(GArray) placed = g_array_new(FALSE, FALSE, sizeof(Placed));
  for (Turn turn = TURN_RIGHT; turn < TURN_COUNT; turn++) build_turned(glyphs, turns, n, turn, most, placed);
  g_array_sort(placed, compare_placed);
  GPtrArray *lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  for (unsigned i = 0; i < placed->len; i++) g_ptr_array_add(lines, g_array_index(placed, Placed, i).line);
  return lines;
}

void line_print(const Line *line, GString *out) {
  const double at[] = {line->box.x1, line->box.y1, line->box.x2, line->box.y2};
  g_string_append_printf(out, "%d", line->page);
  for (unsigned i = 0; i < G_N_ELEMENTS(at); i++) {
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, " %s", g_ascii_formatd(number, sizeof number, "%.2f", at[i]));
  }
  g_string_append_printf(out, " %s%s\n", line->vertical ? "vertical " : "", line->text->utf8->str);
}
