/*
 * own_words.h - what the figures of a sentence count, in the report's own words; what one says goes on to the next.
 */
#ifndef EXTRACT_OWN_WORDS_H
#define EXTRACT_OWN_WORDS_H

#include "prose/clause.h"

/* What the figures of a sentence have said so far; all is NULL at its start, and owned but for the unit. */
typedef struct OwnWords {
  char **labels; /* A、B和C of "A、B和C分别为" */
  unsigned label;
  char *each; /* what is said of each of them, when each has its number: 发布信息 of 微信和微博分别发布信息3条、5条 */
  char *said; /* what the row of the last figure has from behind its unit */
  char *ahead;      /* what the clause of the last figure says ahead of it */
  char *row;        /* of the last figure */
  const char *unit; /* of the last figure; of the patterns */
} OwnWords;

/*
 * The row of numeral `which` of the sentence, new; its clause, that begins behind `floor` (the end of the last figure), is
 * renamed where it has its words from others.
 */
char *own_words_read(OwnWords *own, const ProseText *sentence, const GArray *numerals, unsigned which, size_t floor,
                     Clause *clause);

/* Forgets what was said: for another sentence, and at the end. */
void own_words_clear(OwnWords *own);

#endif
