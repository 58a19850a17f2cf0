#include "check/correction.h"

#include "base/decimal.h"

#include <string.h>

const char correction_head[] = "figure,value,who,when,why\r\n";

static const char *const columns[] = {"figure", "value", "who", "when", "why"};
enum { FIGURE, VALUE, WHO, WHEN, WHY };

static const char *field(const CsvFile *file, guint row, int which) {
  return csv_file_field(file, row, csv_file_column(file, columns[which]));
}

static bool check_row(const CsvFile *file, guint row, GHashTable *seen, GError **error) {
  const char *address = field(file, row, FIGURE), *value = field(file, row, VALUE);
  Decimal number;
  const char *colon = strchr(address, ':');
  if (!colon || colon - address != ADDRESS_HASH_DIGITS)
    return csv_file_fail(file, row + 1, error, "'%s' is not the address of a figure", address);
  if (*value && !decimal_parse(value, &number))
    return csv_file_fail(file, row + 1, error, "'%s' is not a plain decimal number", value);
  if (!g_hash_table_add(seen, (gpointer)address))
    return csv_file_fail(file, row + 1, error, "a second correction of %s", address);
  return true;
}

bool correction_check(const CsvFile *file, GError **error) {
  for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
    if (csv_file_column(file, columns[i]) < 0)
      return csv_file_fail(file, 0, error, "no column '%s': corrections have figure,value,who,when,why", columns[i]);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint row = 0; row < file->rows; row++)
    if (!check_row(file, row, seen, error)) return false;
  return true;
}

/* The one figure at the address; `*ret_count` says how many there are. */
static Figure *find(Record *record, const char *address, guint *ret_count) {
  Figure *found = NULL;
  *ret_count = 0;
  for (guint i = 0; i < record_figure_count(record); i++) {
    Figure *figure = record_figure_at(record, i);
    g_autofree char *own = record_figure_address(figure);
    if (!g_str_equal(own, address)) continue;
    found = figure;
    (*ret_count)++;
  }
  return found;
}

static void remark(Record *record, int page, const char *kind, const char *address, char *text) {
  g_autofree char *owned = text;
  for (guint i = 0; i < record_remark_count(record); i++) /* said in an earlier run */
    if (g_str_equal(record_remark_at(record, i)->text, text)) return;
  record_remark(record, page, kind, text)->figures = record_string(record, address);
}

static void apply_row(const CsvFile *file, guint row, Record *record) {
  const char *address = field(file, row, FIGURE), *value = field(file, row, VALUE);
  guint count;
  Figure *figure = find(record, address, &count);
  if (count != 1) {
    remark(record, 0, "correction-refused", address,
           g_strdup_printf("correction of %s refused: %s", address,
                           count == 0 ? "no figure stands there" : "more than one figure stands there"));
    return;
  }
  figure->corrected = record_string(record, value);
  figure->marks = record_mark(record, figure->marks, "corrected");
  remark(record, figure->page, "correction", address,
         g_strdup_printf("printed %s, corrected to %s by %s on %s: %s", *figure->value ? figure->value : figure->state,
                         value, field(file, row, WHO), field(file, row, WHEN), field(file, row, WHY)));
}

static bool concerns(const CsvFile *file, guint row, const char *sha256) {
  /* without a value it is a row of a template that was not filled in */
  return *field(file, row, VALUE) && strncmp(field(file, row, FIGURE), sha256, ADDRESS_HASH_DIGITS) == 0;
}

void correction_print(const CsvFile *file, const char *sha256, GString *out) {
  for (guint row = 0; row < file->rows; row++) {
    if (!concerns(file, row, sha256)) continue;
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) g_string_append_printf(out, "%s\n", field(file, row, (int)i));
  }
}

void correction_apply(const CsvFile *file, Record *record, bool *used) {
  const Report *report = record_report(record);
  if (!report) return;
  for (guint row = 0; row < file->rows; row++) {
    if (!concerns(file, row, report->sha256)) continue;
    used[row] = true;
    apply_row(file, row, record);
  }
}

void correction_template(const Record *record, GString *out) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < record_check_count(record); i++) {
    const Check *check = record_check_at(record, i);
    if (!record_check_fails(check)) continue;
    g_auto(GStrv) addresses = g_strsplit(check->figures, " ", -1);
    for (char **address = addresses; *address; address++)
      if (**address && g_hash_table_add(seen, g_strdup(*address)))
        g_string_append_printf(out, "\"%s\",,,,%s\r\n", *address, check->check);
  }
}
