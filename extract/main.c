/*
 * main.c - the program: the one place that prints and ends it.
 */
#include "input.h"
#include "options.h"

#include <stdio.h>

/* The exit status, as diff(1) has it. */
enum { WELL = 0, REMARKS = 1, TROUBLE = 2 };

static int complain(const GError *error) {
  fprintf(stderr, "extract: %s\n", error->message);
  return TROUBLE;
}

static int complain_about(const char *path, const GError *error) {
  fprintf(stderr, "extract: %s: %s\n", path, error->message);
  return TROUBLE;
}

/* What was printed must have arrived: a full disk behind stdout is trouble too. */
static int end_print(int status) {
  if (fflush(stdout) == 0) return status;
  perror("extract: stdout");
  return TROUBLE;
}

static int dump(const Options *options) {
  ReportOptions how = options_for_report(options);
  int status = WELL;
  for (char **path = options->inputs; *path; path++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = input_read(*path, &error);
    g_autofree char *text = bytes ? report_dump(bytes, NULL, &how, options->dump, &error) : NULL;
    if (text) fputs(text, stdout);
    else status = complain_about(*path, error);
  }
  return end_print(status);
}

int main(int argc, char **argv) {
  (void)argc;
  g_autoptr(GError) error = NULL;
  g_autoptr(Options) options = options_read(argv, &error);
  if (!options) return complain(error);
  if (options->help) {
    fputs(options->help, stdout);
    return end_print(WELL);
  }
  if (options->version) {
    puts("extract " EXTRACT_VERSION);
    return end_print(WELL);
  }
  if (options->dump != REPORT_STAGE_NONE) return dump(options);
  return WELL;
}
