#include "inflate.h"

#include <zlib.h>

static const char *complain(int status) {
  switch (status) {
  case Z_STREAM_END:
    return NULL;
  case Z_DATA_ERROR:
    return "a compressed stream is damaged";
  case Z_BUF_ERROR:
  case Z_OK:
    return "a compressed stream ends too early";
  default:
    return "a compressed stream cannot be read";
  }
}

const char *inflate_bytes(const unsigned char *data, size_t length, GByteArray *out, size_t *budget) {
  unsigned char buffer[16384];
  if (length > G_MAXUINT) return "a compressed stream is too long";
  z_stream stream = { .next_in = (Bytef *)(gsize)data, .avail_in = (uInt)length };
  if (inflateInit(&stream) != Z_OK) return "a compressed stream cannot be read";
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = buffer;
    stream.avail_out = sizeof buffer;
    status = inflate(&stream, Z_NO_FLUSH);
    size_t n = sizeof buffer - stream.avail_out;
    if (n > *budget) {
      inflateEnd(&stream);
      return "the content is too long when decompressed";
    }
    g_byte_array_append(out, buffer, (guint)n);
    *budget -= n;
  }
  inflateEnd(&stream);
  return complain(status);
}
