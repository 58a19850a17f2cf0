/*
 * progress.h - how far a run has come, as a line for whoever waits.
 */
#ifndef EXTRACT_PROGRESS_H
#define EXTRACT_PROGRESS_H

#include <glib.h>

typedef struct Progress {
  unsigned total, done, known, failed; /* files; `known` of those done did not have to be read */
  gint64 start, told;                  /* monotonic, microseconds */
} Progress;

void progress_begin(Progress *progress, unsigned total);
/* "120 of 2000 files, 85 a second, 22 s left, 3 failed"; NULL when the last line is not a fifth of a second old. */
char *progress_line(Progress *progress);

#endif
