/*
 * check_rule.h - the rules of patterns/checks.yaml as structs; how they are written is said in that file.
 */
#ifndef EXTRACT_CHECK_RULE_H
#define EXTRACT_CHECK_RULE_H

#include "base/decimal.h"
#include "base/regex.h"
#include "check/check.h"

typedef enum CheckOver {
  CHECK_ONCE,
  CHECK_ROWS,
  CHECK_COLUMNS,
  CHECK_PROSE,
  CHECK_WHOLES,
  CHECK_SHARES,
  CHECK_YEARS
} CheckOver;

typedef struct CheckTerm {
  bool minus;
  bool children; /* sum(children): then id is empty */
  bool previous; /* previous(id): of the year before */
  char *id;      /* may hold a * */
} CheckTerm;

typedef struct CheckRelation {
  char *text;
  GPtrArray *left, *right; /* of CheckTerm, owned */
  bool at_most;            /* <= in place of = */
} CheckRelation;

typedef struct CheckRule {
  char *id;
  char **forms; /* ids; NULL: every form */
  CheckOver over;
  Regex *words, *beside; /* or NULL */
  CheckRelation *relation;
  CheckRelation *alternative; /* or NULL */
  bool notice;                /* across years: practice often breaks it */
  char *place;                /* "checks.yaml:12" */
} CheckRule;

/* A sum that the form does not print. */
typedef struct CheckDerived {
  char *id;
  char **forms; /* ids; NULL: wherever its parts are */
  char **parts; /* ids */
} CheckDerived;

struct CheckRules {
  GPtrArray *rules;                /* of CheckRule, in file order */
  GPtrArray *derived;              /* of CheckDerived */
  Regex *scope;                    /* a sentence about a part of the body only */
  Decimal leap_factor, leap_least; /* from one year to the next; no digits: not asked */
};

/* The applicant columns of the table of requests, the total last: _nat ... _oth and "". */
enum { CHECK_COLUMN_COUNT = 7 };
extern const char *const check_columns[CHECK_COLUMN_COUNT];

/* Whether a rule or sum with these forms holds on `form`. */
bool check_form_fits(char *const *forms, const char *form);

#endif
