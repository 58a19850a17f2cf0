#include "table/table.h"

#include "base/bounds.h"
#include "table/table_sheet.h"

void cell_free(Cell *cell) {
  if (cell == NULL) return;
  text_free(cell->text);
  g_free(cell);
}

void table_free(Table *table) {
  if (table == NULL) return;
  g_ptr_array_unref(table->cells);
  g_free(table->places);
  g_free(table);
}

const Cell *table_cell(const Table *table, int row, int column) {
  g_assert(row >= 0 && row < table->rows && column >= 0 && column < table->columns);
  return table->places[row * table->columns + column];
}

/* Notes for each place of the grid the cell that covers it. */
static void index_places(Table *table) {
  table->places = g_new0(Cell *, (size_t)table->rows * (size_t)table->columns);
  for (unsigned i = 0; i < table->cells->len; i++) {
    Cell *cell = g_ptr_array_index(table->cells, i);
    for (int r = cell->row; r < cell->row + cell->row_span; r++)
      for (int c = cell->column; c < cell->column + cell->column_span; c++) {
        g_assert(table->places[r * table->columns + c] == NULL);
        table->places[r * table->columns + c] = cell;
      }
  }
}

void layout_free(Layout *layout) {
  if (layout == NULL) return;
  g_ptr_array_unref(layout->tables);
  g_ptr_array_unref(layout->lines);
  g_free(layout);
}

/* A table says something in several rows and columns; a box around prose, a frame, a chart's grid do not. */
static bool is_table(const Table *table) {
  if (table->rows < 2 || table->columns < 2) return false;
  int in_row = 0, row = -1;
  for (unsigned i = 0; i < table->cells->len; i++) {
    const Cell *cell = g_ptr_array_index(table->cells, i);
    if (cell->text->utf8->len == 0) continue;
    in_row = cell->row == row ? in_row + 1 : 1;
    row = cell->row;
    if (in_row > 1) return true;
  }
  return false;
}

/* The table of a piece, as the pages show it and no longer as their text runs. */
static Table *take_table(Piece *piece) {
  Table *table = g_steal_pointer(&piece->table);
  table->box = turn_back(table->box, piece->turn);
  for (unsigned i = 0; i < table->cells->len; i++) {
    Cell *cell = g_ptr_array_index(table->cells, i);
    cell->box = turn_back(cell->box, piece->turn);
  }
  table_unfold(table);
  index_places(table);
  return table;
}

static int compare_pieces(const void *a, const void *b) {
  const Piece *p = *(Piece *const *)a, *q = *(Piece *const *)b;
  Box a_box = p->table->box, b_box = q->table->box;
  int order = (a_box.y1 > b_box.y1) - (a_box.y1 < b_box.y1);
  return order != 0 ? order : (a_box.x1 > b_box.x1) - (a_box.x1 < b_box.x1);
}

/* The pieces of all sheets, in reading order. */
static GPtrArray *find_pieces(const GPtrArray *sheets, bool *ret_excess) {
  GPtrArray *pieces = g_ptr_array_new_with_free_func((GDestroyNotify)piece_free);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  size_t places = 0;
  for (unsigned i = 0; i < sheets->len && places < LIMIT_PLACES; i++) {
    g_ptr_array_add(found, g_ptr_array_new());
    ruled_find(g_ptr_array_index(sheets, i), g_ptr_array_index(found, i));
    places += pieces_places(g_ptr_array_index(found, i));
  }
  *ret_excess = places >= LIMIT_PLACES || !plain_find(sheets, found, LIMIT_PLACES - places);
  for (unsigned i = 0; i < found->len; i++) {
    g_ptr_array_sort(g_ptr_array_index(found, i), compare_pieces);
    g_ptr_array_extend(pieces, g_ptr_array_index(found, i), NULL, NULL);
  }
  return pieces;
}

static GPtrArray *find_tables(const GPtrArray *sheets, bool *ret_excess) {
  sheets_mark_numbers(sheets);
  g_autoptr(GPtrArray) pieces = find_pieces(sheets, ret_excess);
  GPtrArray *tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
  sheets_mark_running(sheets);
  for (unsigned i = 0; i < pieces->len; i++) {
    const Piece *next = i + 1 < pieces->len ? g_ptr_array_index(pieces, i + 1) : NULL;
    Piece *piece = g_ptr_array_index(pieces, i);
    if (next == NULL || next->sheet != piece->sheet) piece_run_on(piece);
  }
  pieces_join(pieces);
  for (unsigned i = 0; i < pieces->len; i++) {
    Piece *piece = g_ptr_array_index(pieces, i);
    if (is_table(piece->table)) g_ptr_array_add(tables, take_table(piece));
    else piece_give_back(piece);
  }
  return tables;
}

Layout *layout_read(const GPtrArray *pages) {
  g_autoptr(GPtrArray) sheets = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_free);
  for (unsigned i = 0; i < pages->len; i++) g_ptr_array_add(sheets, sheet_new(g_ptr_array_index(pages, i)));
  Layout *layout = g_new(Layout, 1);
  layout->tables = find_tables(sheets, &layout->excess);
  layout->lines = g_ptr_array_new_with_free_func((GDestroyNotify)line_free);
  for (unsigned i = 0; i < sheets->len; i++)
    g_ptr_array_extend_and_steal(layout->lines, sheet_lines(g_ptr_array_index(sheets, i), true));
  return layout;
}

/* What stands at a place of the grid: the cell's text where it begins, else where it goes on from. */
static void print_place(const Table *table, int row, int column, GString *out) {
  const Cell *cell = table_cell(table, row, column);
  if (cell->column < column) g_string_append_c(out, '<');
  else if (cell->row < row) g_string_append_c(out, '^');
  for (const char *at = cell->text->utf8->str; *at && cell->row == row && cell->column == column; at++) {
    if (*at == '|' || *at == '\\') g_string_append_c(out, '\\');
    g_string_append_c(out, *at);
  }
  g_string_append_c(out, '|');
}

void table_print(const Table *table, GString *out) {
  g_string_append_printf(out, "table page %d", table->page);
  if (table->last_page != table->page) g_string_append_printf(out, "-%d", table->last_page);
  g_string_append_printf(out, " %d rows %d columns %s\n", table->rows, table->columns,
                         table->ruled ? "ruled" : "aligned");
  for (int r = 0; r < table->rows; r++) {
    g_string_append_c(out, '|');
    for (int c = 0; c < table->columns; c++) print_place(table, r, c, out);
    g_string_append_c(out, '\n');
  }
}
