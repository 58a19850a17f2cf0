/*
 * table_plain.h - a table without rules: what its lines show, before it is given rules of our own.
 */
#ifndef EXTRACT_TABLE_PLAIN_H
#define EXTRACT_TABLE_PLAIN_H

#include "table/table_sheet.h"

/* Characters of one line with no gap between: a figure, a label, a part of one. */
typedef struct Chunk {
  Box box;
  unsigned length; /* characters */
  bool figure;     /* a number, or what stands for one */
  bool marked;     /* begins with 1. （一） 其中 */
  bool leader;     /* ends in dots that lead to a number */
} Chunk;

/* A line, cut into chunks. */
typedef struct Strip {
  Box box;
  double em;
  GArray *chunks;   /* of Chunk, from left to right */
  unsigned figures; /* how many of its last chunks are figures that stand apart; 0: a line of text */
} Strip;

/* The lines of a sheet's free marks, top first. */
GPtrArray *strips_find(const Sheet *sheet);

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
  double em;            /* the largest of its lines with label and figures; 0 without */
  bool captioned;       /* strip head - 1 is a line of its own in the middle above it */
  const Piece *rest;    /* what the next page begins with, if it goes on there; else NULL */
  GArray *cuts;         /* of double, rising: where a rule, or a field's side, across the figures parts rows */
  GArray *columns;      /* of Interval: those of figures, and of short texts (units) beside them */
  double label_end;     /* where the labels end at the latest */
} Body;

/* The cells that a maker would have drawn around a body. */
typedef struct Drawn {
  GArray *cells;             /* of Box */
  int labels;                /* how many columns are labels' */
  double left, label, right; /* the sides of all, and where the labels' columns end */
  double top, bottom;
} Drawn;

/* Draws them; free ->cells with g_array_unref(). */
Drawn body_draw(const GPtrArray *strips, const Body *body);
/*
 * Draws the bodies (of Body) first .. end - 1, each under a caption of its own: bands of one table. Appends to `cells`,
 * returns how many columns are labels'; -1 when their labels do not share a column.
 */
int bands_draw(const GPtrArray *strips, const GPtrArray *bodies, unsigned first, unsigned end, GArray *cells);

#endif
