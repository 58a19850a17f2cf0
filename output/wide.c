/*
 * wide.c - one row a report, and for each indicator of the codebook its value and the state of that value. All
 * indicators stand there, also those that no report has: tables of other runs can be put underneath.
 */
#include "csv.h"
#include "panel/panel.h"

typedef struct Wide {
  FILE *file;
  const Codebook *codebook;
  GString *line;
} Wide;

static void wide_free(void *state) {
  Wide *wide = state;
  g_string_free(wide->line, TRUE);
  g_free(wide);
}

static bool write_head(Wide *wide, GError **error) {
  static const char *const keys[] = {"report", "sha256", "place",     "publisher", "code", "code_today",
                                     "level",  "parent", "duplicate", "year",      "form"};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) csv_append(wide->line, keys[i], i == 0);
  for (guint i = 0; i < wide->codebook->entries->len; i++) {
    if (codebook_entry(wide->codebook, i)->left_out) continue;
    const char *name = codebook_entry(wide->codebook, i)->name;
    g_autofree char *state = g_strconcat(name, "__state", NULL); /* two: a column of applicants has one underscore */
    csv_append(wide->line, name, false);
    csv_append(wide->line, state, false);
  }
  return csv_line_write(wide->file, wide->line, error);
}

static void *wide_open(const Output *output, GError **error) {
  if (output->options->codebook == NULL) {
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "a wide table wants a codebook");
    return NULL;
  }
  Wide *wide = g_new0(Wide, 1);
  wide->file = output->file;
  wide->codebook = output->options->codebook;
  wide->line = g_string_new(NULL);
  if (write_head(wide, error)) return wide;
  wide_free(wide);
  return NULL;
}

static bool wide_add(void *state, Record *record, GError **error) {
  Wide *wide = state;
  g_autoptr(PanelReport) report = panel_report_new(wide->codebook, record);
  if (report == NULL) return true;
  g_autofree char *duplicate = g_strdup_printf("%d", report->duplicate);
  const char *const keys[] = {
      report->report, report->sha256, report->place, report->publisher,           report->code, report->code_today,
      report->level,  report->parent, duplicate,     record_report(record)->year, report->form};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) csv_append(wide->line, keys[i], i == 0);
  for (guint i = 0; i < wide->codebook->entries->len; i++) {
    if (codebook_entry(wide->codebook, i)->left_out) continue;
    PanelValue value = panel_value(wide->codebook, report, i);
    char text[DECIMAL_TEXT] = "";
    csv_append(wide->line, panel_is_number(value.state) ? decimal_print(value.number, text) : "", false);
    csv_append(wide->line, panel_states[value.state], false);
  }
  return csv_line_write(wide->file, wide->line, error);
}

const Format wide_format = {
    .suffix = "csv", .way = FORMAT_STREAMS, .open = wide_open, .add = wide_add, .free = wide_free};
