/* The middle one is that of the sorted values, whatever their order. */
#include "base/median.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void check(const double *values, unsigned n) {
  g_autofree double *sorted = g_memdup2(values, n * sizeof(double)), *moved = g_memdup2(values, n * sizeof(double));
  qsort(sorted, n, sizeof *sorted, compare);
  g_assert_cmpfloat(median(moved, n, -1), ==, sorted[n / 2]);
  qsort(moved, n, sizeof *moved, compare);
  g_assert_true(memcmp(moved, sorted, n * sizeof(double)) == 0);
}

static void test_none(void) { g_assert_cmpfloat(median(NULL, 0, 7), ==, 7); }

static void test_as_sorted(void) {
  g_autoptr(GRand) chance = g_rand_new_with_seed(1);
  double values[64];
  for (unsigned round = 0; round < 2000; round++) {
    unsigned n = 1 + round % G_N_ELEMENTS(values);
    for (unsigned i = 0; i < n; i++) values[i] = g_rand_int_range(chance, 0, 1 + (int)(round % 40));
    check(values, n);
  }
}

/* Each round would leave all but one of them. */
static void test_laid_out_to_be_slow(void) {
  enum { N = 4000 };
  unsigned at[N];
  double values[N];
  for (unsigned i = 0; i < N; i++) at[i] = i;
  for (unsigned end = N; end > 0; end--) { /* the pivot, in the middle, is the largest that is left */
    values[at[end / 2]] = end;
    memmove(&at[end / 2], &at[end / 2 + 1], (end - end / 2 - 1) * sizeof *at);
  }
  check(values, N);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/median/none", test_none);
  g_test_add_func("/median/as-sorted", test_as_sorted);
  g_test_add_func("/median/laid-out-to-be-slow", test_laid_out_to_be_slow);
  return g_test_run();
}
