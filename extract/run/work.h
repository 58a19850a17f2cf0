/*
 * work.h - reports read in confined processes, as many at a time as there are cores, and given back in their order.
 *
 *   work_read()  ---> [ process ] --> arrived(), as they finish --+
 *   work_know()  -------------------------------------------------+--> window --> next(), in the order they were asked for
 *
 * The window holds what has finished behind a file that takes its time. It is bounded, and so is the memory of a run.
 */
#ifndef EXTRACT_WORK_H
#define EXTRACT_WORK_H

#include "report/report.h"
#include "run/manifest.h"
#include "run/pool.h"

/* A report to read. */
typedef struct Task {
  char *name;         /* its path, for the outputs */
  GPtrArray *parts;   /* of GBytes: its files; let go as soon as they are read */
  char *sha256;       /* over all parts */
  char *settings;     /* as in the record */
  const Given *given; /* borrowed; NULL: nothing */
} Task;

void task_free(Task *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Task, task_free)

typedef struct WorkOptions {
  PoolOptions pool;
  const Knowledge *knowledge;
  ReportOptions report;
  bool many; /* reports are to come: the patterns are made ready for them before */
} WorkOptions;

/* Both return false, with the error, to end the work. A record that could not be read is one of a failure. */
typedef bool (*WorkRecord)(Record *record, gpointer data, GError **error);

typedef struct Work Work;

Work *work_new(const WorkOptions *options, WorkRecord arrived, WorkRecord next, gpointer data);
/* Begins to read; takes the task. False when the work has ended: see WorkRecord. */
bool work_read(Work *work, Task *task, GError **error);
/* A record that is known already takes its place in the order; takes the record. */
bool work_know(Work *work, Record *record, GError **error);
/* Waits for all that was begun; it may go on afterwards. True at once, with some left, when a signal asked to stop. */
bool work_wait(Work *work, GError **error);
/* Kills what is under way. */
void work_free(Work *work);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Work, work_free)

/* One stage of one file as text (report_dump()), made in a confined process too. */
char *work_dump(const WorkOptions *options, GBytes *bytes, ReportStage stage, GError **error);

#endif
