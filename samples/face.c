/*
 * face.c - widths of characters, as cairo will print them.
 */
#include "press.h"

#include <cairo.h>

struct Face {
  cairo_font_face_t *face;
  cairo_scaled_font_t *font;
  GHashTable *widths; /* code point -> double * */
};

const char face_default[] = "AR PL UMing CN";

static const double measured_at = 1000;

Face *face_new(const char *family) {
  Face *face = g_new0(Face, 1);
  cairo_matrix_t size, plain;
  cairo_font_options_t *options = cairo_font_options_create();

  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_matrix_init_scale(&size, measured_at, measured_at);
  cairo_matrix_init_identity(&plain);
  face->face = cairo_toy_font_face_create(family, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  face->font = cairo_scaled_font_create(face->face, &size, &plain, options);
  face->widths = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
  cairo_font_options_destroy(options);
  return face;
}

double face_ascent(const Face *face) {
  cairo_font_extents_t extents;

  cairo_scaled_font_extents(face->font, &extents);
  return extents.ascent / measured_at;
}

double face_descent(const Face *face) {
  cairo_font_extents_t extents;

  cairo_scaled_font_extents(face->font, &extents);
  return extents.descent / measured_at;
}

void face_free(Face *face) {
  cairo_scaled_font_destroy(face->font);
  cairo_font_face_destroy(face->face);
  g_hash_table_unref(face->widths);
  g_free(face);
}

double face_advance(Face *face, gunichar c) {
  double *width = g_hash_table_lookup(face->widths, GUINT_TO_POINTER(c));

  if (width == NULL) {
    char text[7] = "";
    cairo_text_extents_t extents;
    g_unichar_to_utf8(c, text);
    cairo_scaled_font_text_extents(face->font, text, &extents);
    width = g_new(double, 1);
    *width = extents.x_advance / measured_at;
    g_hash_table_insert(face->widths, GUINT_TO_POINTER(c), width);
  }
  return *width;
}
