/*
 * line.h - from loose characters to lines of text.
 */
#ifndef EXTRACT_LINE_H
#define EXTRACT_LINE_H

#include "document/turn.h"
#include "line/text.h"

/* Words on one baseline (or, when vertical, characters in one column read downwards). */
typedef struct Line {
  int page;
  Box box;
  double size; /* the height of its characters (median), in points */
  bool vertical;
  bool aside; /* it stands beside the text, as the navigation of a web page does: aside.h */
  Text *text;
} Line;

void line_free(Line *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Line, line_free)

/*
 * Lines, in reading order (top to bottom, left to right; vertical ones right to left), of `n` glyphs of one page.
 * The glyphs of one cell or of a whole page alike, in the order of the page. Free with g_ptr_array_unref().
 */
GPtrArray *line_build(const Glyph *const *glyphs, unsigned n);
/* The same when it is known which way most of them run: a few glyphs of a page do not tell. */
GPtrArray *line_build_turned(const Glyph *const *glyphs, unsigned n, Turn most);

/* --dump=lines: "page x1 y1 x2 y2 [vertical] text", one line each. */
void line_print(const Line *line, GString *out);

#endif
