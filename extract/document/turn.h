/*
 * turn.h - which way text runs over the page, and the page seen that way.
 */
#ifndef EXTRACT_TURN_H
#define EXTRACT_TURN_H

#include "document/page.h"

/* The way from one character to the next. */
typedef enum Turn {
  TURN_RIGHT, /* as most text */
  TURN_DOWN,  /* vertical writing, and text turned clockwise */
  TURN_LEFT,  /* upside down */
  TURN_UP,    /* text turned counter-clockwise */
  TURN_COUNT
} Turn;

/* A box as seen by who holds the page so that the text runs to the right; turn_back() undoes it. */
Box turn_box(Box box, Turn turn);
Box turn_back(Box box, Turn turn);

/*
 * The size of a character in points, told by its box as seen when it runs to the right. Fonts say of their height
 * what they like (Type 3 fonts three times too much): the width is asked too.
 */
double glyph_em(const Glyph *glyph, Box box);
/* The box of a glyph so seen, made no higher than print can be, about its middle. */
Box glyph_box(const Glyph *glyph, Turn turn);

/* The way most of the text runs, told by the step from each glyph to the next of its run. */
Turn turn_of(const Glyph *const *glyphs, unsigned n);
Turn turn_of_page(const Page *page);
/* The way each glyph runs, into `ret_turns` (room for n): its own run's when that is long enough to tell, else `most`. */
void turn_each(const Glyph *const *glyphs, unsigned n, Turn most, Turn *ret_turns);

#endif
