/*
 * dta.c - the room of ReadStat: the panel as a Stata file. A row is a place and a year, also one without a report; why
 * a number is missing is said by Stata's extended missing values.
 */
#include "format.h"
#include "panel/panel.h"

#include <errno.h>
#include <readstat.h>
#include <string.h>

enum { UNICODE_VERSION = 118, TEXT_MOST = 2045 /* bytes of a str# variable */, KEYS = 10 };

/* Of each state that is no number: its letter and what it means. */
static const struct {
  char letter;
  const char *label;
} missing[PANEL_STATES] = {
    [PANEL_BLANK] = {'a', "blank 空白"},
    [PANEL_NOT_ON_FORM] = {'b', "not on this form 表式无此项"},
    [PANEL_NO_REPORT] = {'c', "report missing 缺报告"},
    [PANEL_DOUBT] = {'d', "in doubt 存疑"},
    [PANEL_SLASH] = {'e', "slash 斜杠"},
    [PANEL_DASH] = {'f', "dash or none 横线或无"},
    [PANEL_WORDS] = {'g', "words 文字"},
    [PANEL_NOT_PRINTED] = {'h', "on the form, not in the report 未印"},
};

typedef struct Dta {
  const Output *output;
  Panel *panel;
  size_t widths[KEYS]; /* of the longest text */
  FILE *file;
  int lost; /* errno of the first write that failed; the library does not look at each of its own */
} Dta;

static void *dta_open(const Output *output, GError **error) {
  if (output->options->codebook == NULL) {
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "a Stata file wants a codebook");
    return NULL;
  }
  Dta *dta = g_new0(Dta, 1);
  g_autofree char *folder = output_folder(output);
  dta->output = output;
  dta->panel = panel_new(output->options->codebook, folder);
  return dta;
}

static const char *key_text(const PanelReport *report, int key) {
  const char *const keys[KEYS] = {report->place,  report->publisher, report->code, report->code_today,
                                  report->level,  report->parent,    report->form, report->report,
                                  report->sha256, report->series};
  return keys[key];
}

static bool dta_add(void *state, Record *record, GError **error) {
  Dta *dta = state;
  g_autoptr(PanelReport) report = panel_report_new(dta->output->options->codebook, record);
  if (report == NULL) return true;
  for (int key = 0; key < KEYS; key++) dta->widths[key] = MAX(dta->widths[key], strlen(key_text(report, key)));
  return panel_add(dta->panel, report, error);
}

static void dta_free(void *state) {
  Dta *dta = state;
  panel_free(dta->panel);
  if (dta->file != NULL) fclose(dta->file);
  g_free(dta);
}

static ssize_t write_bytes(const void *bytes, size_t length, void *state) {
  Dta *dta = state;
  if (fwrite(bytes, 1, length, dta->file) == length) return (ssize_t)length;
  if (dta->lost == 0) dta->lost = errno;
  return -1;
}

static const struct {
  const char *name, *label;
} keys[KEYS] = {{"place", "地区"},     {"publisher", "发布机关"}, {"code", "区划代码"}, {"code_today", "现行区划代码"},
                {"level", "级别"},     {"parent", "上级"},        {"form", "表式"},     {"report", "报告"},
                {"sha256", "SHA-256"}, {"series", "序列"}};

static void add_keys(readstat_writer_t *writer, const size_t widths[]) {
  for (int key = 0; key < KEYS; key++) {
    readstat_variable_t *variable =
        readstat_add_variable(writer, keys[key].name, READSTAT_TYPE_STRING, CLAMP(widths[key], 1, TEXT_MOST));
    readstat_variable_set_label(variable, keys[key].label);
  }
  readstat_variable_set_label(readstat_add_variable(writer, "year", READSTAT_TYPE_INT16, 0), "年度");
  readstat_variable_set_label(readstat_add_variable(writer, "duplicate", READSTAT_TYPE_INT16, 0), "同年第几份");
}

static void add_indicators(readstat_writer_t *writer, const Codebook *codebook) {
  enum { LABEL_MOST = 80 }; /* characters */
  readstat_label_set_t *reasons = readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "missing");
  for (int state = 0; state < PANEL_STATES; state++)
    if (missing[state].letter != '\0')
      readstat_label_tagged_value(reasons, missing[state].letter, missing[state].label);
  for (guint i = 0; i < codebook->entries->len; i++) {
    const CodebookEntry *entry = codebook_entry(codebook, i);
    if (entry->left_out) continue;
    g_autofree char *whole = g_strdup_printf("%s（%s）", entry->zh, entry->unit);
    g_autofree char *label = g_utf8_substring(whole, 0, MIN(g_utf8_strlen(whole, -1), LABEL_MOST));
    readstat_variable_t *variable = readstat_add_variable(writer, entry->name, READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_label(variable, label);
    readstat_variable_set_label_set(variable, reasons);
  }
}

static readstat_error_t write_text(readstat_writer_t *writer, const readstat_variable_t *variable, const char *text) {
  if (strlen(text) <= TEXT_MOST) return readstat_insert_string_value(writer, variable, text);
  g_autofree char *cut = g_utf8_make_valid(text, TEXT_MOST);
  for (char *end = cut; *end != '\0'; end = g_utf8_next_char(end))
    if (g_utf8_next_char(end) - cut > TEXT_MOST) *end = '\0';
  return readstat_insert_string_value(writer, variable, cut);
}

static readstat_error_t write_value(readstat_writer_t *writer, const readstat_variable_t *variable, PanelValue value) {
  char text[DECIMAL_TEXT];
  if (!panel_is_number(value.state))
    return readstat_insert_tagged_missing_value(writer, variable, missing[value.state].letter);
  return readstat_insert_double_value(writer, variable, g_ascii_strtod(decimal_print(value.number, text), NULL));
}

static readstat_error_t write_row(readstat_writer_t *writer, const Codebook *codebook, const PanelReport *report) {
  int place = 0;
  readstat_error_t answer = readstat_begin_row(writer);
  for (int key = 0; key < KEYS && answer == READSTAT_OK; key++)
    answer = write_text(writer, readstat_get_variable(writer, place++), key_text(report, key));
  if (answer == READSTAT_OK)
    answer = readstat_insert_int16_value(writer, readstat_get_variable(writer, place++), (int16_t)report->year);
  if (answer == READSTAT_OK)
    answer = readstat_insert_int16_value(writer, readstat_get_variable(writer, place++), (int16_t)report->duplicate);
  for (guint i = 0; i < codebook->entries->len && answer == READSTAT_OK; i++)
    if (!codebook_entry(codebook, i)->left_out)
      answer = write_value(writer, readstat_get_variable(writer, place++), panel_value(codebook, report, i));
  return answer == READSTAT_OK ? readstat_end_row(writer) : answer;
}

static bool check(readstat_error_t answer, GError **error) {
  if (answer == READSTAT_OK) return true;
  g_set_error(error, WRITER_ERROR, WRITER_ERROR_IO, "cannot write: %s", readstat_error_message(answer));
  return false;
}

static bool write_series(const Dta *dta, readstat_writer_t *writer, const PanelSeries *series, GError **error) {
  g_autoptr(GPtrArray) reports = panel_load(dta->panel, series, error);
  if (reports == NULL) return false;
  for (guint i = 0; i < reports->len; i++)
    if (!check(write_row(writer, dta->output->options->codebook, reports->pdata[i]), error)) return false;
  return true;
}

static bool write_file(Dta *dta, readstat_writer_t *writer, GError **error) {
  const GArray *series = panel_series(dta->panel);
  readstat_set_data_writer(writer, write_bytes);
  readstat_writer_set_file_format_version(writer, UNICODE_VERSION);
  readstat_writer_set_file_timestamp(writer, 0); /* never the time of the run, or two runs would differ */
  readstat_writer_set_file_label(writer, "政府信息公开工作年度报告");
  add_keys(writer, dta->widths);
  add_indicators(writer, dta->output->options->codebook);
  if (!check(readstat_begin_writing_dta(writer, dta, (long)panel_rows(dta->panel)), error)) return false;
  for (guint i = 0; i < series->len; i++)
    if (!write_series(dta, writer, &g_array_index(series, PanelSeries, i), error)) return false;
  return check(readstat_end_writing(writer), error);
}

static bool dta_finish(void *state, GError **error) {
  Dta *dta = state;
  dta->file = fopen(dta->output->path, "wbe");
  if (dta->file == NULL) return output_fail(error, "cannot write");
  panel_complete(dta->panel);
  readstat_writer_t *writer = readstat_writer_init();
  bool good = write_file(dta, writer, error);
  readstat_writer_free(writer);
  if (fflush(dta->file) != 0 && dta->lost == 0) dta->lost = errno;
  if (dta->lost == 0) return good;
  g_clear_error(error);
  errno = dta->lost;
  return output_fail(error, "cannot write");
}

const Format dta_module = {
    .suffix = "dta", .way = FORMAT_BUILDS, .open = dta_open, .add = dta_add, .finish = dta_finish, .free = dta_free};
