/*
 * xlsx_grid.c - rows and columns out of paths.
 *
 *   figure                                     row                                        column
 *   三、办理结果 / （三）不予公开 / 1.国家秘密   申请人情况 / 法人或其他组织 / 商业企业   value 0
 *
 *                 |              |            | 申请人情况                |   heads: columns that share the start of
 *                 |              |            | 自然人 | 法人或其他组织   |   their path share a cell
 *                 |              |            |        | 商业企业 | 科研  |
 *   三、办理结果  | （三）不予公开 | 1.国家秘密 | 0      | 0        | 0     |   labels: the same, downwards
 *                 |              | 2.其他法律 | 0      | 0        | 0     |
 *
 * The figures come in reading order, so a row ends where the row's path changes, or where its column is taken already
 * by a figure that stands higher on the page: forms print the same label twice (其他) and misprints do too.
 */
#include "xlsx_grid.h"

#include <math.h>
#include <string.h>

static void free_row(void *data) {
  GridRow *row = data;
  g_strfreev(row->labels);
  g_ptr_array_unref(row->cells);
  g_free(row);
}

static void free_column(void *data) {
  GridColumn *column = data;
  g_strfreev(column->heads);
  g_free(column);
}

static char **split_path(const char *path) { return g_strsplit(*path == '\0' ? "" : path, " / ", -1); }

static GridRow *add_row(Grid *grid, char **labels) {
  GridRow *row = g_new0(GridRow, 1);
  row->labels = labels;
  row->depth = g_strv_length(labels);
  row->cells = g_ptr_array_new();
  grid->depth = MAX(grid->depth, row->depth);
  g_ptr_array_add(grid->rows, row);
  return row;
}

unsigned grid_shared(char *const *a, char *const *b) {
  unsigned shared = 0;
  while (a[shared] != NULL && b[shared] != NULL && strcmp(a[shared], b[shared]) == 0) shared++;
  return shared;
}

const Figure *grid_cell(const Grid *grid, unsigned row, unsigned column) {
  const GPtrArray *cells = ((const GridRow *)grid->rows->pdata[row])->cells;
  return column < cells->len ? cells->pdata[column] : NULL;
}

static bool stands_beside(const Figure *a, const Figure *b) {
  double apart = fabs((a->y1 + a->y2) - (b->y1 + b->y2)) / 2;
  return a->page == b->page && apart < MAX(a->y2 - a->y1, b->y2 - b->y1) / 2;
}

/* The column of that path that the row has not filled yet; columns->len when there is none. */
static unsigned find_column(const Grid *grid, const GridRow *row, const GPtrArray *paths, const char *path) {
  for (unsigned i = 0; i < grid->columns->len; i++) {
    bool taken = i < row->cells->len && row->cells->pdata[i] != NULL;
    if (!taken && strcmp(paths->pdata[i], path) == 0) return i;
  }
  return grid->columns->len;
}

static bool has_path(const GPtrArray *paths, const char *path) {
  for (unsigned i = 0; i < paths->len; i++)
    if (strcmp(paths->pdata[i], path) == 0) return true;
  return false;
}

static void add_column(Grid *grid, GPtrArray *paths, const char *path) {
  GridColumn *column = g_new0(GridColumn, 1);
  column->heads = split_path(path);
  column->depth = g_strv_length(column->heads);
  grid->heads = MAX(grid->heads, column->depth);
  g_ptr_array_add(grid->columns, column);
  g_ptr_array_add(paths, (char *)path);
}

static void place_figures(Grid *grid, const Figure *const *figures, unsigned count) {
  g_autoptr(GPtrArray) paths = g_ptr_array_new(); /* of the columns, as in the record */
  GridRow *row = NULL;
  const Figure *last = NULL;
  for (unsigned i = 0; i < count; i++) {
    const Figure *figure = figures[i];
    if (grid->columns->len >= GRID_COLUMNS_MOST) {
      grid->left_out = count - i;
      return;
    }
    if (last == NULL || strcmp(last->row, figure->row) != 0) row = add_row(grid, split_path(figure->row));
    unsigned column = find_column(grid, row, paths, figure->column);
    bool known = column < grid->columns->len || !has_path(paths, figure->column);
    if (!known && !stands_beside(last, figure)) {
      row = add_row(grid, split_path(figure->row));
      column = find_column(grid, row, paths, figure->column);
    }
    if (column == grid->columns->len) add_column(grid, paths, figure->column);
    if (row->cells->len <= column) g_ptr_array_set_size(row->cells, (int)column + 1);
    row->cells->pdata[column] = (void *)figure;
    last = figure;
  }
}

/* Whether a row stands under another that has figures of its own. */
static bool is_list(const Grid *grid) {
  g_autoptr(GHashTable) paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = 0; i < grid->rows->len; i++)
    g_hash_table_add(paths, g_strjoinv(" / ", ((const GridRow *)grid->rows->pdata[i])->labels));
  for (unsigned i = 0; i < grid->rows->len; i++) {
    const GridRow *row = grid->rows->pdata[i];
    g_autoptr(GString) path = g_string_new(NULL);
    for (unsigned j = 0; j + 1 < row->depth; j++) {
      g_string_append_printf(path, "%s%s", j > 0 ? " / " : "", row->labels[j]);
      if (g_hash_table_contains(paths, path->str)) return true;
    }
  }
  return false;
}

/* A list prints the headings that carry no figure as lines of their own. */
static void add_headings(Grid *grid) {
  g_autoptr(GPtrArray) rows = g_steal_pointer(&grid->rows);
  g_ptr_array_set_free_func(rows, NULL);
  grid->rows = g_ptr_array_new_with_free_func(free_row);
  static char *const none[] = {NULL};
  char *const *last = none;
  for (unsigned i = 0; i < rows->len; i++) {
    GridRow *row = rows->pdata[i];
    for (unsigned depth = grid_shared(last, row->labels) + 1; depth < row->depth; depth++) {
      char **labels = g_new0(char *, depth + 1);
      for (unsigned j = 0; j < depth; j++) labels[j] = g_strdup(row->labels[j]);
      add_row(grid, labels);
    }
    g_ptr_array_add(grid->rows, row);
    last = row->labels;
  }
}

const char *grid_unit(const Grid *grid, int row, int column) {
  unsigned first_row = row < 0 ? 0 : (unsigned)row, last_row = row < 0 ? grid->rows->len : first_row + 1;
  unsigned first = column < 0 ? 0 : (unsigned)column, last = column < 0 ? grid->columns->len : first + 1;
  for (unsigned i = first_row; i < last_row; i++)
    for (unsigned j = first; j < last; j++)
      if (grid_cell(grid, i, j) != NULL) return grid_cell(grid, i, j)->unit;
  return "";
}

/* Whether all figures have the unit of the first one of their row, of their column, or of all. */
static bool same_units(const Grid *grid, bool by_row, bool by_column) {
  for (unsigned i = 0; i < grid->rows->len; i++)
    for (unsigned j = 0; j < grid->columns->len; j++) {
      const Figure *figure = grid_cell(grid, i, j);
      if (figure == NULL) continue;
      if (strcmp(grid_unit(grid, by_row ? (int)i : -1, by_column ? (int)j : -1), figure->unit) != 0) return false;
    }
  return true;
}

Grid *grid_new(const Figure *const *figures, unsigned count) {
  Grid *grid = g_new0(Grid, 1);
  grid->caption = figures[0]->table;
  grid->columns = g_ptr_array_new_with_free_func(free_column);
  grid->rows = g_ptr_array_new_with_free_func(free_row);
  place_figures(grid, figures, count);
  grid->units = same_units(grid, false, false)  ? GRID_UNITS_ONE
                : same_units(grid, true, false) ? GRID_UNITS_ROW
                : same_units(grid, false, true) ? GRID_UNITS_COLUMN
                                                : GRID_UNITS_CELL;
  grid->list = is_list(grid);
  if (grid->list) add_headings(grid);
  return grid;
}

void grid_free(Grid *grid) {
  if (grid == NULL) return;
  g_ptr_array_unref(grid->columns);
  g_ptr_array_unref(grid->rows);
  g_free(grid);
}
