/*
 * block_head.h - the heads of a block.
 */
#ifndef EXTRACT_BLOCK_HEAD_H
#define EXTRACT_BLOCK_HEAD_H

#include "figure/block_cells.h"

/* What heads are read against: the words of all forms, and the table they stand in. */
typedef struct HeadGrid {
  const FormWords *words;
  const Table *table;
} HeadGrid;

/* One past the last row of the heads that begin at row `first`; `first` where none do. */
int heads_end(const HeadGrid *grid, int first);
/* Adds the heads of rows first..end-1 to the block, those of columns of labels left out; returns which these are. */
LabelColumns heads_read(const HeadGrid *grid, Block *block, int first, int end);
/* Whether the heads of `again` are those of the block, or the first rows of them. */
bool heads_come_again(const Block *block, const Block *again);

#endif
