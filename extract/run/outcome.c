/*
 * outcome.c - a record's remarks as messages.
 */
#include "run/outcome.h"

#include <string.h>

/* "report.pdf: page 12: text"; page 0 is the whole report. */
static void add(GPtrArray *messages, const char *path, int page, const char *text) {
  if (page > 0) g_ptr_array_add(messages, g_strdup_printf("%s: page %d: %s", path, page, text));
  else g_ptr_array_add(messages, g_strdup_printf("%s: %s", path, text));
}

static bool add_remarks(GPtrArray *messages, const Record *record) {
  bool doubt = false;
  for (unsigned i = 0; i < record_remark_count(record); i++) {
    const Remark *remark = record_remark_at(record, i);
    if (strcmp(remark->kind, "correction-refused") == 0) continue; /* run.c says it */
    add(messages, remark->report, remark->page, remark->text);
    doubt = doubt || strcmp(remark->kind, "notice") != 0;
  }
  return doubt;
}

/* The page of the first figure of a check, from its address "94a211352c1f:4:213.2,452.0". */
static int page_of(const Check *check) {
  const char *colon = strchr(check->figures, ':');
  return colon ? (int)g_ascii_strtoll(colon + 1, NULL, 10) : 0;
}

static bool add_checks(GPtrArray *messages, const Record *record) {
  bool doubt = false;
  for (unsigned i = 0; i < record_check_count(record); i++) {
    const Check *check = record_check_at(record, i);
    if (!record_check_fails(check)) continue;
    bool contradicted = strcmp(check->state, "contradicted") == 0;
    const char *how = contradicted ? "fails, as published" : "fails, and the reading is in doubt";
    g_autofree char *text = g_strdup_printf("check '%s' %s: %s is not %s (%s)", check->check, how, check->left,
                                            check->right, check->relation);
    add(messages, check->report, page_of(check), text);
    doubt = true;
  }
  return doubt;
}

static bool add_numerals(GPtrArray *messages, const Record *record) {
  bool doubt = false;
  for (unsigned i = 0; i < record_numeral_count(record); i++) {
    const Numeral *numeral = record_numeral_at(record, i);
    if (strcmp(numeral->class, "unassigned") != 0) continue;
    g_autofree char *text = g_strdup_printf("numeral '%s' is not assigned: %s", numeral->raw, numeral->sentence);
    add(messages, numeral->report, numeral->page, text);
    doubt = true;
  }
  return doubt;
}

GPtrArray *outcome_messages(const Record *record, bool *ret_doubt) {
  GPtrArray *messages = g_ptr_array_new_with_free_func(g_free);
  bool failed = record_failure_count(record) > 0;
  if (failed) {
    const Failure *failure = record_failure_at(record, 0);
    add(messages, failure->report, 0, failure->reason);
  }
  bool remarks = add_remarks(messages, record);
  bool checks = add_checks(messages, record);
  bool numerals = add_numerals(messages, record);
  *ret_doubt = failed || remarks || checks || numerals;
  return messages;
}

char *outcome_summary(const Record *record) {
  const Report *report = record_report(record);
  if (!report) return NULL;
  unsigned blank = 0;
  const GArray *figures = record->rows[RECORD_FIGURE];
  for (unsigned i = 0; i < figures->len; i++)
    if (strcmp(record_figure_at(record, i)->state, "blank") == 0) blank++;
  return g_strdup_printf("%s: %s %s, form %s: %u figures, %u of them blank, on %d pages", report->report,
                         *report->place ? report->place : "place unknown",
                         *report->year ? report->year : "year unknown", *report->form ? report->form : "unknown",
                         figures->len, blank, report->pages);
}
