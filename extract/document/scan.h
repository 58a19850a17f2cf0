/*
 * scan.h - the words of a PDF content stream.
 */
#ifndef EXTRACT_SCAN_H
#define EXTRACT_SCAN_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
  SCAN_END,
  SCAN_NUMBER,   /* ->number */
  SCAN_NAME,     /* ->name, without its slash */
  SCAN_STRING,   /* ->length bytes long */
  SCAN_OPERATOR, /* ->operator */
  SCAN_OTHER     /* a bracket, true, null, or nonsense: of no interest here */
} ScanKind;

typedef struct Scan {
  const unsigned char *at, *end; /* what is still to be read */
  double number;
  size_t length;     /* of the last string, decoded; at most a few bytes off where it is damaged */
  uint32_t operator; /* SCAN_OPERATOR_KEY of the last operator */
  char name[128];    /* longer names are cut: PDF allows 127 bytes */
} Scan;

/* An operator as a number to switch on: at most three characters, missing ones 0. */
#define SCAN_OPERATOR_KEY(a, b, c) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16)

/* The next word of scan->at .. scan->end. */
ScanKind scan_next(Scan *scan);

/* Moves past an inline image's data; call it when the operator ID was read. */
void scan_skip_image(Scan *scan);

#endif
