/*
 * form_entry.h - a row or a head of the form, and how a printed label fits it.
 */
#ifndef EXTRACT_FORM_ENTRY_H
#define EXTRACT_FORM_ENTRY_H

#include "figure/label.h"

typedef enum { COLUMN_FIGURES, COLUMN_LABELS, COLUMN_UNITS, COLUMN_IGNORED } ColumnRole;

/* A row or a head of a table. Heads and rows make trees: 三 > （三） > 1. */
typedef struct FormEntry {
  GPtrArray *wordings;            /* of Label, owned: the form's own first */
  const struct FormEntry *parent; /* NULL at the top */
  GPtrArray *children;            /* of FormEntry, borrowed */
  const GPtrArray *siblings;      /* those of its parent, itself among them */
  char *indicator;                /* id of a row, or what a head adds to it; NULL: a heading, no figures */
  ColumnRole role;                /* of a head without heads under it */
  char *place;                    /* "2021.yaml:40" */
} FormEntry;

/* The form's own wording of a row or head. */
static inline const Label *form_label(const FormEntry *entry) { return g_ptr_array_index(entry->wordings, 0); }

typedef enum MatchKind {
  MATCH_NONE,    /* not on the form, or not to be told */
  MATCH_EXACT,   /* one of the form's wordings */
  MATCH_DIFFERS, /* misprinted or cut: told by its likeness and its place */
  MATCH_PATH     /* its label cannot be read: told by its number or its place */
} MatchKind;

/* Whether a printed label is one of the entry's wordings; the brackets may differ where they only explain. */
bool entry_says(const FormEntry *entry, const Label *printed);
/* Whether it may be a misprint of one. */
bool entry_resembles(const FormEntry *entry, const Label *printed);
/* How many characters part it from the nearest of them. */
int entry_distance(const FormEntry *entry, const Label *printed);
/* By how many characters it is nearer to the entry than to the nearest of its siblings. */
int entry_lead(const FormEntry *entry, const Label *printed);
/* How it fits the entry, its surroundings left aside: MATCH_EXACT, MATCH_DIFFERS or MATCH_NONE. */
MatchKind entry_match(const FormEntry *entry, const Label *printed);

#endif
