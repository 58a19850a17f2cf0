/*
 * One pass over the text. Wherever a numeral may begin, the patterns of the classes are tried in their order, each
 * anchored at that place, then the quantity; so the cost is that of some ninety failing anchored matches a numeral,
 * most of which its first byte fails, whatever the length of the text.
 *
 *   自 2018年1月1日 起，收到申请 647 件（国办发〔2018〕23号），联系 QX77 。
 *      date                      figure  document-number            unassigned
 */
#include "prose/numeral.h"

#include <string.h>

/* A word of Latin letters and digits shorter than this is taken whole: QX7731 is no 7731, but APP3个 is 3. */
enum { LETTERS_APART = 3 };

/* Behind the run of letters, digits and the signs that stand within such words. */
static size_t latin_end(const ProseText *text, size_t at) {
  while (at < text->length && (g_ascii_isalnum(text->text[at]) || strchr("._%+@:/?&=#~-", text->text[at]))) at++;
  return at;
}

static bool holds_digit(const ProseText *text, size_t from, size_t to) {
  for (; from < to; from++)
    if (g_ascii_isdigit(text->text[from])) return true;
  return false;
}

/* 第 before a numeral, 半 before 年: nothing is counted there, yet an ordinal or a date begins. */
static bool is_opener(const ProseText *text, size_t at) {
  gunichar c = g_utf8_get_char(text->text + at);
  const char *next = g_utf8_next_char(text->text + at);
  size_t after = (size_t)(next - text->text);
  if ((c != U'第' && c != U'半') || after >= text->length) return false;
  gunichar follows = g_utf8_get_char(next);
  if (c == U'半') return follows == U'年';
  bool numeral = quantity_han_end(text->text, text->length, after) > after || g_unichar_isdigit(follows);
  return numeral || follows == '(' || follows == U'（' || follows == ' ';
}

static bool classify(const ProseText *text, size_t at, size_t floor, NumeralSpan *ret) {
  RegexMatch match, before;
  for (unsigned i = 0; i < text->patterns->numerals->len; i++) {
    const NumeralPattern *pattern = g_ptr_array_index(text->patterns->numerals, i);
    if (!(pattern->where & text->where) || !prose_match(text, pattern->match, at, &match) || match.end[0] == at)
      continue;
    if (pattern->before && !prose_match_before(text, pattern->before, at, &before)) continue;
    size_t from = at;
    int n = pattern->before ? regex_group(pattern->before, "n") : -1;
    if (n > 0 && before.start[n] != SIZE_MAX) from = MAX(before.start[n], floor);
    *ret = (NumeralSpan){.from = from, .to = match.end[0], .class = pattern->class, .place = pattern->place};
    return true;
  }
  return false;
}

/* Words that say there is none: 未收到申请. One of each thing that the pattern speaks of. */
static size_t read_zero(const ProseText *text, size_t at, GArray *numerals) {
  RegexMatch found;
  for (unsigned i = 0; i < text->patterns->zeros->len; i++) {
    const ZeroPattern *zero = g_ptr_array_index(text->patterns->zeros, i);
    int n = zero->groups[0];
    if (!prose_match(text, zero->match, at, &found) || found.end[n] == found.start[n]) continue;
    const char *unit = zero->unit;
    if (zero->u > 0 && found.start[zero->u] != SIZE_MAX) unit = quantity_unit(text, found.start[zero->u], true, false);
    NumeralSpan numeral = {.from = found.start[n], .to = found.end[n], .class = NUMERAL_FIGURE, .place = zero->place};
    numeral.quantity =
        (Quantity){.from = numeral.from, .to = numeral.to, .end = numeral.to, .marks = MARK_WORDED, .zero = zero};
    numeral.quantity.unit = unit ? unit : zero->unit;
    g_array_append_val(numerals, numeral);
    for (int thing = 1; thing < ZERO_THINGS; thing++) {
      int group = zero->groups[thing];
      if (group < 0 || found.start[group] == SIZE_MAX) continue;
      numeral.from = numeral.quantity.from = found.start[group];
      numeral.to = numeral.quantity.to = numeral.quantity.end = found.end[group];
      numeral.quantity.thing = thing;
      g_array_append_val(numerals, numeral);
    }
    return found.end[0];
  }
  return at;
}

/* What cannot be told: the digits with the letters and signs around them, taken whole. */
static size_t unassigned_end(const ProseText *text, size_t at) {
  size_t end = at;
  while (end < text->length && (g_ascii_isalnum(text->text[end]) || strchr(".,%/-+", text->text[end]))) end++;
  while (end > at + 1 && strchr(".,/-+", text->text[end - 1])) end--;
  return MAX(end, at + 1);
}

static size_t add_unassigned(GArray *numerals, size_t from, size_t to) {
  NumeralSpan numeral = {.from = from, .to = to, .class = NUMERAL_UNASSIGNED, .place = ""};
  g_array_append_val(numerals, numeral);
  return to;
}

static size_t add_quantity(GArray *numerals, const Quantity *quantity) {
  NumeralSpan numeral = {quantity->from, quantity->to, NUMERAL_FIGURE, "", *quantity};
  g_array_append_val(numerals, numeral);
  return MAX(quantity->to, quantity->end);
}

/* A numeral in digits that is of no class. `from`: where the letters before it begin, or itself. */
static size_t read_digits(const ProseText *text, size_t from, size_t at, GArray *numerals) {
  Quantity quantity;
  bool apart = from == at || at - from >= LETTERS_APART;
  if (apart && quantity_read(text, at, &quantity)) return add_quantity(numerals, &quantity);
  return add_unassigned(numerals, from, unassigned_end(text, from));
}

/* A Chinese numeral: most that are of no class and count nothing are words. */
static size_t read_han(const ProseText *text, size_t at, GArray *numerals) {
  Quantity quantity;
  if (quantity_read(text, at, &quantity)) return add_quantity(numerals, &quantity);
  size_t end = quantity_han_end(text->text, text->length, at);
  if (quantity_by_digits(text->text, at, end) && quantity_unit(text, end, true, true))
    return add_unassigned(numerals, at, end);
  return end;
}

/* A word of Latin letters that holds digits, or digits after letters. */
static size_t read_latin(const ProseText *text, size_t at, GArray *numerals) {
  size_t digits = at;
  while (g_ascii_isalpha(text->text[digits])) digits++;
  if (digits < text->length && g_ascii_isdigit(text->text[digits])) return read_digits(text, at, digits, numerals);
  return digits;
}

/* A hyphen is a minus only where a value is given, else it joins or parts. */
static bool may_be_minus(const ProseText *text, size_t at) {
  static const char *const ahead[] = {"为", "是", "达", "：", ":", "（", "(", "|", " "};
  for (unsigned i = 0; i < G_N_ELEMENTS(ahead); i++)
    if (at >= strlen(ahead[i]) && memcmp(text->text + at - strlen(ahead[i]), ahead[i], strlen(ahead[i])) == 0)
      return true;
  return at == 0;
}

static size_t read_at(const ProseText *text, size_t at, GArray *numerals) {
  size_t next = (size_t)(g_utf8_next_char(text->text + at) - text->text);
  size_t floor = numerals->len ? g_array_index(numerals, NumeralSpan, numerals->len - 1).to : 0;
  char c = text->text[at];
  bool minus = c == '-' && g_ascii_isdigit(text->text[at + 1]) && may_be_minus(text, at);
  bool latin = g_ascii_isalpha(c) && holds_digit(text, at, latin_end(text, at));
  bool han = quantity_han_end(text->text, text->length, at) > at;
  bool opener = is_opener(text, at);
  NumeralSpan numeral;
  if ((g_ascii_isdigit(c) || latin || han || opener) && classify(text, at, floor, &numeral)) {
    g_array_append_val(numerals, numeral);
    return MAX(numeral.to, next);
  }
  if (g_ascii_isdigit(c)) return read_digits(text, at, at, numerals);
  if (minus) {
    Quantity quantity;
    return quantity_read(text, at, &quantity) ? add_quantity(numerals, &quantity) : next;
  }
  if (latin) return read_latin(text, at, numerals);
  if (g_ascii_isalpha(c)) return latin_end(text, at);
  if (text->where == NUMERAL_IN_TEXT && g_utf8_strchr(text->patterns->none, -1, g_utf8_get_char(text->text + at))) {
    size_t end = read_zero(text, at, numerals);
    if (end > at) return end;
  }
  return han ? read_han(text, at, numerals) : next;
}

GArray *numeral_scan(const ProseText *text) {
  GArray *numerals = g_array_new(FALSE, FALSE, sizeof(NumeralSpan));
  for (size_t at = 0; at < text->length;) at = read_at(text, at, numerals);
  return numerals;
}
