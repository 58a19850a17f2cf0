/*
 * The rules that a maker would have drawn around a body of figures, told from how text stands in cells: in the
 * middle, between the neighbours.
 *
 *     +-----------------------+----------------------+      A head's cell reaches as far above the middle of its
 *     |                       |        申请人情况        |      text as below; it is as wide as the columns below
 *     |                       +------+----------+----+      whose own cells end under it and whose middle it is.
 *     |   （本列数据…）           | 自然人 | 法人或其他组织 | 总计 |
 *     |                       |      +----+-----+    |
 *     +-----+------+----------+------+----+-----+----+      A row is a label and the figures at its height. Lines
 *     | 三  |（三）不 | 1.属于…    |   5  |  0 |  1  |  6 |      of a label follow each other closely, and the next
 *     | 、   | 予公开 +----------+------+----+-----+----+      label begins with its own mark or its own figures.
 *     | 本  |      | 2.其他…    |   0  |  0 |  0  |  0 |      A label that spans rows stands in their middle.
 */
#include "table/table_draw.h"

#include <math.h>

/* In ems. Lines of one text follow each other nearer than this. */
static const double WRAPPED_GAP = 0.9;
/* And within so much of the least step from line to line. */
static const double SAME_STEP = 1.15;
/* Texts whose middles, or beginnings, differ by less stand one below the other. */
static const double SAME_MIDDLE = 0.6;
/* How far a text may reach over what was taken for the end of its cell; the blank around a cell's text. */
static const double OVERHANG = 0.3, PADDING = 0.5;
/* Texts that begin within so much begin in one column. */
static const double SAME_BEGIN = 1.2;
/* What parts label columns: so many texts begin right of it, so many end left of it, and at most this share of the
   former run across. */
enum { BEGIN_RIGHT = 3, END_LEFT = 2 };
static const double ACROSS_SHARE = 1;
/* So far off its middle a label may stand before rows beside it are rather without one. */
static const double NO_LABEL = 0.8;
/* And no farther when its rows may go on over the page's end: it stands anywhere beside them. */
static const double GOES_ON = 0.9;
/* What it costs, as much, to part rows whose numbers count on, or to keep together some of which the later begin anew. */
static const double AGAINST_NUMBERS = 100;
/* So many lines, as many as rows, are no lines of one label. */
enum { LINES_ENOUGH = 3 };
/* Bounds: columns of labels, texts of labels that are compared, labels that span rows of one table and these rows. */
enum { LABELS_MAX = 4, LABEL_CHUNKS_MAX = 500, SPANNING_MAX = 50, SPANNED_MAX = 200 };

void cell_draw(Drawing *drawing, int first, int end, double top, double bottom) {
  Box box = {edge_at(drawing->edges, first), top, edge_at(drawing->edges, end), bottom};
  g_array_append_val(drawing->cells, box);
}

void block_add(GArray *blocks, Box line, bool begins, double em, double step) {
  for (unsigned i = blocks->len; i-- > 0 && !begins;) {
    Box *block = &g_array_index(blocks, Box, i);
    double gap = line.y1 - block->y2;
    if (gap > WRAPPED_GAP * em || gap < -OVERHANG * em || line.y2 - block->y2 > SAME_STEP * step) continue;
    bool below = fabs(box_middle_x(*block) - box_middle_x(line)) <= SAME_MIDDLE * em ||
                 fabs(block->x1 - line.x1) <= SAME_MIDDLE * em;
    if (!below) continue;
    *block = box_union(*block, line);
    return;
  }
  g_array_append_val(blocks, line);
}

/* A chunk of a label. */
typedef struct LabelChunk {
  Box box;
  const Strip *strip;
  bool apart; /* what stands right of it on its line begins with a number of its own */
} LabelChunk;

/* Adds the chunks of labels on a line: all that ends left of the first column. */
static void add_label_chunks(const Strip *strip, double end, GArray *labels) {
  for (unsigned i = 0; i < strip->chunks->len && labels->len < LABEL_CHUNKS_MAX; i++) {
    const Chunk *chunk = &g_array_index(strip->chunks, Chunk, i);
    bool more = i + 1 < strip->chunks->len && chunk->mark.number > 0;
    LabelChunk label = {chunk->box, strip, more && chunk[1].mark.level > chunk->mark.level};
    if (chunk->box.x2 <= end) g_array_append_val(labels, label);
  }
}

/* The chunks (of LabelChunk) of a run's labels below its heads. */
static GArray *label_chunks(const Run *run, const GArray *columns) {
  GArray *labels = g_array_new(FALSE, FALSE, sizeof(LabelChunk));
  for (unsigned b = run->first; b < run->end; b++) {
    const Body *body = body_at(run->bodies, b);
    unsigned head_end;
    g_array_unref(heads_find(body, columns, &head_end));
    for (unsigned i = head_end; i <= body->last && body->rows > 0; i++)
      add_label_chunks(strip_at(body->strips, i), interval_at(columns, 0)->x1, labels);
  }
  return labels;
}

/* A place between two columns of labels. */
typedef struct River {
  double end, begin; /* where what stands left of it ends, and what stands right of it begins */
  unsigned across;   /* labels that run across */
} River;

/* The river before `x` among the labels that begin in from .. to; false when there is none. */
static bool find_river(const GArray *labels, double from, double to, double x, double near, River *ret_river) {
  unsigned left = 0, right = 0; /* lines */
  const Strip *last_left = NULL, *last_right = NULL;
  *ret_river = (River){-HUGE_VAL, x, 0};
  for (unsigned i = 0; i < labels->len; i++) {
    const LabelChunk *label = &g_array_index(labels, LabelChunk, i);
    const Box *box = &label->box;
    if (box->x1 < from || box->x1 >= to) continue;
    if (box->x1 >= x - near) {
      right += label->strip != last_right;
      last_right = label->strip;
    } else if (box->x2 <= x) {
      left += label->apart ? END_LEFT : label->strip != last_left;
      last_left = label->strip;
      ret_river->end = fmax(ret_river->end, box->x2);
    } else ret_river->across++;
  }
  return left >= END_LEFT && right >= BEGIN_RIGHT && ret_river->across <= ACROSS_SHARE * right;
}

/* Adds the edges between columns of labels that begin in from .. to: where the fewest run across first. */
static void add_rivers(const GArray *labels, double from, double to, double em, GArray *edges) {
  River best = {0, 0, UINT_MAX}, river;
  for (unsigned i = 0; i < labels->len && edges->len < LABELS_MAX; i++) {
    double x = g_array_index(labels, LabelChunk, i).box.x1;
    if (x < from + SAME_BEGIN * em || x >= to) continue;
    if (!find_river(labels, from, to, x, OVERHANG * em, &river)) continue;
    if (river.across < best.across || (river.across == best.across && river.begin < best.begin)) best = river;
  }
  if (best.across == UINT_MAX) return;
  double edge = (best.end + best.begin) / 2;
  g_array_append_val(edges, edge);
  add_rivers(labels, from, best.begin - OVERHANG * em, em, edges);
  add_rivers(labels, best.begin - OVERHANG * em, to, em, edges);
}

static int compare_edges(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Adds the sides of the columns of labels but for the last, which is the first column's. */
static double find_labels(const Run *run, const GArray *columns, double em, GArray *edges) {
  g_autoptr(GArray) labels = label_chunks(run, columns);
  double begin = HUGE_VAL, end = -HUGE_VAL;
  for (unsigned i = 0; i < labels->len; i++) {
    begin = fmin(begin, g_array_index(labels, LabelChunk, i).box.x1);
    end = fmax(end, g_array_index(labels, LabelChunk, i).box.x2);
  }
  if (labels->len == 0) return interval_at(columns, 0)->x1 - 2 * PADDING * em;
  double edge = begin - PADDING * em;
  g_array_append_val(edges, edge);
  add_rivers(labels, begin, HUGE_VAL, em, edges);
  g_array_sort(edges, compare_edges);
  return end;
}

bool raster_find(const Run *run, Raster *ret_raster) {
  GArray *columns = columns_find(run);
  if (columns == NULL) return false;
  const Body *body = body_at(run->bodies, run->first);
  double em = body->size;
  *ret_raster = (Raster){columns, g_array_new(FALSE, FALSE, sizeof(double)), 0};
  double end = find_labels(run, columns, em, ret_raster->edges);
  ret_raster->labels = (int)ret_raster->edges->len;
  for (unsigned i = 0; i <= columns->len; i++) {
    double next = i < columns->len ? interval_at(columns, i)->x1 : end + 2 * PADDING * em, edge = (end + next) / 2;
    g_array_append_val(ret_raster->edges, edge);
    if (i < columns->len) end = interval_at(columns, i)->x2;
  }
  return true;
}

void raster_release(Raster *raster) {
  g_array_unref(raster->columns);
  g_array_unref(raster->edges);
}

/* The labels that stand in one column, from the top down, between two heights: their lines together, or `each` alone. */
static GArray *spanning_labels(const Drawing *drawing, int column, double top, double bottom, bool each) {
  GArray *blocks = g_array_new(FALSE, FALSE, sizeof(Box));
  double begin = edge_at(drawing->edges, column), end = edge_at(drawing->edges, column + 1);
  for (unsigned i = drawing->head_end; i <= drawing->body->last; i++) {
    const Strip *strip = strip_at(drawing->strips, i);
    for (unsigned k = 0; k < strip->chunks->len; k++) {
      const Chunk *chunk = &g_array_index(strip->chunks, Chunk, k);
      double x = box_middle_x(chunk->box), y = box_middle_y(chunk->box);
      if (x > begin && x < end && y > top && y < bottom)
        block_add(blocks, chunk->box, each || chunk->mark.level != LABEL_BARE, drawing->em, HUGE_VAL);
    }
  }
  return blocks;
}

/* How far a label's middle is off that of rows first .. end - 1; more of them may stand on the next page. */
static double off_middle(const Drawing *drawing, const Box *label, unsigned first, unsigned end) {
  double middle = (edge_at(drawing->row_edges, (int)first) + edge_at(drawing->row_edges, (int)end)) / 2;
  double off = fabs(middle - box_middle_y(*label));
  return drawing->body->goes_on && end == drawing->rows->len ? fmin(off, GOES_ON * drawing->em) : off;
}

/* The level of the numbers of labels that stand in that column alone; LABEL_BARE when there are none. */
static LabelLevel column_level(const Drawing *drawing, int column) {
  for (unsigned i = drawing->head_end; i <= drawing->body->last; i++) {
    const GArray *chunks = strip_at(drawing->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      const Chunk *chunk = &g_array_index(chunks, Chunk, k);
      bool within = label_column(drawing, chunk) == column && chunk->box.x2 <= edge_at(drawing->edges, column + 1);
      if (chunk->mark.number > 0 && within) return chunk->mark.level;
    }
  }
  return LABEL_BARE;
}

/* What it costs to end a label of that level above a row: not where what it holds is numbered on. */
static double cut_cost(const Drawing *drawing, unsigned row, LabelLevel level) {
  if (row == 0 || row >= drawing->rows->len) return 0;
  unsigned strip = row_at(drawing, row)->strip;
  return numbers_go_on(drawing, strip, strip - 1, level) ? AGAINST_NUMBERS * drawing->em : 0;
}

/* Whether the numbers of the level below begin anew with a row. */
static bool begins_anew(const Drawing *drawing, unsigned row, LabelLevel level) {
  if (row >= drawing->rows->len || (level != LABEL_HAN && level != LABEL_HAN_ROUND)) return false;
  const GArray *chunks = strip_at(drawing->strips, row_at(drawing, row)->strip)->chunks;
  for (unsigned i = 0; i < chunks->len; i++) {
    LabelMark mark = g_array_index(chunks, Chunk, i).mark;
    if (mark.level == level + 1 && mark.number == 1) return true;
  }
  return false;
}

/*
 * Where each of `labels` ends, of rows first .. end - 1, so that they are least off the middles of their rows; the first
 * entry is where the first of them begins: rows above it, and below the last, may have their label on another page.
 */
static unsigned *share_rows(const Drawing *drawing, const GArray *labels, LabelLevel level, unsigned first,
                            unsigned end) {
  unsigned n = labels->len, m = end - first;
  g_autofree double *cost = g_new(double, (size_t)(n + 1) * (m + 1));
  g_autofree unsigned *from = g_new0(unsigned, (size_t)(n + 1) * (m + 1));
  g_autofree double *cuts = g_new(double, m + 1), *anew = g_new(double, m + 1);
  for (unsigned r = 0; r <= m; r++) {
    cost[r] = r > 0 ? NO_LABEL * drawing->em : 0;
    cuts[r] = cut_cost(drawing, first + r, level);
    anew[r] = (r > 0 ? anew[r - 1] : 0) + (begins_anew(drawing, first + r, level) ? AGAINST_NUMBERS * drawing->em : 0);
  }
  for (unsigned at = m + 1; at < (n + 1) * (m + 1); at++) {
    unsigned i = at / (m + 1), r = at % (m + 1);
    cost[at] = HUGE_VAL;
    for (unsigned begin = i - 1; begin < r; begin++) {
      const Box *label = &g_array_index(labels, Box, i - 1);
      double sum = cost[(i - 1) * (m + 1) + begin] + off_middle(drawing, label, first + begin, first + r) +
                   cuts[begin] + anew[r - 1] - anew[begin];
      if (sum < cost[at]) from[at] = begin;
      cost[at] = fmin(sum, cost[at]);
    }
  }
  unsigned *ends = g_new(unsigned, n + 1), last = m;
  for (unsigned r = 0; r < m; r++)
    if (cost[n * (m + 1) + r] + NO_LABEL * drawing->em + cuts[r] < cost[n * (m + 1) + last]) last = r;
  for (unsigned i = n + 1; i-- > 0;) {
    ends[i] = first + last;
    last = from[i * (m + 1) + last];
  }
  return ends;
}

/* Draws the cells of labels that span rows first .. end - 1 in a column. */
static void draw_spanning(Drawing *drawing, int column, unsigned first, unsigned end) {
  double top = edge_at(drawing->row_edges, (int)first), bottom = edge_at(drawing->row_edges, (int)end);
  g_autoptr(GArray) labels = spanning_labels(drawing, column, top, bottom, true);
  if (labels->len != end - first || labels->len < LINES_ENOUGH) { /* else each row has its own */
    g_array_unref(labels);
    labels = spanning_labels(drawing, column, top, bottom, false);
  }
  if (labels->len > end - first || labels->len > SPANNING_MAX || end - first > SPANNED_MAX) g_array_set_size(labels, 0);
  g_autofree unsigned *ends = share_rows(drawing, labels, column_level(drawing, column), first, end);
  for (unsigned i = 0; i <= labels->len; i++) {
    if (ends[i] == first) continue;
    cell_draw(drawing, column, column + 1, edge_at(drawing->row_edges, (int)first),
              edge_at(drawing->row_edges, (int)ends[i]));
    first = ends[i];
  }
  if (first < end) cell_draw(drawing, column, column + 1, edge_at(drawing->row_edges, (int)first), bottom);
}

static void draw_rows(Drawing *drawing) {
  int columns = (int)drawing->edges->len - 1;
  for (unsigned i = 0; i < drawing->rows->len; i++) {
    double top = edge_at(drawing->row_edges, (int)i), bottom = edge_at(drawing->row_edges, (int)i + 1);
    if (drawing->labels > 0) cell_draw(drawing, row_at(drawing, i)->begin, drawing->labels, top, bottom);
    for (int c = drawing->labels; c < columns; c++) cell_draw(drawing, c, c + 1, top, bottom);
  }
  for (int c = 0; c + 1 < drawing->labels; c++)
    for (unsigned first = 0, end; first < drawing->rows->len; first = end) {
      for (end = first; end < drawing->rows->len && row_at(drawing, end)->begin > c; end++) continue;
      if (end > first) draw_spanning(drawing, c, first, end);
      else end++;
    }
}

static void drawing_init(Drawing *drawing, const Body *body, const Raster *raster) {
  *drawing = (Drawing){.body = body, .strips = body->strips, .em = body->size};
  drawing->columns = raster->columns;
  drawing->edges = raster->edges;
  drawing->labels = raster->labels;
  drawing->heads = heads_find(body, raster->columns, &drawing->head_end);
  drawing->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  drawing->row_edges = g_array_new(FALSE, FALSE, sizeof(double));
  drawing->cells = g_array_new(FALSE, FALSE, sizeof(Box));
}

/* All but the cells, which go on in what is returned. */
static void drawing_release(Drawing *drawing) {
  GArray *const arrays[] = {drawing->heads, drawing->rows, drawing->row_edges};
  for (unsigned i = 0; i < G_N_ELEMENTS(arrays); i++) g_array_unref(arrays[i]);
}

void drawn_move_ends(Drawn *drawn, double top, double bottom) {
  for (unsigned i = 0; i < drawn->cells->len; i++) {
    Box *cell = &g_array_index(drawn->cells, Box, i);
    if (!(fabs(cell->y1 - drawn->top) > 0)) cell->y1 = top;
    if (!(fabs(cell->y2 - drawn->bottom) > 0)) cell->y2 = bottom;
  }
  drawn->top = top;
  drawn->bottom = bottom;
}

/* Lines set closely stand in the blank that was drawn above and below the table: it ends where they begin. */
static void leave_neighbours(const Drawing *drawing, Drawn *drawn) {
  double top = drawn->top, bottom = drawn->bottom, last = bottom - PADDING * drawing->em;
  for (unsigned i = 0; i < drawing->strips->len; i++) {
    Box line = strip_at(drawing->strips, i)->box;
    if (i < drawing->body->head) top = fmax(top, fmin(line.y2, top + PADDING * drawing->em));
    else if (i > drawing->body->last && line.y1 > last - OVERHANG * drawing->em) bottom = fmin(bottom, line.y1);
  }
  drawn_move_ends(drawn, top, bottom);
}

Drawn body_draw(const Body *body, const Raster *raster) {
  Drawing drawing;
  drawing_init(&drawing, body, raster);
  if (body->rows == 0) drawing.head_end = body->first; /* the rest of what stands over the labels */
  rows_find(&drawing);
  draw_rows(&drawing);
  if (!head_draw(&drawing)) g_array_set_size(drawing.cells, 0);
  Drawn drawn = {.cells = drawing.cells,
                 .labels = drawing.labels,
                 .left = edge_at(drawing.edges, 0),
                 .label = edge_at(drawing.edges, drawing.labels),
                 .right = edge_at(drawing.edges, (int)drawing.edges->len - 1),
                 .top = edge_at(drawing.row_edges, 0),
                 .bottom = edge_at(drawing.row_edges, (int)drawing.row_edges->len - 1)};
  for (unsigned i = 0; i < drawn.cells->len; i++) drawn.top = fmin(drawn.top, g_array_index(drawn.cells, Box, i).y1);
  leave_neighbours(&drawing, &drawn);
  drawing_release(&drawing);
  return drawn;
}
