/*
 * view.c - pages held upright.
 */
#include "section/view.h"

#include "base/fold.h"
#include "base/median.h"

static PageView *hold_page(const Page *page) {
  PageView *held = g_new0(PageView, 1);
  held->turn = turn_of_page(page);
  held->damaged = page->damage != NULL;
  bool on_its_side = held->turn == TURN_DOWN || held->turn == TURN_UP;
  held->width = on_its_side ? page->height : page->width;
  held->height = on_its_side ? page->width : page->height;
  return held;
}

/* The median, for a title may stand in larger brackets. */
static double measure_em(const Text *text) {
  g_autofree double *sizes = g_new(double, text->glyphs->len);
  unsigned n = 0;
  for (unsigned i = 0; i < text->glyphs->len; i++) {
    const Glyph *glyph = text->glyphs->pdata[i];
    double size = glyph && fold_is_han(glyph->folded) ? glyph_em(glyph, glyph->box) : 0;
    if (size > 0) sizes[n++] = size;
  }
  return median(sizes, n, 0);
}

View *view_new(const Layout *layout, const GPtrArray *pages) {
  View *view = g_new0(View, 1);
  view->lines = g_array_new(FALSE, FALSE, sizeof(LineView));
  view->pages = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  for (unsigned i = 0; i < pages->len; i++) {
    const Page *page = pages->pdata[i];
    g_hash_table_insert(view->pages, GINT_TO_POINTER(page->number), hold_page(page));
  }
  for (unsigned i = 0; i < layout->lines->len; i++) {
    const Line *line = layout->lines->pdata[i];
    Turn turn = view_page(view, line->page)->turn;
    LineView seen = {.line = line, .page = line->page, .box = view_box(view, line->page, line->box)};
    seen.em = measure_em(line->text);
    seen.across = line->vertical != (turn == TURN_DOWN || turn == TURN_UP);
    g_array_append_val(view->lines, seen);
  }
  return view;
}

void view_free(View *view) {
  if (!view) return;
  g_array_unref(view->lines);
  g_hash_table_unref(view->pages);
  g_free(view);
}

const PageView *view_page(const View *view, int number) {
  return g_hash_table_lookup(view->pages, GINT_TO_POINTER(number));
}

Box view_box(const View *view, int page, Box box) {
  const PageView *held = view_page(view, page);
  Box turned = turn_box(box, held->turn);
  double right = held->turn == TURN_UP || held->turn == TURN_LEFT ? held->width : 0;
  double down = held->turn == TURN_DOWN || held->turn == TURN_LEFT ? held->height : 0;
  return (Box){turned.x1 + right, turned.y1 + down, turned.x2 + right, turned.y2 + down};
}
