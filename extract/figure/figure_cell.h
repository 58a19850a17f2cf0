/*
 * figure_cell.h - what a cell of a statistics table says.
 */
#ifndef EXTRACT_FIGURE_CELL_H
#define EXTRACT_FIGURE_CELL_H

#include "base/decimal.h"
#include "line/text.h"
#include "prose/quantity.h"

/* A number within a text. */
typedef struct CellNumber {
  char value[DECIMAL_TEXT]; /* plain, scale words multiplied in */
  const char *unit;         /* printed after it, of the patterns; "" when none */
  size_t from, to;          /* its digits and sign, bytes of the text */
} CellNumber;

typedef struct CellReading {
  const char *state;       /* figure blank slash dash none text */
  CellNumber number;       /* for figure */
  size_t from, to;         /* what is printed of it, bytes of the text: 增加3, 251000元; a remark is no part of it */
  bool increase, decrease; /* in words: 增加3, 减少3 */
  bool cut;                /* it ends in its point: the digits after it are lost */
  GArray *parts;           /* of CellPart, owned: the numbers in the remark after it; NULL when there is no remark */
} CellReading;

/* A number in a remark: 22（其中修订16件）. */
typedef struct CellPart {
  CellNumber number;
  size_t words_from, words_to; /* what it counts, in the remark's words */
} CellPart;

/* Reads the cell; `patterns` know the units (NULL: there are none). Release with cell_reading_clear(). */
void figure_cell_read(const Text *text, const ProsePatterns *patterns, CellReading *ret);
void cell_reading_clear(CellReading *reading);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CellReading, cell_reading_clear)

/* The unit that a head names in brackets: 本年收费金额（单位：万元）. New string, or NULL. */
char *cell_head_unit(const char *head, const ProsePatterns *patterns);

#endif
