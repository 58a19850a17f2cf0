/*
 * view.h - lines and pages as a reader sees them who holds each page so that its text runs to the right.
 *
 * Coordinates here: points, origin at the top left corner of the page so held.
 */
#ifndef EXTRACT_VIEW_H
#define EXTRACT_VIEW_H

#include "document/turn.h"
#include "table/table.h"

typedef struct PageView {
  Turn turn;
  double width, height;
  bool damaged; /* what lies about on it says nothing of other pages */
} PageView;

typedef struct LineView {
  const Line *line; /* borrowed */
  int page;
  Box box;
  double em;      /* the width of its Han characters; 0 when it has none */
  bool across;    /* it runs across the other text of its page */
  bool furniture; /* a page number, a running head: told by furniture_mark() */
} LineView;

typedef struct View {
  GArray *lines;     /* of LineView, in reading order */
  GHashTable *pages; /* number -> PageView, owned */
} View;

View *view_new(const Layout *layout, const GPtrArray *pages);
void view_free(View *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(View, view_free)

const PageView *view_page(const View *view, int number);
/* A box in displayed coordinates as seen here. */
Box view_box(const View *view, int page, Box box);

#endif
