/*
 * codebook.h - what every indicator means, for outputs.
 */
#ifndef EXTRACT_CODEBOOK_H
#define EXTRACT_CODEBOOK_H

#include <glib.h>
#include <stdbool.h>

typedef struct CodebookEntry {
  const char *id; /* request.received */
  char *name;     /* request_received: for programs that take no dots */
  const char *zh, *en, *unit, *definition;
  bool derived;  /* a sum that no form prints */
  bool left_out; /* not asked for: no column of a table whose columns are indicators */
} CodebookEntry;

/* Everything borrowed but what is said to be new lives in the knowledge that it was made from. */
typedef struct Codebook {
  GArray *entries;   /* of CodebookEntry, in the order of the pattern files */
  GHashTable *by_id; /* id -> number of its entry plus 1 */
  const struct FormPatterns *forms;
  const GPtrArray *crosswalk;     /* of CrosswalkLine */
  const struct CheckRules *rules; /* sums, and what holds across years */
} Codebook;

struct Knowledge;
Codebook *codebook_new(const struct Knowledge *knowledge);
void codebook_free(Codebook *codebook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Codebook, codebook_free)

/* The number of the entry, or -1. */
int codebook_find(const Codebook *codebook, const char *id);

/* What the forms of these ids, parted by blanks, are called: 2021年式（25行）, parted by 、; ids of no form, and all without
   a codebook, stay. New string. */
char *codebook_forms(const Codebook *codebook, const char *ids);

static inline const CodebookEntry *codebook_entry(const Codebook *codebook, guint number) {
  return &g_array_index(codebook->entries, CodebookEntry, number);
}

/* The codebook as a table: what its columns are called, and what they hold. */
typedef struct CodebookColumn {
  const char *name;
  bool truth; /* "true" or "false"; else text */
  const char *title, *note;
} CodebookColumn;
enum { CODEBOOK_COLUMNS = 10 };
extern const CodebookColumn codebook_columns[CODEBOOK_COLUMNS];

/* Its rows (of char **, one text a column), in the order of the entries. New array. */
GPtrArray *codebook_rows(const Codebook *codebook);

#endif
