#include "prose/clause.h"

enum {
  AFTER = 20,     /* characters behind a unit that may say what is counted */
  AFTER_ZERO = 40 /* characters behind the words that say there is none: they name what there is none of */
};

static bool is_stop(gunichar c) { return g_utf8_strchr("，。；：！？,;:（）()|", -1, c) != NULL; }

/* Where the next figure begins; 第三方 and its like are words of the clause. */
static size_t next_figure(const ProseText *sentence, const GArray *numerals, unsigned which) {
  for (unsigned i = which + 1; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    if (g_str_equal(span->class, NUMERAL_FIGURE)) return span->from;
  }
  return sentence->length;
}

/* Where the bracket opens that `close` closes; NULL when it closes none. */
static const char *opening(const char *floor, const char *close) {
  const char *open = g_str_has_prefix(close, "）") ? "（" : *close == ')' ? "(" : NULL;
  return open ? g_strrstr_len(floor, close - floor, open) : NULL;
}

static bool is_opening(const char *p) { return g_str_has_prefix(p, "（") || *p == '('; }

/* Where the clause of what stands at `at` begins. A remark in brackets is part of it, but not at its start. */
static const char *clause_start(const char *at, const char *floor) {
  const char *start = at, *behind = NULL; /* the last bracket passed */
  while (start > floor) {
    const char *before = g_utf8_prev_char(start);
    const char *open = opening(floor, before);
    if (!open && is_stop(g_utf8_get_char(before))) break;
    if (open) behind = start;
    start = open ? open : before;
  }
  while (start < at && g_str_has_prefix(start, "、")) start = g_utf8_next_char(start);
  return behind && is_opening(start) ? behind : start;
}

/* 一是网站公开信息30条: the words begin behind the number of the point. */
static size_t skip_enumerator(const GArray *numerals, unsigned which, size_t floor) {
  for (unsigned i = 0; i < which; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    if (g_str_equal(span->class, NUMERAL_SECTION) && span->to > floor) floor = span->to;
  }
  return floor;
}

Clause clause_find(const ProseText *sentence, const GArray *numerals, unsigned which, size_t floor) {
  const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, which);
  const char *text = sentence->text;
  const char *start = clause_start(text + span->from, text + skip_enumerator(numerals, which, floor));
  const char *end = text + span->quantity.end;
  const char *limit = text + next_figure(sentence, numerals, which);
  bool zero = span->quantity.zero != NULL;
  for (int i = 0; i < (zero ? AFTER_ZERO : AFTER) && end < limit && !is_stop(g_utf8_get_char(end)); i++) {
    if (!zero && g_utf8_get_char(end) == U'、') break;
    end = g_utf8_next_char(end);
  }
  GString *phrase = g_string_new_len(start, text + span->from - start);
  g_string_append_c(phrase, '#');
  g_string_append_len(phrase, text + span->to, end - (text + span->to));
  const char *near = text + span->quantity.end;
  for (int i = 0; i < AFTER && near < text + sentence->length; i++) near = g_utf8_next_char(near);
  return (Clause){(size_t)(start - text), (size_t)(end - text), (size_t)(near - text), g_string_free(phrase, FALSE)};
}

void clause_rename(Clause *clause, const char *words, const char *unit) {
  g_free(clause->phrase);
  clause->phrase = g_strconcat(words, "#", unit, NULL);
}

void clause_clear(Clause *clause) { g_free(clause->phrase); }
