/*
 * xlsx_scratch.h - the library's temporary files, and whether all went well with them.
 */
#ifndef OUTPUT_XLSX_SCRATCH_H
#define OUTPUT_XLSX_SCRATCH_H

#include <stdio.h>

typedef struct Scratch Scratch;
Scratch *scratch_new(const char *folder);
const char *scratch_name(const Scratch *scratch);
/* The error of the first write that failed, as errno; 0: none. */
int scratch_error(const Scratch *scratch);
void scratch_free(Scratch *scratch);

#endif
