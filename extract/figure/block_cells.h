/*
 * block_cells.h - which cells of a printed row are labels, and to which head each of the others belongs.
 */
#ifndef EXTRACT_BLOCK_CELLS_H
#define EXTRACT_BLOCK_CELLS_H

#include "figure/block.h"

/* The columns that hold labels: from `from` (right of those that only count the rows) to before `end`. */
typedef struct LabelColumns {
  int from, end;
} LabelColumns;

/* What a row is read against: the heads of its block, its own grid, and where its labels stand. */
typedef struct RowGrid {
  const Block *block;
  const Table *table;
  LabelColumns labels;
} RowGrid;

/* The cells that cover a row, each once, left to right; only those that begin in it if `own`. New array. */
GPtrArray *row_cells(const Table *table, int row, bool own);

/* Parts the cells of a row into those that are labels and those that are not; leaves out the number of a row. */
void row_part(const RowGrid *grid, const GPtrArray *cells, GPtrArray *labels, GPtrArray *figures);

/* Sets `cells` to one a head, NULL where there is none. Without heads each column of the grid stands for one. */
void row_assign(const RowGrid *grid, const GPtrArray *figures, GPtrArray *cells);

static inline const char *cell_text(const Cell *cell) { return cell->text->utf8->str; }
static inline bool cell_is_blank(const Cell *cell) { return cell->text->utf8->len == 0; }
/* Whether it says a number, with sign, point and commas, and nothing else. */
bool cell_is_number(const Cell *cell);

#endif
