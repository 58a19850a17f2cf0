/*
 * xlsx_views.c - several reports side by side: which sheets there are of them, what there is twice, what does not fit
 * together from one year to the next, what the indicators mean.
 *
 * The reports of a place are read from the panel, written where they belong, and let go.
 */
#include "xlsx_views.h"

#include "xlsx_listing.h"

#include <string.h>

typedef struct Views {
  Book *book;
  const Codebook *codebook;
  const Panel *panel;
  PanelSheet rows;              /* without a sheet: there are too many */
  Listing findings, duplicates; /* the latter without a sheet: there are none */
  char *crowd;                  /* the last series of which it was said that it is too large */
} Views;

static void open_findings(Views *views) {
  static const Heading headings[] = {
      {"地区", LOOK_TEXT, 20}, {"年度", LOOK_NUMBER, 8},  {"检查", LOOK_TEXT, 30},
      {"结果", LOOK_TEXT, 10}, {"本年", LOOK_NUMBER, 16}, {"应为或上年", LOOK_NUMBER, 16},
      {"说明", LOOK_WRAP, 80}, {"报告", LOOK_WRAP, 40},   {"上年报告", LOOK_WRAP, 40}};
  listing_open(&views->findings, views->book, "跨年勾稽", "相邻两年之间不相接的数；“提示”不是差错", headings,
               G_N_ELEMENTS(headings));
}

static void add_finding(Views *views, const PanelFinding *finding) {
  Listing *listing = &views->findings;
  char left[DECIMAL_TEXT], right[DECIMAL_TEXT];
  g_autofree char *words = view_finding(views->codebook, finding);
  listing_next(listing);
  listing_text(listing, 0, view_name(finding->report), TONE_PLAIN);
  listing_count(listing, 1, finding->report->year, TONE_PLAIN);
  listing_text(listing, 2, finding->check, TONE_PLAIN);
  listing_text(listing, 3, finding->notice ? "提示" : "矛盾", finding->notice ? TONE_DOUBT : TONE_CONTRADICTED);
  listing_decimal(listing, 4, decimal_print(finding->left, left), TONE_PLAIN);
  listing_decimal(listing, 5, decimal_print(finding->right, right), TONE_PLAIN);
  listing_texts(listing, 6, words, finding->report->report, finding->before->report, NULL);
}

static void add_findings(Views *views, const GPtrArray *reports) {
  g_autoptr(GPtrArray) findings = panel_find(views->codebook, reports);
  for (guint i = 0; i < findings->len; i++) add_finding(views, findings->pdata[i]);
}

/* Said once of all that are called alike. */
static void add_crowd(Views *views, const PanelReport *report, unsigned crowd) {
  if (views->crowd != NULL && strcmp(views->crowd, report->series) == 0) return;
  g_free(views->crowd);
  views->crowd = g_strdup(report->series);
  g_autofree char *words = g_strdup_printf("同名的报告有%u份，不会是一个地区的：未作历年对比", crowd);
  listing_next(&views->findings);
  listing_text(&views->findings, 0, view_name(report), TONE_PLAIN);
  listing_text(&views->findings, 3, "未比对", TONE_DOUBT);
  listing_text(&views->findings, 6, words, TONE_PLAIN);
}

static void open_duplicates(Views *views) {
  static const Heading headings[] = {{"地区", LOOK_TEXT, 20},  {"发布机关", LOOK_TEXT, 30},
                                     {"年度", LOOK_NUMBER, 8}, {"同年第几份", LOOK_NUMBER, 8},
                                     {"报告", LOOK_WRAP, 60},  {"SHA-256", LOOK_TINY, 20}};
  listing_open(&views->duplicates, views->book, "重复报告", "同一地区同一年的几份报告，都保留", headings,
               G_N_ELEMENTS(headings));
}

static void add_duplicate(Views *views, const PanelReport *report) {
  Listing *listing = &views->duplicates;
  listing_next(listing);
  listing_texts(listing, 0, report->place, report->publisher, NULL);
  listing_count(listing, 2, report->year, TONE_PLAIN);
  listing_count(listing, 3, report->duplicate, TONE_PLAIN);
  listing_texts(listing, 4, report->report, report->sha256, NULL);
}

static void add_reports(Views *views, const GPtrArray *reports) {
  for (guint i = 0; i < reports->len; i++) {
    const PanelReport *report = reports->pdata[i];
    if (views->rows.sheet != NULL) panel_sheet_add(&views->rows, report);
    if (report->twin) add_duplicate(views, report);
  }
}

/* "2019 2021-25: 二 / ...", a line for each place on the forms. */
static void write_source(Listing *listing, unsigned column, const char *source) {
  g_auto(GStrv) lines = g_strsplit(source, "\n", -1);
  for (char **line = lines; *line; line++) {
    g_auto(GStrv) parts = g_strsplit(*line, ": ", 2);
    if (!parts[0] || !parts[1]) continue;
    g_autofree char *forms = codebook_forms(listing->book->output->options->codebook, parts[0]);
    g_free(*line);
    *line = g_strconcat(forms, "：", parts[1], NULL);
  }
  g_autofree char *text = g_strjoinv("\n", lines);
  listing_text(listing, column, text, TONE_PLAIN);
}

static void add_codebook(Book *book, const Codebook *codebook) {
  Heading headings[CODEBOOK_COLUMNS] = {{.look = LOOK_TEXT, .most = 32}, {.look = LOOK_TEXT, .most = 32},
                                        {.look = LOOK_WRAP, .most = 40}, {.look = LOOK_WRAP, .most = 40},
                                        {.look = LOOK_TEXT, .most = 8},  {.look = LOOK_WRAP, .most = 30},
                                        {.look = LOOK_TEXT, .most = 10}, {.look = LOOK_WRAP, .most = 40},
                                        {.look = LOOK_WRAP, .most = 80}, {.look = LOOK_WRAP, .most = 80}};
  for (int i = 0; i < CODEBOOK_COLUMNS; i++) headings[i].title = codebook_columns[i].title;
  Listing listing;
  listing_open(&listing, book, "指标手册", "每项指标的意义、单位、所在表式和对照", headings, CODEBOOK_COLUMNS);
  g_autoptr(GPtrArray) rows = codebook_rows(codebook);
  for (guint k = 0; k < rows->len; k++) {
    char *const *row = rows->pdata[k];
    listing_next(&listing);
    for (unsigned i = 0; i < CODEBOOK_COLUMNS; i++) {
      const char *truth = strcmp(row[i], "true") == 0 ? "是" : "";
      if (strcmp(codebook_columns[i].name, "forms") == 0) listing_forms(&listing, i, row[i]);
      else if (strcmp(codebook_columns[i].name, "source") == 0) write_source(&listing, i, row[i]);
      else listing_text(&listing, i, codebook_columns[i].truth ? truth : row[i], TONE_PLAIN);
    }
  }
  listing_close(&listing);
}

static void open_rows(Views *views) {
  if (panel_reports(views->panel) <= PANEL_REPORTS) {
    panel_sheet_open(&views->rows, views->book, views->panel);
    return;
  }
  lxw_worksheet *sheet = book_sheet(views->book, "面板", "报告太多，不列", NULL);
  g_autofree char *text = g_strdup_printf("报告超过%d份，不列面板：请用 --wide 的 .csv 或 .dta。", PANEL_REPORTS);
  book_text(views->book, sheet, 0, 0, text, book_format(views->book, LOOK_TEXT, TONE_PLAIN));
}

static bool is_compared(const PanelSeries *series) { return series->years > 1 && series->crowd == 0; }

/* The first places that have several years get sheets of their own. */
static bool add_compares(Views *views, GError **error) {
  const GArray *all = panel_series(views->panel);
  guint places = 0, done = 0;
  for (guint i = 0; i < all->len; i++) places += is_compared(&g_array_index(all, PanelSeries, i));
  g_autofree char *note =
      places > COMPARE_PLACES ? g_strdup_printf("（共%u个地区，只列前%d个）", places, COMPARE_PLACES) : g_strdup("");
  for (guint i = 0; i < all->len && done < COMPARE_PLACES; i++) {
    const PanelSeries *series = &g_array_index(all, PanelSeries, i);
    if (!is_compared(series)) continue;
    g_autoptr(GPtrArray) reports = panel_load(views->panel, series, error);
    if (reports == NULL) return false;
    g_autoptr(GPtrArray) findings = panel_find(views->codebook, reports);
    g_autoptr(Compare) compare = compare_new(views->codebook, reports);
    compare_sheet_add(views->book, compare, findings, note);
    charts_add(views->book, compare);
    done++;
  }
  return true;
}

static bool add_rows(Views *views, GError **error) {
  const GArray *all = panel_series(views->panel);
  for (guint i = 0; i < all->len; i++) {
    const PanelSeries *series = &g_array_index(all, PanelSeries, i);
    g_autoptr(GPtrArray) reports = panel_load(views->panel, series, error);
    if (reports == NULL) return false;
    add_reports(views, reports);
    if (series->crowd > 0) add_crowd(views, reports->pdata[0], series->crowd);
    else add_findings(views, reports);
  }
  return true;
}

bool views_add(Book *book, const Panel *panel, GError **error) {
  Views views = {.book = book, .codebook = book->output->options->codebook, .panel = panel};
  if (!add_compares(&views, error)) return false;
  open_rows(&views);
  open_findings(&views);
  if (panel_has_twins(panel)) open_duplicates(&views);
  bool good = add_rows(&views, error);
  if (views.rows.sheet != NULL) panel_sheet_close(&views.rows);
  listing_close(&views.findings);
  if (views.duplicates.sheet != NULL) listing_close(&views.duplicates);
  add_codebook(book, views.codebook);
  g_free(views.crowd);
  return good;
}
