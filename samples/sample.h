/*
 * sample.h - what a made report is: the source that describes it, the form it follows, and the grids of its tables.
 *
 *   NAME.report --> Source --+--> fill --> values --+--> grid --> press (places everything) --> paint, or web
 *   forms/ID.form -> Form ---+                      |                  |
 *                                                   +------------------+--> truth
 *
 * Truth comes from the source and from the press's own arithmetic, never from the program under test: nothing here
 * includes a header of extract/.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <glib.h>
#include <stdbool.h>

/* What one cell states. */
typedef struct Value {
  char *print; /* as printed; "" for a blank */
  char *value; /* plain decimal, or "" */
  char *state; /* figure blank slash dash none text */
  char *unit;  /* NULL: the form's */
  char *marks; /* those that the print itself makes true */
} Value;

/* Takes what `print` says at its face: "" is blank, "/" a slash, ... , anything else a number. */
Value *value_new(const char *print);
void value_free(Value *value);

typedef enum LineKind { LINE_PARAGRAPH, LINE_HEADING, LINE_CENTRED, LINE_RIGHT, LINE_DIRECTIVE } LineKind;

typedef struct SourceLine {
  LineKind kind;
  int level; /* of a heading, from 1 */
  char *text;
} SourceLine;

typedef struct Source {
  char *name;           /* of the sample: "qinglu-2023" */
  char *folder;         /* where it lies */
  GHashTable *settings; /* "place", "year", "form", "size" ... -> text */
  GPtrArray *body;      /* of SourceLine */
  GPtrArray *edits;     /* of char *: "label request.received|收到申请", "insert ...", "swap ...", "drop ..." */
  GPtrArray *notes;     /* of char *: what is planted in it, for the truth */
  GHashTable *values;   /* indicator with its column's suffix -> Value */
} Source;

/* Reads `path` and what it includes; every problem is an error of form `file:line: what`. */
Source *source_read(const char *path, GError **error);
void source_free(Source *source);
const char *source_get(const Source *source, const char *setting, const char *otherwise);
double source_number(const Source *source, const char *setting, double otherwise);
bool source_has(const Source *source, const char *setting, const char *word);
/* Puts the settings and values in the place of $name; new string. */
char *source_expand(const Source *source, const char *text);

typedef enum FormKind { FORM_LIST, FORM_BANDS, FORM_APPLICANTS, FORM_GROUPS } FormKind;

typedef struct FormRow {
  int depth; /* from 1; of a band 0 */
  char *label;
  char **ids;   /* "indicator unit" of each figure; empty for a heading */
  char **heads; /* of a band */
  bool sum, part;
  char *like; /* indicator that has the same value, or NULL */
} FormRow;

typedef struct FormTable {
  FormKind kind;
  char **heads;
  GPtrArray *rows; /* of FormRow */
} FormTable;

typedef struct Form {
  GPtrArray *tables; /* of FormTable */
} Form;

/* The form of that id from the folder, with the source's edits made. */
Form *form_read(const char *folder, const char *id, const GPtrArray *edits, GError **error);
void form_free(Form *form);
/* Suffixes of the seven applicant columns, the total's ("") last. */
extern const char *const applicant_suffixes[7];

/*
 * Gives a number to every figure of the form that has none yet, so that what must add up does. `scale`: how many
 * requests there are, about; `steady`: about as many as in any other year.
 */
void fill_values(const Form *form, GHashTable *values, GRand *random, double scale, bool steady);
/* What this year takes over from the one before: requests carried on, documents in force. */
void fill_from_previous(GHashTable *values, GHashTable *previous);

typedef struct Rect {
  double x1, y1, x2, y2;
} Rect;

/* What the truth says of one stretch of print; the press fills page and box. */
typedef struct Mark {
  enum { MARK_CELL, MARK_PROSE, MARK_IN_CELL, MARK_NUMERAL } kind;
  char *section, *table, *row, *column, *indicator, *value, *unit, *state, *raw, *marks;
  char *class; /* of a numeral */
  int page;    /* 0: not placed */
  Rect box;
} Mark;

void mark_free(Mark *mark);
void mark_add(Mark *mark, const char *word);

typedef struct GridCell {
  int row, column, row_span, column_span;
  bool left; /* set to the left, else in the middle */
  double indent;
  char *text;
  Mark *mark; /* of a figure, borrowed from the truth; else NULL */
} GridCell;

typedef struct Grid {
  int rows, columns, head_rows;
  double *widths; /* relative */
  GPtrArray *cells; /* of GridCell */
} Grid;

/* The grid of a form's table; marks for its figures are added to `truth` (of Mark). */
Grid *grid_from_form(const FormTable *table, const Source *source, const char *section, const char *title,
                     GPtrArray *truth);
/* A table that belongs to no form: one row a line, cells parted by |. */
Grid *grid_from_text(const char *text);
void grid_free(Grid *grid);

#endif
