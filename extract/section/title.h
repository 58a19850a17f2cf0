/*
 * title.h - the titles that are printed over things: of the report, of its tables.
 */
#ifndef EXTRACT_TITLE_H
#define EXTRACT_TITLE_H

#include "section/paragraph.h"

/* Gives the passages (of Passage) of the report's own title their role: words of such a report, 信息公开 and 报告, are in it.
   None when it prints no such title. */
void title_mark_report(const ReportWords *words, GPtrArray *passages);

/* Gives the captions and notes of the tables their role and owner. The report's title must be marked. */
void title_mark_tables(const ReportWords *words, GPtrArray *passages);

#endif
