/*
 * crosswalk.h - how indicators of one form answer to those of another, by patterns/crosswalk.yaml.
 */
#ifndef EXTRACT_CROSSWALK_H
#define EXTRACT_CROSSWALK_H

#include "figure/pattern.h"

/* The order of crosswalk_relations. */
typedef enum CrosswalkRelation {
  CROSSWALK_EXACT,
  CROSSWALK_CLOSE,
  CROSSWALK_BROAD,
  CROSSWALK_NARROW,
  CROSSWALK_RELATED,
  CROSSWALK_NONE
} CrosswalkRelation;
/* "exactMatch" ... "none" */
extern const char *const crosswalk_relations[CROSSWALK_NONE + 1];

typedef struct CrosswalkLine {
  char **from, **to; /* ids; several are summed up */
  CrosswalkRelation relation;
  char *note;
  char *place; /* "crosswalk.yaml:12" */
} CrosswalkLine;

/*
 * New array of CrosswalkLine; empty when the folder has no crosswalk. Every id must be known, no two ids of a join may
 * stand on one form, every sample must add up; else an error that names path:line:column.
 */
GPtrArray *crosswalk_read(const char *folder, const PatternSet *patterns, GError **error);

#endif
