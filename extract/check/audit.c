#include "check/audit.h"

#include "document/annotate.h"
#include "record/record_words.h"

#include <math.h>
#include <string.h>

/* The colours of the workbook's legend, as frames. */
typedef struct Colour {
  const char *standing; /* of the evidence */
  double red, green, blue;
} Colour;

static const Colour colours[] = {{"in-doubt", 0.95, 0.55, 0.0},
                                 {"contradicted", 0.85, 0.1, 0.1},
                                 {"verified", 0.1, 0.6, 0.2},
                                 {"plain", 0.2, 0.4, 0.8}};
static const Colour grey = {"", 0.6, 0.6, 0.6}; /* a cell without a figure */

static const double SHEET_FROM_EDGE = 20; /* points from the right edge of the page: beside any table */

static const double SHEET_STEP = 14; /* points from one sheet to the next below it */

static Colour colour_of(const Figure *figure) {
  if (!g_str_equal(figure->state, "figure")) return grey;
  for (size_t i = 0; i < G_N_ELEMENTS(colours); i++)
    if (record_has_mark(figure->evidence, colours[i].standing)) return colours[i];
  return grey;
}

/* "row / column", and what is known of the figure, a line each. */
static char *describe(const Figure *figure) {
  GString *text = g_string_new(NULL);
  g_autofree char *state = record_words("state", figure->state);
  g_string_append_printf(text, "%s %s\n", *figure->value ? figure->value : state, figure->unit);
  if (*figure->row) g_string_append_printf(text, "%s\n", figure->row);
  if (*figure->column) g_string_append_printf(text, "%s\n", figure->column);
  g_autofree char *marks = record_words("marks", figure->marks);
  g_autofree char *evidence = record_words("evidence", figure->evidence);
  if (*marks) g_string_append_printf(text, "标记：%s\n", marks);
  if (*evidence) g_string_append_printf(text, "证据：%s\n", evidence);
  if (*figure->corrected) g_string_append_printf(text, "更正：%s\n", figure->corrected);
  if (*figure->pattern) g_string_append_printf(text, "规则：%s\n", figure->pattern);
  g_autofree char *address = record_figure_address(figure);
  g_string_append_printf(text, "地址：%s", address); /* by which --corrections names it */
  return g_string_free(text, FALSE);
}

static void add_frame(Annotations *annotations, const Figure *figure) {
  const Colour colour = colour_of(figure);
  const Note note = {.kind = NOTE_BOX,
                     .page = figure->page,
                     .box = {figure->x1, figure->y1, figure->x2, figure->y2},
                     .red = colour.red,
                     .green = colour.green,
                     .blue = colour.blue,
                     .dashed = !g_str_equal(figure->state, "figure"),
                     .title = g_strdup(*figure->indicator ? figure->indicator : "extract"),
                     .text = describe(figure)};
  g_array_append_val(annotations->notes, note);
}

static const Figure *find_first(const Record *record, const char *addresses) {
  const char *end = strchrnul(addresses, ' ');
  g_autofree char *first = g_strndup(addresses, (gsize)(end - addresses));
  for (guint i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    g_autofree char *address = record_figure_address(figure);
    if (g_str_equal(address, first)) return figure;
  }
  return NULL;
}

/* Below the sheets that already lie there. */
static double find_room(const Annotations *annotations, int page, double y) {
  for (guint i = 0; i < annotations->notes->len; i++) {
    const Note *note = &g_array_index(annotations->notes, Note, i);
    if (note->kind == NOTE_SHEET && note->page == page && fabs(note->box.y1 - y) < SHEET_STEP)
      y = note->box.y1 + SHEET_STEP;
  }
  return y;
}

/* A sheet beside the table, and a bookmark that leads to it. */
static void add_problem(Annotations *annotations, const Record *record, const Check *check, const GPtrArray *pages) {
  const Figure *figure = find_first(record, check->figures);
  if (!figure) return;
  const Colour colour = g_str_equal(check->state, "contradicted") ? colours[1] : colours[0];
  const Page *page = page_find(pages, figure->page);
  const double x = (page ? page->width : 0) - SHEET_FROM_EDGE;
  const double y = find_room(annotations, figure->page, figure->y1);
  const Note note = {.kind = NOTE_SHEET,
                     .page = figure->page,
                     .box = {x, y, x, y},
                     .red = colour.red,
                     .green = colour.green,
                     .blue = colour.blue,
                     .title = g_strdup(check->check),
                     .text =
                         g_strdup_printf("%s\n%s，%s\n%s", check->relation, check->left, check->right, check->words)};
  g_array_append_val(annotations->notes, note);
  const Bookmark bookmark = {.title = g_strdup_printf("%s：%s ≠ %s", check->check, check->left, check->right),
                             .page = figure->page,
                             .x = 0,
                             .y = figure->y1 - 2 * (figure->y2 - figure->y1)};
  g_array_append_val(annotations->bookmarks, bookmark);
}

void audit_copy(Record *record, GBytes *pdf, const GPtrArray *pages) {
  g_auto(Annotations) annotations;
  annotations_init(&annotations, "extract：需核对之处");
  for (guint i = 0; i < record_figure_count(record); i++) add_frame(&annotations, record_figure_at(record, i));
  for (guint i = 0; i < record_check_count(record); i++) {
    const Check *check = record_check_at(record, i);
    if (record_check_fails(check)) add_problem(&annotations, record, check, pages);
  }
  g_autoptr(GError) error = NULL;
  record->audit_copy = annotate_pdf(pdf, &annotations, &error);
  if (record->audit_copy) return;
  record_remark(record, 0, "damaged", error->message);
}
