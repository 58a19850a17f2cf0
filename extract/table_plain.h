/*
 * table_plain.h - a table without rules: what its lines show, before it is given rules of our own.
 */
#ifndef EXTRACT_TABLE_PLAIN_H
#define EXTRACT_TABLE_PLAIN_H

#include "table_sheet.h"

/* Characters of one line with no gap between: a figure, a label, a part of one. */
typedef struct Chunk {
  Box box;
  unsigned length; /* characters */
  bool figure;     /* a number, or what stands for one */
  bool marked;     /* begins with 1. （一） 其中 */
} Chunk;

/* A line, cut into chunks. */
typedef struct Strip {
  Box box;
  double em;
  GArray *chunks;   /* of Chunk, from left to right */
  unsigned figures; /* how many of its last chunks are figures that stand apart; 0: a line of text */
} Strip;

/* A stretch of a column's width that characters take up. */
typedef struct Interval {
  double x1, x2;
  double widest;  /* of its chunks */
  unsigned count; /* of chunks seen there */
} Interval;

/*
 * Lines of figures that stand in columns. Strips head .. first - 1 are its head, in which some belong to the rows below
 * when they stand left of all columns.
 */
typedef struct Body {
  unsigned head;        /* the first strip of its head; == first when it has none */
  unsigned first, last; /* its first and last strip */
  unsigned rows;        /* strips with figures */
  GArray *columns;      /* of Interval: those of figures, and of short texts (units) beside them */
  double label_end;     /* where the labels end at the latest */
} Body;

/* Boxes of the cells that a maker would have drawn; appended to `cells` (of Box). How many columns are labels'. */
int body_draw(const GPtrArray *strips, const Body *body, GArray *cells);

#endif
