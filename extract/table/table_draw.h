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
  unsigned strip; /* the first of its lines */
} Row;

/* A text of the head, its lines together. */
typedef struct Head {
  Box box;
  bool lowest; /* no other stands below it */
  int column;  /* the only column that it stands over, when it is the lowest over it; -1 */
} Head;

typedef struct Drawing {
  const Body *body;
  const GPtrArray *strips; /* the body's */
  const Raster *raster;
  const GArray *columns, *edges; /* the raster's */
  int labels;
  double em;
  unsigned head_end; /* the first strip below the head */
  GArray *heads;     /* of Head: the texts over the columns, by the heights of their middles */
  GArray *rows;      /* of Row */
  GArray *row_edges; /* of double: rows + 1 */
  GArray *cells;     /* of Box: the result */
} Drawing;

static inline Row *row_at(const Drawing *drawing, unsigned i) { return &g_array_index(drawing->rows, Row, i); }
static inline const Head *head_at(const GArray *heads, unsigned i) { return &g_array_index(heads, Head, i); }

/*
 * Whether the labels that nest right below `level` are numbered on from above strip `above` to below strip `below`: what
 * stands there parts none of them.
 */
bool numbers_go_on(const Drawing *drawing, unsigned above, unsigned below, LabelLevel level);
/* The column of labels in which a chunk begins. */
int label_column(const Drawing *drawing, const Chunk *chunk);
/* Finds the rows and their edges: which lines are the label of which line of figures. */
void rows_find(Drawing *drawing);
/* The texts (of Head) of a body's head over these columns, and the first strip below it. New array. */
GArray *heads_find(const Body *body, const GArray *columns, unsigned *ret_end);
/* Draws the cells of the head; false when it cannot be told what one of its texts stands over. */
bool head_draw(Drawing *drawing);

/* Adds a line to the text it goes on with, one of `blocks` (of Box), no more than `step` below its last line, give or
   take; else, or when it `begins` one, as a new one. */
void block_add(GArray *blocks, Box line, bool begins, double em, double step);
/* Draws a cell over columns first .. end - 1. */
void cell_draw(Drawing *drawing, int first, int end, double top, double bottom);

#endif
