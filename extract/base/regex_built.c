/*
 * regex_built.c - the regular expressions of the patterns as PCRE2 compiled them when the program was built; made by
 * extract/tools/regexes.c. Each is known by its text. Another version of PCRE2 takes none of them: then they are compiled.
 */
#include "base/regex_built.h"

#include "regexes.inc"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { COUNT = G_N_ELEMENTS(patterns) };

pcre2_code *regex_built(const char *pattern, uint32_t flags) {
  static pcre2_code *codes[COUNT];
  static bool unpacked;
  static unsigned last; /* they are asked for in the order in which they were compiled */
  if (!unpacked) pcre2_serialize_decode(codes, COUNT, serialized, NULL);
  unpacked = true;
  for (unsigned i = 1; i <= COUNT; i++) {
    const unsigned at = (last + i) % COUNT;
    if (!codes[at] || patterns[at].flags != flags || strcmp((const char *)texts + patterns[at].text, pattern) != 0)
      continue;
    last = at;
    return g_steal_pointer(&codes[at]);
  }
  return NULL;
}
