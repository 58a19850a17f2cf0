/*
 * Which characters stand in which cell.
 *
 *     |   259   |148954321|     A run of characters without a gap (a word, a number) is never torn by a wall that goes
 *     |  1489|1567  |           through a character: it overflows its cell, and belongs where its middle is. Where
 *     |本年新|本年新|           the wall goes between two characters, they are two texts whose cells are full - but
 *                               digits that touch are one number, wall or not.
 */
#include "base/fold.h"
#include "base/median.h"
#include "table/table_sheet.h"

#include <math.h>
#include <string.h>

/* In ems. Characters of a run stand nearer than this; digits of one number nearer than this. */
static const double RUN_GAP = 0.1, DIGITS_GAP = 0.03;
/* Middles of a run's characters differ by less than this part of their height. */
static const double SAME_LINE = 0.3;
/* A wall that goes so far into a character, of its width, cuts it. */
static const double CUT = 0.25;
/* So far below a table that the page's end cut the text of a cell may run on. */
static const double RUN_ON = 3;
/* A character so much larger than the others is a watermark over the table; so much, if its cell is not as high. */
static const double LARGER_THAN_TEXT = 2.5, LARGER_THAN_CELL = 1.5;
/* A digit so much higher than those of the table belongs to a watermark. */
static const double LARGER_THAN_DIGITS = 1.5;
/* Gaps between the digits of a justified number differ by less than this part of a digit's width. */
static const double EVEN = 0.5;
/* Those typed apart are no larger, of a digit's width; those justified leave no more at the walls, of the gaps. */
static const double TYPED_APART = 2, FLUSH = 0.45;

/* A piece while it is filled. */
typedef struct Filling {
  Piece *piece;
  Sheet *sheet;
  const int *owner;
  double em, digit_height;
  GPtrArray *glyphs; /* a GPtrArray of const Glyph for each cell */
} Filling;

/* The cell at the middle of a box; -1 outside of the grid. */
static int find_cell(const Filling *filling, Box box) {
  const Table *table = filling->piece->table;
  int column = edge_find(filling->piece->xs, box_middle_x(box)), row = edge_find(filling->piece->ys, box_middle_y(box));
  if (column < 0 || column >= table->columns || row < 0 || row >= table->rows) return -1;
  return filling->owner[row * table->columns + column];
}

static bool is_digit(const Mark *mark) { return fold_is_digit(mark->glyph->folded); }

static bool is_run(const Mark *a, const Mark *b, double em) {
  double height = fmin(box_height(a->box), box_height(b->box));
  return fabs(b->box.x1 - a->box.x2) <= RUN_GAP * em && b->state == MARK_FREE &&
         fabs(box_middle_y(a->box) - box_middle_y(b->box)) <= SAME_LINE * height;
}

/* Where the print of a character ends: poppler lets its box end where the next of its word begins. Digits are all as
   wide as the narrower, full-width characters as those of the table. */
static double print_end(const Filling *filling, const Mark *mark, const Mark *next) {
  bool wide = mark->glyph->raw >= 0x3000, told = wide || (is_digit(mark) && is_digit(next));
  double width = wide ? filling->em : fmin(box_width(mark->box), box_width(next->box));
  return told ? fmin(mark->box.x2, mark->box.x1 + width) : mark->box.x2;
}

/* Whether a run ends between two of its characters, because a wall parts them. */
static bool is_parted(const Filling *filling, const Mark *a, const Mark *b) {
  int left = find_cell(filling, a->box), right = find_cell(filling, b->box);
  if (left == right || left < 0 || right < 0) return false;
  const Cell *cell = g_ptr_array_index(filling->piece->table->cells, (unsigned)left);
  double end = print_end(filling, a, b);
  double into_a = end - cell->box.x2, into_b = cell->box.x2 - b->box.x1;
  if (into_a > CUT * (end - a->box.x1) || into_b > CUT * box_width(b->box)) return false;
  return !is_digit(a) || !is_digit(b) || b->box.x1 - end > DIGITS_GAP * filling->em;
}

/* What its font says, whatever its width. */
static double font_height(const Filling *filling, const Mark *mark) {
  return box_height(turn_box(mark->glyph->box, filling->sheet->turn));
}

/* Of what is no letter, the width: a dash or a quotation mark is as wide as a Han character, or narrower. */
static double size_in_table(const Mark *mark) {
  double em = glyph_em(mark->glyph, mark->box);
  return mark->glyph->folded < 0x80 ? em : fmin(em, box_width(mark->box));
}

/* Of a digit the height is asked: letter-spacing makes its box as wide as it likes. */
static bool is_watermark(const Filling *filling, const Mark *mark, const Cell *cell) {
  if (is_digit(mark) && font_height(filling, mark) <= LARGER_THAN_DIGITS * filling->digit_height) return false;
  double room = filling->piece->table->ruled ? box_height(cell->box) : HUGE_VAL; /* else it was drawn around its text */
  double usual = LARGER_THAN_CELL * filling->em; /* which a row that clips its text is lower than */
  return size_in_table(mark) > fmin(LARGER_THAN_TEXT * filling->em, fmax(room, usual));
}

/* The middle height of the boxes of the digits in the table; 0 when it has none. */
static double find_digit_height(const Filling *filling) {
  g_autofree double *heights = g_new(double, filling->sheet->marks->len);
  unsigned n = 0;
  for (unsigned i = 0; i < filling->sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(filling->sheet->marks, Mark, i);
    if (is_digit(mark) && box_holds(filling->piece->table->box, mark->box)) heights[n++] = font_height(filling, mark);
  }
  return median(heights, n, 0);
}

/* Gives marks first..end, a run, to the cell at its middle. */
static void take_run(const Filling *filling, unsigned first, unsigned end) {
  Mark *marks = &g_array_index(filling->sheet->marks, Mark, first);
  Box box = marks[0].box;
  for (unsigned i = 1; i < end - first; i++) box = box_union(box, marks[i].box);
  int at = find_cell(filling, box);
  if (at < 0) return;
  const Cell *cell = g_ptr_array_index(filling->piece->table->cells, (unsigned)at);
  for (unsigned i = 0; i < end - first; i++) {
    if (is_watermark(filling, &marks[i], cell)) continue;
    marks[i].state = MARK_TABLE;
    g_ptr_array_add(filling->piece->marks, &marks[i]);
    g_ptr_array_add(g_ptr_array_index(filling->glyphs, (unsigned)at), (gpointer)marks[i].glyph);
  }
}

/* Whether a text is digits one by one, each with a blank before the next, that could be one number: 1 5 2 0 6. */
static bool is_spread_number(const Text *text) {
  const char *at = text->utf8->str, *digits = at;
  bool point = false;
  for (; *at != '\0'; at++) {
    if (*at == ' ') continue;
    if (*at != '.' && !g_ascii_isdigit(*at)) return false;
    if (*at == '.' && (point || at == digits || at[1] == '\0')) return false;
    bool beside = at > digits && at[-1] != ' ';
    if (beside && !point && *at != '.' && at[-1] != '.') return false;
    point = point || *at == '.';
  }
  return at > digits && (digits[0] != '0' || digits[1 + (digits[1] == ' ')] == '.');
}

/* Whether all characters stand as far from the next, and near, or from wall to wall. */
static bool is_even(const Cell *cell) {
  const Text *text = cell->text;
  double least = HUGE_VAL, most = 0, width = 0, before = 0;
  const Glyph *last = NULL;
  for (unsigned i = 0; i < text->glyphs->len; i++) {
    const Glyph *glyph = g_ptr_array_index(text->glyphs, i);
    if (glyph == NULL) continue;
    double gap = last == NULL ? 0 : glyph->box.x1 - last->box.x2;
    if (last != NULL) least = fmin(least, gap);
    else before = glyph->box.x1 - cell->box.x1;
    most = fmax(most, gap);
    width = fmax(width, fmin(box_width(glyph->box), box_height(glyph->box)));
    last = glyph;
  }
  bool whole = last != NULL && fmax(before, cell->box.x2 - last->box.x2) <= FLUSH * most;
  return most - least <= EVEN * width && (most <= TYPED_APART * width || whole);
}

/*
 * Digits that were justified to the width of their cell, or typed apart, are one number when walls on both sides say
 * that the cell is one: 1 2 in a row whose wall is missing may be two figures, and so may 0 0.
 */
static void close_up_digits(Cell *cell) {
  Text *text = cell->text;
  bool spread = cell->column_span == 1 && strchr(text->utf8->str, ' ') != NULL && is_spread_number(text);
  if (!spread || text_is_wrapped(text, 0, text->utf8->len) || !is_even(cell)) return;
  Text *closed = text_new();
  for (unsigned i = 0; i < text->glyphs->len; i++)
    if (text->glyphs->pdata[i] != NULL) text_append_glyph(closed, text->glyphs->pdata[i]);
  text_free(text);
  cell->text = closed;
}

void cells_fill(Piece *piece, Sheet *sheet, const int *owner, double em) {
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (unsigned i = 0; i < piece->table->cells->len; i++) g_ptr_array_add(glyphs, g_ptr_array_new());
  Filling filling = {piece, sheet, owner, em, 0, glyphs};
  filling.digit_height = find_digit_height(&filling);
  const Mark *marks = (const Mark *)(const void *)sheet->marks->data;
  for (unsigned first = 0, end; first < sheet->marks->len; first = end) {
    end = first + 1;
    if (marks[first].state != MARK_FREE || find_cell(&filling, marks[first].box) < 0) continue;
    while (end < sheet->marks->len && is_run(&marks[end - 1], &marks[end], em) &&
           !is_parted(&filling, &marks[end - 1], &marks[end]))
      end++;
    take_run(&filling, first, end);
  }
  for (unsigned i = 0; i < piece->table->cells->len; i++) {
    Cell *cell = g_ptr_array_index(piece->table->cells, i);
    cell_read(cell, sheet, g_ptr_array_index(glyphs, i));
    if (piece->table->ruled && sheet->turn == TURN_RIGHT) close_up_digits(cell);
  }
}

/* Whether a free mark below the piece stands in a column that the page's end left open. */
static bool runs_on(const Piece *piece, const Mark *mark) {
  int column = edge_find(piece->xs, box_middle_x(mark->box));
  if (column < 0 || column >= piece->table->columns || piece->below[column]) return false;
  return mark->box.x1 >= edge_at(piece->xs, column) && mark->box.x2 <= edge_at(piece->xs, column + 1) &&
         box_middle_y(mark->box) <= piece->end + RUN_ON * piece->sheet->em;
}

void piece_run_on(Piece *piece) {
  GArray *marks = piece->sheet->marks;
  g_autoptr(GPtrArray) found = g_ptr_array_new(), glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < marks->len; i++) {
    Mark *mark = &g_array_index(marks, Mark, i);
    if (mark->state != MARK_FREE || box_middle_y(mark->box) <= piece->end) continue;
    if (!runs_on(piece, mark)) return; /* what stands below is no part of the table */
    g_ptr_array_add(found, mark);
  }
  for (unsigned i = 0; i < piece->table->cells->len && found->len > 0; i++) {
    Cell *cell = g_ptr_array_index(piece->table->cells, i);
    if (cell->row + cell->row_span != piece->table->rows) continue;
    g_ptr_array_set_size(glyphs, 0);
    for (unsigned k = 0; k < found->len; k++) {
      Mark *mark = g_ptr_array_index(found, k);
      double x = box_middle_x(mark->box);
      if (x <= cell->box.x1 || x > cell->box.x2) continue;
      mark->state = MARK_TABLE;
      g_ptr_array_add(piece->marks, mark);
      g_ptr_array_add(glyphs, (gpointer)mark->glyph);
    }
    cell_read(cell, piece->sheet, glyphs);
  }
}
