/*
 * xlsx_sheets.h - the sheets. Each list is opened once; `add` comes for each record.
 */
#ifndef OUTPUT_XLSX_SHEETS_H
#define OUTPUT_XLSX_SHEETS_H

#include "xlsx_listing.h"

void figures_open(Listing *listing, Book *book);
void figures_add(Listing *listing, Source *source);
void sections_open(Listing *listing, Book *book);
void sections_add(Listing *listing, const Source *source);
void prose_open(Listing *listing, Book *book);
void prose_add(Listing *listing, const Source *source);
/* In as many rounds over all records: what needs a person comes first. */
enum { NUMERALS_ROUNDS = 2, CHECKS_ROUNDS = 3 };
void numerals_open(Listing *listing, Book *book);
void numerals_add(Listing *listing, const Source *source, int round);
void checks_open(Listing *listing, Book *book);
void checks_add(Listing *listing, const Source *source, int round);
void remarks_open(Listing *listing, Book *book);
void remarks_add(Listing *listing, const Source *source);
void failures_open(Listing *listing, Book *book);
void failures_add(Listing *listing, const Source *source);
void reports_open(Listing *listing, Book *book);
void reports_add(Listing *listing, const Source *source);
/* A sheet for each section with statistics tables. */
void tables_add(Book *book, const Source *source, bool alone);
/* `only` is the one report of the workbook, or NULL when there are several. */
void summary_write(Book *book, lxw_worksheet *sheet, const Source *only);

#endif
