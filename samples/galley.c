/*
 * galley.c - sets a table: first on one endless sheet, the galley, then cut where the pages end.
 *
 *        galley                pages
 *     +---------+         +---------+ page 3
 *     |  row 1  |         |  row 1  |
 *     |  row 2  |   -->   |  row 2  |          A cut has the galley's y at which a page begins, and the y on that
 *   - - - cut - - -       +---------+          page where it goes on. A cell has one fragment a page, and its lines
 *     |  row 3  |         +---------+ page 4   of text keep their place on the galley: so a label or a row that
 *     +---------+         |  row 3  |          crosses a cut is cut in two just as word processors do it.
 */
#include "press.h"

#include <string.h>

/* In fractions of the size of the print. */
static const double cell_lead = 1.3, cell_pad = 0.25;

typedef struct Cut {
  double at; /* on the galley */
  int page;  /* that begins here */
  double y;  /* on that page */
} Cut;

typedef struct Galley {
  Press *press;
  const Grid *grid;
  double *x;   /* left edges of the columns, and the last right one */
  double *top; /* of the rows on the galley, and the last bottom */
  GArray *cuts;
  double lead, pad;
  bool closed; /* a rule is drawn where a page cuts the table */
  bool left_figures;
} Galley;

static double column_width(const Galley *g, const char *setting, int column, double otherwise) {
  g_auto(GStrv) widths = g_strsplit(source_get(g->press->source, setting, ""), " ", -1);

  return column < (int)g_strv_length(widths) ? g_ascii_strtod(widths[column], NULL) : otherwise;
}

static void place_columns(Galley *g) {
  const Grid *grid = g->grid;
  double left = source_number(g->press->source, "table-left", g->press->margin);
  double right = source_number(g->press->source, "table-right", g->press->width - left);
  double sum = 0;
  g_autofree char *setting = g_strdup_printf("widths-%d", grid->columns);
  g_autofree double *widths = g_new0(double, (gsize)grid->columns);

  for (int c = 0; c < grid->columns; c++) sum += widths[c] = column_width(g, setting, c, grid->widths[c]);
  g->x[0] = left;
  for (int c = 0; c < grid->columns; c++) g->x[c + 1] = g->x[c] + (right - left) * widths[c] / sum;
}

static double cell_room(const Galley *g, const GridCell *cell) {
  return g->x[cell->column + cell->column_span] - g->x[cell->column] - 2 * g->pad - cell->indent * g->press->size;
}

static GArray *cell_letters(const GridCell *cell) {
  GArray *letters = g_array_new(FALSE, FALSE, sizeof(Letter));
  bool in_bracket = false;

  for (const char *p = cell->text; *p != '\0'; p = g_utf8_next_char(p)) {
    /* a remark behind the figure is no part of its box */
    in_bracket = in_bracket || (cell->mark != NULL && p != cell->text && g_str_has_prefix(p, "（"));
    g_array_append_vals(letters, &(Letter){g_utf8_get_char(p), in_bracket ? NULL : cell->mark}, 1);
  }
  return letters;
}

static int count_lines(Galley *g, const GridCell *cell) {
  g_autoptr(GArray) letters = cell_letters(cell);
  int n = 0;

  for (guint from = 0; from < letters->len; n++) from += press_wrap(g->press, letters, from, cell_room(g, cell));
  return MAX(n, 1);
}

static void measure_rows(Galley *g) {
  g_autofree double *heights = g_new0(double, (gsize)g->grid->rows);
  double least = source_number(g->press->source, "row-height", 0);

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < g->grid->cells->len; i++) {
      const GridCell *cell = g_ptr_array_index(g->grid->cells, i);
      double need = MAX(count_lines(g, cell) * g->lead + 2 * g->pad, least), have = 0;
      if ((cell->row_span > 1) != (pass == 1)) continue;
      for (int r = cell->row; r < cell->row + cell->row_span; r++) have += heights[r];
      heights[cell->row + cell->row_span - 1] += MAX(need - have, 0);
    }
  for (int r = 0; r < g->grid->rows; r++) g->top[r + 1] = g->top[r] + heights[r];
}

static void add_cut(Galley *g, double at) {
  double heads = source_has(g->press->source, "style", "heads") ? g->top[g->grid->head_rows] : 0;

  press_open_sheet(g->press);
  g_array_append_vals(g->cuts, &(Cut){at, (int)g->press->sheets->len, g->press->y + heads}, 1);
}

static const Cut *last_cut(const Galley *g) { return &g_array_index(g->cuts, Cut, g->cuts->len - 1); }

static void shift_rows(Galley *g, int from, double by) {
  for (int r = from; r <= g->grid->rows; r++) g->top[r] += by;
}

static void cut_pages(Galley *g) {
  bool split = source_has(g->press->source, "style", "split");
  int heads = MIN(g->grid->head_rows, g->grid->rows - 1);

  if (g->press->y + g->top[heads + 1] > g->press->bottom)
    press_open_sheet(g->press); /* heads stay with the first row under them */
  g_array_append_vals(g->cuts, &(Cut){0, (int)g->press->sheets->len, g->press->y}, 1);
  for (int r = 0; r < g->grid->rows; r++) {
    const Cut *cut = last_cut(g);
    double end = cut->y + g->top[r + 1] - cut->at;
    double room = g->press->bottom - (end - (g->top[r + 1] - g->top[r]));
    if (end <= g->press->bottom) continue;
    if (split && r > heads && room > 1.2 * g->lead && g->top[r + 1] - g->top[r] > 1.5 * g->lead) {
      shift_rows(g, r + 1, g->lead); /* a line pushed over the cut needs its room */
      add_cut(g, g->top[r] + room);
    } else add_cut(g, g->top[r]);
  }
  const Cut *cut = last_cut(g);
  g->press->y = cut->y + g->top[g->grid->rows] - cut->at + g->lead / 2;
}

static void add_stroke(Galley *g, int page, double x1, double y1, double x2, double y2, bool shade) {
  Sheet *sheet = g_ptr_array_index(g->press->sheets, page - 1);
  Stroke stroke = {x1, y1, x2, y2, shade};

  g_array_append_val(sheet->strokes, stroke);
}

/* The stretch of a cell on the page that cut `i` begins; false when there is none. */
static bool fragment(const Galley *g, double top, double bottom, guint i, Rect *ret_box) {
  const Cut *cut = &g_array_index(g->cuts, Cut, i);
  double end = i + 1 < g->cuts->len ? g_array_index(g->cuts, Cut, i + 1).at : G_MAXDOUBLE;
  double from = MAX(top, cut->at), to = MIN(bottom, end);

  if (from >= to - 1e-6) return false;
  ret_box->y1 = cut->y + from - cut->at;
  ret_box->y2 = cut->y + to - cut->at;
  return true;
}

/* Whether the upper or the lower side of a cell is drawn: tables of "three-lines" have rules above and below, and under
   the head; of "bare" figures nothing is drawn. */
static bool is_level_drawn(const Galley *g, const GridCell *cell, bool lower) {
  int row = lower ? cell->row + cell->row_span : cell->row;

  if (source_has(g->press->source, "style", "three-lines"))
    return row == 0 || row == g->grid->rows || row == g->grid->head_rows;
  return cell->mark == NULL || !source_has(g->press->source, "style", "bare");
}

/* Statistical tables are often open at the sides ("open-sides"), or have no rules but level ones ("level"), or a
   ground of colour for each cell ("tiles"). */
static void rule_sides(Galley *g, const GridCell *cell, int page, const Rect *box) {
  bool open = source_has(g->press->source, "style", "open-sides");

  if (source_has(g->press->source, "style", "zebra") && cell->row % 2 == 1)
    add_stroke(g, page, box->x1, box->y1, box->x2, box->y2, true);
  if (source_has(g->press->source, "style", "tiles"))
    add_stroke(g, page, box->x1 + 1, box->y1 + 1, box->x2 - 1, box->y2 - 1, true);
  if (source_has(g->press->source, "style", "level") || source_has(g->press->source, "style", "three-lines")) return;
  if (cell->mark != NULL && source_has(g->press->source, "style", "bare")) return;
  if (!open || cell->column > 0) add_stroke(g, page, box->x1, box->y1, box->x1, box->y2, false);
  if (!open || cell->column + cell->column_span < g->grid->columns)
    add_stroke(g, page, box->x2, box->y1, box->x2, box->y2, false);
}

static void rule_cell(Galley *g, const GridCell *cell) {
  double top = g->top[cell->row], bottom = g->top[cell->row + cell->row_span];
  Rect box = {g->x[cell->column], 0, g->x[cell->column + cell->column_span], 0};
  int fragments = 0;
  bool bare = g_str_equal(source_get(g->press->source, "rules", ""), "none") ||
              source_has(g->press->source, "style", "level") || source_has(g->press->source, "style", "three-lines") ||
              source_has(g->press->source, "style", "bare"); /* then nothing says how large a blank is */

  for (guint i = 0; i < g->cuts->len; i++) {
    const Cut *cut = &g_array_index(g->cuts, Cut, i);
    if (!fragment(g, top, bottom, i, &box)) continue;
    double end = i + 1 < g->cuts->len ? g_array_index(g->cuts, Cut, i + 1).at : G_MAXDOUBLE;
    bool upper = is_level_drawn(g, cell, false), lower = is_level_drawn(g, cell, true);
    if (upper && (g->closed || i == 0 || top > cut->at + 1e-6))
      add_stroke(g, cut->page, box.x1, box.y1, box.x2, box.y1, false);
    if (lower && (g->closed || bottom < end - 1e-6)) add_stroke(g, cut->page, box.x1, box.y2, box.x2, box.y2, false);
    rule_sides(g, cell, cut->page, &box);
    if (cell->mark == NULL || cell->text[0] != '\0') continue;
    cell->mark->page =
        fragments++ == 0 ? cut->page : 0; /* of a blank that is cut in two nobody can say where it stands */
    if (!bare) cell->mark->box = box;
  }
}

/* Where a line of text that would stand at `at` on the galley may stand without being cut. */
static double clear_of_cuts(const Galley *g, double at) {
  for (guint i = 1; i < g->cuts->len; i++) {
    double cut = g_array_index(g->cuts, Cut, i).at;
    if (at < cut && at + g->lead > cut) return cut + g->pad;
  }
  return at;
}

static void set_line(Galley *g, const GridCell *cell, const GArray *letters, guint from, guint count, double at) {
  Press *press = g->press;
  const Cut *cut = &g_array_index(g->cuts, Cut, 0);
  double left = g->x[cell->column] + g->pad + cell->indent * press->size;
  double slack = cell_room(g, cell) - press_measure(press, letters, from, count);
  bool to_left = cell->left || (cell->mark != NULL && g->left_figures);

  for (guint i = 1; i < g->cuts->len && g_array_index(g->cuts, Cut, i).at <= at + 1e-6; i++)
    cut = &g_array_index(g->cuts, Cut, i);
  /* short labels are spread over their cells */
  if (source_has(press->source, "style", "spread") && cell->mark == NULL && !to_left &&
      !g_ascii_isdigit(cell->text[0]) && count > 1 && count <= 6) {
    press->stretch = slack * 0.9 / (count - 1);
    to_left = true;
  }
  press_set(press, cut->page, letters, from, count, left + (to_left ? 0 : slack / 2),
            cut->y + at - cut->at + 0.78 * g->lead);
  press->stretch = 0;
}

/* How high the cell is for its text: some makers keep it all on the first of the cell's pages. */
static double text_height(Galley *g, const GridCell *cell) {
  double top = g->top[cell->row], height = g->top[cell->row + cell->row_span] - top;

  for (guint i = 1; i < g->cuts->len && source_has(g->press->source, "style", "first"); i++) {
    double cut = g_array_index(g->cuts, Cut, i).at;
    if (cut > top && cut < top + height && cut - top >= count_lines(g, cell) * g->lead) return cut - top;
  }
  return height;
}

static void set_cell(Galley *g, const GridCell *cell) {
  g_autoptr(GArray) letters = cell_letters(cell);
  double height = text_height(g, cell);
  double at = g->top[cell->row] + (height - count_lines(g, cell) * g->lead) / 2;

  if (source_has(g->press->source, "style", "top")) at = g->top[cell->row] + g->pad;
  for (guint from = 0; from < letters->len;) {
    guint count = press_wrap(g->press, letters, from, cell_room(g, cell));
    at = clear_of_cuts(g, at);
    if (from > 0 && g_array_index(letters, Letter, from).mark != NULL) mark_add(cell->mark, "wrapped");
    set_line(g, cell, letters, from, count, at);
    at += g->lead;
    from += count;
  }
  if (cell->mark != NULL && cell->mark->box.x2 > g->press->width) mark_add(cell->mark, "clipped");
}

/* The heads again at the top of each page that goes on with the table. */
static void repeat_heads(Galley *g) {
  if (!source_has(g->press->source, "style", "heads")) return;
  Galley head = *g;
  head.cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
  for (guint i = 1; i < g->cuts->len; i++) {
    const Cut *cut = &g_array_index(g->cuts, Cut, i);
    g_array_set_size(head.cuts, 0);
    g_array_append_vals(head.cuts, &(Cut){0, cut->page, cut->y - g->top[g->grid->head_rows]}, 1);
    for (guint c = 0; c < g->grid->cells->len; c++) {
      const GridCell *cell = g_ptr_array_index(g->grid->cells, c);
      if (cell->row >= g->grid->head_rows) continue;
      rule_cell(&head, cell);
      set_cell(&head, cell);
    }
  }
  g_array_unref(head.cuts);
}

static void shade_heads(Galley *g) {
  const Cut *first = &g_array_index(g->cuts, Cut, 0);

  if (source_has(g->press->source, "style", "shaded") && g->grid->head_rows > 0)
    add_stroke(g, first->page, g->x[0], first->y, g->x[g->grid->columns], first->y + g->top[g->grid->head_rows], true);
}

void press_table(Press *press, const Grid *grid) {
  Galley g = {.press = press, .grid = grid};
  double size = press->size;

  press->size = source_number(press->source, "table-size", size * 0.85);
  g.x = g_new0(double, (gsize)grid->columns + 1);
  g.top = g_new0(double, (gsize)grid->rows + 1);
  g.cuts = g_array_new(FALSE, FALSE, sizeof(Cut));
  g.lead = cell_lead * press->size;
  g.pad = cell_pad * press->size;
  g.closed = !source_has(press->source, "style", "open");
  g.left_figures = source_has(press->source, "style", "left-figures");
  place_columns(&g);
  measure_rows(&g);
  cut_pages(&g);
  shade_heads(&g);
  for (guint i = 0; i < grid->cells->len; i++) {
    rule_cell(&g, g_ptr_array_index(grid->cells, i));
    set_cell(&g, g_ptr_array_index(grid->cells, i));
  }
  repeat_heads(&g);
  g_free(g.x);
  g_free(g.top);
  g_array_unref(g.cuts);
  press->size = size;
}
