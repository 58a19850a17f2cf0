#include "document/camera.h"

#include <math.h>
#include <poppler.h>

static const double PIXELS_PER_POINT = 1.5; /* 108 dpi: the smallest print of a table can be read */
static const double MOST_POINTS = 2000;     /* of a side of a picture; real pages are 842 high */

struct Camera {
  PopplerDocument *document;
};

Camera *camera_new(GBytes *pdf) {
  PopplerDocument *document = poppler_document_new_from_bytes(pdf, NULL, NULL);
  if (!document) return NULL;
  Camera *camera = g_new0(Camera, 1);
  camera->document = document;
  return camera;
}

void camera_free(Camera *camera) {
  if (!camera) return;
  g_object_unref(camera->document);
  g_free(camera);
}

static cairo_status_t append(void *closure, const unsigned char *data, unsigned length) {
  g_byte_array_append(closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *render(PopplerPage *page, Box box) {
  const int width = (int)ceil(box_width(box) * PIXELS_PER_POINT),
            height = (int)ceil(box_height(box) * PIXELS_PER_POINT);
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, PIXELS_PER_POINT, PIXELS_PER_POINT);
  cairo_translate(cairo, -box.x1, -box.y1);
  poppler_page_render(page, cairo);
  cairo_destroy(cairo);
  return surface;
}

static GBytes *encode(cairo_surface_t *surface) {
  GByteArray *png = g_byte_array_new();
  if (cairo_surface_write_to_png_stream(surface, append, png) == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes(png);
  g_byte_array_unref(png);
  return NULL;
}

static GBytes *take(PopplerPage *page, Box box) {
  double width, height;
  poppler_page_get_size(page, &width, &height);
  box = (Box){fmax(box.x1, 0), fmax(box.y1, 0), fmin(box.x2, width), fmin(box.y2, height)};
  if (!(box.x1 < box.x2 && box.y1 < box.y2)) return NULL;
  if (box_width(box) > MOST_POINTS || box_height(box) > MOST_POINTS) return NULL;
  cairo_surface_t *surface = render(page, box);
  GBytes *png = encode(surface);
  cairo_surface_destroy(surface);
  return png;
}

GBytes *camera_take(Camera *camera, int number, Box box) {
  PopplerPage *page = poppler_document_get_page(camera->document, number - 1);
  if (!page) return NULL;
  GBytes *png = take(page, box);
  g_object_unref(page);
  return png;
}
