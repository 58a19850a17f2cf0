#include "base/any.h"

#include <glib.h>
#include <string.h>

const char *any_prefix(const char *text, const char *const *words) {
  for (; *words; words++)
    if (g_str_has_prefix(text, *words)) return text + strlen(*words);
  return NULL;
}

const char *any_suffix(const char *text, const char *const *words) {
  for (; *words; words++)
    if (g_str_has_suffix(text, *words)) return text + strlen(text) - strlen(*words);
  return NULL;
}

bool any_within(const char *text, const char *const *words) {
  for (; *words; words++)
    if (strstr(text, *words)) return true;
  return false;
}
