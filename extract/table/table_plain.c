/*
 * Tables without rules. Prose is not to become one, so figures are the evidence: several lines that end in numbers
 * which stand apart, one below the other.
 *
 *        信息内容       本年制发件数   现行有效件数       head: goes on upwards as long as it is short texts
 *        规章                 0             5       body: lines that end in figures, in the same columns;
 *        行政规范性                                        a line of text left of the columns is part of
 *                             6            39              a label (or a row without figures)
 *        文件
 *     三、收到和处理政府信息公开申请情况                  prose, a heading: the body ends before it
 *
 * A body that convinces is given the rules that its maker did not draw (table_draw.c), and is then read like any
 * other table.
 */
#include "table/table_draw.h"
#include "table/table_frame.h"

#include <math.h>

/* In ems. A gap that sets a short text apart from what stands before it. */
static const double APART = 0.9;
/* Lines of one table follow each other within so much. */
static const double LINES_GAP = 2.6;
/* What stands higher by less stands beside it. */
static const double LINE_STEP = 0.9;
/* A head is printed in the size of the body, within this part; a line larger by so much is a heading below it. */
static const double HEAD_SIZE = 0.15, LARGER = 0.1;
/* A head's text is no wider, of the table's width; a caption stands in its middle, give or take. */
static const double HEAD_WIDTH = 0.5, CAPTION_OFF = 3;
/* Figures of one column, flush or centred, spread no wider than the widest of them and so much. */
static const double COLUMN_SLACK = 0.8;
/* How many of the lines of figures must have a short text before them for it to be a column (units, codes). */
static const double UNIT_SHARE = 0.6;
/* A rule across so much of the figures' width parts rows. */
static const double CUT_SHARE = 0.6;
/* A unit or code is no longer. */
enum { UNIT_LENGTH = 5 };
/* Columns of units, codes; lines of captions between tables that follow each other. */
enum { UNIT_COLUMNS = 2, CAPTION_LINES = 3 };
/* Columns of a table; tables without rules of one page. Bounds. */
enum { COLUMNS_MAX = 64, TABLES_MAX = 64 };
/* Lines of a running head. */
enum { RUNNING_HEAD = 2 };
/* Lines of text between two lines of figures, lines of a head: more is prose. */
enum { TEXTS_MAX = 8, HEAD_MAX = 12 };
/* What convinces: so many lines of figures, or fewer with more columns each. */
enum { ROWS_ENOUGH = 3, ROWS_SOME = 2, COLUMNS_SOME = 3, COLUMNS_ENOUGH = 5 };

static void body_free(gpointer data) {
  Body *body = data;
  if (body == NULL) return;
  g_array_unref(body->columns);
  g_array_unref(body->cuts);
  g_free(body);
}

/* The column that a chunk stands in: overlaps, and no other; -1 when it stands between, -2 when it is over two. */
static int find_column(const GArray *columns, Box box) {
  int found = -1;
  for (unsigned i = 0; i < columns->len; i++) {
    const Interval *column = &g_array_index(columns, Interval, i);
    if (box.x2 <= column->x1 || box.x1 >= column->x2) continue;
    if (found >= 0) return -2;
    found = (int)i;
  }
  return found;
}

static void add_to_column(GArray *columns, Box box, int at) {
  if (at >= 0) {
    Interval *column = &g_array_index(columns, Interval, (unsigned)at);
    *column = (Interval){fmin(column->x1, box.x1), fmax(column->x2, box.x2), fmax(column->widest, box_width(box)),
                         column->count + 1};
    return;
  }
  unsigned i = 0;
  while (i < columns->len && g_array_index(columns, Interval, i).x1 < box.x1) i++;
  Interval column = {box.x1, box.x2, box_width(box), 1};
  g_array_insert_val(columns, i, column);
}

/* Takes a line of figures into the body, if they stand in its columns; false when it does not fit. */
static bool add_figures(Body *body, const Strip *strip) {
  const Chunk *chunks = (const Chunk *)(const void *)strip->chunks->data;
  unsigned n = strip->chunks->len;
  double label_end = n > strip->figures ? chunks[n - strip->figures - 1].box.x2 : -HUGE_VAL;
  int last = -1;
  for (unsigned i = n - strip->figures; i < n; i++) {
    int at = find_column(body->columns, chunks[i].box);
    if (at == -2 || (at >= 0 && at == last)) return false;
    last = at;
  }
  if (body->columns->len > 0 && label_end > g_array_index(body->columns, Interval, 0).x1) return false;
  for (unsigned i = n - strip->figures; i < n; i++)
    add_to_column(body->columns, chunks[i].box, find_column(body->columns, chunks[i].box));
  body->label_end = fmax(body->label_end, label_end);
  body->rows++;
  return true;
}

/* Whether all of a line stands left of the body's figures: a label, or part of one. */
static bool is_label_line(const Body *body, const Strip *strip) {
  return strip->box.x2 < g_array_index(body->columns, Interval, 0).x1;
}

static Body *body_new(unsigned first) {
  Body *body = g_new0(Body, 1);
  body->head = body->first = body->last = first;
  body->label_end = -HUGE_VAL;
  body->columns = g_array_new(FALSE, FALSE, sizeof(Interval));
  body->cuts = g_array_new(FALSE, FALSE, sizeof(double));
  return body;
}

static GPtrArray *find_bodies(const GPtrArray *strips) {
  GPtrArray *bodies = g_ptr_array_new_with_free_func(body_free);
  Body *body = NULL;
  for (unsigned i = 0; i < strips->len; i++) {
    const Strip *strip = strip_at(strips, i);
    bool larger = body != NULL && body->em > 0 && strip->figures == 0 && strip->em > (1 + LARGER) * body->em;
    bool near = body != NULL && !larger && i - body->last <= TEXTS_MAX &&
                strip->box.y1 - strip_at(strips, i - 1)->box.y2 <= LINES_GAP * strip->em;
    if (!near) body = NULL;
    if (strip->figures == 0) {
      if (body != NULL && !is_label_line(body, strip)) body = NULL;
      continue;
    }
    if (body == NULL || !add_figures(body, strip)) {
      body = body_new(i);
      add_figures(body, strip);
      g_ptr_array_add(bodies, body);
    }
    body->last = i;
    if (strip->chunks->len > strip->figures) body->em = fmax(body->em, strip->em);
  }
  return bodies;
}

/* Adds the short texts right before the figures of nearly every line - units, codes - as a column of their own. */
static bool add_unit_column(const GPtrArray *strips, Body *body, unsigned before, unsigned least) {
  g_autoptr(GArray) column = g_array_new(FALSE, FALSE, sizeof(Interval));
  unsigned seen = 0;
  double label_end = -HUGE_VAL;
  for (unsigned i = body->first; i <= body->last; i++) {
    const Strip *strip = strip_at(strips, i);
    if (strip->figures == 0 || strip->chunks->len < strip->figures + before + 1) continue;
    const Chunk *chunk = &g_array_index(strip->chunks, Chunk, strip->chunks->len - strip->figures - before);
    bool apart = chunk->box.x1 - (chunk - 1)->box.x2 >= APART * strip->em;
    if (!apart || chunk->length > UNIT_LENGTH || chunk->marked || column->len > 1) continue;
    add_to_column(column, chunk->box, find_column(column, chunk->box));
    label_end = fmax(label_end, (chunk - 1)->box.x2);
    seen++;
  }
  if (column->len != 1 || seen < UNIT_SHARE * body->rows || seen < least) return false;
  g_array_prepend_val(body->columns, g_array_index(column, Interval, 0));
  body->label_end = label_end;
  return true;
}

/* How a line above the figures looks. */
typedef enum Above { ABOVE_TEXT, ABOVE_HEAD, ABOVE_LABEL } Above;

/* Whether a line is part of the head (over the columns), a label (left of them), or text of another kind. */
static Above look_above(const Body *body, const Strip *strip, double width) {
  const Interval *column = &g_array_index(body->columns, Interval, 0);
  Above above = ABOVE_LABEL;
  for (unsigned i = 0; i < strip->chunks->len; i++) {
    const Chunk *chunk = &g_array_index(strip->chunks, Chunk, i);
    if (chunk->box.x2 <= column->x1) continue;
    above = ABOVE_HEAD;
    bool crosses = chunk->box.x1 < body->label_end && chunk->box.x2 > column->x2;
    if (crosses || chunk->marked || box_width(chunk->box) > HEAD_WIDTH * width) return ABOVE_TEXT;
  }
  return above;
}

/* A line of its own in the middle above the table is its caption, no head. */
static bool is_caption(const Body *body, const Strip *strip, const Strip *below, Box table) {
  if (box_middle_y(below->box) - box_middle_y(strip->box) < LINE_STEP * strip->em) return false;
  if (strip->chunks->len != 1 || body->label_end < table.x1 || g_array_index(strip->chunks, Chunk, 0).marked)
    return false;
  return fabs(box_middle_x(strip->box) - box_middle_x(table)) <= CAPTION_OFF * strip->em;
}

/* Whether nothing but a line or two, well apart, stands above a strip. */
static bool begins_page(const GPtrArray *strips, unsigned at, double em) {
  if (at == 0) return true;
  return at <= RUNNING_HEAD && strip_at(strips, at)->box.y1 - strip_at(strips, at - 1)->box.y2 > LINES_GAP * em;
}

/* How far up from body->first, down to strip `floor`, lines are still the table's. */
static void find_head(const GPtrArray *strips, Body *body, unsigned floor) {
  const Strip *first = strip_at(strips, body->first);
  Box table = first->box;
  for (unsigned i = body->first; i <= body->last; i++) table = box_union(table, strip_at(strips, i)->box);
  unsigned top = body->first;
  while (top > floor && body->first - top < HEAD_MAX) {
    const Strip *strip = strip_at(strips, top - 1), *below = strip_at(strips, top);
    if (strip->figures > 0 || below->box.y1 - strip->box.y2 > LINES_GAP * first->em) break;
    if (fabs(strip->em - first->em) > HEAD_SIZE * first->em) break;
    Above above = look_above(body, strip, box_width(table));
    if (above == ABOVE_TEXT || (top < body->first && is_caption(body, strip, below, table))) break;
    if (above == ABOVE_HEAD) body->head = top - 1;
    top--;
  }
  /* a page that begins, but for a running head, with rows without figures */
  if (body->head == body->first && begins_page(strips, top, first->em)) body->head = top;
}

/* Whether the line above the body's head is a caption, in the middle of `table`. */
static bool has_caption(const GPtrArray *strips, const Body *body, Box table) {
  if (body->head == 0) return false;
  const Strip *above = strip_at(strips, body->head - 1), *below = strip_at(strips, body->head);
  return above->figures == 0 && below->box.y1 - above->box.y2 <= LINES_GAP * above->em &&
         fabs(above->em - below->em) <= HEAD_SIZE * above->em && is_caption(body, above, below, table);
}

/* Finds the captions of bodies first .. end - 1, which follow each other: bands of one table share its middle. */
static void find_captions(const GPtrArray *strips, const GPtrArray *bodies, unsigned first, unsigned end) {
  Box table = {0};
  for (unsigned i = first; i < end; i++) {
    const Body *body = g_ptr_array_index(bodies, i);
    for (unsigned k = body->head; k <= body->last; k++) {
      Box box = strip_at(strips, k)->box;
      table = i == first && k == body->head ? box : box_union(table, box);
    }
  }
  for (unsigned i = first; i < end; i++) {
    Body *body = g_ptr_array_index(bodies, i);
    body->captioned = has_caption(strips, body, table);
  }
}

/* Whether the columns are columns: no wider than their widest figure, give or take. */
static bool is_aligned(const GPtrArray *strips, const Body *body) {
  double em = strip_at(strips, body->first)->em;
  unsigned aligned = 0;
  for (unsigned i = 0; i < body->columns->len; i++) {
    const Interval *column = &g_array_index(body->columns, Interval, i);
    aligned += column->x2 - column->x1 <= column->widest + COLUMN_SLACK * em;
  }
  return aligned == body->columns->len;
}

/* Whether a head right of the labels has no other below it. */
static bool is_lowest(const GPtrArray *strips, const Body *body, Box head, unsigned strip) {
  if (head.x1 <= body->label_end) return false;
  for (unsigned i = strip + 1; i < body->first; i++) {
    const GArray *below = strip_at(strips, i)->chunks;
    for (unsigned k = 0; k < below->len; k++) {
      Box box = g_array_index(below, Chunk, k).box;
      if (box.x1 < head.x2 && box.x2 > head.x1) return false;
    }
  }
  return true;
}

/* Whether there are more heads, close together, than columns of figures: some are blank, and a row or two do not tell
   which. */
static bool lacks_columns(const GPtrArray *strips, const Body *body) {
  unsigned heads = 0;
  for (unsigned i = body->head; i < body->first; i++) {
    const GArray *chunks = strip_at(strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) heads += is_lowest(strips, body, g_array_index(chunks, Chunk, k).box, i);
  }
  return heads >= COLUMNS_ENOUGH && heads > body->columns->len && body->rows < ROWS_ENOUGH;
}

/* Whether a body, one of `together` lines of figures that follow each other as tables do, is a table. */
static bool is_convincing(const GPtrArray *strips, const Body *body, unsigned together) {
  if (!is_aligned(strips, body) || lacks_columns(strips, body)) return false;
  bool head = body->head < body->first;
  return together >= ROWS_ENOUGH || (body->rows >= ROWS_SOME && body->columns->len >= COLUMNS_SOME) ||
         (head && body->columns->len >= COLUMNS_ENOUGH);
}

/* Lines of figures of the bodies from `at` on that follow each other with nothing but a caption between. */
static unsigned count_together(const GPtrArray *bodies, unsigned at, unsigned *ret_end) {
  unsigned rows = 0, end = at;
  for (; end < bodies->len; end++) {
    const Body *body = g_ptr_array_index(bodies, end), *last = end > at ? g_ptr_array_index(bodies, end - 1) : NULL;
    if (last != NULL && body->head > last->last + CAPTION_LINES) break;
    rows += body->rows;
  }
  *ret_end = end;
  return rows;
}

/* The end of the bodies from `first` on that are bands of one table: between each two stands the caption of one. */
static unsigned bands_end(const GPtrArray *bodies, unsigned first, unsigned end) {
  unsigned next = first + 1;
  for (; next < end; next++) {
    const Body *above = g_ptr_array_index(bodies, next - 1), *below = g_ptr_array_index(bodies, next);
    if (!below->captioned || below->head != above->last + 2) break;
  }
  return next;
}

/* Reads bodies first .. end - 1 as one table, or else each as one. */
static void read_bodies(Sheet *sheet, const GPtrArray *strips, const GPtrArray *bodies, unsigned first, unsigned end,
                        GPtrArray *pieces) {
  if (end - first > 1) {
    g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(Box));
    int labels = bands_draw(strips, bodies, first, end, cells);
    if (labels >= 0) {
      drawn_read(sheet, cells, labels, pieces);
      return;
    }
  }
  for (unsigned i = first; i < end; i++) {
    Drawn drawn = body_draw(strips, g_ptr_array_index(bodies, i));
    drawn_read(sheet, drawn.cells, drawn.labels, pieces);
    g_array_unref(drawn.cells);
  }
}

/* Whether the next page begins with figures in the same columns. */
static bool is_continued(const Body *body, const Piece *next) {
  if (next == NULL || next->table->ruled || next->table->columns - next->labels != (int)body->columns->len)
    return false;
  for (unsigned i = 0; i < body->columns->len; i++) {
    const Interval *column = &g_array_index(body->columns, Interval, i);
    if (edge_find(next->xs, (column->x1 + column->x2) / 2) != next->labels + (int)i) return false;
  }
  return true;
}

/* The bodies of a sheet that are tables, heads and all; the last may be too short to be one, but for the next page. */
static GPtrArray *find_convincing(const GPtrArray *strips, const Piece *next) {
  g_autoptr(GPtrArray) bodies = find_bodies(strips);
  GPtrArray *tables = g_ptr_array_new_with_free_func(body_free);
  for (unsigned i = 0, floor = 0; i < bodies->len; i++) {
    Body *body = g_ptr_array_index(bodies, i);
    bool begun =
        i + 1 == bodies->len && next != NULL && !next->table->ruled; /* its columns are seen on the next page */
    unsigned least = begun ? 1 : ROWS_SOME;
    for (unsigned before = 1; before <= UNIT_COLUMNS && add_unit_column(strips, body, before, least); before++)
      continue;
    find_head(strips, body, floor);
    floor = body->last + 1;
  }
  for (unsigned first = 0, end; first < bodies->len; first = end) {
    unsigned together = count_together(bodies, first, &end);
    find_captions(strips, bodies, first, end);
    for (unsigned i = first; i < end && tables->len < TABLES_MAX; i++) {
      const Body *body = g_ptr_array_index(bodies, i);
      bool begun = i + 1 == bodies->len && is_aligned(strips, body) && is_continued(body, next);
      if (body->columns->len > COLUMNS_MAX || (!begun && !is_convincing(strips, body, together))) continue;
      g_ptr_array_add(tables, g_steal_pointer(&bodies->pdata[i]));
    }
  }
  return tables;
}

/* Notes where what is painted across most of a body's figures parts its rows. */
static void find_cuts(Body *body, const GArray *spans) {
  double from = g_array_index(body->columns, Interval, 0).x1;
  double to = g_array_index(body->columns, Interval, body->columns->len - 1).x2;
  for (unsigned i = 0; i < spans->len; i++) {
    const Span *span = &g_array_index(spans, Span, i);
    if (fmin(to, span->to) - fmax(from, span->from) >= CUT_SHARE * (to - from))
      g_array_append_val(body->cuts, span->at);
  }
}

void plain_find(Sheet *sheet, const Piece *next, GPtrArray *pieces) {
  g_autoptr(GPtrArray) strips = strips_find(sheet), bodies = find_convincing(strips, next);
  g_autoptr(GArray) spans = spans_across(sheet);
  for (unsigned i = 0; i < bodies->len; i++) find_cuts(g_ptr_array_index(bodies, i), spans);
  if (bodies->len > 0) {
    Body *last = g_ptr_array_index(bodies, bodies->len - 1);
    last->rest = is_continued(last, next) ? next : NULL;
  }
  for (unsigned first = 0, end; first < bodies->len; first = end) {
    end = bands_end(bodies, first, bodies->len);
    read_bodies(sheet, strips, bodies, first, end, pieces);
  }
}
