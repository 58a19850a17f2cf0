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
 */
#include "table/table_frame.h"
#include "table/table_plain.h"

#include <math.h>

/* In ems. A gap that sets a short text apart from what stands before it. */
static const double APART = 0.9;
/* Lines of one table follow each other within so much. */
static const double LINES_GAP = 2.8;
/* What stands higher by less stands beside it. */
static const double LINE_STEP = 0.9;
/* A head is printed in the size of the body, within this part; a line larger by so much is a heading below it. */
static const double HEAD_SIZE = 0.15, LARGER = 0.1;
/* Of digits alone the size is guessed from their width, which makers' fonts do not agree on. */
static const double HEAD_SIZE_OF_DIGITS = 0.35;
/* A head's text is no wider, of the table's width; a caption stands in its middle, give or take. */
static const double HEAD_WIDTH = 0.5, CAPTION_OFF = 3;
/* How many of the lines of figures must have a short text before them for it to be a column (units, codes). */
static const double UNIT_SHARE = 0.6;
/* A rule across so much of the figures' width parts rows. */
static const double CUT_SHARE = 0.6;
/* A unit or code is no longer; it stands before so many lines. */
enum { UNIT_LENGTH = 5, UNIT_LINES = 2 };
/* Columns of units, codes; lines of captions between tables that follow each other; with the heads between bands. */
enum { UNIT_COLUMNS = 2, CAPTION_LINES = 3, BAND_LINES = 6 };
/* Lines of a running head. */
enum { RUNNING_HEAD = 2 };
/* Lines of text between two lines of figures, lines of a head: more is prose. */
enum { TEXTS_MAX = 16, HEAD_MAX = 12 };

void body_free(gpointer data) {
  Body *body = data;
  if (body == NULL) return;
  g_array_unref(body->columns);
  g_array_unref(body->cuts);
  g_free(body);
}

/* The column that a chunk stands in, as column_find(). */
static int find_column(const GArray *columns, const Chunk *chunk) {
  return column_find(columns, chunk->box.x1, chunk->box.x2);
}

static void add_to_column(GArray *columns, const Chunk *chunk) {
  Box box = chunk->box;
  column_add(columns, find_column(columns, chunk), (Interval){box.x1, box.x2, box_width(box), (double)NAN});
}

/* Takes a line of figures into the body, if they stand in its columns; false when it does not fit. */
static bool add_figures(Body *body, const Strip *strip) {
  const Chunk *chunks = (const Chunk *)(const void *)strip->chunks->data;
  unsigned n = strip->chunks->len;
  double label_end = n > strip->figures ? chunks[n - strip->figures - 1].box.x2 : -HUGE_VAL;
  int last = -1;
  for (unsigned i = n - strip->figures; i < n; i++) {
    int at = find_column(body->columns, &chunks[i]);
    if (at == -2 || (at >= 0 && at == last)) return false;
    last = at;
  }
  if (body->columns->len > 0 && label_end > interval_at(body->columns, 0)->x1) return false;
  for (unsigned i = n - strip->figures; i < n; i++) add_to_column(body->columns, &chunks[i]);
  body->label_end = fmax(body->label_end, label_end);
  body->reach = fmax(body->reach, label_end);
  body->rows++;
  return true;
}

/* Whether all of a line stands left of the body's figures, and begins where its labels stand, or with a mark of its own: a
   label, or part of one. */
static bool is_label_line(const Body *body, const Strip *strip) {
  for (unsigned i = 0; i < strip->chunks->len && isfinite(body->reach); i++) {
    const Chunk *chunk = &g_array_index(strip->chunks, Chunk, i);
    if (chunk->box.x1 > body->reach && chunk->mark.level == LABEL_BARE) return false;
  }
  return strip->box.x2 < interval_at(body->columns, 0)->x1;
}

static Body *body_new(Sheet *sheet, const GPtrArray *strips, unsigned first) {
  Body *body = g_new0(Body, 1);
  body->sheet = sheet;
  body->strips = strips;
  body->size = first < strips->len ? strip_at(strips, first)->em : 0;
  body->head = body->first = body->last = first;
  body->label_end = body->reach = -HUGE_VAL;
  body->columns = g_array_new(FALSE, FALSE, sizeof(Interval));
  body->cuts = g_array_new(FALSE, FALSE, sizeof(double));
  return body;
}

static GPtrArray *find_bodies(Sheet *sheet, const GPtrArray *strips) {
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
      if (body != NULL) body->reach = fmax(body->reach, strip->box.x2);
      continue;
    }
    if (body == NULL || !add_figures(body, strip)) {
      body = body_new(sheet, strips, i);
      add_figures(body, strip);
      g_ptr_array_add(bodies, body);
    }
    body->last = i;
    if (strip->chunks->len > strip->figures) body->em = fmax(body->em, strip->em);
  }
  return bodies;
}

/* Adds the short texts right before the figures of nearly every line - units, codes - as a column of their own. */
static bool add_unit_column(Body *body, unsigned before, unsigned least) {
  g_autoptr(GArray) column = g_array_new(FALSE, FALSE, sizeof(Interval));
  unsigned seen = 0;
  double label_end = -HUGE_VAL;
  for (unsigned i = body->first; i <= body->last; i++) {
    const Strip *strip = strip_at(body->strips, i);
    if (strip->figures == 0 || strip->chunks->len < strip->figures + before + 1) continue;
    const Chunk *chunk = &g_array_index(strip->chunks, Chunk, strip->chunks->len - strip->figures - before);
    bool apart = chunk->box.x1 - (chunk - 1)->box.x2 >= APART * strip->em;
    if (!apart || chunk->length > UNIT_LENGTH || chunk->mark.level != LABEL_BARE || column->len > 1) continue;
    add_to_column(column, chunk);
    label_end = fmax(label_end, (chunk - 1)->box.x2);
    seen++;
  }
  if (column->len != 1 || seen < UNIT_SHARE * body->rows || seen < least) return false;
  g_array_prepend_val(body->columns, g_array_index(column, Interval, 0));
  body->label_end = label_end;
  return true;
}

/* Takes in the rows above whose figures are blank: a numbered label, and nothing beside it but its unit. */
static void find_blanks_above(Body *body, unsigned floor) {
  while (body->first > floor) {
    const Strip *strip = strip_at(body->strips, body->first - 1);
    const Chunk *first = &g_array_index(strip->chunks, Chunk, 0);
    const Chunk *last = &g_array_index(strip->chunks, Chunk, strip->chunks->len - 1);
    int at = column_find(body->columns, last->box.x1, last->box.x2);
    bool unit = at >= 0 && at + 1 < (int)body->columns->len && strip->chunks->len > 1;
    if (!unit || first->mark.number == 0 || first->box.x1 > body->label_end) return;
    body->first--;
  }
}

/* How a line above the figures looks. */
typedef enum Above { ABOVE_TEXT, ABOVE_HEAD, ABOVE_LABEL } Above;

/* Whether a line is part of the head (over the columns), a label (left of them), or text of another kind. */
static Above look_above(const Body *body, const Strip *strip, double width) {
  const Interval *column = interval_at(body->columns, 0);
  Above above = ABOVE_LABEL;
  for (unsigned i = 0; i < strip->chunks->len; i++) {
    const Chunk *chunk = &g_array_index(strip->chunks, Chunk, i);
    bool beside = i > 0 && isfinite(body->reach) && chunk->box.x1 > body->reach; /* its figures are flush right */
    if (chunk->box.x2 <= column->x1 && !beside) continue;
    above = ABOVE_HEAD;
    bool crosses = chunk->box.x1 < body->label_end && chunk->box.x2 > column->x2;
    if (crosses || chunk->leader || chunk->mark.level != LABEL_BARE || box_width(chunk->box) > HEAD_WIDTH * width)
      return ABOVE_TEXT;
  }
  return above;
}

/* A line of its own in the middle above the table is its caption, no head. */
static bool is_caption(const Body *body, const Strip *strip, const Strip *below, Box table) {
  if (box_middle_y(below->box) - box_middle_y(strip->box) < LINE_STEP * strip->em) return false;
  if (strip->chunks->len != 1 || body->label_end < table.x1 ||
      g_array_index(strip->chunks, Chunk, 0).mark.level != LABEL_BARE)
    return false;
  return fabs(box_middle_x(strip->box) - box_middle_x(table)) <= CAPTION_OFF * strip->em;
}

/* Whether nothing but a line or two, well apart, stands above a strip. */
static bool begins_page(const GPtrArray *strips, unsigned at, double em) {
  if (at == 0) return true;
  return at <= RUNNING_HEAD && at < strips->len &&
         strip_at(strips, at)->box.y1 - strip_at(strips, at - 1)->box.y2 > LINES_GAP * em;
}

/* Around the lines of figures. */
static Box body_box(const Body *body) {
  Box box = strip_at(body->strips, body->first)->box;
  for (unsigned i = body->first; i <= body->last; i++) box = box_union(box, strip_at(body->strips, i)->box);
  return box;
}

/* How far up from body->first, down to strip `floor`, lines are still the table's, which is as wide as `table`. */
static void find_head(Body *body, unsigned floor, Box table) {
  const GPtrArray *strips = body->strips;
  unsigned top = body->first;
  double size_off = (body->em > 0 ? HEAD_SIZE : HEAD_SIZE_OF_DIGITS) * body->size;
  while (top > floor && body->first - top < HEAD_MAX) {
    const Strip *strip = strip_at(strips, top - 1), *below = top < strips->len ? strip_at(strips, top) : NULL;
    if (strip->figures > 0 || (below != NULL && below->box.y1 - strip->box.y2 > LINES_GAP * body->size)) break;
    if (fabs(strip->em - body->size) > size_off) break;
    Above above = look_above(body, strip, box_width(table));
    if (above == ABOVE_TEXT || (top < body->first && is_caption(body, strip, below, table))) break;
    if (above == ABOVE_HEAD) body->head = top - 1;
    top--;
  }
  /* a page that begins, but for a running head, with rows without figures */
  if (body->head == body->first && begins_page(strips, top, body->size)) body->head = top;
}

/* Whether the line above the body's head is a caption, in the middle of `table`. */
static bool has_caption(const Body *body, Box table) {
  const GPtrArray *strips = body->strips;
  if (body->head == 0) return false;
  const Strip *above = strip_at(strips, body->head - 1), *below = strip_at(strips, body->head);
  return above->figures == 0 && below->box.y1 - above->box.y2 <= LINES_GAP * above->em &&
         fabs(above->em - below->em) <= HEAD_SIZE * above->em && is_caption(body, above, below, table);
}

/* Finds the captions of bodies first .. end - 1, which follow each other: bands of one table share its middle. */
static void find_captions(const GPtrArray *bodies, unsigned first, unsigned end) {
  Box table = {0};
  for (unsigned i = first; i < end; i++) {
    const Body *body = g_ptr_array_index(bodies, i);
    for (unsigned k = body->head; k <= body->last; k++) {
      Box box = strip_at(body->strips, k)->box;
      table = i == first && k == body->head ? box : box_union(table, box);
    }
  }
  for (unsigned i = first; i < end; i++) {
    Body *body = g_ptr_array_index(bodies, i);
    body->captioned = has_caption(body, table);
  }
}

/* Notes where what is painted across most of a body's figures parts its rows. */
static void find_cuts(Body *body, const GArray *spans) {
  double from = interval_at(body->columns, 0)->x1;
  double to = interval_at(body->columns, body->columns->len - 1)->x2;
  for (unsigned i = 0; i < spans->len; i++) {
    const Span *span = &g_array_index(spans, Span, i);
    if (fmin(to, span->to) - fmax(from, span->from) >= CUT_SHARE * (to - from))
      g_array_append_val(body->cuts, span->at);
  }
}

/* The end of the bodies from `at` on that follow each other with no more than so many lines between. */
static unsigned together_end(const GPtrArray *bodies, unsigned at, unsigned lines) {
  unsigned end = at + 1;
  while (end < bodies->len && body_at(bodies, end)->head <= body_at(bodies, end - 1)->last + lines) end++;
  return end;
}

/* Finds the heads of bodies first .. end - 1, that may be bands of one table: its middle is theirs. */
static void find_heads(const GPtrArray *bodies, unsigned first, unsigned end, const GArray *spans) {
  Box table = body_box(body_at(bodies, first));
  for (unsigned i = first + 1; i < end; i++) table = box_union(table, body_box(body_at(bodies, i)));
  for (unsigned i = first; i < end; i++) {
    Body *body = body_at(bodies, i);
    unsigned floor = i > 0 ? body_at(bodies, i - 1)->last + 1 : 0;
    unsigned least = i == 0 || i + 1 == bodies->len ? 1 : UNIT_LINES; /* the other lines may be on another page */
    for (unsigned before = 1; before <= UNIT_COLUMNS && add_unit_column(body, before, least); before++) continue;
    find_blanks_above(body, floor);
    find_head(body, floor, table);
    find_cuts(body, spans);
  }
}

GPtrArray *bodies_find(Sheet *sheet, const GPtrArray *strips) {
  GPtrArray *bodies = find_bodies(sheet, strips);
  g_autoptr(GArray) spans = spans_across(sheet);
  for (unsigned first = 0, end; first < bodies->len; first = end) {
    end = together_end(bodies, first, BAND_LINES);
    find_heads(bodies, first, end, spans);
  }
  for (unsigned first = 0, end; first < bodies->len; first = end) {
    end = together_end(bodies, first, CAPTION_LINES);
    find_captions(bodies, first, end);
  }
  return bodies;
}

bool body_has_head(const Body *body) {
  for (unsigned i = body->head; i < body->first; i++)
    if (!is_label_line(body, strip_at(body->strips, i))) return true;
  return false;
}

bool body_ends_before(const Body *body, unsigned strip) {
  for (unsigned i = body->last + 1; i < strip; i++)
    if (!is_label_line(body, strip_at(body->strips, i))) return false;
  return true;
}

bool body_ends_page(const Body *body) { return body_ends_before(body, body->strips->len); }

bool body_begins_page(const Body *body) { return begins_page(body->strips, body->head, body->size); }

Body *body_head_before(const Body *body, Sheet *sheet, const GPtrArray *strips, unsigned floor) {
  Body *head = body_new(sheet, strips, strips->len);
  g_array_unref(head->columns);
  head->columns = g_array_ref(body->columns);
  head->label_end = body->label_end;
  head->reach = body->reach;
  head->size = body->size;
  head->em = body->em;
  find_head(head, floor, body_box(body));
  head->last = head->first - 1;
  head->captioned = head->head < head->first && has_caption(head, body_box(body));
  head->goes_on = true;
  head->rest = body;
  if (head->head < head->first) return head;
  body_free(head);
  return NULL;
}
