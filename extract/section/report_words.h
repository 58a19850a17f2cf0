/*
 * report_words.h - the words by which the parts of a report are told, as report.yaml of a pattern folder says them.
 */
#ifndef EXTRACT_REPORT_WORDS_H
#define EXTRACT_REPORT_WORDS_H

#include <glib.h>

/* Lists that end with NULL; what their words are for is said in the file. */
typedef struct ReportWords {
  const char *const *subjects,
      *const *kinds, *const *no_titles, *const *letters, *const *contents, *const *annexes, *const *counts,
                                                                                                *const *none,
                                                                                                    *const *captions,
                                                                                                        *const *notes;
} ReportWords;

/* An error names path:line:column. */
ReportWords *report_words_read(const char *folder, GError **error);
void report_words_free(ReportWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportWords, report_words_free)

#endif
