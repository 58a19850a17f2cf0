/*
 * The columns of a table without rules: the lowest texts of its head, and the figures that stand below them.
 *
 *        结果维持    结果纠正    其他结果    尚未审结        A figure belongs to the text that it stands under, flush or in
 *            3                                 12       the middle: their widths overlap. A text over no figure is a
 *                                                       blank column - but only while no figure stands beside it under
 *     none: that one could be its own. Where as many texts as figures stand between two that belong together, they pair.
 */
#include "table/table_draw.h"

#include <math.h>
#include <string.h>

/* One text of the head, or one column of figures, while they are paired. */
typedef struct Pairing {
  const Run *run;
  GArray *columns; /* of Interval: of figures */
  GArray *texts;   /* of Head: the lowest, from left to right */
  int *text_of;    /* per column: the text over it; -1 */
  int *column_of;  /* per text; -1 */
} Pairing;

int column_find(const GArray *columns, double x1, double x2) {
  int found = -1;
  for (unsigned i = 0; i < columns->len; i++) {
    const Interval *column = interval_at(columns, i);
    if (x2 <= column->x1 || x1 >= column->x2) continue;
    if (found >= 0) return -2;
    found = (int)i;
  }
  return found;
}

void column_add(GArray *columns, int at, Interval more) {
  if (at >= 0) {
    Interval *column = interval_at(columns, (unsigned)at);
    *column = (Interval){fmin(column->x1, more.x1), fmax(column->x2, more.x2), fmax(column->widest, more.widest),
                         more.middle};
    return;
  }
  unsigned i = 0;
  while (i < columns->len && interval_at(columns, i)->x1 < more.x1) i++;
  g_array_insert_val(columns, i, more);
}

/* Whether columns that were widened still stand side by side. */
static bool are_apart(const GArray *columns) {
  for (unsigned i = 1; i < columns->len; i++)
    if (interval_at(columns, i)->x1 < interval_at(columns, i - 1)->x2) return false;
  return true;
}

GArray *columns_join(const GArray *a, const GArray *b) {
  GArray *columns = g_array_copy((GArray *)a);
  unsigned common = 0;
  for (unsigned i = 0; i < b->len; i++) {
    const Interval *more = interval_at(b, i);
    int at = column_find(columns, more->x1, more->x2);
    if (at != -2) column_add(columns, at, *more);
    common += at >= 0;
  }
  bool well = 2 * common >= MIN(a->len, b->len) && common > 0 && columns->len == a->len + b->len - common;
  if (well && are_apart(columns)) return columns;
  g_array_unref(columns);
  return NULL;
}

/* Whether figures of two columns stand on one line. */
static bool stand_together(const Run *run, const Interval *a, const Interval *b) {
  for (unsigned i = run->first; i < run->end; i++) {
    const Body *body = body_at(run->bodies, i);
    for (unsigned k = body->first; k <= body->last; k++) {
      const GArray *chunks = strip_at(body->strips, k)->chunks;
      bool in_a = false, in_b = false;
      for (unsigned c = 0; c < chunks->len; c++) {
        Box box = g_array_index(chunks, Chunk, c).box;
        in_a = in_a || (box.x1 < a->x2 && box.x2 > a->x1);
        in_b = in_b || (box.x1 < b->x2 && box.x2 > b->x1);
      }
      if (in_a && in_b) return true;
    }
  }
  return false;
}

static int compare_begin(const void *a, const void *b) {
  const Head *p = a, *q = b;
  return (p->box.x1 > q->box.x1) - (p->box.x1 < q->box.x1);
}

/* The lowest texts of the run's head, or of its two parts, from left to right. */
static GArray *lowest_texts(const Run *run) {
  GArray *lowest = g_array_new(FALSE, FALSE, sizeof(Head));
  for (unsigned i = run->first; i < run->end; i++) {
    const Body *body = body_at(run->bodies, i);
    if (lowest->len > 0 && body_at(run->bodies, i - 1)->rest == NULL) break;
    unsigned end;
    g_autoptr(GArray) texts = heads_find(body, body->columns, &end);
    double up = body->rest != NULL ? body->sheet->page->height : 0; /* it stands above all of the next page */
    for (unsigned k = 0; k < texts->len; k++) {
      Head head = *head_at(texts, k);
      head.box.y1 -= up;
      head.box.y2 -= up;
      if (head.lowest) g_array_append_val(lowest, head);
    }
  }
  g_array_sort(lowest, compare_begin);
  return lowest;
}

/* The only text that stands over a column, or the one over its middle; -1 when none does, -2 when it cannot be told. */
static int find_text(const GArray *texts, const Interval *column) {
  int found = -1;
  double middle = (column->x1 + column->x2) / 2;
  for (unsigned i = 0; i < texts->len; i++) {
    Box box = head_at(texts, i)->box;
    if (box.x2 <= column->x1 || box.x1 >= column->x2) continue;
    if (box.x1 <= middle && box.x2 >= middle) return (int)i;
    found = found == -1 ? (int)i : -2;
  }
  return found;
}

/* Makes one of the columns under a text when no line holds two of them; else the text stands over several. */
static void settle_text(Pairing *pairing, int text) {
  int first = -1;
  for (unsigned i = 0; i < pairing->columns->len; i++) {
    if (pairing->text_of[i] != text) continue;
    Interval *column = interval_at(pairing->columns, i), *before = first < 0 ? NULL : column - 1;
    if (before == NULL) {
      first = (int)i;
    } else if (stand_together(pairing->run, before, column)) {
      first = -2;
      break;
    } else {
      column_add(pairing->columns, first, *column);
      g_array_remove_index(pairing->columns, i);
      memmove(pairing->text_of + i, pairing->text_of + i + 1, (pairing->columns->len - i) * sizeof(int));
      i--;
    }
  }
  for (unsigned i = 0; i < pairing->columns->len && first == -2; i++)
    if (pairing->text_of[i] == text) pairing->text_of[i] = -1;
  pairing->column_of[text] = first;
}

/* Whether a text over no figure stands higher than those on both its sides: it is none of the lowest. */
static bool is_above_others(const GArray *texts, unsigned at) {
  if (at == 0 || at + 1 == texts->len) return false;
  double end = head_at(texts, at)->box.y2;
  return head_at(texts, at - 1)->box.y1 >= end && head_at(texts, at + 1)->box.y1 >= end;
}

/* Pairs columns from..end with the texts from..end that have no column, when they are as many, or there are none of
   one kind. */
static bool pair_between(Pairing *pairing, unsigned column, unsigned column_end, unsigned text, unsigned text_end) {
  unsigned texts = 0, columns = column_end - column;
  for (unsigned t = text; t < text_end; t++) {
    if (pairing->column_of[t] == -1 && is_above_others(pairing->texts, t)) pairing->column_of[t] = -2;
    texts += pairing->column_of[t] == -1;
  }
  if (texts == 0 || columns == 0) return true;
  for (unsigned t = text; t < text_end; t++) {
    if (pairing->column_of[t] != -1 || column >= column_end) continue;
    pairing->column_of[t] = (int)column;
    pairing->text_of[column++] = (int)t;
  }
  return texts == columns;
}

static bool pair_rest(Pairing *pairing) {
  unsigned column = 0, text = 0;
  while (column < pairing->columns->len || text < pairing->texts->len) {
    unsigned column_end = column, text_end = text;
    while (column_end < pairing->columns->len && pairing->text_of[column_end] < 0) column_end++;
    while (text_end < pairing->texts->len && pairing->column_of[text_end] < 0) text_end++;
    if (!pair_between(pairing, column, column_end, text, text_end)) return false;
    column = column_end + 1;
    text = text_end + 1;
  }
  return true;
}

/* Whether the head says something over the labels. */
static bool has_stub(const Run *run) {
  for (unsigned i = run->first; i < run->end; i++) {
    const Body *body = body_at(run->bodies, i);
    for (unsigned k = body->head; k < body->first; k++) {
      const Chunk *chunk = &g_array_index(strip_at(body->strips, k)->chunks, Chunk, 0);
      if (chunk->box.x1 < body_label_end(body)) return true;
    }
  }
  return false;
}

/* Widens the columns by their texts as far as no other stands there; texts over none become blank columns. */
static bool add_texts(Pairing *pairing) {
  GArray *columns = pairing->columns;
  for (unsigned t = pairing->texts->len; t-- > 0;) {
    int at = pairing->column_of[t];
    Box box = head_at(pairing->texts, t)->box;
    if (at == -2) continue;
    Interval more = {box.x1, box.x2, 0, box_middle_x(box)};
    if (at == -1 && column_find(columns, box.x1, box.x2) != -1) return false;
    if (at >= 0) interval_at(columns, (unsigned)at)->middle = more.middle;
    bool clear = at == -1 || ((at == 0 || interval_at(columns, (unsigned)at - 1)->x2 <= box.x1) &&
                              (at + 1 == (int)columns->len || interval_at(columns, (unsigned)at + 1)->x1 >= box.x2));
    if (clear) column_add(columns, at, more);
  }
  return true;
}

GArray *columns_find(const Run *run) {
  GArray *columns = g_array_copy(body_at(run->bodies, run->first)->columns);
  g_autoptr(GArray) texts = lowest_texts(run);
  bool labels = isfinite(body_label_end(body_at(run->bodies, run->first)));
  g_autofree int *text_of = g_new(int, columns->len), *column_of = g_new(int, texts->len + 1);
  Pairing pairing = {run, columns, texts, text_of, column_of};
  bool told = true;
  for (unsigned i = 0; i < columns->len; i++)
    told = told && (text_of[i] = find_text(texts, interval_at(columns, i))) != -2;
  for (unsigned i = 0; i < texts->len; i++) column_of[i] = -1;
  for (unsigned i = 0; i < texts->len && told; i++) settle_text(&pairing, (int)i);
  if (texts->len > 0 && column_of[0] == -1 && labels && !has_stub(run)) column_of[0] = -2;
  if (told && pair_rest(&pairing) && add_texts(&pairing)) return columns;
  g_array_unref(columns);
  return NULL;
}
