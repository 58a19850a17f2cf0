/*
 * Also in the room of qpdf. Annotations are placed in the page's own space, whatever its /Rotate and boxes, by the
 * inverse of the matrix that content_page.h displays it with: so a frame lies on its figure on every page.
 */
#include "document/annotate.h"

#include "document/content_page.h"

static const double FRAME = 0.8;  /* width of a frame's line, in points */
static const double MARGIN = 1.5; /* between a figure and its frame */
static const double SHEET = 12;   /* side of a sheet */

static void note_clear(Note *note) {
  g_free(note->title);
  g_free(note->text);
}

static void bookmark_clear(Bookmark *bookmark) { g_free(bookmark->title); }

void annotations_init(Annotations *annotations, const char *heading) {
  annotations->notes = g_array_new(FALSE, FALSE, sizeof(Note));
  annotations->bookmarks = g_array_new(FALSE, FALSE, sizeof(Bookmark));
  annotations->heading = heading;
  g_array_set_clear_func(annotations->notes, (GDestroyNotify)note_clear);
  g_array_set_clear_func(annotations->bookmarks, (GDestroyNotify)bookmark_clear);
}

void annotations_clear(Annotations *annotations) {
  g_clear_pointer(&annotations->notes, g_array_unref);
  g_clear_pointer(&annotations->bookmarks, g_array_unref);
}

/* A number as PDF writes it, whatever the locale: two decimals. */
static void put_number(GString *out, double number) {
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  g_string_append_printf(out, "%s ", g_ascii_formatd(buffer, sizeof buffer, "%.2f", number));
}

static void put_numbers(GString *out, const char *before, const double *numbers, size_t n, const char *after) {
  g_string_append(out, before);
  for (size_t i = 0; i < n; i++) put_number(out, numbers[i]);
  g_string_append(out, after);
}

/* The way back from the page as displayed to its own space. The matrices turn and shift, never flatten. */
static Matrix inverse(Matrix m) {
  const double det = m.a * m.d - m.b * m.c;
  Matrix i = {m.d / det, -m.b / det, -m.c / det, m.a / det, 0, 0};
  i.e = -(m.e * i.a + m.f * i.c);
  i.f = -(m.e * i.b + m.f * i.d);
  return i;
}

/* From the page as displayed, in points, to its own space. */
static Matrix way_back(qpdf_data pdf, qpdf_oh page) {
  Matrix back = inverse(content_page_matrix(content_page_box(pdf, page), content_page_turn(pdf, page)));
  const double unit = content_page_unit(pdf, page);
  return matrix_multiply((Matrix){1 / unit, 0, 0, 1 / unit, 0, 0}, back);
}

/* What is painted of a note, in a space whose origin is the lower left corner of its rectangle. */
static GString *paint_note(const Note *note, double width, double height) {
  GString *out = g_string_new(NULL);
  put_numbers(out, "", (const double[]){note->red, note->green, note->blue}, 3, "RG ");
  put_numbers(out, "", &FRAME, 1, "w ");
  if (note->dashed) g_string_append(out, "[2 2] 0 d ");
  const double half = FRAME / 2;
  if (note->kind == NOTE_SHEET) g_string_append(out, "1 1 0.8 rg ");
  put_numbers(out, "", (const double[]){half, half, width - FRAME, height - FRAME}, 4,
              note->kind == NOTE_SHEET ? "re B " : "re S ");
  for (int line = 1; note->kind == NOTE_SHEET && line <= 3; line++) {
    const double y = height * line / 4;
    put_numbers(out, "", (const double[]){width / 5, y}, 2, "m ");
    put_numbers(out, "", (const double[]){width * 4 / 5, y}, 2, "l S ");
  }
  return out;
}

static qpdf_oh make_appearance(qpdf_data pdf, const Note *note, double width, double height) {
  g_autoptr(GString) paint = paint_note(note, width, height);
  g_autoptr(GString) box = g_string_new(NULL);
  put_numbers(box, "[0 0 ", (const double[]){width, height}, 2, "]");
  qpdf_oh stream = qpdf_oh_new_stream(pdf);
  qpdf_oh_replace_stream_data(pdf, stream, (const unsigned char *)paint->str, paint->len, qpdf_oh_new_null(pdf),
                              qpdf_oh_new_null(pdf));
  qpdf_oh dictionary = qpdf_oh_get_dict(pdf, stream);
  qpdf_oh_replace_key(pdf, dictionary, "/Type", qpdf_oh_new_name(pdf, "/XObject"));
  qpdf_oh_replace_key(pdf, dictionary, "/Subtype", qpdf_oh_new_name(pdf, "/Form"));
  qpdf_oh_replace_key(pdf, dictionary, "/BBox", qpdf_oh_parse(pdf, box->str));
  return stream;
}

static Box note_box(const Note *note) {
  const Box box = note->box;
  if (note->kind == NOTE_SHEET) return (Box){box.x1, box.y1, box.x1 + SHEET, box.y1 + SHEET};
  return (Box){box.x1 - MARGIN, box.y1 - MARGIN, box.x2 + MARGIN, box.y2 + MARGIN};
}

static qpdf_oh make_annotation(qpdf_data pdf, qpdf_oh page, const Note *note) {
  const Box rect = matrix_apply_box(way_back(pdf, page), note_box(note));
  g_autoptr(GString) text = g_string_new(NULL);
  g_string_printf(text, "<< /Type /Annot /Subtype %s /F 4 ",
                  note->kind == NOTE_SHEET ? "/Text /Name /Note" : "/Square");
  put_numbers(text, "/C [", (const double[]){note->red, note->green, note->blue}, 3, "] ");
  put_numbers(text, "/Rect [", (const double[]){rect.x1, rect.y1, rect.x2, rect.y2}, 4, "] ");
  put_numbers(text, "/BS << /W ", &FRAME, 1, note->dashed ? "/S /D /D [2 2] >> >>" : "/S /S >> >>");
  qpdf_oh annotation = qpdf_oh_parse(pdf, text->str);
  qpdf_oh states = qpdf_oh_new_dictionary(pdf);
  qpdf_oh_replace_key(pdf, states, "/N", make_appearance(pdf, note, box_width(rect), box_height(rect)));
  qpdf_oh_replace_key(pdf, annotation, "/AP", states);
  qpdf_oh_replace_key(pdf, annotation, "/P", page);
  qpdf_oh_replace_key(pdf, annotation, "/T", qpdf_oh_new_unicode_string(pdf, note->title));
  qpdf_oh_replace_key(pdf, annotation, "/Contents", qpdf_oh_new_unicode_string(pdf, note->text));
  return qpdf_make_indirect_object(pdf, annotation);
}

/* After the annotations that the page has. */
static void add_notes(qpdf_data pdf, int page_count, const GArray *notes) {
  for (guint i = 0; i < notes->len; i++) {
    const Note *note = &g_array_index(notes, Note, i);
    if (note->page < 1 || note->page > page_count) continue;
    qpdf_oh page = qpdf_get_page_n(pdf, (size_t)note->page - 1);
    qpdf_oh list = content_key(pdf, page, "/Annots");
    if (!qpdf_oh_is_array(pdf, list)) {
      list = qpdf_oh_new_array(pdf);
      qpdf_oh_replace_key(pdf, page, "/Annots", list);
    }
    qpdf_oh_append_item(pdf, list, make_annotation(pdf, page, note));
  }
}

static qpdf_oh make_destination(qpdf_data pdf, const Bookmark *bookmark) {
  qpdf_oh page = qpdf_get_page_n(pdf, (size_t)bookmark->page - 1);
  const Point spot = matrix_apply(way_back(pdf, page), bookmark->x, bookmark->y);
  qpdf_oh destination = qpdf_oh_new_array(pdf);
  qpdf_oh_append_item(pdf, destination, page);
  qpdf_oh_append_item(pdf, destination, qpdf_oh_new_name(pdf, "/XYZ"));
  qpdf_oh_append_item(pdf, destination, qpdf_oh_new_real_from_double(pdf, spot.x, 2));
  qpdf_oh_append_item(pdf, destination, qpdf_oh_new_real_from_double(pdf, spot.y, 2));
  qpdf_oh_append_item(pdf, destination, qpdf_oh_new_null(pdf));
  return destination;
}

static qpdf_oh make_item(qpdf_data pdf, const char *title, qpdf_oh parent) {
  qpdf_oh item = qpdf_make_indirect_object(pdf, qpdf_oh_new_dictionary(pdf));
  qpdf_oh_replace_key(pdf, item, "/Title", qpdf_oh_new_unicode_string(pdf, title));
  qpdf_oh_replace_key(pdf, item, "/Parent", parent);
  return item;
}

/* Hangs `item` behind the last child of `parent`. */
static void append_item(qpdf_data pdf, qpdf_oh parent, qpdf_oh item) {
  qpdf_oh last = content_key(pdf, parent, "/Last");
  if (qpdf_oh_is_dictionary(pdf, last)) {
    qpdf_oh_replace_key(pdf, last, "/Next", item);
    qpdf_oh_replace_key(pdf, item, "/Prev", last);
  } else {
    qpdf_oh_replace_key(pdf, parent, "/First", item);
  }
  qpdf_oh_replace_key(pdf, parent, "/Last", item);
  int count = 0;
  qpdf_oh_get_value_as_int(pdf, content_key(pdf, parent, "/Count"), &count);
  qpdf_oh_replace_key(pdf, parent, "/Count", qpdf_oh_new_integer(pdf, MAX(count, 0) + 1));
}

static void add_bookmarks(qpdf_data pdf, int page_count, const Annotations *annotations) {
  if (annotations->bookmarks->len == 0) return;
  qpdf_oh root = qpdf_get_root(pdf);
  qpdf_oh outlines = content_key(pdf, root, "/Outlines");
  if (!qpdf_oh_is_dictionary(pdf, outlines)) {
    outlines = qpdf_make_indirect_object(pdf, qpdf_oh_parse(pdf, "<< /Type /Outlines >>"));
    qpdf_oh_replace_key(pdf, root, "/Outlines", outlines);
  }
  qpdf_oh heading = make_item(pdf, annotations->heading, outlines);
  append_item(pdf, outlines, heading);
  for (guint i = 0; i < annotations->bookmarks->len; i++) {
    const Bookmark *bookmark = &g_array_index(annotations->bookmarks, Bookmark, i);
    if (bookmark->page < 1 || bookmark->page > page_count) continue;
    qpdf_oh item = make_item(pdf, bookmark->title, heading);
    qpdf_oh_replace_key(pdf, item, "/Dest", make_destination(pdf, bookmark));
    append_item(pdf, heading, item);
  }
}

static GBytes *write_copy(qpdf_data pdf) {
  qpdf_init_write_memory(pdf);
  qpdf_set_deterministic_ID(pdf, QPDF_TRUE);
  qpdf_set_preserve_encryption(pdf, QPDF_FALSE);
  qpdf_set_stream_data_mode(pdf, qpdf_s_preserve);
  if (qpdf_write(pdf) & QPDF_ERRORS) return NULL;
  return g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf));
}

GBytes *annotate_pdf(GBytes *bytes, const Annotations *annotations, GError **error) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  qpdf_data pdf = qpdf_init();
  qpdf_set_suppress_warnings(pdf, QPDF_TRUE);
  qpdf_silence_errors(pdf);
  GBytes *copy = NULL;
  if (!(qpdf_read_memory(pdf, "report", data, length, NULL) & QPDF_ERRORS)) {
    const int pages = qpdf_get_num_pages(pdf);
    add_notes(pdf, pages, annotations->notes);
    add_bookmarks(pdf, pages, annotations);
    copy = write_copy(pdf);
  }
  if (!copy) {
    const char *why = qpdf_has_error(pdf) ? qpdf_get_error_message_detail(pdf, qpdf_get_error(pdf)) : "unknown reason";
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "no audit copy can be made of it: %s", why);
  }
  qpdf_cleanup(&pdf);
  return copy;
}
