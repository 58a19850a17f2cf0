/*
 * run.c - inputs through the pipe into the outputs.
 *
 *   source  --+--> work: read, confined --> arrived --> next --+--> outputs
 *             +--> known from an output that keeps ------------+
 *             +--> earlier: .jsonl, .db -----------------------+
 *
 * A record is complete when it arrives, and an output that keeps takes it there and then: a run that is killed loses
 * nothing that was done. All others get it in the order of the inputs, so that the number of processes does not show.
 */
#include "run/run.h"

#include "base/bounds.h"
#include "check/correction.h"
#include "output/writer.h"
#include "run/earlier.h"
#include "run/input.h"
#include "run/outcome.h"
#include "run/progress.h"
#include "run/selection.h"
#include "run/settings.h"
#include "run/source.h"
#include "run/stop.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

typedef struct Run {
  const Options *options;
  const Knowledge *knowledge;
  RunSay say;
  gpointer data;
  RunResult result;

  Selection *selection;
  Manifest *manifest;   /* NULL: none */
  CsvFile *corrections; /* NULL: none */
  bool *used;           /* a row of them each */
  GString *template;    /* NULL: not asked for */
  Sources *list;
  Codebook *codebook;
  GPtrArray *writers; /* of Writer, owned until finished or abandoned */
  Sandbox *sandbox;   /* NULL: not confined */
  Work *work;
  GHashTable *editions; /* "place\nyear" -> how many reports came */
  Progress progress;
} Run;

/* The template is no output of a format, and written last. */
static bool check_template(const char *target, GError **error) {
  g_autofree char *folder = target ? g_path_get_dirname(target) : NULL;
  if (!folder || access(folder, W_OK) == 0) return true;
  g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "%s: cannot write in its folder: %s", target,
              g_strerror(errno));
  return false;
}

/* Opened before anything is read: an output that cannot be written must not cost an hour of reading first. */
static bool open_writers(Run *run, GError **error) {
  if (!check_template(run->options->corrections_template, error)) return false;
  const WriterOptions how = {.program = "extract " EXTRACT_VERSION,
                             .patterns = run->knowledge->patterns->version,
                             .codebook = run->codebook,
                             .wide = run->options->wide,
                             .audit_file = options_audit_file(run->options),
                             .audit_folder = run->options->audit};
  for (char **target = run->options->outputs; target && *target; target++) {
    Writer *writer = writer_open(*target, run->options->format, &how, error);
    if (!writer) return false;
    g_ptr_array_add(run->writers, writer);
  }
  return true;
}

static bool finish_writers(Run *run, GError **error) {
  while (run->writers->len) {
    Writer *writer = g_ptr_array_steal_index(run->writers, 0);
    if (!writer_finish(writer, error)) return false;
  }
  return true;
}

/* To the outputs that keep, or to the others. */
static bool write_record(Run *run, bool keep, Record *record, GError **error) {
  for (unsigned i = 0; i < run->writers->len; i++)
    if (writer_keeps(run->writers->pdata[i]) == keep && !writer_add(run->writers->pdata[i], record, error))
      return false;
  const char *folder = keep ? NULL : run->options->audit;
  return !folder || !record->audit_copy || writer_audit(folder, record, error);
}

static void complain(Run *run, const char *path, const char *reason) {
  g_autofree char *message = g_strdup_printf("%s: %s", path, reason);
  run->say(RUN_TROUBLE, message, run->data);
  run->result.doubt = true;
}

/* Louder than a remark: somebody believes that it was applied. */
static void name_refused(Run *run, const Record *record) {
  for (guint i = 0; i < record_remark_count(record); i++) {
    const Remark *remark = record_remark_at(record, i);
    if (strcmp(remark->kind, "correction-refused") == 0) complain(run, remark->report, remark->text);
  }
}

static void speak_of(Run *run, const Record *record) {
  bool doubt;
  g_autoptr(GPtrArray) messages = outcome_messages(record, &doubt);
  g_autofree char *summary = run->options->verbose ? outcome_summary(record) : NULL;
  RunTone tone = record_report(record) ? RUN_REMARK : RUN_TROUBLE;
  if (summary) run->say(RUN_REMARK, summary, run->data);
  for (unsigned i = 0; i < messages->len; i++) run->say(tone, messages->pdata[i], run->data);
  if (tone == RUN_REMARK) run->result.reports++;
  else run->result.failures++;
  run->result.doubt = run->result.doubt || doubt;
}

/* Of two reports on one year both are kept, and numbered. */
static void number_edition(Run *run, Record *record) {
  if (!record_report(record)) return;
  Report *report = record_report_at(record, 0);
  g_autofree char *series = place_series(report);
  char *key = g_strdup_printf("%s\n%s", series, report->year);
  bool known = *report->year && (*report->code || *report->place);
  report->duplicate = known ? GPOINTER_TO_INT(g_hash_table_lookup(run->editions, key)) + 1 : 1;
  g_hash_table_insert(run->editions, key, GINT_TO_POINTER(report->duplicate));
}

static bool is_wanted(const Run *run, Record *record) {
  if (run->list->single && !record_report(record)) return false;
  return selection_apply(run->selection, record);
}

static bool take_arrived(Record *record, gpointer data, GError **error) {
  Run *run = data;
  if (run->corrections) correction_apply(run->corrections, record, run->used);
  return !is_wanted(run, record) || write_record(run, true, record, error);
}

static bool take_next(Record *record, gpointer data, GError **error) {
  Run *run = data;
  run->progress.done++;
  run->progress.failed += !record_report(record);
  g_autofree char *line = run->list->single ? NULL : progress_line(&run->progress);
  if (line) run->say(RUN_PROGRESS, line, run->data);
  speak_of(run, record);
  name_refused(run, record);
  if (!is_wanted(run, record)) return true;
  number_edition(run, record);
  if (run->template) correction_template(record, run->template);
  return write_record(run, false, record, error);
}

/* All files of a source; NULL with the reason in the failure that takes its place. */
static GPtrArray *read_parts(const Source *source, Record **ret_failure) {
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < source->paths->len; i++) {
    g_autoptr(GError) wrong = NULL;
    GBytes *bytes = input_read(source->paths->pdata[i], &wrong);
    if (!bytes) {
      g_autofree char *name = input_name(source_name(source));
      *ret_failure = record_failure(name, "", "unreadable", wrong->message);
      return NULL;
    }
    g_ptr_array_add(parts, bytes);
  }
  return g_steal_pointer(&parts);
}

static Record *recall(const Run *run, const Task *task) {
  Record *record = NULL;
  const ReportOptions how = options_for_report(run->options);
  if (how.audit || how.evidence) return NULL; /* these are made from the file, and kept nowhere */
  for (unsigned i = 0; i < run->writers->len && !record; i++)
    record = writer_recall(run->writers->pdata[i], task->name, task->sha256, task->settings);
  return record;
}

static bool take_known(Run *run, Record *record, GError **error) {
  if (take_arrived(record, run, error)) return work_know(run->work, record, error);
  record_unref(record);
  return false;
}

static bool take_report(Run *run, const Source *source, GError **error) {
  Record *record = NULL;
  g_autoptr(GPtrArray) parts = read_parts(source, &record);
  if (!parts) return take_known(run, record, error);
  g_autoptr(Task) task = g_new0(Task, 1);
  task->name = input_name(source_name(source));
  task->sha256 = report_hash(parts);
  task->parts = g_steal_pointer(&parts);
  task->given = source->given;
  task->settings = settings_hash(run->options, task->given, run->corrections, task->sha256);
  record = recall(run, task);
  if (!record) return work_read(run->work, g_steal_pointer(&task), error);
  run->progress.known++;
  return take_known(run, record, error);
}

/* What of an earlier result cannot be had, or was not in it. */
static void name_wanting(Run *run, const char *path, bool empty) {
  const ReportOptions how = options_for_report(run->options);
  if (empty) complain(run, path, "there is nothing in it");
  if (how.audit) complain(run, path, "audit copies are made from the PDF, not from what was read of it");
  if (how.evidence) complain(run, path, "pictures are made from the PDF, not from what was read of it");
  if (how.first_page > 0) complain(run, path, "--pages is for PDFs: all that was read is taken");
}

static bool take_earlier(Run *run, const Source *source, GError **error) {
  g_autoptr(GError) closed = NULL;
  const char *path = source_name(source);
  g_autoptr(Earlier) earlier = earlier_open(path, &closed);
  bool more = earlier != NULL, empty = earlier != NULL;
  if (!earlier) complain(run, path, closed->message);
  while (more && !stop_asked()) {
    g_autoptr(GError) dropped = NULL;
    Record *record;
    more = !earlier_next(earlier, &record, &dropped) || record;
    if (dropped) complain(run, path, dropped->message);
    empty = empty && !record && !dropped;
    if (record && !take_known(run, record, error)) return false;
  }
  name_wanting(run, path, empty);
  return true;
}

static bool begin_writers(Run *run, GError **error) {
  for (unsigned i = 0; i < run->writers->len; i++)
    if (!writer_begin(run->writers->pdata[i], error)) return false;
  return true;
}

static bool take_sources(Run *run, GError **error) {
  for (guint i = 0; i < run->list->sources->len && !stop_asked(); i++) {
    const Source *source = run->list->sources->pdata[i];
    bool good = source->kind == SOURCE_REPORT ? take_report(run, source, error) : take_earlier(run, source, error);
    if (!good || (i == 0 && !begin_writers(run, error))) return false; /* while the first is being read */
  }
  if (!work_wait(run->work, error)) return false;
  if (!stop_asked()) return true;
  g_set_error(error, OPTIONS_ERROR, 0, "stopped after %u of %u files: a .db keeps them, other outputs are as they were",
              run->progress.done, run->progress.total);
  return false;
}

/* A correction that concerns no report is a misprint in its address, or the report is another edition now. */
static void name_unused(Run *run) {
  for (guint row = 0; run->corrections && row < run->corrections->rows; row++) {
    const char *address = csv_file_field(run->corrections, row, csv_file_column(run->corrections, "figure"));
    const char *value = csv_file_field(run->corrections, row, csv_file_column(run->corrections, "value"));
    if (run->used[row] || !*value) continue;
    g_autofree char *reason = g_strdup_printf("row %u: %s is of none of the reports read", row + 1, address);
    complain(run, run->corrections->path, reason);
  }
}

/* Paths that are written otherwise than those of the inputs: what it says would be left out without a word. */
static void name_astray(Run *run) {
  for (guint i = 0; i < run->list->sources->len; i++)
    if (((const Source *)run->list->sources->pdata[i])->given) return;
  if (run->manifest) complain(run, run->options->manifest, "none of its paths is among the files to read");
}

static bool write_template(const Run *run, GError **error) {
  if (!run->template) return true;
  return g_file_set_contents_full(run->options->corrections_template, run->template->str, (gssize)run->template->len,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

/* An empty view is no answer: it looks like a place that has nothing to say. */
static void name_missed(Run *run) {
  g_autoptr(GPtrArray) missed = selection_missed(run->selection);
  for (guint i = 0; i < missed->len; i++) run->say(RUN_TROUBLE, missed->pdata[i], run->data);
  run->result.doubt = run->result.doubt || missed->len > 0;
}

static bool read_and_write(Run *run, GError **error) {
  if (!open_writers(run, error) || !take_sources(run, error)) return false;
  if (run->result.reports > 0) name_missed(run);
  bool anything = selection_found(run->selection) || (run->result.failures > 0 && !run->list->single);
  if (!anything) return false;
  name_unused(run);
  name_astray(run);
  return finish_writers(run, error) && write_template(run, error);
}

WorkOptions run_work_options(const Options *options, const Knowledge *knowledge, const Sandbox *sandbox) {
  const ReportOptions how = options_for_report(options);
  const bool more = how.audit || how.evidence || options->dump != REPORT_STAGE_NONE;
  return (WorkOptions){.pool = {.jobs = (unsigned)options->jobs,
                                .seconds = (unsigned)options->seconds,
                                .bytes = more ? LIMIT_RESULT_BYTES : LIMIT_RECORD_BYTES,
                                .sandbox = sandbox,
                                .stopped = stop_asked},
                       .knowledge = knowledge,
                       .report = how};
}

static bool prepare(Run *run, GError **error) {
  const Options *options = run->options;
  if (!selection_mark(run->selection, run->codebook, error)) return false;
  if (options->manifest && !(run->manifest = manifest_read(options->manifest, error))) return false;
  if (options->corrections) {
    run->corrections = csv_file_read(options->corrections, error);
    if (!run->corrections || !correction_check(run->corrections, error)) return false;
    run->used = g_new0(bool, run->corrections->rows);
  }
  if (options->corrections_template) run->template = g_string_new(correction_head);
  run->list = sources_find(options->inputs, run->manifest, error);
  if (!run->list || !sources_spare(run->list, options->outputs, error)) return false;
  progress_begin(&run->progress, run->list->sources->len);
  g_autofree char *missing = NULL;
  if (!options->no_sandbox) run->sandbox = sandbox_new(&missing);
  g_autofree char *message =
      missing ? g_strdup_printf("reading goes on without %s: not in this kernel", missing) : NULL;
  if (message) run->say(RUN_REMARK, message, run->data);
  WorkOptions how = run_work_options(options, run->knowledge, run->sandbox);
  how.many = run->list->sources->len > 1;
  run->work = work_new(&how, take_arrived, take_next, run);
  return true;
}

static void release(Run *run) {
  work_free(run->work);
  sandbox_free(run->sandbox);
  for (unsigned i = 0; i < run->writers->len; i++) writer_abandon(run->writers->pdata[i]);
  g_ptr_array_unref(run->writers);
  codebook_free(run->codebook);
  g_hash_table_unref(run->editions);
  selection_free(run->selection);
  sources_free(run->list);
  manifest_free(run->manifest);
  csv_file_free(run->corrections);
  g_free(run->used);
  if (run->template) g_string_free(run->template, TRUE);
}

bool run_reports(const Options *options, const Knowledge *knowledge, RunSay say, gpointer data, RunResult *ret,
                 GError **error) {
  Run run = {.options = options, .knowledge = knowledge, .say = say, .data = data};
  run.writers = g_ptr_array_new();
  run.codebook = codebook_new(knowledge);
  run.selection = selection_new(options->only, options->places, options->years);
  run.editions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  bool written = prepare(&run, error) && read_and_write(&run, error);
  *ret = run.result;
  release(&run);
  return written;
}
