/*
 * line_item.h - the characters of a line in the making.
 */
#ifndef EXTRACT_LINE_ITEM_H
#define EXTRACT_LINE_ITEM_H

#include "document/turn.h"

typedef struct Item {
  const Glyph *glyph;
  Box box; /* seen so that the text runs to the right */
} Item;

/* Makes the boxes of `items` (of Item) that are too high for their characters lower; may change their order. */
void items_tame(GArray *items);

#endif
