#include "base/hash.h"

#include <nettle/base16.h>

void hash_init(Hash *hash) { sha256_init(hash); }

void hash_add(Hash *hash, const void *data, size_t length) { sha256_update(hash, length, data); }

char *hash_end(Hash *hash) {
  guint8 digest[SHA256_DIGEST_SIZE];
  sha256_digest(hash, sizeof digest, digest);
  char *digits = g_new0(char, BASE16_ENCODE_LENGTH(sizeof digest) + 1);
  base16_encode_update(digits, sizeof digest, digest);
  return digits;
}
