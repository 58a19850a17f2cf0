/*
 * pattern.h - the pattern sets of the folder patterns/: what to look for, as data that people edit.
 */
#ifndef EXTRACT_PATTERN_H
#define EXTRACT_PATTERN_H

#include <glib.h>
#include <stdbool.h>

typedef struct FormPatterns FormPatterns;   /* form.h: the statistics tables of each edition of the form */
typedef struct ProsePatterns ProsePatterns; /* prose.h: quantities, numerals, narrative patterns */

typedef struct Indicator {
  char *id;         /* request.received */
  char *zh;         /* name in Chinese */
  char *en;         /* name in English */
  char *unit;       /* the canonical one of the panel */
  char *definition; /* for the codebook, "" when the name says it all */
  bool derived;     /* made up from others in panels and checks; never in the figures table */
} Indicator;

typedef struct PatternSet {
  GPtrArray *indicators; /* of Indicator, in file order */
  GHashTable *by_id;     /* id -> Indicator, borrowed */
  FormPatterns *forms;
  ProsePatterns *prose; /* NULL when the folder has no prose.yaml */
  char *version;        /* first 12 hex digits of a SHA-256 over all pattern files, names and bytes, by name */
} PatternSet;

/*
 * Reads and checks every file of the folder; an error names path:line:column and shows the place. The samples are
 * tried too, unless the set's version is `tried` (NULL: always): that takes as long as reading a report.
 */
PatternSet *pattern_set_read(const char *folder, const char *tried, GError **error);
void pattern_set_free(PatternSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PatternSet, pattern_set_free)

/* NULL when unknown. An applicant column (request.received_nat) is found by its own id. */
const Indicator *pattern_indicator(const PatternSet *set, const char *id);

#endif
