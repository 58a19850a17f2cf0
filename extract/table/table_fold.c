/*
 * A long list set in halves, side by side:
 *
 *     | 指标    | 单位 | 数 | 指标    | 单位 | 数 |          | 指标    | 单位 | 数 |
 *     | 1. 当面 |  件  | 2 | 2. 传真 |  件  | 0 |   is     | 1. 当面 |  件  | 2 |
 *     | 3. 网络 |  件  | 9 | 4. 信函 |  件  | 1 |          | 3. 网络 |  件  | 9 |
 *                                                        | 2. 传真 |  件  | 0 |  ...
 *
 * Its heads say so: they come twice. Those of groups (结果维持 thrice) stand over figures, these over labels.
 */
#include "table/table_sheet.h"

/* Rows below the heads from which on heads that come again are halves; halves that stand side by side at most. */
enum { ROWS_MIN = 3, HALVES_MAX = 4 };

/* The cells of a table by place, while its own index is not made yet. */
static Cell **places_of(const Table *table) {
  Cell **places = g_new0(Cell *, (size_t)table->rows * (size_t)table->columns);
  for (unsigned i = 0; i < table->cells->len; i++) {
    Cell *cell = g_ptr_array_index(table->cells, i);
    for (int r = cell->row; r < cell->row + cell->row_span; r++)
      for (int c = cell->column; c < cell->column + cell->column_span; c++) places[r * table->columns + c] = cell;
  }
  return places;
}

/* The row of heads: the first that is not one cell over all columns. */
static int find_heads(const Table *table, Cell **places) {
  int row = 0;
  while (row < table->rows && places[row * table->columns]->column_span == table->columns)
    row += places[row * table->columns]->row_span;
  return row;
}

/* Whether the heads at `row` come again after each `width` columns, and no cell reaches over. */
static bool come_again(const Table *table, Cell **places, int row, int width) {
  for (int c = 0; c < table->columns; c++) {
    const Cell *head = places[row * table->columns + c], *first = places[row * table->columns + c % width];
    if (head->text->utf8->len == 0 || head->row_span > 1 || text_is_figure(head->text)) return false;
    if (!g_string_equal(head->text->utf8, first->text->utf8) || head->column_span != first->column_span) return false;
    if (head->column - c != first->column - c % width) return false;
  }
  for (int r = row; r < table->rows; r++)
    for (int c = width; c < table->columns; c += width)
      if (places[r * table->columns + c] == places[r * table->columns + c - 1]) return false;
  return true;
}

/* Whether each half begins with a column of labels, no figures among them. */
static bool begin_with_labels(const Table *table, Cell **places, int row, int width) {
  for (int c = 0; c < table->columns; c += width) {
    int labels = 0;
    for (int r = row + 1; r < table->rows; r++) {
      const Text *text = places[r * table->columns + c]->text;
      if (text_is_figure(text)) return false;
      labels += text->utf8->len > 0;
    }
    if (labels * 2 < table->rows - row) return false;
  }
  return true;
}

static bool is_blank_row(const Table *table, Cell **places, int row, int first, int width) {
  for (int c = first; c < first + width; c++)
    if (places[row * table->columns + c]->text->utf8->len > 0) return false;
  return true;
}

static int compare_cells(const void *a, const void *b) {
  const Cell *p = *(Cell *const *)a, *q = *(Cell *const *)b;
  return p->row != q->row ? p->row - q->row : p->column - q->column;
}

/* Puts the halves below each other; the heads of all but the first, and the blank rows they end with, go. */
static void unfold(Table *table, Cell **places, int heads, int width) {
  g_autoptr(GPtrArray) old = g_steal_pointer(&table->cells);
  table->cells = g_ptr_array_new_with_free_func((GDestroyNotify)cell_free);
  int down = 0, rows = 0, columns = table->columns;
  for (int first = 0; first < columns; first += width) {
    int from = first == 0 ? 0 : heads + 1, end = table->rows;
    while (end > from && is_blank_row(table, places, end - 1, first, width)) end--;
    for (unsigned i = 0; i < old->len; i++) {
      Cell *cell = old->pdata[i];
      if (!cell || cell->column < first || cell->column >= first + width || cell->row < from || cell->row >= end)
        continue;
      old->pdata[i] = NULL;
      cell->row += down;
      cell->column -= first;
      cell->column_span = MIN(cell->column_span, width - cell->column);
      cell->row_span = MIN(cell->row_span, end + down - cell->row);
      g_ptr_array_add(table->cells, cell);
    }
    rows = end + down;
    down = rows - heads - 1;
  }
  table->rows = rows;
  table->columns = width;
  g_ptr_array_sort(table->cells, compare_cells);
  g_ptr_array_set_free_func(old, (GDestroyNotify)cell_free);
}

void table_unfold(Table *table) {
  g_autofree Cell **places = places_of(table);
  int heads = find_heads(table, places);
  if (table->rows - heads <= ROWS_MIN) return;
  for (int halves = 2; halves <= HALVES_MAX; halves++) {
    int width = table->columns / halves;
    if (width < 2 || width * halves != table->columns || !come_again(table, places, heads, width)) continue;
    if (begin_with_labels(table, places, heads, width)) unfold(table, places, heads, width);
    return;
  }
}
