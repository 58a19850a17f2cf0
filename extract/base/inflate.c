#include "base/inflate.h"

#include <zlib.h>

InflateStatus inflate_bytes(const unsigned char *data, size_t length, GByteArray *out, size_t *budget) {
  unsigned char buffer[16384];
  z_stream stream = {.next_in = (Bytef *)(gsize)data, .avail_in = (uInt)MIN(length, G_MAXUINT)};
  if (inflateInit(&stream) != Z_OK) return INFLATE_DAMAGED;
  int status = Z_OK;
  while (status == Z_OK && *budget > 0) {
    stream.next_out = buffer;
    stream.avail_out = (uInt)MIN(sizeof buffer, *budget);
    status = inflate(&stream, Z_NO_FLUSH);
    size_t n = (size_t)(stream.next_out - buffer);
    g_byte_array_append(out, buffer, (guint)n);
    *budget -= n;
  }
  inflateEnd(&stream);
  if (status == Z_STREAM_END) return INFLATE_WHOLE;
  return status == Z_OK ? INFLATE_TOO_LONG : INFLATE_DAMAGED;
}
