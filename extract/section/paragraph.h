/*
 * paragraph.h - lines of text become paragraphs; tables stand between them as they are.
 */
#ifndef EXTRACT_PARAGRAPH_H
#define EXTRACT_PARAGRAPH_H

#include "section/view.h"

/* What a paragraph is for, as far as that is known. */
typedef enum BlockRole { BLOCK_TEXT, BLOCK_TITLE, BLOCK_CAPTION, BLOCK_NOTE, BLOCK_TABLE } BlockRole;

/* A paragraph or a table, where it stands. */
typedef struct Block {
  BlockRole role;
  const Table *table; /* NULL for a paragraph; borrowed */
  Text *text;         /* NULL for a table */
  int page, last_page;
  const struct Block *owner; /* the table whose caption or note it is */
  Box box;                   /* of its first line; of a table, its part on `page` */
  Box last;                  /* of its last line */
  double size;               /* the width of its Han characters, in points; 0 for a table */
  unsigned lines;
  bool centred; /* it stands in the middle of the text column, well away from both sides */
} Block;

void block_free(Block *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Block, block_free)

/* Blocks (GPtrArray of Block, owned) in reading order, of all lines but the furniture, and of `tables` (of Table). */
GPtrArray *paragraph_build(const View *view, const GPtrArray *tables);

#endif
