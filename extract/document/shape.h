/*
 * shape.h - what the bytes of a file say of it before any library reads them.
 */
#ifndef EXTRACT_SHAPE_H
#define EXTRACT_SHAPE_H

#include <glib.h>
#include <stdbool.h>

/* Why a file that cannot be opened is no PDF, or no whole one; NULL when its bytes do not tell. */
const char *shape_hindrance(GBytes *bytes);

/* Whether it is an archive (ZIP). Where it is not compressed, libraries read a PDF in it, and say nothing of others. */
bool shape_is_archive(GBytes *bytes);

/*
 * Whether objects stand behind the last table of objects: whoever changed the PDF added them, with a table of their own,
 * and the end of that is missing. Libraries then read, and say nothing, what stood there before the change.
 */
bool shape_is_superseded(GBytes *bytes);

#endif
