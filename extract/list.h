/*
 * list.h - what the pattern sets know, for people to read and scripts to cut.
 */
#ifndef EXTRACT_LIST_H
#define EXTRACT_LIST_H

#include "pattern.h"

/* --list: a line for each form and each indicator, its parts parted by tabs, the first of them "form", "indicator". */
char *list_patterns(const PatternSet *patterns);

#endif
