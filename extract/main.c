/*
 * main.c - the program: the one place that prints and ends it.
 */
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The exit status, as diff(1) has it. */
enum { WELL = 0, REMARKS = 1, TROUBLE = 2 };

static int complain(const GError *error) {
  fprintf(stderr, "extract: %s\n", error->message);
  return TROUBLE;
}

/* What was printed must have arrived: a full disk behind stdout is trouble too. */
static int end_print(int status) {
  if (fflush(stdout) == 0) return status;
  perror("extract: stdout");
  return TROUBLE;
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
  return WELL;
}
