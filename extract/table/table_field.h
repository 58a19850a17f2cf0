/*
 * table_field.h - areas in a colour of their own that are the cells, or the rows, of a table.
 */
#ifndef EXTRACT_TABLE_FIELD_H
#define EXTRACT_TABLE_FIELD_H

#include "table/table_frame.h"

/* Those (of Box) that may be; new array. */
GArray *fields_find(const Sheet *sheet);
/*
 * The frames (of Frame) of tables among the marks that are still free whose cells are such fields, all of them; free
 * with g_ptr_array_unref().
 */
GPtrArray *tiles_find(const Sheet *sheet);

#endif
