/*
 * division.h - the administrative divisions of all years (GB/T 2260), as divisions.csv of a pattern folder lists them:
 * code, name, first and last edition (yyyymm) that lists it; with the words for those that it does not list.
 */
#ifndef EXTRACT_DIVISION_H
#define EXTRACT_DIVISION_H

#include <glib.h>
#include <stdbool.h>

#include "base/csv_file.h"
#include "place/place_words.h"

/* Bytes: what a name says before its kind has two Han characters at least. */
enum { STEM_MIN = 6 };

typedef struct Division {
  const char *code, *name; /* borrowed from the file */
  int first, last;         /* yyyymm: the editions that list it; last 0: the newest does */
  int after, before;       /* those next to them, which do not */
  bool today;              /* listed by the newest edition */
} Division;

/* Some thousand, of which a report asks for a handful: they are looked through, not indexed. */
typedef struct Places {
  CsvFile *file;
  GArray *divisions; /* of Division, in the file's order */
  PlaceWords *words;
} Places;

/* Reads divisions.csv and places.yaml; an error names path and row or place. */
Places *places_read(const char *folder, GError **error);
void places_free(Places *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Places, places_free)

/* Whether it may have been there at the end of that year. */
bool division_is_valid_in(const Division *division, int year);
/* The one that has that code in that year, or NULL. */
const Division *division_find(const Places *places, const char *code, int year);
/* 1 a province, 2 a prefecture, 3 a county; and in words: "province", "prefecture", "county". */
int division_rank(const char *code);
const char *division_level(const char *code);
/* The division above: the prefecture of a county, the province of all others; NULL for a province. */
const Division *division_above(const Places *places, const Division *division, int year);
/*
 * What it is in the newest edition: itself, or what it became under another code (a county that is a district now), or
 * another name (襄樊市, 襄阳市). NULL when it has no or no single successor: it was merged, or changed its level.
 */
const Division *division_today(const Places *places, const Division *division);

#endif
