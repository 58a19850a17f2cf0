/*
 * paint.h - the sheets as a PDF, by cairo; the same sheets give the same bytes.
 */
#ifndef PAINT_H
#define PAINT_H

#include "press.h"

/*
 * Writes `path`. The source says how rules are drawn ("rules": strokes boxes pieces none), how many characters a
 * run of text has ("run"), and whether all is struck twice ("double": by how many points). Pages have their turn as /Rotate, and are cut out
 * of larger sheets by /CropBox ("crop": by how many points on each side).
 */
bool paint_pdf(const Press *press, const char *path, GError **error);

#endif
