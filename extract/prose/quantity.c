/*
 * A quantity in a sentence is built like this; only the number itself must be there:
 *
 *      同比增长   约      30      余      万     人次    以上
 *      direction  bound   number  bound   scale  unit    bound
 *                         |<---- raw ----->|              |
 *                         from             to             end
 *
 * The scale multiplies, the bounds and the direction become marks, the unit is the longest known word behind. What has
 * no unit counts only when a scale or the words ahead say so, or when the next number in a list has one for both
 * (分别为3、4和5件). A range (3至5条) is its lower end with the mark at-least: `raw` shows the upper one.
 */
#include "prose/quantity.h"

#include <string.h>

enum {
  WINDOW = 60,     /* characters ahead of a numeral that are looked at */
  DIGITS = 40,     /* bytes of a number */
  LIST_LIMIT = 12, /* numbers that may share one unit */
  REMARK = 30,     /* characters of a remark between a number and its unit */
  ALONE = 4,       /* power of ten of a scale word (万) that tells a count without a unit: 550万 */
  UNIT_LIMIT = 32  /* bytes of a unit */
};

typedef struct Number {
  size_t from, to;
  Decimal value;
  bool han;      /* written in Chinese */
  bool one;      /* 一 */
  bool multiple; /* 百, 千, 万 alone */
  bool percent;  /* 百分之 */
} Number;

bool prose_match(const ProseText *text, Regex *regex, size_t from, RegexMatch *ret) {
  g_autoptr(GError) error = NULL;
  bool found = regex_match(regex, text->text, text->length, from, ret, &error);
  if (error) *text->limit = true;
  return found;
}

bool prose_match_before(const ProseText *text, Regex *regex, size_t at, RegexMatch *ret) {
  const char *start = text->text + at;
  for (int i = 0; i < WINDOW && start > text->text; i++) start = g_utf8_prev_char(start);
  size_t lead = (size_t)(start - text->text);
  g_autoptr(GError) error = NULL;
  bool found = regex_match(regex, start, at - lead, 0, ret, &error);
  if (error) *text->limit = true;
  for (int i = 0; found && i < REGEX_GROUPS; i++)
    if (ret->start[i] != SIZE_MAX) ret->start[i] += lead, ret->end[i] += lead;
  return found;
}

static bool is_han_digit(gunichar c) {
  static const gunichar digits[] = U"〇○零一二三四五六七八九十百千万亿两廿";
  for (int i = 0; digits[i]; i++)
    if (digits[i] == c) return true;
  return false;
}

size_t quantity_han_end(const char *text, size_t length, size_t at) {
  while (at < length && is_han_digit(g_utf8_get_char(text + at))) at = (size_t)(g_utf8_next_char(text + at) - text);
  return at;
}

static bool starts(const ProseText *text, size_t at, const char *word) {
  size_t length = strlen(word);
  return at + length <= text->length && memcmp(text->text + at, word, length) == 0;
}

static bool ends(const ProseText *text, size_t at, const char *word) {
  size_t length = strlen(word);
  return at >= length && memcmp(text->text + at - length, word, length) == 0;
}

/* The longest word that begins at `at`; NULL when none does. */
static const BoundWord *bound_at(const ProseText *text, const GArray *words, size_t at) {
  for (unsigned i = 0; i < words->len; i++) {
    const BoundWord *bound = &g_array_index(words, BoundWord, i);
    if (starts(text, at, bound->word)) return bound;
  }
  return NULL;
}

static const BoundWord *bound_before(const ProseText *text, const GArray *words, size_t at) {
  for (unsigned i = 0; i < words->len; i++) {
    const BoundWord *bound = &g_array_index(words, BoundWord, i);
    if (ends(text, at, bound->word)) return bound;
  }
  return NULL;
}

/* How long the sign between groups of three digits is: a Chinese comma may be one, but not in a list of numbers. */
static size_t thousands_sign(const ProseText *text, size_t at) {
  if (starts(text, at, ",") || starts(text, at, " ")) return 1;
  return starts(text, at, "，") && !g_strstr_len(text->text, (gssize)at, "分别") ? strlen("，") : 0;
}

/* Digits at `at`, copied without what groups them by thousands. */
static size_t copy_digits(const ProseText *text, size_t at, char *digits, size_t room) {
  size_t n = 0, end = at;
  for (;;) {
    size_t run = 0;
    while (end + run < text->length && g_ascii_isdigit(text->text[end + run])) run++;
    bool first = n == 0;
    if (run == 0 || n + run >= room || (!first && run != 3)) break;
    memcpy(digits + n, text->text + end, run);
    n += run;
    end += run;
    size_t comma = thousands_sign(text, end);
    size_t group = 0;
    while (comma && end + comma + group < text->length && g_ascii_isdigit(text->text[end + comma + group])) group++;
    if (group != 3 || (first && run > 3)) break;
    end += comma;
  }
  digits[n] = '\0';
  return n ? end : at;
}

static bool read_digits(const ProseText *text, size_t at, Number *ret) {
  char digits[DIGITS + 1];
  bool negative = starts(text, at, "-");
  digits[0] = '-';
  size_t end = copy_digits(text, at + negative, digits + negative, DIGITS - 20);
  const char *plain = digits + negative;
  if (end == at + negative || (plain[0] == '0' && g_ascii_isdigit(plain[1]))) return false;
  if (starts(text, end, ".") && end + 1 < text->length && g_ascii_isdigit(text->text[end + 1])) {
    size_t run = 1;
    while (run < 16 && end + run < text->length && g_ascii_isdigit(text->text[end + run])) run++;
    strncat(digits, text->text + end, run);
    end += run;
  }
  bool more = end < text->length && (g_ascii_isdigit(text->text[end]) || starts(text, end, ".0"));
  *ret = (Number){.from = at, .to = end};
  return !more && decimal_parse(digits, &ret->value);
}

/* 百余, 近千: a multiple alone is a number only in such company. */
static bool read_multiple(const ProseText *text, size_t at, size_t end, Number *ret) {
  for (unsigned i = 0; i < text->patterns->scales->len; i++) {
    const Scale *scale = &g_array_index(text->patterns->scales, Scale, i);
    if (strlen(scale->word) != end - at || !starts(text, at, scale->word)) continue;
    *ret = (Number){.from = at, .to = end, .han = true, .multiple = true};
    bool bounded = bound_before(text, text->patterns->multiple_before, at) != NULL ||
                   bound_at(text, text->patterns->multiple_within, end) != NULL;
    return bounded && decimal_shift((Decimal){1, 0}, scale->power, &ret->value);
  }
  return false;
}

bool quantity_by_digits(const char *text, size_t at, size_t end) {
  if (end - at <= strlen("一")) return false;
  for (const char *p = text + at; p < text + end; p = g_utf8_next_char(p))
    if (g_utf8_strchr("十百千万亿廿", -1, g_utf8_get_char(p))) return false;
  return true;
}

static bool read_han(const ProseText *text, size_t at, Number *ret) {
  size_t end = quantity_han_end(text->text, text->length, at);
  int64_t value = 0;
  if (read_multiple(text, at, end, ret)) return true;
  if (quantity_by_digits(text->text, at, end) || !decimal_parse_han(text->text + at, end - at, &value)) return false;
  *ret = (Number){.from = at, .to = end, .value = {value, 0}, .han = true, .one = value == 1};
  return true;
}

/* 九十五点六: the decimals, a character each. */
static void read_han_decimals(const ProseText *text, Number *number) {
  size_t at = starts(text, number->to, "点") ? number->to + strlen("点") : text->length, next;
  for (int64_t digit; at < text->length; number->to = at = next, number->value.scale++) {
    next = (size_t)(g_utf8_next_char(text->text + at) - text->text);
    if (!decimal_parse_han(text->text + at, next - at, &digit) || digit > 9) return;
    number->value.digits = number->value.digits * 10 + digit;
  }
}

/* 百分之九十, 百分之98.5 */
static bool read_percent(const ProseText *text, size_t at, Number *ret) {
  size_t number = at + strlen("百分之");
  bool digits = number < text->length && g_ascii_isdigit(text->text[number]);
  size_t end = quantity_han_end(text->text, text->length, number);
  if (!digits && end - number == strlen("百") && starts(text, number, "百"))
    *ret = (Number){.to = end, .value = {100, 0}};
  else if (digits ? !read_digits(text, number, ret) : !read_han(text, number, ret)) return false;
  if (!digits) read_han_decimals(text, ret);
  ret->from = at;
  ret->han = ret->percent = true;
  return true;
}

static bool read_number(const ProseText *text, size_t at, Number *ret) {
  if (starts(text, at, "百分之")) return read_percent(text, at, ret);
  bool digits = g_ascii_isdigit(text->text[at]) || text->text[at] == '-';
  return digits ? read_digits(text, at, ret) : read_han(text, at, ret);
}

/* 三级审核, 一部分, 统一: numerals that are part of a word, told by what stands around them. */
static bool is_word(const ProseText *text, size_t at) {
  RegexMatch found;
  for (unsigned i = 0; i < text->patterns->words->len; i++) {
    const ContextPattern *word = g_ptr_array_index(text->patterns->words, i);
    if (prose_match(text, word->match, at, &found) && prose_match_before(text, word->before, at, &found)) return true;
  }
  return false;
}

/* What begins like a unit but goes on beyond it (部分, 级审核) is none. */
static bool is_longer_word(const ProseText *text, size_t at, size_t end) {
  RegexMatch found;
  for (unsigned i = 0; i < text->patterns->no_units->len; i++)
    if (prose_match(text, g_ptr_array_index(text->patterns->no_units, i), at, &found) && found.end[0] > end)
      return true;
  return false;
}

const char *quantity_unit(const ProseText *text, size_t at, bool han, bool one) {
  char word[UNIT_LIMIT];
  size_t most = MIN(MIN(text->length - at, text->patterns->unit_length), sizeof word - 1);
  for (size_t length = most; length > 0; length--) {
    if (at + length < text->length && ((unsigned char)text->text[at + length] & 0xc0) == 0x80) continue;
    memcpy(word, text->text + at, length);
    word[length] = '\0';
    gpointer unit = NULL, kind = NULL;
    if (!g_hash_table_lookup_extended(text->patterns->units, word, &unit, &kind)) continue;
    if (han && GPOINTER_TO_INT(kind) == UNIT_MEASURED) continue;
    if (one && GPOINTER_TO_INT(kind) != UNIT_COUNTING) continue;
    return is_longer_word(text, at, at + length) ? NULL : unit;
  }
  return NULL;
}

static size_t skip_space(const ProseText *text, size_t at) { return starts(text, at, " ") ? at + 1 : at; }

int quantity_scale(const ProseText *text, size_t *at) {
  for (unsigned i = 0; i < text->patterns->scales->len; i++) {
    const Scale *scale = &g_array_index(text->patterns->scales, Scale, i);
    if (!starts(text, *at, scale->word)) continue;
    *at += strlen(scale->word);
    return scale->power;
  }
  return 0;
}

/*
 * The power of ten of the scale word at `at`, which moves behind it and the bounds beside it (3万余, 30余万). A unit that
 * begins like a scale (千米) comes first.
 */
static int read_scale(const ProseText *text, const Number *number, size_t *at, unsigned *marks) {
  int power = 0;
  for (int i = 0; i < 2; i++) {
    const BoundWord *bound = bound_at(text, text->patterns->within, *at);
    if (bound) {
      *marks |= bound->mark;
      *at += strlen(bound->word);
    }
    if (i == 1 || quantity_unit(text, *at, number->han, number->one)) break;
    power = quantity_scale(text, at);
  }
  return power;
}

/*
 * Adds what goes on behind a scale word: 1万3千余, 1亿2000万, 1万2345. Its own scale is less, or it has a digit for each
 * zero of the scale.
 */
static void read_rest(const ProseText *text, int power, Quantity *quantity) {
  size_t at = quantity->to, end = at;
  Number rest;
  if (at >= text->length || !g_ascii_isdigit(text->text[at]) || !read_digits(text, at, &rest)) return;
  end = rest.to;
  unsigned marks = quantity->marks;
  int less = read_scale(text, &rest, &end, &marks);
  bool fills = less == 0 && rest.value.scale == 0 && rest.to - at == (size_t)power;
  Decimal sum;
  if ((less == 0 && !fills) || less >= power || !decimal_shift(rest.value, less, &rest.value) ||
      !decimal_add(quantity->value, rest.value, &sum))
    return;
  quantity->value = sum;
  quantity->to = end;
  quantity->marks = marks;
}

/* The sign between two numbers that share what follows the second; 0 when there is none. */
static size_t joint(const ProseText *text, size_t at, const char *const *signs) {
  for (int i = 0; signs[i]; i++)
    if (starts(text, at, signs[i])) return strlen(signs[i]);
  return 0;
}

/* The unit of a number that has none of its own: that of the end of its list. */
static const char *unit_of_list(const ProseText *text, size_t at) {
  static const char *const signs[] = {"、", "以及", "和", "及", "与", NULL};
  static const char *const distributed[] = {"、", "以及", "和", "及", "与", "，", ",", NULL};
  bool each = g_strstr_len(text->text, (gssize)at, "分别") != NULL;
  for (int i = 0; i < LIST_LIMIT; i++) {
    size_t sign = joint(text, at, each ? distributed : signs);
    Number next;
    if (sign == 0 || at + sign >= text->length || !read_number(text, at + sign, &next)) return NULL;
    unsigned marks = 0;
    at = next.to;
    (void)read_scale(text, &next, &at, &marks);
    const char *unit = quantity_unit(text, at, next.han, next.one);
    if (unit) return unit;
  }
  return NULL;
}

/* 3至5条: the second number is greater and has the unit; a scale is of both. */
static bool read_range(const ProseText *text, const Number *first, Quantity *quantity) {
  static const char *const signs[] = {"至", "到", "-", "—", "–", "~", "～", "－", NULL};
  size_t sign = joint(text, first->to, signs);
  Number second;
  if (sign == 0 || first->to + sign >= text->length || !read_number(text, first->to + sign, &second)) return false;
  unsigned marks = 0;
  size_t end = second.to;
  int power = read_scale(text, &second, &end, &marks);
  const char *unit = quantity_unit(text, end, second.han, false);
  Decimal value;
  if (!unit || decimal_compare(second.value, first->value) <= 0 || !decimal_shift(first->value, power, &value))
    return false;
  quantity->value = value;
  quantity->to = end;
  quantity->unit = unit;
  quantity->marks |= MARK_AT_LEAST;
  return true;
}

/* The unit behind a remark in brackets: 22（其中修订16件）件. */
static const char *unit_behind_bracket(const ProseText *text, const Number *number, size_t at) {
  static const char *const open[] = {"（", "(", NULL}, *const close[] = {"）", ")", NULL};
  if (joint(text, at, open) == 0) return NULL;
  for (int i = 0; i < REMARK && at < text->length; i++) {
    size_t sign = joint(text, at, close);
    if (sign) return quantity_unit(text, at + sign, number->han, number->one);
    at = (size_t)(g_utf8_next_char(text->text + at) - text->text);
  }
  return NULL;
}

/* A number without a unit: what gives it one, or says that it counts nevertheless. */
static bool read_bare(const ProseText *text, const Number *number, bool scaled, Quantity *quantity) {
  quantity->unit = unit_of_list(text, quantity->to);
  if (!quantity->unit) quantity->unit = unit_behind_bracket(text, number, quantity->to);
  if (quantity->unit) return true;
  quantity->unit = "";
  bool counts = scaled;
  RegexMatch found;
  for (unsigned i = 0; i < text->patterns->bare->len && !counts; i++) {
    const ContextPattern *bare = g_ptr_array_index(text->patterns->bare, i);
    counts = prose_match(text, bare->match, number->to, &found) &&
             prose_match_before(text, bare->before, number->from, &found);
    int u = regex_group(bare->before, "u");
    bool named = counts && u > 0 && found.start[u] != SIZE_MAX;
    if (counts) quantity->unit = named ? quantity_unit(text, found.start[u], false, false) : bare->unit;
  }
  if (!quantity->unit) quantity->unit = "";
  if (*quantity->unit == '\0') quantity->marks |= MARK_UNIT_MISSING;
  return counts;
}

static void read_surroundings(const ProseText *text, const Number *number, Quantity *quantity) {
  const ProsePatterns *patterns = text->patterns;
  const BoundWord *bound =
      bound_before(text, number->multiple ? patterns->multiple_before : patterns->before, number->from);
  if (bound) quantity->marks |= bound->mark;
  bound = bound_at(text, patterns->after, quantity->end);
  if (bound) {
    quantity->marks |= bound->mark;
    quantity->end += strlen(bound->word);
  }
  RegexMatch found;
  for (unsigned i = 0; i < patterns->directions->len; i++) {
    const ContextPattern *direction = g_ptr_array_index(patterns->directions, i);
    if (prose_match_before(text, direction->before, number->from, &found)) quantity->marks |= direction->mark;
  }
}

bool quantity_read(const ProseText *text, size_t at, Quantity *ret) {
  Number number;
  if (!read_number(text, at, &number) || (number.han && is_word(text, at))) return false;
  Quantity quantity = {.from = at, .to = number.to, .value = number.value};
  if (number.percent) {
    quantity.unit = "%";
  } else if (!read_range(text, &number, &quantity)) {
    int power = read_scale(text, &number, &quantity.to, &quantity.marks);
    if (power > 0 && !decimal_shift(number.value, power, &quantity.value)) return false;
    if (power > 0) read_rest(text, power, &quantity);
    quantity.unit = quantity_unit(text, skip_space(text, quantity.to), number.han, number.one);
    if (!quantity.unit && !read_bare(text, &number, power >= ALONE, &quantity)) return false;
  }
  quantity.end = quantity.to;
  if (!number.percent && starts(text, skip_space(text, quantity.to), quantity.unit))
    quantity.end = skip_space(text, quantity.to) + strlen(quantity.unit);
  if (*quantity.unit == '%') quantity.to = quantity.end; /* the sign is part of the numeral */
  read_surroundings(text, &number, &quantity);
  *ret = quantity;
  return true;
}
