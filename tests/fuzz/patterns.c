/* A pattern file among others: what a person may write into one. The others are those of the corpus, a folder whose
   every file holds a little of all that it may hold: the project's own take a hundred times as long to read. */
#include "fuzz.h"
#include "report/report.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define OTHERS "tests/fuzz/corpus/patterns"

/* The files of a pattern folder, and the word at the head of a line by which an input is taken for one of them. */
static const struct Role {
  const char *name, *word;
} ROLES[] = {{"prose.yaml", "\nown_words:"},
             {"units.yaml", "\nno_units:"},
             {"numerals.yaml", "\nclasses:"},
             {"checks.yaml", "\nchecks:"},
             {"derived.yaml", "\nderived:"},
             {"crosswalk.yaml", "\ncrosswalk:"},
             {"divisions.csv", "\ncode,name"},
             {"report.yaml", "\nsubjects:"},
             {"places.yaml", "\nno_kinds:"},
             {"indicators.yaml", "\nindicators:"},
             {"form.yaml", ""}};

static const char *name_input(const uint8_t *data, size_t size) {
  for (unsigned i = 0;; i++) {
    const char *word = ROLES[i].word;
    size_t length = strlen(word);
    if (length == 0 || memmem(data, size, word, length)) return ROLES[i].name;
    if (size >= length - 1 && memcmp(data, word + 1, length - 1) == 0) return ROLES[i].name;
  }
}

/*
 * libfyaml 0.7 loses a kilobyte with each quoted text that wants more than a handful of pieces put together (''''''):
 * the list of pieces that fy_atom_format_text() lets grow. What is lost of our own allocations is still told.
 */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfyaml.so\n"; }

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *folder = g_dir_make_tmp("fuzz-XXXXXX", NULL), *here = g_get_current_dir();
  const char *name = name_input(data, size);
  for (unsigned i = 0; i < G_N_ELEMENTS(ROLES); i++) {
    g_autofree char *other = g_build_filename(here, OTHERS, ROLES[i].name, NULL),
                    *path = g_build_filename(folder, ROLES[i].name, NULL);
    if (g_str_equal(ROLES[i].name, name)) g_assert(g_file_set_contents(path, (const char *)data, (gssize)size, NULL));
    else g_assert(symlink(other, path) == 0);
  }
  knowledge_free(knowledge_read(folder, true, NULL));
  for (unsigned i = 0; i < G_N_ELEMENTS(ROLES); i++) {
    g_autofree char *path = g_build_filename(folder, ROLES[i].name, NULL);
    g_unlink(path);
  }
  g_rmdir(folder);
  return 0;
}
