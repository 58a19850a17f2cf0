/*
 * text.h - a stretch of text that knows where each of its characters was printed.
 */
#ifndef EXTRACT_TEXT_H
#define EXTRACT_TEXT_H

#include "document/page.h"

/*
 * Folded characters in reading order, with the glyph behind each. A space stands only where it means something
 * (between Latin words or numbers); layout spaces between Han characters are gone.
 */
typedef struct Text {
  GString *utf8;     /* the folded text */
  GPtrArray *glyphs; /* of const Glyph, one a character of utf8; NULL for a space; borrowed from the pages */
} Text;

Text *text_new(void);
void text_free(Text *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Text, text_free)

/* Appends a character; `glyph` NULL for a space that was not painted. */
void text_append_glyph(Text *text, const Glyph *glyph);
void text_append_space(Text *text);
/* Appends `more`, with a space between when both ends are Latin letters (a word never runs into the next). */
void text_append(Text *text, const Text *more);
/* A new text of the bytes from..to (on character borders) of `text`. */
Text *text_slice(const Text *text, size_t from, size_t to);

/* Which glyphs stand behind the bytes from..to: first and one past the last index into ->glyphs. */
void text_span(const Text *text, size_t from, size_t to, unsigned *ret_first, unsigned *ret_end);
/* The box around the glyphs of the bytes from..to that stand on the page of the first of them; false when none. */
bool text_box(const Text *text, size_t from, size_t to, int *ret_page, Box *ret_box);
/* The same bytes as printed, before folding. New string. */
char *text_raw(const Text *text, size_t from, size_t to);
/* Whether those bytes stand on more than one printed line (or page). */
bool text_is_wrapped(const Text *text, size_t from, size_t to);
/* Whether there are wide gaps between their characters: 1 5 2 0 6. */
bool text_is_spaced(const Text *text, size_t from, size_t to);

#endif
