/*
 * xlsx_source.c - a record on its way into the workbook: where its PDF is, what is said about its figures.
 */
#include "xlsx_source.h"

#include <string.h>

/* `path` as seen from `folder`; both may be relative to the working directory. */
static char *relative_path(const char *path, const char *folder) {
  g_autofree char *whole = g_canonicalize_filename(path, NULL);
  g_autofree char *base = g_canonicalize_filename(folder, NULL);
  g_auto(GStrv) to = g_strsplit(whole + 1, "/", -1);
  g_auto(GStrv) from = g_strsplit(base[1] == '\0' ? "" : base + 1, "/", -1);
  unsigned shared = 0;
  while (to[shared] != NULL && to[shared + 1] != NULL && g_strcmp0(to[shared], from[shared]) == 0) shared++;
  GString *relative = g_string_new(NULL);
  for (unsigned i = shared; from[i] != NULL; i++) g_string_append(relative, "../");
  for (unsigned i = shared; to[i] != NULL; i++) g_string_append_printf(relative, "%s%s", i > shared ? "/" : "", to[i]);
  return g_string_free(relative, FALSE);
}

/* What would end the name within a link, or be taken for something else than a part of it, or has no place in XML. */
static char *escape_link(const char *path) {
  GString *link = g_string_new(NULL);
  for (const char *at = path, *next; *at != '\0'; at = next) {
    next = g_utf8_next_char(at);
    gunichar c = g_utf8_get_char(at);
    bool plain = c > 0x20 && c != 0xFFFE && c != 0xFFFF && (c > 0x7F || strchr("%#?\"<>\\:*|", (int)c) == NULL);
    if (plain) g_string_append_len(link, at, next - at);
    for (; !plain && at < next; at++) g_string_append_printf(link, "%%%02X", (unsigned)(unsigned char)*at);
  }
  return g_string_free(link, FALSE);
}

/* The PDF that a reader is led to: the audit copy where one is made, which shows each figure framed. */
static char *find_pdf(const WriterOptions *options, const Record *record) {
  const char *report = record_report(record)->report;
  if (record->audit_copy && options->audit_file) return g_strdup(options->audit_file);
  if (record->audit_copy && options->audit_folder) return output_audit_path(options->audit_folder, report);
  return g_strdup(report);
}

static char *find_link(const Book *book, const Record *record) {
  const unsigned most = 2000; /* Excel takes 2079 characters */
  const char *target = book->output->target;
  g_autofree char *folder = strcmp(target, "-") == 0 ? g_strdup(".") : g_path_get_dirname(target);
  g_autofree char *pdf = find_pdf(book->output->options, record);
  g_autofree char *relative = relative_path(pdf, folder);
  g_autofree char *link = escape_link(relative);
  return strlen(link) <= most ? g_steal_pointer(&link) : NULL;
}

/* Whether something is to be known of how it was read. */
static bool is_noted(const Figure *figure) {
  static const char *const notes[] = {"clipped", "corrected",     "label-by-path", "label-differs", "ocr",
                                      "remark",  "second-report", "spaced",        "unit-in-cell",  "wrapped"};
  for (size_t i = 0; i < G_N_ELEMENTS(notes); i++)
    if (record_has_mark(figure->marks, notes[i])) return true;
  return false;
}

/* The worst that is said of it. */
Tone figure_tone(const Figure *figure) {
  if (record_has_mark(figure->evidence, "contradicted")) return TONE_CONTRADICTED;
  if (record_figure_in_doubt(figure)) return TONE_DOUBT;
  if (strcmp(figure->state, "blank") == 0) return TONE_BLANK;
  if (strcmp(figure->state, "figure") != 0) return TONE_WORD;
  if (is_noted(figure)) return TONE_NOTED;
  return record_has_mark(figure->evidence, "verified") ? TONE_VERIFIED : TONE_PLAIN;
}

char *source_page_link(const Source *source, int page) {
  return source->link != NULL ? g_strdup_printf("%s#page=%d", source->link, page) : NULL;
}

static void count_rows(Source *source) {
  const Record *record = source->record;
  Tally *tally = &source->tally;
  tally->reports = record_report_count(record);
  tally->failures = record_failure_count(record);
  tally->pages = tally->reports > 0 ? (unsigned)record_report(record)->pages : 0;
  for (unsigned i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    bool prose = *figure->table == '\0';
    tally->prose += prose;
    tally->cells += !prose;
    tally->blank += !prose && strcmp(figure->state, "blank") == 0;
    tally->given += !prose && strcmp(figure->state, "figure") == 0;
    tally->tones[figure_tone(figure)]++;
  }
  tally->numerals = record_numeral_count(record);
  for (unsigned i = 0; i < tally->numerals; i++)
    tally->unassigned += strcmp(record_numeral_at(record, i)->class, "unassigned") == 0;
  tally->checks = record_check_count(record);
  for (unsigned i = 0; i < tally->checks; i++) tally->failing += record_check_fails(record_check_at(record, i));
  tally->remarks = record_remark_count(record);
}

static void add_tally(Tally *sum, const Tally *more) {
  sum->reports += more->reports;
  sum->failures += more->failures;
  sum->pages += more->pages;
  sum->cells += more->cells;
  sum->given += more->given;
  sum->blank += more->blank;
  for (int tone = 0; tone < TONE_COUNT; tone++) sum->tones[tone] += more->tones[tone];
  sum->prose += more->prose;
  sum->numerals += more->numerals;
  sum->unassigned += more->unassigned;
  sum->checks += more->checks;
  sum->failing += more->failing;
  sum->remarks += more->remarks;
}

Source *source_new(Book *book, Record *record) {
  Source *source = g_new0(Source, 1);
  source->record = record_ref(record);
  source->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (record_report(record) != NULL) source->link = find_link(book, record);
  count_rows(source);
  add_tally(&book->tally, &source->tally);
  return source;
}

void source_free(Source *source) {
  if (source == NULL) return;
  g_hash_table_unref(source->places);
  g_free(source->link);
  record_unref(source->record);
  g_free(source);
}
