/*
 * fuzz.h - the door of each fuzzer: libFuzzer calls it (make fuzz), and so does replay.c over the corpus (make check).
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
