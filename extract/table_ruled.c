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
#include "table_sheet.h"
#include "table_union.h"

#include <math.h>
#include <stdlib.h>

/* In ems. Rules nearer than this to one line are one; their pieces (dashes) may lie so far apart along it. */
static const double COLLINEAR = 0.12, PIECES_GAP = 0.4;
/* Rules that end so near to each other touch. */
static const double TOUCH = 0.35;
/* A shorter rule is part of a drawing: no cell is that small. */
static const double SHORTEST = 0.5;
/* Edges nearer than this are one: no line of text is lower, no figure with its blanks narrower. */
static const double SLIVER = 0.6;
/* How much of a place's side must be painted to be a wall. */
static const double WALL_SHARE = 0.6;
/* Rules of one direction that are looked at, the longest first; tables of a page; places of one grid. Bounds. */
enum { RULES_MAX = 1500, TABLES_MAX = 64, PLACES_MAX = 40000 };

/* A rule of either direction: where it lies, and from where to where. */
typedef struct Span {
  double at, from, to;
} Span;

static int compare_double(double a, double b) { return (a > b) - (a < b); }

static int compare_at(const void *a, const void *b) {
  const Span *p = a, *q = b;
  int order = compare_double(p->at, q->at);
  return order != 0 ? order : compare_double(p->from, q->from);
}

static int compare_from(const void *a, const void *b) {
  const Span *p = a, *q = b;
  int order = compare_double(p->from, q->from);
  return order != 0 ? order : compare_double(p->at, q->at);
}

static int compare_length(const void *a, const void *b) {
  const Span *p = a, *q = b;
  int order = compare_double(q->to - q->from, p->to - p->from);
  return order != 0 ? order : compare_at(a, b);
}

/* Merges the pieces of spans[0..n), which lie on one line, into `out`. */
static void merge_pieces(Span *spans, unsigned n, double em, GArray *out) {
  qsort(spans, n, sizeof(Span), compare_from);
  for (unsigned first = 0, end; first < n; first = end) {
    double to = spans[first].to, weight = 0, sum = 0;
    for (end = first; end < n && spans[end].from <= to + PIECES_GAP * em; end++) {
      double length = spans[end].to - spans[end].from;
      to = fmax(to, spans[end].to);
      weight += length;
      sum += length * spans[end].at;
    }
    Span merged = {sum / weight, spans[first].from, to};
    if (merged.to - merged.from >= SHORTEST * em) g_array_append_val(out, merged);
  }
}

/* The rules of one direction, merged, by position. */
static GArray *merge_rules(const Sheet *sheet, bool horizontal) {
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
  for (unsigned i = 0; i < sheet->page->rules->len; i++) {
    const Rule *rule = &g_array_index(sheet->page->rules, Rule, i);
    Box box = turn_box((Box){rule->x1, rule->y1, rule->x2, rule->y2}, sheet->turn);
    if ((box_width(box) > box_height(box)) != horizontal || (box_width(box) <= 0 && box_height(box) <= 0)) continue;
    Span span = horizontal ? (Span){box.y1, box.x1, box.x2} : (Span){box.x1, box.y1, box.y2};
    g_array_append_val(spans, span);
  }
  g_array_sort(spans, compare_at);
  GArray *merged = g_array_new(FALSE, FALSE, sizeof(Span));
  Span *at = (Span *)(void *)spans->data;
  for (unsigned first = 0, end; first < spans->len; first = end) {
    for (end = first + 1; end < spans->len && at[end].at - at[first].at <= COLLINEAR * sheet->em; end++) continue;
    merge_pieces(at + first, end - first, sheet->em, merged);
  }
  g_array_sort(merged, compare_length);
  if (merged->len > RULES_MAX) g_array_set_size(merged, RULES_MAX);
  g_array_sort(merged, compare_at);
  return merged;
}

/* The rules of one table. */
typedef struct Frame {
  GArray *across, *down; /* of Span */
  Box box;
} Frame;

static void frame_free(gpointer data) {
  Frame *frame = data;
  g_array_unref(frame->across);
  g_array_unref(frame->down);
  g_free(frame);
}

static void join_crossing(const GArray *across, const GArray *down, double touch, Union *sets) {
  for (unsigned i = 0; i < across->len; i++) {
    const Span *h = &g_array_index(across, Span, i);
    for (unsigned k = 0; k < down->len; k++) {
      const Span *v = &g_array_index(down, Span, k);
      if (v->at > h->to + touch) break;
      if (v->at >= h->from - touch && h->at >= v->from - touch && h->at <= v->to + touch)
        union_join(sets, i, across->len + k);
    }
  }
}

static void frame_add(Frame *frame, const Span *span, bool horizontal) {
  Box box =
      horizontal ? (Box){span->from, span->at, span->to, span->at} : (Box){span->at, span->from, span->at, span->to};
  frame->box = frame->across->len + frame->down->len == 0 ? box : box_union(frame->box, box);
  g_array_append_vals(horizontal ? frame->across : frame->down, span, 1);
}

/* Inner ones first: a table within a frame takes its characters before the frame does. */
static int compare_frames(const void *a, const void *b) {
  const Frame *p = *(Frame *const *)a, *q = *(Frame *const *)b;
  int order = compare_double(box_width(p->box) * box_height(p->box), box_width(q->box) * box_height(q->box));
  if (order == 0) order = compare_double(p->box.y1, q->box.y1);
  return order != 0 ? order : compare_double(p->box.x1, q->box.x1);
}

/* The rules that hang together: what a table is made of. */
static GPtrArray *find_frames(const Sheet *sheet) {
  g_autoptr(GArray) across = merge_rules(sheet, true), down = merge_rules(sheet, false);
  unsigned n = across->len + down->len;
  g_autoptr(Union) sets = union_new(n);
  join_crossing(across, down, TOUCH * sheet->em, sets);
  GPtrArray *frames = g_ptr_array_new_with_free_func(frame_free);
  g_autofree Frame **of = g_new0(Frame *, n + 1);
  for (unsigned i = 0; i < n; i++) {
    unsigned root = union_find(sets, i);
    if (of[root] == NULL) {
      of[root] = g_new0(Frame, 1);
      of[root]->across = g_array_new(FALSE, FALSE, sizeof(Span));
      of[root]->down = g_array_new(FALSE, FALSE, sizeof(Span));
      g_ptr_array_add(frames, of[root]);
    }
    bool horizontal = i < across->len;
    frame_add(of[root], horizontal ? &g_array_index(across, Span, i) : &g_array_index(down, Span, i - across->len),
              horizontal);
  }
  for (unsigned i = frames->len; i-- > 0;) {
    const Frame *frame = g_ptr_array_index(frames, i);
    bool drawn = frame->across->len > 0 && frame->down->len > 0 && frame->across->len + frame->down->len > 2;
    if (!drawn) g_ptr_array_remove_index(frames, i);
  }
  g_ptr_array_sort(frames, compare_frames);
  if (frames->len > TABLES_MAX) g_ptr_array_remove_range(frames, 0, frames->len - TABLES_MAX);
  return frames;
}

/* The places of a grid, and which sides of them are painted. */
typedef struct Grid {
  int columns, rows;
  bool *top;  /* (rows + 1) * columns: whether the upper side of a place is a wall */
  bool *left; /* rows * (columns + 1) */
  int *owner; /* rows * columns: the cell that covers the place; -1 while there is none */
} Grid;

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
  g_array_sort(spans, compare_at);
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
      if (covers(span, xs, c)) grid->top[row * grid->columns + c] = true;
  }
  for (unsigned i = 0; i < frame->down->len; i++) {
    const Span *span = &g_array_index(frame->down, Span, i);
    int column = nearest_edge(xs, span->at);
    for (int r = MAX(edge_find(ys, span->from), 0); r < grid->rows && edge_at(ys, r) < span->to; r++)
      if (covers(span, ys, r)) grid->left[r * (grid->columns + 1) + column] = true;
  }
  return grid;
}

/* Takes out the edges along which nothing was found to be a wall: an underlined figure is no row of its own. */
static bool drop_bare_edges(const Grid *grid, GArray *xs, GArray *ys) {
  unsigned before = xs->len + ys->len;
  for (int r = grid->rows - 1; r > 0; r--) {
    bool bare = true;
    for (int c = 0; c < grid->columns && bare; c++) bare = !grid->top[r * grid->columns + c];
    if (bare) g_array_remove_index(ys, (unsigned)r);
  }
  for (int c = grid->columns - 1; c > 0; c--) {
    bool bare = true;
    for (int r = 0; r < grid->rows && bare; r++) bare = !grid->left[r * (grid->columns + 1) + c];
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
      if (c > 0 && !grid->left[r * (grid->columns + 1) + c]) union_join(sets, place, place - 1);
      if (r > 0 && !grid->top[r * grid->columns + c]) union_join(sets, place, place - (unsigned)grid->columns);
    }
  return sets;
}

/*
 * Cells out of sets of places. A set that is no rectangle (a rule that stops short) gives several cells: from its
 * first free place, as wide as the row allows, as deep as all of that width belongs to it.
 */
static void cut_cells(Grid *grid, Union *sets, Piece *piece) {
  for (int r = 0; r < grid->rows; r++)
    for (int c = 0; c < grid->columns; c++) {
      int place = r * grid->columns + c, wide = 1, deep = 1;
      if (grid->owner[place] >= 0) continue;
      unsigned set = union_find(sets, (unsigned)place);
      while (c + wide < grid->columns && grid->owner[place + wide] < 0 &&
             union_find(sets, (unsigned)(place + wide)) == set)
        wide++;
      for (bool whole = true; whole && r + deep < grid->rows; deep += whole)
        for (int k = 0; k < wide && whole; k++)
          whole = union_find(sets, (unsigned)(place + deep * grid->columns + k)) == set;
      for (int k = 0; k < wide * deep; k++)
        grid->owner[place + k / wide * grid->columns + k % wide] = (int)piece->table->cells->len;
      piece_add_cell(piece, r, c, deep, wide);
    }
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

/*
 * Whether several cells of one row hold figures one below the other, all as many: columns were drawn, rows were not.
 * Such a table is better told by alignment.
 */
static bool is_stacked(const Piece *piece) {
  const Cell *first = NULL;
  unsigned parts = 0;
  for (unsigned i = 0; i < piece->table->cells->len; i++) {
    const Cell *cell = g_ptr_array_index(piece->table->cells, i);
    unsigned spaces = 0;
    for (const char *at = cell->text->utf8->str; *at; at++) spaces += *at == ' ';
    if (spaces == 0 || !text_is_figure(cell->text)) continue;
    if (first != NULL && first->row == cell->row && spaces == parts) return true;
    first = cell;
    parts = spaces;
  }
  return false;
}

/* A box around tables frames the page. */
static bool is_page_frame(const Piece *piece, const GPtrArray *pieces) {
  for (unsigned i = 0; i < pieces->len && piece->table->columns == 1; i++) {
    const Piece *inner = g_ptr_array_index(pieces, i);
    if (inner->sheet == piece->sheet && box_holds(piece->table->box, inner->table->box)) return true;
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
  g_autoptr(Union) sets = join_places(grid);
  g_autoptr(Piece) piece = piece_new(sheet, g_array_ref(xs), g_array_ref(ys), ruled);
  cut_cells(grid, sets, piece);
  for (int c = 0; c < grid->columns; c++) {
    piece->above[c] = grid->top[c];
    piece->below[c] = grid->top[grid->rows * grid->columns + c];
  }
  cells_fill(piece, sheet, grid->owner, em);
  if (is_decoration(piece) || is_page_frame(piece, pieces) || (ruled && is_stacked(piece))) piece_give_back(piece);
  else g_ptr_array_add(pieces, g_steal_pointer(&piece));
}

void drawn_read(Sheet *sheet, const GArray *cells, int labels, GPtrArray *pieces) {
  unsigned found = pieces->len;
  Frame frame = {.across = g_array_new(FALSE, FALSE, sizeof(Span)), .down = g_array_new(FALSE, FALSE, sizeof(Span))};
  for (unsigned i = 0; i < cells->len; i++) {
    const Box *box = &g_array_index(cells, Box, i);
    frame_add(&frame, &(Span){box->y1, box->x1, box->x2}, true);
    frame_add(&frame, &(Span){box->y2, box->x1, box->x2}, true);
    frame_add(&frame, &(Span){box->x1, box->y1, box->y2}, false);
    frame_add(&frame, &(Span){box->x2, box->y1, box->y2}, false);
  }
  if (cells->len > 0) read_frame(sheet, &frame, false, pieces);
  if (pieces->len > found) ((Piece *)g_ptr_array_index(pieces, found))->labels = labels;
  g_array_unref(frame.across);
  g_array_unref(frame.down);
}

void ruled_find(Sheet *sheet, GPtrArray *pieces) {
  g_autoptr(GPtrArray) frames = find_frames(sheet);
  for (unsigned i = 0; i < frames->len; i++) read_frame(sheet, g_ptr_array_index(frames, i), true, pieces);
}
