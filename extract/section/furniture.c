/*
 * furniture.c - telling page numbers and running heads from text.
 *
 *     +--------------------------+
 *     |  洪泽区政府信息公开年报    |  head: the same words (but for digits) at the edge of several pages
 *     |                          |
 *     |  ……严格执行“分级审核、    |
 *     |                          |
 *     |           - 2 -          |  page number: its shape, as the outermost line; a bare number must also
 *     +--------------------------+  count the pages. A browser prints the address ahead of it: https://… 1/5
 *
 * Only lines at the edge of a page are looked at, and of those only the outermost: what stands between two lines of
 * text is text. table_sheet.c asks nearly the same before it is known what is text: what two pages have in common may then
 * not be taken into a table, be it a running head or two annexes' titles (附件1, 附件2), which are text here.
 */
#include "section/furniture.h"

#include "base/regex.h"

#include <string.h>

/* Heads and feet stand within this share of the page's height from its edge; the text area of a letter begins at 8 %,
   and of a page with a printed head at 10 %. */
static const double EDGE = 0.12;
/* A page number may stand further in, where a page ends with a table cut short. */
static const double NUMBER_EDGE = 0.2;
/* A running head has at most this many lines. */
enum { HEAD_LINES = 2 };

static const char page_number[] = "^(?:(?:https?|file):/\\S+ )?[-—–―─·•~ ]*(第|共\\d+页第)? ?(\\d{1,4}) ?页?[ "
                                  ",，]?((?:/|共|of) ?\\d{1,4} ?页?)?[-—–―─·•~ ]*$";

/* A line at the edge of its page. */
typedef struct Edge {
  LineView *line;
  double height; /* of its page */
  bool foot;
  char *shape; /* its text with every run of digits as # */
  int number;  /* as a page number; 0 when it has not the shape of one */
  bool bare;   /* digits alone */
} Edge;

static void edge_clear(Edge *edge) { g_free(edge->shape); }

static char *shape_of(const char *text) {
  GString *shape = g_string_new(NULL);
  for (const char *p = text; *p; p++) {
    bool digit = g_ascii_isdigit(*p);
    if (!digit) g_string_append_c(shape, *p);
    else if (!shape->len || shape->str[shape->len - 1] != '#') g_string_append_c(shape, '#');
  }
  return g_string_free(shape, FALSE);
}

static void add_edge(GArray *edges, LineView *line, double height, bool foot, Regex *regex) {
  const GString *text = line->line->text->utf8;
  Edge edge = {.line = line, .height = height, .foot = foot, .shape = shape_of(text->str)};
  RegexMatch match;
  if (regex_match(regex, text->str, text->len, 0, &match, NULL)) {
    edge.number = (int)g_ascii_strtoll(text->str + match.start[2], NULL, 10);
    edge.bare = strcmp(edge.shape, "#") == 0;
  }
  g_array_append_val(edges, edge);
}

/* The outermost of the lines of one page, lines[first..end-1], that stand near its edges. */
static void collect_page(GArray *edges, const GPtrArray *lines, unsigned first, unsigned end, double height,
                         Regex *regex) {
  for (unsigned i = first; i < end && i < first + HEAD_LINES; i++) {
    LineView *line = lines->pdata[i];
    if (box_middle_y(line->box) < height * EDGE) add_edge(edges, line, height, false, regex);
  }
  for (unsigned i = end; i > first && i + HEAD_LINES > end; i--) {
    LineView *line = lines->pdata[i - 1];
    if (box_middle_y(line->box) > height * (1 - NUMBER_EDGE)) add_edge(edges, line, height, true, regex);
  }
}

static int by_page_and_height(const void *a, const void *b) {
  const LineView *l = *(const LineView *const *)a, *m = *(const LineView *const *)b;
  if (l->page != m->page) return l->page - m->page;
  return (l->box.y1 > m->box.y1) - (l->box.y1 < m->box.y1);
}

static GArray *collect_edges(const View *view, Regex *regex) {
  GArray *edges = g_array_new(FALSE, FALSE, sizeof(Edge));
  g_array_set_clear_func(edges, (GDestroyNotify)edge_clear);
  g_autoptr(GPtrArray) sorted = g_ptr_array_new();
  for (unsigned i = 0; i < view->lines->len; i++) {
    LineView *line = &g_array_index(view->lines, LineView, i);
    if (!line->across) g_ptr_array_add(sorted, line);
  }
  g_ptr_array_sort(sorted, by_page_and_height);
  for (unsigned i = 0, end; i < sorted->len; i = end) {
    int number = ((const LineView *)sorted->pdata[i])->page;
    for (end = i + 1; end < sorted->len && ((const LineView *)sorted->pdata[end])->page == number;) end++;
    collect_page(edges, sorted, i, end, view_page(view, number)->height, regex);
  }
  return edges;
}

/* The same shape at the same edge of at least two pages, and of a third of all: left and right pages may differ. */
static void mark_heads(GArray *edges, unsigned n_pages) {
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned pass = 0; pass < 2; pass++) {
    for (unsigned i = 0; i < edges->len; i++) {
      Edge *edge = &g_array_index(edges, Edge, i);
      if (edge->bare || (edge->foot && box_middle_y(edge->line->box) < edge->height * (1 - EDGE))) continue;
      g_autofree char *key = g_strconcat(edge->foot ? "v" : "^", edge->shape, NULL);
      unsigned count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));
      if (pass == 0) g_hash_table_insert(counts, g_steal_pointer(&key), GUINT_TO_POINTER(count + 1));
      else if (count >= 2 && count * 3 >= n_pages) edge->line->furniture = true;
    }
  }
}

/* Whether another bare number, on another page, is as far from its page's number as this one. */
static bool counts_pages(const GArray *edges, const Edge *edge) {
  int shift = edge->number - edge->line->page;
  for (unsigned i = 0; i < edges->len; i++) {
    const Edge *other = &g_array_index(edges, Edge, i);
    if (other->bare && other->line->page != edge->line->page && other->number - other->line->page == shift) return true;
  }
  return shift == 0;
}

/* Of each page and edge the outermost line that is no running head. */
static void mark_numbers(GArray *edges) {
  const Edge *last = NULL;
  for (unsigned i = 0; i < edges->len; i++) {
    Edge *edge = &g_array_index(edges, Edge, i);
    bool inner = last && last->line->page == edge->line->page && last->foot == edge->foot;
    if (edge->line->furniture || inner) continue;
    last = edge;
    edge->line->furniture = edge->number > 0 && (!edge->bare || counts_pages(edges, edge));
  }
}

void furniture_mark(View *view) {
  g_autoptr(Regex) regex = regex_new(page_number, ANCHOR_NONE, NULL, NULL);
  g_assert(regex);
  g_autoptr(GArray) edges = collect_edges(view, regex);
  mark_heads(edges, g_hash_table_size(view->pages));
  mark_numbers(edges);
  for (unsigned i = 0; i < view->lines->len; i++) {
    LineView *line = &g_array_index(view->lines, LineView, i);
    line->furniture = line->furniture || line->line->aside;
  }
}
