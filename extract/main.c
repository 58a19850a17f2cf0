/*
 * main.c - the program: the one place that prints and ends it.
 */
#include "input.h"
#include "list.h"
#include "options.h"
#include "run.h"

#include <stdio.h>

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

static int print(const char *text) {
  fputs(text, stdout);
  return end_print(WELL);
}

/* Where the program was built its patterns lie beside or above the build folder; installed, under share/. */
static char *find_patterns(const Options *options) {
  static const char *const places[] = {"../patterns", "../../patterns", "../share/extract/patterns"};
  if (options->patterns) return g_strdup(options->patterns);
  g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname(program) : g_strdup(".");
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    g_autofree char *place = g_build_filename(folder, places[i], NULL);
    g_autofree char *proof = g_build_filename(place, "indicators.yaml", NULL);
    if (g_file_test(proof, G_FILE_TEST_EXISTS)) return g_canonicalize_filename(place, NULL);
  }
  return g_build_filename(folder, places[G_N_ELEMENTS(places) - 1], NULL);
}

static int dump(const Options *options, const Knowledge *knowledge) {
  ReportOptions how = options_for_report(options);
  int status = WELL;
  for (char **path = options->inputs; *path; path++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = input_read(*path, &error);
    g_autofree char *text = bytes ? report_dump(bytes, knowledge, &how, options->dump, &error) : NULL;
    if (text) {
      fputs(text, stdout);
      continue;
    }
    fprintf(stderr, "extract: %s: %s\n", *path, error->message);
    status = TROUBLE;
  }
  return end_print(status);
}

static void say(RunTone tone, const char *message, gpointer data) {
  const Options *options = data;
  if (tone == RUN_TROUBLE || !options->quiet) fprintf(stderr, "extract: %s\n", message);
}

static int run(Options *options, const Knowledge *knowledge) {
  g_autoptr(GError) error = NULL;
  RunResult result;
  if (run_reports(options, knowledge, say, options, &result, &error)) return result.doubt ? REMARKS : WELL;
  return error ? complain(error) : TROUBLE;
}

int main(int argc, char **argv) {
  (void)argc;
  g_autoptr(GError) error = NULL;
  g_autoptr(Options) options = options_read(argv, &error);
  if (!options) return complain(error);
  if (options->help) return print(options->help);
  g_autofree char *folder = find_patterns(options);
  g_autoptr(Knowledge) knowledge = knowledge_read(folder, &error);
  if (!knowledge) return complain(error);
  if (options->version) {
    printf("extract %s\npatterns %s\n", EXTRACT_VERSION, knowledge->patterns->version);
    return end_print(WELL);
  }
  if (options->list) {
    g_autofree char *list = list_patterns(knowledge->patterns);
    return print(list);
  }
  return options->dump != REPORT_STAGE_NONE ? dump(options, knowledge) : run(options, knowledge);
}
