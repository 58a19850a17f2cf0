/*
 * compare.h - the years of one place as a table: rows are indicators, columns are reports.
 *
 * An indicator of an older form stands in the row of the one that answers to it on a later form, where the crosswalk
 * says that it does (exactMatch, closeMatch); what matches only closely is marked.
 */
#ifndef EXTRACT_COMPARE_H
#define EXTRACT_COMPARE_H

#include "panel/panel.h"

typedef struct CompareCell {
  PanelValue value;
  bool close; /* by a closeMatch: another count, nearly the same */
  guint from; /* the entry whose figure it is; that of the row where it is not joined or is a sum */
} CompareCell;

typedef struct CompareRow {
  guint entry;
  bool close, summed; /* some cell is */
  GArray *cells;      /* of CompareCell, one a column */
  GPtrArray *notes;   /* of const char, borrowed: what the crosswalk says of its joins */
} CompareRow;

typedef struct Compare {
  const Codebook *codebook;
  const GPtrArray *columns; /* of PanelReport, borrowed: by year, missing ones among them */
  GPtrArray *rows;          /* of CompareRow, in the order of the codebook; those with nothing printed are left out */
} Compare;

/* Of the reports of one series (panel_load()), which must outlive it. */
Compare *compare_new(const Codebook *codebook, const GPtrArray *reports);
void compare_free(Compare *compare);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Compare, compare_free)

/* The row of that indicator, or NULL. */
const CompareRow *compare_find(const Compare *compare, const char *id);
/* Whether the form of column `i` is another than that of the last report before it. */
bool compare_is_break(const Compare *compare, guint i);
/* The form of the last report before column `i`; NULL when there is none. */
const char *compare_form_before(const Compare *compare, guint i);

#endif
