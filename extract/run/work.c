#include "run/work.h"

#include "base/bounds.h"
#include "prose/prose.h"
#include "report/pdf_room.h"
#include "run/pack.h"

#include <string.h>

/*
 * How many reports may be ahead of the oldest that is still being read. A file may take its whole time limit while the
 * others go on behind it; a report takes a few hundred kilobytes here.
 */
enum { WINDOW = 256 };

/* A page on which a reading process died or its time ran out, or the pictures: the next one is not let at it. */
typedef struct LeftOut {
  unsigned page;
  char *reason;
} LeftOut;

typedef struct Slot {
  Task *task;       /* NULL: known without reading */
  GArray *left_out; /* of LeftOut; NULL: none */
  bool late;        /* the time ran out on one of them */
  Record *record;   /* NULL: being read */
  size_t bytes;     /* that its process sent: the record takes some times as much */
} Slot;

struct Work {
  WorkOptions options;
  WorkRecord arrived, next;
  gpointer data;
  DocumentWarmth *warmth;
  Pool *pool;
  GQueue slots; /* of Slot, oldest first */
  size_t bytes; /* of all slots */
  unsigned busy;
  GError *error; /* of a WorkRecord: the end of the work */
};

void task_free(Task *task) {
  if (!task) return;
  g_free(task->name);
  g_clear_pointer(&task->parts, g_ptr_array_unref);
  g_free(task->sha256);
  g_free(task->settings);
  g_free(task);
}

static void left_out_clear(LeftOut *left_out) { g_free(left_out->reason); }

static void slot_free(Slot *slot) {
  task_free(slot->task);
  g_clear_pointer(&slot->left_out, g_array_unref);
  g_clear_pointer(&slot->record, record_unref);
  g_free(slot);
}

/* What a confined process could not load any more. */
static bool prepare(gpointer data) {
  (void)data;
  return pdf_room(NULL) != NULL;
}

/* Why a page is left out; NULL: it is not. */
static const char *find_left_out(const Slot *slot, unsigned page) {
  for (guint i = 0; slot->left_out && i < slot->left_out->len; i++) {
    const LeftOut *left_out = &g_array_index(slot->left_out, LeftOut, i);
    if (left_out->page == page) return left_out->reason;
  }
  return NULL;
}

typedef struct Attempt {
  const Slot *slot;
  PoolTeller *teller;
} Attempt;

static const char *enter_page(int page, gpointer data) {
  const Attempt *attempt = data;
  const char *reason = find_left_out(attempt->slot, (unsigned)page);
  if (!reason) pool_tell(attempt->teller, (unsigned)page);
  return reason;
}

static GBytes *read_in_child(gpointer item, PoolTeller *teller, gpointer data) {
  const Slot *slot = item;
  const Task *task = slot->task;
  const Work *work = data;
  Attempt attempt = {slot, teller};
  ReportOptions how = work->options.report;
  how.watch = (PageWatch){enter_page, &attempt};
  g_autoptr(Record) record = report_read(task->parts, task->name, task->sha256, work->options.knowledge, &how);
  return pack_record(record);
}

/* Added to the settings of a report that would be another with more time: no archive takes it for known. */
static const char late[] = "+late";

/* What the process could not know. */
static void complete(const Work *work, const Slot *slot, Record *record) {
  const Task *task = slot->task;
  if (task->given) given_apply(task->given, record);
  if (record_report(record)) {
    if (task->given) place_read(work->options.knowledge->places, record);
    g_autofree char *settings = g_strconcat(task->settings, slot->late ? late : "", NULL);
    record_report_at(record, 0)->settings = record_string(record, settings);
    return;
  }
  Failure *failure = record_failure_at(record, 0);
  failure->program = "extract " EXTRACT_VERSION;
  failure->patterns = record_string(record, work->options.knowledge->patterns->version);
  failure->settings = record_string(record, task->settings);
}

static void hand_out(Work *work) {
  for (Slot *slot; !work->error && (slot = g_queue_peek_head(&work->slots)) && slot->record;) {
    g_queue_pop_head(&work->slots);
    work->bytes -= slot->bytes;
    work->next(slot->record, work->data, &work->error);
    slot_free(slot);
  }
}

/*
 * What one page does to its reader must not cost the others. True: there is another try to make, without the page; but
 * one alone after the time ran out.
 */
static bool leave_out(Slot *slot, const PoolEnd *end) {
  if (end->outcome == POOL_DONE || (end->outcome == POOL_TIMEOUT && slot->late)) return false;
  if (end->place == WATCH_READ || find_left_out(slot, end->place)) return false;
  if (!slot->left_out) {
    slot->left_out = g_array_new(FALSE, FALSE, sizeof(LeftOut));
    g_array_set_clear_func(slot->left_out, (GDestroyNotify)left_out_clear);
  }
  if (slot->left_out->len == LIMIT_LEFT_OUT) return false;
  slot->late |= end->outcome == POOL_TIMEOUT;
  const LeftOut left_out = {end->place, g_strdup_printf("left out: %s", end->reason)};
  g_array_append_val(slot->left_out, left_out);
  return true;
}

/* The record that the process sent, or one of its failure. */
static Record *judge_end(const Slot *slot, const PoolEnd *end) {
  const Task *task = slot->task;
  g_autoptr(GError) wrong = NULL;
  g_autoptr(Record) record =
      end->outcome == POOL_DONE ? pack_read(end->result, task->name, task->sha256, &wrong) : NULL;
  const bool nothing_left = record && !record_report(record) && slot->left_out;
  if (record && !nothing_left) return g_steal_pointer(&record);
  const char *reason = nothing_left ? g_array_index(slot->left_out, LeftOut, 0).reason
                       : wrong      ? wrong->message
                                    : end->reason;
  const bool timeout = end->outcome == POOL_TIMEOUT || (nothing_left && slot->late);
  return record_failure(task->name, task->sha256, timeout ? "timeout" : "crash", reason);
}

static bool take_end(gpointer item, const PoolEnd *end, gpointer data) {
  Slot *slot = item;
  Work *work = data;
  if (leave_out(slot, end)) return true;
  work->busy--;
  slot->record = judge_end(slot, end);
  slot->bytes = end->result ? g_bytes_get_size(end->result) : 0;
  work->bytes += slot->bytes;
  g_clear_pointer(&slot->task->parts, g_ptr_array_unref);
  complete(work, slot, slot->record);
  if (!work->error) work->arrived(slot->record, work->data, &work->error);
  hand_out(work);
  return false;
}

/* What costs each process its time once, in their parent. */
static void make_ready(Work *work) {
  const PdfRoom *pdf = pdf_room(NULL);
  const ProsePatterns *prose = work->options.knowledge->patterns->prose;
  if (pdf) work->warmth = pdf->document_warm();
  if (prose) prose_patterns_hasten(prose);
}

Work *work_new(const WorkOptions *options, WorkRecord arrived, WorkRecord next, gpointer data) {
  Work *work = g_new0(Work, 1);
  work->options = *options;
  work->arrived = arrived;
  work->next = next;
  work->data = data;
  work->options.pool.prepare = prepare;
  if (options->many) make_ready(work);
  work->pool = pool_new(&work->options.pool, read_in_child, take_end, work);
  g_queue_init(&work->slots);
  return work;
}

static bool ended(Work *work, GError **error) {
  if (!work->error) return false;
  g_propagate_error(error, g_error_copy(work->error));
  return true;
}

static Slot *add_slot(Work *work, Task *task, Record *record) {
  Slot *slot = g_new0(Slot, 1);
  slot->task = task;
  slot->record = record;
  g_queue_push_tail(&work->slots, slot);
  return slot;
}

static void await_window(Work *work) {
  while ((work->slots.length >= WINDOW || work->bytes > LIMIT_WAITING_BYTES) && work->busy > 0 &&
         !pool_stopped(work->pool))
    pool_wait(work->pool, work->busy - 1);
}

bool work_read(Work *work, Task *task, GError **error) {
  Slot *slot = add_slot(work, task, NULL);
  work->busy++;
  if (!pool_add(work->pool, slot, error)) return false;
  await_window(work);
  return !ended(work, error);
}

bool work_know(Work *work, Record *record, GError **error) {
  add_slot(work, NULL, record);
  hand_out(work);
  await_window(work);
  return !ended(work, error);
}

bool work_wait(Work *work, GError **error) {
  pool_wait(work->pool, 0);
  return !ended(work, error);
}

void work_free(Work *work) {
  if (!work) return;
  pool_free(work->pool);
  g_queue_clear_full(&work->slots, (GDestroyNotify)slot_free);
  if (work->warmth) pdf_room(NULL)->document_cool(work->warmth);
  g_clear_error(&work->error);
  g_free(work);
}

/* A stage of a file, on its way through a process: the first byte of the answer says whether it is one or an error. */
typedef struct Dump {
  const WorkOptions *options;
  GBytes *bytes;
  ReportStage stage;
  char *text, *reason;
} Dump;

static GBytes *dump_in_child(gpointer item, PoolTeller *teller, gpointer data) {
  (void)item, (void)teller;
  const Dump *dump = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text =
      report_dump(dump->bytes, dump->options->knowledge, &dump->options->report, dump->stage, &error);
  char *answer = text ? g_strconcat("+", text, NULL) : g_strconcat("-", error->message, NULL);
  return g_bytes_new_take(answer, strlen(answer));
}

static bool take_dump(gpointer item, const PoolEnd *end, gpointer data) {
  (void)item;
  Dump *dump = data;
  gsize length = 0;
  const char *answer = end->result ? g_bytes_get_data(end->result, &length) : NULL;
  if (length == 0) dump->reason = g_strdup(end->reason ? end->reason : "the reading process sent nothing");
  else *(*answer == '+' ? &dump->text : &dump->reason) = g_strndup(answer + 1, length - 1);
  return false;
}

char *work_dump(const WorkOptions *options, GBytes *bytes, ReportStage stage, GError **error) {
  Dump dump = {.options = options, .bytes = bytes, .stage = stage};
  PoolOptions how = options->pool;
  how.prepare = prepare;
  g_autoptr(Pool) pool = pool_new(&how, dump_in_child, take_dump, &dump);
  if (!pool_add(pool, &dump, error)) return NULL;
  pool_wait(pool, 0);
  if (dump.reason) g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, dump.reason);
  g_free(dump.reason);
  return dump.text;
}
