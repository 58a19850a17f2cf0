/*
 * home.h - where the program finds what belongs to it: around the place it was built in, or below its PREFIX.
 */
#ifndef EXTRACT_HOME_H
#define EXTRACT_HOME_H

#include <glib.h>

/* The first of `places` (NULL at the end; from the program's folder) in which there is a file `proof`; else the last. New
   string. */
char *home_find(const char *const *places, const char *proof);

#endif
