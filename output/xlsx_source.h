/*
 * xlsx_source.h - a record on its way into the workbook.
 */
#ifndef OUTPUT_XLSX_SOURCE_H
#define OUTPUT_XLSX_SOURCE_H

#include "xlsx.h"

/* Where a figure's line stands in the sheet 明细. */
typedef struct Place {
  const char *sheet; /* borrowed from the book */
  lxw_row_t row;
  const Figure *figure;
} Place;

typedef struct Source {
  Record *record;
  char *link;         /* the report as seen from the workbook, escaped; NULL: too long for a link */
  GHashTable *places; /* address -> Place */
  Tally tally;
} Source;

Source *source_new(Book *book, Record *record);
void source_free(Source *source);
Tone figure_tone(const Figure *figure);
/* "report.pdf#page=3"; new string, NULL when the report has no link. */
char *source_page_link(const Source *source, int page);

#endif
