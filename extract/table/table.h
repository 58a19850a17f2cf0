/*
 * table.h - tables of the printed page: a grid of cells, over as many pages as it takes.
 */
#ifndef EXTRACT_TABLE_H
#define EXTRACT_TABLE_H

#include "line/line.h"

typedef struct Cell {
  int row, column, row_span, column_span; /* from 0 */
  int page;                               /* where its text stands; for a blank cell, where most of it stands */
  Box box;                                /* the inside of the cell on that page */
  Text *text;                             /* its lines joined; empty, never NULL */
} Cell;

typedef struct Table {
  int rows, columns;
  GPtrArray *cells; /* of Cell, owned, by row then column; every place of the grid is covered by exactly one */
  bool ruled;       /* found by painted rules; else by alignment alone */
  int page;         /* the first of its pages */
  Box box;          /* on that page */
  int last_page;
  Cell **places; /* rows * columns of them, borrowed from ->cells: for table_cell() */
} Table;

void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)

/* The cell that covers that place of the grid; never NULL within the grid. */
const Cell *table_cell(const Table *table, int row, int column);

/* A report's pages, read: what belongs to tables, and all the other lines, each in reading order. */
typedef struct Layout {
  GPtrArray *tables; /* of Table, owned; one that goes on over pages is one table */
  GPtrArray *lines;  /* of Line, owned; running heads and page numbers among them */
  bool excess;       /* of LIMIT_PLACES: not all tables were looked for */
} Layout;

void layout_free(Layout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Layout, layout_free)

/* Reads `pages` (of Page). The result borrows glyphs: the pages must outlive it. */
Layout *layout_read(const GPtrArray *pages);

/* --dump=tables: the grid with spans, one row a line, cells parted by |, "<" and "^" where a span goes on. */
void table_print(const Table *table, GString *out);

#endif
