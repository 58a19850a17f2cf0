#include "table/table_draw.h"

#include <math.h>

/* Moves the sides of a band to those that all bands have in common. */
static void move_sides(const Drawn *band, const Drawn *all) {
  const double from[] = {band->left, band->label, band->right}, to[] = {all->left, all->label, all->right};
  for (unsigned i = 0; i < band->cells->len; i++) {
    Box *cell = &g_array_index(band->cells, Box, i);
    for (unsigned k = 0; k < G_N_ELEMENTS(from); k++) {
      if (!(fabs(cell->x1 - from[k]) > 0)) cell->x1 = to[k];
      else if (!(fabs(cell->x2 - from[k]) > 0)) cell->x2 = to[k];
    }
  }
}

/* The common sides of all bands; false when the labels of one reach into the figures of another. */
static bool find_sides(const GPtrArray *bodies, unsigned first, const Drawn *bands, unsigned n, Drawn *ret_all) {
  *ret_all = bands[0];
  double labels = -HUGE_VAL;
  for (unsigned i = 0; i < n; i++) {
    if (bands[i].labels != 1 || bands[i].cells->len == 0) return false;
    ret_all->left = fmin(ret_all->left, bands[i].left);
    ret_all->label = fmin(ret_all->label, bands[i].label);
    ret_all->right = fmax(ret_all->right, bands[i].right);
    labels = fmax(labels, body_at(bodies, first + i)->label_end);
  }
  return labels < ret_all->label;
}

/* Draws the cell of a band's caption between the band above it, if there is one, and its own: they end where it begins. */
static void draw_caption(const Strip *caption, const Drawn *all, Drawn *above, Drawn *band) {
  double middle = box_middle_y(caption->box);
  drawn_move_ends(band, fmax(band->top, caption->box.y2), band->bottom);
  if (above != NULL) drawn_move_ends(above, above->top, fmin(above->bottom, caption->box.y1));
  Box cell = {all->left, above != NULL ? above->bottom : 2 * middle - band->top, all->right, band->top};
  g_array_append_val(band->cells, cell);
}

bool bands_draw(const GPtrArray *bodies, unsigned first, Drawn *bands, unsigned n) {
  Drawn all;
  if (!find_sides(bodies, first, bands, n, &all)) return false;
  for (unsigned i = 0; i < n; i++) {
    const Body *body = body_at(bodies, first + i);
    bool below = i > 0 && body_at(bodies, first + i - 1)->sheet == body->sheet;
    move_sides(&bands[i], &all);
    if (body->captioned)
      draw_caption(strip_at(body->strips, body->head - 1), &all, below ? &bands[i - 1] : NULL, &bands[i]);
  }
  return true;
}
