/*
 * press.h - places every character and rule of a report on sheets of paper, and tells the marks where they came to
 * stand. Points, origin top left of the sheet as a reader holds it, y down.
 */
#ifndef PRESS_H
#define PRESS_H

#include "grid.h"

typedef struct Face Face;

/* A face whose subsets are small: every sample holds one. */
extern const char face_default[];

Face *face_new(const char *family);
void face_free(Face *face);
/* Width of a character at size 1. */
double face_advance(Face *face, gunichar c);
/* How far a character's box reaches over and under the baseline at size 1: what readers of the PDF take for it. */
double face_ascent(const Face *face);
double face_descent(const Face *face);

typedef struct Ink {
  gunichar c;
  double x, y, size; /* y: the baseline */
} Ink;

typedef struct Stroke {
  double x1, y1, x2, y2;
  bool shade; /* a grey field under a head, no rule */
} Stroke;

typedef struct Sheet {
  GArray *inks;    /* of Ink */
  GArray *strokes; /* of Stroke */
  int turn;        /* the page's /Rotate: 0 90 180 270 */
  bool picture;    /* only a picture of the print is kept, as a scanner does */
  bool sideways;   /* the whole print stands turned by 90 degrees on an upright page */
} Sheet;

typedef struct Press {
  const Source *source;
  const Form *form;
  Face *face;
  GPtrArray *sheets; /* of Sheet */
  GPtrArray *truth;  /* of Mark */
  GPtrArray *tables; /* of char *: grid_print() */
  double width, height, margin, bottom, size, lead;
  double y;       /* where the next line goes on the last sheet */
  double stretch; /* put between letters, for lines that are made as wide as their place */
  bool radicals, wide;
  bool in_table;
  char *path[4];  /* marks of the open headings */
  char *title;    /* of the open top heading */
  int part, last; /* of the top-level numbers */
} Press;

typedef struct Letter {
  gunichar c;
  Mark *mark; /* or NULL */
} Letter;

/* Everything on its sheets; truth gets a Mark for each figure and each numeral. */
Press *press_new(const Source *source, const Form *form);
void press_free(Press *press);

Sheet *press_open_sheet(Press *press);
/* Letters of a text with its {figures} and [class:numerals] as marks of the truth. */
GArray *press_read(Press *press, const char *text);
/* How many letters from `from` on go on a line of that width. */
guint press_wrap(Press *press, const GArray *letters, guint from, double width);
double press_measure(Press *press, const GArray *letters, guint from, guint count);
/* Sets letters on a baseline of sheet `page` (from 1). */
void press_set(Press *press, int page, const GArray *letters, guint from, guint count, double x, double y);

/* Sets a table at press->y and moves it below (galley.c). */
void press_table(Press *press, const Grid *grid);

/*
 * The mark of a heading as section paths have it ("一" of "一、总体情况"), and how many bytes it takes; NULL when it has
 * none. New string.
 */
char *heading_mark(const char *text, gsize *ret_length);
/* A heading begins: takes its mark. A top-level number that does not follow the last begins a new part. */
void heading_open(Press *press, int level, char *mark, const char *title);
/* Section path of what stands here: "part2/一/（二）". New string. */
char *press_path(const Press *press);

#endif
