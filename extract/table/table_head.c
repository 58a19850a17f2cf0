/*
 * The head of a table without rules: which texts stand over which columns.
 *
 *     +------------+-------------------------+       A text over several columns stands in their middle, and those on one
 *     |  行政复议  |         行政诉讼        |       level share all the columns below the text over them. Which texts are
 *     |            +------------+------------+       on one level is tried: the first line, the first two, ... The way
 *     |            |  未经复议  |  复议后    |       that leaves them least off the middles of their columns is taken; when
 *     +---+---+----+---+---+----+---+---+----+       a text is off the middle in all ways, the head is not read.
 *     |维持|纠正|总计|维持|纠正|总计|维持|纠正|总计|
 */
#include "table/table_draw.h"

#include <math.h>

/* In ems. How far a text may reach over what was taken for the end of its cell. */
static const double OVERHANG = 0.3;
/* How far off the middle of its columns a text may stand: in ems, or in parts of the columns' usual step. */
static const double OFF_MIDDLE = 0.8, OFF_STEP = 0.35;
/* Lines follow each other no nearer, in ems; middles that differ by less stand on one line. */
static const double STEP_LEAST = 0.9, SAME_LINE = 0.4;
/* What a column without a text over it costs, in ems that a text may stand off its middle instead; what is cheaper by
   less is chance. */
static const double NO_TEXT = 1, CHANCE = 0.3;
/* The blank above the highest text, in ems. */
static const double PADDING = 0.5;
/* Texts of a head that are looked at; lines of one level, its texts and its columns. Bounds. */
enum { HEADS_MAX = 200, LINES_MAX = 5, LEVEL_MAX = 64 };

static double interval_middle(const Interval *interval) {
  return isnan(interval->middle) ? (interval->x1 + interval->x2) / 2 : interval->middle;
}

/* A head while its texts are put together. */
typedef struct Reading {
  const Body *body;
  const GArray *columns;
  double em;
} Reading;

/* The columns that a text of the head stands over: first and one past the last. */
static bool find_below(const Reading *reading, Box head, unsigned *ret_first, unsigned *ret_end) {
  *ret_first = *ret_end = 0;
  for (unsigned i = 0; i < reading->columns->len; i++) {
    double middle = interval_middle(interval_at(reading->columns, i));
    if (middle < head.x1 - OVERHANG * reading->em || middle > head.x2 + OVERHANG * reading->em) continue;
    if (*ret_end == 0) *ret_first = i;
    *ret_end = i + 1;
  }
  return *ret_end > 0;
}

/* Whether two texts of the head that stand side by side reach under a line on strip `at`. */
static bool has_several_below(const Reading *reading, unsigned at, Box line) {
  double from = HUGE_VAL, to = -HUGE_VAL;
  for (unsigned i = at + 1; i < reading->body->first; i++) {
    const GArray *chunks = strip_at(reading->body->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      Box below = g_array_index(chunks, Chunk, k).box;
      if (below.x1 >= line.x2 || below.x2 <= line.x1) continue;
      from = fmin(from, below.x2);
      to = fmax(to, below.x1);
    }
  }
  return from < to;
}

/* Whether a line on strip `at` stands over several columns: over their middles, or on both sides over what is nearer to
   the next. */
static bool is_over_several(const Reading *reading, unsigned at, Box line) {
  const GArray *columns = reading->columns;
  unsigned first, end;
  if (has_several_below(reading, at, line)) return true;
  if (!find_below(reading, line, &first, &end)) return false;
  if (end - first > 1 || first == 0 || end == columns->len) return end - first > 1;
  double before = interval_middle(interval_at(columns, first - 1)), own = interval_middle(interval_at(columns, first));
  double after = interval_middle(interval_at(columns, end));
  return line.x1 < (before + own) / 2 && line.x2 > (own + after) / 2;
}

/* The step from a text on strip `at` of the head to the next one below it, if both stand over one column or both over
   several; else HUGE_VAL. */
static double step_below(const Reading *reading, unsigned at, Box text) {
  for (unsigned i = at + 1; i < reading->body->first; i++) {
    const GArray *chunks = strip_at(reading->body->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      Box below = g_array_index(chunks, Chunk, k).box;
      if (below.x1 >= text.x2 || below.x2 <= text.x1) continue;
      return is_over_several(reading, at, text) == is_over_several(reading, i, below) ? below.y2 - text.y2 : HUGE_VAL;
    }
  }
  return HUGE_VAL;
}

/* The least step from text to text in the head. */
static double least_step(const Reading *reading) {
  double least = HUGE_VAL;
  for (unsigned i = reading->body->head; i < reading->body->first; i++) {
    const GArray *chunks = strip_at(reading->body->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      double step = step_below(reading, i, g_array_index(chunks, Chunk, k).box);
      if (step >= STEP_LEAST * reading->em) least = fmin(least, step);
    }
  }
  return least;
}

static int compare_middle(const void *a, const void *b) {
  const Head *p = a, *q = b;
  double y = box_middle_y(p->box), z = box_middle_y(q->box);
  return y != z ? (y > z) - (y < z) : (p->box.x1 > q->box.x1) - (p->box.x1 < q->box.x1);
}

/* Adds the texts with these boxes, and tells which are the lowest. */
static GArray *make_heads(const GArray *wide, const GArray *narrow) {
  GArray *heads = g_array_new(FALSE, TRUE, sizeof(Head));
  const GArray *const both[] = {wide, narrow};
  for (unsigned i = 0; i < G_N_ELEMENTS(both); i++)
    for (unsigned k = 0; k < both[i]->len; k++) {
      Head head = {g_array_index(both[i], Box, k), true, -1};
      g_array_append_val(heads, head);
    }
  for (unsigned i = 0; i < heads->len; i++)
    for (unsigned k = 0; k < heads->len; k++) {
      Head *head = &g_array_index(heads, Head, i);
      Box below = head_at(heads, k)->box;
      bool under = box_middle_y(below) > head->box.y2 && below.x1 < head->box.x2 && below.x2 > head->box.x1;
      head->lowest = head->lowest && !under;
    }
  g_array_sort(heads, compare_middle);
  return heads;
}

/* Whether a line may be the rest of the last text over several columns: all lines of a text but the last are full. */
static bool is_rest(const GArray *wide, Box line, double em) {
  for (unsigned i = wide->len; i-- > 0;) {
    Box above = g_array_index(wide, Box, i);
    if (above.x1 < line.x2 && line.x1 < above.x2) return box_width(above) >= box_width(line) - em;
  }
  return false;
}

/* Whether something stands below a text in the part of its head that is on the next page. */
static bool is_above_rest(const Head *head, const Body *rest) {
  for (unsigned i = rest->head; i < rest->first; i++) {
    const GArray *chunks = strip_at(rest->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len; k++) {
      Box below = g_array_index(chunks, Chunk, k).box;
      if (below.x1 < head->box.x2 && below.x2 > head->box.x1) return true;
    }
  }
  return false;
}

/* A line over one column is never the rest of one over several. */
GArray *heads_find(const Body *body, const GArray *columns, unsigned *ret_end) {
  Reading reading = {body, columns, body->size};
  g_autoptr(GArray) wide = g_array_new(FALSE, FALSE, sizeof(Box)), narrow = g_array_new(FALSE, FALSE, sizeof(Box));
  double begin = body_label_end(body) - OVERHANG * reading.em, step = least_step(&reading);
  *ret_end = body->head;
  for (unsigned i = body->head; i < body->first; i++) {
    const GArray *chunks = strip_at(body->strips, i)->chunks;
    for (unsigned k = 0; k < chunks->len && wide->len + narrow->len < HEADS_MAX; k++) {
      Box box = g_array_index(chunks, Chunk, k).box;
      if (box.x1 < begin) continue;
      bool several = is_over_several(&reading, i, box);
      block_add(several ? wide : narrow, box, several && !is_rest(wide, box, reading.em), reading.em, step);
      *ret_end = i + 1;
    }
  }
  GArray *heads = make_heads(wide, narrow);
  for (unsigned i = 0; i < heads->len && body->rest != NULL; i++)
    if (is_above_rest(head_at(heads, i), body->rest)) g_array_index(heads, Head, i).lowest = false;
  return heads;
}

/* Where the texts of one level, from left to right, share columns a .. b - 1: `ends` the column after each, `begins` its
   first. What that costs in ems; HUGE_VAL when it cannot be. */
typedef struct Level {
  unsigned n;
  const Head *texts[LEVEL_MAX];
  unsigned begins[LEVEL_MAX], ends[LEVEL_MAX];
} Level;

/* What it costs that a text stands over columns begin .. end - 1. */
static double off_middle(const Drawing *drawing, const Head *head, unsigned begin, unsigned end) {
  const GArray *columns = drawing->columns;
  if (head->column >= 0) return begin == (unsigned)head->column && end == begin + 1 ? 0 : HUGE_VAL;
  double first = interval_middle(interval_at(columns, begin)), last = interval_middle(interval_at(columns, end - 1));
  double all = interval_middle(interval_at(columns, columns->len - 1)) - interval_middle(interval_at(columns, 0));
  double step = columns->len > 1 ? all / (columns->len - 1) : 0;
  double off = fabs((first + last) / 2 - box_middle_x(head->box));
  return off <= fmax(OFF_MIDDLE * drawing->em, OFF_STEP * step) ? off / drawing->em : HUGE_VAL;
}

static double share_columns(const Drawing *drawing, Level *level, unsigned a, unsigned b) {
  unsigned n = level->n, m = b - a;
  g_autofree double *cost = g_new(double, (size_t)(n + 1) * (m + 1));
  g_autofree int *from = g_new(int, (size_t)(n + 1) * (m + 1)); /* -1: the column before has no text */
  for (unsigned at = 0; at < (n + 1) * (m + 1); at++) {
    unsigned i = at / (m + 1), c = at % (m + 1);
    cost[at] = at == 0 ? 0 : c > 0 ? cost[at - 1] + NO_TEXT : HUGE_VAL;
    from[at] = -1;
    for (unsigned begin = 0; begin < c && i > 0; begin++) {
      double sum = cost[(i - 1) * (m + 1) + begin] + off_middle(drawing, level->texts[i - 1], a + begin, a + c);
      if (!(sum < cost[at])) continue;
      cost[at] = sum;
      from[at] = (int)begin;
    }
  }
  for (unsigned i = n, c = m; i > 0 && isfinite(cost[n * (m + 1) + m]);) {
    int begin = from[i * (m + 1) + c];
    if (begin < 0) {
      c--;
      continue;
    }
    level->begins[--i] = a + (unsigned)begin;
    level->ends[i] = a + c;
    c = (unsigned)begin;
  }
  return cost[n * (m + 1) + m];
}

static bool overlap_across(const Head *a, const Head *b) { return a->box.x1 < b->box.x2 && b->box.x1 < a->box.x2; }

/* Takes the first `n` of the texts as one level; false when one stands below another. */
static bool level_take(Level *level, const GPtrArray *texts, unsigned n) {
  level->n = 0;
  for (unsigned i = 0; i < n && level->n < LEVEL_MAX; i++) {
    const Head *head = g_ptr_array_index(texts, i);
    unsigned at = level->n++;
    for (; at > 0 && level->texts[at - 1]->box.x1 > head->box.x1; at--) level->texts[at] = level->texts[at - 1];
    level->texts[at] = head;
    if ((at > 0 && overlap_across(level->texts[at - 1], head)) ||
        (at + 1 < level->n && overlap_across(head, level->texts[at + 1])))
      return false;
  }
  return level->n == n;
}

/* The texts from `n` on that stand within columns begin .. end - 1. New array. */
static GPtrArray *texts_within(const Drawing *drawing, const GPtrArray *texts, unsigned n, unsigned begin,
                               unsigned end) {
  GPtrArray *within = g_ptr_array_new();
  double from = edge_at(drawing->edges, drawing->labels + (int)begin);
  double to = edge_at(drawing->edges, drawing->labels + (int)end);
  for (unsigned i = n; i < texts->len; i++) {
    const Head *head = g_ptr_array_index(texts, i);
    double x = box_middle_x(head->box);
    if (x >= from && x < to) g_ptr_array_add(within, (gpointer)head);
  }
  return within;
}

static double place_texts(Drawing *drawing, const GPtrArray *texts, unsigned a, unsigned b, double top, bool draw);

/* Places what stands below the texts of a level, and draws these; what it costs. */
static double place_level(Drawing *drawing, const Level *level, const GPtrArray *texts, double top, bool draw) {
  double cost = 0;
  unsigned placed = level->n;
  for (unsigned i = 0; i < level->n; i++) {
    const Head *head = level->texts[i];
    unsigned begin = level->begins[i], end = level->ends[i];
    g_autoptr(GPtrArray) below = texts_within(drawing, texts, level->n, begin, end);
    double bottom = edge_at(drawing->row_edges, 0), highest = HUGE_VAL;
    for (unsigned k = 0; k < below->len; k++) highest = fmin(highest, ((const Head *)below->pdata[k])->box.y1);
    if (below->len > 0) bottom = (head->box.y2 + highest) / 2;
    if (draw) cell_draw(drawing, drawing->labels + (int)begin, drawing->labels + (int)end, top, bottom);
    if (below->len > 0) cost += head->column >= 0 ? HUGE_VAL : place_texts(drawing, below, begin, end, bottom, draw);
    placed += below->len;
  }
  return placed == texts->len ? cost : HUGE_VAL;
}

/* Draws columns a .. b - 1 as far as no text of the level stands over them. */
static void draw_bare(Drawing *drawing, const Level *level, unsigned a, unsigned b, double top) {
  for (unsigned c = a, i = 0; c < b; c++) {
    while (i < level->n && level->ends[i] <= c) i++;
    bool bare = i == level->n || level->begins[i] > c;
    if (bare)
      cell_draw(drawing, drawing->labels + (int)c, drawing->labels + (int)c + 1, top, edge_at(drawing->row_edges, 0));
  }
}

/* Places texts over columns a .. b - 1 in the cheapest way, and draws it if wanted; what it costs, in ems. */
static double place_texts(Drawing *drawing, const GPtrArray *texts, unsigned a, unsigned b, double top, bool draw) {
  double least = HUGE_VAL;
  unsigned best = 0, lines = 0;
  Level level;
  for (unsigned n = 1; n <= texts->len && lines < LINES_MAX; n++) {
    const Head *last = g_ptr_array_index(texts, n - 1), *next = n < texts->len ? g_ptr_array_index(texts, n) : NULL;
    if (next != NULL && box_middle_y(next->box) - box_middle_y(last->box) < SAME_LINE * drawing->em) continue;
    lines++;
    if (!level_take(&level, texts, n)) break;
    double cost = share_columns(drawing, &level, a, b);
    if (isfinite(cost)) cost += place_level(drawing, &level, texts, top, false);
    if (!isfinite(cost) || cost > least + CHANCE) continue;
    least = fmin(least, cost);
    best = n;
  }
  if (!draw || best == 0) return least;
  level_take(&level, texts, best);
  share_columns(drawing, &level, a, b);
  place_level(drawing, &level, texts, top, true);
  draw_bare(drawing, &level, a, b, top);
  return least;
}

/* Which of the columns a lowest text stands over. */
static void settle_columns(Drawing *drawing) {
  for (unsigned i = 0; i < drawing->heads->len; i++) {
    Head *head = &g_array_index(drawing->heads, Head, i);
    if (head->lowest) head->column = MAX(column_find(drawing->columns, head->box.x1, head->box.x2), -1);
  }
}

bool head_draw(Drawing *drawing) {
  settle_columns(drawing);
  g_autoptr(GPtrArray) texts = g_ptr_array_new();
  for (unsigned i = 0; i < drawing->heads->len; i++) {
    Head *head = &g_array_index(drawing->heads, Head, i);
    if (box_middle_x(head->box) > edge_at(drawing->edges, drawing->labels)) g_ptr_array_add(texts, head);
  }
  for (; texts->len > 0; g_ptr_array_remove_index(texts, 0)) { /* what stands above a head may be none of it */
    double top = HUGE_VAL;
    for (unsigned i = 0; i < texts->len; i++) top = fmin(top, ((const Head *)texts->pdata[i])->box.y1);
    top -= PADDING * drawing->em;
    if (!isfinite(place_texts(drawing, texts, 0, drawing->columns->len, top, true))) continue;
    if (drawing->labels > 0) cell_draw(drawing, 0, drawing->labels, top, edge_at(drawing->row_edges, 0));
    return true;
  }
  return drawing->heads->len == 0;
}
