#include "document/content_packed.h"

#include "base/bounds.h"
#include "base/inflate.h"
#include "document/content_page.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of its dictionary at most before the word that tells an object stream. */
enum { DICTIONARY = 1000 };

static const char TYPE[] = "/ObjStm", OBJECT[] = " obj";

static const char *skip_back(const char *at, const char *start, bool digits) {
  while (at > start && (digits ? g_ascii_isdigit(at[-1]) : g_ascii_isspace(at[-1]))) at--;
  return at;
}

/* The number of the object in whose dictionary `at` stands, 12 of "12 0 obj << /Type /ObjStm"; 0 when there is none. */
static int number_of_object(const char *start, const char *at) {
  const char *word = at, *first = MAX(start, at - MIN(DICTIONARY, at - start));
  while (word > first && memcmp(word, OBJECT, strlen(OBJECT)) != 0) word--;
  const char *generation = skip_back(word, first, true), *gap = skip_back(generation, first, false);
  const char *number = skip_back(gap, first, true);
  return number < gap && gap < generation ? (int)MIN(g_ascii_strtoull(number, NULL, 10), G_MAXINT) : 0;
}

static bool is_sound(qpdf_data pdf, int number, size_t *budget) {
  qpdf_oh stream = qpdf_get_object_by_id(pdf, number, 0);
  if (!qpdf_oh_is_stream(pdf, stream)) return true;
  qpdf_oh dictionary = qpdf_oh_get_dict(pdf, stream);
  if (!qpdf_oh_is_name_and_equals(pdf, content_key(pdf, dictionary, "/Type"), TYPE)) return true;
  if (!content_is_plain_flate(pdf, dictionary)) return true;
  unsigned char *data = NULL;
  size_t length = 0;
  g_autoptr(GByteArray) scratch = g_byte_array_new();
  const bool read = !(qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_none, NULL, &data, &length) & QPDF_ERRORS);
  const bool sound = read && data && inflate_bytes(data, length, scratch, budget) == INFLATE_WHOLE;
  free(data);
  return sound;
}

bool content_packed_is_sound(qpdf_data pdf, GBytes *bytes) {
  gsize length;
  const char *start = g_bytes_get_data(bytes, &length), *end = start + length;
  size_t budget = LIMIT_STREAM_BYTES;
  unsigned parts = 0;
  bool sound = true;
  for (const char *at = start; sound && (at = memmem(at, (size_t)(end - at), TYPE, strlen(TYPE))) != NULL; at++) {
    const int number = number_of_object(start, at);
    sound = ++parts <= LIMIT_STREAM_PARTS && (number == 0 || is_sound(pdf, number, &budget));
  }
  qpdf_oh_release_all(pdf);
  return sound;
}
