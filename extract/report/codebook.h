/*
 * codebook.h - what every indicator means, for outputs: with record.h and panel.h the only header of extract/ that
 * output/ knows.
 */
#ifndef EXTRACT_CODEBOOK_H
#define EXTRACT_CODEBOOK_H

#include <glib.h>
#include <stdbool.h>

typedef struct CodebookEntry {
  const char *id; /* request.received */
  char *name;     /* request_received: for programs that take no dots */
  const char *zh, *en, *unit, *definition;
  bool derived; /* a sum that no form prints */
} CodebookEntry;

/* Everything borrowed but what is said to be new lives in the knowledge that it was made from. */
typedef struct Codebook {
  GArray *entries;                /* of CodebookEntry, in the order of the pattern files */
  GHashTable *by_id;              /* id -> number of its entry plus 1 */
  GPtrArray *forms;               /* of const struct Form */
  const GPtrArray *crosswalk;     /* of CrosswalkLine */
  const struct CheckRules *rules; /* sums, and what holds across years */
} Codebook;

struct Knowledge;
Codebook *codebook_new(const struct Knowledge *knowledge);
void codebook_free(Codebook *codebook);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Codebook, codebook_free)

/* The number of the entry, or -1. */
int codebook_find(const Codebook *codebook, const char *id);
/* Ids of the forms on which it is printed, parted by blanks. New string. */
char *codebook_forms(const Codebook *codebook, const char *id);
/* What the crosswalk says of it: "closeMatch result.total: why", a line each; "" when nothing. New string. */
char *codebook_crosswalk(const Codebook *codebook, const char *id);

static inline const CodebookEntry *codebook_entry(const Codebook *codebook, guint number) {
  return &g_array_index(codebook->entries, CodebookEntry, number);
}

/*
 * Where each indicator stands on its forms, in their own words, the forms before it, a line each; of a sum its parts:
 * id -> text (char *), "" when it is on none. New table.
 */
GHashTable *codebook_sources(const Codebook *codebook);

#endif
