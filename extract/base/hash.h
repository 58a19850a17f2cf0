/*
 * hash.h - the room of nettle: SHA-256. GLib has it too, but takes a tenth of a report's time for it.
 */
#ifndef EXTRACT_HASH_H
#define EXTRACT_HASH_H

#include <glib.h>
#include <nettle/sha2.h>

typedef struct sha256_ctx Hash;

void hash_init(Hash *hash);
void hash_add(Hash *hash, const void *data, size_t length);
/* Of all that was added, in lower-case hexadecimal digits. New string. */
char *hash_end(Hash *hash);

#endif
