/*
 * table_frame.h - painted rules, merged, and those of them that hang together.
 */
#ifndef EXTRACT_TABLE_FRAME_H
#define EXTRACT_TABLE_FRAME_H

#include "table/table_sheet.h"

/* A rule of either direction: where it lies, and from where to where. */
typedef struct Span {
  double at, from, to;
} Span;

/* The rules of one table. */
typedef struct Frame {
  GArray *across, *down; /* of Span */
  Box box;
} Frame;

/* By position, for g_array_sort(). */
int span_compare(const void *a, const void *b);
/* Adds a rule to a frame. */
void frame_add(Frame *frame, const Span *span, bool horizontal);
Frame *frame_new(void);
void frame_free(Frame *frame);
/* The frames (of Frame) of a sheet, inner ones first; free with g_ptr_array_unref(). */
GPtrArray *frames_find(const Sheet *sheet);
/* Of all rules and sides of fields across the page, merged: new array of Span, by position. */
GArray *spans_across(const Sheet *sheet);

#endif
