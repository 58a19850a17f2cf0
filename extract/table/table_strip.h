/*
 * table_strip.h - a line of text, cut where gaps are: into figures, labels, heads.
 */
#ifndef EXTRACT_TABLE_STRIP_H
#define EXTRACT_TABLE_STRIP_H

#include "table/table_sheet.h"

/* Characters of one line with no gap between: a figure, a label, a part of one. */
typedef struct Chunk {
  Box box;
  unsigned length; /* characters */
  bool figure;     /* a number, or what stands for one */
  bool leader;     /* ends in dots that lead to a number */
  unsigned hash;   /* of its text */
  LabelMark mark;
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
/* Those of these glyphs, seen so. */
GPtrArray *strips_of(const GPtrArray *glyphs, Turn turn);
static inline const Strip *strip_at(const GPtrArray *strips, unsigned i) { return g_ptr_array_index(strips, i); }

#endif
