/*
 * numeral.h - every numeral of a stretch of text, each of exactly one class.
 */
#ifndef EXTRACT_NUMERAL_H
#define EXTRACT_NUMERAL_H

#include "prose/quantity.h"

#define NUMERAL_FIGURE     "figure"
#define NUMERAL_UNASSIGNED "unassigned"
#define NUMERAL_SECTION    "section-number"

typedef struct NumeralSpan {
  size_t from, to;   /* bytes of the text */
  const char *class; /* NUMERAL_FIGURE, a class of numerals.yaml, NUMERAL_UNASSIGNED */
  const char *place; /* file and line that gave the class; "" else */
  Quantity quantity; /* of a figure */
} NumeralSpan;

/*
 * The numerals of `text`, in order: GArray of NumeralSpan, free with g_array_unref(). Chinese numerals that are part of a
 * word (统一, 进一步) are none. In running text, words that say there is none (未收到申请) are a figure, too.
 */
GArray *numeral_scan(const ProseText *text);

#endif
