/*
 * recognise.h - which form the printed blocks are, told by their rows and heads alone.
 */
#ifndef EXTRACT_RECOGNISE_H
#define EXTRACT_RECOGNISE_H

#include "figure/block.h"

/* A printed block and the table of the form that it is. */
typedef struct KnownBlock {
  const Block *block;
  const FormTable *table;
  GArray *rows;      /* of Match, owned: one a row of the block */
  GArray *heads;     /* of Match, owned: one a column of it */
  GPtrArray *by_row; /* of GArray of Match, owned: for each row one a column, where rows and heads together are the
                        form's heads (a table of heads alone, printed with its groups as rows); else NULL */
  bool again;        /* what it measures stands in an earlier block of the report already */
} KnownBlock;

/*
 * The edition that explains the blocks best and, in reading order, the blocks that are tables of it. `year` (0: not
 * known) decides only between editions that explain them equally well, unless the blocks are `in_doubt`: what is left
 * of a damaged table is no evidence against it. NULL: no form has these tables.
 */
const Form *recognise_form(const GPtrArray *blocks, const FormPatterns *patterns, int year, bool in_doubt,
                           GPtrArray **ret_known);

/*
 * The edition whose sections the report has, for a report without statistics tables: most of them, in a year in which
 * the edition was usual, and more than any other edition. NULL when that is not certain.
 */
const Form *recognise_sections(const Outline *outline, const FormPatterns *patterns, int year);

#endif
