/*
 * paint.h - what a content stream paints, as far as tables care: rules, filled areas, images.
 *
 * Knows no PDF library: it is given bytes, and asks a PaintSource for the objects that the bytes name.
 */
#ifndef EXTRACT_PAINT_H
#define EXTRACT_PAINT_H

#include "document/ink.h"
#include "document/path.h"

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
  /* How many bytes of text the named properties of marked content put in the place of what is shown. */
  size_t (*words)(void *data, unsigned resources, const char *name);
} PaintSource;

/* Paints `content`, whose space is set on the page by `matrix`, adding to *ink. */
void paint_content(GBytes *content, Matrix matrix, unsigned resources, const PaintSource *source, Ink *ink);

#endif
