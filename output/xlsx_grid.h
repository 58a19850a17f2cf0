/*
 * xlsx_grid.h - a statistics table as the form prints it, rebuilt from nothing but its figures' rows and columns.
 */
#ifndef OUTPUT_XLSX_GRID_H
#define OUTPUT_XLSX_GRID_H

#include "record/record.h"

enum { GRID_COLUMNS_MOST = 200 }; /* no form comes near; what is wider is no form's table */

typedef enum GridUnits {
  GRID_UNITS_ONE,    /* all figures have the same: said once */
  GRID_UNITS_ROW,    /* one a row */
  GRID_UNITS_COLUMN, /* one a column */
  GRID_UNITS_CELL    /* each its own */
} GridUnits;

typedef struct GridRow {
  char **labels;    /* outermost first */
  unsigned depth;   /* how many; of a heading line without figures, too */
  GPtrArray *cells; /* of const Figure, by column; NULL where none is printed; empty for a heading line */
} GridRow;

typedef struct GridColumn {
  char **heads;
  unsigned depth;
} GridColumn;

typedef struct Grid {
  const char *caption; /* borrowed from the record */
  GPtrArray *columns;  /* of GridColumn */
  GPtrArray *rows;     /* of GridRow */
  unsigned depth;      /* label cells that the deepest row has */
  unsigned heads;      /* head cells that the deepest column has */
  bool list;           /* rows with figures have rows under them: labels are indented, not merged over groups */
  GridUnits units;
  unsigned left_out; /* figures beyond GRID_COLUMNS_MOST */
} Grid;

/* The grid of `count` figures from `first` on: those of one table. */
Grid *grid_new(const Figure *const *figures, unsigned count);
void grid_free(Grid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

/* The figure in that row and column, or NULL. */
const Figure *grid_cell(const Grid *grid, unsigned row, unsigned column);
/* The unit of the first figure in that row and column; -1: in any. */
const char *grid_unit(const Grid *grid, int row, int column);
/* How many of the first labels two rows share (never the whole of both). */
unsigned grid_shared(char *const *a, char *const *b);

#endif
