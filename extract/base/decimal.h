/*
 * decimal.h - exact decimal numbers: no double decides a check.
 */
#ifndef EXTRACT_DECIMAL_H
#define EXTRACT_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DECIMAL_TEXT = 48 }; /* bytes that hold any decimal as text, with its NUL */

/* digits / 10^scale: 0.50 is { 50, 2 } and stays 0.50. */
typedef struct Decimal {
  int64_t digits;
  int scale; /* 0..15 */
} Decimal;

/* "1234", "-35", "0.50", nothing else; false when it is not one or does not fit. */
bool decimal_parse(const char *text, Decimal *ret);
/* Plain notation, no exponent, all its digits. Writes into `buffer` of DECIMAL_TEXT bytes and returns it. */
char *decimal_print(Decimal value, char *buffer);

/* Each false when the result does not fit 18 digits: the caller says so, never rounds. */
bool decimal_add(Decimal a, Decimal b, Decimal *ret);
bool decimal_subtract(Decimal a, Decimal b, Decimal *ret);
bool decimal_multiply(Decimal a, Decimal b, Decimal *ret);
/* value * 10^power, exactly: a scale word (万 is 4, 亿 is 8) or a unit (元 to 万元 is -4). Trailing zeros of the
   fraction that the shift made needless go: 82.71 by 4 is 827100, 258.5 by 8 is 25850000000. */
bool decimal_shift(Decimal value, int power, Decimal *ret);
/* <0, 0, >0 by value: 0.50 equals 0.5. */
int decimal_compare(Decimal a, Decimal b);

/* A Chinese numeral (〇零一二两三…十百千万亿, also 廿) of `length` bytes; false when it is none. */
bool decimal_parse_han(const char *text, size_t length, int64_t *ret);

#endif
