/*
 * fold.h - one character for every way of printing it.
 *
 * Folding is one code point to one code point, so that a folded text and the boxes of its characters stay in step
 * (NFKC over whole strings changes lengths and turns the enumerator into 1, U+2460 to 1). Sources: Unicode's
 * EquivalentUnifiedIdeograph.txt for radicals (made into a table at build time), U+FF01-FF5E by definition.
 */
#ifndef EXTRACT_FOLD_H
#define EXTRACT_FOLD_H

#include <glib.h>
#include <stdbool.h>

/*
 * Radicals and compatibility ideographs to plain ideographs, full-width ASCII to ASCII except the punctuation that
 * Chinese text sets full-width by right: （）：；，！？ stay, and so do “”‘’—…、。《》〔〕; odd spaces to U+0020;
 * zero-width and bidi marks to 0 (drop it). Enumerators (U+2460.., U+3220..) stay.
 */
gunichar fold_character(gunichar raw);

/* A Han character (ideograph, 〇 included). */
bool fold_is_han(gunichar c);

/* 0 to 9; full-width digits are folded to these. */
static inline bool fold_is_digit(gunichar c) { return c >= '0' && c <= '9'; }

/* Whether `c`, not 0, is one of the characters of `set`. */
bool fold_is_among(gunichar c, const char *set);

/*
 * A folded string for comparing labels: fold_character() over `text`, white space dropped, half-width ( ) : ; , to
 * their full-width forms. New string, free with g_free().
 */
char *fold_label(const char *text);

#endif
