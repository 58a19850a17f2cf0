/*
 * run.h - one run of the program: every input read, every record handed to every output.
 */
#ifndef EXTRACT_RUN_H
#define EXTRACT_RUN_H

#include "options.h"

typedef enum RunTone { RUN_REMARK, RUN_TROUBLE } RunTone;

/* How a run speaks while it works: `message` has the form of a compiler's, without the program's name. */
typedef void (*RunSay)(RunTone tone, const char *message, gpointer data);

typedef struct RunResult {
  unsigned reports, failures; /* inputs read, inputs that failed */
  bool doubt;                 /* something wants to be looked at (outcome.h) */
} RunResult;

/*
 * Reads the inputs and writes the outputs. False: nothing was written, and what stood at the targets still does; `error`
 * says why, or is unset when no input could be read, which was said of each.
 */
bool run_reports(const Options *options, const Knowledge *knowledge, RunSay say, gpointer data, RunResult *ret,
                 GError **error);

#endif
