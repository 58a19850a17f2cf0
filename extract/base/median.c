#include "base/median.h"

#include <stdlib.h>

/* Rounds, each of which leaves a half on average: values laid out to be slow are sorted after that. */
enum { MOST_ROUNDS = 32 };

int compare_doubles(const void *a, const void *b) { return compare_double(*(const double *)a, *(const double *)b); }

static void swap(double *a, double *b) {
  double kept = *a;
  *a = *b;
  *b = kept;
}

/* Parts what is less and what is more than one of the values, and goes on where the middle lies. */
double median(double *values, unsigned n, double otherwise) {
  if (n == 0) return otherwise;
  unsigned middle = n / 2, first = 0, end = n;
  for (int round = 0; round < MOST_ROUNDS; round++) {
    double pivot = values[first + (end - first) / 2];
    unsigned less = first, more = end;
    for (unsigned i = first; i < more;) {
      if (values[i] > pivot) swap(&values[i], &values[--more]);
      else if (values[i] < pivot) swap(&values[i++], &values[less++]);
      else i++;
    }
    if (middle >= less && middle < more) return pivot;
    if (middle < less) end = less;
    else first = more;
  }
  qsort(values + first, end - first, sizeof *values, compare_doubles);
  return values[middle];
}
