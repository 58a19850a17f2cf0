/*
 * inflate.h - the room of zlib: decompression that is bounded, and that verifies the checksum (poppler does not).
 */
#ifndef EXTRACT_INFLATE_H
#define EXTRACT_INFLATE_H

#include <glib.h>

typedef enum { INFLATE_WHOLE, INFLATE_DAMAGED, INFLATE_TOO_LONG } InflateStatus;

/*
 * Appends at most *budget decompressed bytes to `out` and takes them off *budget. What could be read is there even
 * when the stream is damaged (checksum, or cut off) or too long.
 */
InflateStatus inflate_bytes(const unsigned char *data, size_t length, GByteArray *out, size_t *budget);

#endif
