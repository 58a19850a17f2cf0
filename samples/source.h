/*
 * source.h - what a made report is: the source that describes it.
 *
 *   NAME.report --> Source --+--> fill --> values --+--> grid --> press (places everything) --> paint, or web
 *   forms/ID.form -> Form ---+                      |                  |
 *                                                   +------------------+--> truth
 *
 * Truth comes from the source and from the press's own arithmetic, never from the program under test: nothing here
 * includes a header of extract/.
 */
#ifndef SAMPLE_SOURCE_H
#define SAMPLE_SOURCE_H

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

typedef enum LineKind { LINE_PARAGRAPH, LINE_HEADING, LINE_TITLE, LINE_CENTRED, LINE_RIGHT, LINE_DIRECTIVE } LineKind;

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

#endif
