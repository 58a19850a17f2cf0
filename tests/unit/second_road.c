/* The second road on whole reports: it agrees where the first is right, and is not led astray where that is wrong. */
#include "check/reread.h"
#include "document/document.h"
#include "report/report.h"

#include <string.h>

typedef struct Case {
  GBytes *bytes;
  Record *record;
  Document *document;
  Reread *reread;
} Case;

static Case open_case(const char *sample) {
  g_autoptr(GError) error = NULL;
  g_autoptr(Knowledge) knowledge = knowledge_read("patterns", false, &error);
  g_assert_no_error(error);
  char *data;
  gsize length;
  g_file_get_contents(sample, &data, &length, &error);
  g_assert_no_error(error);
  Case one = {.bytes = g_bytes_new_take(data, length)};
  g_autoptr(GPtrArray) parts = g_ptr_array_new();
  g_ptr_array_add(parts, one.bytes);
  const ReportOptions options = {0};
  one.record = report_read(parts, "a.pdf", "", knowledge, &options);
  one.document = document_read(one.bytes, &(DocumentOptions){0}, &error);
  g_assert_no_error(error);
  one.reread = reread_new(one.document->pages);
  return one;
}

static void close_case(Case *one) {
  reread_free(one->reread);
  document_free(one->document);
  record_unref(one->record);
  g_bytes_unref(one->bytes);
}

static bool is_cell(const Figure *figure) { return *figure->table && strcmp(figure->state, "figure") == 0; }

static void test_agrees(gconstpointer sample) {
  Case one = open_case(sample);
  guint cells = 0;
  for (guint i = 0; i < record_figure_count(one.record); i++) {
    const Figure *figure = record_figure_at(one.record, i);
    if (!is_cell(figure)) continue;
    g_autofree char *value = reread_figure(figure, one.reread);
    g_test_message("%s | %s", figure->row, figure->column);
    g_assert_cmpstr(value, ==, figure->value);
    cells++;
  }
  g_assert_cmpuint(cells, >, 50);
  close_case(&one);
}

/* Each cell claims the number, and the place of the number, of the cell next to it in its row. */
static void test_a_column_shifted(gconstpointer sample) {
  Case one = open_case(sample);
  guint shifted = 0;
  for (guint i = 0; i + 1 < record_figure_count(one.record); i++) {
    const Figure *figure = record_figure_at(one.record, i), *next = figure + 1;
    if (!is_cell(figure) || !is_cell(next) || strcmp(figure->row, next->row) != 0) continue;
    if (strcmp(figure->value, next->value) == 0) continue;
    Figure claim = *next;
    claim.column = figure->column;
    g_autofree char *value = reread_figure(&claim, one.reread);
    g_test_message("%s | %s", claim.row, claim.column);
    g_assert_cmpstr(value, !=, claim.value);
    shifted++;
  }
  g_assert_cmpuint(shifted, >, 10);
  close_case(&one);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/second-road/agrees/2021-25", "samples/qinglu-2023.pdf", test_agrees);
  g_test_add_data_func("/second-road/agrees/2014", "samples/linyi-2016.pdf", test_agrees);
  g_test_add_data_func("/second-road/agrees/rows-cut-in-two", "samples/split-rows.pdf", test_agrees);
  g_test_add_data_func("/second-road/a-column-shifted", "samples/qinglu-2023.pdf", test_a_column_shifted);
  return g_test_run();
}
