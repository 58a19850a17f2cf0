/*
 * label.h - the words that identify a row or a column, and when two of them are the same.
 */
#ifndef EXTRACT_LABEL_H
#define EXTRACT_LABEL_H

#include "base/numbering.h"

typedef struct Label {
  char *text;    /* as printed, folded */
  char *key;     /* what is compared: number, 其中, blanks and punctuation gone */
  char *bare;    /* the same without what stands in brackets */
  Marker marker; /* level 0 when it has no number */
  bool of_which; /* it begins with 其中： */
} Label;

Label *label_new(const char *folded);
void label_free(Label *label);
/* Makes each what the other was. */
void label_swap(Label *a, Label *b);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Label, label_free)

/* Whether nothing can be read of it: at most a number. */
bool label_is_blank(const Label *label);
/* Whether both have a number, and the same. */
bool label_same_marker(const Label *a, const Label *b);
/* How many characters must be put in, taken out, changed or swapped with the next to make one key of the other. */
int label_distance(const char *key, const char *other);
/* Whether the keys are alike enough for one to be a misprint of the other: less than a third of the characters differ. */
bool label_similar(const char *key, const char *other);

#endif
