/*
 * list.h - what the pattern folder knows, for people to read and scripts to cut.
 */
#ifndef EXTRACT_LIST_H
#define EXTRACT_LIST_H

#include "report/report.h"

/*
 * --list: lines of parts parted by tabs, the first of them what it is: form, indicator, sum (of a form that does not
 * print it), check, crosswalk (from, relation, to, note). New string.
 */
char *list_knowledge(const Knowledge *knowledge);

#endif
