/*
 * form.h - the statistics tables of each edition of the form, as its pattern file says them.
 */
#ifndef EXTRACT_FORM_H
#define EXTRACT_FORM_H

#include "base/yaml.h"
#include "figure/form_entry.h"
#include "figure/pattern.h"

typedef struct FormTable {
  char *title;
  Label *band;          /* NULL: none */
  GPtrArray *heads;     /* of FormEntry, owned, top before bottom, left to right: all of the tree */
  GPtrArray *rows;      /* the same for the rows; empty when the heads alone say what is measured */
  GPtrArray *top_heads; /* of FormEntry, borrowed: the roots */
  GPtrArray *top_rows;
} FormTable;

enum { FORM_IN_USE = 9999 }; /* the last year of a form that is still in use */

typedef struct Form {
  char *id; /* "2021-25" */
  char *zh, *en;
  int from, to;           /* years in which it was usual: they decide when nothing printed does */
  char **sections;        /* words in the titles of its sections, which tell it where no table does; NULL: none */
  bool complete;          /* every row is printed: one that is not there is missing */
  GPtrArray *tables;      /* of FormTable, owned */
  GHashTable *indicators; /* id -> place of its row (char *): all that the form measures */
} Form;

struct FormPatterns {
  GPtrArray *forms; /* of Form, owned, by file name and then in the file's order */
};

FormPatterns *form_patterns_new(void);
void form_patterns_free(FormPatterns *patterns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormPatterns, form_patterns_free)

/* Adds the editions of a form file; every id must be one of `by_id`, every sample that is tried must do what it says. */
bool form_patterns_add(FormPatterns *patterns, const YamlFile *file, GHashTable *by_id, bool try_samples,
                       GError **error);

/* NULL when unknown. */
const Form *form_find(const FormPatterns *patterns, const char *id);

/* Ids of the forms that measure an indicator, in their order, parted by blanks. New string. */
char *form_ids_with(const FormPatterns *patterns, const char *indicator);

/* The id of the figures of that row (NULL: the table has none) in that column; NULL when there is none. New string. */
char *form_indicator(const FormEntry *row, const FormEntry *head);

#endif
