/*
 * panel_store.c - any number of reports by place and year.
 *
 * A hundred thousand reports of two hundred figures are half a gigabyte. So they go to a spool as they come, and a line
 * of each stays in memory: what it is sorted by, and where it lies. Later the years of one place are read at a time.
 */
#include "panel/panel.h"
#include "panel/spool.h"

#include <string.h>

enum {
  YEARS_MOST = 100,  /* apart: then one of the years is misread */
  SERIES_MOST = 200, /* reports of a place: twenty years, ten times over. More, and the name is not one place's. */
  STRINGS = 10
};

typedef struct Line {
  const char *series; /* of the panel's strings */
  guint64 where;
  guint order; /* in which it came */
  int year, duplicate;
  bool placed; /* its place is known */
} Line;

struct Panel {
  const Codebook *codebook;
  Spool *spool;
  GStringChunk *strings;
  GArray *lines;  /* of Line */
  GArray *series; /* of PanelSeries */
  bool *prints;   /* by entry */
  unsigned rows;
  bool twins;
};

Panel *panel_new(const Codebook *codebook, const char *folder) {
  Panel *panel = g_new0(Panel, 1);
  panel->codebook = codebook;
  panel->spool = spool_new(folder);
  panel->strings = g_string_chunk_new(4096);
  panel->lines = g_array_new(FALSE, FALSE, sizeof(Line));
  panel->series = g_array_new(FALSE, FALSE, sizeof(PanelSeries));
  panel->prints = g_new0(bool, codebook->entries->len);
  return panel;
}

void panel_free(Panel *panel) {
  if (!panel) return;
  spool_free(panel->spool);
  g_string_chunk_free(panel->strings);
  g_array_unref(panel->lines);
  g_array_unref(panel->series);
  g_free(panel->prints);
  g_free(panel);
}

/* The strings of a report, as places of them. */
static void list_strings(PanelReport *report, char **ret[STRINGS]) {
  char **const all[STRINGS] = {&report->report, &report->sha256, &report->place,     &report->code, &report->code_today,
                               &report->level,  &report->parent, &report->publisher, &report->form, &report->series};
  memcpy(ret, all, sizeof all);
}

/* Year, number of cells, cells, strings. */
static GByteArray *pack(const PanelReport *report) {
  PanelReport copy = *report;
  GByteArray *piece = g_byte_array_new();
  char **strings[STRINGS];
  list_strings(&copy, strings);
  const gint32 head[] = {report->year, (gint32)report->cells->len};
  g_byte_array_append(piece, (const guint8 *)head, sizeof head);
  g_byte_array_append(piece, (const guint8 *)report->cells->data, report->cells->len * (guint)sizeof(PanelCell));
  for (int i = 0; i < STRINGS; i++)
    g_byte_array_append(piece, (const guint8 *)*strings[i], (guint)strlen(*strings[i]) + 1);
  return piece;
}

static PanelReport *unpack(const GByteArray *piece) {
  PanelReport *report = g_new0(PanelReport, 1);
  gint32 head[2];
  char **strings[STRINGS];
  memcpy(head, piece->data, sizeof head);
  report->year = head[0];
  report->cells = g_array_new(FALSE, FALSE, sizeof(PanelCell));
  g_array_append_vals(report->cells, piece->data + sizeof head, (guint)head[1]);
  const char *at = (const char *)piece->data + sizeof head + (size_t)head[1] * sizeof(PanelCell);
  list_strings(report, strings);
  for (int i = 0; i < STRINGS; at += strlen(at) + 1, i++) *strings[i] = g_strdup(at);
  return report;
}

bool panel_add(Panel *panel, const PanelReport *report, GError **error) {
  g_autoptr(GByteArray) piece = pack(report);
  Line line = {.series = g_string_chunk_insert_const(panel->strings, report->series),
               .order = panel->lines->len,
               .year = report->year,
               .placed = *report->place != '\0'};
  if (!spool_put(panel->spool, piece, &line.where, error)) return false;
  g_array_append_val(panel->lines, line);
  for (guint i = 0; i < report->cells->len; i++) panel->prints[g_array_index(report->cells, PanelCell, i).entry] = true;
  return true;
}

static int compare_lines(gconstpointer a, gconstpointer b) {
  const Line *x = a, *y = b;
  int series = x->series == y->series ? 0 : strcmp(x->series, y->series);
  if (series != 0) return series;
  if (x->year != y->year) return x->year < y->year ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

static Line *line_at(const Panel *panel, guint i) { return &g_array_index(panel->lines, Line, i); }

/* Whether line `i` is of the place of the one before it. Reports whose place is not known are each their own. */
static bool goes_on(const Panel *panel, guint i) {
  if (i == 0 || i >= panel->lines->len) return false;
  const Line *line = line_at(panel, i), *before = line_at(panel, i - 1);
  return line->placed && before->placed && line->series == before->series;
}

/* The years without a report right before line `i`. */
static int missing_before(const Panel *panel, guint i) {
  if (!goes_on(panel, i) || line_at(panel, i - 1)->year == 0) return 0;
  int gap = line_at(panel, i)->year - line_at(panel, i - 1)->year - 1;
  return gap > 0 && gap < YEARS_MOST ? gap : 0;
}

static bool is_twin(const Panel *panel, guint i) {
  return line_at(panel, i)->duplicate > 1 || (i + 1 < panel->lines->len && line_at(panel, i + 1)->duplicate > 1);
}

static guint count_lines(const Panel *panel, guint first) {
  guint end = first + 1;
  while (goes_on(panel, end)) end++;
  return end - first;
}

/* The lines from `first` on as one series. */
static void add_series(Panel *panel, guint first, guint count, guint crowd) {
  PanelSeries series = {.first = first, .count = count, .crowd = crowd, .rows = count};
  for (guint i = first; i < first + count; i++) {
    const Line *line = line_at(panel, i);
    series.rows += (unsigned)missing_before(panel, i);
    series.years += line->placed && line->year > 0 && line->duplicate == 1;
  }
  panel->rows += series.rows;
  g_array_append_val(panel->series, series);
}

void panel_complete(Panel *panel) {
  g_array_sort(panel->lines, compare_lines);
  for (guint i = 0; i < panel->lines->len; i++) {
    Line *line = line_at(panel, i);
    bool again = goes_on(panel, i) && line->year > 0 && line->year == line_at(panel, i - 1)->year;
    line->duplicate = again ? line_at(panel, i - 1)->duplicate + 1 : 1;
    panel->twins = panel->twins || again;
  }
  for (guint first = 0, count; first < panel->lines->len; first += count) {
    count = count_lines(panel, first);
    guint crowd = count > SERIES_MOST ? count : 0;
    for (guint part = 0; part < count; part += SERIES_MOST)
      add_series(panel, first + part, MIN(count - part, (guint)SERIES_MOST), crowd);
  }
}

unsigned panel_reports(const Panel *panel) { return panel->lines->len; }
unsigned panel_rows(const Panel *panel) { return panel->rows; }
bool panel_has_twins(const Panel *panel) { return panel->twins; }
const GArray *panel_series(const Panel *panel) { return panel->series; }
bool panel_prints(const Panel *panel, guint entry) { return panel->prints[entry]; }

static PanelReport *report_missing(const PanelReport *like, int year) {
  PanelReport *report = g_new0(PanelReport, 1);
  report->place = g_strdup(like->place), report->code = g_strdup(""), report->code_today = g_strdup(like->code_today);
  report->level = g_strdup(like->level), report->parent = g_strdup(like->parent), report->form = g_strdup("");
  report->publisher = g_strdup(like->publisher), report->series = g_strdup(like->series);
  report->report = g_strdup(""), report->sha256 = g_strdup("");
  report->year = year;
  report->missing = true;
  return report;
}

GPtrArray *panel_load(const Panel *panel, const PanelSeries *series, GError **error) {
  g_autoptr(GPtrArray) reports = g_ptr_array_new_with_free_func((GDestroyNotify)panel_report_free);
  for (guint i = series->first; i < series->first + series->count; i++) {
    g_autoptr(GByteArray) piece = spool_get(panel->spool, line_at(panel, i)->where, error);
    if (!piece) return NULL;
    PanelReport *report = unpack(piece);
    report->duplicate = line_at(panel, i)->duplicate;
    report->twin = is_twin(panel, i);
    for (int before = missing_before(panel, i); before > 0; before--)
      g_ptr_array_add(reports, report_missing(report, report->year - before));
    g_ptr_array_add(reports, report);
  }
  return g_steal_pointer(&reports);
}
