#include "document/content_page.h"

#include "base/bounds.h"

#include <math.h>
#include <string.h>

/* What PDF readers allow for. */
static const double MOST_POINTS_PER_UNIT = 75000;

qpdf_oh content_key(qpdf_data pdf, qpdf_oh dictionary, const char *key) {
  return qpdf_oh_get_key_if_dict(pdf, dictionary, key);
}

qpdf_oh content_inherited(qpdf_data pdf, qpdf_oh page, const char *key) {
  qpdf_oh value = content_key(pdf, page, key);
  for (int i = 0; i < LIMIT_PAGE_TREE_NESTING && qpdf_oh_is_null(pdf, value); i++) {
    page = content_key(pdf, page, "/Parent");
    if (qpdf_oh_is_null(pdf, page)) break;
    value = content_key(pdf, page, key);
  }
  return value;
}

bool content_is_plain_flate(qpdf_data pdf, qpdf_oh dictionary) {
  qpdf_oh filter = content_key(pdf, dictionary, "/Filter");
  if (qpdf_oh_is_array(pdf, filter) && qpdf_oh_get_array_n_items(pdf, filter) == 1)
    filter = qpdf_oh_get_array_item(pdf, filter, 0);
  return qpdf_oh_is_name_and_equals(pdf, filter, "/FlateDecode") &&
         qpdf_oh_is_null(pdf, content_key(pdf, dictionary, "/DecodeParms"));
}

static bool differs_by_one(const char *a, const char *b) {
  unsigned differing = 0;
  if (strlen(a) != strlen(b)) return false;
  for (; *a; a++, b++) differing += *a != *b;
  return differing == 1;
}

bool content_misspells(qpdf_data pdf, qpdf_oh dictionary, const char *const *known) {
  bool damaged = false;
  if (!qpdf_oh_is_dictionary(pdf, dictionary)) return false;
  qpdf_oh_begin_dict_key_iter(pdf, dictionary);
  while (qpdf_oh_dict_more_keys(pdf)) {
    const char *key = qpdf_oh_dict_next_key(pdf);
    for (unsigned i = 0; known[i]; i++)
      damaged = damaged || (differs_by_one(key, known[i]) && !qpdf_oh_has_key(pdf, dictionary, known[i]));
  }
  return damaged;
}

bool content_numbers(qpdf_data pdf, qpdf_oh array, double *ret, int n) {
  if (!qpdf_oh_is_array(pdf, array) || qpdf_oh_get_array_n_items(pdf, array) < n) return false;
  double numbers[6];
  for (int i = 0; i < n; i++) {
    if (!qpdf_oh_get_value_as_number(pdf, qpdf_oh_get_array_item(pdf, array, i), &numbers[i])) return false;
    if (!isfinite(numbers[i])) return false;
  }
  memcpy(ret, numbers, (size_t)n * sizeof *ret);
  return true;
}

bool content_box(qpdf_data pdf, qpdf_oh array, Box *ret) {
  double n[4];
  if (!content_numbers(pdf, array, n, 4)) return false;
  *ret = (Box){fmin(n[0], n[2]), fmin(n[1], n[3]), fmax(n[0], n[2]), fmax(n[1], n[3])};
  return ret->x1 < ret->x2 && ret->y1 < ret->y2;
}

bool content_is_page(qpdf_data pdf, qpdf_oh page) {
  return qpdf_oh_has_key(pdf, page, "/Parent") || qpdf_oh_has_key(pdf, page, "/Contents");
}

Box content_page_box(qpdf_data pdf, qpdf_oh page) {
  static const Box letter = {0, 0, 612, 792};
  Box media, crop;
  if (!content_box(pdf, content_inherited(pdf, page, "/MediaBox"), &media)) media = letter;
  if (!content_box(pdf, content_inherited(pdf, page, "/CropBox"), &crop)) return media;
  if (box_width(crop) > box_width(media)) crop = (Box){media.x1, crop.y1, media.x2, crop.y2};
  if (box_height(crop) > box_height(media)) crop = (Box){crop.x1, media.y1, crop.x2, media.y2};
  return (Box){CLAMP(crop.x1, media.x1, media.x2), CLAMP(crop.y1, media.y1, media.y2),
               CLAMP(crop.x2, media.x1, media.x2), CLAMP(crop.y2, media.y1, media.y2)};
}

int content_page_turn(qpdf_data pdf, qpdf_oh page) {
  int degrees = 0;
  if (!qpdf_oh_get_value_as_int(pdf, content_inherited(pdf, page, "/Rotate"), &degrees)) return 0;
  return (degrees % 360 + 360) % 360;
}

Matrix content_page_matrix(Box box, int turn) {
  switch (turn) {
  case 90: return (Matrix){0, 1, 1, 0, -box.y1, -box.x1};
  case 180: return (Matrix){-1, 0, 0, 1, box.x2, -box.y1};
  case 270: return (Matrix){0, -1, -1, 0, box.y2, box.x2};
  default: return (Matrix){1, 0, 0, -1, -box.x1, box.y2};
  }
}

double content_page_unit(qpdf_data pdf, qpdf_oh page) {
  double unit = 1;
  const bool given = qpdf_oh_get_value_as_number(pdf, content_key(pdf, page, "/UserUnit"), &unit);
  return given && unit > 0 && unit <= MOST_POINTS_PER_UNIT ? unit : 1;
}

static void replace_box(qpdf_data pdf, qpdf_oh page, const char *key, Box box) {
  const double sides[] = {box.x1, box.y1, box.x2, box.y2};
  qpdf_oh array = qpdf_oh_new_array(pdf);
  for (unsigned i = 0; i < G_N_ELEMENTS(sides); i++)
    qpdf_oh_append_item(pdf, array, qpdf_oh_new_real_from_double(pdf, sides[i], 4));
  qpdf_oh_replace_key(pdf, page, key, array);
}

void content_page_move_edges(qpdf_data pdf, int pages, double margin) {
  for (int i = 0; i < pages; i++) {
    qpdf_oh page = qpdf_get_page_n(pdf, (size_t)i);
    Box box = content_page_box(pdf, page);
    Box moved = {box.x1 - margin, box.y1 - margin, box.x2 + margin, box.y2 + margin};
    replace_box(pdf, page, "/MediaBox", moved);
    replace_box(pdf, page, "/CropBox", moved);
  }
  qpdf_oh_release_all(pdf);
}
