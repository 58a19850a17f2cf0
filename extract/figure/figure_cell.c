/*
 * figure_cell.c - a cell says a number, or that there is none, or why.
 */
#include "figure/figure_cell.h"

#include "base/any.h"

#include <string.h>

static const char *skip_spaces(const char *p) {
  while (*p == ' ') p++;
  return p;
}

/* Past a mark between groups of three digits (148,954), else NULL. */
static const char *skip_group_mark(const char *p) {
  static const char *const marks[] = {",", "，", " ", "'", NULL};
  const char *digits = any_prefix(p, marks);
  return digits && strspn(digits, "0123456789") == 3 ? digits : NULL;
}

/* Copies the number at `p` without its marks; NULL when there is none or it is too long. "135." ends in its point. */
static const char *scan_number(const char *p, char *ret, bool *ret_cut) {
  size_t first = strspn(p, "0123456789"), length = first;
  if (first == 0 || first >= DECIMAL_TEXT / 2) return NULL;
  memcpy(ret, p, first);
  p += first;
  for (const char *group; first <= 3 && length < DECIMAL_TEXT / 2 && (group = skip_group_mark(p)); p = group + 3) {
    memcpy(ret + length, group, 3);
    length += 3;
  }
  size_t fraction = *p == '.' ? strspn(p + 1, "0123456789") : 0;
  *ret_cut = *p == '.' && fraction == 0;
  if (fraction >= DECIMAL_TEXT / 2 - 1) return NULL;
  if (fraction > 0) memcpy(ret + length, p, fraction + 1);
  length += fraction > 0 ? fraction + 1 : 0;
  ret[length] = '\0';
  return *p == '.' ? p + fraction + 1 : p;
}

/* The unit at `p`, with its scale word (万元 multiplies by 10^4 and leaves 元). Past it, or `p`. */
static const char *scan_unit(const ProseText *cell, const char *p, const char **ret_unit, int *ret_power) {
  *ret_unit = "";
  *ret_power = 0;
  if (!cell->patterns) return p;
  size_t at = (size_t)(p - cell->text);
  const char *unit = quantity_unit(cell, at, false, false);
  if (!unit && (*ret_power = quantity_scale(cell, &at)) > 0) unit = quantity_unit(cell, at, false, false);
  if (unit) *ret_unit = unit;
  return cell->text + at + strlen(*ret_unit);
}

/* The unit of a head that these bytes are; of the patterns, NULL when they are none. */
static const char *find_head_unit(const ProsePatterns *patterns, const char *text, size_t length) {
  for (char **unit = patterns ? patterns->heads : NULL; unit && *unit; unit++)
    if (length > 0 && strlen(*unit) == length && strncmp(*unit, text, length) == 0) return *unit;
  return NULL;
}

/* A number with its sign and unit at `p` of the cell; past it, or NULL. */
static const char *read_number(const ProseText *cell, const char *p, CellNumber *ret, bool *ret_cut) {
  static const char *const plus[] = {"+", NULL}, *const minus[] = {"-", "–", "—", NULL};
  char digits[DECIMAL_TEXT] = "-", *plain = digits + 1;
  const char *start = p, *behind_plus = any_prefix(p, plus), *behind_minus = any_prefix(p, minus);
  const char *number = behind_plus ? behind_plus : behind_minus ? behind_minus : p;
  const char *end = scan_number(skip_spaces(number), plain, ret_cut);
  Decimal value;
  int power = 0;
  if (!end || !decimal_parse(behind_minus ? digits : plain, &value)) return NULL;
  const char *after = scan_unit(cell, skip_spaces(end), &ret->unit, &power);
  if (power != 0 && !decimal_shift(value, power, &value)) return NULL;
  decimal_print(value, ret->value);
  ret->from = (size_t)(start - cell->text);
  ret->to = (size_t)(end - cell->text);
  return after;
}

/* Past brackets, commas and 其中 at the start of the words before a number. */
static const char *skip_openings(const char *words, const char *end) {
  static const char *const openings[] = {"（", "(", "，", ",", "、", "；", ";", "。", "其中", "：", ":", " ", NULL};
  for (const char *inner; (inner = any_prefix(words, openings)) && inner <= end;) words = inner;
  return words;
}

/* The numbers of a remark, each with the words before it. */
static GArray *read_parts(const ProseText *cell, const char *remark) {
  GArray *parts = g_array_new(FALSE, TRUE, sizeof(CellPart));
  const char *words = remark, *end = cell->text + cell->length;
  for (const char *p = remark; p < end;) {
    bool cut = false;
    CellPart part = {.number.unit = ""};
    const char *rest = g_ascii_isdigit(*p) ? read_number(cell, p, &part.number, &cut) : NULL;
    if (rest) {
      part.words_from = (size_t)(skip_openings(words, p) - cell->text);
      part.words_to = (size_t)(p - cell->text);
      g_array_append_val(parts, part);
      words = rest;
    }
    p = rest ? rest : g_utf8_next_char(p);
  }
  return parts;
}

/* What a cell without a number says; NULL: none of that. */
static const char *find_nothing(const ProsePatterns *patterns, const char *text) {
  static const struct {
    const char *text, *state;
  } table[] = {{"", "blank"},  {"/", "slash"}, {"\\", "slash"}, {"//", "slash"},  {"-", "dash"},   {"—", "dash"},
               {"——", "dash"}, {"–", "dash"},  {"--", "dash"},  {"----", "dash"}, {"---", "dash"}, {"─", "dash"}};
  for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
    if (g_str_equal(table[i].text, text)) return table[i].state;
  return patterns && g_strv_contains((const char *const *)patterns->cell_none, text) ? "none" : NULL;
}

/* Past 增加 or 减少 in front of a number. */
static const char *skip_change(const ProsePatterns *patterns, const char *p, CellReading *ret) {
  if (!patterns) return p;
  const char *behind_more = any_prefix(p, (const char *const *)patterns->cell_more);
  const char *behind_fewer = any_prefix(p, (const char *const *)patterns->cell_fewer);
  ret->increase = behind_more != NULL;
  ret->decrease = behind_fewer != NULL;
  return behind_more ? skip_spaces(behind_more) : behind_fewer ? skip_spaces(behind_fewer) : p;
}

/* The unit in brackets, 12（件）, when that is all that follows a number; else NULL. */
static const char *bracketed_unit(const ProsePatterns *patterns, const char *p) {
  static const char *const closing[] = {"）", ")", NULL};
  const char *inner = *p == '(' ? p + 1 : p + strlen("（"), *close = any_suffix(inner, closing);
  return close ? find_head_unit(patterns, inner, (size_t)(close - inner)) : NULL;
}

/* Whether what follows a number is but the sign of a note below the table. */
static bool is_note_sign(const char *p) {
  static const char *const signs[] = {"*", "※", "注", "#"};
  while (*p != '\0') {
    gunichar c = g_utf8_get_char(p);
    bool sign = c >= 0x2460 && c <= 0x2473; /* ① to ⑳ */
    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) sign = sign || c == g_utf8_get_char(signs[i]);
    if (!sign) return false;
    p = g_utf8_next_char(p);
  }
  return true;
}

static bool read_figure(const ProseText *cell, const char *p, CellReading *ret) {
  const char *end = read_number(cell, skip_change(cell->patterns, p, ret), &ret->number, &ret->cut);
  if (!end) return false;
  ret->from = (size_t)(p - cell->text);
  ret->to = (size_t)(end - cell->text);
  end = skip_spaces(end);
  if (*end == '\0' || g_str_equal(end, "。")) return true;
  bool noted = is_note_sign(end);
  if (!noted && !g_str_has_prefix(end, "（") && *end != '(') return false;
  const char *unit = noted || *ret->number.unit ? NULL : bracketed_unit(cell->patterns, end);
  if (unit) ret->number.unit = unit;
  else ret->parts = read_parts(cell, end);
  return true;
}

void figure_cell_read(const Text *text, const ProsePatterns *patterns, CellReading *ret) {
  bool limit = false;
  const ProseText cell = {patterns, text->utf8->str, text->utf8->len, NUMERAL_IN_TABLE, &limit};
  g_autofree char *stripped = g_strstrip(g_strdup(cell.text));
  const char *nothing = find_nothing(patterns, stripped);
  *ret = (CellReading){.state = "figure", .number.unit = ""};
  if (!nothing && read_figure(&cell, skip_spaces(cell.text), ret)) return;
  *ret = (CellReading){.state = nothing ? nothing : "text", .to = text->utf8->len, .number.unit = ""};
}

void cell_reading_clear(CellReading *reading) { g_clear_pointer(&reading->parts, g_array_unref); }

char *cell_head_unit(const char *head, const ProsePatterns *patterns) {
  const char *open = g_strrstr(head, "（");
  if (!open) return NULL;
  const char *inner = open + strlen("（");
  const char *close = strstr(inner, "）");
  if (!close) return NULL;
  static const char *const names[] = {"单位：", "计量单位：", "单位:", NULL};
  const char *named = any_prefix(inner, names), *start = named ? named : inner;
  g_autofree char *unit = g_strstrip(g_strndup(start, (size_t)(close - start)));
  const ProseText text = {.patterns = patterns, .text = unit, .length = strlen(unit)};
  size_t at = 0;
  if (patterns) quantity_scale(&text, &at);
  return named || find_head_unit(patterns, unit + at, text.length - at) ? g_steal_pointer(&unit) : NULL;
}
