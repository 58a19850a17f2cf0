/*
 * evidence.h - what speaks for each figure, by name: no mean of guesses.
 */
#ifndef EXTRACT_EVIDENCE_H
#define EXTRACT_EVIDENCE_H

#include "record/record.h"

/*
 * Completes the evidence of every figure from the checks of the record. Beside exact-label and ruled-cell, which the
 * reading of the table set:
 *   single-candidate   no other cell of the tables has its indicator
 *   identity-holds     an identity of the form confirms it that is not all zeros
 *   prose-agrees       a sentence and the table state the same
 *   both-roads-agree   it was read again by the second road, with the same result
 * and its standing, one of
 *   verified           an identity or an independent statement confirms it
 *   contradicted       the report contradicts itself there
 *   in-doubt           the two roads differ
 *   plain              nothing speaks for or against it
 */
void evidence_complete(Record *record);

#endif
