/*
 * truth.h - what a sample says, as JSON: cells, prose, numerals, each with its page and box.
 */
#ifndef TRUTH_H
#define TRUTH_H

#include "press.h"

/* `boxes`: whether the print was the press's own, so that pages and boxes are known. New string. */
char *truth_write(const Press *press, bool boxes);

#endif
