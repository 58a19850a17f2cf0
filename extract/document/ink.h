/*
 * ink.h - what is painted on a page besides its characters, as far as tables care.
 */
#ifndef EXTRACT_INK_H
#define EXTRACT_INK_H

#include "document/page.h"

#include <stddef.h>

/* How a colour looks on paper. */
typedef enum Tint {
  TINT_DARK,  /* leaves a mark, pale grey too */
  TINT_LIGHT, /* so near to white that a rule of it, or white upon it, cannot be seen; a field of it can */
  TINT_WHITE
} Tint;

/* An area filled with one colour, or an image. */
typedef struct Fill {
  Box box;
  bool light;
} Fill;

/* The dots painted last, one beside the other: a dotted rule once there are enough of them. */
typedef struct Dots {
  Box all, last;
  unsigned n;
  bool level;    /* they run to the side, else downwards */
  bool drawn;    /* they are a rule: */
  unsigned rule; /* that one */
} Dots;

/* All that was painted, in displayed coordinates. */
typedef struct Ink {
  GArray *rules;  /* of Rule */
  GArray *fields; /* of Box: areas that can be told from the paper or the area that they were painted on */
  GArray *fills;  /* of Fill, later ones cover earlier ones */
  Dots dots;
  double image_area;   /* square points, overlaps counted twice */
  size_t curves;       /* curved pieces of paths: letters drawn as outlines have many */
  size_t shown_bytes;  /* of the strings that are shown as text */
  size_t unseen_bytes; /* of those that leave no ink: text render modes 3 and 7, PDF 32000-1, 9.3.6 */
  bool odd_font;       /* one of its fonts says that a character is very narrow, or wider than two ems */
  size_t worded_bytes; /* of those that marked content puts in their place */
  const char *trouble; /* NULL, or the limit that was reached: what is beyond it was left out */
  const char *excess;  /* NULL, or the limit that was reached: painting stopped there */
} Ink;

void ink_init(Ink *ink);
void ink_release(Ink *ink);
/*
 * Adds a box of paint: thin ones are rules, along their middle, others are areas. A box with x1 > x2 or y1 > y2 is
 * nothing (clipped away).
 */
void ink_add_box(Ink *ink, Box box, Tint tint);
/* The same for an image, which is no field of a table. */
void ink_add_image(Ink *ink, Box box);
/* Whether white can be seen there: the last area painted over the point is not itself light. */
bool ink_is_dark(const Ink *ink, double x, double y);

/* Thicker bars are bands, no rules. Table frames are drawn up to 3 points wide. */
#define INK_THICKEST_RULE 4.0

#endif
