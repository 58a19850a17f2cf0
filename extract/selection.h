/*
 * selection.h - views: which reports and which figures go to the outputs.
 */
#ifndef EXTRACT_SELECTION_H
#define EXTRACT_SELECTION_H

#include "record.h"

/* Each a list (NULL: all); a report or figure must fit one of each. */
typedef struct Selection {
  char **only;   /* indicators, with * and ? */
  char **places; /* as the report names it, or its code */
  char **years;
} Selection;

/*
 * Whether the record is wanted. Figures that are not are taken out of it, and with them the numerals and checks that
 * speak of them. Failures are always wanted.
 */
bool selection_apply(const Selection *selection, Record *record);

#endif
