/*
 * column.c - measuring the text column by the lines that keep to its edges.
 */
#include "section/column.h"

#include "base/median.h"

#include <math.h>

/* An edge is one that more than one line in so many keeps: few, for a page of lists has few full lines. */
enum { EDGE_SHARE = 20 };

/* In fractions of the em: edges this close are one edge; the right one of unjustified text is uneven. */
static const double ALIGNED = 0.6, RAGGED = 1.5;

/* The lowest value that enough others come close to; `otherwise` when there is none. */
static double find_edge(GArray *values, double tolerance, double otherwise) {
  g_array_sort(values, compare_doubles);
  unsigned enough = 1 + values->len / EDGE_SHARE;
  for (unsigned i = 0; i + enough <= values->len; i++) {
    double value = g_array_index(values, double, i);
    if (g_array_index(values, double, i + enough - 1) - value <= tolerance) return value;
  }
  return otherwise;
}

/* `lines` of LineView, at least one. */
static Column measure(const GPtrArray *lines) {
  g_autoptr(GArray) lefts = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GArray) rights = g_array_new(FALSE, FALSE, sizeof(double));
  g_autofree double *gaps = g_new(double, lines->len), *sizes = g_new(double, lines->len);
  unsigned n = 0;
  Box all = ((const LineView *)lines->pdata[0])->box;
  for (unsigned i = 0; i < lines->len; i++) {
    const LineView *line = lines->pdata[i], *before = i ? lines->pdata[i - 1] : line;
    double right = -line->box.x2, gap = line->box.y1 - before->box.y2;
    sizes[i] = line->em > 0 ? line->em : line->line->size;
    g_array_append_val(lefts, line->box.x1);
    g_array_append_val(rights, right);
    if (before->page == line->page && gap > 0) gaps[n++] = gap;
    all = box_union(all, line->box);
  }
  double em = median(sizes, lines->len, 0);
  return (Column){.left = find_edge(lefts, ALIGNED * em, all.x1),
                  .right = -find_edge(rights, RAGGED * em, -all.x2),
                  .gap = median(gaps, n, em)};
}

static void add_line(GHashTable *groups, int key, LineView *line) {
  GPtrArray *group = g_hash_table_lookup(groups, GINT_TO_POINTER(key));
  if (!group) {
    group = g_ptr_array_new();
    g_hash_table_insert(groups, GINT_TO_POINTER(key), group);
  }
  g_ptr_array_add(group, line);
}

/* Each group of lines -> its Column. */
static GHashTable *measure_groups(GHashTable *groups) {
  GHashTable *columns = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  GHashTableIter iter;
  gpointer key, lines;
  g_hash_table_iter_init(&iter, groups);
  while (g_hash_table_iter_next(&iter, &key, &lines)) {
    Column column = measure(lines);
    g_hash_table_insert(columns, key, g_memdup2(&column, sizeof column));
  }
  return columns;
}

/* Pages of one width to the point have one right edge: a page with few full lines may not reach it. */
static int width_of(const View *view, int page) { return (int)lround(view_page(view, page)->width); }

GHashTable *columns_measure(const View *view) {
  g_autoptr(GHashTable) pages = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GHashTable) widths = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (unsigned i = 0; i < view->lines->len; i++) {
    LineView *line = &g_array_index(view->lines, LineView, i);
    if (line->furniture) continue;
    add_line(pages, line->page, line);
    if (!view_page(view, line->page)->damaged) add_line(widths, width_of(view, line->page), line);
  }
  GHashTable *columns = measure_groups(pages);
  g_autoptr(GHashTable) common = measure_groups(widths);
  GHashTableIter iter;
  gpointer page, own;
  g_hash_table_iter_init(&iter, columns);
  while (g_hash_table_iter_next(&iter, &page, &own)) {
    const Column *alike = g_hash_table_lookup(common, GINT_TO_POINTER(width_of(view, GPOINTER_TO_INT(page))));
    Column *column = own;
    if (alike) column->right = fmax(column->right, alike->right);
  }
  return columns;
}
