/* A page's content stream: what a stranger's PDF paints. */
#include "document/paint.h"
#include "fuzz.h"

/*
 * Forms nest so deep: each is what is left of the stream behind its part. The operators grow with the length to this
 * power: one level more, and 2 KB of Do take all that LIMIT_OPERATORS allows, five seconds with sanitizers.
 */
enum { PARTS = 3 };

static PaintObject find_object(void *data, unsigned resources, const char *name) {
  if (*name == 'I') return (PaintObject){.kind = PAINT_IMAGE};
  if (resources + 1 >= PARTS) return (PaintObject){.kind = PAINT_NOTHING};
  size_t length = g_bytes_get_size(data), from = length / PARTS * (resources + 1);
  return (PaintObject){.kind = PAINT_FORM,
                       .matrix = {1, 0, 0, 1, 1, 1},
                       .bounds = {0, 0, 500, 800},
                       .content = g_bytes_new_from_bytes(data, from, length - from),
                       .resources = resources + 1};
}

static ColourKind find_colour(void *data, unsigned resources, const char *name) {
  (void)data, (void)resources;
  return *name == 'S' ? COLOUR_SUBTRACTIVE : COLOUR_ADDITIVE;
}

static size_t find_words(void *data, unsigned resources, const char *name) {
  (void)data, (void)resources;
  return *name == 'W' ? 1000 : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) content = g_bytes_new_static(data, size);
  const PaintSource source = {content, find_object, find_colour, find_words};
  Ink ink;
  ink_init(&ink);
  paint_content(content, (Matrix){1, 0, 0, -1, 0, 842}, 0, &source, &ink);
  ink_release(&ink);
  return 0;
}
