/*
 * xlsx.c - the room of libxlsxwriter: records become a workbook.
 *
 * A workbook of a few reports is laid out for reading: their records are held until the end, each table gets a sheet
 * as the form prints it, and what needs a person stands first in the lists. When more come, it becomes a stream: the
 * lists alone, each record written and let go, so that a hundred thousand reports take no more memory than thirty.
 */
#include "xlsx_scratch.h"
#include "xlsx_sheets.h"
#include "xlsx_views.h"

#include <errno.h>

/* What is held for reading; no more sheets than a person looks through, no more rows than fit into memory well. */
enum { HELD_REPORTS = 30, HELD_ROWS = 200000 };

typedef struct Xlsx {
  Book book;
  Scratch *scratch;
  GPtrArray *held; /* of Record; NULL once it is a stream */
  unsigned held_rows;
  Panel *panel; /* NULL: without a codebook there is none */
  lxw_worksheet *summary;
  Listing reports, figures, sections, prose, numerals, checks, remarks, failures;
  gint64 newest; /* /ModDate of the newest input, seconds; 0: none has one */
} Xlsx;

static void free_title(void *data) {
  SheetTitle *entry = data;
  g_free(entry->name);
  g_free(entry->title);
  g_free(entry);
}

static void *xlsx_open(const Output *output, GError **error) {
  (void)error;
  Xlsx *xlsx = g_new0(Xlsx, 1);
  xlsx->book.output = output;
  xlsx->book.units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  xlsx->book.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  xlsx->book.titles = g_ptr_array_new_with_free_func(free_title);
  g_autofree char *folder = output_folder(output);
  if (output->options->codebook != NULL) xlsx->panel = panel_new(output->options->codebook, folder);
  xlsx->held = g_ptr_array_new_with_free_func((GDestroyNotify)record_unref);
  return xlsx;
}

static bool open_workbook(Xlsx *xlsx, bool stream, GError **error) {
  const Output *output = xlsx->book.output;
  g_autofree char *folder = output_folder(output);
  xlsx->scratch = scratch_new(folder);
  lxw_workbook_options options = {
      .constant_memory = stream, .use_zip64 = stream, .tmpdir = (char *)scratch_name(xlsx->scratch)};
  xlsx->book.workbook = workbook_new_opt(output->path, &options);
  if (xlsx->book.workbook == NULL) return output_fail(error, "cannot begin a workbook");
  xlsx->summary = book_sheet(&xlsx->book, "摘要", "", NULL);
  return true;
}

/* False when something failed by now. `system` is the errno behind the library's own answer, or 0. */
static bool is_well(const Xlsx *xlsx, int system, GError **error) {
  lxw_error answer = xlsx->book.failed;
  int scratch = scratch_error(xlsx->scratch);
  if (answer == LXW_NO_ERROR && scratch == 0) return true;
  int reason = scratch != 0 ? scratch : system;
  g_set_error(error, WRITER_ERROR, WRITER_ERROR_IO, "cannot write: %s",
              reason != 0 ? g_strerror(reason) : lxw_strerror(answer));
  return false;
}

static void open_lists(Xlsx *xlsx) {
  Book *book = &xlsx->book;
  checks_open(&xlsx->checks, book);
  figures_open(&xlsx->figures, book);
  prose_open(&xlsx->prose, book);
  numerals_open(&xlsx->numerals, book);
  sections_open(&xlsx->sections, book);
  remarks_open(&xlsx->remarks, book);
}

/* Checks lead to the lines of figures, so these come first. */
static void pour(Xlsx *xlsx, const GPtrArray *sources) {
  for (unsigned i = 0; i < sources->len; i++) {
    Source *source = sources->pdata[i];
    figures_add(&xlsx->figures, source);
    prose_add(&xlsx->prose, source);
    sections_add(&xlsx->sections, source);
    remarks_add(&xlsx->remarks, source);
    if (xlsx->reports.sheet != NULL) reports_add(&xlsx->reports, source);
    if (xlsx->failures.sheet != NULL) failures_add(&xlsx->failures, source);
  }
  for (int round = 0; round < NUMERALS_ROUNDS; round++)
    for (unsigned i = 0; i < sources->len; i++) numerals_add(&xlsx->numerals, sources->pdata[i], round);
  for (int round = 0; round < CHECKS_ROUNDS; round++)
    for (unsigned i = 0; i < sources->len; i++) checks_add(&xlsx->checks, sources->pdata[i], round);
}

static bool stream_record(Xlsx *xlsx, Record *record, GError **error) {
  g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
  g_ptr_array_add(one, source_new(&xlsx->book, record));
  pour(xlsx, one);
  return is_well(xlsx, 0, error);
}

static bool begin_stream(Xlsx *xlsx, GError **error) {
  if (!open_workbook(xlsx, true, error)) return false;
  reports_open(&xlsx->reports, &xlsx->book);
  open_lists(xlsx);
  failures_open(&xlsx->failures, &xlsx->book);
  g_autoptr(GPtrArray) held = g_steal_pointer(&xlsx->held);
  for (unsigned i = 0; i < held->len; i++)
    if (!stream_record(xlsx, held->pdata[i], error)) return false;
  return true;
}

static void note_date(Xlsx *xlsx, const Record *record) {
  const Report *report = record_report(record);
  if (report == NULL || *report->modified == '\0') return;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601(report->modified, utc);
  if (date != NULL) xlsx->newest = MAX(xlsx->newest, g_date_time_to_unix(date));
}

static bool add_to_panel(Xlsx *xlsx, const Record *record, GError **error) {
  if (xlsx->panel == NULL) return true;
  g_autoptr(PanelReport) report = panel_report_new(xlsx->book.output->options->codebook, record);
  return report == NULL || panel_add(xlsx->panel, report, error);
}

static bool xlsx_add(void *state, Record *record, GError **error) {
  Xlsx *xlsx = state;
  note_date(xlsx, record);
  if (!add_to_panel(xlsx, record, error)) return false;
  if (xlsx->held == NULL) return stream_record(xlsx, record, error);
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) xlsx->held_rows += record->rows[type]->len;
  g_ptr_array_add(xlsx->held, record_ref(record));
  return (xlsx->held->len <= HELD_REPORTS && xlsx->held_rows <= HELD_ROWS) || begin_stream(xlsx, error);
}

/* Nothing for one report alone, and where nobody says what the indicators mean. */
static bool add_views(Xlsx *xlsx, GError **error) {
  if (xlsx->panel == NULL || xlsx->book.tally.reports < 2) return true;
  panel_complete(xlsx->panel);
  return views_add(&xlsx->book, xlsx->panel, error);
}

/* A workbook for reading, of all that was held. */
static bool lay_out(Xlsx *xlsx, GError **error) {
  if (!open_workbook(xlsx, false, error)) return false;
  Book *book = &xlsx->book;
  g_autoptr(GPtrArray) sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
  for (unsigned i = 0; i < xlsx->held->len; i++) g_ptr_array_add(sources, source_new(book, xlsx->held->pdata[i]));
  bool alone = sources->len == 1;
  if (!alone) reports_open(&xlsx->reports, book);
  if (!add_views(xlsx, error)) return false;
  for (unsigned i = 0; i < sources->len; i++) tables_add(book, sources->pdata[i], alone);
  open_lists(xlsx);
  if (book->tally.failures > 0) failures_open(&xlsx->failures, book);
  pour(xlsx, sources);
  summary_write(book, xlsx->summary, alone ? sources->pdata[0] : NULL);
  return true;
}

/* The only date in the file: never that of the run, or two runs would differ. */
static time_t document_date(const Xlsx *xlsx) {
  const gint64 earliest = 315532800; /* 1980, where dates in zip files begin */
  const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
  guint64 seconds = 0;
  if (epoch != NULL && g_ascii_string_to_unsigned(epoch, 10, 0, 253402300799, &seconds, NULL))
    return (time_t)MAX((gint64)seconds, earliest);
  return (time_t)MAX(xlsx->newest, earliest);
}

static bool close_workbook(Xlsx *xlsx, GError **error) {
  Listing *const lists[] = {&xlsx->reports,  &xlsx->figures, &xlsx->sections, &xlsx->prose,
                            &xlsx->numerals, &xlsx->checks,  &xlsx->remarks,  &xlsx->failures};
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
    if (lists[i]->sheet != NULL) listing_close(lists[i]);
  const WriterOptions *options = xlsx->book.output->options;
  g_autofree char *comments = g_strdup_printf("%s, patterns %s", options->program, options->patterns);
  lxw_doc_properties properties = {
      .title = (char *)"政府信息公开工作年度报告数据", .comments = comments, .created = document_date(xlsx)};
  book_check(&xlsx->book, workbook_set_properties(xlsx->book.workbook, &properties));
  if (!is_well(xlsx, 0, error)) return false;
  errno = 0;
  lxw_error answer = workbook_close(g_steal_pointer(&xlsx->book.workbook));
  int system = errno;
  book_check(&xlsx->book, answer);
  return is_well(xlsx, system, error);
}

static bool xlsx_finish(void *state, GError **error) {
  Xlsx *xlsx = state;
  if (xlsx->held != NULL) {
    if (!lay_out(xlsx, error)) return false;
  } else {
    if (!add_views(xlsx, error)) return false;
    summary_write(&xlsx->book, xlsx->summary, NULL);
  }
  return close_workbook(xlsx, error);
}

static void xlsx_free(void *state) {
  Xlsx *xlsx = state;
  if (xlsx->book.workbook != NULL) lxw_workbook_free(xlsx->book.workbook);
  scratch_free(xlsx->scratch);
  panel_free(xlsx->panel);
  g_hash_table_unref(xlsx->book.units);
  g_hash_table_unref(xlsx->book.names);
  g_ptr_array_unref(xlsx->book.titles);
  if (xlsx->held != NULL) g_ptr_array_unref(xlsx->held);
  g_free(xlsx);
}

const Format xlsx_module = {.suffix = "xlsx",
                            .way = FORMAT_BUILDS,
                            .open = xlsx_open,
                            .add = xlsx_add,
                            .finish = xlsx_finish,
                            .free = xlsx_free};
