/*
 * selection.h - views: which reports and which figures go to the outputs.
 */
#ifndef EXTRACT_SELECTION_H
#define EXTRACT_SELECTION_H

#include "record/record.h"
#include "report/codebook.h"

/* Which are asked for, and what came of it. */
typedef struct Selection Selection;

/*
 * Each a list (NULL: all), borrowed; a report or figure must fit one of each. Indicators with * and ?; "" asks for
 * figures without one. A place as the report names it, or its code.
 */
Selection *selection_new(char **only, char **places, char **years);
void selection_free(Selection *selection);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Selection, selection_free)

/*
 * Marks the entries that --only leaves out. A slip there must not look like a report without such figures: false when
 * no indicator can fit.
 */
bool selection_mark(const Selection *selection, Codebook *codebook, GError **error);
/*
 * Whether the record is wanted. Figures that are not are taken out of it, and with them the numerals and checks that
 * speak of them. Failures are always wanted.
 */
bool selection_apply(Selection *selection, Record *record);
/* Whether a report was wanted. */
bool selection_found(const Selection *selection);
/* What was asked for and fitted nothing, a message each; new array of char *. */
GPtrArray *selection_missed(const Selection *selection);

#endif
