/*
 * bounds.h - every limit in one place: what a report may cost before reading it stops, with a message.
 * (Not limits.h: that name is C's.)
 */
#ifndef EXTRACT_BOUNDS_H
#define EXTRACT_BOUNDS_H

enum {
  LIMIT_MEMORY = 512 << 20,       /* bytes of address space of a reading process; real reports take 20 MB */
  LIMIT_RESULT_BYTES = 256 << 20, /* bytes that it may send to its parent */
};

#endif
