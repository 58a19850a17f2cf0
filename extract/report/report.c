/*
 * report.c - the pipe: each stage called once, in its order.
 */
#include "report/report.h"

#include "base/hash.h"
#include "check/evidence.h"
#include "check/explain.h"
#include "check/reread.h"
#include "figure/figure.h"
#include "place/identity.h"
#include "place/second.h"
#include "prose/prose.h"
#include "report/damage.h"
#include "report/pdf_room.h"
#include "section/section.h"

#include "patterns.inc"

Knowledge *knowledge_read(const char *folder, bool try_samples, GError **error) {
  g_autoptr(Knowledge) knowledge = g_new0(Knowledge, 1);
  knowledge->patterns = pattern_set_read(folder, try_samples ? NULL : EXTRACT_PATTERNS, error);
  if (!knowledge->patterns) return NULL;
  if (!knowledge->patterns->prose) { /* a report without the figures of its sentences would look like one */
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "%s: no prose.yaml in this folder", folder);
    return NULL;
  }
  knowledge->words = report_words_read(folder, error);
  if (!knowledge->words) return NULL;
  knowledge->checks = check_rules_read(folder, knowledge->patterns, error);
  if (!knowledge->checks) return NULL;
  knowledge->places = places_read(folder, error);
  if (!knowledge->places) return NULL;
  knowledge->crosswalk = crosswalk_read(folder, knowledge->patterns, error);
  return knowledge->crosswalk ? g_steal_pointer(&knowledge) : NULL;
}

void knowledge_free(Knowledge *knowledge) {
  if (!knowledge) return;
  pattern_set_free(knowledge->patterns);
  report_words_free(knowledge->words);
  check_rules_free(knowledge->checks);
  places_free(knowledge->places);
  g_clear_pointer(&knowledge->crosswalk, g_ptr_array_unref);
  g_free(knowledge);
}

/* What the stages before the record make of a file; each borrows from the one before. */
typedef struct Reading {
  Document *document;
  Layout *layout;
  Outline *outline;
} Reading;

static void reading_clear(Reading *reading) {
  outline_free(reading->outline);
  layout_free(reading->layout);
  document_free(reading->document);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static Document *document_from_pages(GPtrArray *pages) {
  Document *document = g_new0(Document, 1);
  document->pages = pages;
  document->page_count = (int)pages->len;
  document->modified = g_strdup("");
  document->damage = g_strdup("");
  return document;
}

/* `before`: pages of the parts before. */
static Document *open_document(GBytes *bytes, int before, const ReportOptions *options, GError **error) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  const DocumentOptions how = {options->password, options->first_page, options->last_page, before, options->watch};
  if (options->source == REPORT_FROM_PDF) {
    const PdfRoom *pdf = pdf_room(error);
    return pdf ? pdf->document_read(bytes, &how, error) : NULL;
  }
  if (options->source == REPORT_FROM_TEXT) return document_from_text(data, length, error);
  GPtrArray *pages = page_parse(data, length, error);
  return pages ? document_from_pages(pages) : NULL;
}

/* Moves the pages of `more` behind those of `document`. */
static void append_document(Document *document, Document *more) {
  for (unsigned i = 0; i < more->pages->len; i++) page_renumber(more->pages->pdata[i], document->page_count);
  g_ptr_array_extend_and_steal(document->pages, g_steal_pointer(&more->pages));
  more->pages = g_ptr_array_new();
  document->page_count += more->page_count;
  document->untrusted |= more->untrusted;
  if (!*document->damage) {
    g_free(document->damage);
    document->damage = g_strdup(more->damage);
  }
}

static Document *open_documents(const GPtrArray *parts, const ReportOptions *options, GError **error) {
  g_autoptr(Document) document = open_document(parts->pdata[0], 0, options, error);
  for (unsigned i = 1; document && i < parts->len; i++) {
    g_autoptr(Document) more = open_document(parts->pdata[i], document->page_count, options, error);
    if (!more) return NULL;
    append_document(document, more);
  }
  return g_steal_pointer(&document);
}

static bool read_outline(Reading *reading, const GPtrArray *parts, const Knowledge *knowledge,
                         const ReportOptions *options, GError **error) {
  reading->document = open_documents(parts, options, error);
  if (options->watch.enter) options->watch.enter(WATCH_READ, options->watch.data);
  if (!reading->document) return false;
  reading->layout = layout_read(reading->document->pages);
  reading->outline = outline_read(knowledge->words, reading->layout, reading->document->pages);
  return true;
}

static const char *kind_of(const GError *error) {
  if (g_error_matches(error, DOCUMENT_ERROR, DOCUMENT_ERROR_ENCRYPTED)) return "encrypted";
  if (g_error_matches(error, DOCUMENT_ERROR, DOCUMENT_ERROR_LIMIT)) return "limit";
  return "damaged";
}

static Record *begin_record(const Reading *reading, const char *path, const char *sha256, const Knowledge *knowledge) {
  Record *record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->report = record_string(record, path);
  report->sha256 = record_string(record, sha256);
  report->pages = reading->document->page_count;
  report->program = "extract " EXTRACT_VERSION;
  report->patterns = record_string(record, knowledge->patterns->version);
  report->modified = record_string(record, reading->document->modified);
  damage_note(reading->document, record);
  if (reading->layout->excess) record_remark(record, 0, "limit", "too many tables: not all of them were looked for");
  identity_read(reading->outline, knowledge->places, record);
  return record;
}

static void add_sections(const Outline *outline, Record *record) {
  const Report *report = record_report(record);
  for (unsigned i = 0; i < outline->sections->len; i++) {
    const Section *section = outline->sections->pdata[i];
    g_autoptr(GString) text = g_string_new(NULL);
    for (unsigned j = 0; j < section->paragraphs->len; j++) {
      const Text *paragraph = section->paragraphs->pdata[j];
      g_string_append_printf(text, "%s%s", j ? "\n" : "", paragraph->utf8->str);
    }
    SectionRow *row = record_add(record, RECORD_SECTION);
    row->report = report->report;
    row->sha256 = report->sha256;
    row->section = record_string(record, section->path);
    row->title = record_string(record, section->title);
    row->page = section->page;
    row->text = record_string(record, text->str);
  }
}

/* NULL for a report of this kind, else what it lacks. New string. */
static char *find_lack(const Reading *reading, const Record *record, unsigned tables) {
  const Report *report = record_report(record);
  if (tables > 0 || *report->form || *report->title) return NULL; /* a title is that of such a report: title.h */
  const bool text = reading->layout->lines->len + reading->layout->tables->len > 0;
  if (reading->document->pages->len == 0)
    return g_strdup_printf("not recognised: none of its %d pages is to be read", reading->document->page_count);
  if (!text && !*report->damage) return g_strdup("not recognised: no text");
  if (!text) return g_strdup_printf("not recognised: nothing to read: %s", report->damage);
  static const char lack[] = "not recognised: no title of such a report, none of its sections, no statistics table";
  return *report->damage ? g_strdup_printf("%s; not all of it was read: %s", lack, report->damage) : g_strdup(lack);
}

char *report_hash(const GPtrArray *parts) {
  Hash hash;
  hash_init(&hash);
  for (unsigned i = 0; i < parts->len; i++) {
    gsize length;
    const void *data = g_bytes_get_data(parts->pdata[i], &length);
    hash_add(&hash, data, length);
  }
  return hash_end(&hash);
}

/* What libraries make of the file once more; of several files no one could show all the pages. */
static void add_pictures(const GPtrArray *parts, const Document *document, const ReportOptions *options,
                         Record *record) {
  if (parts->len > 1 || !(options->evidence || options->audit)) return;
  const PageWatch *watch = &options->watch;
  const char *hindrance = watch->enter ? watch->enter(WATCH_PICTURES, watch->data) : NULL;
  if (hindrance) {
    g_autofree char *text = g_strdup_printf("pictures and audit copy: %s", hindrance);
    record_remark(record, 0, "damaged", text);
    return;
  }
  const PdfRoom *pdf = pdf_room(NULL);
  g_autoptr(GBytes) open = pdf->content_unlock(parts->pdata[0], options->password);
  if (options->evidence) pdf->picture_evidence(record, open);
  if (options->audit) pdf->audit_copy(record, open, document->pages);
}

Record *report_read(const GPtrArray *parts, const char *path, const char *sha256, const Knowledge *knowledge,
                    const ReportOptions *options) {
  g_autoptr(GError) error = NULL;
  g_auto(Reading) reading = {0};
  if (!read_outline(&reading, parts, knowledge, options, &error))
    return record_failure(path, sha256, kind_of(error), error->message);
  g_autoptr(Record) record = begin_record(&reading, path, sha256, knowledge);
  add_sections(reading.outline, record);
  place_read(knowledge->places, record);
  unsigned tables = figure_read(reading.outline, knowledge->patterns, record);
  /* Plain text is for trying single sentences: whoever says --from=text says what it is. */
  bool given = options->source == REPORT_FROM_TEXT;
  g_autofree char *lack = given ? NULL : find_lack(&reading, record, tables);
  if (lack) return record_failure(path, sha256, "not-recognised", lack);
  prose_read(reading.outline, knowledge->patterns->prose, record);
  second_mark(reading.outline, knowledge->places, record);
  damage_mark(reading.document, reading.outline, record);
  g_autoptr(Reread) reread = reread_new(reading.document->pages);
  check_run(knowledge->checks, record, reread_figure, reread);
  evidence_complete(record);
  add_pictures(parts, reading.document, options, record);
  return g_steal_pointer(&record);
}

static void dump_lines(const Page *page, GString *out) {
  g_autoptr(GPtrArray) glyphs = page_glyphs(page);
  g_autoptr(GPtrArray) lines = line_build((const Glyph *const *)glyphs->pdata, glyphs->len);
  for (unsigned i = 0; i < lines->len; i++) line_print(lines->pdata[i], out);
}

/* The promised columns of a figure but for those that are alike in all, parted by tabs. */
static void dump_figures(const Record *record, GString *out) {
  static const char *const alike[] = {"report", "sha256", "place", "year", "form", "publisher", "code", "level", NULL};
  const RecordSchema *schema = &record_schemas[RECORD_FIGURE];
  for (unsigned i = 0; i < record_figure_count(record); i++) {
    for (size_t j = 0; j < schema->n_fields; j++) {
      const Field *field = &schema->fields[j];
      if (field->where != FIELD_CSV || g_strv_contains(alike, field->name)) continue;
      record_print_field(field, record_figure_at(record, i), out);
      g_string_append_c(out, '\t');
    }
    out->str[out->len - 1] = '\n';
  }
}

static char *explain(const GPtrArray *parts, const Knowledge *knowledge, const ReportOptions *options, GError **error) {
  g_autofree char *sha256 = report_hash(parts);
  g_autoptr(Record) record = report_read(parts, "", sha256, knowledge, options);
  if (record_report(record)) return explain_indicator(knowledge->patterns, record, options->explain, error);
  const Failure *failure = record_failure_at(record, 0);
  g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, failure->reason);
  return NULL;
}

char *report_dump(GBytes *bytes, const Knowledge *knowledge, const ReportOptions *options, ReportStage stage,
                  GError **error) {
  g_auto(Reading) reading = {0};
  g_autoptr(GPtrArray) parts = g_ptr_array_new();
  g_ptr_array_add(parts, bytes);
  if (stage == REPORT_STAGE_EXPLAIN) return explain(parts, knowledge, options, error);
  if (!read_outline(&reading, parts, knowledge, options, error)) return NULL;
  g_autoptr(GString) out = g_string_new(NULL);
  const GPtrArray *pages = reading.document->pages;
  for (unsigned i = 0; i < pages->len && stage == REPORT_STAGE_PAGE; i++) page_print(pages->pdata[i], out);
  for (unsigned i = 0; i < pages->len && stage == REPORT_STAGE_LINES; i++) dump_lines(pages->pdata[i], out);
  for (unsigned i = 0; i < reading.layout->tables->len && stage == REPORT_STAGE_TABLES; i++)
    table_print(reading.layout->tables->pdata[i], out);
  if (stage == REPORT_STAGE_SECTIONS) outline_print(reading.outline, out);
  if (stage == REPORT_STAGE_FIGURES) {
    g_autofree char *sha256 = report_hash(parts);
    g_autoptr(Record) record = report_read(parts, "", sha256, knowledge, options);
    dump_figures(record, out);
  }
  return g_string_free(g_steal_pointer(&out), FALSE);
}
