/*
 * xlsx_listing.h - a sheet that is a list: rows under a fixed head, with a filter; it goes on in a next sheet when one
 * is full.
 */
#ifndef OUTPUT_XLSX_LISTING_H
#define OUTPUT_XLSX_LISTING_H

#include "xlsx_source.h"

enum { LISTING_COLUMNS = 32 };

typedef struct Heading {
  const char *title;
  Look look;
  double most; /* no wider than this */
} Heading;

typedef struct Listing {
  Book *book;
  const char *name, *title;
  Heading headings[LISTING_COLUMNS];
  unsigned columns;
  lxw_worksheet *sheet; /* the part that is being written */
  const char *part_name;
  unsigned part;
  lxw_row_t row;  /* the current one */
  unsigned lines; /* that it takes */
  double widths[LISTING_COLUMNS];
} Listing;

void listing_open(Listing *listing, Book *book, const char *name, const char *title, const Heading *headings,
                  unsigned columns);
/* Goes to the next row; the calls below write into it. */
void listing_next(Listing *listing);
void listing_text(Listing *listing, unsigned column, const char *text, Tone tone);
/* One in each of the columns from `column` on; NULL ends them. */
void listing_texts(Listing *listing, unsigned column, ...) G_GNUC_NULL_TERMINATED;
/* As words in Chinese: record/record_words.h, codebook_forms(). */
void listing_words(Listing *listing, unsigned column, const char *field, const char *ids, Tone tone);
void listing_forms(Listing *listing, unsigned column, const char *ids);
void listing_message(Listing *listing, unsigned column, const char *english, Tone tone);
void listing_count(Listing *listing, unsigned column, long count, Tone tone);
void listing_decimal(Listing *listing, unsigned column, const char *decimal, Tone tone);
/* Makes room for a text that was written into that column by other means. */
void listing_fit(Listing *listing, unsigned column, const char *text);
void listing_page(Listing *listing, unsigned column, const Source *source, int page, Tone tone);
void listing_close(Listing *listing);

#endif
