/*
 * main.c - the program: the one place that prints and ends it.
 */
#include "base/home.h"
#include "base/yaml.h"
#include "run/difference.h"
#include "run/input.h"
#include "run/list.h"
#include "run/options.h"
#include "run/run.h"
#include "run/stop.h"

#include <stdio.h>
#include <unistd.h>

/* The exit status, as diff(1) has it. */
enum { WELL = 0, REMARKS = 1, TROUBLE = 2 };

/* What a terminal takes for a command, or what turns the order of what follows, so that it reads as what it is not. */
static bool is_wild(gunichar c) {
  const GUnicodeType type = g_unichar_type(c);
  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR ||
         type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/*
 * A text as it may be printed: names of files and words of reports may hold anything. New lines and tabs stay where
 * the text is of several lines, as messages of pattern files are, which show the place: `parted` allows them.
 */
static char *tame(const char *message, bool parted) {
  g_autofree char *valid = g_utf8_make_valid(message, -1);
  g_autoptr(GString) line = g_string_new(NULL);
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (is_wild(c) && !(parted && (c == '\n' || c == '\t'))) g_string_append_printf(line, "\\x%02X", c);
    else g_string_append_unichar(line, c);
  }
  return g_string_free(g_steal_pointer(&line), FALSE);
}

static int complain(const GError *error) {
  g_autofree char *message = tame(error->message, error->domain == YAML_ERROR);
  fprintf(stderr, "extract: %s\n", message);
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
  static const char *const places[] = {"../patterns", "../../patterns", "../share/extract/patterns", NULL};
  return options->patterns ? g_strdup(options->patterns) : home_find(places, "indicators.yaml");
}

/* How a run's messages reach its user: progress is one line that changes on a terminal, a line now and then in a log. */
typedef struct Voice {
  bool quiet, terminal;
  bool shown;  /* a line of progress stands on the terminal */
  gint64 told; /* the last line of progress in a log */
} Voice;

static const gint64 LOG_INTERVAL = 10 * G_USEC_PER_SEC;

static void clear_progress(Voice *voice) {
  if (voice->shown) fputs("\r\033[K", stderr);
  voice->shown = false;
}

static void show_progress(Voice *voice, const char *message) {
  gint64 now = g_get_monotonic_time();
  if (voice->quiet || (!voice->terminal && now - voice->told < LOG_INTERVAL)) return;
  clear_progress(voice);
  fprintf(stderr, "extract: %s%s", message, voice->terminal ? "" : "\n");
  voice->shown = voice->terminal;
  voice->told = now;
}

static void say(RunTone tone, const char *message, gpointer data) {
  Voice *voice = data;
  if (tone == RUN_PROGRESS) {
    show_progress(voice, message);
    return;
  }
  if (tone == RUN_REMARK && voice->quiet) return;
  clear_progress(voice);
  g_autofree char *line = tame(message, false);
  fprintf(stderr, "extract: %s\n", line);
}

static int dump(const Options *options, const Knowledge *knowledge) {
  g_autofree char *missing = NULL;
  g_autoptr(Sandbox) sandbox = options->no_sandbox ? NULL : sandbox_new(&missing);
  const WorkOptions how = run_work_options(options, knowledge, sandbox);
  int status = WELL;
  for (char **path = options->inputs; *path; path++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = input_read(*path, &error);
    g_autofree char *text = bytes ? work_dump(&how, bytes, options->dump, &error) : NULL;
    if (text) {
      g_autofree char *tamed = tame(text, true), *name = tame(*path, false);
      if (options->inputs[1]) printf("==> %s <==\n", name); /* as head(1) tells several files apart */
      fputs(tamed, stdout);
      continue;
    }
    g_prefix_error(&error, "%s: ", *path);
    status = complain(error);
  }
  return end_print(status);
}

static void print_difference(const char *lines, gpointer any) {
  *(bool *)any = true;
  g_autofree char *tamed = tame(lines, true);
  fputs(tamed, stdout);
}

static int diff(const Options *options) {
  g_autoptr(GError) error = NULL;
  bool any = false;
  if (!difference_find(options->inputs[0], options->inputs[1], print_difference, &any, &error)) return complain(error);
  return end_print(any ? REMARKS : WELL);
}

static int run(const Options *options, const Knowledge *knowledge) {
  g_autoptr(GError) error = NULL;
  Voice voice = {.quiet = options->quiet, .terminal = isatty(STDERR_FILENO), .told = g_get_monotonic_time()};
  RunResult result;
  stop_listen();
  bool written = run_reports(options, knowledge, say, &voice, &result, &error);
  clear_progress(&voice);
  if (written) return result.doubt ? REMARKS : WELL;
  return error ? complain(error) : TROUBLE;
}

int main(int argc, char **argv) {
  (void)argc;
  g_autoptr(GError) error = NULL;
  g_autoptr(Options) options = options_read(argv, &error);
  if (!options) return complain(error);
  if (options->help) return print(options->help);
  if (options->diff) return diff(options);
  g_autofree char *folder = find_patterns(options);
  static Knowledge *knowledge; /* as long as the program: what ends with it need not be freed before */
  knowledge = knowledge_read(folder, options->list, &error);
  if (!knowledge) return complain(error);
  if (options->version) {
    printf("extract %s\npatterns %s\n", EXTRACT_VERSION, knowledge->patterns->version);
    return end_print(WELL);
  }
  if (options->list) {
    g_autofree char *list = list_knowledge(knowledge);
    return print(list);
  }
  return options->dump != REPORT_STAGE_NONE ? dump(options, knowledge) : run(options, knowledge);
}
