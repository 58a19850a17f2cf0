/*
 * block_cells.c - the edges of heads and cells often do not line up.
 *
 *     | 信息内容 | 本年制发件数 | 本年废止件数    | 现行有效件数 |
 *     | 规章     |      1         |     2     |     3     |
 *
 * So where a row has as many cells as there are heads, they belong together in their order; only else does the overlap
 * of their columns decide.
 */
#include "figure/block_cells.h"

#include <string.h>

bool cell_is_number(const Cell *cell) {
  const char *digits = cell_text(cell) + (*cell_text(cell) == '-' || *cell_text(cell) == '+');
  return g_ascii_isdigit(*digits) && digits[strspn(digits, "0123456789.,")] == '\0';
}

GPtrArray *row_cells(const Table *table, int row, bool own) {
  GPtrArray *cells = g_ptr_array_new();
  for (int column = 0; column < table->columns;) {
    const Cell *cell = table_cell(table, row, column);
    if (!own || cell->row == row) g_ptr_array_add(cells, (gpointer)cell);
    column = cell->column + cell->column_span;
  }
  return cells;
}

static int overlap(const Cell *cell, const BlockHead *head) {
  return MIN(cell->column + cell->column_span, head->end) - MAX(cell->column, head->column);
}

/* The head that a cell belongs to, where their numbers differ: the one that it overlaps most. */
static unsigned nearest_head(const Block *block, const Cell *cell) {
  unsigned best = 0;
  for (unsigned h = 1; h < block->heads->len; h++)
    if (overlap(cell, block->heads->pdata[h]) > overlap(cell, block->heads->pdata[best])) best = h;
  return best;
}

void row_assign(const RowGrid *grid, const GPtrArray *figures, GPtrArray *cells) {
  const Block *block = grid->block;
  unsigned n = block->heads->len > 0 ? block->heads->len : (unsigned)(grid->table->columns - grid->labels.end);
  g_ptr_array_set_size(cells, (int)n);
  for (unsigned i = 0; i < figures->len; i++) {
    const Cell *cell = g_ptr_array_index(figures, i);
    unsigned place = i;
    if (block->heads->len == 0) place = (unsigned)MAX(0, cell->column - grid->labels.end);
    else if (figures->len != n) place = nearest_head(block, cell);
    if (place >= n) continue;
    if (!cells->pdata[place] || cell_is_blank(cells->pdata[place])) cells->pdata[place] = (gpointer)cell;
  }
}

/* Whether the block goes on in a table of other columns than the one that it began in. */
static bool is_other_grid(const RowGrid *grid) { return grid->table->columns != grid->block->placed->table->columns; }

/* How many of the row's last cells belong to the heads: those that begin right of the labels' column; where that makes
   too few, as many as there are heads, if what then counts as figures can be figures (the edge of the labels is off). */
static unsigned count_figures(const RowGrid *grid, const GPtrArray *cells) {
  unsigned heads = grid->block->heads->len, right = 0;
  if (cells->len == 1 && grid->labels.end > 0) return 0; /* one that covers the whole row is a label */
  if (is_other_grid(grid) && heads > 0) return MIN(heads, cells->len - 1);
  for (unsigned i = 0; i < cells->len; i++)
    right += ((const Cell *)g_ptr_array_index(cells, i))->column >= grid->labels.end;
  if (right >= heads || cells->len <= heads) return right;
  for (unsigned i = cells->len - heads; i < cells->len - right; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (!cell_is_blank(cell) && !cell_is_number(cell)) return right;
  }
  return heads;
}

void row_part(const RowGrid *grid, const GPtrArray *cells, GPtrArray *labels, GPtrArray *figures) {
  unsigned from = cells->len - count_figures(grid, cells);
  int labels_from = is_other_grid(grid) ? 0 : grid->labels.from;
  for (unsigned i = 0; i < cells->len; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell->column + cell->column_span > labels_from) g_ptr_array_add(i < from ? labels : figures, (gpointer)cell);
  }
}
