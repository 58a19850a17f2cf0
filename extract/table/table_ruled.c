/*
 * Painted rules to grids of cells.
 *
 *   painted, in pieces      merged, crossings joined     edges, walls          cells
 *
 *    ---- -----  --          -------------               0    1    2    3      +---------+----+
 *    |   |     |   |         |    |    |    |          0 +----+----+----+      |         |    |
 *    ---- -----  --          -------------             1 +    |    |    |      |    .    +----+
 *        |     |   |              |    |    |            |    +----+----+      |         |    |
 *         -----  --               ---------            2 +----+----+----+      +----+----+----+
 *
 * Makers draw a table's rules as strokes and thin boxes side by side (WPS), as one box for each edge of a cell
 * (Chromium), in pieces and double (LibreOffice). What lies on one line is merged; what crosses or touches hangs
 * together and is one table; all its positions are the edges of one grid; and places of the grid with no wall
 * between them are one cell, spans and all. Where the page's end cut the table, the ends of its verticals close it.
 */
#include "table/table_field.h"
#include "table/table_grid.h"
#include "table/table_union.h"

#include <math.h>

/* In ems. Edges nearer than this are one: no line of text is lower, no figure with its blanks narrower. */
static const double SLIVER = 0.6;
/* How much of a place's side must be painted to be a wall. */
static const double WALL_SHARE = 0.6;
/* Places of one grid. A bound. */
enum { PLACES_MAX = 40000 };

static void grid_free(Grid *grid) {
  g_free(grid->top);
  g_free(grid->left);
  g_free(grid->owner);
  g_free(grid);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grid, grid_free)

/* The positions of spans as edges: those nearer than a sliver are one, where the longest of them lie. */
static GArray *find_edges(GArray *spans, double sliver) {
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
  g_array_sort(spans, span_compare);
  const Span *at = (const Span *)(const void *)spans->data;
  for (unsigned first = 0, end; first < spans->len; first = end) {
    double weight = 0, sum = 0;
    for (end = first; end < spans->len && at[end].at - at[first].at <= sliver; end++) {
      weight += at[end].to - at[end].from;
      sum += (at[end].to - at[end].from) * at[end].at;
    }
    double edge = sum / weight;
    g_array_append_val(edges, edge);
  }
  return edges;
}

/* Whether most of the spans begin (or end) about there: a side that was left open, no rule that is too long. */
static bool most_reach(const GArray *spans, double at, bool begin, double near) {
  unsigned reach = 0;
  for (unsigned i = 0; i < spans->len; i++) {
    const Span *span = &g_array_index(spans, Span, i);
    reach += fabs((begin ? span->from : span->to) - at) <= near;
  }
  return reach >= 2 && 2 * reach >= spans->len;
}

/* Closes a grid whose rules run on beyond its outer edges: at the sides when most do or there is text, above and below
   when there is text between them and their ends. */
static void close_edges(const Sheet *sheet, const Frame *frame, GArray *xs, GArray *ys, double sliver) {
  double x1 = edge_at(xs, 0), x2 = edge_at(xs, (int)xs->len - 1);
  double y1 = edge_at(ys, 0), y2 = edge_at(ys, (int)ys->len - 1);
  bool left = most_reach(frame->across, frame->box.x1, true, sliver), top = false, bottom = false;
  bool right = most_reach(frame->across, frame->box.x2, false, sliver);
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    if (mark->state != MARK_FREE || !box_holds(frame->box, mark->box)) continue;
    left = left || box_middle_x(mark->box) < x1;
    right = right || box_middle_x(mark->box) > x2;
    top = top || box_middle_y(mark->box) < y1;
    bottom = bottom || box_middle_y(mark->box) > y2;
  }
  if (left && frame->box.x1 < x1 - sliver) g_array_prepend_val(xs, frame->box.x1);
  if (right && frame->box.x2 > x2 + sliver) g_array_append_val(xs, frame->box.x2);
  if (top && frame->box.y1 < y1 - sliver) g_array_prepend_val(ys, frame->box.y1);
  if (bottom && frame->box.y2 > y2 + sliver) g_array_append_val(ys, frame->box.y2);
}

static int nearest_edge(const GArray *edges, double at) {
  int i = edge_find(edges, at);
  if (i < 0) return 0;
  bool next = i + 1 < (int)edges->len && edge_at(edges, i + 1) - at < at - edge_at(edges, i);
  return next ? i + 1 : i;
}

/* Whether a span is a wall along the part of `edges` from i to i + 1. */
static bool covers(const Span *span, const GArray *edges, int i) {
  double from = edge_at(edges, i), to = edge_at(edges, i + 1);
  return fmin(span->to, to) - fmax(span->from, from) >= WALL_SHARE * (to - from);
}

static Grid *grid_new(const Frame *frame, const GArray *xs, const GArray *ys) {
  Grid *grid = g_new0(Grid, 1);
  grid->columns = (int)xs->len - 1;
  grid->rows = (int)ys->len - 1;
  size_t columns = (size_t)grid->columns, rows = (size_t)grid->rows;
  grid->top = g_new0(bool, (rows + 1) * columns);
  grid->left = g_new0(bool, rows *(columns + 1));
  grid->owner = g_new(int, rows *columns);
  for (size_t i = 0; i < rows * columns; i++) grid->owner[i] = -1;
  for (unsigned i = 0; i < frame->across->len; i++) {
    const Span *span = &g_array_index(frame->across, Span, i);
    int row = nearest_edge(ys, span->at);
    for (int c = MAX(edge_find(xs, span->from), 0); c < grid->columns && edge_at(xs, c) < span->to; c++)
      if (covers(span, xs, c)) *grid_top(grid, row, c) = true;
  }
  for (unsigned i = 0; i < frame->down->len; i++) {
    const Span *span = &g_array_index(frame->down, Span, i);
    int column = nearest_edge(xs, span->at);
    for (int r = MAX(edge_find(ys, span->from), 0); r < grid->rows && edge_at(ys, r) < span->to; r++)
      if (covers(span, ys, r)) *grid_left(grid, r, column) = true;
  }
  return grid;
}

/* Takes out the edges along which nothing was found to be a wall: an underlined figure is no row of its own. */
static bool drop_bare_edges(const Grid *grid, GArray *xs, GArray *ys) {
  unsigned before = xs->len + ys->len;
  for (int r = grid->rows - 1; r > 0; r--) {
    bool bare = true;
    for (int c = 0; c < grid->columns && bare; c++) bare = !*grid_top(grid, r, c);
    if (bare) g_array_remove_index(ys, (unsigned)r);
  }
  for (int c = grid->columns - 1; c > 0; c--) {
    bool bare = true;
    for (int r = 0; r < grid->rows && bare; r++) bare = !*grid_left(grid, r, c);
    if (bare) g_array_remove_index(xs, (unsigned)c);
  }
  return xs->len + ys->len < before;
}

/* The places that hang together, as a set for each cell. */
static Union *join_places(const Grid *grid) {
  Union *sets = union_new((unsigned)(grid->rows * grid->columns));
  for (int r = 0; r < grid->rows; r++)
    for (int c = 0; c < grid->columns; c++) {
      unsigned place = (unsigned)(r * grid->columns + c);
      if (c > 0 && !*grid_left(grid, r, c)) union_join(sets, place, place - 1);
      if (r > 0 && !*grid_top(grid, r, c)) union_join(sets, place, place - (unsigned)grid->columns);
    }
  return sets;
}

/*
 * Cells out of sets of places. A set that is no rectangle (a rule that stops short) gives several cells: from its
 * first free place, as wide as the row allows, as deep as all of that width belongs to it.
 */
static void cut_cell(Grid *grid, Union *sets, Piece *piece, int row, int column) {
  int place = row * grid->columns + column, wide = 1, deep = 1;
  unsigned set = union_find(sets, (unsigned)place);
  while (column + wide < grid->columns && grid->owner[place + wide] < 0 &&
         union_find(sets, (unsigned)(place + wide)) == set)
    wide++;
  for (bool whole = true; whole && row + deep < grid->rows; deep += whole)
    for (int k = 0; k < wide && whole; k++)
      whole = union_find(sets, (unsigned)(place + deep * grid->columns + k)) == set;
  for (int k = 0; k < wide * deep; k++)
    grid->owner[place + k / wide * grid->columns + k % wide] = (int)piece->table->cells->len;
  piece_add_cell(piece, row, column, deep, wide);
}

static void cut_cells(Grid *grid, Piece *piece) {
  g_autoptr(Union) sets = join_places(grid);
  g_ptr_array_set_size(piece->table->cells, 0);
  for (int place = 0; place < grid->rows * grid->columns; place++) grid->owner[place] = -1;
  for (int place = 0; place < grid->rows * grid->columns; place++)
    if (grid->owner[place] < 0) cut_cell(grid, sets, piece, place / grid->columns, place % grid->columns);
}

/* A single box, or boxes one below the other, are a table only if the rest of it is on another page. */
static bool is_decoration(const Piece *piece) {
  const GPtrArray *cells = piece->table->cells;
  if (piece->table->columns > 1) return false;
  if (cells->len > 2) return true;
  for (unsigned i = 0; i < cells->len; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell->text->utf8->len == 0 || text_is_wrapped(cell->text, 0, cell->text->utf8->len)) return true;
  }
  return false;
}

/* Whether one of its cells holds a table: it frames the page, be it with a row or two about it above. */
static bool is_page_frame(const Piece *piece, const GPtrArray *pieces) {
  for (unsigned i = 0; i < pieces->len; i++) {
    const Piece *inner = g_ptr_array_index(pieces, i);
    for (unsigned k = 0; k < piece->table->cells->len && inner->sheet == piece->sheet; k++)
      if (box_holds(((const Cell *)g_ptr_array_index(piece->table->cells, k))->box, inner->table->box)) return true;
  }
  return false;
}

static void read_frame(Sheet *sheet, Frame *frame, bool ruled, GPtrArray *pieces) {
  double em = sheet_em(sheet, frame->box), sliver = SLIVER * em;
  g_autoptr(GArray) xs = find_edges(frame->down, sliver), ys = find_edges(frame->across, sliver);
  close_edges(sheet, frame, xs, ys, sliver);
  if (xs->len < 2 || ys->len < 2 || (size_t)xs->len * ys->len > PLACES_MAX) return;
  g_autoptr(Grid) grid = grid_new(frame, xs, ys);
  if (drop_bare_edges(grid, xs, ys)) {
    grid_free(grid);
    grid = grid_new(frame, xs, ys);
  }
  g_autoptr(Piece) piece = piece_new(sheet, g_array_ref(xs), g_array_ref(ys), ruled);
  cut_cells(grid, piece);
  if (ruled && walls_add(grid, piece)) cut_cells(grid, piece);
  for (int c = 0; c < grid->columns; c++) {
    piece->above[c] = grid->top[c];
    piece->below[c] = grid->top[grid->rows * grid->columns + c];
  }
  cells_fill(piece, sheet, grid->owner, em);
  if (is_decoration(piece) || is_page_frame(piece, pieces) || (ruled && piece_is_stacked(piece)))
    piece_give_back(piece);
  else g_ptr_array_add(pieces, g_steal_pointer(&piece));
}

void drawn_read(Sheet *sheet, const GArray *cells, GPtrArray *pieces) {
  Frame frame = {.across = g_array_new(FALSE, FALSE, sizeof(Span)), .down = g_array_new(FALSE, FALSE, sizeof(Span))};
  for (unsigned i = 0; i < cells->len; i++) {
    const Box *box = &g_array_index(cells, Box, i);
    frame_add(&frame, &(Span){box->y1, box->x1, box->x2}, true);
    frame_add(&frame, &(Span){box->y2, box->x1, box->x2}, true);
    frame_add(&frame, &(Span){box->x1, box->y1, box->y2}, false);
    frame_add(&frame, &(Span){box->x2, box->y1, box->y2}, false);
  }
  if (cells->len > 0) read_frame(sheet, &frame, false, pieces);
  g_array_unref(frame.across);
  g_array_unref(frame.down);
}

/* Whether a box lies over one of the first n pieces: they have rules, and its fields are only their ground. */
static bool overlaps_one(Box box, const GPtrArray *pieces, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    Box other = ((const Piece *)g_ptr_array_index(pieces, i))->table->box;
    if (box.x1 < other.x2 && other.x1 < box.x2 && box.y1 < other.y2 && other.y1 < box.y2) return true;
  }
  return false;
}

void ruled_find(Sheet *sheet, GPtrArray *pieces) {
  g_autoptr(GPtrArray) frames = frames_find(sheet);
  for (unsigned i = 0; i < frames->len; i++) read_frame(sheet, g_ptr_array_index(frames, i), true, pieces);
  unsigned of_rules = pieces->len;
  g_autoptr(GPtrArray) tiles = tiles_find(sheet);
  for (unsigned i = 0; i < tiles->len; i++) {
    Frame *frame = g_ptr_array_index(tiles, i);
    if (!overlaps_one(frame->box, pieces, of_rules)) read_frame(sheet, frame, true, pieces);
  }
  for (unsigned i = of_rules; i < pieces->len; i++) ((Piece *)g_ptr_array_index(pieces, i))->of_fields = true;
}
