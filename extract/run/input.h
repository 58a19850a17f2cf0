/*
 * input.h - the bytes of the files to read.
 */
#ifndef EXTRACT_INPUT_H
#define EXTRACT_INPUT_H

#include <glib.h>

/* The whole of a regular file; an error says what is wrong with it, without its path. */
GBytes *input_read(const char *path, GError **error);

#endif
