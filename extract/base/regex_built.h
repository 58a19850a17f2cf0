/*
 * regex_built.h - patterns that the program was built with, compiled. Only for regex.c, and for the program of the build
 * that compiles them.
 */
#ifndef EXTRACT_REGEX_BUILT_H
#define EXTRACT_REGEX_BUILT_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* What is built in for these; the caller's from now on. NULL: nothing, or somebody has it. */
pcre2_code *regex_built(const char *pattern, uint32_t flags);

#endif
