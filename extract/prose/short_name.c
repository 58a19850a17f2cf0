#include "prose/short_name.h"

#include <glib.h>
#include <string.h>

bool short_name_of(const char *name, const char *place) {
  const char *p = name, *last = g_utf8_find_prev_char(name, name + strlen(name));
  for (const char *q = place; *p && *q; q = g_utf8_next_char(q))
    if (g_utf8_get_char(p) == g_utf8_get_char(q)) p = g_utf8_next_char(p);
  return *p == '\0' && g_utf8_strlen(name, -1) > 2 && g_str_has_suffix(place, last);
}
