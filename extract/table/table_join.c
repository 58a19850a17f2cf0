/*
 * One table over several pages.
 *
 *       page 3                         page 4
 *     |      | 三 | 1. | 14 |       +------+----+----+----+ (1)   (1) a head printed again is left out
 *     | 三、 +----+----+----+       |      | 供 |另行|    | (2)   (2) a row cut in two, label and all: one row
 *     | 本年 |（四| 2. | 44 |       |      +----+----+----+
 *     | 度   |无法|没有|    |       |      |（五| 1. |  3 | (3)   (3) a spanning label printed on one of the pages:
 *     +------+----+----+----+       +------+----+----+----+           one cell
 *
 * Two pieces are one table when nothing but page numbers and running heads stands between them and they are equally
 * wide. What goes on over the break is told by the rules drawn there, if they are drawn over some columns and not
 * over others; else by the texts: a label that fills its last line goes on when what follows carries no mark of its
 * own; figures on both sides are two rows.
 */
#include "table/table_sheet.h"

#include <math.h>
#include <string.h>

/* In ems. Pieces whose widths differ by less are equally wide; they may be shifted so far from page to page. */
static const double SAME_WIDTH = 1.2, SHIFT_MAX = 8;
/* Edges of two pages that lie nearer than this, shifted, are one. */
static const double SAME_EDGE = 0.6;
/* What a wrapped label may leave free in its line: the next character, one that took its comma along, both margins. */
static const double LABEL_SLACK = 3;
/* The pages of a table share so many of their edges: on one of them, a label may take two columns in all its rows. */
static const double AMONG_SHARE = 0.75;
/* A piece that lacks columns is known by those that it has: at least so many. */
enum { LACKING_MIN = 3 };
/* （续表） with the table's title, at the longest. */
enum { CONTINUED_MAX = 60 };
/* Places that one table may grow to, over all its pages. */
enum { JOINED_PLACES_MAX = 200000 };

/* Two pieces at a page break, on their common grid. */
typedef struct Break {
  Piece *a, *b;
  int columns;
  int skip;      /* rows of b that repeat the head */
  Cell **over;   /* per column: the cell of a's last row */
  Cell **under;  /* per column: that of b's first row after the head */
  bool *wall;    /* per column: whether a rule was painted between them */
  bool *goes_on; /* per column: whether `under` is the rest of `over` */
} Break;

/* Whether nothing stands there but a number or the word that the table goes on. */
static bool is_free_between(const Sheet *sheet, double from, double to) {
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    double y = box_middle_y(mark->box);
    if (mark->state == MARK_FREE && y > from && y < to) g_ptr_array_add(glyphs, (gpointer)mark->glyph);
    if (glyphs->len > CONTINUED_MAX) return false;
  }
  g_autoptr(GPtrArray) lines = line_build((const Glyph *const *)glyphs->pdata, glyphs->len);
  for (unsigned i = 0; i < lines->len; i++) {
    const Line *line = g_ptr_array_index(lines, i);
    bool continued = strstr(line->text->utf8->str, "续表") != NULL || strstr(line->text->utf8->str, "（续") != NULL;
    if (!continued && !line_is_number(line)) return false;
  }
  return true;
}

/* Whether the outer edges of `part`, shifted, and most of the others are edges of `whole`. */
static bool are_among(const GArray *part, const GArray *whole, double shift, double near) {
  unsigned among = 0;
  for (unsigned i = 0; i < part->len; i++) {
    double edge = g_array_index(part, double, i) + shift;
    int k = edge_find(whole, edge + near);
    bool found = k >= 0 && edge - edge_at(whole, k) <= near;
    if (!found && (i == 0 || i + 1 == part->len)) return false;
    among += found;
  }
  return among >= AMONG_SHARE * part->len;
}

/*
 * Equally wide, or one lacks the outer columns of the other: of a label that spans the whole page, the rules may all
 * stand on other pages.
 */
static bool same_columns(const Piece *a, const Piece *b) {
  double em = fmin(a->sheet->em, b->sheet->em), near = SAME_WIDTH * em;
  double left = edge_at(a->xs, 0) - edge_at(b->xs, 0);
  double right = edge_at(a->xs, a->table->columns) - edge_at(b->xs, b->table->columns);
  if (a->table->ruled != b->table->ruled) return false;
  double shift = right - (a->origin - b->origin);
  if (fabs(left - right) > near && MIN(a->table->columns, b->table->columns) < LACKING_MIN) return false;
  if (fabs(shift) > SHIFT_MAX * em) return false;
  if (fabs(left - right) <= near) return true;
  return left < right ? are_among(b->xs, a->xs, right, near) : are_among(a->xs, b->xs, -right, near);
}

static bool are_one(const Piece *a, const Piece *b) {
  if (b->sheet->page->number != a->sheet->page->number + 1) return false;
  if (!same_columns(a, b)) return false;
  size_t rows = (size_t)(a->table->rows + b->table->rows), columns = (size_t)(a->table->columns + b->table->columns);
  if (rows * columns > JOINED_PLACES_MAX) return false;
  return is_free_between(a->sheet, a->end, HUGE_VAL) && is_free_between(b->sheet, -HUGE_VAL, b->table->box.y1);
}

/* Puts the edges of b among those of a, and says for each edge of both which of the common ones it is. */
static GArray *common_edges(const Piece *a, const Piece *b, int *of_a, int *of_b) {
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
  double shift = edge_at(a->xs, 0) - edge_at(b->xs, 0), near = SAME_EDGE * fmin(a->sheet->em, b->sheet->em);
  int i = 0, k = 0, n = a->table->columns, m = b->table->columns;
  while (i <= n || k <= m) { /* outer edges are the same by now: neither ends before the other */
    double x = i < n || k >= m ? edge_at(a->xs, i) : HUGE_VAL,
           y = k < m || i >= n ? edge_at(b->xs, k) + shift : HUGE_VAL;
    bool ends = (i == n && k == m) || (i == 0 && k == 0);
    double next = fmin(x, y);
    if (x <= y + near || ends) of_a[i++] = (int)edges->len;
    if (y <= x + near || ends) of_b[k++] = (int)edges->len;
    g_array_append_val(edges, next);
  }
  return edges;
}

static int compare_cells(const void *a, const void *b) {
  const Cell *p = *(Cell *const *)a, *q = *(Cell *const *)b;
  return p->row != q->row ? p->row - q->row : p->column - q->column;
}

static void map_columns(Piece *piece, const int *map, int columns) {
  g_autofree bool *above = g_steal_pointer(&piece->above), *below = g_steal_pointer(&piece->below);
  piece->above = g_new0(bool, (unsigned)columns);
  piece->below = g_new0(bool, (unsigned)columns);
  for (int c = 0; c < piece->table->columns; c++)
    for (int k = map[c]; k < map[c + 1]; k++) {
      piece->above[k] = above[c];
      piece->below[k] = below[c];
    }
  for (unsigned i = 0; i < piece->table->cells->len; i++) {
    Cell *cell = g_ptr_array_index(piece->table->cells, i);
    int end = map[cell->column + cell->column_span];
    cell->column = map[cell->column];
    cell->column_span = end - cell->column;
  }
  piece->table->columns = columns;
}

/* Gives a piece the columns left of it that the other has: blank, and open to the next page. */
static void add_lacking(Piece *piece, const Piece *other) {
  int n = piece->table->columns, lacking = 0;
  double shift = edge_at(piece->xs, n) - edge_at(other->xs, other->table->columns);
  double near = SAME_WIDTH * fmin(piece->sheet->em, other->sheet->em), left = edge_at(piece->xs, 0);
  while (lacking < other->table->columns && edge_at(other->xs, lacking) + shift < left - near) lacking++;
  if (lacking == 0 || !piece->table->ruled) return;
  g_autofree int *map = g_new(int, (unsigned)n + 1);
  for (int i = 0; i <= n; i++) map[i] = i + lacking;
  for (int i = lacking - 1; i >= 0; i--) {
    double edge = edge_at(other->xs, i) + shift;
    g_array_prepend_val(piece->xs, edge);
  }
  map_columns(piece, map, n + lacking);
  for (int i = 0; i < lacking; i++) {
    Cell *cell = piece_add_cell(piece, 0, i, 1, 1);
    cell->row_span = piece->table->rows;
    cell->box.y2 = edge_at(piece->ys, (int)piece->ys->len - 1);
  }
  g_ptr_array_sort(piece->table->cells, compare_cells);
}

static void share_grid(Piece *a, Piece *b) {
  add_lacking(a, b);
  add_lacking(b, a);
  g_autofree int *of_a = g_new0(int, (unsigned)a->table->columns + 1);
  g_autofree int *of_b = g_new0(int, (unsigned)b->table->columns + 1);
  g_autoptr(GArray) edges = common_edges(a, b, of_a, of_b);
  map_columns(a, of_a, (int)edges->len - 1);
  map_columns(b, of_b, (int)edges->len - 1);
  g_array_unref(a->xs);
  a->xs = g_steal_pointer(&edges);
}

/* How many rows at the top of b say the same as those at the top of a: whole rows of labels. */
static int repeated_rows(const Table *a, const Table *b) {
  int same = 0, reach = 0;
  bool labels = false;
  for (unsigned i = 0; i < b->cells->len; i++) {
    const Cell *q = g_ptr_array_index(b->cells, i), *p = i < a->cells->len ? g_ptr_array_index(a->cells, i) : NULL;
    if ((p == NULL || p->row >= q->row) && q->row >= reach) same = q->row;
    bool equal = p != NULL && p->row == q->row && p->row_span == q->row_span && !text_is_figure(q->text) &&
                 g_string_equal(p->text->utf8, q->text->utf8);
    if (!equal) return labels ? same : 0;
    labels = labels || q->text->utf8->len > 0;
    reach = MAX(reach, q->row + q->row_span);
  }
  return labels ? b->rows : 0;
}

/* Whether the text of a cell fills its last line up to the wall, so that it may go on. */
static bool is_filled(const Cell *cell, Turn turn) {
  const GPtrArray *glyphs = cell->text->glyphs;
  Box line = {0};
  double em = 0;
  unsigned n = 0;
  for (unsigned i = glyphs->len; i-- > 0;) {
    const Glyph *glyph = g_ptr_array_index(glyphs, i);
    if (glyph == NULL) continue;
    Box box = turn_box(glyph->box, turn);
    if (n > 0 && (glyph->page != cell->page || box_middle_y(box) < line.y1 || box_middle_y(box) > line.y2)) break;
    line = n++ == 0 ? box : box_union(line, box);
    em = fmax(em, fmin(box_width(box), box_height(box)));
  }
  if (text_is_figure(cell->text)) return n > 0 && line_fills(box_width(line), box_height(line), box_width(cell->box));
  return n > 0 && box_width(line) + LABEL_SLACK * em >= box_width(cell->box);
}

static bool is_blank(const Cell *cell) { return cell->text->utf8->len == 0; }

/* Whether `under` reads as the rest of the label `over`. */
static bool is_rest(const Break *at, const Cell *over, const Cell *under) {
  if (text_is_figure(over->text) || text_is_figure(under->text) || label_has_mark(under->text)) return false;
  return is_filled(over, at->a->sheet->turn);
}

static bool same_place(const Cell *over, const Cell *under) {
  return over->column == under->column && over->column_span == under->column_span;
}

/* The next column at which a cell of either side begins. */
static int next_column(const Break *at, int column) {
  const Cell *over = at->over[column], *under = at->under[column];
  return MIN(over->column + over->column_span, under->column + under->column_span);
}

/* Whether the row at the break was cut in two (2): nothing speaks against it and something for it. */
static bool is_cut_row(const Break *at) {
  bool rest = false, blank_above = true, blank_below = true, figures_above = false, figures_below = false,
       labels_above = false, labels_below = false;
  for (int c = 0; c < at->columns; c = next_column(at, c)) {
    const Cell *over = at->over[c], *under = at->under[c];
    if (!same_place(over, under)) return false;
    bool stub = over->row_span > 1 || under->row_span > 1;
    blank_above = blank_above && (stub || is_blank(over));
    blank_below = blank_below && (stub || is_blank(under));
    if (is_blank(over) && is_blank(under)) continue;
    if (!is_blank(over) && !is_blank(under)) {
      if (!is_rest(at, over, under)) return false;
      rest = true;
    }
    if (!is_blank(over) && !stub) *(text_is_figure(over->text) ? &figures_above : &labels_above) = true;
    if (!is_blank(under) && !stub) *(text_is_figure(under->text) ? &figures_below : &labels_below) = true;
  }
  bool label_above_only = labels_above && !labels_below && figures_below && !figures_above;
  bool label_below_only = labels_below && !labels_above && figures_above && !figures_below;
  return blank_above || blank_below || label_above_only || label_below_only ||
         (rest && labels_above && labels_below && !(figures_above && figures_below));
}

static bool is_label(const Cell *cell) { return !is_blank(cell) && !text_is_figure(cell->text); }

/* Whether a label stands in the row right of that column: what is left of it is labels' too. */
static bool has_label_right(const Break *at, Cell *const *row, int column) {
  for (int c = column; c < at->columns; c++)
    if (row[c] != row[column] && is_label(row[c])) return true;
  return false;
}

/* Whether a label cell beside the row spans the break (3). The blank below a head is none. */
static bool is_spanning(const Break *at, int column) {
  const Cell *over = at->over[column], *under = at->under[column];
  if (!same_place(over, under)) return false;
  bool spans = over->row_span > 1 || under->row_span > 1;
  if (!is_blank(over) && !is_blank(under)) return spans && is_rest(at, over, under);
  if (spans) return !is_blank(under) || is_blank(over) || has_label_right(at, at->under, column);
  int next = under->column + under->column_span; /* a row of its own would not leave its outer label blank */
  return is_blank(under) && !is_blank(over) && next < at->columns && !is_blank(at->under[next]) &&
         !text_is_figure(at->under[next]->text);
}

/* Whether a label begins below a rule at the break: then no figure above belongs to its row. */
static bool are_labels_parted(const Break *at) {
  for (int c = 0; c < at->columns; c++)
    if (at->wall[c] && is_label(at->under[c])) return true;
  return false;
}

/* Fills in goes_on. */
static void decide(Break *at) {
  int walls = 0;
  for (int c = 0; c < at->columns; c++) walls += at->wall[c];
  bool drawn = walls > 0 && walls < at->columns; /* over some columns: it was meant */
  bool cut = !drawn && is_cut_row(at), stub = true, parted = drawn && are_labels_parted(at);
  for (int c = 0; c < at->columns; c = next_column(at, c)) {
    const Cell *over = at->over[c], *under = at->under[c];
    stub = stub && (is_label(over) || is_label(under));
    bool figure = text_is_figure(over->text) || text_is_figure(under->text);
    if (!same_place(over, under) || (parted && figure)) continue;
    at->goes_on[c] = cut || (drawn ? !at->wall[c] && (is_blank(over) || is_blank(under) || is_rest(at, over, under))
                                   : stub && is_spanning(at, c));
  }
}

/* `under` becomes part of `over`. */
static void merge_cells(const Break *at, Cell *over, const Cell *under, bool one_row) {
  bool larger = box_height(under->box) > box_height(over->box);
  bool filled = is_filled(over, at->a->sheet->turn);
  if (is_blank(over) && (!is_blank(under) || larger)) {
    over->page = under->page;
    over->box = under->box;
  }
  cell_append(over->text, under->text, filled);
  over->row_span += under->row_span - one_row;
}

/* Moves the cells of b below those of a. */
static void append_rows(Break *at, bool one_row) {
  Table *a = at->a->table, *b = at->b->table;
  int down = a->rows - at->skip - one_row;
  for (unsigned i = 0; i < b->cells->len; i++) {
    Cell *cell = g_ptr_array_index(b->cells, i);
    bool merged = cell->row == at->skip && at->goes_on[cell->column];
    if (cell->row < at->skip || merged) continue;
    b->cells->pdata[i] = NULL;
    cell->row += down;
    g_ptr_array_add(a->cells, cell);
  }
  for (int c = 0; c < at->columns; c = next_column(at, c))
    if (at->goes_on[c]) merge_cells(at, at->over[c], at->under[c], one_row);
  a->rows += b->rows - at->skip - one_row;
}

/* The cells along a row's edge, per column. */
static void edge_cells(const Table *table, int row, bool ending, Cell **cells) {
  for (unsigned i = 0; i < table->cells->len; i++) {
    Cell *cell = g_ptr_array_index(table->cells, i);
    if ((ending ? cell->row + cell->row_span - 1 : cell->row) != row) continue;
    for (int c = 0; c < cell->column_span; c++) cells[cell->column + c] = cell;
  }
}

/* Takes the rows of b into a. */
static void join(Piece *a, Piece *b) {
  for (unsigned i = 0; i < b->table->cells->len; i++) {
    Cell *cell = g_ptr_array_index(b->table->cells, i);
    cell->box = turn_box(turn_back(cell->box, b->turn), a->turn);
  }
  Break at = {.a = a, .b = b, .skip = repeated_rows(a->table, b->table)};
  share_grid(a, b);
  at.columns = a->table->columns;
  if (at.skip < b->table->rows) {
    unsigned n = (unsigned)at.columns;
    g_autofree Cell **over = at.over = g_new0(Cell *, n), **under = at.under = g_new0(Cell *, n);
    g_autofree bool *wall = at.wall = g_new0(bool, n), *goes_on = at.goes_on = g_new0(bool, n);
    for (unsigned c = 0; c < n; c++) wall[c] = a->below[c] || (at.skip == 0 && b->above[c]);
    edge_cells(a->table, a->table->rows - 1, true, over);
    edge_cells(b->table, at.skip, false, under);
    if (at.skip != a->table->rows) decide(&at); /* under a head that is repeated whole nothing goes on */
    bool one_row = true;
    for (int c = 0; c < at.columns; c = next_column(&at, c)) one_row = one_row && goes_on[c];
    append_rows(&at, one_row);
  }
  g_free(a->below);
  a->below = g_steal_pointer(&b->below);
  a->table->last_page = b->table->last_page;
  g_ptr_array_extend(a->marks, b->marks, NULL, NULL);
  a->sheet = b->sheet;
  a->end = b->end;
}

void pieces_join(GPtrArray *pieces) {
  unsigned kept = 0;
  const Sheet *sheet = NULL;
  for (unsigned i = 0; i < pieces->len; i++) {
    Piece *piece = g_ptr_array_index(pieces, i), *last = kept > 0 ? g_ptr_array_index(pieces, kept - 1) : NULL;
    bool first_of_sheet = piece->sheet != sheet;
    sheet = piece->sheet;
    pieces->pdata[i] = NULL;
    if (last != NULL && first_of_sheet && are_one(last, piece)) {
      join(last, piece);
      piece_free(piece);
    } else pieces->pdata[kept++] = piece;
  }
  g_ptr_array_set_size(pieces, (int)kept);
}
