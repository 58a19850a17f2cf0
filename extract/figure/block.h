/*
 * block.h - statistics tables as printed: rows of cells under heads, before it is known which form they are.
 */
#ifndef EXTRACT_BLOCK_H
#define EXTRACT_BLOCK_H

#include "figure/form_words.h"
#include "figure/match.h"
#include "section/section.h"

/* A column that holds figures (or units, or nothing to be read), with the heads over it. */
typedef struct BlockHead {
  Printed printed; /* its heads, top first; ->path owned, its labels borrowed from the block */
  char *text;      /* the same joined: "申请人情况 / 自然人" */
  int column, end; /* of the grid */
  ColumnRole role;
} BlockHead;

typedef struct BlockRow {
  Printed printed; /* its labels and those it is subordinate to; ->path owned, never empty */
  char *text;      /* the same joined */
  const Table *table;
  GPtrArray *cells; /* of const Cell, borrowed: one a head, NULL where there is none */
  int parent;       /* the row it is subordinate to, an index into Block.rows; -1: none */
} BlockRow;

/* Rows under one set of heads: a whole table, or a part of one below its band. */
typedef struct Block {
  const PlacedTable *placed; /* where it begins */
  char *band;                /* as printed; "" when none */
  GPtrArray *heads;          /* of BlockHead, owned; empty when none could be found */
  GPtrArray *rows;           /* of BlockRow, owned */
  GPtrArray *labels;         /* of Label, owned */
  GPtrArray *headings;       /* of Cell, owned: rows that the text took for headings; their texts are borrowed */
} Block;

/* The blocks of all tables that have heads, bands or rows of some form; the others are no statistics tables.
   New array of Block, in reading order. */
GPtrArray *block_read_all(const Outline *outline, const FormWords *words);

#endif
