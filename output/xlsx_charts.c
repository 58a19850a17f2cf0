/*
 * xlsx_charts.c - requests, outcomes and disclosures over the years, as pictures of the figures that stand above them.
 *
 * The figures are written again, and nothing where there is none: a word in a cell would be drawn as a zero.
 */
#include "xlsx_views.h"

#include <string.h>

enum { SERIES_MOST = 6, CHART_WIDTH = 640, CHART_HEIGHT = 320, CHART_ROWS = 17, CHARTS_ACROSS = 2 };

static const struct {
  const char *title;
  uint8_t type;
  const char *ids[SERIES_MOST + 1];
} charts[] = {
    {"收到的申请",
     LXW_CHART_LINE,
     {"request.received", "request.carriedin", "request.carriedout", "early.request", NULL}},
    {"办理结果",
     LXW_CHART_COLUMN_STACKED,
     {"result.granted", "result.partly", "result.refused", "result.unable", "result.dismissed", "result.other", NULL}},
    {"主动公开的信息",
     LXW_CHART_LINE,
     {"disclosed.total", "channel.website", "channel.wechat", "channel.weibo", "early.disclosed", NULL}},
    {"规范性文件",
     LXW_CHART_LINE,
     {"document.issued", "document.inforce", "document.repealed", "rule.issued", "rule.inforce", NULL}},
    {"行政复议和行政诉讼", LXW_CHART_LINE, {"review.total", "suit.total", "early.review", "early.suit", NULL}},
};

typedef struct Charts {
  Book *book;
  lxw_worksheet *sheet;
  const char *name;
  const Compare *compare;
  lxw_row_t rows[G_N_ELEMENTS(charts)][SERIES_MOST]; /* of the figures; 0: none */
  lxw_row_t row;
} Charts;

static void write_years(const Charts *state) {
  lxw_format *head = book_format(state->book, LOOK_HEAD, TONE_PLAIN);
  book_text(state->book, state->sheet, 0, 0, "指标", head);
  for (guint i = 0; i < state->compare->columns->len; i++) {
    const PanelReport *report = state->compare->columns->pdata[i];
    bool is_break = compare_is_break(state->compare, i);
    /* the form's first year, said on the axis: a line that goes on may be another count */
    g_autofree char *year =
        is_break ? g_strdup_printf("%d ‖ %s", report->year, report->form) : g_strdup_printf("%d", report->year);
    book_text(state->book, state->sheet, 0, (lxw_col_t)(i + 1), year, head);
  }
}

static void write_series(Charts *state, const CompareRow *row) {
  const CodebookEntry *entry = codebook_entry(state->compare->codebook, row->entry);
  g_autofree char *label = g_strconcat(entry->zh, row->close ? " ≈" : "", NULL);
  book_text(state->book, state->sheet, state->row, 0, label, book_format(state->book, LOOK_LABEL, TONE_PLAIN));
  for (guint i = 0; i < row->cells->len; i++) {
    const CompareCell *cell = &g_array_index(row->cells, CompareCell, i);
    if (panel_is_number(cell->value.state))
      view_cell(state->book, state->sheet, state->row, (lxw_col_t)(i + 1), cell, LOOK_CELL, TONE_PLAIN);
  }
}

static bool has_numbers(const CompareRow *row) {
  for (guint i = 0; row != NULL && i < row->cells->len; i++)
    if (panel_is_number(g_array_index(row->cells, CompareCell, i).value.state)) return true;
  return false;
}

/* The figures of one chart; whether there are any. */
static bool write_figures(Charts *state, size_t chart) {
  bool any = false;
  for (int i = 0; charts[chart].ids[i] != NULL; i++) {
    const CompareRow *row = compare_find(state->compare, charts[chart].ids[i]);
    if (!has_numbers(row)) continue;
    write_series(state, row);
    state->rows[chart][i] = state->row++;
    any = true;
  }
  return any;
}

static void insert_chart(const Charts *state, size_t number, unsigned place) {
  lxw_chart *chart = workbook_add_chart(state->book->workbook, charts[number].type);
  lxw_col_t last = (lxw_col_t)state->compare->columns->len;
  bool line = charts[number].type == LXW_CHART_LINE;
  for (int i = 0; i < SERIES_MOST; i++) {
    lxw_row_t row = state->rows[number][i];
    if (row == 0) continue;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, state->name, 0, 1, 0, last);
    chart_series_set_values(series, state->name, row, 1, row, last);
    chart_series_set_name_range(series, state->name, row, 0);
    if (line) chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
  }
  chart_title_set_name(chart, charts[number].title);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
  /* by pixels, since the columns above are of several widths */
  lxw_chart_options options = {.x_offset = (int)(place % CHARTS_ACROSS) * (CHART_WIDTH + 20),
                               .x_scale = CHART_WIDTH / 480.0,
                               .y_scale = CHART_HEIGHT / 288.0};
  lxw_row_t row = state->row + 1 + (lxw_row_t)(place / CHARTS_ACROSS * CHART_ROWS);
  book_check(state->book, worksheet_insert_chart_opt(state->sheet, row, 0, chart, &options));
}

void charts_add(Book *book, const Compare *compare) {
  const PanelReport *like = compare->columns->pdata[0];
  g_autofree char *name = g_strdup_printf("历年图 %s", view_name(like));
  Charts state = {.book = book, .compare = compare, .row = 1};
  bool any[G_N_ELEMENTS(charts)];
  state.sheet = book_sheet(book, name, "历年图：申请、办理结果、主动公开；断处为表式所无或缺报告", &state.name);
  book_check(book, worksheet_set_column(state.sheet, 0, 0, 36, NULL));
  book_check(book, worksheet_set_column(state.sheet, 1, (lxw_col_t)compare->columns->len, 16, NULL));
  worksheet_fit_to_pages(state.sheet, 1, 1);
  write_years(&state);
  for (size_t i = 0; i < G_N_ELEMENTS(charts); i++) any[i] = write_figures(&state, i);
  unsigned place = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(charts); i++)
    if (any[i]) insert_chart(&state, i, place++);
}
