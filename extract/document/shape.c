#include "document/shape.h"

#include <string.h>

/* How far from its end a PDF says where its table of objects is, or how far from its start another file what it is. */
enum { NEAR = 1024 };

static const char TABLE[] = "startxref", ARCHIVE[] = "PK\3\4";

typedef struct Span {
  const char *start, *end;
} Span;

static Span span_of(GBytes *bytes) {
  gsize length;
  const char *data = g_bytes_get_data(bytes, &length);
  return (Span){data, data + length};
}

static const char *find(Span span, const char *words) {
  return memmem(span.start, (size_t)(span.end - span.start), words, strlen(words));
}

/* Past the last of them; NULL when there are none. */
static const char *find_last(Span span, const char *words) {
  const char *last = NULL;
  while ((span.start = find(span, words)) != NULL) last = span.start += strlen(words);
  return last;
}

static bool begins(Span span, const char *words) {
  return (size_t)(span.end - span.start) >= strlen(words) && memcmp(span.start, words, strlen(words)) == 0;
}

static bool is_web_page(Span file) {
  g_autofree char *start = g_ascii_strdown(file.start, MIN(file.end - file.start, NEAR));
  const Span small = {start, start + strlen(start)};
  return find(small, "<html") || find(small, "<!doctype html");
}

const char *shape_hindrance(GBytes *bytes) {
  const Span file = span_of(bytes);
  if (file.start == file.end) return "it is empty";
  if (find(file, "%PDF-")) {
    const Span tail = {MAX(file.start, file.end - NEAR), file.end};
    return find(tail, "%%EOF") ? NULL : "its end is missing: it may not have been downloaded whole";
  }
  if (is_web_page(file)) return "it is a web page: the site may have sent that in the place of the report";
  if (begins(file, ARCHIVE)) return "it is a document of Word or the like, or an archive";
  if (begins(file, "\xD0\xCF\x11\xE0")) return "it is a document of Word or the like";
  return "it does not begin as one";
}

/* Whether the next number is 0. */
static bool is_zero(Span span) {
  while (span.start < span.end && g_ascii_isspace(*span.start)) span.start++;
  return span.start < span.end && *span.start == '0';
}

/* 12 0 obj */
static bool is_object(Span file, const char *word) {
  return word > file.start && g_ascii_isdigit(word[-1]) && word + strlen(" obj") < file.end &&
         !g_ascii_isalnum(word[strlen(" obj")]);
}

bool shape_is_archive(GBytes *bytes) { return begins(span_of(bytes), ARCHIVE); }

bool shape_is_superseded(GBytes *bytes) {
  Span file = span_of(bytes);
  const char *end = find_last(file, TABLE);
  if (end && is_zero((Span){end, file.end})) return false; /* the first half of a PDF made for the Web */
  for (Span rest = {end, file.end}; end && (rest.start = find(rest, " obj")) != NULL; rest.start++)
    if (is_object(file, rest.start)) return true;
  return false;
}
