/*
 * table_sheet.h - a page while its tables are sought: seen the way its text runs, and who has taken which character.
 */
#ifndef EXTRACT_TABLE_SHEET_H
#define EXTRACT_TABLE_SHEET_H

#include "document/turn.h"
#include "table/table.h"

typedef enum MarkState {
  MARK_FREE,
  MARK_TABLE,    /* stands in a cell */
  MARK_FURNITURE /* page number or running head: never part of a table, and none of the text between tables */
} MarkState;

typedef struct Mark {
  const Glyph *glyph;
  Box box; /* seen so that most of the page's text runs to the right, as all boxes below */
  MarkState state;
} Mark;

typedef struct Sheet {
  const Page *page;
  Turn turn;
  GArray *marks; /* of Mark, in the order of page->glyphs */
  double em;     /* the usual size of its characters, in points */
} Sheet;

/* A part of a table that stands on one page. Boxes of cells and table are the sheet's; table_finish() turns them back. */
typedef struct Piece {
  Table *table;
  Turn turn;        /* as its first page and all its boxes are seen */
  double origin;    /* the left end of that page, so seen */
  Sheet *sheet;     /* where it ends */
  double end;       /* its lower end there */
  GArray *xs, *ys;  /* of double: the columns + 1 and rows + 1 edges of its grid */
  GPtrArray *marks; /* of Mark, borrowed: what its cells took */
  bool of_fields;   /* its walls are the sides of coloured fields, no rules */
  bool *above;      /* per column: whether a rule was painted along the top */
  bool *below;      /* and along the bottom */
} Piece;

Sheet *sheet_new(const Page *page);
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)

/* The middle size of the marks in `box`; the sheet's when there are none. */
double sheet_em(const Sheet *sheet, Box box);
/* The lines of all that no table has taken, with or without page numbers and running heads. */
GPtrArray *sheet_lines(const Sheet *sheet, bool furniture);

/* Whether a line may be a page number: "3", "- 3 -". */
bool line_is_number(const Line *line);
/* Marks page numbers, and (from the marks that are still free) heads and feet that run over the pages. */
void sheets_mark_numbers(const GPtrArray *sheets);
void sheets_mark_running(const GPtrArray *sheets);

void cell_free(Cell *cell);
/* A piece with its edges, no cells yet; takes xs and ys. */
Piece *piece_new(Sheet *sheet, GArray *xs, GArray *ys, bool ruled);
void piece_free(Piece *piece);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Piece, piece_free)
/* The edge of the piece's grid next at or below `at`; -1 or edges->len - 1 when outside. */
int edge_find(const GArray *edges, double at);
static inline double edge_at(const GArray *edges, int i) { return g_array_index(edges, double, (unsigned)i); }
/* Adds a cell over these places of the grid, its box filled in, its text empty. */
Cell *piece_add_cell(Piece *piece, int row, int column, int row_span, int column_span);
/* Gives the free marks within the piece to the cells, `owner` of each place of its grid, and reads their text. */
void cells_fill(Piece *piece, Sheet *sheet, const int *owner, double em);
/* Takes in what the page's end left of its last cells below it, if nothing else stands there. */
void piece_run_on(Piece *piece);
/* The places of the grids of pieces (of Piece). */
size_t pieces_places(const GPtrArray *pieces);
/* Frees the marks of its cells again: it is no table. */
void piece_give_back(const Piece *piece);
/* Adds to the text of a cell: lines joined. A figure that fills its line goes on in the next; else a space parts two. */
void cell_read(Cell *cell, const Sheet *sheet, const GPtrArray *glyphs);
/* Whether a line of text that wide fills a cell that wide, so that what follows it may have been wrapped. */
bool line_fills(double line_width, double line_height, double cell_width);
/* Joins what follows to a cell's text, `filled`: the text so far fills its line. */
void cell_append(Text *text, const Text *more, bool filled);

/* A figure, and no label: digits and what goes with them, nothing else. */
bool text_is_figure(const Text *text);
/* What a label begins with: a number (1. （一） 一、), by how deep such numbers nest, or 其中. */
typedef enum LabelLevel { LABEL_BARE, LABEL_HAN, LABEL_HAN_ROUND, LABEL_DIGIT, LABEL_PART } LabelLevel;
typedef struct LabelMark {
  LabelLevel level;
  int number; /* 0: none */
} LabelMark;
LabelMark label_mark(const Text *text);
/* Whether it begins a row of its own. */
static inline bool label_has_mark(const Text *text) { return label_mark(text).level != LABEL_BARE; }

/* The ruled pieces of a sheet; single boxes only as far as they may be part of a table cut by the page's end. */
void ruled_find(Sheet *sheet, GPtrArray *pieces);
/* A piece of the cells (of Box) that a table without rules would have been drawn with. */
void drawn_read(Sheet *sheet, const GArray *cells, GPtrArray *pieces);
/* Those told by alignment among the marks that are still free; `pieces`: for each sheet its GPtrArray of Piece. False when
   their grids have more places, and not all were looked for. */
bool plain_find(const GPtrArray *sheets, const GPtrArray *pieces, size_t places);
/* Joins pieces (of Piece, in reading order) that are one table over several pages; the first takes in the others. */
void pieces_join(GPtrArray *pieces);
/* Puts the halves of a list that stand side by side below each other; before its places are indexed. */
void table_unfold(Table *table);

#endif
