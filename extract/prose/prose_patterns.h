/*
 * prose_patterns.h - what the files numerals.yaml, units.yaml and prose.yaml say, read and compiled.
 */
#ifndef EXTRACT_PROSE_PATTERNS_H
#define EXTRACT_PROSE_PATTERNS_H

#include "base/regex.h"
#include "prose/prose.h"

/* What a text is part of; a pattern may be for some of them only. */
typedef enum NumeralWhere {
  NUMERAL_IN_TEXT = 1 << 0,
  NUMERAL_IN_HEADING = 1 << 1,
  NUMERAL_IN_TABLE = 1 << 2,
  NUMERAL_IN_FURNITURE = 1 << 3,
  NUMERAL_IN_INDEX = 1 << 4, /* a column that only numbers the rows */
  NUMERAL_ANYWHERE = (1 << 5) - 1
} NumeralWhere;

/* What is said of a number beside its value; the names are those of the column `marks`. */
typedef enum QuantityMark {
  MARK_NONE = 0,
  MARK_ABOUT = 1 << 0,
  MARK_AMBIGUOUS = 1 << 1,
  MARK_AT_LEAST = 1 << 2,
  MARK_AT_MOST = 1 << 3,
  MARK_DECREASE = 1 << 4,
  MARK_INCREASE = 1 << 5,
  MARK_UNIT_MISSING = 1 << 6,
  MARK_WORDED = 1 << 7
} QuantityMark;

enum { QUANTITY_MARKS = 8 };
extern const char *const quantity_mark_names[QUANTITY_MARKS]; /* by bit */

/* Which Chinese numerals a unit follows. */
typedef enum UnitKind { UNIT_COUNTING = 1, UNIT_PLURAL, UNIT_MEASURED } UnitKind;

typedef struct NumeralPattern {
  char *class, *place; /* "numerals.yaml:12" */
  Regex *match;        /* anchored */
  Regex *before;       /* or NULL */
  NumeralWhere where;
  GArray *samples; /* of Sample */
} NumeralPattern;

/* A word that bounds a number, or (mark none) only looks like one: 预约 is no 约. */
typedef struct BoundWord {
  char *word;
  QuantityMark mark;
} BoundWord;

typedef struct Scale {
  char *word;
  int power;
} Scale;

typedef struct ContextPattern {
  QuantityMark mark;
  Regex *before; /* up to the numeral */
  Regex *match;  /* from the numeral on, anchored; NULL for directions */
  char *unit;    /* that it gives; "" for none */
  char *place;
  GArray *samples; /* of Sample */
} ContextPattern;

/* An indicator by the era of the form. */
typedef struct IndicatorIds {
  char *early, *y2014, *y2019; /* "" for none */
} IndicatorIds;

enum { ZERO_THINGS = 3 }; /* of which one phrase may say that there is none: 未发生行政复议、行政诉讼和举报投诉 */

typedef struct ZeroPattern {
  Regex *match; /* anchored */
  int groups
      [ZERO_THINGS]; /* n (the words that say none), m and k (those of the second and the third thing); -1: none */
  int u;             /* the group of the unit; -1: none */
  char *unit;
  IndicatorIds ids[ZERO_THINGS];
  char *place;
  GArray *samples;
} ZeroPattern;

typedef struct NarrativePattern {
  IndicatorIds ids;
  Regex *in, *sentence, *words, *not, *when, *unless; /* all but words may be NULL */
  char *under, *outside; /* the whole's indicator begins so, or ""; begins not so, or NULL */
  bool instead;          /* of a whole of the same indicator, in whose place it stands */
  char **units;          /* or NULL: any */
  QuantityMark mark;
  char *place;
  char *title; /* of the section its samples stand in */
  GArray *samples;
} NarrativePattern;

struct ProsePatterns {
  GPtrArray *regexes;                        /* of Regex: all there are, owned here and borrowed everywhere else */
  GPtrArray *numerals;                       /* of NumeralPattern, in file order */
  Regex *index;                              /* the head of a column that only numbers the rows */
  GHashTable *units;                         /* word -> GINT_TO_POINTER(UnitKind) */
  unsigned unit_length;                      /* bytes of the longest */
  char **heads;                              /* those that a head may name in brackets, longest first */
  GPtrArray *no_units;                       /* of Regex: looks like a unit */
  GArray *scales;                            /* of Scale, longest first */
  GArray *before, *within, *after;           /* of BoundWord, longest first */
  GArray *multiple_before, *multiple_within; /* the same, for 百 千 万 without a digit */
  GPtrArray *directions, *bare;              /* of ContextPattern */
  GPtrArray *words;                          /* Chinese numerals that are part of a word */
  Regex *lead, *tail, *parts; /* what row leaves out; words behind which parts of the last figure stand */
  Regex *others, *never, *other_year, *part_year; /* what has no indicator: what others (?<who>) received; clauses */
  Regex *organs;                                  /* which others are such in the report of an organ */
  Regex *of_place; /* what stands behind the name of a place in the title of a report of all of it */
  char *none;      /* the characters with which the words of a zero begin */
  char **year_opens, **year_own, **year_carried_to; /* words by which a number is told of a year */
  char **cell_none, **cell_more, **cell_fewer;      /* words of cells: that there is no number, or ahead of one */
  GPtrArray *zeros;                                 /* of ZeroPattern */
  GPtrArray *indicators;                            /* of NarrativePattern */
};

/* Whether the samples of all patterns come out as they say. */
bool prose_samples_try(const ProsePatterns *patterns, const YamlFile *numerals, const YamlFile *units,
                       const YamlFile *prose, GError **error);

#endif
