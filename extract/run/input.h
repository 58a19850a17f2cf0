/*
 * input.h - the bytes of the files to read.
 */
#ifndef EXTRACT_INPUT_H
#define EXTRACT_INPUT_H

#include <glib.h>

/* The whole of a regular file; an error says what is wrong with it, without its path. */
GBytes *input_read(const char *path, GError **error);

/*
 * A path as the outputs name it: bytes that are no UTF-8, as in names in GBK, are told by their numbers, \xC4, so that
 * what differs stays different. New string.
 */
char *input_name(const char *path);

#endif
