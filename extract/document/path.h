/*
 * path.h - paths, and the boxes of paint that stroking or filling one leaves on the page.
 */
#ifndef EXTRACT_PATH_H
#define EXTRACT_PATH_H

#include "document/page.h"

typedef struct Point {
  double x, y;
} Point;

/* x' = a x + c y + e, y' = b x + d y + f */
typedef struct Matrix {
  double a, b, c, d, e, f;
} Matrix;

Matrix matrix_multiply(Matrix first, Matrix then);
Point matrix_apply(Matrix matrix, double x, double y);
/* The bounds of what a box becomes. */
Box matrix_apply_box(Matrix matrix, Box box);

typedef enum { PATH_MOVE, PATH_LINE, PATH_CURVE } PathStep;

typedef struct Path {
  GArray *nodes; /* of Node: private */
} Path;

void path_init(Path *path);
void path_release(Path *path);
void path_clear(Path *path);
/* Goes on to a point of the page; false when the path has too many. */
bool path_add(Path *path, PathStep step, Point to);
void path_close(Path *path);
bool path_is_empty(const Path *path);
Box path_bounds(const Path *path);

/* Appends the boxes that stroking (level and upright lines only) or filling (boxes only) the path paints. */
void path_stroke(const Path *path, double width, GArray *boxes /* of Box */);
void path_fill(const Path *path, GArray *boxes /* of Box */);

#endif
