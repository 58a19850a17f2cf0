#include "place/second.h"

#include "place/identity.h"

enum { ROWS_LEAST = 10 }; /* that stand twice: fewer may be a row and its sum, printed again in a note */

static void mark_behind(Record *record, int page, double y) {
  for (guint i = 0; i < record_figure_count(record); i++) {
    Figure *figure = record_figure_at(record, i);
    if (figure->page < page || (figure->page == page && figure->y1 < y)) continue;
    figure->marks = record_mark(record, figure->marks, "second-report");
    figure->indicator = "";
  }
}

/* Two tables, or one of which each part is printed twice; a cell may hold two figures. */
static void note_repeated(Record *record) {
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  const Figure *again = NULL;
  unsigned repeated = 0;
  for (guint i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    if (!*figure->indicator || !*figure->table || record_has_mark(figure->marks, "in-cell")) continue;
    if (g_hash_table_add(seen, (gpointer)figure->indicator)) continue;
    if (!again) again = figure;
    repeated++;
  }
  if (repeated < ROWS_LEAST) return;
  g_autofree char *text =
      g_strdup_printf("%u indicators stand in two tables: another report in this file, or figures of "
                      "another scope; where they differ, none is taken",
                      repeated);
  record_remark(record, again->page, "repeated", text);
}

void second_mark(const Outline *outline, const Places *places, Record *record) {
  const Text *title = identity_find_second(outline, places);
  int page;
  Box box;
  if (title && text_box(title, 0, title->utf8->len, &page, &box)) {
    g_autofree char *text = g_strdup_printf("another report begins, '%s': its figures are listed without an indicator, "
                                            "under the place and year of the first",
                                            title->utf8->str);
    mark_behind(record, page, box.y1);
    record_remark(record, page, "second-report", text);
  }
  note_repeated(record);
}
