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
static const double WRAPPED_GAP = 0.4;
/* And within so much of the least step from line to line. */
static const double SAME_STEP = 1.15;
/* Texts whose middles differ by less stand one below the other. */
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
    if (fabs(box_middle_x(*block) - box_middle_x(line)) > SAME_MIDDLE * em) continue;
    *block = box_union(*block, line);
    return;
  }
  g_array_append_val(blocks, line);
}

/* The chunks of labels: all that ends left of the first column, below the head. */
static GArray *label_chunks(const Drawing *drawing) {
  GArray *labels = g_array_new(FALSE, FALSE, sizeof(Box));
  double end = g_array_index(drawing->body->columns, Interval, 0).x1;
  for (unsigned i = drawing->head_end; i <= drawing->body->last; i++) {
    const GArray *chunks = strip_at(drawing->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      Box box = g_array_index(chunks, Chunk, k).box;
      if (box.x2 <= end) g_array_append_val(labels, box);
    }
  }
  return labels;
}

static int compare_begin(const void *a, const void *b) {
  const Box *p = a, *q = b;
  return (p->x1 > q->x1) - (p->x1 < q->x1);
}

/* Whether a column of labels begins at x; `ret_end` is where those before it end. */
static bool begins_column(const GArray *labels, double x, double em, double *ret_end) {
  unsigned begin = 0, end = 0, across = 0;
  *ret_end = -HUGE_VAL;
  for (unsigned i = 0; i < labels->len; i++) {
    const Box *box = &g_array_index(labels, Box, i);
    if (box->x1 >= x - OVERHANG * em) {
      begin += box->x1 <= x + SAME_BEGIN * em;
    } else if (box->x2 <= x) {
      end++;
      *ret_end = fmax(*ret_end, box->x2);
    } else across++;
  }
  return begin >= BEGIN_RIGHT && end >= END_LEFT && across <= ACROSS_SHARE * begin;
}

/* Whether the rest of the table, on the next page, has a column of labels that begins at x. */
static bool begins_in_rest(const Body *body, double x, double em) {
  if (body->rest == NULL) return false;
  for (int i = 1; i < body->rest->labels; i++) {
    double past = x - edge_at(body->rest->xs, i);
    if (past >= 0 && past <= SAME_BEGIN * em) return true;
  }
  return false;
}

/* The sides of all columns. */
static void find_edges(Drawing *drawing) {
  g_autoptr(GArray) labels = label_chunks(drawing);
  double em = drawing->em, last = column_at(drawing, 0)->x1 - PADDING * em, label_end = -HUGE_VAL;
  g_array_sort(labels, compare_begin);
  if (labels->len > 0) {
    last = g_array_index(labels, Box, 0).x1 - PADDING * em;
    g_array_append_val(drawing->edges, last);
  }
  for (unsigned i = 0; i < labels->len; i++) {
    const Box *box = &g_array_index(labels, Box, i);
    double before, edge;
    label_end = fmax(label_end, box->x2);
    if (labels->len > LABEL_CHUNKS_MAX || drawing->edges->len >= LABELS_MAX || box->x1 < last + SAME_BEGIN * em)
      continue;
    if (!begins_column(labels, box->x1, em, &before) && !begins_in_rest(drawing->body, box->x1, em)) continue;
    last = box->x1;
    edge = isfinite(before) ? (before + box->x1) / 2 : box->x1 - OVERHANG * em;
    g_array_append_val(drawing->edges, edge);
  }
  drawing->labels = (int)drawing->edges->len;
  double end = labels->len > 0 ? label_end : column_at(drawing, 0)->x1 - 2 * PADDING * em;
  for (unsigned i = 0; i <= drawing->columns->len; i++) {
    double next = i < drawing->columns->len ? column_at(drawing, i)->x1 : end + 2 * PADDING * em,
           edge = (end + next) / 2;
    g_array_append_val(drawing->edges, edge);
    if (i < drawing->columns->len) end = column_at(drawing, i)->x2;
  }
}

/* The labels that stand in one column, from the top down, between two heights. */
static GArray *spanning_labels(const Drawing *drawing, int column, double top, double bottom) {
  GArray *blocks = g_array_new(FALSE, FALSE, sizeof(Box));
  double begin = edge_at(drawing->edges, column), end = edge_at(drawing->edges, column + 1);
  for (unsigned i = drawing->head_end; i <= drawing->body->last; i++) {
    const Strip *strip = strip_at(drawing->strips, i);
    for (unsigned k = 0; k < strip->chunks->len; k++) {
      const Chunk *chunk = &g_array_index(strip->chunks, Chunk, k);
      double x = box_middle_x(chunk->box), y = box_middle_y(chunk->box);
      if (x > begin && x < end && y > top && y < bottom)
        block_add(blocks, chunk->box, chunk->marked && blocks->len > 0, drawing->em, HUGE_VAL);
    }
  }
  return blocks;
}

/* How far a label's middle is off that of rows first .. end - 1. */
static double off_middle(const Drawing *drawing, const Box *label, unsigned first, unsigned end) {
  double middle = (edge_at(drawing->row_edges, (int)first) + edge_at(drawing->row_edges, (int)end)) / 2;
  return fabs(middle - box_middle_y(*label));
}

/*
 * Where each of `labels` ends, of rows first .. end - 1, so that they are least off the middles of their rows; the first
 * entry is where the first of them begins: rows above it, and below the last, may have their label on another page.
 */
static unsigned *share_rows(const Drawing *drawing, const GArray *labels, unsigned first, unsigned end) {
  unsigned n = labels->len, m = end - first;
  g_autofree double *cost = g_new(double, (size_t)(n + 1) * (m + 1));
  g_autofree unsigned *from = g_new0(unsigned, (size_t)(n + 1) * (m + 1));
  for (unsigned r = 0; r <= m; r++) cost[r] = r > 0 ? NO_LABEL * drawing->em : 0;
  for (unsigned at = m + 1; at < (n + 1) * (m + 1); at++) {
    unsigned i = at / (m + 1), r = at % (m + 1);
    cost[at] = HUGE_VAL;
    for (unsigned begin = i - 1; begin < r; begin++) {
      const Box *label = &g_array_index(labels, Box, i - 1);
      double sum = cost[(i - 1) * (m + 1) + begin] + off_middle(drawing, label, first + begin, first + r);
      if (sum < cost[at]) from[at] = begin;
      cost[at] = fmin(sum, cost[at]);
    }
  }
  unsigned *ends = g_new(unsigned, n + 1), last = m;
  for (unsigned r = 0; r < m; r++)
    if (cost[n * (m + 1) + r] + NO_LABEL * drawing->em < cost[n * (m + 1) + last]) last = r;
  for (unsigned i = n + 1; i-- > 0;) {
    ends[i] = first + last;
    last = from[i * (m + 1) + last];
  }
  return ends;
}

/* Draws the cells of labels that span rows first .. end - 1 in a column. */
static void draw_spanning(Drawing *drawing, int column, unsigned first, unsigned end) {
  double top = edge_at(drawing->row_edges, (int)first), bottom = edge_at(drawing->row_edges, (int)end);
  g_autoptr(GArray) labels = spanning_labels(drawing, column, top, bottom);
  if (labels->len > end - first || labels->len > SPANNING_MAX || end - first > SPANNED_MAX) g_array_set_size(labels, 0);
  g_autofree unsigned *ends = share_rows(drawing, labels, first, end);
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

static void drawing_init(Drawing *drawing, const GPtrArray *strips, const Body *body) {
  *drawing = (Drawing){.strips = strips, .body = body, .em = strip_at(strips, body->first)->em};
  drawing->heads = g_array_new(FALSE, FALSE, sizeof(Box));
  drawing->columns = g_array_copy(body->columns);
  drawing->edges = g_array_new(FALSE, FALSE, sizeof(double));
  drawing->rows = g_array_new(FALSE, FALSE, sizeof(Row));
  drawing->row_edges = g_array_new(FALSE, FALSE, sizeof(double));
  drawing->cells = g_array_new(FALSE, FALSE, sizeof(Box));
}

/* All but the cells, which go on in what is returned. */
static void drawing_release(Drawing *drawing) {
  GArray *const arrays[] = {drawing->heads, drawing->columns, drawing->edges, drawing->rows, drawing->row_edges};
  for (unsigned i = 0; i < G_N_ELEMENTS(arrays); i++) g_array_unref(arrays[i]);
}

Drawn body_draw(const GPtrArray *strips, const Body *body) {
  Drawing drawing;
  drawing_init(&drawing, strips, body);
  head_find(&drawing);
  find_edges(&drawing);
  rows_find(&drawing);
  draw_rows(&drawing);
  if (drawing.head_end > body->head) head_draw(&drawing);
  Drawn drawn = {.cells = drawing.cells,
                 .labels = drawing.labels,
                 .left = edge_at(drawing.edges, 0),
                 .label = edge_at(drawing.edges, drawing.labels),
                 .right = edge_at(drawing.edges, (int)drawing.edges->len - 1),
                 .top = edge_at(drawing.row_edges, 0),
                 .bottom = edge_at(drawing.row_edges, (int)drawing.row_edges->len - 1)};
  for (unsigned i = 0; i < drawn.cells->len; i++) drawn.top = fmin(drawn.top, g_array_index(drawn.cells, Box, i).y1);
  drawing_release(&drawing);
  return drawn;
}
