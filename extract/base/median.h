/*
 * median.h - numbers by size, and the middle one of some.
 */
#ifndef EXTRACT_MEDIAN_H
#define EXTRACT_MEDIAN_H

/* Less than, equal to or more than 0, as strcmp() has it. */
static inline int compare_double(double a, double b) { return (a > b) - (a < b); }
/* The same of two pointers to double, for g_array_sort(). */
int compare_doubles(const void *a, const void *b);

/* Of an even number of values the upper one; `otherwise` when there are none. Moves them about. */
double median(double *values, unsigned n, double otherwise);

#endif
