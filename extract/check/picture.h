/*
 * picture.h - what the page looks like around a figure: evidence for the eye.
 */
#ifndef EXTRACT_PICTURE_H
#define EXTRACT_PICTURE_H

#include "record/record.h"

/*
 * Puts into record->pictures the picture (PNG) of each figure of a failing check, with what stands left of it in its
 * row. Pages that cannot be rendered give none.
 */
void picture_evidence(Record *record, GBytes *pdf);

#endif
