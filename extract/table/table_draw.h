/*
 * table_draw.h - a body of figures while rules are drawn around it (table_row.c finds its rows, table_head.c its head).
 */
#ifndef EXTRACT_TABLE_DRAW_H
#define EXTRACT_TABLE_DRAW_H

#include "table/table_plain.h"

/* A row: its label's lines and the line of its figures. */
typedef struct Row {
  double y1, y2;  /* of its text */
  double figures; /* the middle of its figures; NAN without */
  int begin;      /* the first label column that its label takes */
} Row;

typedef struct Drawing {
  const GPtrArray *strips;
  const Body *body;
  double em;
  unsigned head_end; /* the first strip below the head */
  GArray *heads;     /* of Box: the texts over the columns, top first */
  GArray *columns;   /* of Interval: the body's, with the heads that stand over one of them only */
  GArray *edges;     /* of double: sides of all columns, those of labels first */
  int labels;        /* how many of the columns are labels' */
  GArray *rows;      /* of Row */
  GArray *row_edges; /* of double: rows + 1 */
  GArray *cells;     /* of Box: the result */
} Drawing;

static inline const Strip *strip_at(const GPtrArray *strips, unsigned i) { return g_ptr_array_index(strips, i); }
static inline Interval *column_at(const Drawing *drawing, unsigned i) {
  return &g_array_index(drawing->columns, Interval, i);
}

static inline Row *row_at(const Drawing *drawing, unsigned i) { return &g_array_index(drawing->rows, Row, i); }

/* Finds the rows and their edges: which lines are the label of which line of figures. */
void rows_find(Drawing *drawing);
/* Finds the texts of the head over the columns, and widens the columns by those over one of them only. */
void head_find(Drawing *drawing);
/* Draws the cells of the head. */
void head_draw(Drawing *drawing);

/* Adds a line to the text it goes on with, one of `blocks` (of Box), no more than `step` below its last line, give or
   take; else, or when it `begins` one, as a new one. */
void block_add(GArray *blocks, Box line, bool begins, double em, double step);
/* Draws a cell over columns first .. end - 1. */
void cell_draw(Drawing *drawing, int first, int end, double top, double bottom);

#endif
