/*
 * heading.c - the numbering of the running text, and the section paths that follow from it.
 */
#include "press.h"

#include <string.h>

char *heading_mark(const char *text, gsize *ret_length) {
  const char *end = NULL;

  if (g_str_has_prefix(text, "附件")) {
    *ret_length = strlen(text);
    return g_strconcat(text, "/", NULL);
  }
  if (g_str_has_prefix(text, "（")) {
    end = strstr(text, "）");
    *ret_length = (gsize)(end - text) + strlen("）");
    return g_strndup(text, *ret_length);
  }
  end = strstr(text, "、");
  gsize skip = strlen("、");
  if (g_ascii_isdigit(text[0])) {
    gsize digits = strspn(text, "0123456789");
    *ret_length = digits + (text[digits] == '.' ? 1 : skip);
    return g_strndup(text, digits);
  }
  if (end == NULL || end - text > 9) { /* 三 Han digits at most */
    *ret_length = 0;
    return NULL;
  }
  *ret_length = (gsize)(end - text) + skip;
  return g_strndup(text, (gsize)(end - text));
}

static int han_number(const char *mark) {
  static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  int number = g_str_has_prefix(mark, "十") ? 10 : 0;

  for (int i = 0; i < 9; i++)
    if (g_str_has_suffix(mark, digits[i])) number += i + 1;
  return number;
}

void heading_open(Press *press, int level, char *mark, const char *title) {
  for (int i = level - 1; i < 4; i++) g_clear_pointer(&press->path[i], g_free);
  press->path[level - 1] = mark;
  if (level > 1) return;
  g_free(press->title);
  press->title = g_strdup(title);
  int number = han_number(mark);
  if (number > 0 && press->last > 0 && number != press->last + 1) press->part++;
  press->last = number > 0 ? number : press->last;
}

char *press_path(const Press *press) {
  GString *path = g_string_new(NULL);

  if (press->part > 1) g_string_append_printf(path, "part%d/", press->part);
  for (int i = 0; i < 4 && press->path[i] != NULL; i++)
    g_string_append_printf(path, "%s%s", i > 0 ? "/" : "", press->path[i]);
  return g_string_free(path, FALSE);
}
