/*
 * paint.c - sheets to PDF.
 */
#include "paint.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

static const double rule_width = 0.5, dot_width = 0.75;
static const double scan_scale = 150.0 / 72;

typedef struct Brush {
  cairo_t *cairo;
  const Press *press;
  guint run; /* characters a text object has at most */
} Brush;

static int compare_strokes(gconstpointer a, gconstpointer b) {
  const Stroke *s = a, *t = b;
  bool s_level = s->y1 == s->y2, t_level = t->y1 == t->y2;
  double keys[] = {s_level - t_level, s_level ? s->y1 - t->y1 : s->x1 - t->x1, s_level ? s->x1 - t->x1 : s->y1 - t->y1};

  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
    if (fabs(keys[i]) > 1e-6) return keys[i] < 0 ? -1 : 1;
  return 0;
}

static bool joins(const Stroke *s, const Stroke *t) {
  if (s->y1 == s->y2) return t->y1 == t->y2 && fabs(s->y1 - t->y1) < 1e-6 && t->x1 <= s->x2 + 1e-6;
  return t->y1 != t->y2 && fabs(s->x1 - t->x1) < 1e-6 && t->y1 <= s->y2 + 1e-6;
}

/* Edges of cells that lie on one line and touch become one rule. */
static GArray *join_strokes(const GArray *strokes) {
  g_autoptr(GArray) sorted = g_array_copy((GArray *)strokes);
  GArray *joined = g_array_new(FALSE, FALSE, sizeof(Stroke));

  g_array_sort(sorted, compare_strokes);
  for (guint i = 0; i < sorted->len; i++) {
    const Stroke *stroke = &g_array_index(sorted, Stroke, i);
    Stroke *last = joined->len == 0 ? NULL : &g_array_index(joined, Stroke, joined->len - 1);
    if (last == NULL || stroke->shade || last->shade || !joins(last, stroke)) g_array_append_val(joined, *stroke);
    else {
      last->x2 = MAX(last->x2, stroke->x2);
      last->y2 = MAX(last->y2, stroke->y2);
    }
  }
  return joined;
}

static void paint_shades(Brush *brush, const GArray *strokes) {
  for (guint i = 0; i < strokes->len; i++) {
    const Stroke *s = &g_array_index(strokes, Stroke, i);
    if (!s->shade) continue;
    cairo_set_source_rgb(brush->cairo, 0.85, 0.85, 0.85);
    cairo_rectangle(brush->cairo, s->x1, s->y1, s->x2 - s->x1, s->y2 - s->y1);
    cairo_fill(brush->cairo);
  }
  cairo_set_source_rgb(brush->cairo, 0, 0, 0);
}

/* A rule as browsers print a dotted border: squares as far apart as they are wide. */
static void paint_dots(const Brush *brush, const Stroke *s) {
  bool level = s->x2 - s->x1 > s->y2 - s->y1;
  double length = level ? s->x2 - s->x1 : s->y2 - s->y1;

  for (double at = 0; at <= length; at += 2 * dot_width) {
    double x = level ? s->x1 + at : s->x1, y = level ? s->y1 : s->y1 + at;
    cairo_rectangle(brush->cairo, x - dot_width / 2, y - dot_width / 2, dot_width, dot_width);
    cairo_fill(brush->cairo);
  }
}

static void paint_rules(Brush *brush, const Sheet *sheet) {
  const char *style = source_get(brush->press->source, "rules", "strokes");
  bool pieces = strcmp(style, "pieces") == 0, strokes = strcmp(style, "strokes") == 0;
  g_autoptr(GArray) rules = pieces ? g_array_copy(sheet->strokes) : join_strokes(sheet->strokes);

  paint_shades(brush, sheet->strokes);
  if (strcmp(style, "none") == 0) return;
  cairo_set_line_width(brush->cairo, rule_width);
  for (guint i = 0; i < rules->len; i++) {
    const Stroke *s = &g_array_index(rules, Stroke, i);
    if (s->shade) continue;
    if (strcmp(style, "dots") == 0) paint_dots(brush, s);
    else if (strokes) {
      cairo_move_to(brush->cairo, s->x1, s->y1);
      cairo_line_to(brush->cairo, s->x2, s->y2);
      cairo_stroke(brush->cairo);
    } else {
      cairo_rectangle(brush->cairo, s->x1 - rule_width / 2, s->y1 - rule_width / 2, s->x2 - s->x1 + rule_width,
                      s->y2 - s->y1 + rule_width);
      cairo_fill(brush->cairo);
    }
  }
}

/*
 * The characters from `from` on that stand side by side on one baseline, `run` at most; more beyond the page's edge,
 * where cairo leaves out what is painted apart.
 */
static guint run_length(const Brush *brush, const GArray *inks, guint from) {
  guint n = 1;

  for (; from + n < inks->len; n++) {
    const Ink *last = &g_array_index(inks, Ink, from + n - 1), *next = &g_array_index(inks, Ink, from + n);
    if (n >= brush->run && next->x < brush->press->width) break;
    double expected = last->x + face_advance(brush->press->face, last->c) * last->size;
    if (next->y != last->y || next->size != last->size || fabs(next->x - expected) > 1e-3) break;
  }
  return n;
}

static void paint_run(Brush *brush, const GArray *inks, guint from, guint n, double shift) {
  g_autoptr(GString) text = g_string_new(NULL);
  const Ink *first = &g_array_index(inks, Ink, from);

  for (guint i = from; i < from + n; i++) g_string_append_unichar(text, g_array_index(inks, Ink, i).c);
  cairo_set_font_size(brush->cairo, first->size);
  cairo_move_to(brush->cairo, first->x + shift, first->y);
  cairo_show_text(brush->cairo, text->str);
}

static void paint_text(Brush *brush, const Sheet *sheet) {
  double twice = source_number(brush->press->source, "double", 0);

  cairo_select_font_face(brush->cairo, source_get(brush->press->source, "font", face_default), CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_NORMAL);
  for (guint from = 0, n; from < sheet->inks->len; from += n) {
    n = run_length(brush, sheet->inks, from);
    paint_run(brush, sheet->inks, from, n, 0);
    if (twice > 0) paint_run(brush, sheet->inks, from, n, twice);
  }
}

/* Whether the file has the page lying. */
static bool is_lying(const Sheet *sheet) { return sheet->turn == 90 || sheet->turn == 270 || sheet->sideways; }

/* From the sheet as it is read to the sheet as the file has it, before the viewer applies /Rotate. */
static void turn_cairo(cairo_t *cairo, const Sheet *sheet, double width, double height) {
  cairo_matrix_t matrix;

  cairo_matrix_init_identity(&matrix);
  if (sheet->turn == 90) cairo_matrix_init(&matrix, 0, -1, 1, 0, 0, width);
  else if (sheet->turn == 180) cairo_matrix_init(&matrix, -1, 0, 0, -1, width, height);
  else if (sheet->turn == 270) cairo_matrix_init(&matrix, 0, 1, -1, 0, height, 0);
  else if (sheet->sideways) /* the reader turns his head: print's x runs up the page */
    cairo_matrix_init(&matrix, 0, -1, 1, 0, 0, width);
  cairo_transform(cairo, &matrix);
}

/* Large and slanting, under all the print. */
static void paint_watermark(cairo_t *cairo, const Press *press) {
  const char *text = source_get(press->source, "watermark", "");

  cairo_save(cairo);
  cairo_set_source_rgb(cairo, 0.9, 0.9, 0.9);
  cairo_select_font_face(cairo, face_default, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, press->width / 8);
  cairo_translate(cairo, press->width / 4, press->height * 0.7);
  cairo_rotate(cairo, -G_PI / 4);
  cairo_move_to(cairo, 0, 0);
  cairo_show_text(cairo, text);
  cairo_restore(cairo);
}

static void paint_sheet(cairo_t *cairo, const Press *press, const Sheet *sheet) {
  Brush brush = {cairo, press, (guint)source_number(press->source, "run", 1000)};

  paint_watermark(cairo, press);
  paint_rules(&brush, sheet);
  paint_text(&brush, sheet);
}

/* A page that is only a picture of the print, as a scanner makes it. */
static void paint_scan(cairo_t *cairo, const Press *press, const Sheet *sheet) {
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)(press->width * scan_scale),
                                                      (int)(press->height * scan_scale));
  cairo_t *inner = cairo_create(image);

  cairo_set_source_rgb(inner, 1, 1, 1);
  cairo_paint(inner);
  cairo_scale(inner, scan_scale, scan_scale);
  paint_sheet(inner, press, sheet);
  cairo_destroy(inner);
  cairo_scale(cairo, 1 / scan_scale, 1 / scan_scale);
  cairo_set_source_surface(cairo, image, 0, 0);
  cairo_paint(cairo);
  cairo_surface_destroy(image);
}

/*
 * cairo knows neither /Rotate nor /CropBox. Each of its pages has a /Group that a print without transparency does not
 * need: they are written over it, so that no byte of the file moves.
 */
static bool dress_pages(const Press *press, const char *path, double crop, GError **error) {
  g_autofree char *bytes = NULL;
  gsize length = 0;
  if (!g_file_get_contents(path, &bytes, &length, error)) return false;
  char *at = bytes;
  for (guint i = 0; i < press->sheets->len; i++) {
    const Sheet *sheet = g_ptr_array_index(press->sheets, i);
    bool lying = is_lying(sheet);
    double width = lying ? press->height : press->width, height = lying ? press->width : press->height;
    g_autoptr(GString) entries = g_string_new(NULL);
    if (sheet->turn != 0) g_string_append_printf(entries, "/Rotate %d ", sheet->turn);
    if (crop > 0)
      g_string_append_printf(entries, "/CropBox [%d %d %d %d]", (int)crop, (int)crop, (int)(width + crop),
                             (int)(height + crop));
    at = memmem(at, length - (gsize)(at - bytes), "/Type /Page ", strlen("/Type /Page "));
    at = at == NULL ? NULL : memmem(at, length - (gsize)(at - bytes), "/Group", strlen("/Group"));
    g_assert(at != NULL);
    char *end = memmem(at, length - (gsize)(at - bytes), ">>", strlen(">>"));
    g_assert(end != NULL && entries->len <= (gsize)(end - at));
    end += strlen(">>");
    memset(at, ' ', (size_t)(end - at));
    memcpy(at, entries->str, entries->len);
  }
  return g_file_set_contents(path, bytes, (gssize)length, error);
}

/* Pages are cut out of larger sheets, and the printer's notes stand on what is cut away. */
static void paint_offcut(cairo_t *cairo, double crop) {
  cairo_select_font_face(cairo, face_default, CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(cairo, crop / 3);
  cairo_move_to(cairo, 0, -crop / 3);
  cairo_show_text(cairo, "校样，收到申请99件");
}

bool paint_pdf(const Press *press, const char *path, GError **error) {
  double crop = source_number(press->source, "crop", 0);
  cairo_surface_t *surface = cairo_pdf_surface_create(path, press->width, press->height);
  cairo_t *cairo = cairo_create(surface);

  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2024-01-01T00:00:00Z");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, "2024-01-01T00:00:00Z");
  for (guint i = 0; i < press->sheets->len; i++) {
    const Sheet *sheet = g_ptr_array_index(press->sheets, i);
    double width = is_lying(sheet) ? press->height : press->width, height = press->width + press->height - width;
    cairo_pdf_surface_set_size(surface, width + 2 * crop, height + 2 * crop);
    cairo_identity_matrix(cairo);
    cairo_translate(cairo, crop, crop);
    if (crop > 0) paint_offcut(cairo, crop);
    turn_cairo(cairo, sheet, press->width, press->height);
    if (sheet->picture) paint_scan(cairo, press, sheet);
    else paint_sheet(cairo, press, sheet);
    cairo_show_page(cairo);
  }
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  cairo_status_t status = cairo_surface_status(surface);
  cairo_surface_destroy(surface);
  if (status != CAIRO_STATUS_SUCCESS) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path, cairo_status_to_string(status));
    return false;
  }
  return dress_pages(press, path, crop, error);
}
