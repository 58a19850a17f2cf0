/*
 * match.h - which row or head of the form a printed one is.
 */
#ifndef EXTRACT_MATCH_H
#define EXTRACT_MATCH_H

#include "figure/form_entry.h"

/* A printed row or head: its own label last, those it stands under before it. */
typedef struct Printed {
  GPtrArray *path; /* of Label, borrowed; never empty */
} Printed;

typedef struct Match {
  const FormEntry *entry; /* NULL for MATCH_NONE */
  MatchKind kind;
} Match;

/* Matches printed rows (or heads), in order, with `entries` (of FormEntry, in the form's order). New array of Match. */
GArray *match_align(const GArray *printed, const GPtrArray *entries);

#endif
