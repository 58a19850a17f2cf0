/*
 * paint.h - what a content stream paints, as far as tables care: rules, filled areas, images.
 *
 * Knows no PDF library: it is given bytes, and asks a PaintSource for the objects that the bytes name.
 */
#ifndef EXTRACT_PAINT_H
#define EXTRACT_PAINT_H

#include "page.h"

#include <stddef.h>

/* x' = a x + c y + e, y' = b x + d y + f */
typedef struct Matrix {
  double a, b, c, d, e, f;
} Matrix;

/* An area filled with one colour, or an image. */
typedef struct Fill {
  Box box;
  bool light; /* so near to white that white upon it cannot be seen */
} Fill;

/* All that was painted, in displayed coordinates. */
typedef struct Ink {
  GArray *rules;       /* of Rule */
  GArray *fills;       /* of Fill, later ones cover earlier ones */
  double image_area;   /* square points, overlaps counted twice */
  size_t shown_bytes;  /* of the strings that text operators show */
  const char *trouble; /* NULL, or the limit that was reached: the rest was left out */
} Ink;

void ink_init(Ink *ink);
void ink_release(Ink *ink);
/*
 * Adds a box of paint: thin ones are rules, along their middle, others are areas. A box with x1 > x2 or y1 > y2 is
 * nothing (clipped away).
 */
void ink_add_box(Ink *ink, Box box, bool light);
/* Whether white can be seen there: the last area painted over the point is not itself light. */
bool ink_is_dark(const Ink *ink, double x, double y);

/* Thicker bars are bands, no rules. Table frames are drawn up to 3 points wide. */
#define INK_THICKEST_RULE 4.0

typedef enum { PAINT_NOTHING, PAINT_IMAGE, PAINT_FORM } PaintKind;
typedef enum { COLOUR_OTHER, COLOUR_ADDITIVE, COLOUR_SUBTRACTIVE } ColourKind;

/* What the name after Do stands for. */
typedef struct PaintObject {
  PaintKind kind;
  Matrix matrix;
  Box bounds;         /* of a form, in its own space */
  GBytes *content;    /* of a form, owned by who asked */
  unsigned resources; /* of a form */
} PaintObject;

/* Where named objects come from; `resources` is the source's own number for a resource dictionary. */
typedef struct PaintSource {
  void *data;
  PaintObject (*object)(void *data, unsigned resources, const char *name);
  ColourKind (*colour)(void *data, unsigned resources, const char *name);
} PaintSource;

/* Paints `content`, whose space is set on the page by `matrix`, adding to *ink. */
void paint_content(GBytes *content, Matrix matrix, unsigned resources, const PaintSource *source, Ink *ink);

#endif
