/*
 * xlsx_views.h - the sheets that put several reports side by side.
 */
#ifndef OUTPUT_XLSX_VIEWS_H
#define OUTPUT_XLSX_VIEWS_H

#include "panel/compare.h"
#include "xlsx.h"

/*
 * Beyond these a sheet is no place to look at: as many places get sheets of their own, as many reports a row in Panel.
 */
enum { COMPARE_PLACES = 20, PANEL_REPORTS = 20000 };

/* All of them, of a panel that is complete. */
bool views_add(Book *book, const Panel *panel, GError **error);

/* Places and years as rows, indicators as columns. */
typedef struct PanelSheet {
  Book *book;
  lxw_worksheet *sheet;
  GArray *entries; /* of guint: the indicators that have a column */
  lxw_row_t row;   /* the next one */
} PanelSheet;

void panel_sheet_open(PanelSheet *sheet, Book *book, const Panel *panel);
void panel_sheet_add(PanelSheet *sheet, const PanelReport *report);
/* With what its words and colours mean. */
void panel_sheet_close(PanelSheet *sheet);

/* The years of one place, and what does not fit together from year to year. `note` goes to its line in Summary. */
void compare_sheet_add(Book *book, const Compare *compare, const GPtrArray *findings, const char *note);
/* Its charts, with the figures that they show. */
void charts_add(Book *book, const Compare *compare);

/* A cell of a panel: a number, with "≈" behind it when it is joined only closely, or why there is none. */
void view_cell(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const CompareCell *cell, Look look,
               Tone tone);
/* "松汀市"; a department's is its own name. */
const char *view_name(const PanelReport *report);
/* How findings are said in words; new string. */
char *view_finding(const Codebook *codebook, const PanelFinding *finding);

#endif
