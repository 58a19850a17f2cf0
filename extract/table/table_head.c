#include "table/table_draw.h"

#include <math.h>

/* In ems. How far a text may reach over what was taken for the end of its cell; how far off the middle of its columns
   it may stand. */
static const double OVERHANG = 0.3, OFF_MIDDLE = 0.8;
/* Lines follow each other no nearer, in ems. */
static const double STEP_LEAST = 0.9;
/* Texts of a head that are looked at. A bound. */
enum { HEADS_MAX = 200 };

static double interval_middle(const Interval *interval) { return (interval->x1 + interval->x2) / 2; }

/* The columns that a text of the head stands over: first and one past the last. */
static bool find_below(const Drawing *drawing, Box head, unsigned *ret_first, unsigned *ret_end) {
  *ret_first = *ret_end = 0;
  for (unsigned i = 0; i < drawing->columns->len; i++) {
    const Interval *column = &g_array_index(drawing->body->columns, Interval, i);
    double middle = interval_middle(column);
    if (middle < head.x1 - OVERHANG * drawing->em || middle > head.x2 + OVERHANG * drawing->em) continue;
    if (*ret_end == 0) *ret_first = i;
    *ret_end = i + 1;
  }
  return *ret_end > 0;
}

/* Whether a line stands over several columns: over their middles, or on both sides over what is nearer to the next. */
static bool is_over_several(const Drawing *drawing, Box line) {
  const GArray *columns = drawing->body->columns;
  unsigned first, end;
  if (!find_below(drawing, line, &first, &end)) return false;
  if (end - first > 1 || first == 0 || end == columns->len) return end - first > 1;
  double before = interval_middle(&g_array_index(columns, Interval, first - 1));
  double own = interval_middle(&g_array_index(columns, Interval, first));
  double after = interval_middle(&g_array_index(columns, Interval, end));
  return line.x1 < (before + own) / 2 && line.x2 > (own + after) / 2;
}

/* The step from a text on strip `at` of the head to the next one below it, if both stand over one column or both over
   several; else HUGE_VAL. */
static double step_below(const Drawing *drawing, unsigned at, Box text) {
  for (unsigned i = at + 1; i < drawing->body->first; i++) {
    const GArray *chunks = strip_at(drawing->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      Box below = g_array_index(chunks, Chunk, k).box;
      if (below.x1 >= text.x2 || below.x2 <= text.x1) continue;
      return is_over_several(drawing, text) == is_over_several(drawing, below) ? below.y2 - text.y2 : HUGE_VAL;
    }
  }
  return HUGE_VAL;
}

/* The least step from text to text in the head. */
static double least_step(const Drawing *drawing) {
  double least = HUGE_VAL;
  for (unsigned i = drawing->body->head; i < drawing->body->first; i++) {
    const GArray *chunks = strip_at(drawing->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      double step = step_below(drawing, i, g_array_index(chunks, Chunk, k).box);
      if (step >= STEP_LEAST * drawing->em) least = fmin(least, step);
    }
  }
  return least;
}

/* The texts of the head over the columns. A line over one column is never the rest of one over several. */
static void find_texts(Drawing *drawing) {
  const Body *body = drawing->body;
  g_autoptr(GArray) narrow = g_array_new(FALSE, FALSE, sizeof(Box));
  double begin = column_at(drawing, 0)->x1, step = least_step(drawing);
  drawing->head_end = body->head;
  for (unsigned i = body->head; i < body->first; i++) {
    const GArray *chunks = strip_at(drawing->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len && drawing->heads->len + narrow->len < HEADS_MAX; k++) {
      const Chunk *chunk = &g_array_index(chunks, Chunk, k);
      if (chunk->box.x2 <= begin) continue;
      block_add(is_over_several(drawing, chunk->box) ? drawing->heads : narrow, chunk->box, false, drawing->em, step);
      drawing->head_end = i + 1;
    }
  }
  g_array_append_vals(drawing->heads, narrow->data, narrow->len);
}

/* A column is as wide as its figures and the lowest text over them, when that stands over no other. */
static void widen_columns(Drawing *drawing) {
  g_autofree double *lowest = g_new0(double, drawing->columns->len);
  for (unsigned i = drawing->heads->len; i-- > 0;) {
    Box head = g_array_index(drawing->heads, Box, i);
    unsigned first, end;
    if (!find_below(drawing, head, &first, &end) || end - first != 1 || lowest[first] >= head.y2) continue;
    if (lowest[first] > 0) continue;
    lowest[first] = head.y2;
    Interval *column = column_at(drawing, first);
    bool clear = (first == 0 || column_at(drawing, first - 1)->x2 < head.x1) &&
                 (end == drawing->columns->len || column_at(drawing, end)->x1 > head.x2);
    if (!clear) continue;
    column->x1 = fmin(column->x1, head.x1);
    column->x2 = fmax(column->x2, head.x2);
  }
}

void head_find(Drawing *drawing) {
  find_texts(drawing);
  widen_columns(drawing);
}

/* The head while it is drawn, from the figures upwards. */
typedef struct Stack {
  double *top; /* per column: where the cells drawn so far end */
  int *cell;   /* per column: the topmost of them, of drawing->cells; -1 when there is none yet */
} Stack;

/* The columns under a text that spans several: the widest stretch in whose middle it stands, of columns whose own
   cells end below it. */
static bool find_spanned(const Drawing *drawing, const Stack *stack, Box head, unsigned *ret_first, unsigned *ret_end) {
  unsigned n = drawing->columns->len, best = 0;
  for (unsigned first = 0; first < n; first++)
    for (unsigned end = first; end < n && stack->top[end] >= head.y2 - OVERHANG * drawing->em; end++) {
      double middle = (interval_middle(column_at(drawing, first)) + interval_middle(column_at(drawing, end))) / 2;
      if (fabs(middle - box_middle_x(head)) > OFF_MIDDLE * drawing->em || end + 1 - first <= best) continue;
      best = end + 1 - first;
      *ret_first = first;
      *ret_end = end + 1;
    }
  return best > 0 || find_below(drawing, head, ret_first, ret_end);
}

static void draw_text(Drawing *drawing, Stack *stack, Box head) {
  unsigned first, end;
  bool lowest = find_below(drawing, head, &first, &end) && end - first == 1 && stack->cell[first] < 0;
  if (!lowest && !find_spanned(drawing, stack, head, &first, &end)) return;
  double bottom = HUGE_VAL;
  for (unsigned i = first; i < end; i++) bottom = fmin(bottom, stack->top[i]);
  if (bottom <= box_middle_y(head)) return;
  double top = fmin(2 * box_middle_y(head) - bottom, head.y1);
  for (unsigned i = first; i < end; i++) {
    stack->top[i] = top;
    stack->cell[i] = (int)drawing->cells->len;
  }
  cell_draw(drawing, drawing->labels + (int)first, drawing->labels + (int)end, top, bottom);
}

static int compare_end(const void *a, const void *b) {
  const Box *p = a, *q = b;
  int order = (p->y2 < q->y2) - (p->y2 > q->y2);
  return order != 0 ? order : (p->x1 > q->x1) - (p->x1 < q->x1);
}

void head_draw(Drawing *drawing) {
  unsigned n = drawing->columns->len;
  double bottom = edge_at(drawing->row_edges, 0), top = bottom;
  g_autofree double *tops = g_new(double, n);
  g_autofree int *topmost = g_new(int, n);
  for (unsigned i = 0; i < n; i++) {
    tops[i] = bottom;
    topmost[i] = -1;
  }
  Stack stack = {tops, topmost};
  g_array_sort(drawing->heads, compare_end);
  for (unsigned i = 0; i < drawing->heads->len; i++) draw_text(drawing, &stack, g_array_index(drawing->heads, Box, i));
  for (unsigned i = 0; i < n; i++) top = fmin(top, tops[i]);
  for (unsigned i = 0; i < n; i++) {
    int column = drawing->labels + (int)i;
    if (topmost[i] < 0) cell_draw(drawing, column, column + 1, top, bottom);
    else g_array_index(drawing->cells, Box, (unsigned)topmost[i]).y1 = top;
  }
  if (drawing->labels > 0) cell_draw(drawing, 0, drawing->labels, top, bottom);
}
