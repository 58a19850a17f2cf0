/*
 * run.h - one run of the program: every input read, every record handed to every output.
 */
#ifndef EXTRACT_RUN_H
#define EXTRACT_RUN_H

#include "run/options.h"
#include "run/work.h"

typedef enum RunTone {
  RUN_REMARK,
  RUN_TROUBLE,
  RUN_PROGRESS, /* how far it has come: the next such line may take its place */
} RunTone;

/* How a run speaks while it works: `message` has the form of a compiler's, without the program's name. */
typedef void (*RunSay)(RunTone tone, const char *message, gpointer data);

typedef struct RunResult {
  unsigned reports, failures; /* inputs read, inputs that failed */
  bool doubt;                 /* something wants to be looked at (outcome.h) */
} RunResult;

/*
 * Reads the inputs and writes the outputs. Among many inputs a failure is data like any other; one plain file that
 * fails is trouble. False: nothing was written, and what stood at the targets still does, but for a .db, which keeps
 * what was done; `error` says why, or is unset when it was said already.
 */
bool run_reports(const Options *options, const Knowledge *knowledge, RunSay say, gpointer data, RunResult *ret,
                 GError **error);

/* How the options want files to be read. The sandbox is told of in `say`, once, when a part of it is missing. */
WorkOptions run_work_options(const Options *options, const Knowledge *knowledge, const Sandbox *sandbox);

#endif
