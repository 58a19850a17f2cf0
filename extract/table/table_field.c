/*
 * Cells that are painted as fields, with a gap or nothing between them, and have no rules.
 *
 *     +-------+ +----+ +----+        Fields that lie side by side hang together as rules do that touch. Only where every
 *     | 行政许可 | | 12 | |  0 |        character of their table stands in a field are they its cells: stripes of colour
 *     +-------+ +----+ +----+        behind every second row, or a shaded head, leave the others without.
 */
#include "table/table_field.h"

#include "table/table_strip.h"
#include "table/table_union.h"

#include <math.h>

/* In ems. Fields nearer than this lie side by side. */
static const double SIDE_BY_SIDE = 0.5;
/* Rows of one table are no farther apart. */
static const double ROWS_GAP = 1.5;
/* A larger part of the page is no cell. */
static const double CELL_SHARE = 0.5;
/* Fields of a page that are looked at; the cells of what a page's end leaves of a table. Bounds. */
enum { FIELDS_MAX = 1500, CELLS_LEAST = 2 };

static bool is_within(Box inner, Box outer, double slack) {
  return inner.x1 >= outer.x1 - slack && inner.x2 <= outer.x2 + slack && inner.y1 >= outer.y1 - slack &&
         inner.y2 <= outer.y2 + slack;
}

/* Whether one of the fields painted over it lies within it: it is the ground of a table. */
static bool is_ground(const GArray *fields, unsigned at, double slack) {
  Box box = g_array_index(fields, Box, at);
  for (unsigned i = at + 1; i < fields->len; i++) {
    Box over = g_array_index(fields, Box, i);
    if (is_within(over, box, slack) && !is_within(box, over, slack)) return true;
  }
  return false;
}

GArray *fields_find(const Sheet *sheet) {
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Box));
  GArray *fields = g_array_new(FALSE, FALSE, sizeof(Box));
  double page = sheet->page->width * sheet->page->height;
  for (unsigned i = 0; i < sheet->page->fields->len && all->len < FIELDS_MAX; i++) {
    Box box = turn_box(g_array_index(sheet->page->fields, Box, i), sheet->turn);
    bool cell = box_height(box) >= sheet->em && box_width(box) >= sheet->em;
    if (cell) g_array_append_val(all, box);
  }
  for (unsigned i = 0; i < all->len; i++) {
    Box box = g_array_index(all, Box, i);
    if (box_width(box) * box_height(box) <= CELL_SHARE * page && !is_ground(all, i, SIDE_BY_SIDE * sheet->em))
      g_array_append_val(fields, box);
  }
  return fields;
}

static bool lie_side_by_side(Box a, Box b, double gap) {
  return a.x1 - gap <= b.x2 && b.x1 - gap <= a.x2 && a.y1 - gap <= b.y2 && b.y1 - gap <= a.y2;
}

/* Whether there is text in the frame, and every character that no table has taken stands in one of the fields. */
static bool holds_all_text(const Sheet *sheet, Box frame, const GArray *fields) {
  unsigned held = 0;
  for (unsigned i = 0; i < sheet->marks->len; i++) {
    const Mark *mark = &g_array_index(sheet->marks, Mark, i);
    if (mark->state != MARK_FREE || !box_holds(frame, mark->box)) continue;
    bool found = false;
    for (unsigned k = 0; k < fields->len && !found; k++) found = box_holds(g_array_index(fields, Box, k), mark->box);
    if (!found) return false;
    held++;
  }
  return held >= CELLS_LEAST;
}

/* Whether all fields are those of one row. */
static bool is_row(const Sheet *sheet, const Frame *frame) {
  for (unsigned i = 1; i < frame->down->len; i++)
    if (g_array_index(frame->down, Span, i).from - g_array_index(frame->down, Span, 0).from > sheet->em) return false;
  return true;
}

/* Whether a single row stands between other lines of the page, or next to one of figures: the other rows of its table
   have no fields, or it is none. */
static bool is_stripe(const Sheet *sheet, const Frame *frame) {
  if (!is_row(sheet, frame)) return false;
  g_autoptr(GPtrArray) strips = strips_find(sheet);
  bool above = false, below = false;
  for (unsigned i = 0; i < strips->len; i++) {
    const Strip *strip = strip_at(strips, i);
    double y = box_middle_y(strip->box), off = fmax(frame->box.y1 - strip->box.y2, strip->box.y1 - frame->box.y2);
    if (y > frame->box.y1 && y < frame->box.y2) continue;
    if (strip->figures > 0 && off <= ROWS_GAP * sheet->em) return true;
    *(y < frame->box.y1 ? &above : &below) = true;
  }
  return above && below;
}

static void add_cell(Frame *frame, Box box) {
  frame_add(frame, &(Span){box.y1, box.x1, box.x2}, true);
  frame_add(frame, &(Span){box.y2, box.x1, box.x2}, true);
  frame_add(frame, &(Span){box.x1, box.y1, box.y2}, false);
  frame_add(frame, &(Span){box.x2, box.y1, box.y2}, false);
}

GPtrArray *tiles_find(const Sheet *sheet) {
  g_autoptr(GArray) fields = fields_find(sheet);
  g_autoptr(Union) sets = union_new(fields->len);
  for (unsigned i = 0; i < fields->len; i++)
    for (unsigned k = 0; k < i; k++)
      if (lie_side_by_side(g_array_index(fields, Box, i), g_array_index(fields, Box, k), SIDE_BY_SIDE * sheet->em))
        union_join(sets, i, k);
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_free);
  g_autofree Frame **of = g_new0(Frame *, fields->len + 1);
  for (unsigned i = 0; i < fields->len; i++) {
    unsigned root = union_find(sets, i);
    if (of[root] == NULL) g_ptr_array_add(frames, of[root] = frame_new());
    add_cell(of[root], g_array_index(fields, Box, i));
  }
  for (unsigned i = frames->len; i-- > 0;) {
    const Frame *frame = g_ptr_array_index(frames, i);
    if (frame->across->len < 2 * CELLS_LEAST || is_stripe(sheet, frame) || !holds_all_text(sheet, frame->box, fields))
      g_ptr_array_remove_index(frames, i);
  }
  return frames;
}
