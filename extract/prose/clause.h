/*
 * clause.h - the words around one figure of a sentence.
 */
#ifndef EXTRACT_CLAUSE_H
#define EXTRACT_CLAUSE_H

#include "prose/numeral.h"

typedef struct Clause {
  size_t from, after; /* bytes of the sentence: its start, and the end of what follows the unit */
  size_t near;        /* the end of what directly follows the unit, stops or not */
  char *phrase;       /* with # in place of the number; owned */
} Clause;

/*
 * The clause of numeral `which` of the sentence: the words between `floor` (the end of the last figure) or the last stop
 * ahead of it and the number, and those that follow its unit up to the next stop or figure.
 */
Clause clause_find(const ProseText *sentence, const GArray *numerals, unsigned which, size_t floor);
/* Says the clause in other words: those ahead of the number, and its unit. */
void clause_rename(Clause *clause, const char *words, const char *unit);
void clause_clear(Clause *clause);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Clause, clause_clear)

#endif
