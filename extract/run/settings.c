#include "run/settings.h"

#include "check/correction.h"

enum { DIGITS = 12 };

char *settings_hash(const Options *options, const Given *given, const CsvFile *corrections, const char *sha256) {
  g_autoptr(GString) text = g_string_new(NULL);
  if (options->first_page > 0) g_string_append_printf(text, "pages %d-%d\n", options->first_page, options->last_page);
  if (options->source != REPORT_FROM_PDF) g_string_append_printf(text, "from %d\n", (int)options->source);
  if (given) {
    const char *const fields[] = {given->place, given->year, given->code, given->url};
    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
      if (*fields[i]) g_string_append_printf(text, "given %zu %s\n", i, fields[i]);
  }
  if (corrections) correction_print(corrections, sha256, text);
  if (text->len == 0) return g_strdup("");
  g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text->str, (gssize)text->len);
  return g_strndup(hash, DIGITS);
}
