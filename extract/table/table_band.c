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
    const Body *body = g_ptr_array_index(bodies, first + i);
    if (bands[i].labels != 1) return false;
    ret_all->left = fmin(ret_all->left, bands[i].left);
    ret_all->label = fmin(ret_all->label, bands[i].label);
    ret_all->right = fmax(ret_all->right, bands[i].right);
    labels = fmax(labels, body->label_end);
  }
  return labels < ret_all->label;
}

/* Draws the cell of a band's caption, from the end of the band before it to the band's own. */
static void draw_caption(const GPtrArray *strips, const Body *body, const Drawn *all, double before, const Drawn *band,
                         GArray *cells) {
  const Strip *caption = strip_at(strips, body->head - 1);
  Box cell = {all->left, isnan(before) ? 2 * box_middle_y(caption->box) - band->top : before, all->right, band->top};
  g_array_append_val(cells, cell);
}

int bands_draw(const GPtrArray *strips, const GPtrArray *bodies, unsigned first, unsigned end, GArray *cells) {
  unsigned n = end - first;
  g_autofree Drawn *bands = g_new(Drawn, n);
  for (unsigned i = 0; i < n; i++) bands[i] = body_draw(strips, g_ptr_array_index(bodies, first + i));
  Drawn all;
  bool shared = find_sides(bodies, first, bands, n, &all);
  for (unsigned i = 0; i < n; i++) {
    const Body *body = g_ptr_array_index(bodies, first + i);
    if (shared) move_sides(&bands[i], &all);
    if (shared && body->captioned)
      draw_caption(strips, body, &all, i > 0 ? bands[i - 1].bottom : (double)NAN, &bands[i], cells);
    if (shared) g_array_append_vals(cells, bands[i].cells->data, bands[i].cells->len);
    g_array_unref(bands[i].cells);
  }
  return shared ? 1 : -1;
}
