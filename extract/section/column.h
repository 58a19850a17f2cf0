/*
 * column.h - the column that the running text of each page is set in.
 */
#ifndef EXTRACT_COLUMN_H
#define EXTRACT_COLUMN_H

#include "section/view.h"

typedef struct Column {
  double left, right;
  double gap; /* the usual one between the bottom of a line and the top of the next */
} Column;

/* Of every page with lines that are no furniture: page number -> Column. Free with g_hash_table_unref(). */
GHashTable *columns_measure(const View *view);

#endif
