/*
 * numbering.c - reading the markers of numbered headings, in all the ways they are typed.
 */
#include "base/numbering.h"

#include "base/any.h"
#include "base/decimal.h"

#include <string.h>

/* No report has more headings side by side: what counts further is a year or a figure. */
enum { MARKER_LAST = 99, MARKER_DIGITS = 2 };

/* Blocks of Unicode that hold a whole marker in one character, with the number of the first. */
static const struct {
  gunichar first, last;
  MarkerLevel level;
} whole_markers[] = {
    {0x3220, 0x3229, MARKER_HAN_ROUND},   /* ㈠ */
    {0x2488, 0x249B, MARKER_DIGIT},       /* ⒈ */
    {0x2474, 0x2487, MARKER_DIGIT_ROUND}, /* ⑴ */
    {0x2460, 0x2473, MARKER_CIRCLE},      /* ① */
};

static const char *skip_spaces(const char *p) {
  while (*p == ' ') p++;
  return p;
}

/* Past the number at `p`, Han or Arabic, else NULL. */
static const char *read_number(const char *p, bool *ret_han, int *ret) {
  const char *end = p;
  int64_t number = 0;
  while (g_ascii_isdigit(*end)) end++;
  *ret_han = end == p;
  if (*ret_han) {
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", NULL};
    for (const char *next = end; (next = any_prefix(next, numerals)) != NULL;) end = next;
    if (end == p || !decimal_parse_han(p, (size_t)(end - p), &number)) return NULL;
  } else {
    if (end - p > MARKER_DIGITS) return NULL;
    number = g_ascii_strtoll(p, NULL, 10);
  }
  if (number < 1 || number > MARKER_LAST) return NULL;
  *ret = (int)number;
  return end;
}

static bool read_whole_marker(const char *text, Marker *ret) {
  gunichar c = g_utf8_get_char(text);
  for (size_t i = 0; i < G_N_ELEMENTS(whole_markers); i++) {
    if (c < whole_markers[i].first || c > whole_markers[i].last) continue;
    static const char *const stops[] = {"、", ".", NULL};
    const char *rest = g_utf8_next_char(text);
    const char *after = any_prefix(rest, stops);
    ret->level = whole_markers[i].level;
    ret->number = (int)(c - whole_markers[i].first) + 1;
    ret->length = (size_t)((after ? after : rest) - text);
    return true;
  }
  return false;
}

/* （一） (1) 1） */
static bool read_round_marker(const char *text, Marker *ret) {
  static const char *const opening[] = {"（", "(", "〔", NULL};
  static const char *const closing[] = {"）", ")", "〕", NULL};
  static const char *const stops[] = {"、", ".", NULL};
  const char *p = any_prefix(text, opening);
  bool han = false;
  const char *end = read_number(p ? skip_spaces(p) : text, &han, &ret->number);
  if (!end || (!p && han)) return false;
  end = any_prefix(skip_spaces(end), closing);
  if (!end) return false;
  const char *after = any_prefix(end, stops);
  ret->level = han ? MARKER_HAN_ROUND : MARKER_DIGIT_ROUND;
  ret->length = (size_t)((after ? after : end) - text);
  return true;
}

/* Whether digits right after the stop of an Arabic marker belong to the title ("1.2023年") and not to a figure ("1.2"). */
static bool is_title_digits(const char *p, bool pause) {
  size_t n = strspn(p, "0123456789");
  bool year = n == 4 && g_str_has_prefix(p + n, "年");
  return n == 0 || year || (pause && n > MARKER_DIGITS);
}

/* 一、 1. 1、 : a stop must follow. */
static bool read_open_marker(const char *text, Marker *ret) {
  static const char *const pauses[] = {"、", NULL}, *const stops[] = {"、", ".", ",", "，", NULL};
  bool han = false, han_again = false;
  int next = 0;
  const char *end = read_number(text, &han, &ret->number);
  if (!end) return false;
  end = skip_spaces(end);
  const char *pause = any_prefix(end, pauses), *after = any_prefix(end, stops);
  if (!after || (!han && !is_title_digits(after, pause))) return false;
  if (han && read_number(after, &han_again, &next) && han_again) return false; /* 一、二季度 */
  ret->level = han ? MARKER_HAN : MARKER_DIGIT;
  ret->length = (size_t)(after - text);
  return true;
}

static void name_marker(Marker *marker) {
  static const char *const ones[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  int n = marker->number;
  bool round = marker->level == MARKER_HAN_ROUND || marker->level == MARKER_DIGIT_ROUND;
  g_autofree char *number = NULL;
  if (marker->level == MARKER_HAN || marker->level == MARKER_HAN_ROUND)
    number = g_strdup_printf("%s%s%s", n >= 20 ? ones[n / 10] : "", n >= 10 ? "十" : "", ones[n % 10]);
  else number = g_strdup_printf("%d", n);
  if (marker->level == MARKER_CIRCLE && n <= 20) {
    marker->name[g_unichar_to_utf8(0x2460 + (gunichar)n - 1, marker->name)] = '\0';
    return;
  }
  g_snprintf(marker->name, sizeof marker->name, "%s%s%s", round ? "（" : "", number, round ? "）" : "");
}

bool marker_read(const char *text, Marker *ret) {
  const char *start = skip_spaces(text);
  Marker marker = {0};
  if (!read_whole_marker(start, &marker) && !read_round_marker(start, &marker) && !read_open_marker(start, &marker))
    return false;
  marker.length += (size_t)(start - text);
  name_marker(&marker);
  *ret = marker;
  return true;
}
