#include "base/fold.h"
#include "base/numbering.h"
#include "table/table_sheet.h"

#include <string.h>

/* What may be left free in a filled line, in parts of its height: one more digit, and the blank along both walls. */
static const double FILL_SLACK = 1.4;

Piece *piece_new(Sheet *sheet, GArray *xs, GArray *ys, bool ruled) {
  Piece *piece = g_new0(Piece, 1);
  Table *table = g_new0(Table, 1);
  table->columns = (int)xs->len - 1;
  table->rows = (int)ys->len - 1;
  table->cells = g_ptr_array_new_with_free_func((GDestroyNotify)cell_free);
  table->ruled = ruled;
  table->page = table->last_page = sheet->page->number;
  table->box = (Box){edge_at(xs, 0), edge_at(ys, 0), edge_at(xs, table->columns), edge_at(ys, table->rows)};
  *piece = (Piece){.table = table, .turn = sheet->turn, .sheet = sheet, .end = table->box.y2, .xs = xs, .ys = ys};
  piece->origin = turn_box((Box){0, 0, sheet->page->width, sheet->page->height}, sheet->turn).x1;
  piece->marks = g_ptr_array_new();
  piece->above = g_new0(bool, (unsigned)table->columns);
  piece->below = g_new0(bool, (unsigned)table->columns);
  return piece;
}

void piece_free(Piece *piece) {
  if (piece == NULL) return;
  table_free(piece->table);
  g_array_unref(piece->xs);
  g_array_unref(piece->ys);
  g_ptr_array_unref(piece->marks);
  g_free(piece->above);
  g_free(piece->below);
  g_free(piece);
}

size_t pieces_places(const GPtrArray *pieces) {
  size_t places = 0;
  for (unsigned i = 0; i < pieces->len; i++) {
    const Table *table = ((const Piece *)g_ptr_array_index(pieces, i))->table;
    places += (size_t)table->rows * (size_t)table->columns;
  }
  return places;
}

void piece_give_back(const Piece *piece) {
  for (unsigned i = 0; i < piece->marks->len; i++) ((Mark *)g_ptr_array_index(piece->marks, i))->state = MARK_FREE;
}

int edge_find(const GArray *edges, double at) {
  unsigned low = 0, high = edges->len;
  while (low < high) {
    unsigned middle = low + (high - low) / 2;
    if (g_array_index(edges, double, middle) > at) high = middle;
    else low = middle + 1;
  }
  return (int)low - 1;
}

Cell *piece_add_cell(Piece *piece, int row, int column, int row_span, int column_span) {
  Cell *cell = g_new0(Cell, 1);
  Box box = {edge_at(piece->xs, column), edge_at(piece->ys, row), edge_at(piece->xs, column + column_span),
             edge_at(piece->ys, row + row_span)};
  *cell = (Cell){row, column, row_span, column_span, piece->sheet->page->number, box, text_new()};
  g_ptr_array_add(piece->table->cells, cell);
  return cell;
}

bool line_fills(double line_width, double line_height, double cell_width) {
  return line_width + FILL_SLACK * line_height >= cell_width;
}

void cell_append(Text *text, const Text *more, bool filled) {
  const GString *utf8 = text->utf8;
  if (!filled && utf8->len > 0 && more->utf8->len > 0) {
    gunichar last = g_utf8_get_char(g_utf8_find_prev_char(utf8->str, utf8->str + utf8->len));
    if (fold_is_digit(last) && fold_is_digit(g_utf8_get_char(more->utf8->str))) text_append_space(text);
  }
  text_append(text, more);
}

void cell_read(Cell *cell, const Sheet *sheet, const GPtrArray *glyphs) {
  g_autoptr(GPtrArray) lines = line_build_turned((const Glyph *const *)glyphs->pdata, glyphs->len, sheet->turn);
  bool filled = false;
  for (unsigned i = 0; i < lines->len; i++) {
    const Line *line = g_ptr_array_index(lines, i);
    double width = box_width(turn_box(line->box, sheet->turn));
    cell_append(cell->text, line->text, filled);
    filled = line_fills(width, line->size, box_width(cell->box));
  }
}

bool text_is_figure(const Text *text) {
  return text->utf8->len > 0 && strspn(text->utf8->str, "0123456789.,+-%/ ") == text->utf8->len;
}

LabelMark label_mark(const Text *text) {
  static const LabelLevel levels[] = {[MARKER_HAN] = LABEL_HAN,
                                      [MARKER_HAN_ROUND] = LABEL_HAN_ROUND,
                                      [MARKER_DIGIT] = LABEL_DIGIT,
                                      [MARKER_DIGIT_ROUND] = LABEL_DIGIT,
                                      [MARKER_CIRCLE] = LABEL_DIGIT};
  Marker marker;
  if (g_str_has_prefix(text->utf8->str, "其中")) return (LabelMark){LABEL_PART, 0};
  if (!marker_read(text->utf8->str, &marker)) return (LabelMark){LABEL_BARE, 0};
  return (LabelMark){levels[marker.level], marker.number};
}
