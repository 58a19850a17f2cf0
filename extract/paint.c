/*
 * From drawing operators to rules.
 *
 * Makers of PDFs draw the lines of a table in four ways, and all must come out as the same Rule:
 *
 *    a stroke          a thin box, filled     the edge of a stroked box     a frame: two boxes, filled between
 *
 *    x1,y ---- x2,y     +--------------+           +=====                       +----------------
 *                       +--------------+           |                            |  +-------------
 *    m l S              re f                       re S                         re re f*
 *
 * So whatever is painted becomes a box of paint first, and a box that is thin and long is a rule along its middle;
 * any other box is an area (a shaded head, a picture), remembered because white print upon it can be read.
 * What is near white leaves no mark on paper and is no rule, unless it parts dark areas. Clipping is kept as one
 * box, the bounds of the clipping path: tables are clipped by rectangles (Chromium's page ends, the cells of WPS).
 */
#include "paint.h"

#include "bounds.h"
#include "scan.h"

#include <math.h>

/* A stroke this little out of level is level: coordinates are rounded by the maker, pages are turned by matrices. */
static const double LEVEL = 0.3;
/* The lightest table lines in use (#e7e7e7) have 0.91 of full brightness. */
static const double LIGHT = 0.97;
enum { OPERANDS = 8 };

typedef struct Colour {
  ColourKind kind;
  bool light;
} Colour;

typedef struct State {
  Matrix matrix;
  Box clip;
  Colour stroke, fill;
  double line_width;
} State;

typedef struct Point {
  double x, y;
  bool starts; /* a subpath */
  bool curved; /* the way here is no straight line */
} Point;

typedef struct Painter {
  Scan scan;
  State state;
  GArray *states;     /* of State, saved by q */
  GArray *path;       /* of Point, on the page */
  double operand[OPERANDS]; /* the last numbers before the operator */
  unsigned operands;  /* how many there were, at most OPERANDS */
  bool clips;         /* W was seen: the path clips once it is painted */
  unsigned depth;     /* of forms */
  unsigned resources;
  const PaintSource *source;
  Ink *ink;
  unsigned *operators; /* counted over all forms */
} Painter;

static const Box EVERYWHERE = { -1e6, -1e6, 1e6, 1e6 };

static Matrix matrix_multiply(Matrix m, Matrix n) {
  return (Matrix){ m.a * n.a + m.b * n.c,       m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
                   m.c * n.b + m.d * n.d,       m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f };
}

static Point matrix_apply(Matrix m, double x, double y) {
  return (Point){ .x = m.a * x + m.c * y + m.e, .y = m.b * x + m.d * y + m.f };
}

static Box box_of_points(const Point *points, unsigned n) {
  Box box = { points[0].x, points[0].y, points[0].x, points[0].y };
  for (unsigned i = 1; i < n; i++) {
    box.x1 = fmin(box.x1, points[i].x);
    box.y1 = fmin(box.y1, points[i].y);
    box.x2 = fmax(box.x2, points[i].x);
    box.y2 = fmax(box.y2, points[i].y);
  }
  return box;
}

static Box box_on_page(Matrix m, Box box) {
  Point corners[4] = { matrix_apply(m, box.x1, box.y1), matrix_apply(m, box.x2, box.y1), matrix_apply(m, box.x1, box.y2),
                       matrix_apply(m, box.x2, box.y2) };
  return box_of_points(corners, 4);
}

/* May leave nothing: a box with x1 > x2 or y1 > y2, which holds no point. */
static Box box_clip(Box a, Box clip) {
  return (Box){ fmax(a.x1, clip.x1), fmax(a.y1, clip.y1), fmin(a.x2, clip.x2), fmin(a.y2, clip.y2) };
}

static void add_point(Painter *painter, double x, double y, bool starts, bool curved) {
  if (painter->path->len >= LIMIT_PATH_POINTS) {
    painter->ink->trouble = "a path has too many points";
    return;
  }
  Point point = matrix_apply(painter->state.matrix, x, y);
  point.starts = starts || painter->path->len == 0;
  point.curved = curved;
  g_array_append_val(painter->path, point);
}

/* The number `back` operands before the operator, 1 being the last. */
static double operand(const Painter *painter, unsigned back) {
  return back <= painter->operands ? painter->operand[painter->operands - back] : 0;
}

static void add_rectangle(Painter *painter) {
  double x = operand(painter, 4), y = operand(painter, 3), width = operand(painter, 2), height = operand(painter, 1);
  add_point(painter, x, y, true, false);
  add_point(painter, x + width, y, false, false);
  add_point(painter, x + width, y + height, false, false);
  add_point(painter, x, y + height, false, false);
  add_point(painter, x, y, false, false);
}

/* The points of the subpath that starts at `first`. */
static unsigned subpath_length(const GArray *path, unsigned first) {
  unsigned n = 1;
  while (first + n < path->len && !g_array_index(path, Point, first + n).starts) n++;
  return n;
}

static void close_subpath(Painter *painter) {
  GArray *path = painter->path;
  if (path->len == 0) return;
  unsigned first = path->len - 1;
  while (first > 0 && !g_array_index(path, Point, first).starts) first--;
  Point point = g_array_index(path, Point, first);
  point.starts = false;
  point.curved = false;
  if (path->len < LIMIT_PATH_POINTS) g_array_append_val(path, point);
}

static void paint_box(Painter *painter, Box box, Colour colour) {
  ink_add_box(painter->ink, box_clip(box, painter->state.clip), colour.light);
}

static void stroke_path(Painter *painter) {
  const State *state = &painter->state;
  const Matrix *m = &state->matrix;
  double half = state->line_width * sqrt(fabs(m->a * m->d - m->b * m->c)) / 2;
  for (unsigned i = 1; i < painter->path->len; i++) {
    const Point *from = &g_array_index(painter->path, Point, i - 1), *to = from + 1;
    if (to->starts || to->curved) continue;
    double width = fabs(to->x - from->x), height = fabs(to->y - from->y);
    double x = (from->x + to->x) / 2, y = (from->y + to->y) / 2;
    if (height <= LEVEL && width > height)
      paint_box(painter, (Box){ x - width / 2, y - half, x + width / 2, y + half }, state->stroke);
    else if (width <= LEVEL && height > width)
      paint_box(painter, (Box){ x - half, y - height / 2, x + half, y + height / 2 }, state->stroke);
  }
}

/* The four sides of a frame filled between two boxes; false when they are no such pair. */
static bool fill_frame(Painter *painter, Box outer, Box inner) {
  double left = inner.x1 - outer.x1, top = inner.y1 - outer.y1;
  double right = outer.x2 - inner.x2, bottom = outer.y2 - inner.y2;
  if (left < 0 || top < 0 || right < 0 || bottom < 0) return false;
  if (fmax(fmax(left, right), fmax(top, bottom)) > INK_THICKEST_RULE) return false;
  Colour colour = painter->state.fill;
  paint_box(painter, (Box){ outer.x1, outer.y1, outer.x2, inner.y1 }, colour);
  paint_box(painter, (Box){ outer.x1, inner.y2, outer.x2, outer.y2 }, colour);
  paint_box(painter, (Box){ outer.x1, outer.y1, inner.x1, outer.y2 }, colour);
  paint_box(painter, (Box){ inner.x2, outer.y1, outer.x2, outer.y2 }, colour);
  return true;
}

/* Whether a subpath is a box or nearly one (Chromium mitres its edges), and which. */
static bool subpath_box(const GArray *path, unsigned first, unsigned n, Box *ret) {
  const Point *points = &g_array_index(path, Point, first);
  if (n < 3 || n > 6) return false;
  for (unsigned i = 1; i < n; i++)
    if (points[i].curved) return false;
  *ret = box_of_points(points, n);
  return true;
}

static void fill_path(Painter *painter) {
  const GArray *path = painter->path;
  for (unsigned first = 0, n; first < path->len; first += n) {
    Box box, inner;
    n = subpath_length(path, first);
    if (!subpath_box(path, first, n, &box)) continue;
    unsigned next = first + n;
    if (next < path->len && subpath_box(path, next, subpath_length(path, next), &inner) &&
        fill_frame(painter, box, inner))
      n += subpath_length(path, next);
    else
      paint_box(painter, box, painter->state.fill);
  }
}

static void end_path(Painter *painter) {
  if (painter->clips && painter->path->len > 0)
    painter->state.clip = box_clip(painter->state.clip,
                                   box_of_points(&g_array_index(painter->path, Point, 0), painter->path->len));
  painter->clips = false;
  g_array_set_size(painter->path, 0);
}

static void set_colour(const Painter *painter, Colour *colour) {
  unsigned n = painter->operands;
  double sum = 0, least = 1;
  for (unsigned back = 1; back <= n; back++) {
    sum += operand(painter, back);
    least = fmin(least, operand(painter, back));
  }
  if (colour->kind == COLOUR_ADDITIVE) colour->light = n > 0 && least >= LIGHT;
  else colour->light = colour->kind == COLOUR_SUBTRACTIVE && n > 0 && sum <= 1 - LIGHT;
}

static void set_device_colour(const Painter *painter, Colour *colour, ColourKind kind) {
  colour->kind = kind;
  set_colour(painter, colour);
}

/* A new colour space starts out with its darkest colour. */
static void set_colour_space(const Painter *painter, Colour *colour) {
  *colour = (Colour){ painter->source->colour(painter->source->data, painter->resources, painter->scan.name), false };
}

static void save_state(Painter *painter) {
  if (painter->states->len < LIMIT_STATES) g_array_append_val(painter->states, painter->state);
  else painter->ink->trouble = "graphics states are nested too deep";
}

static void restore_state(Painter *painter) {
  if (painter->states->len == 0) return;
  painter->state = g_array_index(painter->states, State, painter->states->len - 1);
  g_array_set_size(painter->states, painter->states->len - 1);
}

static void paint_image(Painter *painter) {
  static const Box unit = { 0, 0, 1, 1 };
  Box box = box_clip(box_on_page(painter->state.matrix, unit), painter->state.clip);
  if (box.x1 >= box.x2 || box.y1 >= box.y2) return;
  painter->ink->image_area += box_width(box) * box_height(box);
  ink_add_box(painter->ink, box, false);
}

static void paint_stream(GBytes *content, State state, unsigned resources, const Painter *outer);

static void paint_object(Painter *painter) {
  PaintObject object = painter->source->object(painter->source->data, painter->resources, painter->scan.name);
  if (object.kind == PAINT_IMAGE) paint_image(painter);
  if (object.kind != PAINT_FORM) return;
  State state = painter->state;
  state.matrix = matrix_multiply(object.matrix, state.matrix);
  state.clip = box_clip(state.clip, box_on_page(state.matrix, object.bounds));
  if (painter->depth < LIMIT_FORM_NESTING) paint_stream(object.content, state, object.resources, painter);
  else painter->ink->trouble = "forms are nested too deep";
  g_bytes_unref(object.content);
}

static void paint_shading(Painter *painter) { paint_box(painter, painter->state.clip, (Colour){ COLOUR_OTHER, false }); }

/* Operators that build paths; false when it is none. */
static bool build_path(Painter *painter) {
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('m', 0, 0):
    add_point(painter, operand(painter, 2), operand(painter, 1), true, false);
    return true;
  case SCAN_OPERATOR_KEY('l', 0, 0):
    add_point(painter, operand(painter, 2), operand(painter, 1), false, false);
    return true;
  case SCAN_OPERATOR_KEY('c', 0, 0):
  case SCAN_OPERATOR_KEY('v', 0, 0):
  case SCAN_OPERATOR_KEY('y', 0, 0):
    add_point(painter, operand(painter, 2), operand(painter, 1), false, true);
    return true;
  case SCAN_OPERATOR_KEY('r', 'e', 0):
    add_rectangle(painter);
    return true;
  case SCAN_OPERATOR_KEY('h', 0, 0):
    close_subpath(painter);
    return true;
  case SCAN_OPERATOR_KEY('W', 0, 0):
  case SCAN_OPERATOR_KEY('W', '*', 0):
    painter->clips = true;
    return true;
  default:
    return false;
  }
}

/* Operators that paint a path; false when it is none. */
static bool paint_path(Painter *painter) {
  bool strokes = false, fills = false;
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('s', 0, 0):
    close_subpath(painter);
    strokes = true;
    break;
  case SCAN_OPERATOR_KEY('S', 0, 0):
    strokes = true;
    break;
  case SCAN_OPERATOR_KEY('f', 0, 0):
  case SCAN_OPERATOR_KEY('F', 0, 0):
  case SCAN_OPERATOR_KEY('f', '*', 0):
    fills = true;
    break;
  case SCAN_OPERATOR_KEY('b', 0, 0):
  case SCAN_OPERATOR_KEY('b', '*', 0):
    close_subpath(painter);
    strokes = fills = true;
    break;
  case SCAN_OPERATOR_KEY('B', 0, 0):
  case SCAN_OPERATOR_KEY('B', '*', 0):
    strokes = fills = true;
    break;
  case SCAN_OPERATOR_KEY('n', 0, 0):
    break;
  default:
    return false;
  }
  if (fills) fill_path(painter);
  if (strokes) stroke_path(painter);
  end_path(painter);
  return true;
}

/* Operators that set colours; false when it is none. */
static bool choose_colour(Painter *painter) {
  State *state = &painter->state;
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('g', 0, 0):
  case SCAN_OPERATOR_KEY('r', 'g', 0):
    set_device_colour(painter, &state->fill, COLOUR_ADDITIVE);
    return true;
  case SCAN_OPERATOR_KEY('G', 0, 0):
  case SCAN_OPERATOR_KEY('R', 'G', 0):
    set_device_colour(painter, &state->stroke, COLOUR_ADDITIVE);
    return true;
  case SCAN_OPERATOR_KEY('k', 0, 0):
    set_device_colour(painter, &state->fill, COLOUR_SUBTRACTIVE);
    return true;
  case SCAN_OPERATOR_KEY('K', 0, 0):
    set_device_colour(painter, &state->stroke, COLOUR_SUBTRACTIVE);
    return true;
  case SCAN_OPERATOR_KEY('c', 's', 0):
    set_colour_space(painter, &state->fill);
    return true;
  case SCAN_OPERATOR_KEY('C', 'S', 0):
    set_colour_space(painter, &state->stroke);
    return true;
  case SCAN_OPERATOR_KEY('s', 'c', 0):
  case SCAN_OPERATOR_KEY('s', 'c', 'n'):
    set_colour(painter, &state->fill);
    return true;
  case SCAN_OPERATOR_KEY('S', 'C', 0):
  case SCAN_OPERATOR_KEY('S', 'C', 'N'):
    set_colour(painter, &state->stroke);
    return true;
  default:
    return false;
  }
}

static void run_other(Painter *painter) {
  State *state = &painter->state;
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('q', 0, 0):
    save_state(painter);
    break;
  case SCAN_OPERATOR_KEY('Q', 0, 0):
    restore_state(painter);
    break;
  case SCAN_OPERATOR_KEY('c', 'm', 0):
    state->matrix = matrix_multiply((Matrix){ operand(painter, 6), operand(painter, 5), operand(painter, 4),
                                              operand(painter, 3), operand(painter, 2), operand(painter, 1) },
                                    state->matrix);
    break;
  case SCAN_OPERATOR_KEY('w', 0, 0):
    state->line_width = operand(painter, 1);
    break;
  case SCAN_OPERATOR_KEY('D', 'o', 0):
    paint_object(painter);
    break;
  case SCAN_OPERATOR_KEY('s', 'h', 0):
    paint_shading(painter);
    break;
  case SCAN_OPERATOR_KEY('I', 'D', 0):
    scan_skip_image(&painter->scan);
    paint_image(painter);
    break;
  default:
    break;
  }
}

static void keep_operand(Painter *painter) {
  if (painter->operands == OPERANDS) {
    for (unsigned i = 1; i < OPERANDS; i++) painter->operand[i - 1] = painter->operand[i];
    painter->operands--;
  }
  painter->operand[painter->operands++] = painter->scan.number;
}

static void run(Painter *painter) {
  for (;;) {
    switch (scan_next(&painter->scan)) {
    case SCAN_END:
      return;
    case SCAN_NUMBER:
      keep_operand(painter);
      break;
    case SCAN_STRING:
      painter->ink->shown_bytes += painter->scan.length;
      break;
    case SCAN_OPERATOR:
      if (++*painter->operators > LIMIT_OPERATORS) {
        painter->ink->trouble = "the content has too many operators";
        return;
      }
      if (!build_path(painter) && !paint_path(painter) && !choose_colour(painter)) run_other(painter);
      painter->operands = 0;
      break;
    case SCAN_NAME:
    case SCAN_OTHER:
      break;
    }
  }
}

static void paint_stream(GBytes *content, State state, unsigned resources, const Painter *outer) {
  size_t length;
  const unsigned char *data = g_bytes_get_data(content, &length);
  Painter painter = {
    .state = state,
    .depth = outer->depth + 1,
    .resources = resources,
    .source = outer->source,
    .ink = outer->ink,
    .operators = outer->operators,
  };
  if (!data) return;
  painter.scan.at = data;
  painter.scan.end = data + length;
  painter.states = g_array_new(FALSE, FALSE, sizeof(State));
  painter.path = g_array_new(FALSE, FALSE, sizeof(Point));
  run(&painter);
  g_array_unref(painter.states);
  g_array_unref(painter.path);
}

void paint_content(GBytes *content, Matrix matrix, unsigned resources, const PaintSource *source, Ink *ink) {
  static const Colour black = { COLOUR_ADDITIVE, false };
  unsigned operators = 0;
  State state = { matrix, EVERYWHERE, black, black, 1 };
  Painter none = { .source = source, .ink = ink, .operators = &operators };
  paint_stream(content, state, resources, &none);
}
