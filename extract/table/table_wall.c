/*
 * Walls that a maker left out: between figures only, or below each label only.
 *
 *     |        | 商业企业 | 科研机构 | 总计 |       A cell that holds several figures is as many cells: where the head over
 *     +--------+--------+---------+------+       it has a wall, or the label beside it, and each figure stands for
 *     | 予以公开 |    3        0         3  |       itself between such walls. Else it stays what it is.
 */
#include "table/table_grid.h"
#include "table/table_strip.h"

#include <string.h>

/* In ems: how far a figure may reach over a wall that was not painted. */
static const double OVERHANG = 0.2;

/* So many figures in one cell tell that it is several. */
enum { SEVERAL = 2 };
/* Lines of a wrapped figure. */
enum { WRAPPED_MAX = 2 };
/* Columns of a grid. A bound. */
enum { COLUMNS_MAX = 200 };

/* A cell, and where it may be parted. */
typedef struct Parting {
  const Grid *grid;
  const Piece *piece;
  const Cell *cell;
  GArray *xs, *ys; /* of double: its sides, and the walls between */
} Parting;

/* Whether a cell holds words, or anything but what figures are made of. */
static bool has_words(const Piece *piece, const Cell *cell) {
  for (unsigned i = 0; i < piece->sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(piece->sheet->marks, Mark, i);
    if (mark->state == MARK_FREE && mark->glyph->folded >= 0x2E80 && box_holds(cell->box, mark->box)) return true;
  }
  return false;
}

static const Cell *cell_at(const Grid *grid, const Piece *piece, int row, int column) {
  return g_ptr_array_index(piece->table->cells, (unsigned)grid->owner[row * grid->columns + column]);
}

/* Whether the nearest cells above that say something are parted left of a column. */
static bool is_parted_above(const Parting *parting, int column) {
  for (int r = parting->cell->row - 1; r >= 0; r--) {
    if (has_words(parting->piece, cell_at(parting->grid, parting->piece, r, column)))
      return *grid_left(parting->grid, r, column);
  }
  return false;
}

/* Whether the nearest cells on the left that say something are parted above a row. */
static bool is_parted_beside(const Parting *parting, int row) {
  for (int c = parting->cell->column - 1; c >= 0; c--) {
    if (has_words(parting->piece, cell_at(parting->grid, parting->piece, row, c)))
      return *grid_top(parting->grid, row, c);
  }
  return false;
}

/* Fills in where the cell may be parted; false when nowhere. */
static bool find_parts(Parting *parting) {
  const Cell *cell = parting->cell;
  const Piece *piece = parting->piece;
  for (int c = cell->column; c <= cell->column + cell->column_span; c++) {
    bool side = c == cell->column || c == cell->column + cell->column_span;
    if (side || is_parted_above(parting, c))
      g_array_append_val(parting->xs, g_array_index(piece->xs, double, (unsigned)c));
  }
  for (int r = cell->row; r <= cell->row + cell->row_span; r++) {
    bool side = r == cell->row || r == cell->row + cell->row_span;
    if (side || is_parted_beside(parting, r))
      g_array_append_val(parting->ys, g_array_index(piece->ys, double, (unsigned)r));
  }
  return parting->xs->len > 2 || parting->ys->len > 2;
}

/* How many figures the cell holds, each between walls of its own; -1 when it holds anything else. */
static int count_figures(const Parting *parting) {
  const Sheet *sheet = parting->piece->sheet;
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    if (mark->state == MARK_FREE && box_holds(parting->cell->box, mark->box))
      g_ptr_array_add(glyphs, (gpointer)mark->glyph);
  }
  g_autoptr(GPtrArray) strips = strips_of(glyphs, sheet->turn);
  unsigned columns = parting->xs->len - 1, parts = columns * (parting->ys->len - 1);
  int held = 0;
  g_autofree bool *taken = g_new0(bool, parts);
  for (unsigned i = 0; i < strips->len; i++) {
    const Strip *strip = strip_at(strips, i);
    for (unsigned k = 0; k < strip->chunks->len; k++, held++) {
      const Chunk *chunk = &g_array_index(strip->chunks, Chunk, k);
      int x = edge_find(parting->xs, box_middle_x(chunk->box)), y = edge_find(parting->ys, box_middle_y(chunk->box));
      double over = OVERHANG * strip->em;
      bool within = chunk->figure && x >= 0 && x < (int)columns && chunk->box.x1 >= edge_at(parting->xs, x) - over &&
                    chunk->box.x2 <= edge_at(parting->xs, x + 1) + over;
      if (!within || y < 0 || y + 1 >= (int)parting->ys->len || taken[y * (int)columns + x]) return -1;
      taken[y * (int)columns + x] = true;
    }
  }
  return held;
}

static void add_walls(Grid *grid, const Parting *parting) {
  const Cell *cell = parting->cell;
  for (int r = cell->row; r < cell->row + cell->row_span; r++)
    for (int c = cell->column; c < cell->column + cell->column_span; c++) {
      if (c > cell->column && is_parted_above(parting, c)) *grid_left(grid, r, c) = true;
      if (r > cell->row && is_parted_beside(parting, r)) *grid_top(grid, r, c) = true;
    }
}

/* Adds the walls of cells that hold at least so many figures, or fewer where a cell over the same columns was parted;
   `parted` tells over which columns. */
static bool part_cells(Grid *grid, const Piece *piece, int least, bool *parted) {
  bool any = false;
  for (unsigned i = 0; i < piece->table->cells->len; i++) {
    const Cell *cell = g_ptr_array_index(piece->table->cells, i);
    int columns = cell->column * (grid->columns + 1) + cell->column_span;
    if ((cell->row_span == 1 && cell->column_span == 1) || (least < SEVERAL && !parted[columns])) continue;
    Parting parting = {grid, piece, cell, g_array_new(FALSE, FALSE, sizeof(double)),
                       g_array_new(FALSE, FALSE, sizeof(double))};
    bool several = find_parts(&parting) && count_figures(&parting) >= least;
    if (several) add_walls(grid, &parting);
    parted[columns] = parted[columns] || several;
    any = any || several;
    g_array_unref(parting.xs);
    g_array_unref(parting.ys);
  }
  return any;
}

bool walls_add(Grid *grid, const Piece *piece) {
  if (grid->columns > COLUMNS_MAX) return false;
  g_autofree bool *parted = g_new0(bool, (size_t)(grid->columns + 1) * (size_t)(grid->columns + 1));
  if (!part_cells(grid, piece, SEVERAL, parted)) return false;
  part_cells(grid, piece, 0, parted); /* the walls that are not there in one row are not there in the others */
  return true;
}

/* What stands in a cell, one line below the other. */
typedef struct Stack {
  unsigned figures; /* lines, when all are figures; else 0 */
  unsigned marks;   /* lines that begin with a mark */
  bool joined;      /* all its figures were taken for one */
} Stack;

static Stack stack_of(const Cell *cell, Turn turn) {
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < cell->text->glyphs->len; i++)
    if (cell->text->glyphs->pdata[i] != NULL) g_ptr_array_add(glyphs, cell->text->glyphs->pdata[i]);
  g_autoptr(GPtrArray) strips = strips_of(glyphs, turn);
  Stack stack = {strips->len, 0, strchr(cell->text->utf8->str, ' ') == NULL};
  for (unsigned i = 0; i < strips->len; i++) {
    const Chunk *first = &g_array_index(strip_at(strips, i)->chunks, Chunk, 0);
    stack.marks += first->mark.level != LABEL_BARE;
    if (!first->figure) stack.figures = 0;
  }
  return stack;
}

bool piece_is_stacked(const Piece *piece) {
  Stack figures = {0}, labels = {0};
  int row = -1;
  for (unsigned i = 0; i < piece->table->cells->len; i++) {
    const Cell *cell = g_ptr_array_index(piece->table->cells, i);
    if (cell->row != row) figures = labels = (Stack){0};
    row = cell->row;
    if (cell->row_span > 1 || !text_is_wrapped(cell->text, 0, cell->text->utf8->len)) continue;
    Stack stack = stack_of(cell, piece->turn);
    bool as_many = stack.figures >= SEVERAL && stack.figures == figures.figures;
    if (as_many && (stack.figures > WRAPPED_MAX || (!stack.joined && !figures.joined))) return true;
    if (stack.figures >= SEVERAL) figures = stack;
    if (stack.marks >= SEVERAL) labels = stack;
    if (figures.figures >= SEVERAL && labels.marks >= SEVERAL) return true;
  }
  return false;
}
