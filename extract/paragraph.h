/*
 * paragraph.h - lines of text become paragraphs; tables stand between them as they are.
 */
#ifndef EXTRACT_PARAGRAPH_H
#define EXTRACT_PARAGRAPH_H

#include "table.h"

/* A paragraph or a table, where it stands. */
typedef struct Block {
  const Table *table; /* NULL for a paragraph; borrowed */
  Text *text;         /* NULL for a table */
  int page, last_page;
  Box box;            /* of its first line; of a table, its part on `page` */
  Box last;           /* of its last line */
  double size;        /* of its characters, in points; 0 for a table */
  bool centred;       /* it stands in the middle of the text column, well away from both sides */
} Block;

void block_free(Block *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Block, block_free)

/* Blocks (GPtrArray of Block, owned) in reading order, of all lines but `furniture` (of Line). */
GPtrArray *paragraph_build(const Layout *layout, const GPtrArray *furniture, const GPtrArray *pages);

#endif
