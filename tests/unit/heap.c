/* Memory of a process that ends soon: every block keeps what was written into it, and those from before can be freed. */
#include "heap.h"

#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct Slot {
  unsigned char *block;
  size_t size;
} Slot;

enum { SLOTS = 400, ROUNDS = 60000, MOST = 1 << 20 };

static void check_filled(const Slot *slot, size_t size, unsigned number) {
  for (size_t i = 0; i < size; i += 1 + size / 64) g_assert_cmpuint(slot->block[i], ==, number % 256);
  if (size > 0) g_assert_cmpuint(slot->block[size - 1], ==, number % 256);
}

/* Mostly small, as those of a report. */
static size_t any_size(GRand *chance) {
  size_t most = (size_t)1 << g_rand_int_range(chance, 0, 21);
  return (size_t)g_rand_int_range(chance, 0, (int)MIN(most, MOST) + 1);
}

static void change(Slot *slot, unsigned number, GRand *chance) {
  size_t size = any_size(chance);
  check_filled(slot, slot->size, number);
  if (g_rand_boolean(chance) && slot->block && size > 0) {
    slot->block = realloc(slot->block, size);
    check_filled(slot, MIN(slot->size, size), number);
  } else {
    free(slot->block);
    slot->block = g_rand_boolean(chance) ? malloc(size) : calloc(1, size);
  }
  g_assert_cmpuint((uintptr_t)slot->block % 16, ==, 0);
  slot->size = size;
  if (slot->block) memset(slot->block, (int)(number % 256), size);
}

static void test_blocks_keep_their_bytes(void) {
  g_autoptr(GRand) chance = g_rand_new_with_seed(3);
  static Slot slots[SLOTS];
  for (unsigned i = 0; i < SLOTS; i++) change(&slots[i], i, chance);
  heap_hasten();
  for (unsigned round = 0; round < ROUNDS; round++) {
    unsigned i = (unsigned)g_rand_int_range(chance, 0, SLOTS);
    change(&slots[i], i, chance);
  }
  for (unsigned i = 0; i < SLOTS; i++) free(slots[i].block);
}

static void test_cleared(void) {
  heap_hasten();
  for (unsigned round = 0; round < 2; round++) {
    unsigned char *block = calloc(25, 40);
    for (unsigned i = 0; i < 1000; i++) g_assert_cmpuint(block[i], ==, 0);
    memset(block, 1, 1000);
    free(block);
  }
}

static void test_freed_twice(void) {
  if (g_test_subprocess()) {
    heap_hasten();
    void *volatile block = malloc(100);
    void *volatile again = block;
    free(block);
    free(again);
    return;
  }
  g_test_trap_subprocess(NULL, 0, 0);
  g_test_trap_assert_failed();
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/heap/blocks-keep-their-bytes", test_blocks_keep_their_bytes);
  g_test_add_func("/heap/cleared", test_cleared);
  g_test_add_func("/heap/freed-twice", test_freed_twice);
  return g_test_run();
}
