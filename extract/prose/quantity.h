/*
 * quantity.h - what a numeral in a sentence counts: its value, its unit, and how exact it is.
 */
#ifndef EXTRACT_QUANTITY_H
#define EXTRACT_QUANTITY_H

#include "base/decimal.h"
#include "prose/prose_patterns.h"

typedef struct Quantity {
  size_t from, to; /* bytes of the numeral with its scale word; of the words that say none */
  size_t end;      /* behind its unit and the words after it that bound it */
  Decimal value;
  const char *unit;        /* as printed; "" when none is; of the patterns */
  unsigned marks;          /* of QuantityMark */
  const ZeroPattern *zero; /* what said that there is none; NULL for a number */
  int thing;               /* which of those that the pattern says are none, from 0 */
} Quantity;

/* A sentence (or a heading, a cell) that is being read: valid UTF-8, folded, without layout spaces. */
typedef struct ProseText {
  const ProsePatterns *patterns;
  const char *text;
  size_t length;
  NumeralWhere where;
  bool *limit; /* set when a pattern ran into its limit */
} ProseText;

/* Whether the regular expression fits; running into the limit is noted. */
bool prose_match(const ProseText *text, Regex *regex, size_t from, RegexMatch *ret);
/* The same over the `window` characters ahead of `at` alone; `ret` in bytes of the whole text. */
bool prose_match_before(const ProseText *text, Regex *regex, size_t at, RegexMatch *ret);

/* The end of the Chinese numeral that begins at `at`; `at` when none does. */
size_t quantity_han_end(const char *text, size_t length, size_t at);
/* 二〇一八, 一两: digit by digit, a Chinese numeral is a year, a code, or two guesses at one number, but no count. */
bool quantity_by_digits(const char *text, size_t at, size_t end);
/* The unit at `at`, after a Chinese numeral (`one`: 一) or digits; NULL when there is none. */
const char *quantity_unit(const ProseText *text, size_t at, bool han, bool one);

/* The power of ten of the scale word at *at (万 4), which moves behind it; 0 when none stands there. */
int quantity_scale(const ProseText *text, size_t *at);

/*
 * Reads the quantity whose numeral begins at `at` (a digit, a minus, a Chinese numeral). False when what stands there
 * counts nothing that is known, or is no number.
 */
bool quantity_read(const ProseText *text, size_t at, Quantity *ret);

#endif
