/*
 * any.h - whether a text begins with, ends in or holds one of several words.
 *
 * `words` are tried in their order, longer ones first where one begins with another; NULL ends them.
 */
#ifndef EXTRACT_ANY_H
#define EXTRACT_ANY_H

#include <stdbool.h>

/* Past the first of the words that `text` begins with; NULL when it begins with none. */
const char *any_prefix(const char *text, const char *const *words);
/* Where the first of the words that `text` ends in begins; NULL when it ends in none. */
const char *any_suffix(const char *text, const char *const *words);
/* Whether one of the words stands anywhere in `text`. */
bool any_within(const char *text, const char *const *words);

#endif
