/*
 * aside.h - text that stands beside the text: the navigation of a web page, a second column.
 */
#ifndef EXTRACT_ASIDE_H
#define EXTRACT_ASIDE_H

#include "line/line.h"

/*
 * The lines of the glyphs of a page whose text mostly runs to the right, as line_build_turned() gives them, but where
 * two columns stand beside each other, those of the left one before those of the right one, and a narrow one of short
 * lines marked ->aside.
 */
GPtrArray *aside_lines(const Glyph *const *glyphs, unsigned n);

#endif
