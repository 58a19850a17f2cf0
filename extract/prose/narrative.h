/*
 * narrative.h - what the figures of running text are about: in the report's words, as an indicator, as part of a whole.
 */
#ifndef EXTRACT_NARRATIVE_H
#define EXTRACT_NARRATIVE_H

#include "prose/numeral.h"

typedef struct Statement {
  Quantity quantity;
  char *row;             /* what is counted, in the report's own words */
  const char *indicator; /* "" when none; of the patterns */
  const char *place;     /* of the pattern that gave it; "" when none */
  unsigned marks;        /* of QuantityMark */
  int whole;             /* the statement of which it is a part or a share; -1 when none is said */
} Statement;

/* The sentences of one section, one after the other. */
typedef struct Narrative Narrative;

/* What a narrative knows of its report. */
typedef struct NarrativeAbout {
  const char *titles;      /* of the section and of those around it */
  const char *form, *year; /* which of an indicator's ids holds */
  const char *place;       /* the place whose report it is; "" when it is that of one organ, or nobody knows */
  const char *organ;       /* then the organ; "" when nobody knows */
} NarrativeAbout;

Narrative *narrative_new(const ProsePatterns *patterns, const NarrativeAbout *about);
void narrative_free(Narrative *narrative);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Narrative, narrative_free)

/* Adds a statement for each figure among `numerals` (of NumeralSpan) of the sentence. */
void narrative_read(Narrative *narrative, const ProseText *sentence, const GArray *numerals);

/* All statements so far: GArray of Statement, borrowed. */
const GArray *narrative_statements(const Narrative *narrative);

#endif
