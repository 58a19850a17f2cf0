#include "run/manifest.h"

#include "base/csv_file.h"

#include <string.h>

static const char *const columns[] = {"path", "place", "year", "code", "url", "id"};

/* A name that is not known is a misprint more often than not: what it was to say would be lost in silence. */
static bool check_head(const CsvFile *file, GError **error) {
  if (csv_file_column(file, "path") < 0) return csv_file_fail(file, 0, error, "no column 'path'");
  for (guint i = 0; i < file->head->len; i++) {
    const char *name = file->head->pdata[i];
    bool known = false;
    for (size_t j = 0; j < G_N_ELEMENTS(columns); j++) known = known || g_str_equal(name, columns[j]);
    if (!known)
      return csv_file_fail(file, 0, error, "column '%s' is not one of path, place, year, code, url, id", name);
  }
  return true;
}

static bool take_row(Manifest *manifest, guint row, GError **error) {
  const CsvFile *file = manifest->file;
  const char *fields[G_N_ELEMENTS(columns)];
  for (size_t i = 0; i < G_N_ELEMENTS(columns); i++)
    fields[i] = csv_file_field(file, row, csv_file_column(file, columns[i]));
  if (!*fields[0]) return csv_file_fail(file, row + 1, error, "no path");
  const char *year = fields[2];
  if (*year && (strlen(year) != 4 || strspn(year, "0123456789") != 4))
    return csv_file_fail(file, row + 1, error, "'%s' is not a year", year);
  Given given = {
      fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], g_canonicalize_filename(fields[0], NULL)};
  g_array_append_val(manifest->rows, given);
  return true;
}

static bool index_rows(Manifest *manifest, GError **error) {
  for (guint i = 0; i < manifest->rows->len; i++) {
    Given *given = &g_array_index(manifest->rows, Given, i);
    if (!g_hash_table_insert(manifest->by_path, given->canonical, given))
      return csv_file_fail(manifest->file, i + 1, error, "a second row for %s", given->path);
  }
  return true;
}

static void given_clear(void *data) { g_free(((Given *)data)->canonical); }

Manifest *manifest_read(const char *path, GError **error) {
  g_autoptr(Manifest) manifest = g_new0(Manifest, 1);
  manifest->rows = g_array_new(FALSE, FALSE, sizeof(Given));
  g_array_set_clear_func(manifest->rows, given_clear);
  manifest->by_path = g_hash_table_new(g_str_hash, g_str_equal);
  manifest->file = csv_file_read(path, error);
  if (!manifest->file || !check_head(manifest->file, error)) return NULL;
  for (guint i = 0; i < manifest->file->rows; i++)
    if (!take_row(manifest, i, error)) return NULL;
  return index_rows(manifest, error) ? g_steal_pointer(&manifest) : NULL;
}

void manifest_free(Manifest *manifest) {
  if (!manifest) return;
  g_hash_table_unref(manifest->by_path);
  g_array_unref(manifest->rows);
  csv_file_free(manifest->file);
  g_free(manifest);
}

const Given *manifest_find(const Manifest *manifest, const char *path) {
  if (!manifest) return NULL;
  g_autofree char *canonical = g_canonicalize_filename(path, NULL);
  return g_hash_table_lookup(manifest->by_path, canonical);
}

void given_apply(const Given *given, Record *record) {
  if (!record_report(record)) return;
  Report *report = record_report_at(record, 0);
  const struct {
    const char *name, *value, **report;
    size_t figure;
  } fields[] = {{"place", given->place, &report->place, offsetof(Figure, place)},
                {"year", given->year, &report->year, offsetof(Figure, year)},
                {"code", given->code, &report->code, offsetof(Figure, code)}};
  report->url = record_string(record, given->url);
  for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
    if (!*fields[i].value) continue;
    const char *value = *fields[i].report = record_string(record, fields[i].value);
    report->given = record_mark(record, report->given, fields[i].name);
    for (guint j = 0; j < record_figure_count(record); j++) {
      char *figure = (char *)record_figure_at(record, j);
      *(const char **)(void *)(figure + fields[i].figure) = value;
    }
  }
}
