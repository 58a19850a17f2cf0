/*
 * xlsx.h - the workbook from the inside: what its sheets share.
 *
 * libxlsxwriter's answers are collected in book->failed: the first that is not well fails the workbook, so that no
 * sheet needs to look at each of them and none is lost.
 */
#ifndef OUTPUT_XLSX_H
#define OUTPUT_XLSX_H

#include "format.h"

#include <xlsxwriter.h>

/* How a cell is laid out, and what is said about its figure by colour. */
typedef enum Look {
  LOOK_TEXT,
  LOOK_WRAP,
  LOOK_TINY, /* hashes */
  LOOK_HEAD,
  LOOK_TITLE,
  LOOK_BAND,
  LOOK_LABEL,
  LOOK_GROUP, /* a label over several rows */
  LOOK_LINK,
  LOOK_BOLD,
  LOOK_NUMBER,
  LOOK_CELL, /* a figure in a table as printed */
  LOOK_COUNT
} Look;

typedef enum Tone {
  TONE_PLAIN,
  TONE_VERIFIED,
  TONE_BLANK,
  TONE_WORD,  /* a slash, a dash, a word in place of a number */
  TONE_NOTED, /* read with a remark: clipped, wrapped, label differs */
  TONE_DOUBT,
  TONE_CONTRADICTED,
  TONE_COUNT
} Tone;

/* What Summary counts: of one report, or of all. */
typedef struct Tally {
  unsigned reports, failures, pages, cells, given, blank, tones[TONE_COUNT], prose, numerals, unassigned, checks,
      failing;
  unsigned remarks;
} Tally;

/* A sheet as Summary lists it. */
typedef struct SheetTitle {
  char *name, *title;
} SheetTitle;

enum { FORMAT_DIGITS = 15, FORMAT_INDENTS = 16 };

typedef struct Book {
  const Output *output;
  lxw_workbook *workbook;
  lxw_error failed;                                               /* the first that went wrong */
  lxw_format *formats[LOOK_COUNT][TONE_COUNT][FORMAT_DIGITS + 2]; /* by digits after the point; the first: none */
  lxw_format *indents[FORMAT_INDENTS];                            /* of LOOK_LABEL */
  GHashTable *units;                                              /* key of look, tone, number format -> lxw_format */
  GHashTable *names;                                              /* of the sheets, lower case */
  GPtrArray *titles;                                              /* of SheetTitle, in their order */
  Tally tally;
} Book;

/* Where a figure's line stands in the Figures sheet. */
typedef struct Place {
  const char *sheet; /* borrowed from the book */
  lxw_row_t row;
  const Figure *figure;
} Place;

/* A record on its way into the workbook. */
typedef struct Source {
  Record *record;
  char *link;         /* the report as seen from the workbook, escaped; NULL: too long for a link */
  GHashTable *places; /* address -> Place */
  Tally tally;
} Source;

/* xlsx_cell.c: one cell. Text is data: cleaned of what XML or Excel would read as more than that. */
void book_check(Book *book, lxw_error answer);
lxw_format *book_format(Book *book, Look look, Tone tone);
/* The same with that decimal's digits, and its unit behind it when it is not NULL. */
lxw_format *book_number_format(Book *book, Look look, Tone tone, const char *decimal, const char *unit);
/* A label, moved in. */
lxw_format *book_indent_format(Book *book, unsigned indent);
char *book_clean(const char *text);
void book_text(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format);
/* A merged range with a text; a range of one cell is none. */
void book_merge(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, lxw_row_t last_row,
                lxw_col_t last_column, const char *text, lxw_format *format);
/* A decimal as a number with its printed digits; as text when a double cannot hold it; nothing for "". */
void book_decimal(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *decimal, Look look,
                  Tone tone);
/* Whether that decimal goes into a cell as a number. */
bool book_is_number(const char *decimal);
/* A formula whose value is known: a number when `text` is NULL. */
void book_formula(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *formula,
                  const char *text, double number, lxw_format *format);
/* A formula that leads to `target` ("report.pdf#page=3", "#'sheet'!A1") and shows text, or a number when it is NULL. */
void book_link(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *target, const char *text,
               double number, lxw_format *format);
/* Not every program fits a row's height to its text when it opens the file. */
void book_height(Book *book, lxw_worksheet *sheet, lxw_row_t row, unsigned lines);
/* Columns that text takes: 2 for a wide character. Of its longest line. */
double book_width(const char *text);
/* Lines that it takes in a cell of that width. */
unsigned book_lines(const char *text, double width);

/* xlsx_sheet.c: a sheet, and one that is a list. */
/* `name` is made valid and unlike all others. `*ret_name` (may be NULL) is borrowed from the book. */
lxw_worksheet *book_sheet(Book *book, const char *name, const char *title, const char **ret_name);

enum { LISTING_COLUMNS = 32 };

typedef struct Heading {
  const char *title;
  Look look;
  double most; /* no wider than this */
} Heading;

/* Rows under a fixed head, with a filter; goes on in a next sheet when one is full. */
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
void listing_count(Listing *listing, unsigned column, long count, Tone tone);
void listing_decimal(Listing *listing, unsigned column, const char *decimal, Tone tone);
/* Makes room for a text that was written into that column by other means. */
void listing_fit(Listing *listing, unsigned column, const char *text);
void listing_page(Listing *listing, unsigned column, const Source *source, int page, Tone tone);
void listing_close(Listing *listing);

/* xlsx_source.c */
Source *source_new(Book *book, Record *record);
void source_free(Source *source);
Tone figure_tone(const Figure *figure);
/* "report.pdf#page=3"; new string, NULL when the report has no link. */
char *source_page_link(const Source *source, int page);

/* The sheets. Each is opened once; `add` comes for each record. */

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

/* xlsx_scratch.c: the library's temporary files, and whether all went well with them. */
typedef struct Scratch Scratch;
Scratch *scratch_new(const char *folder);
const char *scratch_name(const Scratch *scratch);
/* The error of the first write that failed, as errno; 0: none. */
int scratch_error(const Scratch *scratch);
void scratch_free(Scratch *scratch);

#endif
