/*
 * table_grid.h - the grid of a painted table: its places, and the walls between them.
 */
#ifndef EXTRACT_TABLE_GRID_H
#define EXTRACT_TABLE_GRID_H

#include "table/table_sheet.h"

/* The places of a grid, and which sides of them are painted. */
typedef struct Grid {
  int columns, rows;
  bool *top;  /* (rows + 1) * columns: whether the upper side of a place is a wall */
  bool *left; /* rows * (columns + 1) */
  int *owner; /* rows * columns: the cell that covers the place; -1 while there is none */
} Grid;

static inline bool *grid_top(const Grid *grid, int row, int column) { return &grid->top[row * grid->columns + column]; }
static inline bool *grid_left(const Grid *grid, int row, int column) {
  return &grid->left[row * (grid->columns + 1) + column];
}

/* Adds the walls that are not painted, but told by several figures in one cell of `piece`. Whether there are any. */
bool walls_add(Grid *grid, const Piece *piece);
/*
 * Whether cells of one row hold several rows: figures one below the other in two cells, as many, or beside labels that
 * begin with marks of their own. Columns were drawn, rows were not: such a table is better told by alignment.
 */
bool piece_is_stacked(const Piece *piece);

#endif
