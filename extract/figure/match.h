/*
 * match.h - which row or head of the form a printed one is.
 */
#ifndef EXTRACT_MATCH_H
#define EXTRACT_MATCH_H

#include "figure/form.h"

typedef enum MatchKind {
  MATCH_NONE,    /* not on the form, or not to be told */
  MATCH_EXACT,   /* one of the form's wordings */
  MATCH_DIFFERS, /* misprinted or cut: told by its likeness and its place */
  MATCH_PATH     /* its label cannot be read: told by its number or its place */
} MatchKind;

/* A printed row or head: its own label last, those it stands under before it. */
typedef struct Printed {
  GPtrArray *path; /* of Label, borrowed; never empty */
} Printed;

typedef struct Match {
  const FormEntry *entry; /* NULL for MATCH_NONE */
  MatchKind kind;
} Match;

/* How a printed label fits an entry, its surroundings left aside: MATCH_EXACT, MATCH_DIFFERS or MATCH_NONE. */
MatchKind match_label(const FormEntry *entry, const Label *printed);

/* Matches printed rows (or heads), in order, with `entries` (of FormEntry, in the form's order). New array of Match. */
GArray *match_align(const GArray *printed, const GPtrArray *entries);

#endif
