/*
 * xlsx.h - the workbook from the inside: what its sheets share, and what goes into one cell.
 *
 * libxlsxwriter's answers are collected in book->failed: the first that is not well fails the workbook, so that no
 * sheet needs to look at each of them and none is lost. Text is data: cleaned of what XML or Excel would read as more.
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
  LOOK_CELL,       /* a figure in a table as printed */
  LOOK_CELL_BREAK, /* right of a change of the form */
  LOOK_HEAD_BREAK,
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
  unsigned reports, failures, pages, cells, given, blank, prose, tones[TONE_COUNT];
  unsigned numerals, unassigned, checks, failing, remarks;
} Tally;

/* A sheet as the first, 摘要, lists it. */
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

/* `name` is made valid and unlike all others. `*ret_name` (may be NULL) is borrowed from the book. */
lxw_worksheet *book_sheet(Book *book, const char *name, const char *title, const char **ret_name);

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

#endif
