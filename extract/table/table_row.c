/*
 * Which lines of labels belong to which line of figures.
 *
 *        1.申请人无正当理由逾期不         No rule for a gap tells it: makers wrap labels at any width, set them to the top,
 *        补正、行政机关不再处理   0   3     the middle or the bottom of their row, and pad rows by more or less than they
 *        其政府信息公开申请              space lines. So all ways to cut the lines into rows are weighed (by the shortest
 *     （七）总计              46  12     path over lines and figures): a row costs what its label stands off its figures,
 *                                      lines of one label cost the gap between them, a number inside a label, a row
 *     without figures and figures without label cost as much as they are rare. The cheapest of top, middle and bottom wins.
 *     A line left of the last label column may be part of a label that spans rows: it may be passed over.
 */
#include "table/table_draw.h"

#include <limits.h>
#include <math.h>

/* What a way to cut the lines into rows costs, in ems that a label may stand off its figures instead. */
static const double MARK_INSIDE = 2, NO_FIGURES = 0.8, NO_LABEL = 3, PASSED_OVER = 0.4, PASSED_LONE = 1.2, WIDE_GAP = 2,
                    LEFT_BELOW = 0.2;
/* What is cheaper by less is chance. */
static const double LEAST = 1e-6;
/* Lines of a label follow each other within so much of the smallest step from line to line; one that stands farther
   from both its neighbours is alone. */
static const double SAME_STEP = 1.15, LONE_STEP = 1.3;
/* The blank around a cell's text; how far a text may reach over what was taken for the end of its cell. In ems. */
static const double PADDING = 0.5, OVERHANG = 0.3;
/* Lines of one label; lines and figures of a body that are weighed. Bounds. */
enum { LABEL_LINES = 12, LINES_MAX = 600 };

typedef enum Align { ALIGN_MIDDLE, ALIGN_TOP, ALIGN_BOTTOM, ALIGN_COUNT } Align;

/* The rightmost label on a line: of a row of its own, or part of one that spans rows. */
typedef struct Item {
  Box box;
  int column; /* of labels, in which it begins */
  LabelMark mark;
  unsigned strip;
  bool lone;
  bool beside; /* its rows are numbered on across it: it stands in their middle */
} Item;

/* The figures of a row. */
typedef struct Figures {
  Box box;
  unsigned strip;
} Figures;

/* How far the cheapest way has come: with so many items and figures, from where, and at what cost. */
typedef struct Step {
  double cost;
  unsigned items, figures; /* of the step before */
  bool row;                /* from there to here is a row */
} Step;

typedef struct Fit {
  const Drawing *drawing;
  GArray *items;   /* of Item */
  GArray *figures; /* of Figures */
  double pitch;    /* the least step from line to line of a label */
  Align align;
  Step *steps; /* (items + 1) * (figures + 1) */
} Fit;

static const Item *item_at(const Fit *fit, unsigned i) { return &g_array_index(fit->items, Item, i); }
static const Figures *figure_at(const Fit *fit, unsigned i) { return &g_array_index(fit->figures, Figures, i); }
static Step *step_at(const Fit *fit, unsigned items, unsigned figures) {
  return &fit->steps[(size_t)items * (fit->figures->len + 1) + figures];
}

int label_column(const Drawing *drawing, const Chunk *chunk) {
  int column = drawing->labels - 1;
  while (column > 0 && chunk->box.x1 < edge_at(drawing->edges, column) - OVERHANG * drawing->em) column--;
  return MAX(column, 0);
}

/*
 * The column of labels of numbers that nest so deep: the leftmost that holds one and ends with it. A label set in the
 * middle of several columns begins in a later one than its own. INT_MAX when there is none.
 */
static int level_column(const Drawing *drawing, LabelLevel level) {
  int found = INT_MAX;
  for (unsigned i = drawing->head_end; i <= drawing->body->last; i++) {
    const GArray *chunks = strip_at(drawing->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len && level != LABEL_BARE && level != LABEL_PART; k++) {
      const Chunk *chunk = &g_array_index(chunks, Chunk, k);
      int column = label_column(drawing, chunk);
      bool within = chunk->box.x2 <= edge_at(drawing->edges, column + 1) + OVERHANG * drawing->em;
      if (chunk->mark.level == level && within) found = MIN(found, column);
    }
  }
  return found;
}

/* The rightmost label on a line, all its chunks; false when there is none. */
static bool find_item(const Drawing *drawing, const Strip *strip, Item *ret_item) {
  if (drawing->labels == 0) return false;
  double end = edge_at(drawing->edges, drawing->labels);
  unsigned n = 0;
  while (n < strip->chunks->len && box_middle_x(g_array_index(strip->chunks, Chunk, n).box) <= end) n++;
  if (n == 0) return false;
  const Chunk *chunk = &g_array_index(strip->chunks, Chunk, n - 1);
  Item item = {chunk->box, label_column(drawing, chunk), chunk->mark, 0, false, false};
  for (; n > 1 && label_column(drawing, chunk - 1) == item.column; n--) {
    chunk--;
    item.box = box_union(item.box, chunk->box);
    item.mark = chunk->mark;
  }
  item.column = MIN(item.column, level_column(drawing, item.mark.level));
  *ret_item = item;
  return true;
}

/* The number of the nearest label of that level from strip `at` on, upwards or downwards; 0 when there is none. */
static int next_number(const Drawing *drawing, unsigned at, int step, LabelLevel level) {
  for (unsigned i = at; i >= drawing->head_end && i <= drawing->body->last; i += (unsigned)step) {
    const GArray *chunks = strip_at(drawing->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      LabelMark mark = g_array_index(chunks, Chunk, k).mark;
      if (mark.level == level) return mark.number;
    }
  }
  return 0;
}

bool numbers_go_on(const Drawing *drawing, unsigned above, unsigned below, LabelLevel level) {
  if (level != LABEL_HAN && level != LABEL_HAN_ROUND) return false;
  int before = next_number(drawing, above - 1, -1, level + 1), after = next_number(drawing, below + 1, 1, level + 1);
  return before > 0 && after == before + 1;
}

/* The last strip that may be the table's: below the last figures, labels only. */
static unsigned lines_end(const Drawing *drawing) {
  unsigned i = drawing->body->last + 1;
  for (; i < drawing->strips->len; i++) {
    const Strip *strip = strip_at(drawing->strips, i);
    if (strip->figures > 0 || strip->box.x2 > edge_at(drawing->edges, drawing->labels)) break;
  }
  return i;
}

/* Whether two lines are surely not of one row: the lower begins with a mark, or both end in the same. */
static bool are_parted(const Strip *above, const Strip *below) {
  const Chunk *first = &g_array_index(below->chunks, Chunk, 0);
  if (first->mark.level != LABEL_BARE) return true;
  for (unsigned i = 1; i < above->chunks->len; i++)
    for (unsigned k = 1; k < below->chunks->len; k++) {
      const Chunk *a = &g_array_index(above->chunks, Chunk, i), *b = &g_array_index(below->chunks, Chunk, k);
      if (!a->figure && a->hash == b->hash && a->box.x1 < b->box.x2 && b->box.x1 < a->box.x2) return true;
    }
  return false;
}

/* Whether a line without a figure is a row of its own: there is a unit behind its label, and no line beside it goes on
   with its label or its unit. */
static bool is_blank_row(const Drawing *drawing, unsigned at) {
  const Strip *strip = strip_at(drawing->strips, at);
  const Chunk *last = &g_array_index(strip->chunks, Chunk, strip->chunks->len - 1);
  if (strip->figures > 0 || strip->chunks->len < 2) return false;
  if (column_find(drawing->columns, last->box.x1, last->box.x2) < 0) return false;
  return (at == drawing->head_end || are_parted(strip_at(drawing->strips, at - 1), strip)) &&
         (at == drawing->body->last || are_parted(strip, strip_at(drawing->strips, at + 1)));
}

static void find_lines(Fit *fit) {
  const Drawing *drawing = fit->drawing;
  unsigned end = lines_end(drawing);
  for (unsigned i = drawing->head_end; i < end && fit->items->len < LINES_MAX && fit->figures->len < LINES_MAX; i++) {
    const Strip *strip = strip_at(drawing->strips, i);
    Item item;
    if (find_item(drawing, strip, &item)) {
      item.strip = i;
      item.beside = item.column + 1 < drawing->labels && numbers_go_on(drawing, i, i, item.mark.level);
      g_array_append_val(fit->items, item);
    }
    Figures figures = {strip->box, i};
    if (strip->figures > 0 || is_blank_row(drawing, i)) g_array_append_val(fit->figures, figures);
  }
  fit->pitch = HUGE_VAL;
  for (unsigned i = 1; i < fit->items->len; i++) {
    double step = box_middle_y(item_at(fit, i)->box) - box_middle_y(item_at(fit, i - 1)->box);
    if (item_at(fit, i)->column == item_at(fit, i - 1)->column && step > drawing->em / 2)
      fit->pitch = fmin(fit->pitch, step);
  }
  for (unsigned i = 0; i < fit->items->len; i++) {
    Item *item = &g_array_index(fit->items, Item, i);
    double y = box_middle_y(item->box), near = LONE_STEP * fit->pitch;
    item->lone = (i == 0 || y - box_middle_y(item[-1].box) > near) &&
                 (i + 1 == fit->items->len || box_middle_y(item[1].box) - y > near);
  }
}

/* How many cuts lie above. */
static int slot_of(const Fit *fit, double y) { return edge_find(fit->drawing->body->cuts, y); }

static double pass_cost(const Fit *fit, const Item *item) {
  if (item->column + 1 >= fit->drawing->labels) return HUGE_VAL;
  return item->beside ? 0 : item->lone ? PASSED_LONE : PASSED_OVER;
}

/* Whether an item may be a line of the label that begins with another: it stands in the same column, or in a later one
   that the label reaches. */
static bool is_line_of(const Fit *fit, const Item *begin, const Item *item) {
  if (item->column == begin->column) return true;
  bool reaches = begin->box.x2 > edge_at(fit->drawing->edges, begin->column + 1) + OVERHANG * fit->drawing->em;
  return item->column > begin->column && reaches && item->mark.level == LABEL_BARE;
}

/* What items first .. end - 1 cost as lines of one label, others passed over; sets the box of the label. */
static double label_cost(const Fit *fit, unsigned first, unsigned end, Box *ret_box) {
  const Item *begin = item_at(fit, first), *last = begin;
  double cost = 0;
  *ret_box = begin->box;
  for (unsigned i = first + 1; i < end; i++) {
    const Item *item = item_at(fit, i);
    if (!is_line_of(fit, begin, item)) {
      cost += item->column < begin->column ? pass_cost(fit, item) : HUGE_VAL;
      continue;
    }
    double step = box_middle_y(item->box) - box_middle_y(last->box);
    cost += item->mark.level != LABEL_BARE ? MARK_INSIDE : 0;
    cost += WIDE_GAP * fmax(0, step - SAME_STEP * fit->pitch) / fit->drawing->em;
    *ret_box = box_union(*ret_box, item->box);
    last = item;
  }
  bool one_slot = slot_of(fit, box_middle_y(begin->box)) == slot_of(fit, box_middle_y(last->box));
  return one_slot && is_line_of(fit, begin, item_at(fit, end - 1)) ? cost : HUGE_VAL;
}

/* How far a label stands off its figures. */
static double off_figures(const Fit *fit, Box first, Box label, Box last, Box figures) {
  Box at = fit->align == ALIGN_TOP ? first : fit->align == ALIGN_BOTTOM ? last : label;
  if (slot_of(fit, box_middle_y(label)) != slot_of(fit, box_middle_y(figures))) return HUGE_VAL;
  return fabs(box_middle_y(at) - box_middle_y(figures)) / fit->drawing->em;
}

static void take_step(const Fit *fit, unsigned items, unsigned figures, double cost, Step from) {
  Step *step = step_at(fit, items, figures);
  if (!isfinite(cost) || step->cost <= cost) return;
  *step = from;
  step->cost = cost;
}

/* Goes on from a step in every way. */
static void go_on(const Fit *fit, unsigned i, unsigned k) {
  double cost = step_at(fit, i, k)->cost;
  Step row = {0, i, k, true}, none = {0, i, k, false};
  if (!isfinite(cost)) return;
  if (k < fit->figures->len) take_step(fit, i, k + 1, cost + NO_LABEL, row);
  if (i >= fit->items->len) return;
  take_step(fit, i + 1, k, cost + pass_cost(fit, item_at(fit, i)), none);
  for (unsigned end = i + 1; end <= MIN(fit->items->len, i + LABEL_LINES); end++) {
    Box label;
    double lines = label_cost(fit, i, end, &label);
    if (!isfinite(lines)) continue;
    take_step(fit, end, k, cost + lines + NO_FIGURES, row);
    if (k == fit->figures->len) continue;
    double off = off_figures(fit, item_at(fit, i)->box, label, item_at(fit, end - 1)->box, figure_at(fit, k)->box);
    take_step(fit, end, k + 1, cost + lines + off, row);
  }
}

/* Weighs all ways; returns what the cheapest costs. What stands below the last figures need not be the table's. */
static double weigh(const Fit *fit, unsigned *ret_items) {
  unsigned n = fit->items->len, m = fit->figures->len;
  for (size_t i = 0; i < (size_t)(n + 1) * (m + 1); i++) fit->steps[i].cost = HUGE_VAL;
  step_at(fit, 0, 0)->cost = 0;
  for (unsigned i = 0; i <= n; i++)
    for (unsigned k = 0; k <= m; k++) go_on(fit, i, k);
  double last = m > 0 ? figure_at(fit, m - 1)->box.y2 : -HUGE_VAL;
  *ret_items = n;
  double least = step_at(fit, n, m)->cost;
  for (unsigned i = n; i > 0 && !fit->drawing->body->goes_on && item_at(fit, i - 1)->box.y1 >= last; i--) {
    double cost = step_at(fit, i - 1, m)->cost + LEFT_BELOW * (n - i + 1);
    if (cost >= least - LEAST) continue;
    least = cost;
    *ret_items = i - 1;
  }
  return least;
}

static Row read_row(const Fit *fit, const Step *step, unsigned items, unsigned figures) {
  const Drawing *drawing = fit->drawing;
  Row row = {HUGE_VAL, -HUGE_VAL, (double)NAN, MAX(drawing->labels - 1, 0), 0};
  Box box = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
  if (items > step->items) {
    label_cost(fit, step->items, items, &box);
    row.begin = item_at(fit, step->items)->column;
    row.strip = item_at(fit, step->items)->strip;
  }
  if (figures > step->figures) {
    row.figures = box_middle_y(figure_at(fit, step->figures)->box);
    if (items == step->items) {
      box = figure_at(fit, step->figures)->box;
      row.strip = figure_at(fit, step->figures)->strip;
    }
    box.y1 = fmin(box.y1, row.figures - drawing->em / 2);
    box.y2 = fmax(box.y2, row.figures + drawing->em / 2);
  }
  row.y1 = box.y1;
  row.y2 = box.y2;
  return row;
}

/* The rows of the cheapest way, from the last one up. */
static void read_rows(const Fit *fit, unsigned items, GArray *rows) {
  unsigned figures = fit->figures->len;
  while (items > 0 || figures > 0) {
    const Step *step = step_at(fit, items, figures);
    Row row = read_row(fit, step, items, figures);
    if (step->row) g_array_prepend_val(rows, row);
    items = step->items;
    figures = step->figures;
  }
}

static void fit_rows(Fit *fit, GArray *rows) {
  Align best = ALIGN_MIDDLE;
  double least = HUGE_VAL;
  unsigned items = 0;
  for (fit->align = ALIGN_MIDDLE; fit->align < ALIGN_COUNT; fit->align++) {
    double cost = weigh(fit, &items);
    if (cost < least) best = fit->align;
    least = fmin(least, cost);
  }
  fit->align = best;
  if (isfinite(weigh(fit, &items))) read_rows(fit, items, rows);
}

/* Widens the row nearest to a line that has nothing but the rest of a unit. */
static void add_rest(Drawing *drawing, Box line) {
  Row *nearest = NULL;
  double least = HUGE_VAL, y = box_middle_y(line);
  for (unsigned i = 0; i < drawing->rows->len; i++) {
    Row *row = row_at(drawing, i);
    double off = fmax(row->y1 - y, y - row->y2);
    bool parted = edge_find(drawing->body->cuts, y) != edge_find(drawing->body->cuts, (row->y1 + row->y2) / 2);
    if (parted || off >= least) continue;
    nearest = row;
    least = off;
  }
  if (nearest == NULL) return;
  nearest->y1 = fmin(nearest->y1, line.y1);
  nearest->y2 = fmax(nearest->y2, line.y2);
}

static void add_rests(Drawing *drawing) {
  for (unsigned i = drawing->head_end; i <= drawing->body->last; i++) {
    const Strip *strip = strip_at(drawing->strips, i);
    double x = box_middle_x(g_array_index(strip->chunks, Chunk, 0).box);
    if (strip->figures == 0 && x > edge_at(drawing->edges, drawing->labels)) add_rest(drawing, strip->box);
  }
}

/* The edge between two rows: a cut where there is one. */
static double row_edge(const Drawing *drawing, double above, double below) {
  int cut = edge_find(drawing->body->cuts, fmax(above, below));
  bool between = cut >= 0 && edge_at(drawing->body->cuts, cut) > fmin(above, below);
  return between ? edge_at(drawing->body->cuts, cut) : (above + below) / 2;
}

static void find_row_edges(Drawing *drawing) {
  const Body *body = drawing->body;
  double top = drawing->rows->len > 0 ? row_at(drawing, 0)->y1 - PADDING * drawing->em : -HUGE_VAL;
  if (drawing->head_end > body->head) {
    double head = -HUGE_VAL;
    for (unsigned i = body->head; i < drawing->head_end; i++) head = fmax(head, strip_at(drawing->strips, i)->box.y2);
    top = drawing->rows->len > 0 ? row_edge(drawing, head, row_at(drawing, 0)->y1) : head + PADDING * drawing->em;
  }
  g_array_append_val(drawing->row_edges, top);
  for (unsigned i = 0; i < drawing->rows->len; i++) {
    const Row *row = row_at(drawing, i);
    double next = i + 1 < drawing->rows->len ? row_at(drawing, i + 1)->y1 : row->y2 + 2 * PADDING * drawing->em;
    double edge = row_edge(drawing, row->y2, next);
    g_array_append_val(drawing->row_edges, edge);
  }
}

void rows_find(Drawing *drawing) {
  Fit fit = {.drawing = drawing,
             .items = g_array_new(FALSE, FALSE, sizeof(Item)),
             .figures = g_array_new(FALSE, FALSE, sizeof(Figures))};
  find_lines(&fit);
  fit.steps = g_new(Step, (size_t)(fit.items->len + 1) * (fit.figures->len + 1));
  fit_rows(&fit, drawing->rows);
  add_rests(drawing);
  find_row_edges(drawing);
  g_array_unref(fit.items);
  g_array_unref(fit.figures);
  g_free(fit.steps);
}
