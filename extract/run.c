/*
 * run.c - inputs through the pipe into the outputs.
 */
#include "run.h"

#include "../output/writer.h"
#include "input.h"
#include "outcome.h"
#include "record_reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct Run {
  const Options *options;
  const Knowledge *knowledge;
  GPtrArray *writers; /* of Writer, owned until finished or abandoned */
  RunSay say;
  gpointer data;
  RunResult result;
} Run;

/* Opened before anything is read: an output that cannot be written must not cost an hour of reading first. */
static bool open_writers(Run *run, GError **error) {
  const WriterOptions how = {.program = "extract " EXTRACT_VERSION, .patterns = run->knowledge->patterns->version};
  for (char **target = run->options->outputs; *target; target++) {
    Writer *writer = writer_open(*target, run->options->format, &how, error);
    if (!writer) return false;
    g_ptr_array_add(run->writers, writer);
  }
  return true;
}

static void abandon_writers(Run *run) {
  for (unsigned i = 0; i < run->writers->len; i++) writer_abandon(run->writers->pdata[i]);
  g_ptr_array_set_size(run->writers, 0);
}

static bool finish_writers(Run *run, GError **error) {
  while (run->writers->len) {
    Writer *writer = g_ptr_array_steal_index(run->writers, 0);
    if (!writer_finish(writer, error)) return false;
  }
  return true;
}

static bool write_record(Run *run, Record *record, GError **error) {
  for (unsigned i = 0; i < run->writers->len; i++)
    if (!writer_add(run->writers->pdata[i], record, error)) return false;
  const char *folder = run->options->audit;
  return !folder || !record->audit_copy || writer_audit(folder, record, error);
}

static Record *failure(const char *path, const char *reason) {
  Record *record = record_new();
  Failure *row = record_add(record, RECORD_FAILURE);
  row->report = record_string(record, path);
  row->kind = "unreadable";
  row->reason = record_string(record, reason);
  return record;
}

static Record *read_record(const Run *run, const char *path) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = input_read(path, &error);
  if (!bytes) return failure(path, error->message);
  ReportOptions how = options_for_report(run->options);
  return report_read(bytes, path, run->knowledge, &how);
}

static void complain(Run *run, const char *path, const char *reason) {
  g_autofree char *message = g_strdup_printf("%s: %s", path, reason);
  run->say(RUN_TROUBLE, message, run->data);
  run->result.failures++;
  run->result.doubt = true;
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

/* Records that were read before: what is wrong with them is said, what is whole is taken. */
static bool take_line(Run *run, RecordReader *reader, const char *path, const char *line, size_t length,
                      GError **error) {
  g_autoptr(GError) trouble = NULL;
  g_autoptr(Record) record = NULL;
  if (!record_reader_take(reader, line, length, &record, &trouble)) complain(run, path, trouble->message);
  if (!record) return true;
  speak_of(run, record);
  return write_record(run, record, error);
}

static bool read_lines(Run *run, const char *path, GError **error) {
  g_autoptr(GError) trouble = NULL;
  g_autoptr(RecordReader) reader = record_reader_new();
  FILE *file = fopen(path, "re");
  char *line = NULL;
  size_t room = 0;
  bool good = true;
  errno = 0;
  for (ssize_t length; good && file && (length = getline(&line, &room, file)) > 0; errno = 0)
    good = take_line(run, reader, path, line, (size_t)length, error);
  if (good && errno) complain(run, path, g_strerror(errno));
  if (file) fclose(file);
  free(line);
  if (good && !record_reader_finish(reader, &trouble)) complain(run, path, trouble->message);
  return good;
}

static bool read_and_write(Run *run, GError **error) {
  if (!open_writers(run, error)) return false;
  for (char **path = run->options->inputs; *path; path++) {
    if (g_str_has_suffix(*path, ".jsonl")) {
      if (!read_lines(run, *path, error)) return false;
      continue;
    }
    g_autoptr(Record) record = read_record(run, *path);
    speak_of(run, record);
    if (!write_record(run, record, error)) return false;
  }
  return run->result.reports > 0 && finish_writers(run, error);
}

bool run_reports(const Options *options, const Knowledge *knowledge, RunSay say, gpointer data, RunResult *ret,
                 GError **error) {
  Run run = {.options = options, .knowledge = knowledge, .say = say, .data = data};
  run.writers = g_ptr_array_new();
  bool written = read_and_write(&run, error);
  abandon_writers(&run);
  g_ptr_array_unref(run.writers);
  *ret = run.result;
  return written;
}
