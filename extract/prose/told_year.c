#include "prose/told_year.h"

#include "base/any.h"
#include "base/fold.h"

#include <string.h>

/* Past the digits at `p`; *ret_year says whether they are those of a year: 2021年. */
static const char *skip_digits(const char *p, bool *ret_year) {
  size_t digits = strspn(p, "0123456789");
  *ret_year = digits == 4 && g_str_has_prefix(p, "20") && g_str_has_prefix(p + digits, "年");
  return p + digits;
}

bool told_year_is_other(const char *own, const char *clause) {
  bool other = false, any = false, year;
  for (const char *p = clause, *end; *own && *p && *p != '#'; p = MAX(end, p + 1)) {
    end = skip_digits(p, &year);
    if (year) any |= other = !g_str_has_prefix(p, own);
  }
  return other || (any && strstr(clause, "分别"));
}

bool told_year_is_reached(const ProsePatterns *patterns, const char *own, const char *clause) {
  for (const char *p = *own ? strstr(clause, own) : NULL; p; p = strstr(p + 1, own)) {
    g_autofree char *before = g_strndup(clause, (size_t)(p - clause));
    if (any_suffix(before, (const char *const *)patterns->year_carried_to)) return true;
  }
  return false;
}

/* "2021年，", "2021年度共", "2021年收到", at the start of a clause; but 2021年结转, and 2021年印发的 */
static bool opens_clause(const ProsePatterns *patterns, const char *sentence, const char *year) {
  const char *end = year + strlen("2021年"), *before = g_utf8_find_prev_char(sentence, year);
  if (before && !fold_is_among(g_utf8_get_char(before), "，。；：,;:（(")) return false;
  if (g_str_has_prefix(end, "度")) end += strlen("度");
  return any_prefix(end, (const char *const *)patterns->year_opens) != NULL;
}

bool told_year_goes_on(const ProsePatterns *patterns, const char *own, const char *sentence, size_t at) {
  bool other = false, year;
  const char *stop = sentence + at, *end;
  for (const char *p = sentence; *own && stop > p; p = MAX(end, p + 1)) {
    end = skip_digits(p, &year);
    if (year) other = !g_str_has_prefix(p, own) && (other || opens_clause(patterns, sentence, p));
    else if (any_prefix(p, (const char *const *)patterns->year_own)) other = false;
  }
  return other;
}
