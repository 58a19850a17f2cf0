/*
 * grid.h - the tables of a report as grids of cells, and the truth of what is printed.
 */
#ifndef SAMPLE_GRID_H
#define SAMPLE_GRID_H

#include "form.h"

typedef struct Rect {
  double x1, y1, x2, y2;
} Rect;

typedef enum MarkKind { MARK_CELL, MARK_PROSE, MARK_IN_CELL, MARK_NUMERAL, MARK_HEADING } MarkKind;

/* What the truth says of one stretch of print; the press fills page and box. */
typedef struct Mark {
  MarkKind kind;
  char *section, *table, *row, *column, *indicator, *value, *unit, *state, *raw, *marks;
  char *class; /* of a numeral */
  int page;    /* 0: not placed */
  Rect box;
} Mark;

void mark_free(Mark *mark);
void mark_add(Mark *mark, const char *word);

typedef struct GridCell {
  int row, column, row_span, column_span;
  bool left; /* set to the left, else in the middle */
  double indent;
  char *text;
  Mark *mark; /* of a figure, borrowed from the truth; else NULL */
} GridCell;

typedef struct Grid {
  int rows, columns, head_rows;
  double *widths;   /* relative */
  GPtrArray *cells; /* of GridCell */
} Grid;

/* The grid of a form's table; marks for its figures are added to `truth` (of Mark). */
Grid *grid_from_form(const FormTable *table, const Source *source, const char *section, const char *title,
                     GPtrArray *truth);
/* A table that belongs to no form: rows parted by /, cells by |. Its numbers are numerals of the truth. */
Grid *grid_from_text(const char *text, const char *section, GPtrArray *truth);
void grid_free(Grid *grid);
/* The grid as text: a row a line, cells parted by |, "<" and "^" where a span goes on. New string. */
char *grid_print(const Grid *grid);

#endif
