/*
 * The room of qpdf. Its C API never throws: every call leaves its errors and warnings in the handle, and asking an
 * object for what it is not is itself a warning. So types are asked for first, and a warning means damage.
 */
#include "document/content.h"

#include "base/bounds.h"
#include "base/inflate.h"
#include "document/content_packed.h"
#include "document/content_page.h"
#include "document/paint.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Of a font's characters, in points a unit: usual are 0.001 to 1. */
static const double SMALLEST_SCALE = 1e-6;

static const char TOO_LONG[] = "its content is too long when decompressed";
static const char DAMAGED[] = "its compressed content is damaged";

struct Content {
  qpdf_data pdf;
  GBytes *bytes;     /* qpdf reads from them for as long as it lives */
  bool mended;       /* its table of objects was damaged */
  const char *doubt; /* NULL, or why no page of it can be relied on */
  int pages;
  GHashTable *tables; /* object number of a ToUnicode stream -> whether it is whole */
  size_t budget;      /* decompressed bytes that this page may still take */
  unsigned parts;
  bool odd;            /* a font of the page being read has a very narrow or wide character */
  const char *trouble; /* of the page being read: NULL, or what is wrong with its streams */
  const char *excess;  /* of the page being read: NULL, or the limit that its streams pass */
};

/*
 * Takes all complaints since it was last asked. NULL, or the first; new string. When the file had to be mended that
 * comes first, and `opened` (NULL: nobody asks) is told: smaller complaints (a wrong /Size) are common and cost nothing.
 */
static char *take_complaint(qpdf_data pdf, Content *opened) {
  char *first = NULL;
  while (qpdf_more_warnings(pdf)) {
    const char *message = qpdf_get_error_message_detail(pdf, qpdf_next_warning(pdf));
    if (!first) first = g_strdup(message);
    if (opened && strcmp(message, "file is damaged") == 0) opened->mended = true;
    if (opened && strstr(message, "more than once in the pages tree")) opened->doubt = "a page stands in it twice";
  }
  if (qpdf_has_error(pdf)) {
    const char *message = qpdf_get_error_message_detail(pdf, qpdf_get_error(pdf));
    if (!first) first = g_strdup(message);
  }
  return first;
}

static bool open_with(Content *content, const char *password) {
  size_t length;
  const char *data = g_bytes_get_data(content->bytes, &length);
  if (content->pdf) qpdf_cleanup(&content->pdf);
  content->pdf = qpdf_init();
  qpdf_set_suppress_warnings(content->pdf, QPDF_TRUE);
  qpdf_silence_errors(content->pdf);
  return data && !(qpdf_read_memory(content->pdf, "report", data, length, password) & QPDF_ERRORS);
}

/* The password as older files have it, in Latin letters; NULL when it has others. New string. */
static char *latin_password(const char *password) {
  g_autoptr(GString) latin = g_string_new(NULL);
  for (const char *at = password; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c > UCHAR_MAX) return NULL;
    g_string_append_c(latin, (char)c);
  }
  return g_string_free(g_steal_pointer(&latin), FALSE);
}

Content *content_open(GBytes *bytes, const char *password, GError **error) {
  g_autofree char *valid = password ? g_utf8_make_valid(password, -1) : NULL;
  g_autofree char *latin = valid ? latin_password(valid) : NULL;
  const char *const passwords[] = {password, latin};
  g_autoptr(Content) content = g_new0(Content, 1);
  content->bytes = g_bytes_ref(bytes);
  bool opened = open_with(content, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(passwords) && !opened && passwords[i]; i++)
    opened = open_with(content, passwords[i]);
  content->pages = opened ? qpdf_get_num_pages(content->pdf) : -1;
  content->tables = g_hash_table_new(NULL, NULL);
  g_autofree char *complaint = take_complaint(content->pdf, content);
  if (content->pages < 0) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s", complaint ? complaint : "not a PDF");
    return NULL;
  }
  if (!content_packed_is_sound(content->pdf, bytes)) content->doubt = "objects that its pages are made of are damaged";
  g_free(take_complaint(content->pdf, NULL));
  return g_steal_pointer(&content);
}

void content_free(Content *content) {
  if (!content) return;
  qpdf_cleanup(&content->pdf);
  g_bytes_unref(content->bytes);
  g_hash_table_unref(content->tables);
  g_free(content);
}

int content_page_count(const Content *content) { return content->pages; }

const char *content_doubt(const Content *content) { return content->doubt; }

const char *content_damage(const Content *content) {
  return content->mended ? "the file is damaged: objects may be missing" : "";
}

static void append_bytes(Content *content, GByteArray *out, const unsigned char *data, size_t length) {
  size_t n = MIN(length, content->budget);
  if (n < length) content->excess = TOO_LONG;
  g_byte_array_append(out, data, (guint)n);
  content->budget -= n;
}

/*
 * Appends a stream's decoded bytes; false when it is damaged. The usual kind is inflated here and not by qpdf, so that
 * a small file cannot become a huge one in memory.
 */
static bool append_stream(Content *content, qpdf_oh stream, GByteArray *out) {
  qpdf_data pdf = content->pdf;
  if (++content->parts > LIMIT_STREAM_PARTS) {
    content->excess = "the content has too many parts";
    return true;
  }
  bool flate = content_is_plain_flate(pdf, qpdf_oh_get_dict(pdf, stream));
  unsigned char *data = NULL;
  size_t length = 0;
  QPDF_BOOL decoded = QPDF_TRUE;
  g_free(take_complaint(pdf, NULL));
  enum qpdf_stream_decode_level_e level = flate ? qpdf_dl_none : qpdf_dl_generalized;
  bool whole = !(qpdf_oh_get_stream_data(pdf, stream, level, &decoded, &data, &length) & QPDF_ERRORS);
  if (data && flate) {
    InflateStatus status = inflate_bytes(data, length, out, &content->budget);
    if (status == INFLATE_TOO_LONG) content->excess = TOO_LONG;
    whole = status != INFLATE_DAMAGED;
  } else if (!flate) {
    whole = whole && decoded && !qpdf_more_warnings(pdf);
    if (data && decoded) append_bytes(content, out, data, length);
  }
  free(data);
  return whole;
}

/* One of the streams that make up a page's content; parted from the next as by a blank. */
static void append_part(Content *content, qpdf_oh part, GByteArray *out) {
  qpdf_data pdf = content->pdf;
  if (!qpdf_oh_is_stream(pdf, part)) {
    if (qpdf_oh_is_indirect(pdf, part)) content->trouble = "its content is missing";
  } else if (!append_stream(content, part, out)) {
    content->trouble = DAMAGED;
  }
  g_byte_array_append(out, (const guint8 *)"\n", 1);
}

/* How much wider than high, or higher than wide, the same matrix may make a character. */
static const double MOST_STRETCHED = 4;

/* Poppler leaves out the characters of a font whose matrix makes nothing of them, and says nothing. */
static bool has_size(qpdf_data pdf, qpdf_oh font) {
  qpdf_oh matrix = content_key(pdf, font, "/FontMatrix");
  double n[6];
  if (!qpdf_oh_is_name_and_equals(pdf, content_key(pdf, font, "/Subtype"), "/Type3")) return true;
  if (!content_numbers(pdf, matrix, n, 6)) return false;
  const double width = hypot(n[0], n[1]), height = hypot(n[2], n[3]);
  return fabs(n[0] * n[3] - n[1] * n[2]) >= SMALLEST_SCALE * SMALLEST_SCALE &&
         fmax(width, height) <= MOST_STRETCHED * fmin(width, height);
}

/* In thousandths of an em. No number of a character in a table of widths is larger, either. */
static const double WIDEST = 65535;
/* A dash may be three ems wide, a blank thin as a hair: what a report writes its figures with lies between. */
static const double NARROW = 150, WIDE = 2000;

/*
 * Poppler leaves out what a width beyond all measure moves off the page, and says nothing: then false. *ret_odd is set
 * when one is narrow or wide. Widths are all numbers of a simple font, [500 500]; of a composite one those within inner brackets
 * and each third one outside of them: [17 [1000 500.5] 200 220 500].
 */
static bool has_plain_widths(qpdf_data pdf, qpdf_oh font, bool *ret_odd) {
  qpdf_oh parts = content_key(pdf, font, "/DescendantFonts");
  bool composite = qpdf_oh_is_array(pdf, parts) && qpdf_oh_get_array_n_items(pdf, parts) > 0;
  bool in_ems = !qpdf_oh_is_name_and_equals(pdf, content_key(pdf, font, "/Subtype"), "/Type3");
  qpdf_oh widths =
      composite ? content_key(pdf, qpdf_oh_get_array_item(pdf, parts, 0), "/W") : content_key(pdf, font, "/Widths");
  const char *at = qpdf_oh_is_array(pdf, widths) ? qpdf_oh_unparse_resolved(pdf, widths) : "";
  unsigned depth = 0, outside = 0;
  while (*(at += strcspn(at, "[]0123456789"))) {
    if (*at == '[' || *at == ']') {
      depth += *at++ == '[' ? 1U : -1U;
      outside = 0;
      continue;
    }
    const double number = g_ascii_strtod(at, (char **)&at);
    if (number > WIDEST) return false;
    const bool is_width = !composite || depth > 1 || ++outside % 3 == 0;
    if (is_width && in_ems && number > 0 && (number < NARROW || number > WIDE)) *ret_odd = true;
  }
  return true;
}

/* Whether it is one at all: a stream whose filter has lost its name decodes to what it was packed as. */
static bool is_table(const GByteArray *bytes) {
  return memmem(bytes->data, bytes->len, "cmap", 4) || memmem(bytes->data, bytes->len, "beginbf", 7);
}

/* Whether the table that gives a font's characters their meaning is whole; each is looked at once a file. */
static bool is_font_sound(Content *content, qpdf_oh font) {
  g_free(take_complaint(content->pdf, NULL));
  qpdf_oh table = content_key(content->pdf, font, "/ToUnicode");
  bool is_stream = qpdf_oh_is_stream(content->pdf, table);
  g_autofree char *complaint = take_complaint(content->pdf, NULL);
  if (!is_stream) return !qpdf_oh_is_indirect(content->pdf, table) || qpdf_oh_is_name(content->pdf, table);
  /* what qpdf forgives here makes poppler read another stream */
  if (complaint && strstr(complaint, "line terminator")) return false;
  void *id = GINT_TO_POINTER(qpdf_oh_get_object_id(content->pdf, table)), *sound;
  if (g_hash_table_lookup_extended(content->tables, id, NULL, &sound)) return sound != NULL;
  g_autoptr(GByteArray) scratch = g_byte_array_new();
  bool whole = append_stream(content, table, scratch) && (content->excess || is_table(scratch));
  g_hash_table_insert(content->tables, id, GINT_TO_POINTER(whole));
  return whole;
}

/* Those whose loss is silent, and no other key is like. */
static const char *const page_keys[] = {"/Contents", "/Resources", "/MediaBox", "/CropBox",
                                        "/Rotate",   "/UserUnit",  NULL};
static const char *const font_keys[] = {"/ToUnicode", "/Encoding",   "/DescendantFonts", "/Widths",
                                        "/FirstChar", "/FontMatrix", "/CharProcs",       NULL};

static void verify_font(Content *content, qpdf_oh font) {
  qpdf_data pdf = content->pdf;
  if (!is_font_sound(content, font)) content->trouble = "a font's table of characters is damaged";
  if (!has_size(pdf, font)) content->trouble = "a font's matrix is damaged";
  if (!has_plain_widths(pdf, font, &content->odd)) content->trouble = "a font's table of widths is damaged";
  if (content_misspells(pdf, font, font_keys)) content->trouble = "a key of a font is damaged";
}

static void verify_fonts(Content *content, qpdf_oh resources) {
  qpdf_data pdf = content->pdf;
  qpdf_oh fonts = content_key(pdf, resources, "/Font");
  if (!qpdf_oh_is_dictionary(pdf, fonts)) return;
  g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(qpdf_oh)); /* qpdf goes through one dictionary at a time */
  qpdf_oh_begin_dict_key_iter(pdf, fonts);
  while (all->len < LIMIT_FONTS && qpdf_oh_dict_more_keys(pdf)) {
    qpdf_oh font = content_key(pdf, fonts, qpdf_oh_dict_next_key(pdf));
    g_array_append_val(all, font);
  }
  if (qpdf_oh_dict_more_keys(pdf)) content->trouble = "too many fonts: not all of them were verified";
  for (guint i = 0; i < all->len; i++) verify_font(content, g_array_index(all, qpdf_oh, i));
}

static GBytes *page_content(Content *content, qpdf_oh page) {
  qpdf_data pdf = content->pdf;
  qpdf_oh contents = content_key(pdf, page, "/Contents");
  GByteArray *out = g_byte_array_new();
  int n = qpdf_oh_is_array(pdf, contents) ? qpdf_oh_get_array_n_items(pdf, contents) : 0;
  if (n == 0) append_part(content, contents, out);
  for (int i = 0; i < n && !content->excess; i++) append_part(content, qpdf_oh_get_array_item(pdf, contents, i), out);
  return g_byte_array_free_to_bytes(out);
}

static PaintObject find_object(void *data, unsigned resources, const char *name) {
  Content *content = data;
  qpdf_data pdf = content->pdf;
  PaintObject object = {.kind = PAINT_NOTHING, .matrix = {1, 0, 0, 1, 0, 0}};
  g_autofree char *key = g_strconcat("/", name, NULL);
  qpdf_oh stream = content_key(pdf, content_key(pdf, resources, "/XObject"), key);
  if (!qpdf_oh_is_stream(pdf, stream)) return object;
  qpdf_oh dictionary = qpdf_oh_get_dict(pdf, stream), subtype = content_key(pdf, dictionary, "/Subtype");
  if (qpdf_oh_is_name_and_equals(pdf, subtype, "/Image")) object.kind = PAINT_IMAGE;
  if (!qpdf_oh_is_name_and_equals(pdf, subtype, "/Form")) return object;
  if (!content_box(pdf, content_key(pdf, dictionary, "/BBox"), &object.bounds)) return object;
  double n[6];
  if (content_numbers(pdf, content_key(pdf, dictionary, "/Matrix"), n, 6))
    object.matrix = (Matrix){n[0], n[1], n[2], n[3], n[4], n[5]};
  qpdf_oh own = content_key(pdf, dictionary, "/Resources");
  object.resources = qpdf_oh_is_dictionary(pdf, own) ? own : resources;
  GByteArray *out = g_byte_array_new();
  if (!append_stream(content, stream, out)) content->trouble = DAMAGED;
  object.content = g_byte_array_free_to_bytes(out);
  object.kind = PAINT_FORM;
  return object;
}

static ColourKind colour_of_family(const char *family) {
  static const char *const additive[] = {"DeviceGray", "DeviceRGB", "CalGray", "CalRGB", "ICCBased", "G", "RGB", NULL};
  static const char *const subtractive[] = {"DeviceCMYK", "Separation", "DeviceN", "CMYK", NULL};
  if (g_strv_contains(additive, family)) return COLOUR_ADDITIVE;
  return g_strv_contains(subtractive, family) ? COLOUR_SUBTRACTIVE : COLOUR_OTHER;
}

static ColourKind find_colour(void *data, unsigned resources, const char *name) {
  qpdf_data pdf = ((Content *)data)->pdf;
  g_autofree char *key = g_strconcat("/", name, NULL);
  qpdf_oh space = content_key(pdf, content_key(pdf, resources, "/ColorSpace"), key);
  if (qpdf_oh_is_null(pdf, space)) return colour_of_family(name);
  if (qpdf_oh_is_name(pdf, space)) return colour_of_family(qpdf_oh_get_name(pdf, space) + 1);
  if (!qpdf_oh_is_array(pdf, space) || qpdf_oh_get_array_n_items(pdf, space) < 2) return COLOUR_OTHER;
  qpdf_oh family = qpdf_oh_get_array_item(pdf, space, 0);
  if (!qpdf_oh_is_name(pdf, family)) return COLOUR_OTHER;
  if (!qpdf_oh_is_name_and_equals(pdf, family, "/ICCBased")) return colour_of_family(qpdf_oh_get_name(pdf, family) + 1);
  qpdf_oh profile = qpdf_oh_get_array_item(pdf, space, 1);
  int n = 0;
  if (!qpdf_oh_is_stream(pdf, profile)) return COLOUR_OTHER;
  qpdf_oh_get_value_as_int(pdf, content_key(pdf, qpdf_oh_get_dict(pdf, profile), "/N"), &n);
  return n == 4 ? COLOUR_SUBTRACTIVE : COLOUR_ADDITIVE;
}

static size_t find_words(void *data, unsigned resources, const char *name) {
  qpdf_data pdf = ((Content *)data)->pdf;
  g_autofree char *key = g_strconcat("/", name, NULL);
  qpdf_oh properties = content_key(pdf, content_key(pdf, resources, "/Properties"), key);
  qpdf_oh words = content_key(pdf, properties, "/ActualText");
  size_t length = 0;
  if (qpdf_oh_is_string(pdf, words)) qpdf_oh_get_binary_string_value(pdf, words, &length);
  return length;
}

bool content_read_page(Content *content, Page *page, Ink *ink) {
  qpdf_data pdf = content->pdf;
  if (page->number > content->pages) {
    page_set_damage(page, "its content cannot be found");
    return true;
  }
  qpdf_oh object = qpdf_get_page_n(pdf, (size_t)page->number - 1);
  content->budget = LIMIT_STREAM_BYTES;
  content->parts = 0;
  content->odd = false;
  content->trouble = content_misspells(pdf, object, page_keys) ? "a key of the page is damaged" : NULL;
  if (!content_is_page(pdf, object)) content->trouble = "it is no page";
  content->excess = NULL;
  PaintSource source = {content, find_object, find_colour, find_words};
  Matrix matrix = content_page_matrix(content_page_box(pdf, object), content_page_turn(pdf, object));
  g_autoptr(GBytes) bytes = page_content(content, object);
  qpdf_oh resources = content_inherited(pdf, object, "/Resources");
  verify_fonts(content, resources);
  ink->odd_font = content->odd;
  paint_content(bytes, matrix, resources, &source, ink);
  g_array_append_vals(page->rules, ink->rules->data, ink->rules->len);
  g_array_append_vals(page->fields, ink->fields->data, ink->fields->len);
  const char *complaints[] = {content->excess, ink->excess, content->trouble, ink->trouble};
  for (unsigned i = 0; i < G_N_ELEMENTS(complaints); i++)
    if (complaints[i]) page_set_damage(page, complaints[i]);
  g_free(take_complaint(pdf, NULL));
  qpdf_oh_release_all(pdf);
  return !content->excess && !ink->excess;
}

double content_user_unit(Content *content, int page) {
  if (page > content->pages) return 1;
  const double unit = content_page_unit(content->pdf, qpdf_get_page_n(content->pdf, (size_t)page - 1));
  qpdf_oh_release_all(content->pdf);
  return unit;
}

Box content_displayed(Content *content, int page, Box area) {
  if (page > content->pages) return area;
  qpdf_oh object = qpdf_get_page_n(content->pdf, (size_t)page - 1);
  const Box crop = content_page_box(content->pdf, object), own = {0, 0, box_width(crop), box_height(crop)};
  const Matrix matrix = content_page_matrix(own, content_page_turn(content->pdf, object));
  qpdf_oh_release_all(content->pdf);
  return matrix_apply_box(matrix, area);
}

/* The file as it is now, not encrypted; NULL when it cannot be written. */
static GBytes *copy(qpdf_data pdf) {
  qpdf_init_write_memory(pdf);
  qpdf_set_preserve_encryption(pdf, QPDF_FALSE);
  qpdf_set_stream_data_mode(pdf, qpdf_s_preserve);
  bool written = !(qpdf_write(pdf) & QPDF_ERRORS);
  g_free(take_complaint(pdf, NULL));
  return written ? g_bytes_new(qpdf_get_buffer(pdf), qpdf_get_buffer_length(pdf)) : NULL;
}

GBytes *content_unlock(GBytes *bytes, const char *password) {
  g_autoptr(Content) content = password ? content_open(bytes, password, NULL) : NULL;
  GBytes *open = content && qpdf_is_encrypted(content->pdf) ? copy(content->pdf) : NULL;
  return open ? open : g_bytes_ref(bytes);
}

GBytes *content_widen(Content *content, double margin) {
  qpdf_data pdf = content->pdf;
  int n = MIN(content->pages, LIMIT_PAGES);
  content_page_move_edges(pdf, n, margin);
  GBytes *wide = copy(pdf);
  content_page_move_edges(pdf, n, -margin); /* the pages that are still to be read have their edges where they were */
  return wide;
}
