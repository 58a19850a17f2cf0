/*
 * check_state.h - the judgement on one identity whose figures are found.
 */
#ifndef EXTRACT_CHECK_STATE_H
#define EXTRACT_CHECK_STATE_H

#include "check/check_rule.h"

typedef struct CheckOperand {
  const Figure *figure; /* NULL: the table has no such row */
  bool minus;
} CheckOperand;

typedef struct CheckSide {
  GArray *operands; /* of CheckOperand */
} CheckSide;

/* In the order of the contract. */
typedef enum CheckState {
  CHECK_HOLDS,
  CHECK_CONTRADICTED,
  CHECK_READING_IN_DOUBT,
  CHECK_NOT_ASSESSABLE,
  CHECK_TOTAL_NOT_PRINTED,
  CHECK_DIFFERS_IN_SCOPE
} CheckState;

typedef struct CheckVerdict {
  CheckState state;
  bool has_left, has_right;     /* whether anything was printed on that side */
  Decimal left, right;          /* sums over what was printed */
  const char *if_blank_is_zero; /* "", "holds" or "differs" */
  bool at_most;
  bool trivial;         /* it holds, but all its figures are 0: that verifies nothing */
  const char *obstacle; /* why it cannot be assessed, in words; "" else */
  GArray *operands;     /* of CheckOperand, the left side first; figures only */
  guint left_count;
  GString *doubts; /* the second readings that differ, in words */
} CheckVerdict;

#define CHECK_VERDICT_NONE \
  { CHECK_HOLDS, false, false, {0, 0}, {0, 0}, "", false, false, "", NULL, 0, NULL }

void check_verdict_clear(CheckVerdict *verdict);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CheckVerdict, check_verdict_clear)

/* Compares the sides in exact decimals, units of money converted where they differ. Clear the result. */
CheckVerdict check_judge(const CheckSide *left, const CheckSide *right, bool at_most);
/*
 * Reads each figure of a failing check again by the second road: where that differs, the reading is in doubt; and where
 * both roads go by what may be wrong itself: a damaged page, the text of an OCR.
 */
void check_confirm(CheckVerdict *verdict, CheckReread reread, gconstpointer data);
/* Adds the check row that says so of a rule's relation; `over`: what the rule ran over, or "". Borrowed. */
Check *check_add(const CheckRule *rule, const CheckRelation *relation, const char *over, const CheckVerdict *verdict,
                 Record *record);

#endif
