/* A record over the pipe: all of it arrives, and nothing malformed does. */
#include "run/pack.h"

#include <string.h>

static Record *make_record(void) {
  Record *record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->report = "洪.pdf";
  report->sha256 = "94a2";
  report->pages = 5;
  Figure *figure = record_add(record, RECORD_FIGURE);
  figure->report = report->report;
  figure->sha256 = report->sha256;
  figure->value = "7730.28";
  figure->x1 = 354.72;
  Check *check = record_add(record, RECORD_CHECK);
  check->report = report->report;
  check->check = "review.parts";
  record->audit_copy = g_bytes_new_static("%PDF", 4);
  g_hash_table_insert(record->pictures, g_strdup("0123"), g_bytes_new_static("PNG", 3));
  return record;
}

static void test_round_trip(void) {
  g_autoptr(Record) record = make_record();
  g_autoptr(GBytes) bytes = pack_record(record);
  g_autoptr(GError) error = NULL;
  g_autoptr(Record) again = pack_read(bytes, "洪.pdf", "94a2", &error);
  g_assert_no_error(error);
  g_autoptr(GBytes) twice = pack_record(again);
  g_assert_true(g_bytes_equal(bytes, twice));
  g_assert_cmpstr(record_report(again)->report, ==, "洪.pdf");
  g_assert_cmpfloat(record_figure_at(again, 0)->x1, ==, 354.72);
}

static void test_cut_anywhere(void) {
  g_autoptr(Record) record = make_record();
  g_autoptr(GBytes) bytes = pack_record(record);
  for (gsize length = 0; length < g_bytes_get_size(bytes); length++) {
    g_autoptr(GBytes) cut = g_bytes_new_from_bytes(bytes, 0, length);
    g_autoptr(Record) none = pack_read(cut, "洪.pdf", "94a2", NULL);
    g_assert_null(none);
  }
}

/* A flipped bit may change a letter; it must never be read past the end, nor make text that is no UTF-8. */
static void test_any_bit_flipped(void) {
  g_autoptr(Record) record = make_record();
  g_autoptr(GBytes) bytes = pack_record(record);
  gsize length;
  const guint8 *data = g_bytes_get_data(bytes, &length);
  for (gsize i = 0; i < length * 8; i++) {
    g_autofree guint8 *copy = g_memdup2(data, length);
    copy[i / 8] ^= (guint8)(1 << i % 8);
    g_autoptr(GBytes) flipped = g_bytes_new(copy, length);
    g_autoptr(Record) read = pack_read(flipped, "洪.pdf", "94a2", NULL);
    if (read && record_report(read)) g_assert_true(g_utf8_validate(record_report(read)->report, -1, NULL));
  }
}

static void assert_refused(Record *record) {
  g_autoptr(GBytes) bytes = pack_record(record);
  g_autoptr(GError) error = NULL;
  g_assert_null(pack_read(bytes, "洪.pdf", "94a2", &error));
  g_assert_error(error, PACK_ERROR, 0);
  record_unref(record);
}

/* Well-formed, and yet nothing that reading this one file could have made. */
static void test_forgeries(void) {
  assert_refused(record_new());
  assert_refused(record_failure("other.pdf", "94a2", "damaged", "no"));
  assert_refused(record_failure("洪.pdf", "0000", "damaged", "no"));
  Record *record = make_record();
  record_figure_at(record, 0)->sha256 = "0000";
  assert_refused(record);
  record = make_record();
  record_figure_at(record, 0)->report = "other.pdf";
  assert_refused(record);
  record = make_record();
  record_figure_at(record, 0)->value = "=1+1";
  assert_refused(record);
  record = make_record();
  Report *second = record_add(record, RECORD_REPORT);
  second->report = "洪.pdf";
  second->sha256 = "94a2";
  assert_refused(record);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pack/round-trip", test_round_trip);
  g_test_add_func("/pack/cut-anywhere", test_cut_anywhere);
  g_test_add_func("/pack/any-bit-flipped", test_any_bit_flipped);
  g_test_add_func("/pack/forgeries", test_forgeries);
  return g_test_run();
}
