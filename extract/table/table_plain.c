/*
 * From bodies of figures to tables: which of them are the same table, and whether it convinces.
 *
 *        第二十条第（一）项                bands: each under a caption of its own, in the middle of the table
 *     规章            0      5
 *        第二十条第（五）项                a run: a body, and what follows of it on the next pages, in the same columns
 *     行政许可            12
 *     ------------------------ page
 *     其他                 3
 *
 * A table that convinces is given the rules that its maker did not draw (table_draw.c), and is then read like any
 * other table.
 */
#include "table/table_plain.h"

#include <math.h>

/* In ems. Figures of one column, flush or centred, spread no wider than the widest of them and so much. */
static const double COLUMN_SLACK = 0.8;
/* In ems. A head that is printed again stands where it stood before. */
static const double SAME_PLACE = 0.6;
/* Columns of a table; tables without rules of one file. Bounds. */
enum { COLUMNS_MAX = 64, TABLES_MAX = 1000 };
/* In ems. Figures stand no farther below their head; lines of the head, or of labels, that may stand above them. */
static const double FIGURES_GAP = 2.8;
enum { HEAD_LINES = 6 };
/* In ems. Rows of one table are no farther apart; rows of a stripe. */
static const double STRIPE_GAP = 1.2;
enum { STRIPE_ROWS = 2 };
/* Lines of captions between tables that follow each other. */
enum { CAPTION_LINES = 3 };
/* What convinces: so many lines of figures, or fewer with more columns each. */
enum { ROWS_ENOUGH = 3, ROWS_SOME = 2, COLUMNS_SOME = 3, COLUMNS_ENOUGH = 5 };

/* Whether the heads of two pages have their texts in the same places. */
static bool same_heads(const Body *a, const Body *b) {
  if (a->first - a->head != b->first - b->head) return false;
  for (unsigned i = 0; i < a->first - a->head; i++) {
    const Strip *p = strip_at(a->strips, a->head + i), *q = strip_at(b->strips, b->head + i);
    double near = SAME_PLACE * p->em;
    if (p->chunks->len != q->chunks->len || fabs(p->box.x1 - q->box.x1) > near || fabs(p->box.x2 - q->box.x2) > near)
      return false;
  }
  return true;
}

/* Whether b, the first of its page, is the rest of a, the last of the page before; then they have their columns in
   common. */
static bool join_bodies(Body *a, Body *b) {
  if (b->sheet->page->number != a->sheet->page->number + 1 || b->captioned) return false;
  if (!body_ends_page(a) || !body_begins_page(b) || (body_has_head(b) && !same_heads(a, b))) return false;
  GArray *columns = columns_join(a->columns, b->columns);
  if (columns == NULL) return false;
  double label_end = fmax(a->label_end, b->label_end);
  if (label_end > interval_at(columns, 0)->x1) {
    g_array_unref(columns);
    return false;
  }
  g_array_unref(a->columns);
  g_array_unref(b->columns);
  a->columns = columns;
  b->columns = g_array_ref(columns);
  a->label_end = b->label_end = label_end;
  return a->goes_on = true;
}

/* What was found on the pages. */
typedef struct Pages {
  const GPtrArray *sheets; /* of Sheet */
  GPtrArray *strips;       /* for each sheet its GPtrArray of Strip */
  const GPtrArray *pieces; /* for each sheet its GPtrArray of Piece: those with rules, at first */
  GPtrArray *bodies;       /* of Body */
} Pages;

/* Whether one of the tables with rules of a page lies below `from` and above `to`. */
static bool is_table_between(const Pages *pages, unsigned page, double from, double to) {
  const GPtrArray *pieces = g_ptr_array_index(pages->pieces, page);
  for (unsigned i = 0; i < pieces->len; i++) {
    Box box = ((const Piece *)g_ptr_array_index(pieces, i))->table->box;
    if (box.y1 > from && box.y2 < to) return true;
  }
  return false;
}

/* Whether a run's columns can be told, and the head has a text for each. */
static bool has_all_heads(const GPtrArray *bodies, unsigned first, unsigned end) {
  g_autoptr(GArray) columns = columns_find(&(Run){bodies, first, end});
  bool all = columns != NULL;
  for (unsigned i = 0; all && i < columns->len; i++) all = !isnan(interval_at(columns, i)->middle);
  return all;
}

/* Puts before body `at`, the first of its page, the head that stands at the end of the page before, or its upper part:
   only when no column lacks a text with it, and some do without. */
static void add_head_before(const Pages *pages, unsigned page, unsigned at, unsigned floor) {
  const Body *body = body_at(pages->bodies, at);
  if (!body_begins_page(body) || has_all_heads(pages->bodies, at, at + 1)) return;
  Body *head = body_head_before(body, g_ptr_array_index(pages->sheets, page - 1),
                                g_ptr_array_index(pages->strips, page - 1), floor);
  if (head == NULL) return;
  g_ptr_array_insert(pages->bodies, (int)at, head);
  double top = strip_at(head->strips, head->head)->box.y1;
  bool free = !is_table_between(pages, page - 1, top, HUGE_VAL);
  if (!free || !has_all_heads(pages->bodies, at, at + 2)) g_ptr_array_remove_index(pages->bodies, at);
}

/* Links body `at`, the first of its page, with what it goes on from on the page before. */
static void link_pages(const Pages *pages, unsigned page, unsigned at) {
  Body *b = body_at(pages->bodies, at), *a = at > 0 ? body_at(pages->bodies, at - 1) : NULL;
  if (page == 0 || is_table_between(pages, page, -HUGE_VAL, strip_at(b->strips, b->first)->box.y1)) return;
  if (a != NULL && a->sheet != g_ptr_array_index(pages->sheets, page - 1)) a = NULL;
  bool open = a != NULL && !is_table_between(pages, page - 1, strip_at(a->strips, a->last)->box.y2, HUGE_VAL);
  if (open && join_bodies(a, b)) return;
  add_head_before(pages, page, at, a != NULL ? a->last + 1 : 0);
}

/* The lines of a page below `from` that are no wider than a table: a browser's foot is. New array of Strip, borrowed. */
static GPtrArray *strips_below(const Pages *pages, unsigned page, double from, const Piece *piece) {
  const GPtrArray *strips = g_ptr_array_index(pages->strips, page);
  GPtrArray *below = g_ptr_array_new();
  for (unsigned i = 0; i < strips->len; i++) {
    const Strip *strip = strip_at(strips, i);
    bool within =
        strip->box.x1 >= piece->table->box.x1 - strip->em && strip->box.x2 <= piece->table->box.x2 + strip->em;
    if (within && strip->box.y1 >= from - strip->em / 2) g_ptr_array_add(below, (gpointer)strip);
  }
  return below;
}

/* Whether one of the first of these lines, with no table above it from `from` on, is one of figures. */
static bool are_figures_near(const Pages *pages, unsigned page, const GPtrArray *strips, double from) {
  for (unsigned i = 0; i < MIN(strips->len, HEAD_LINES); i++) {
    const Strip *strip = strip_at(strips, i);
    if (strip->figures > 0) return !is_table_between(pages, page, from, strip->box.y1);
  }
  return false;
}

/* Whether free figures stand right of a table with rules, at the height of its rows. */
static bool are_figures_beside(const Pages *pages, unsigned page, const Piece *piece) {
  const GPtrArray *strips = g_ptr_array_index(pages->strips, page);
  Box box = piece->table->box;
  for (unsigned i = 0; i < strips->len; i++) {
    const Strip *strip = strip_at(strips, i);
    double y = box_middle_y(strip->box);
    if (strip->figures > 0 && strip->box.x1 > box.x2 && y > box.y1 && y < box.y2) return true;
  }
  return false;
}

/* Whether a table with rules is nothing but the head, or the labels, of one without: no figure in it, and free ones beside
   it, right below, or at the top of the next page. */
static bool is_bare_head(const Pages *pages, unsigned page, const Piece *piece) {
  for (unsigned i = 0; i < piece->table->cells->len; i++)
    if (text_is_figure(((const Cell *)g_ptr_array_index(piece->table->cells, i))->text)) return false;
  if (are_figures_beside(pages, page, piece)) return true;
  g_autoptr(GPtrArray) below = strips_below(pages, page, piece->end, piece);
  const Strip *first = below->len > 0 ? strip_at(below, 0) : NULL;
  if (first != NULL && first->box.y1 - piece->end > FIGURES_GAP * first->em) return false;
  if (first != NULL) return are_figures_near(pages, page, below, piece->end);
  if (is_table_between(pages, page, piece->end, HUGE_VAL) || page + 1 == pages->strips->len) return false;
  g_autoptr(GPtrArray) next = strips_below(pages, page + 1, -HUGE_VAL, piece);
  return are_figures_near(pages, page + 1, next, -HUGE_VAL);
}

/* Whether a table with rules is a single row, and no other as wide stands on the pages before and after it; one side will
   do for rules. */
static bool is_lone_row(const Pages *pages, unsigned page, const Piece *piece) {
  Box box = piece->table->box;
  if (piece->table->rows > 1) return false;
  for (unsigned i = page > 0 ? page - 1 : 0; i < MIN(page + 2, pages->pieces->len); i++) {
    const GPtrArray *others = g_ptr_array_index(pages->pieces, i);
    for (unsigned k = 0; k < others->len && i != page; k++) {
      Box other = ((const Piece *)g_ptr_array_index(others, k))->table->box;
      double near = SAME_PLACE * piece->sheet->em;
      bool left = fabs(other.x1 - box.x1) <= near, right = fabs(other.x2 - box.x2) <= near;
      if ((left && right) || ((left || right) && !piece->of_fields)) return false;
    }
  }
  return true;
}

/* Whether a table with rules is a row or two with free figures right above or below: the rules were painted in the colour
   of the page, and are seen only where a stripe is. Of fields that have no rules it is more rows: heads, and a stripe. */
static bool is_stripe(const Pages *pages, unsigned page, const Piece *piece) {
  const GPtrArray *strips = g_ptr_array_index(pages->strips, page);
  Box box = piece->table->box;
  bool low = piece->of_fields || piece->table->rows <= STRIPE_ROWS;
  for (unsigned i = 0; i < strips->len && low; i++) {
    const Strip *strip = strip_at(strips, i);
    double off = fmax(box.y1 - strip->box.y2, strip->box.y1 - box.y2);
    bool within = strip->box.x1 >= box.x1 && strip->box.x2 <= box.x2;
    if (strip->figures > 0 && within && off <= STRIPE_GAP * strip->em) return true;
  }
  return false;
}

/* Gives back heads and rows that were taken for tables, from the last page to the first. */
static void free_heads(const Pages *pages) {
  for (unsigned i = pages->pieces->len; i-- > 0;) {
    GPtrArray *pieces = g_ptr_array_index(pages->pieces, i);
    for (unsigned k = pieces->len; k-- > 0;) {
      Piece *piece = g_ptr_array_index(pieces, k);
      bool part = is_lone_row(pages, i, piece) || is_stripe(pages, i, piece) || is_bare_head(pages, i, piece);
      if (!part) continue;
      piece_give_back(piece);
      piece_free(piece);
      g_ptr_array_remove_index(pieces, k);
      g_ptr_array_unref(pages->strips->pdata[i]);
      pages->strips->pdata[i] = strips_find(g_ptr_array_index(pages->sheets, i));
    }
  }
}

/* Finds the bodies of all sheets, and links those that go on. */
static void find_bodies(const Pages *pages) {
  for (unsigned i = 0; i < pages->pieces->len; i++)
    g_ptr_array_add(pages->strips, strips_find(g_ptr_array_index(pages->sheets, i)));
  free_heads(pages);
  for (unsigned i = 0; i < pages->pieces->len; i++) {
    Sheet *sheet = g_ptr_array_index(pages->sheets, i);
    GPtrArray *strips = g_ptr_array_index(pages->strips, i);
    unsigned before = pages->bodies->len;
    g_ptr_array_extend_and_steal(pages->bodies, bodies_find(sheet, strips));
    if (pages->bodies->len > before) link_pages(pages, i, before);
  }
}

/* Whether the columns are columns: no wider than their widest figure, give or take. */
static bool is_aligned(const Body *body) {
  double slack = COLUMN_SLACK * body->size;
  for (unsigned i = 0; i < body->columns->len; i++) {
    const Interval *column = interval_at(body->columns, i);
    if (column->x2 - column->x1 > column->widest + slack) return false;
  }
  return body->columns->len <= COLUMNS_MAX;
}

static unsigned run_end(const GPtrArray *bodies, unsigned first) {
  while (body_at(bodies, first)->goes_on) first++;
  return first + 1;
}

/* Whether nothing but a caption stands between two bodies, be it over the page's end. */
static bool are_near(const Body *above, const Body *below) {
  if (above->sheet == below->sheet) return below->head <= above->last + CAPTION_LINES;
  return below->sheet->page->number == above->sheet->page->number + 1 && below->captioned && body_ends_page(above) &&
         body_begins_page(below);
}

/* Lines of figures of the bodies from `at` on that follow each other with nothing but a caption between. */
static unsigned count_together(const GPtrArray *bodies, unsigned at, unsigned *ret_end) {
  unsigned rows = 0, end = at;
  for (; end < bodies->len; end++) {
    const Body *body = body_at(bodies, end), *last = end > at ? body_at(bodies, end - 1) : NULL;
    bool near = last == NULL || last->goes_on || are_near(last, body);
    if (!near) break;
    rows += body->rows;
  }
  *ret_end = end;
  return rows;
}

/* Whether bodies first .. end - 1, a run, one of `together` lines of figures that follow each other as tables do, are
   a table. */
static bool is_convincing(const GPtrArray *bodies, unsigned first, unsigned end, unsigned together) {
  g_autoptr(GArray) columns = columns_find(&(Run){bodies, first, end});
  if (columns == NULL) return false;
  unsigned rows = 0;
  bool head = false;
  for (unsigned i = first; i < end; i++) {
    if (!is_aligned(body_at(bodies, i))) return false;
    rows += body_at(bodies, i)->rows;
    head = head || body_at(bodies, i)->head < body_at(bodies, i)->first;
  }
  unsigned figures = body_at(bodies, first)->columns->len;
  return together >= ROWS_ENOUGH || (rows >= ROWS_SOME && figures >= COLUMNS_SOME) ||
         (head && columns->len >= COLUMNS_ENOUGH && figures >= COLUMNS_SOME);
}

/* Leaves the bodies that are tables. */
static GPtrArray *take_convincing(GPtrArray *bodies) {
  GPtrArray *tables = g_ptr_array_new_with_free_func(body_free);
  for (unsigned first = 0, end; first < bodies->len; first = end) {
    unsigned together = count_together(bodies, first, &end);
    for (unsigned run = first, next; run < end; run = next) {
      next = run_end(bodies, run);
      if (tables->len >= TABLES_MAX || !is_convincing(bodies, run, next, together)) continue;
      for (unsigned i = run; i < next; i++) g_ptr_array_add(tables, g_steal_pointer(&bodies->pdata[i]));
    }
  }
  return tables;
}

/* The end of the bodies from `first` on that are one table: between two runs stands the caption of one. */
static unsigned table_end(const GPtrArray *bodies, unsigned first) {
  unsigned end = run_end(bodies, first);
  for (; end < bodies->len; end = run_end(bodies, end)) {
    const Body *above = body_at(bodies, end - 1), *below = body_at(bodies, end);
    bool band = below->sheet == above->sheet && below->captioned && below->head > above->last + 1;
    if (!band || !body_ends_before(above, below->head - 1)) break;
  }
  return end;
}

/* Draws bodies first .. first + n - 1; how many of them form runs is told. */
static unsigned draw_runs(const GPtrArray *bodies, unsigned first, Drawn *drawn, unsigned n) {
  unsigned runs = 0;
  for (unsigned run = first, end; run < first + n; run = end, runs++) {
    end = run_end(bodies, run);
    Raster raster;
    bool told = raster_find(&(Run){bodies, run, end}, &raster);
    for (unsigned i = run; i < end; i++) {
      drawn[i - first] = told ? body_draw(body_at(bodies, i), &raster) : (Drawn){0};
      if (!told) drawn[i - first].cells = g_array_new(FALSE, FALSE, sizeof(Box));
    }
    if (told) raster_release(&raster);
  }
  return runs;
}

/* Reads bodies first .. end - 1 as one table, or else each run as one; on each page a piece. */
static void read_bodies(const GPtrArray *bodies, unsigned first, unsigned end, GPtrArray *pieces) {
  unsigned n = end - first;
  g_autofree Drawn *drawn = g_new(Drawn, n);
  bool together = draw_runs(bodies, first, drawn, n) == 1 || bands_draw(bodies, first, drawn, n);
  g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(Box));
  for (unsigned i = 0; i < n; i++) {
    Sheet *sheet = body_at(bodies, first + i)->sheet;
    g_array_append_vals(cells, drawn[i].cells->data, drawn[i].cells->len);
    g_array_unref(drawn[i].cells);
    if (i + 1 < n && together && body_at(bodies, first + i + 1)->sheet == sheet) continue;
    drawn_read(sheet, cells, pieces);
    g_array_set_size(cells, 0);
  }
}

/* Puts pieces with those of their sheets. */
static void add_pieces(const GPtrArray *found, const GPtrArray *sheets, const GPtrArray *pieces) {
  for (unsigned i = 0; i < found->len; i++) {
    Piece *piece = g_ptr_array_index(found, i);
    unsigned at = 0;
    if (g_ptr_array_find((GPtrArray *)sheets, piece->sheet, &at)) g_ptr_array_add(g_ptr_array_index(pieces, at), piece);
  }
}

bool plain_find(const GPtrArray *sheets, const GPtrArray *pieces, size_t places) {
  g_autoptr(GPtrArray) strips = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(body_free), found = g_ptr_array_new();
  find_bodies(&(Pages){sheets, strips, pieces, all});
  g_autoptr(GPtrArray) bodies = take_convincing(all);
  unsigned first = 0;
  for (unsigned end; first < bodies->len && pieces_places(found) < places; first = end) {
    end = table_end(bodies, first);
    read_bodies(bodies, first, end, found);
  }
  add_pieces(found, sheets, pieces);
  return first == bodies->len;
}
