#include "base/decimal.h"

#include <glib.h>
#include <string.h>

enum {
  SCALE = 15,    /* the most places after the point */
  HAN_LIMIT = 96 /* bytes: no numeral of 18 digits is longer in words */
};
static const int64_t LARGEST = 999999999999999999; /* 18 nines: what fits int64_t in every place */

static int64_t magnitude(int64_t value) { return value < 0 ? -value : value; }

/* value * 10^power */
static bool scale_up(int64_t value, int power, int64_t *ret) {
  for (; power > 0 && value != 0; power--)
    if (__builtin_mul_overflow(value, 10, &value)) return false;
  *ret = value;
  return magnitude(value) <= LARGEST;
}

bool decimal_parse(const char *text, Decimal *ret) {
  bool negative = *text == '-';
  text += negative;
  if (!g_ascii_isdigit(*text)) return false;
  Decimal value = {0, 0};
  bool fraction = false;
  for (; *text; text++) {
    if (*text == '.' && !fraction && g_ascii_isdigit(text[1])) {
      fraction = true;
      continue;
    }
    if (!g_ascii_isdigit(*text) || value.digits > LARGEST / 10 || (fraction && value.scale == SCALE)) return false;
    value.digits = value.digits * 10 + (*text - '0');
    value.scale += fraction;
  }
  value.digits = negative ? -value.digits : value.digits;
  *ret = value;
  return true;
}

char *decimal_print(Decimal value, char *buffer) {
  char digits[DECIMAL_TEXT];
  g_snprintf(digits, sizeof digits, "%0*" G_GINT64_FORMAT, value.scale + 1, magnitude(value.digits));
  int whole = (int)strlen(digits) - value.scale;
  g_snprintf(buffer, DECIMAL_TEXT, "%s%.*s%s%s", value.digits < 0 ? "-" : "", whole, digits, value.scale > 0 ? "." : "",
             digits + whole);
  return buffer;
}

/* Brings both to one scale. */
static bool align(Decimal *a, Decimal *b) {
  int scale = MAX(a->scale, b->scale);
  if (!scale_up(a->digits, scale - a->scale, &a->digits) || !scale_up(b->digits, scale - b->scale, &b->digits))
    return false;
  a->scale = b->scale = scale;
  return true;
}

bool decimal_add(Decimal a, Decimal b, Decimal *ret) {
  if (!align(&a, &b) || magnitude(a.digits + b.digits) > LARGEST) return false;
  *ret = (Decimal){a.digits + b.digits, a.scale};
  return true;
}

bool decimal_subtract(Decimal a, Decimal b, Decimal *ret) { return decimal_add(a, (Decimal){-b.digits, b.scale}, ret); }

bool decimal_multiply(Decimal a, Decimal b, Decimal *ret) {
  int64_t digits = 0;
  if (__builtin_mul_overflow(a.digits, b.digits, &digits) || magnitude(digits) > LARGEST || a.scale + b.scale > SCALE)
    return false;
  *ret = (Decimal){digits, a.scale + b.scale};
  return true;
}

bool decimal_shift(Decimal value, int power, Decimal *ret) {
  value.scale -= power;
  while (value.scale > 0 && power > 0 && value.digits % 10 == 0) {
    value.digits /= 10;
    value.scale--;
  }
  if (value.scale < 0) {
    if (!scale_up(value.digits, -value.scale, &value.digits)) return false;
    value.scale = 0;
  }
  if (value.scale > SCALE) return false;
  *ret = value;
  return true;
}

int decimal_compare(Decimal a, Decimal b) {
  int64_t unit_a = 1, unit_b = 1;
  scale_up(1, a.scale, &unit_a);
  scale_up(1, b.scale, &unit_b);
  int64_t left = a.digits / unit_a, right = b.digits / unit_b;
  if (left == right) { /* the fractions: below 10^15 each at the largest scale, so both fit */
    scale_up(a.digits % unit_a, SCALE - a.scale, &left);
    scale_up(b.digits % unit_b, SCALE - b.scale, &right);
  }
  return (left > right) - (left < right);
}

/* 0..9, or -1. */
static int han_digit(gunichar c) {
  static const gunichar digits[] = {U'零', U'一', U'二', U'三', U'四', U'五', U'六', U'七', U'八', U'九', U'〇', U'两'};
  for (int i = 0; i < (int)G_N_ELEMENTS(digits); i++)
    if (digits[i] == c) return i < 10 ? i : i == 10 ? 0 : 2;
  return -1;
}

/* 二〇一八: digits alone, read one after the other. */
static bool parse_positional(const char *text, const char *end, int64_t *ret) {
  int64_t value = 0;
  for (; text < end; text = g_utf8_next_char(text)) {
    int digit = han_digit(g_utf8_get_char(text));
    if (digit < 0 || value > LARGEST / 100) return false;
    value = value * 10 + digit;
  }
  *ret = value;
  return true;
}

/*
 * 三十五万零二百: the greatest power parts the numeral in two, what stands before it multiplies it, what stands after
 * is added; and so on within each part. A lone digit after a power above 十 (一百二: is it 102 or 120?) makes the
 * numeral unsure, and so it is none.
 */
static bool parse_powers(const char *text, const char *end, int level, int64_t *ret) {
  static const struct {
    const char *character;
    int64_t value;
  } powers[] = {{"亿", 100000000}, {"万", 10000}, {"千", 1000}, {"百", 100}, {"十", 10}};
  if (end - text > (ptrdiff_t)strlen("零") && g_str_has_prefix(text, "零")) text += strlen("零");
  if (level == G_N_ELEMENTS(powers)) return g_utf8_strlen(text, end - text) == 1 && parse_positional(text, end, ret);

  int64_t power = powers[level].value, left = 1, right = 0;
  const char *at = g_strrstr_len(text, end - text, powers[level].character);
  if (!at) return parse_powers(text, end, level + 1, ret);
  const char *after = at + strlen(powers[level].character);
  bool counted = at > text;
  int inner = power > 1000 ? level : (int)G_N_ELEMENTS(powers); /* before 万 and 亿 any numeral, else a digit */
  if ((counted && !parse_powers(text, at, inner, &left)) || (!counted && power != 10)) return false;
  if (after < end && !parse_powers(after, end, level + 1, &right)) return false;
  if (power > 10 && after < end && g_utf8_next_char(after) == end && han_digit(g_utf8_get_char(after)) >= 0)
    return false;
  if (left > LARGEST / power || left * power > LARGEST - right) return false;
  *ret = left * power + right;
  return true;
}

bool decimal_parse_han(const char *text, size_t length, int64_t *ret) {
  const char *end = text + length;
  if (length == 0 || length > HAN_LIMIT) return false;
  if (parse_positional(text, end, ret)) return true;
  if (!g_str_has_prefix(text, "廿")) return parse_powers(text, end, 0, ret);
  text += strlen("廿");
  int64_t ones = 0;
  if (text < end && (!parse_positional(text, end, &ones) || ones > 9)) return false;
  *ret = 20 + ones;
  return true;
}
