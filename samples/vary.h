/*
 * vary.h - other reports out of one source, so that nothing can hang on the files at hand.
 */
#ifndef VARY_H
#define VARY_H

#include "form.h"

/* Another place, other figures, another order of rows where the form lets them stand, another hand at the rules. */
void vary_source(Source *source, guint32 seed);

/* Misprints in a few labels, "1、" for "1.": as clerks do, and never so far that the label could be another's. */
void vary_labels(Form *form, guint32 seed);
/* Some clerks leave zeros blank. */
void vary_zeros(Source *source, guint32 seed);

/*
 * Changes one digit of the figure in the form's Kth place (modulo their number), once all are filled: a printing
 * error. The truth has it as printed, and a note says what it should have been.
 */
void vary_plant(Source *source, const Form *form, int k);

#endif
