/*
 * xlsx_charts.c - requests, outcomes and disclosures over the years, as pictures of the figures that stand above them.
 *
 * The figures are written again, and nothing where there is none: a word in a cell would be drawn as a zero. A line
 * stops where the count becomes another: what an older form answers to it with only closely is a row and a dashed line
 * of its own, of the same colour.
 */
#include "xlsx_views.h"

enum {
  SERIES_MOST = 6,
  PARTS_MOST = 4 * SERIES_MOST,
  CHART_WIDTH = 640,
  CHART_HEIGHT = 320,
  CHART_ROWS = 17,
  CHARTS_ACROSS = 2
};

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

static const lxw_color_t colours[SERIES_MOST] = {0x1F77B4, 0xD62728, 0x2CA02C, 0x9467BD, 0xFF7F0E, 0x17BECF};

/* A row of figures that is drawn as one line, or as one colour of the columns. */
typedef struct Part {
  lxw_row_t row;
  int colour;
  bool joined; /* it goes on another one's line: dashed, and not in the legend */
} Part;

typedef struct Charts {
  Book *book;
  lxw_worksheet *sheet;
  const char *name;
  const Compare *compare;
  Part parts[G_N_ELEMENTS(charts)][PARTS_MOST];
  int count[G_N_ELEMENTS(charts)]; /* of its parts */
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
        is_break ? g_strdup_printf("%d ‖ 表式%s", report->year, report->form) : g_strdup_printf("%d", report->year);
    book_text(state->book, state->sheet, 0, (lxw_col_t)(i + 1), year, head);
  }
}

static const CompareCell *cell_at(const CompareRow *row, guint i) { return &g_array_index(row->cells, CompareCell, i); }

static bool is_number_at(const CompareRow *row, guint i) { return panel_is_number(cell_at(row, i)->value.state); }

static bool same_count(const CompareCell *a, const CompareCell *b) {
  return a->from == b->from && a->close == b->close;
}

/* What that row of figures is called: that it answers only closely, and which indicator of an older form it is. */
static char *part_label(const Codebook *codebook, const CompareRow *row, const CompareCell *like) {
  const char *zh = codebook_entry(codebook, row->entry)->zh;
  if (!like->close) return g_strdup(zh);
  if (like->from == row->entry) return g_strdup_printf("%s ≈", zh);
  return g_strdup_printf("%s ≈（%s）", zh, codebook_entry(codebook, like->from)->zh);
}

/* The figures of the row that are the same count as `like`; all when it is NULL. */
static void write_part(Charts *state, size_t chart, int colour, const CompareRow *row, const CompareCell *like) {
  const CodebookEntry *entry = codebook_entry(state->compare->codebook, row->entry);
  g_autofree char *label = like != NULL ? part_label(state->compare->codebook, row, like)
                                        : g_strconcat(entry->zh, row->close ? " ≈" : "", NULL);
  book_text(state->book, state->sheet, state->row, 0, label, book_format(state->book, LOOK_LABEL, TONE_PLAIN));
  for (guint i = 0; i < row->cells->len; i++)
    if (is_number_at(row, i) && (like == NULL || same_count(cell_at(row, i), like)))
      view_cell(state->book, state->sheet, state->row, (lxw_col_t)(i + 1), cell_at(row, i), LOOK_CELL, TONE_PLAIN);
  state->parts[chart][state->count[chart]++] = (Part){state->row++, colour, false};
}

/* The newest count first: it has the name in the legend. */
static void write_parts(Charts *state, size_t chart, int colour, const CompareRow *row) {
  int first = state->count[chart];
  for (guint i = row->cells->len; i-- > 0;) {
    bool seen = !is_number_at(row, i);
    for (guint j = i + 1; j < row->cells->len; j++)
      seen = seen || (is_number_at(row, j) && same_count(cell_at(row, i), cell_at(row, j)));
    if (seen || state->count[chart] == PARTS_MOST) continue;
    write_part(state, chart, colour, row, cell_at(row, i));
    state->parts[chart][state->count[chart] - 1].joined = state->count[chart] - 1 > first;
  }
}

static bool has_numbers(const CompareRow *row) {
  for (guint i = 0; row != NULL && i < row->cells->len; i++)
    if (is_number_at(row, i)) return true;
  return false;
}

/* The figures of one chart. Columns stand apart: they hide no break, and stay whole. */
static void write_figures(Charts *state, size_t chart) {
  for (int i = 0; charts[chart].ids[i] != NULL; i++) {
    const CompareRow *row = compare_find(state->compare, charts[chart].ids[i]);
    if (!has_numbers(row)) continue;
    if (charts[chart].type == LXW_CHART_LINE) write_parts(state, chart, i, row);
    else write_part(state, chart, i, row, NULL);
  }
}

static void add_line(const Charts *state, lxw_chart *chart, const Part *part, bool line) {
  lxw_col_t last = (lxw_col_t)state->compare->columns->len;
  lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
  chart_series_set_categories(series, state->name, 0, 1, 0, last);
  chart_series_set_values(series, state->name, part->row, 1, part->row, last);
  chart_series_set_name_range(series, state->name, part->row, 0);
  lxw_color_t colour = colours[part->colour];
  chart_series_set_fill(series, &(lxw_chart_fill){.color = colour});
  if (!line) return;
  uint8_t dash = part->joined ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID;
  chart_series_set_line(series, &(lxw_chart_line){.color = colour, .width = 2, .dash_type = dash});
  chart_series_set_marker_type(series, LXW_CHART_MARKER_CIRCLE);
  chart_series_set_marker_fill(series, &(lxw_chart_fill){.color = colour});
  chart_series_set_marker_line(series, &(lxw_chart_line){.color = colour});
}

static void insert_chart(const Charts *state, size_t number, unsigned place) {
  lxw_chart *chart = workbook_add_chart(state->book->workbook, charts[number].type);
  int16_t joined[PARTS_MOST + 1];
  int count = 0;
  for (int i = 0; i < state->count[number]; i++) {
    add_line(state, chart, &state->parts[number][i], charts[number].type == LXW_CHART_LINE);
    if (state->parts[number][i].joined) joined[count++] = (int16_t)i;
  }
  joined[count] = -1;
  if (count > 0) chart_legend_delete_series(chart, joined);
  chart_title_set_name(chart, charts[number].title);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
  chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
  /* by pixels, since the columns above are of several widths */
  lxw_chart_options options = {.x_offset = (int)(place % CHARTS_ACROSS) * (CHART_WIDTH + 20),
                               .x_scale = CHART_WIDTH / 480.0,
                               .y_scale = CHART_HEIGHT / 288.0};
  lxw_row_t row = state->row + 2 + (lxw_row_t)(place / CHARTS_ACROSS * CHART_ROWS);
  book_check(state->book, worksheet_insert_chart_opt(state->sheet, row, 0, chart, &options));
}

void charts_add(Book *book, const Compare *compare) {
  const PanelReport *like = compare->columns->pdata[0];
  g_autofree char *name = g_strdup_printf("历年图 %s", view_name(like));
  Charts state = {.book = book, .compare = compare, .row = 1};
  static const char legend[] =
      "‖：自该年起表式不同；≈：由旧表式的相近项相接，口径不尽相同，图中为虚线，不与新口径相连；Σ：合计而得；"
      "蓝格：正文中的数；空处：该年表式无此项，或无数可用。";
  state.sheet = book_sheet(book, name, "历年图：申请、办理结果、主动公开；断处为表式所无或缺报告", &state.name);
  book_check(book, worksheet_set_column(state.sheet, 0, 0, 64, NULL));
  book_check(book, worksheet_set_column(state.sheet, 1, (lxw_col_t)compare->columns->len, 20, NULL));
  worksheet_fit_to_pages(state.sheet, 1, 1);
  write_years(&state);
  for (size_t i = 0; i < G_N_ELEMENTS(charts); i++) write_figures(&state, i);
  book_text(book, state.sheet, state.row, 0, legend, book_format(book, LOOK_TEXT, TONE_PLAIN));
  unsigned place = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(charts); i++)
    if (state.count[i] > 0) insert_chart(&state, i, place++);
}
