/*
 * place_words.h - the words by which places and organs are told, as places.yaml of a pattern folder says them.
 */
#ifndef EXTRACT_PLACE_WORDS_H
#define EXTRACT_PLACE_WORDS_H

#include "base/regex.h"

#include <glib.h>

/* What the name of a division ends with. */
typedef struct PlaceKind {
  char *word;
  int level; /* 1 a province, 2 a prefecture, 3 a county, 4 a town */
} PlaceKind;

/* Each list ends with NULL; what its words, and what the expressions, are for is said in the file. */
typedef struct PlaceWords {
  GArray *kinds; /* of PlaceKind, in the order in which they are tried */
  const char *const *no_kinds,
      *const *ends, *const *no_names, *const *no_stems, *const *zones, *const *zones_and_offices,
                                                                           *const *short_kinds,
                                                                               *const *left_out,
                                                                                   *const *raised, *const *governments;
  Regex *organ, *branch, *subject, *around, *imprint, *maker, *title, *opening, *period, *figures_period;
} PlaceWords;

/* An error names path:line:column. */
PlaceWords *place_words_read(const char *folder, GError **error);
void place_words_free(PlaceWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlaceWords, place_words_free)

/* Whether the name ends like a zone's: 雄安新区, 苏州工业园区. */
bool place_words_zone(const PlaceWords *words, const char *place);
/* Whether the text is an organ's name. */
bool place_words_organ(const PlaceWords *words, const char *text);

#endif
