/*
 * table_plain.h - a table without rules: what its lines show, before it is given rules of our own.
 */
#ifndef EXTRACT_TABLE_PLAIN_H
#define EXTRACT_TABLE_PLAIN_H

#include "table/table_strip.h"

#include <math.h>

/* A stretch of a column's width that characters take up. */
typedef struct Interval {
  double x1, x2;
  double widest; /* of its chunks; 0: the column is blank */
  double middle; /* of the text of the head over it, or of itself */
} Interval;

static inline Interval *interval_at(const GArray *columns, unsigned i) { return &g_array_index(columns, Interval, i); }

/*
 * Lines of figures that stand in columns. Strips head .. first - 1 are its head, in which some belong to the rows below
 * when they stand left of all columns.
 */
typedef struct Body {
  Sheet *sheet;
  const GPtrArray *strips; /* of that sheet, borrowed */
  unsigned head;           /* the first strip of its head; == first when it has none */
  unsigned first, last;    /* its first and last strip */
  unsigned rows;           /* strips with figures; 0: only a head, whose figures are on the next page */
  double size;             /* em of its first line of figures */
  double em;               /* the largest of its lines with label and figures; 0 without */
  bool captioned;          /* strip head - 1 is a line of its own in the middle above it */
  bool goes_on;            /* the next body is the rest of it, on the next page */
  const struct Body *rest; /* of a head without figures: what it goes on with, borrowed; else NULL */
  GArray *cuts;            /* of double, rising: where a rule, or a field's side, across the figures parts rows */
  GArray *columns;         /* of Interval: those of figures, and of short texts (units) beside them */
  double label_end;        /* where the labels beside figures end at the latest; -HUGE_VAL when there are none */
  double reach;            /* and all lines of labels among them */
} Body;

static inline Body *body_at(const GPtrArray *bodies, unsigned i) { return g_ptr_array_index(bodies, i); }
void body_free(gpointer body);
/* Where its labels end; -HUGE_VAL when it has none. */
static inline double body_label_end(const Body *body) {
  return body->label_end > -HUGE_VAL ? body->label_end : body->reach;
}
/* The bodies (of Body) of a sheet, top first, with heads and captions; free with g_ptr_array_unref(). */
GPtrArray *bodies_find(Sheet *sheet, const GPtrArray *strips);
/* The head, or its upper part, that a body may have at the end of the page before; NULL when there is none. It goes on. */
Body *body_head_before(const Body *body, Sheet *sheet, const GPtrArray *strips, unsigned floor);
/* Whether the body has a head, and nothing but labels in it. */
bool body_has_head(const Body *body);
/* Whether nothing but the table's own labels stands below it on its page; nothing but those, its head and caption above. */
bool body_ends_page(const Body *body);
bool body_ends_before(const Body *body, unsigned strip); /* the same above a strip of its page */
bool body_begins_page(const Body *body);

/* Bodies that go on from page to page have their columns in common. */
typedef struct Run {
  const GPtrArray *bodies;
  unsigned first, end;
} Run;

/* The column (of Interval) that something stands in: overlaps, and no other; -1 when it stands between, -2 when it is over
   two. */
int column_find(const GArray *columns, double x1, double x2);
/* Widens the column at that place, or puts in a new one (-1). */
void column_add(GArray *columns, int at, Interval more);
/* Puts the columns of figures of two bodies together: new array of Interval, or NULL when they are others. */
GArray *columns_join(const GArray *a, const GArray *b);
/* The columns of a run (of Interval), those of its head that are blank too; NULL when it cannot be told whose a figure
   is. */
GArray *columns_find(const Run *run);

/* The sides of a run's columns. */
typedef struct Raster {
  GArray *columns; /* of Interval */
  GArray *edges;   /* of double: sides of all columns, those of labels first */
  int labels;      /* how many of the columns are labels' */
} Raster;

/* Finds them; false when they cannot be told. Release with raster_release(). */
bool raster_find(const Run *run, Raster *ret_raster);
void raster_release(Raster *raster);

/* The cells that a maker would have drawn around a body. */
typedef struct Drawn {
  GArray *cells;             /* of Box */
  int labels;                /* how many columns are labels' */
  double left, label, right; /* the sides of all, and where the labels' columns end */
  double top, bottom;
} Drawn;

/* Draws them, free ->cells with g_array_unref(); no cells when it cannot be told what its head stands over. */
Drawn body_draw(const Body *body, const Raster *raster);
/* Moves their upper and lower end. */
void drawn_move_ends(Drawn *drawn, double top, double bottom);
/*
 * Moves the sides of `n` bands, those of bodies first .., to those that all have in common, and draws their captions.
 * False when their labels do not share one column.
 */
bool bands_draw(const GPtrArray *bodies, unsigned first, Drawn *bands, unsigned n);

#endif
