/*
 * check.h - what adds up and what does not (勾稽关系), by the rules of patterns/checks.yaml.
 */
#ifndef EXTRACT_CHECK_H
#define EXTRACT_CHECK_H

#include "figure/pattern.h"
#include "record/record.h"

typedef struct CheckRules CheckRules;

/* Reads checks.yaml and derived.yaml, whose ids must be those of `patterns`; an error names path:line:column. */
CheckRules *check_rules_read(const char *folder, const PatternSet *patterns, GError **error);
void check_rules_free(CheckRules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CheckRules, check_rules_free)

/*
 * The second road: the value that the characters alone give for a figure, read without rules, grid or label code.
 * New string: a plain decimal, or "" when that road finds none.
 */
typedef char *(*CheckReread)(const Figure *figure, gconstpointer data);

/*
 * Adds a check row for each identity of the record's form that applies. Each figure of one that fails is read again by
 * `reread` (NULL: there is no second road, as for records read back; then a failing check stays as it is published).
 */
void check_run(const CheckRules *rules, Record *record, CheckReread reread, gconstpointer data);

#endif
