/*
 * Reading a report takes some 100,000 blocks, nearly all of them small and short-lived: poppler parses by them. The C
 * library looks after them for a process that lives long: it joins and parts free blocks, and after a fork() it hands
 * out what lies free all over the memory of the parent, where the kernel has to copy page after page.
 *
 * A process that ends with its file needs less. Its blocks are cut, in a number of sizes, off a stretch of fresh memory
 * that the kernel gives in a few huge pages where it can; freed ones are kept in a list for each size and used again.
 * The word before a block says its size and whether it is in use, so that what is freed twice ends the process here,
 * too. Large blocks, and those from before, are the C library's.
 *
 *      stretch   [64 used|.......][32 free|...][64 used|.......] not yet cut                 |
 */
#include "heap.h"

#include "sanitized.h"

#if !SANITIZED

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
  UNIT = 16,       /* bytes: what the C library, too, rounds up to */
  SMALL = 64,      /* units: up to here there is a list for each size */
  STEPS = 8,       /* sizes from each power of two to the next above that: an eighth may be wasted */
  LARGE = 1 << 15, /* units: 512 KB */
  LISTS = SMALL + STEPS * 10,
  HUGE = 2 << 20,    /* bytes of a huge page */
  STRETCH = 4 << 20, /* and of a stretch */
  USED = 0x48454150, /* marks: the C library has the upper half of a size here, which is 0 */
  FREED = 0x46524545
};

typedef struct Block {
  uint32_t units, mark;
  struct Block *next; /* of a freed one; here, at a multiple of UNIT, begins what is handed out */
} Block;

enum { HEAD = offsetof(Block, next) };

static struct {
  bool quick;
  char *at, *end; /* of the stretch, not yet cut */
  Block *freed[LISTS];
} heap;

/* The C library's own. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);
void __libc_free(void *old);

void heap_hasten(void) { heap.quick = true; }

static Block *block_of(void *handed_out) { return (Block *)(void *)((char *)handed_out - HEAD); }

static bool is_large(size_t size) { return size > LARGE * UNIT - HEAD; }

/* The list of blocks of a size, which is rounded up to theirs. */
static unsigned list_of(uint32_t *units) {
  if (*units < SMALL) return *units;
  unsigned power = 31U - (unsigned)__builtin_clz(*units), shift = power - 3;
  uint32_t steps = (*units + (1U << shift) - 1) >> shift;
  *units = steps << shift;
  return SMALL + (shift - 3) * STEPS + steps - STEPS;
}

static bool new_stretch(void) {
  char *start = mmap(NULL, STRETCH + HUGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED) return false;
  char *aligned = start + (HUGE - (uintptr_t)start % HUGE) % HUGE;
  heap.end = start + STRETCH + HUGE;
  heap.at = aligned + UNIT - HEAD;
  madvise(aligned, STRETCH, MADV_HUGEPAGE); /* as small pages it works as well */
  return true;
}

static void *take(size_t size) {
  uint32_t units = (uint32_t)((size + HEAD + UNIT - 1) / UNIT);
  unsigned list = list_of(&units);
  Block *block = heap.freed[list];
  if (block) {
    heap.freed[list] = block->next;
  } else {
    if ((size_t)(heap.end - heap.at) < (size_t)units * UNIT && !new_stretch()) {
      errno = ENOMEM;
      return NULL;
    }
    block = (Block *)(void *)heap.at;
    heap.at += units * UNIT;
    block->units = units;
  }
  block->mark = USED;
  return &block->next;
}

void *malloc(size_t size) { return heap.quick && !is_large(size) ? take(size) : __libc_malloc(size); }

void *calloc(size_t n, size_t size) {
  size_t all;
  if (!heap.quick || __builtin_mul_overflow(n, size, &all) || is_large(all)) return __libc_calloc(n, size);
  void *block = take(all);
  return block ? memset(block, 0, all) : NULL;
}

void free(void *old) {
  if (!old) return;
  Block *block = block_of(old);
  if (block->mark == FREED) __builtin_trap();
  if (block->mark != USED) {
    __libc_free(old);
    return;
  }
  uint32_t units = block->units;
  Block **list = &heap.freed[list_of(&units)];
  block->next = *list;
  *list = block;
  block->mark = FREED;
}

void *realloc(void *old, size_t size) {
  if (!old) return malloc(size);
  const Block *block = block_of(old);
  if (block->mark != USED) return __libc_realloc(old, size);
  size_t room = block->units * UNIT - HEAD;
  if (size > 0 && size <= room) return old;
  void *moved = size > 0 ? malloc(size) : NULL;
  if (moved) memcpy(moved, old, room);
  if (moved || size == 0) free(old);
  return moved;
}

#else
void heap_hasten(void) {}
#endif
