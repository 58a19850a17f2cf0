/* A frame lies on its figure however the page is turned and cropped: proven on the pixels of the rendered page. */
#include "document/annotate.h"
#include "document/camera.h"
#include "pdf.h"

#include <cairo.h>

typedef struct Stream {
  const unsigned char *data;
  gsize left;
} Stream;

static cairo_status_t take(void *closure, unsigned char *data, unsigned length) {
  Stream *stream = closure;
  if (length > stream->left) return CAIRO_STATUS_READ_ERROR;
  memcpy(data, stream->data, length);
  stream->data += length;
  stream->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

typedef struct Extent {
  int x1, y1, x2, y2, count;
} Extent;

static void widen(Extent *extent, int x, int y) {
  if (extent->count++ == 0) *extent = (Extent){x, y, x, y, 1};
  extent->x1 = MIN(extent->x1, x);
  extent->y1 = MIN(extent->y1, y);
  extent->x2 = MAX(extent->x2, x);
  extent->y2 = MAX(extent->y2, y);
}

/* Where the picture is red, and where it is black. */
static void measure(GBytes *png, Extent *red, Extent *black) {
  Stream stream;
  stream.data = g_bytes_get_data(png, &stream.left);
  cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(take, &stream);
  const unsigned char *rows = cairo_image_surface_get_data(surface);
  for (int y = 0; y < cairo_image_surface_get_height(surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width(surface); x++) {
      const unsigned char *pixel = rows + y * cairo_image_surface_get_stride(surface) + x * 4; /* B G R */
      if (pixel[2] > 150 && pixel[1] < 120) widen(red, x, y);
      if (pixel[2] < 90 && pixel[1] < 90) widen(black, x, y);
    }
  cairo_surface_destroy(surface);
}

static GBytes *frame_first_glyph(GBytes *pdf) {
  g_autoptr(Document) document = document_read(pdf, &(DocumentOptions){0}, NULL);
  const Page *page = pdf_first(document);
  g_auto(Annotations) annotations;
  annotations_init(&annotations, "problems");
  const Note note = {.kind = NOTE_BOX,
                     .page = 1,
                     .box = g_array_index(page->glyphs, Glyph, 0).box,
                     .red = 1,
                     .title = g_strdup("request.received"),
                     .text = g_strdup("二十一")};
  g_array_append_val(annotations.notes, note);
  const Bookmark bookmark = {g_strdup("矛盾"), 1, 10, 20};
  g_array_append_val(annotations.bookmarks, bookmark);
  g_autoptr(GError) error = NULL;
  GBytes *copy = annotate_pdf(pdf, &annotations, &error);
  g_assert_no_error(error);
  return copy;
}

static void test_frame_lies_on_its_figure(gconstpointer keys) {
  g_autoptr(GBytes) pdf = pdf_of_page(keys, "BT /F 30 Tf 100 200 Td (8) Tj ET");
  g_autoptr(GBytes) copy = frame_first_glyph(pdf);
  g_autoptr(Camera) camera = camera_new(copy);
  g_autoptr(GBytes) png = camera_take(camera, 1, (Box){0, 0, 1000, 1000});
  Extent red = {0}, black = {0};
  measure(png, &red, &black);
  g_assert_cmpint(red.count, >, 50);
  g_assert_cmpint(black.count, >, 50);
  g_assert_true(red.x1 < black.x1 && red.y1 < black.y1 && red.x2 > black.x2 && red.y2 > black.y2);
  const int most = 30 * 2; /* of an 8 of 30 points at 1.5 pixels a point, its font's height and the margin around it */
  g_assert_cmpint(red.x2 - red.x1, <, most);
  g_assert_cmpint(red.y2 - red.y1, <, most);
}

static void test_twice_the_same(void) {
  g_autoptr(GBytes) pdf = pdf_of_page("", "BT /F 30 Tf 100 200 Td (8) Tj ET");
  g_autoptr(GBytes) copy = frame_first_glyph(pdf);
  g_autoptr(GBytes) again = frame_first_glyph(pdf);
  g_assert_true(g_bytes_equal(copy, again));
}

static void test_no_pdf(void) {
  g_auto(Annotations) annotations;
  annotations_init(&annotations, "problems");
  g_autoptr(GBytes) bytes = g_bytes_new_static("nothing", 7);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) copy = annotate_pdf(bytes, &annotations, &error);
  g_assert_null(copy);
  g_assert_nonnull(error);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  static const char *const turns[] = {"", "/Rotate 90", "/Rotate 180", "/Rotate 270"};
  static const char *const crops[] = {"", "/CropBox[50 60 250 360]"};
  static char keys[8][64];
  for (int i = 0; i < 8; i++) {
    g_snprintf(keys[i], sizeof keys[i], "%s%s", turns[i / 2], crops[i % 2]);
    g_autofree char *name = g_strdup_printf("/annotate/frame-lies-on-its-figure%s%s", i / 2 ? turns[i / 2] : "/upright",
                                            i % 2 ? "-cropped" : "");
    g_test_add_data_func(g_strdelimit(name, " ", '-'), keys[i], test_frame_lies_on_its_figure);
  }
  g_test_add_func("/annotate/twice-the-same", test_twice_the_same);
  g_test_add_func("/annotate/no-pdf", test_no_pdf);
  return g_test_run();
}
