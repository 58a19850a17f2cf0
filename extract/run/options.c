/*
 * options.c - the command line: GOption's part of it, and the rules that GOption does not know.
 */
#include "run/options.h"

#include <string.h>

G_DEFINE_QUARK(extract_options_error_quark, options_error)

/* Indexed by the enumerations of report.h. */
static const char *const stage_names[] = {"", "page", "lines", "tables", "sections", "figures"};
static const char *const source_names[] = {"pdf", "text", "pages"};

static const char summary[] =
    "Reads annual reports of government information disclosure and writes their figures, each with the spot on the\n"
    "page where it was printed. An INPUT is a PDF, a folder of them, @FILE or - (a list of paths), or what extract\n"
    "wrote: .jsonl, .db. The suffix of an OUTPUT says what it is: .xlsx, .csv, .jsonl, .db, .dta (Stata), .pdf (the\n"
    "audit copy: the report with its figures framed), or / for a folder of tables (a data package).";
enum { SECONDS = 30, MOST_SECONDS = 24 * 60 * 60, MOST_JOBS = 1024 };
static const char description[] =
    "Exit status: 0 all well; 1 written, but see the remarks; 2 nothing could be written.";

/* What stands on the command line, before it is understood. */
typedef struct Words {
  char *pages, *dump, *from;
  gboolean help;
} Words;

static bool find_word(const char *option, const char *word, const char *const *names, unsigned n, unsigned *ret,
                      GError **error) {
  for (unsigned i = 0; i < n; i++) {
    if (*word && strcmp(word, names[i]) == 0) {
      *ret = i;
      return true;
    }
  }
  g_autoptr(GString) list = g_string_new(NULL);
  for (unsigned i = 0; i < n; i++)
    if (*names[i]) g_string_append_printf(list, "%s%s", list->len ? ", " : "", names[i]);
  g_set_error(error, OPTIONS_ERROR, 0, "--%s=%s: not one of %s", option, word, list->str);
  return false;
}

/* "3" or "3-5". */
static bool read_pages(const char *word, int *ret_first, int *ret_last, GError **error) {
  const char *dash = strchr(word, '-');
  g_autofree char *from = dash ? g_strndup(word, (gsize)(dash - word)) : g_strdup(word);
  guint64 first = 0, last = 0;
  if (!g_ascii_string_to_unsigned(from, 10, 1, G_MAXINT, &first, NULL) ||
      !g_ascii_string_to_unsigned(dash ? dash + 1 : word, 10, first, G_MAXINT, &last, NULL)) {
    g_set_error(error, OPTIONS_ERROR, 0, "--pages=%s: not a page or a range of pages such as 3-5", word);
    return false;
  }
  *ret_first = (int)first;
  *ret_last = (int)last;
  return true;
}

static bool understand(Options *options, const Words *words, GError **error) {
  unsigned stage = REPORT_STAGE_NONE, source = REPORT_FROM_PDF;
  if (words->dump && !find_word("dump", words->dump, stage_names, G_N_ELEMENTS(stage_names), &stage, error))
    return false;
  if (words->from && !find_word("from", words->from, source_names, G_N_ELEMENTS(source_names), &source, error))
    return false;
  options->dump = options->explain ? REPORT_STAGE_EXPLAIN : (ReportStage)stage;
  options->source = (ReportSource)source;
  return !words->pages || read_pages(words->pages, &options->first_page, &options->last_page, error);
}

/* The first of the names that has the suffix, in whatever case; NULL when none has. */
static const char *find_ending(char **names, const char *suffix) {
  for (; names && *names; names++) {
    const char *dot = strrchr(*names, '.');
    if (dot && g_ascii_strcasecmp(dot, suffix) == 0) return *names;
  }
  return NULL;
}

/* Adds the name of a file; false when that is there already, as far as names tell. */
static bool add_name(GHashTable *names, const char *name) {
  return !name || g_hash_table_add(names, g_canonicalize_filename(name, NULL));
}

static bool names_twice(const Options *options) {
  g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  bool once = add_name(names, options->corrections_template) && add_name(names, options->audit);
  for (char **output = options->outputs; output && *output; output++) once = add_name(names, *output) && once;
  return !once;
}

static bool is_year(const char *word) { return strlen(word) == 4 && strspn(word, "0123456789") == 4; }

/* Of several files, and of none that is read. */
static const char *find_nonsense_of_many(const Options *options) {
  if (names_twice(options)) return "one output is named twice: the second would take the place of the first";
  for (char **year = options->years; year && *year; year++)
    if (**year && !is_year(*year)) return "--year: not a year such as 2023; give it again for more";
  if (options->jobs < 0 || options->jobs > MOST_JOBS) return "-j: not a number of processes from 1 to 1024";
  if (options->seconds < 1 || options->seconds > MOST_SECONDS) return "--timeout: not a number of seconds";
  if (options->only && find_ending(options->outputs, ".db"))
    return "--only leaves figures out: a .db takes whole reports, make the view from it";
  return NULL;
}

static const char *find_nonsense_of_diff(const Options *options) {
  if (options->outputs) return "--diff prints: it takes no --output";
  return options->inputs && g_strv_length(options->inputs) == 2 ? NULL : "--diff takes two inputs: the old and the new";
}

/* What must be there, and what does not go together. */
static bool check_sense(const Options *options, GError **error) {
  if (options->help || options->version || options->list) return true;
  bool dump = options->dump != REPORT_STAGE_NONE;
  bool to_stdout = options->outputs && g_strv_contains((const char *const *)options->outputs, "-");
  const char *wrong = NULL;
  if (options->diff) wrong = find_nonsense_of_diff(options);
  else if (!options->inputs && !options->manifest) wrong = "no input (see --help)";
  else if (dump && options->outputs) wrong = "--dump and --explain print: they take no --output";
  else if (dump && !options->inputs) wrong = "--dump and --explain need an input";
  else if (!dump && !options->outputs && !options->audit && !options->corrections_template)
    wrong = "no output: say where with -o (see --help)";
  else if (to_stdout && !options->format) wrong = "the output - needs a --format";
  else if (options->format && !to_stdout) wrong = "--format is for the output - alone: other outputs have a suffix";
  else wrong = find_nonsense_of_many(options);
  if (wrong) g_set_error_literal(error, OPTIONS_ERROR, 0, wrong);
  return !wrong;
}

/* GOption wants the value of a short option apart; everybody writes -j4. */
static char **spread_words(char **argv) {
  g_autoptr(GStrvBuilder) words = g_strv_builder_new();
  bool options = true;
  for (; *argv; argv++) {
    options = options && strcmp(*argv, "--") != 0;
    bool joined = options && g_str_has_prefix(*argv, "-j") && g_ascii_isdigit((*argv)[2]);
    if (joined) g_strv_builder_add(words, "-j");
    g_strv_builder_add(words, joined ? *argv + 2 : *argv);
  }
  return g_strv_builder_end(words);
}

Options *options_read(char **argv, GError **error) {
  g_autoptr(Options) options = g_new0(Options, 1);
  options->seconds = SECONDS;
  Words words = {0};
  /* FILENAME also for words: those come as the bytes they are, STRING would convert them from the locale */
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME_ARRAY, &options->outputs, "write there; may be given again", "OUTPUT"},
      {"format", 0, 0, G_OPTION_ARG_FILENAME, &options->format, "what the output - (stdout) is: xlsx, csv, jsonl, dta",
       "NAME"},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &options->jobs, "files read at a time (one a core)", "N"},
      {"timeout", 0, 0, G_OPTION_ARG_INT, &options->seconds, "seconds of a core that a file may take (30)", "N"},
      {"manifest", 0, 0, G_OPTION_ARG_FILENAME, &options->manifest,
       "what is known of the files: path, place, year, code, url, id", "CSV"},
      {"only", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->only, "figures of these indicators only", "'request.*'"},
      {"place", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->places, "reports of this place only", "NAME"},
      {"year", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->years, "reports on this year only", "YEAR"},
      {"corrections", 0, 0, G_OPTION_ARG_FILENAME, &options->corrections,
       "what auditors found to be printed wrong: noted beside it", "CSV"},
      {"corrections-template", 0, 0, G_OPTION_ARG_FILENAME, &options->corrections_template,
       "write the start of such a file: figures of failing checks", "CSV"},
      {"diff", 0, 0, G_OPTION_ARG_NONE, &options->diff, "say what differs between two inputs (.jsonl, .db)", NULL},
      {"no-sandbox", 0, 0, G_OPTION_ARG_NONE, &options->no_sandbox, "do not confine the reading (for debugging)", NULL},
      {"wide", 0, 0, G_OPTION_ARG_NONE, &options->wide, ".csv: one row a report, one column an indicator", NULL},
      {"patterns", 0, 0, G_OPTION_ARG_FILENAME, &options->patterns, "the folder of the pattern sets", "DIR"},
      {"pages", 0, 0, G_OPTION_ARG_FILENAME, &words.pages, "read these pages only", "3-5"},
      {"password", 0, 0, G_OPTION_ARG_FILENAME, &options->password, "opens encrypted inputs", "TEXT"},
      {"explain", 0, 0, G_OPTION_ARG_FILENAME, &options->explain,
       "print where the figures of an indicator come from, or why there are none", "ID"},
      {"audit", 0, 0, G_OPTION_ARG_FILENAME, &options->audit, "write an audit copy of each input there", "DIR"},
      {"evidence", 0, 0, G_OPTION_ARG_NONE, &options->evidence, "put pictures of failing figures into the workbook",
       NULL},
      {"from", 0, 0, G_OPTION_ARG_FILENAME, &words.from, "what the inputs are: pdf, text, pages (of --dump=page)",
       "KIND"},
      {"dump", 0, 0, G_OPTION_ARG_FILENAME, &words.dump,
       "print what a stage made: page, lines, tables, sections, figures", "STAGE"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &options->list, "list forms, indicators, sums, checks, the crosswalk", NULL},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &options->quiet, "no remarks", NULL},
      {"verbose", 'v', 0, G_OPTION_ARG_NONE, &options->verbose, "say what was found", NULL},
      {"help", 'h', 0, G_OPTION_ARG_NONE, &words.help, "show this", NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &options->version, "show the versions of program and patterns", NULL},
      {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->inputs, NULL, "INPUT..."},
      G_OPTION_ENTRY_NULL};
  g_autoptr(GOptionContext) context = g_option_context_new(NULL);
  g_option_context_set_summary(context, summary);
  g_option_context_set_description(context, description);
  g_option_context_set_help_enabled(context, FALSE);
  g_option_context_add_main_entries(context, entries, NULL);
  g_auto(GStrv) rest = spread_words(argv);
  bool sound = g_option_context_parse_strv(context, &rest, error) && understand(options, &words, error);
  if (sound && words.help) options->help = g_option_context_get_help(context, TRUE, NULL);
  g_free(words.pages);
  g_free(words.dump);
  g_free(words.from);
  if (!sound || !check_sense(options, error)) return NULL;
  return g_steal_pointer(&options);
}

void options_free(Options *options) {
  if (!options) return;
  g_strfreev(options->inputs);
  g_strfreev(options->outputs);
  g_free(options->format);
  g_free(options->patterns);
  g_free(options->audit);
  g_free(options->explain);
  g_free(options->password);
  g_free(options->manifest);
  g_free(options->corrections);
  g_free(options->corrections_template);
  g_strfreev(options->only);
  g_strfreev(options->places);
  g_strfreev(options->years);
  g_free(options->help);
  g_free(options);
}

const char *options_audit_file(const Options *options) { return find_ending(options->outputs, ".pdf"); }

ReportOptions options_for_report(const Options *options) {
  return (ReportOptions){.password = options->password,
                         .audit = options->audit || options_audit_file(options),
                         .evidence = options->evidence,
                         .explain = options->explain,
                         .first_page = options->first_page,
                         .last_page = options->last_page,
                         .source = options->source};
}
