/* A pattern file among the project's own: what a person may write into one. */
#include "fuzz.h"
#include "report.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* The files that every pattern folder holds, and the word by which an input is one of them. */
static const struct Role {
  const char *name, *word;
} ROLES[] = {{"indicators.yaml", "\nindicators:"}, {"checks.yaml", "\nchecks:"}, {"derived.yaml", "\nderived:"}};

/* What the input is: one of those, in the project's place, or else a form. */
static const char *name_input(const uint8_t *data, size_t size) {
  for (unsigned i = 0; i < G_N_ELEMENTS(ROLES); i++)
    if (memmem(data, size, ROLES[i].word, strlen(ROLES[i].word))) return ROLES[i].name;
  return "form.yaml";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *folder = g_dir_make_tmp("fuzz-XXXXXX", NULL), *here = g_get_current_dir();
  g_autofree char *input = g_build_filename(folder, name_input(data, size), NULL);
  g_assert(g_file_set_contents(input, (const char *)data, (gssize)size, NULL));
  for (unsigned i = 0; i < G_N_ELEMENTS(ROLES); i++) {
    g_autofree char *own = g_build_filename(here, "patterns", ROLES[i].name, NULL),
                    *link = g_build_filename(folder, ROLES[i].name, NULL);
    if (!g_str_equal(link, input)) g_assert(symlink(own, link) == 0);
  }
  knowledge_free(knowledge_read(folder, true, NULL));
  g_unlink(input);
  for (unsigned i = 0; i < G_N_ELEMENTS(ROLES); i++) {
    g_autofree char *link = g_build_filename(folder, ROLES[i].name, NULL);
    g_unlink(link);
  }
  g_rmdir(folder);
  return 0;
}
