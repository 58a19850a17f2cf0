/*
 * options.h - the command line, read and checked.
 */
#ifndef EXTRACT_OPTIONS_H
#define EXTRACT_OPTIONS_H

#include "report/report.h"

#define OPTIONS_ERROR options_error_quark()
GQuark options_error_quark(void);

typedef struct Options {
  char **inputs;                            /* as given */
  char **outputs;                           /* as given; NULL when none */
  char *format;                             /* of the output "-"; NULL when not given */
  char *patterns;                           /* the pattern folder; NULL: where the program finds its own */
  char *explain;                            /* an indicator; NULL when none is to be explained */
  char *audit;                              /* the folder for audit copies; NULL when none are wanted there */
  char *password;                           /* NULL when none */
  char *manifest;                           /* a file; NULL when none */
  char *corrections, *corrections_template; /* files; NULL when not given */
  char **only, **places, **years;           /* what to write; NULL: all */
  int jobs;                                 /* reading processes at a time; 0: one a core */
  int seconds;                              /* for one file */
  gboolean no_sandbox, diff;
  int first_page, last_page; /* 0, 0: all */
  ReportStage dump;
  ReportSource source;
  gboolean wide, evidence, list, quiet, verbose, version;
  char *help; /* the text of --help when that was asked for; else NULL */
} Options;

/* Reads argv[1..]; an error says what is wrong with which option. Prints nothing. Free with options_free(). */
Options *options_read(char **argv, GError **error);
void options_free(Options *options);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Options, options_free)

/* The output that is an audit copy; NULL when there is none. */
const char *options_audit_file(const Options *options);

/* What of it concerns the reading of one report; borrows its strings. */
ReportOptions options_for_report(const Options *options);

#endif
