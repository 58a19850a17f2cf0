/*
 * form.h - the official forms, and numbers for their figures.
 */
#ifndef SAMPLE_FORM_H
#define SAMPLE_FORM_H

#include "source.h"

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

#endif
