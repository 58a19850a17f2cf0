/*
 * spool.h - what does not fit into memory: pieces of bytes in a file without a name, of which nothing is left when the
 * program ends, however it ends.
 */
#ifndef EXTRACT_SPOOL_H
#define EXTRACT_SPOOL_H

#include <glib.h>
#include <stdbool.h>

typedef struct Spool Spool;

/* The file is made in that folder (NULL: that for temporary files) when the first piece comes. */
Spool *spool_new(const char *folder);
void spool_free(Spool *spool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Spool, spool_free)

/* Keeps a piece; *ret_place is where spool_get() finds it. */
bool spool_put(Spool *spool, const GByteArray *piece, guint64 *ret_place, GError **error);
/* The piece, new; NULL with an error. */
GByteArray *spool_get(const Spool *spool, guint64 place, GError **error);

#endif
