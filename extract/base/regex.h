/*
 * regex.h - the room of PCRE2: UTF-8, Unicode properties, JIT, bounded.
 */
#ifndef EXTRACT_REGEX_H
#define EXTRACT_REGEX_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Regex Regex;

enum { REGEX_GROUPS = 16 }; /* groups a pattern may have, the whole match included */

typedef struct RegexMatch {
  size_t start[REGEX_GROUPS], end[REGEX_GROUPS]; /* byte offsets; start == end == SIZE_MAX for a group not set */
} RegexMatch;

#define REGEX_ERROR regex_error_quark()
GQuark regex_error_quark(void);
typedef enum { REGEX_ERROR_PATTERN, REGEX_ERROR_LIMIT } RegexError;

/* Where a match may start: from the place asked for on, or at that place only. */
typedef enum Anchor { ANCHOR_NONE, ANCHOR_START } Anchor;

/*
 * Compiles; (?x) and the like stand in the pattern itself. Flags set: UTF, UCP, NEVER_BACKSLASH_C, NO_AUTO_POSSESS no.
 * On error `ret_offset` (may be NULL) is the place in the pattern, in bytes.
 */
Regex *regex_new(const char *pattern, Anchor anchor, size_t *ret_offset, GError **error);
void regex_free(Regex *regex);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Regex, regex_free)
/* Compiles it to machine code now; else that is done after some matches, in each process again. */
void regex_hasten(Regex *regex);

/*
 * Finds the first match at or after byte `from` (ANCHOR_START: at it) of valid UTF-8. True: found, `ret` filled. False
 * without error: none. False with REGEX_ERROR_LIMIT: it ran into the match limit: that is trouble to report, never "no
 * match".
 */
bool regex_match(Regex *regex, const char *subject, size_t length, size_t from, RegexMatch *ret, GError **error);

/* The number of a named group, or -1. */
int regex_group(const Regex *regex, const char *name);

#endif
