/*
 * heading.c - telling a numbered heading from a numbered sentence.
 *
 *     一、总体情况                                  a title alone
 *     （一）主动公开情况。主要通过政府门户网站……      a title that runs on into its sentence, bold or not
 *     1.全年共收到申请21件，其中……                   a numbered sentence: all of it is text, the title is empty
 *     四、全年没有发生收费。                         likewise
 *     （三）其他法律、法规规定的信息；                an item of a list: no heading
 *     一、总体情况……………………3                        a line of a table of contents: no heading
 */
#include "section/heading.h"

#include "base/any.h"
#include "base/fold.h"

#include <string.h>

/* Characters of the longest title: what is longer is a sentence. */
enum { TITLE_LENGTH = 50 };

static const char stops[] = "。！？；：!?;:";

/* The first stop outside of brackets and quotes, else the end. */
static const char *find_stop(const char *text) {
  int depth = 0;
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (fold_is_among(c, "（(“《〔")) depth++;
    else if (fold_is_among(c, "）)”》〕")) depth--;
    else if (depth <= 0 && fold_is_among(c, stops)) return p;
  }
  return text + strlen(text);
}

/* A number before a word of the list is a quantity, which a title does not state. */
static bool states_quantity(const ReportWords *words, const char *text, const char *end) {
  for (const char *p = text; p < end; p++) {
    if (!g_ascii_isdigit(*p)) continue;
    while (p < end && (g_ascii_isdigit(*p) || *p == '.')) p++;
    if (any_prefix(p, words->counts)) return true;
  }
  return false;
}

/* "2011年没有发生收费。": a whole sentence that says there is none. */
static bool states_none(const ReportWords *words, const char *text, const char *stop) {
  return g_str_equal(stop, "。") && any_within(text, words->none);
}

/* "总体情况……3", "总体情况.......3" */
static bool is_contents_line(const char *text) {
  size_t length = strlen(text), end = length;
  while (end > 0 && g_ascii_isdigit(text[end - 1])) end--;
  if (end == length) return false;
  g_autofree char *before = g_strndup(text, end);
  g_strchomp(before);
  return g_str_has_suffix(before, "..") || g_str_has_suffix(before, "…") || g_str_has_suffix(before, "··");
}

bool heading_read(const ReportWords *words, const char *text, Heading *ret) {
  Heading heading;
  if (!marker_read(text, &heading.marker) || is_contents_line(text)) return false;
  const char *from = text + heading.marker.length;
  while (*from == ' ') from++;
  const char *stop = find_stop(from);
  const char *body = *stop ? g_utf8_next_char(stop) : stop;
  if (!*from) return false;
  if (!*body && fold_is_among(*stop ? g_utf8_get_char(stop) : 0, "；;")) return false;
  bool title = g_utf8_strlen(from, stop - from) <= TITLE_LENGTH && !states_quantity(words, from, stop) &&
               !states_none(words, from, stop);
  heading.title_from = (size_t)(from - text);
  heading.title_to = title ? (size_t)(stop - text) : heading.title_from;
  heading.body_from = title ? (size_t)(body - text) : heading.title_from;
  *ret = heading;
  return true;
}

bool heading_is_annex(const ReportWords *words, const char *text, char **ret_name, size_t *ret_length) {
  static const char numbers[] = "0123456789一二三四五六七八九十";
  const char *p = any_prefix(text, words->annexes);
  if (!p) return false;
  const int word = (int)(p - text);
  while (*p == ' ') p++;
  const char *number = p;
  while (fold_is_among(g_utf8_get_char(p), numbers)) p = g_utf8_next_char(p);
  const char *end = p;
  while (*p && fold_is_among(g_utf8_get_char(p), " ：:、.")) p = g_utf8_next_char(p);
  if (*p && p == end) return false; /* 附表说明, 附件材料 */
  g_autofree char *digits = g_strndup(number, (size_t)(end - number));
  *ret_name = g_strdup_printf("%.*s%s", word, text, digits);
  *ret_length = (size_t)(p - text);
  return true;
}
