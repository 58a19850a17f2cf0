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
#include "document/paint.h"

#include "base/bounds.h"
#include "document/scan.h"

#include <math.h>

/* The lightest table lines in use (#e7e7e7) have 0.91 of full brightness. */
static const double LIGHT = 0.97, WHITE = 0.995;
enum { OPERANDS = 8 };

typedef struct Colour {
  ColourKind kind;
  Tint tint;
} Colour;

typedef struct State {
  Matrix matrix;
  Box clip;
  Colour stroke, fill;
  double line_width;
  bool unseen; /* text is neither filled nor stroked */
} State;

typedef struct Painter {
  Scan scan;
  State state;
  GArray *states; /* of State, saved by q */
  Path path;
  GArray *boxes;            /* of Box: those of the last path painted */
  double operand[OPERANDS]; /* the last numbers before the operator */
  size_t string_bytes;      /* of the strings before the operator */
  unsigned operands;        /* how many there were, at most OPERANDS */
  bool clips;               /* W was seen: the path clips once it is painted */
  unsigned depth;           /* of forms */
  unsigned resources;
  const PaintSource *source;
  Ink *ink;
  unsigned *operators; /* counted over all forms */
} Painter;

static const Box EVERYWHERE = {-1e6, -1e6, 1e6, 1e6};

/* May leave nothing: a box with x1 > x2 or y1 > y2, which holds no point. */
static Box box_clip(Box a, Box clip) {
  return (Box){fmax(a.x1, clip.x1), fmax(a.y1, clip.y1), fmin(a.x2, clip.x2), fmin(a.y2, clip.y2)};
}

static void add_point(Painter *painter, PathStep step, double x, double y) {
  if (step == PATH_CURVE) painter->ink->curves++;
  if (!path_add(&painter->path, step, matrix_apply(painter->state.matrix, x, y)))
    painter->ink->trouble = "a path has too many points";
}

/* The number `back` operands before the operator, 1 being the last. */
static double operand(const Painter *painter, unsigned back) {
  return back <= painter->operands ? painter->operand[painter->operands - back] : 0;
}

static void add_rectangle(Painter *painter) {
  double x = operand(painter, 4), y = operand(painter, 3), width = operand(painter, 2), height = operand(painter, 1);
  add_point(painter, PATH_MOVE, x, y);
  add_point(painter, PATH_LINE, x + width, y);
  add_point(painter, PATH_LINE, x + width, y + height);
  add_point(painter, PATH_LINE, x, y + height);
  path_close(&painter->path);
}

static void paint_boxes(Painter *painter, Colour colour) {
  for (unsigned i = 0; i < painter->boxes->len; i++) {
    Box box = g_array_index(painter->boxes, Box, i);
    ink_add_box(painter->ink, box_clip(box, painter->state.clip), colour.tint);
  }
  g_array_set_size(painter->boxes, 0);
}

static void stroke(Painter *painter) {
  const Matrix *m = &painter->state.matrix;
  double scale = sqrt(fabs(m->a * m->d - m->b * m->c));
  path_stroke(&painter->path, painter->state.line_width * scale, painter->boxes);
  paint_boxes(painter, painter->state.stroke);
}

static void fill(Painter *painter) {
  path_fill(&painter->path, painter->boxes);
  paint_boxes(painter, painter->state.fill);
}

static void end_path(Painter *painter) {
  if (painter->clips && !path_is_empty(&painter->path))
    painter->state.clip = box_clip(painter->state.clip, path_bounds(&painter->path));
  painter->clips = false;
  path_clear(&painter->path);
}

static void set_colour(const Painter *painter, Colour *colour) {
  unsigned n = painter->operands;
  double sum = 0, least = 1;
  for (unsigned back = 1; back <= n; back++) {
    sum += operand(painter, back);
    least = fmin(least, operand(painter, back));
  }
  double bright = colour->kind == COLOUR_ADDITIVE ? least : 1 - sum;
  if (n == 0 || colour->kind == COLOUR_OTHER) bright = 0;
  colour->tint = bright < LIGHT ? TINT_DARK : bright < WHITE ? TINT_LIGHT : TINT_WHITE;
}

static void set_device_colour(const Painter *painter, Colour *colour, ColourKind kind) {
  colour->kind = kind;
  set_colour(painter, colour);
}

/* A new colour space starts out with its darkest colour. */
static void set_colour_space(const Painter *painter, Colour *colour) {
  *colour = (Colour){painter->source->colour(painter->source->data, painter->resources, painter->scan.name), TINT_DARK};
}

static void save_state(Painter *painter) {
  if (painter->states->len < LIMIT_STATES) g_array_append_val(painter->states, painter->state);
  else painter->ink->excess = "graphics states are nested too deep";
}

static void restore_state(Painter *painter) {
  if (painter->states->len == 0) return;
  painter->state = g_array_index(painter->states, State, painter->states->len - 1);
  g_array_set_size(painter->states, painter->states->len - 1);
}

static void paint_image(Painter *painter) {
  static const Box unit = {0, 0, 1, 1};
  Box box = box_clip(matrix_apply_box(painter->state.matrix, unit), painter->state.clip);
  if (box.x1 >= box.x2 || box.y1 >= box.y2) return;
  painter->ink->image_area += box_width(box) * box_height(box);
  ink_add_image(painter->ink, box);
}

static void paint_stream(GBytes *content, State state, unsigned resources, const Painter *outer);

static void paint_object(Painter *painter) {
  PaintObject object = painter->source->object(painter->source->data, painter->resources, painter->scan.name);
  if (object.kind == PAINT_IMAGE) paint_image(painter);
  if (object.kind != PAINT_FORM) return;
  State state = painter->state;
  state.matrix = matrix_multiply(object.matrix, state.matrix);
  state.clip = box_clip(state.clip, matrix_apply_box(state.matrix, object.bounds));
  if (painter->depth < LIMIT_FORM_NESTING) paint_stream(object.content, state, object.resources, painter);
  else painter->ink->excess = "forms are nested too deep"; /* poppler would paint them all, be it for days */
  g_bytes_unref(object.content);
}

/* Operators that build paths; false when it is none. */
static bool build_path(Painter *painter) {
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('m', 0, 0):
    add_point(painter, PATH_MOVE, operand(painter, 2), operand(painter, 1));
    return true;
  case SCAN_OPERATOR_KEY('l', 0, 0):
    add_point(painter, PATH_LINE, operand(painter, 2), operand(painter, 1));
    return true;
  case SCAN_OPERATOR_KEY('c', 0, 0):
  case SCAN_OPERATOR_KEY('v', 0, 0):
  case SCAN_OPERATOR_KEY('y', 0, 0):
    add_point(painter, PATH_CURVE, operand(painter, 2), operand(painter, 1));
    return true;
  case SCAN_OPERATOR_KEY('r', 'e', 0): add_rectangle(painter); return true;
  case SCAN_OPERATOR_KEY('h', 0, 0): path_close(&painter->path); return true;
  case SCAN_OPERATOR_KEY('W', 0, 0):
  case SCAN_OPERATOR_KEY('W', '*', 0): painter->clips = true; return true;
  default: return false;
  }
}

/* Operators that paint a path; false when it is none. */
static bool paint_path(Painter *painter) {
  bool strokes = false, fills = false;
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('s', 0, 0):
    path_close(&painter->path);
    strokes = true;
    break;
  case SCAN_OPERATOR_KEY('S', 0, 0): strokes = true; break;
  case SCAN_OPERATOR_KEY('f', 0, 0):
  case SCAN_OPERATOR_KEY('F', 0, 0):
  case SCAN_OPERATOR_KEY('f', '*', 0): fills = true; break;
  case SCAN_OPERATOR_KEY('b', 0, 0):
  case SCAN_OPERATOR_KEY('b', '*', 0):
    path_close(&painter->path);
    strokes = fills = true;
    break;
  case SCAN_OPERATOR_KEY('B', 0, 0):
  case SCAN_OPERATOR_KEY('B', '*', 0): strokes = fills = true; break;
  case SCAN_OPERATOR_KEY('n', 0, 0): break;
  default: return false;
  }
  if (fills) fill(painter);
  if (strokes) stroke(painter);
  end_path(painter);
  return true;
}

/* Operators that set colours; false when it is none. */
static bool choose_colour(Painter *painter) {
  State *state = &painter->state;
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('g', 0, 0):
  case SCAN_OPERATOR_KEY('r', 'g', 0): set_device_colour(painter, &state->fill, COLOUR_ADDITIVE); return true;
  case SCAN_OPERATOR_KEY('G', 0, 0):
  case SCAN_OPERATOR_KEY('R', 'G', 0): set_device_colour(painter, &state->stroke, COLOUR_ADDITIVE); return true;
  case SCAN_OPERATOR_KEY('k', 0, 0): set_device_colour(painter, &state->fill, COLOUR_SUBTRACTIVE); return true;
  case SCAN_OPERATOR_KEY('K', 0, 0): set_device_colour(painter, &state->stroke, COLOUR_SUBTRACTIVE); return true;
  case SCAN_OPERATOR_KEY('c', 's', 0): set_colour_space(painter, &state->fill); return true;
  case SCAN_OPERATOR_KEY('C', 'S', 0): set_colour_space(painter, &state->stroke); return true;
  case SCAN_OPERATOR_KEY('s', 'c', 0):
  case SCAN_OPERATOR_KEY('s', 'c', 'n'): set_colour(painter, &state->fill); return true;
  case SCAN_OPERATOR_KEY('S', 'C', 0):
  case SCAN_OPERATOR_KEY('S', 'C', 'N'): set_colour(painter, &state->stroke); return true;
  default: return false;
  }
}

static void show_text(const Painter *painter) {
  painter->ink->shown_bytes += painter->string_bytes;
  if (painter->state.unseen) painter->ink->unseen_bytes += painter->string_bytes;
}

static void bound_characters(Ink *ink) {
  if (ink->shown_bytes + ink->worded_bytes > LIMIT_SHOWN_BYTES) ink->excess = "too many characters";
}

static void run_other(Painter *painter) {
  State *state = &painter->state;
  switch (painter->scan.operator) {
  case SCAN_OPERATOR_KEY('q', 0, 0): save_state(painter); break;
  case SCAN_OPERATOR_KEY('Q', 0, 0): restore_state(painter); break;
  case SCAN_OPERATOR_KEY('c', 'm', 0):
    state->matrix = matrix_multiply((Matrix){operand(painter, 6), operand(painter, 5), operand(painter, 4),
                                             operand(painter, 3), operand(painter, 2), operand(painter, 1)},
                                    state->matrix);
    break;
  case SCAN_OPERATOR_KEY('w', 0, 0): state->line_width = operand(painter, 1); break;
  case SCAN_OPERATOR_KEY('T', 'r', 0): /* 3: neither; 7: it only clips */
    state->unseen = fmod(trunc(operand(painter, 1)), 4) == 3;
    break;
  case SCAN_OPERATOR_KEY('T', 'j', 0):
  case SCAN_OPERATOR_KEY('T', 'J', 0):
  case SCAN_OPERATOR_KEY('\'', 0, 0):
  case SCAN_OPERATOR_KEY('"', 0, 0):
    show_text(painter);
    bound_characters(painter->ink);
    break;
  case SCAN_OPERATOR_KEY('B', 'D', 'C'): /* poppler takes its words for those that are shown, however many */
    painter->ink->worded_bytes += painter->string_bytes;
    painter->ink->worded_bytes += painter->source->words(painter->source->data, painter->resources, painter->scan.name);
    bound_characters(painter->ink);
    break;
  case SCAN_OPERATOR_KEY('D', 'o', 0): paint_object(painter); break;
  case SCAN_OPERATOR_KEY('s', 'h', 0): ink_add_image(painter->ink, state->clip); break;
  case SCAN_OPERATOR_KEY('I', 'D', 0):
    scan_skip_image(&painter->scan);
    paint_image(painter);
    break;
  default: break;
  }
}

static void keep_operand(Painter *painter) {
  if (painter->operands == OPERANDS) {
    for (unsigned i = 1; i < OPERANDS; i++) painter->operand[i - 1] = painter->operand[i];
    painter->operands--;
  }
  painter->operand[painter->operands++] = painter->scan.number;
}

static void run_operator(Painter *painter) {
  if (++*painter->operators > LIMIT_OPERATORS) painter->ink->excess = "the content has too many operators";
  if (!build_path(painter) && !paint_path(painter) && !choose_colour(painter)) run_other(painter);
  painter->operands = 0;
  painter->string_bytes = 0;
}

static void run(Painter *painter) {
  while (!painter->ink->excess) {
    switch (scan_next(&painter->scan)) {
    case SCAN_END: return;
    case SCAN_NUMBER: keep_operand(painter); break;
    case SCAN_STRING: painter->string_bytes += painter->scan.length; break;
    case SCAN_OPERATOR: run_operator(painter); break;
    case SCAN_NAME:
    case SCAN_OTHER: break;
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
  painter.boxes = g_array_new(FALSE, FALSE, sizeof(Box));
  path_init(&painter.path);
  run(&painter);
  g_array_unref(painter.states);
  g_array_unref(painter.boxes);
  path_release(&painter.path);
}

void paint_content(GBytes *content, Matrix matrix, unsigned resources, const PaintSource *source, Ink *ink) {
  static const Colour black = {COLOUR_ADDITIVE, TINT_DARK};
  unsigned operators = 0;
  State state = {matrix, EVERYWHERE, black, black, 1, false};
  Painter none = {.source = source, .ink = ink, .operators = &operators};
  paint_stream(content, state, resources, &none);
}
