/*
 * numbering.c - reading the marks of numbered headings, in all the ways they are typed.
 */
#include "section/numbering.h"

#include "base/any.h"
#include "base/decimal.h"

#include <string.h>

/* No report has more headings side by side: what counts further is a year or a figure. */
enum { MARK_LAST = 99, MARK_DIGITS = 2 };

/* Blocks of Unicode that hold a whole mark in one character, with the number of the first. */
static const struct {
  gunichar first, last;
  MarkLevel level;
} whole_marks[] = {
    {0x3220, 0x3229, MARK_HAN_ROUND},   /* ㈠ */
    {0x2488, 0x249B, MARK_DIGIT},       /* ⒈ */
    {0x2474, 0x2487, MARK_DIGIT_ROUND}, /* ⑴ */
    {0x2460, 0x2473, MARK_CIRCLE},      /* ① */
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
    if (end - p > MARK_DIGITS) return NULL;
    number = g_ascii_strtoll(p, NULL, 10);
  }
  if (number < 1 || number > MARK_LAST) return NULL;
  *ret = (int)number;
  return end;
}

static bool read_whole_mark(const char *text, Mark *ret) {
  gunichar c = g_utf8_get_char(text);
  for (size_t i = 0; i < G_N_ELEMENTS(whole_marks); i++) {
    if (c < whole_marks[i].first || c > whole_marks[i].last) continue;
    static const char *const stops[] = {"、", ".", NULL};
    const char *rest = g_utf8_next_char(text);
    const char *after = any_prefix(rest, stops);
    ret->level = whole_marks[i].level;
    ret->number = (int)(c - whole_marks[i].first) + 1;
    ret->length = (size_t)((after ? after : rest) - text);
    return true;
  }
  return false;
}

/* （一） (1) 1） */
static bool read_round_mark(const char *text, Mark *ret) {
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
  ret->level = han ? MARK_HAN_ROUND : MARK_DIGIT_ROUND;
  ret->length = (size_t)((after ? after : end) - text);
  return true;
}

/* Whether digits right after the stop of an Arabic mark belong to the title ("1.2023年") and not to a figure ("1.2"). */
static bool is_title_digits(const char *p, bool pause) {
  size_t n = strspn(p, "0123456789");
  bool year = n == 4 && g_str_has_prefix(p + n, "年");
  return n == 0 || year || (pause && n > MARK_DIGITS);
}

/* 一、 1. 1、 : a stop must follow. */
static bool read_open_mark(const char *text, Mark *ret) {
  static const char *const pauses[] = {"、", NULL}, *const stops[] = {"、", ".", ",", "，", NULL};
  bool han = false, han_again = false;
  int next = 0;
  const char *end = read_number(text, &han, &ret->number);
  if (!end) return false;
  end = skip_spaces(end);
  const char *pause = any_prefix(end, pauses), *after = any_prefix(end, stops);
  if (!after || (!han && !is_title_digits(after, pause))) return false;
  if (han && read_number(after, &han_again, &next) && han_again) return false; /* 一、二季度 */
  ret->level = han ? MARK_HAN : MARK_DIGIT;
  ret->length = (size_t)(after - text);
  return true;
}

static void name_mark(Mark *mark) {
  static const char *const ones[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  int n = mark->number;
  bool round = mark->level == MARK_HAN_ROUND || mark->level == MARK_DIGIT_ROUND;
  g_autofree char *number = NULL;
  if (mark->level == MARK_HAN || mark->level == MARK_HAN_ROUND)
    number = g_strdup_printf("%s%s%s", n >= 20 ? ones[n / 10] : "", n >= 10 ? "十" : "", ones[n % 10]);
  else number = g_strdup_printf("%d", n);
  if (mark->level == MARK_CIRCLE && n <= 20) {
    mark->name[g_unichar_to_utf8(0x2460 + (gunichar)n - 1, mark->name)] = '\0';
    return;
  }
  g_snprintf(mark->name, sizeof mark->name, "%s%s%s", round ? "（" : "", number, round ? "）" : "");
}

bool mark_read(const char *text, Mark *ret) {
  const char *start = skip_spaces(text);
  Mark mark = {0};
  if (!read_whole_mark(start, &mark) && !read_round_mark(start, &mark) && !read_open_mark(start, &mark)) return false;
  mark.length += (size_t)(start - text);
  name_mark(&mark);
  *ret = mark;
  return true;
}
