#include "table/table_frame.h"

#include "base/median.h"
#include "table/table_field.h"
#include "table/table_union.h"

#include <math.h>
#include <stdlib.h>

/* In ems. Rules nearer than this to one line are one; their pieces (dashes) may lie so far apart along it. */
static const double COLLINEAR = 0.12, PIECES_GAP = 0.4;
/* Rules that end so near to each other touch. */
static const double TOUCH = 0.35;
/* A shorter rule is part of a drawing: no cell is that small. */
static const double SHORTEST = 0.5;
/* A row over all columns of a table that is open at its sides is no higher; so many are looked at. */
static const double OPEN_ROW = 3.5;
enum { OPEN_MAX = 64 };
/* Rules of one direction that are looked at, the longest first; frames of a page, the largest first. Bounds. */
enum { RULES_MAX = 1500, FRAMES_MAX = 64 };

int span_compare(const void *a, const void *b) {
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
  return order != 0 ? order : span_compare(a, b);
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

/* The rules of one direction, and these other spans, merged, by position. */
static GArray *merge_rules(const Sheet *sheet, bool horizontal, const GArray *others) {
  g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(Span));
  if (others != NULL) g_array_append_vals(spans, others->data, others->len);
  for (unsigned i = 0; i < sheet->page->rules->len; i++) {
    const Rule *rule = &g_array_index(sheet->page->rules, Rule, i);
    Box box = turn_box((Box){rule->x1, rule->y1, rule->x2, rule->y2}, sheet->turn);
    if ((box_width(box) > box_height(box)) != horizontal || (box_width(box) <= 0 && box_height(box) <= 0)) continue;
    Span span = horizontal ? (Span){box.y1, box.x1, box.x2} : (Span){box.x1, box.y1, box.y2};
    g_array_append_val(spans, span);
  }
  g_array_sort(spans, span_compare);
  GArray *merged = g_array_new(FALSE, FALSE, sizeof(Span));
  Span *at = (Span *)(void *)spans->data;
  for (unsigned first = 0, end; first < spans->len; first = end) {
    for (end = first + 1; end < spans->len && at[end].at - at[first].at <= COLLINEAR * sheet->em; end++) continue;
    merge_pieces(at + first, end - first, sheet->em, merged);
  }
  g_array_sort(merged, compare_length);
  if (merged->len > RULES_MAX) g_array_set_size(merged, RULES_MAX);
  g_array_sort(merged, span_compare);
  return merged;
}

Frame *frame_new(void) {
  Frame *frame = g_new0(Frame, 1);
  frame->across = g_array_new(FALSE, FALSE, sizeof(Span));
  frame->down = g_array_new(FALSE, FALSE, sizeof(Span));
  return frame;
}

void frame_free(Frame *frame) {
  g_array_unref(frame->across);
  g_array_unref(frame->down);
  g_free(frame);
}

GArray *spans_across(const Sheet *sheet) {
  g_autoptr(GArray) fields = fields_find(sheet), sides = g_array_new(FALSE, FALSE, sizeof(Span));
  for (unsigned i = 0; i < fields->len; i++) {
    Box box = g_array_index(fields, Box, i);
    Span both[] = {{box.y1, box.x1, box.x2}, {box.y2, box.x1, box.x2}};
    g_array_append_vals(sides, both, G_N_ELEMENTS(both));
  }
  return merge_rules(sheet, true, sides);
}

static bool do_touch(const Span *h, const Span *v, double touch) {
  return v->at >= h->from - touch && v->at <= h->to + touch && h->at >= v->from - touch && h->at <= v->to + touch;
}

static void join_crossing(const GArray *across, const GArray *down, double touch, Union *sets) {
  for (unsigned i = 0; i < across->len; i++) {
    const Span *h = &g_array_index(across, Span, i);
    for (unsigned k = 0; k < down->len; k++) {
      const Span *v = &g_array_index(down, Span, k);
      if (v->at > h->to + touch) break;
      if (do_touch(h, v, touch)) union_join(sets, i, across->len + k);
    }
  }
}

/* How many of `others` a rule touches. */
static unsigned count_touching(const Span *span, bool horizontal, const GArray *others, double touch) {
  unsigned n = 0;
  for (unsigned i = 0; i < others->len; i++) {
    const Span *other = &g_array_index(others, Span, i);
    n += horizontal ? do_touch(span, other, touch) : do_touch(other, span, touch);
  }
  return n;
}

/*
 * Takes out a frame around the page, which a table that runs off the page may cross: its highest and its lowest rule
 * touch none but the two at the sides, and one of those none but these two.
 */
static void drop_page_frame(const Sheet *sheet, GArray *across, GArray *down) {
  if (across->len < 3 || down->len < 3) return; /* nothing but a box: it may be a row, cut by the end of the page */
  double touch = TOUCH * sheet->em;
  unsigned sides[] = {0, down->len - 1};
  const Span *top = &g_array_index(across, Span, 0), *bottom = &g_array_index(across, Span, across->len - 1);
  for (unsigned i = 0; i < 2; i++) {
    const Span *side = &g_array_index(down, Span, sides[i]);
    if (!do_touch(top, side, touch) || !do_touch(bottom, side, touch)) continue;
    if (count_touching(side, false, across, touch) != 2 || count_touching(top, true, down, touch) != 2 ||
        count_touching(bottom, true, down, touch) != 2)
      continue;
    double from = top->from, to = top->to;
    g_array_remove_index(across, across->len - 1);
    g_array_remove_index(across, 0);
    for (unsigned k = down->len; k-- > 0;) {
      double at = g_array_index(down, Span, k).at;
      if (fabs(at - from) <= touch || fabs(at - to) <= touch) g_array_remove_index(down, k);
    }
    return;
  }
}

/* Whether a rule across has no rule downwards at its ends. */
static bool is_open(const Span *h, const GArray *down, double touch) {
  for (unsigned i = 0; i < down->len; i++) {
    const Span *v = &g_array_index(down, Span, i);
    bool meets = h->at >= v->from - touch && h->at <= v->to + touch;
    if (meets && (fabs(v->at - h->from) <= touch || fabs(v->at - h->to) <= touch)) return false;
  }
  return true;
}

/* Whether what stands between two rules may be a row: one line, and no numbered heading. */
static bool is_row_between(const Sheet *sheet, const Span *above, const Span *below) {
  g_autoptr(GPtrArray) glyphs = g_ptr_array_new();
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    double y = box_middle_y(mark->box);
    if (mark->state == MARK_FREE && y > above->at && y < below->at) g_ptr_array_add(glyphs, (gpointer)mark->glyph);
  }
  g_autoptr(GPtrArray) lines = line_build_turned((const Glyph *const *)glyphs->pdata, glyphs->len, sheet->turn);
  return lines->len == 1 && !label_has_mark(((const Line *)g_ptr_array_index(lines, 0))->text);
}

/* Joins the parts of a table that is open at its sides: a row over all columns has no rules downwards to hang on. */
static void join_open(const Sheet *sheet, const GArray *across, const GArray *down, Union *sets) {
  double touch = TOUCH * sheet->em;
  for (unsigned i = 1, tried = 0; i < across->len && tried < OPEN_MAX; i++) {
    const Span *below = &g_array_index(across, Span, i), *above = below - 1;
    if (below->at - above->at > OPEN_ROW * sheet->em || fabs(below->from - above->from) > touch) continue;
    if (fabs(below->to - above->to) > touch || union_find(sets, i) == union_find(sets, i - 1)) continue;
    if (!is_open(above, down, touch) || !is_open(below, down, touch)) continue;
    tried++;
    if (is_row_between(sheet, above, below)) union_join(sets, i, i - 1);
  }
}

void frame_add(Frame *frame, const Span *span, bool horizontal) {
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

GPtrArray *frames_find(const Sheet *sheet) {
  g_autoptr(GArray) across = merge_rules(sheet, true, NULL), down = merge_rules(sheet, false, NULL);
  drop_page_frame(sheet, across, down);
  unsigned n = across->len + down->len;
  g_autoptr(Union) sets = union_new(n);
  join_crossing(across, down, TOUCH * sheet->em, sets);
  join_open(sheet, across, down, sets);
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_free);
  g_autofree Frame **of = g_new0(Frame *, n + 1);
  for (unsigned i = 0; i < n; i++) {
    unsigned root = union_find(sets, i);
    if (of[root] == NULL) g_ptr_array_add(frames, of[root] = frame_new());
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
  if (frames->len > FRAMES_MAX) g_ptr_array_remove_range(frames, 0, frames->len - FRAMES_MAX);
  return frames;
}
