/*
 * table_union.h - sets that grow together: which of `n` things hang together.
 */
#ifndef EXTRACT_TABLE_UNION_H
#define EXTRACT_TABLE_UNION_H

#include <glib.h>

typedef struct Union {
  unsigned n;
  unsigned parent[];
} Union;

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Union, g_free)

static inline Union *union_new(unsigned n) {
  Union *sets = g_malloc(sizeof(Union) + n * sizeof(unsigned));
  sets->n = n;
  for (unsigned i = 0; i < n; i++) sets->parent[i] = i;
  return sets;
}

/* The first of the set that i belongs to. */
static inline unsigned union_find(Union *sets, unsigned i) {
  while (sets->parent[i] != i) i = sets->parent[i] = sets->parent[sets->parent[i]];
  return i;
}

static inline void union_join(Union *sets, unsigned a, unsigned b) {
  a = union_find(sets, a);
  b = union_find(sets, b);
  if (a < b) sets->parent[b] = a;
  else sets->parent[a] = b;
}

#endif
