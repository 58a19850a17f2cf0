/*
 * check_prose.h - what sentences state of parts and wholes, held against itself.
 */
#ifndef EXTRACT_CHECK_PROSE_H
#define EXTRACT_CHECK_PROSE_H

#include "check/check_rule.h"

/* Each figure of a sentence that others name as their whole, against their sum. */
void check_wholes(const CheckRule *rule, Record *record, CheckReread reread, gconstpointer data);
/* Each share whose part and whole are stated, against their quotient, rounded or cut at its last printed digit. */
void check_shares(const CheckRule *rule, Record *record, CheckReread reread, gconstpointer data);

#endif
