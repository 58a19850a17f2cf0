/*
 * median.h - the middle one of some numbers.
 */
#ifndef EXTRACT_MEDIAN_H
#define EXTRACT_MEDIAN_H

/* Of an even number of values the upper one; `otherwise` when there are none. Moves them about. */
double median(double *values, unsigned n, double otherwise);

#endif
