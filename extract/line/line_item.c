/*
 * Fonts say of the height of their characters what they like: those that Chromium embeds three times too much. Lines
 * would overlap, so what is too high for its width is made lower about its middle. The width of one letter tells
 * little (i, m), that of all the letters which stand in one font on one baseline does.
 */
#include "line/line_item.h"

#include "base/fold.h"
#include "base/median.h"

#include <math.h>

/* No print is higher than this, in ems of its line: fonts that say so are made lower, about their middle. */
static const double HEIGHT_MAX = 1.5;

static int compare_boxes(const void *a, const void *b) {
  const Item *p = a, *q = b;
  int order = compare_double(p->box.y1, q->box.y1);
  return order != 0 ? order : compare_double(p->box.y2, q->box.y2);
}

/* The end of those from `first` on whose boxes are as high and stand as high: of one font, on one baseline. */
static unsigned alike_end(const GArray *items, unsigned first) {
  unsigned end = first + 1;
  const Item *item = &g_array_index(items, Item, first);
  while (end < items->len && compare_boxes(item, &g_array_index(items, Item, end)) == 0) end++;
  return end;
}

/* The size of the characters first..end-1, which are alike: of letters the mean, for an i is no smaller than an m. */
static double alike_em(const GArray *items, unsigned first, unsigned end) {
  double sum = 0, han = 0;
  for (unsigned i = first; i < end; i++) {
    const Item *item = &g_array_index(items, Item, i);
    double em = glyph_em(item->glyph, item->box);
    sum += em;
    if (fold_is_han(item->glyph->folded)) han = fmax(han, em);
  }
  return han > 0 ? han : sum / (end - first);
}

void items_tame(GArray *items) {
  g_autofree double *sizes = g_new(double, items->len);
  double highest = 0;
  for (unsigned i = 0; i < items->len; i++) {
    const Item *item = &g_array_index(items, Item, i);
    sizes[i] = glyph_em(item->glyph, item->box);
    highest = fmax(highest, box_height(item->box));
  }
  double usual = median(sizes, items->len, 0);
  if (highest <= HEIGHT_MAX * usual) return;
  g_array_sort(items, compare_boxes);
  for (unsigned first = 0, end; first < items->len; first = end) {
    end = alike_end(items, first);
    double height = HEIGHT_MAX * fmax(usual, alike_em(items, first, end));
    for (unsigned i = first; i < end; i++) {
      Item *item = &g_array_index(items, Item, i);
      double middle = box_middle_y(item->box);
      if (box_height(item->box) <= height) continue;
      item->box.y1 = middle - height / 2;
      item->box.y2 = middle + height / 2;
    }
  }
}
