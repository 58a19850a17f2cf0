#include "document/path.h"

#include "base/bounds.h"
#include "document/ink.h"

#include <math.h>

/* A stroke this little out of level is level: coordinates are rounded by the maker, pages are turned by matrices. */
static const double LEVEL = 0.3;
/* A box is drawn with three to six points: it need not be closed, and edges mitred by Chromium have a corner cut. */
enum { BOX_POINTS_LEAST = 3, BOX_POINTS_MOST = 6 };

typedef struct Node {
  Point at;
  PathStep step; /* the way here */
} Node;

Matrix matrix_multiply(Matrix m, Matrix n) {
  return (Matrix){m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
                  m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

Point matrix_apply(Matrix m, double x, double y) { return (Point){m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f}; }

Box matrix_apply_box(Matrix m, Box box) {
  Point corner = matrix_apply(m, box.x1, box.y1);
  Box bounds = {corner.x, corner.y, corner.x, corner.y};
  for (int i = 1; i < 4; i++) {
    corner = matrix_apply(m, i & 1 ? box.x2 : box.x1, i & 2 ? box.y2 : box.y1);
    bounds = box_union(bounds, (Box){corner.x, corner.y, corner.x, corner.y});
  }
  return bounds;
}

void path_init(Path *path) { path->nodes = g_array_new(FALSE, FALSE, sizeof(Node)); }
void path_release(Path *path) { g_array_unref(path->nodes); }
void path_clear(Path *path) { g_array_set_size(path->nodes, 0); }
bool path_is_empty(const Path *path) { return path->nodes->len == 0; }

static const Node *node_at(const Path *path, unsigned i) { return &g_array_index(path->nodes, Node, i); }

bool path_add(Path *path, PathStep step, Point to) {
  if (path->nodes->len >= LIMIT_PATH_POINTS) return false;
  Node node = {to, path->nodes->len == 0 ? PATH_MOVE : step};
  g_array_append_val(path->nodes, node);
  return true;
}

void path_close(Path *path) {
  if (path->nodes->len == 0) return;
  unsigned first = path->nodes->len - 1;
  while (node_at(path, first)->step != PATH_MOVE) first--;
  path_add(path, PATH_LINE, node_at(path, first)->at);
}

static Box bounds_of(const Path *path, unsigned first, unsigned n) {
  Point at = node_at(path, first)->at;
  Box box = {at.x, at.y, at.x, at.y};
  for (unsigned i = 1; i < n; i++) {
    at = node_at(path, first + i)->at;
    box = (Box){fmin(box.x1, at.x), fmin(box.y1, at.y), fmax(box.x2, at.x), fmax(box.y2, at.y)};
  }
  return box;
}

Box path_bounds(const Path *path) { return bounds_of(path, 0, path->nodes->len); }

void path_stroke(const Path *path, double width, GArray *boxes) {
  for (unsigned i = 1; i < path->nodes->len; i++) {
    if (node_at(path, i)->step != PATH_LINE) continue;
    Box line = bounds_of(path, i - 1, 2);
    double x = box_middle_x(line), y = box_middle_y(line);
    bool level = box_height(line) <= LEVEL && box_width(line) > box_height(line);
    bool upright = box_width(line) <= LEVEL && box_height(line) > box_width(line);
    if (!level && !upright) continue;
    Box box = level ? (Box){line.x1, y - width / 2, line.x2, y + width / 2}
                    : (Box){x - width / 2, line.y1, x + width / 2, line.y2};
    g_array_append_val(boxes, box);
  }
}

/* Whether a subpath is so small that its shape does not matter. */
static bool is_dot(Box box) { return fmax(box_width(box), box_height(box)) <= INK_THICKEST_RULE; }

/* How many nodes the subpath that starts at `first` has, and what box it draws; *ret_is_box: whether it does. */
static unsigned subpath(const Path *path, unsigned first, Box *ret, bool *ret_is_box) {
  unsigned n = 1;
  bool straight = true;
  for (; first + n < path->nodes->len && node_at(path, first + n)->step != PATH_MOVE; n++)
    straight = straight && node_at(path, first + n)->step == PATH_LINE;
  *ret = bounds_of(path, first, n);
  *ret_is_box = n >= BOX_POINTS_LEAST && n <= BOX_POINTS_MOST && (straight || is_dot(*ret));
  return n;
}

/* The four sides of a frame filled between two boxes; false when these are no such pair. */
static bool fill_frame(Box outer, Box inner, GArray *boxes) {
  double left = inner.x1 - outer.x1, top = inner.y1 - outer.y1;
  double right = outer.x2 - inner.x2, bottom = outer.y2 - inner.y2;
  if (fmin(fmin(left, right), fmin(top, bottom)) < 0) return false;
  if (fmax(fmax(left, right), fmax(top, bottom)) > INK_THICKEST_RULE) return false;
  Box sides[] = {
      {outer.x1, outer.y1, outer.x2, inner.y1},
      {outer.x1, inner.y2, outer.x2, outer.y2},
      {outer.x1, outer.y1, inner.x1, outer.y2},
      {inner.x2, outer.y1, outer.x2, outer.y2},
  };
  g_array_append_vals(boxes, sides, G_N_ELEMENTS(sides));
  return true;
}

void path_fill(const Path *path, GArray *boxes) {
  bool is_box, is_second = false;
  Box box, second;
  for (unsigned at = 0, n; at < path->nodes->len; at += n) {
    n = subpath(path, at, &box, &is_box);
    if (!is_box) continue;
    unsigned more = at + n < path->nodes->len ? subpath(path, at + n, &second, &is_second) : 0;
    if (more > 0 && is_second && fill_frame(box, second, boxes)) n += more;
    else g_array_append_val(boxes, box);
  }
}
