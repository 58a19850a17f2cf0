/*
 * panel.c - what a panel keeps of a report: 16 bytes a figure.
 */
#include "panel/panel.h"

#include "base/unit.h"
#include "check/check_rule.h"
#include "figure/form.h"
#include "place/place.h"

#include <string.h>

const char *const panel_states[PANEL_STATES] = {"table",    "prose",       "about",       "sum",
                                                "blank",    "slash",       "dash",        "words",
                                                "in-doubt", "not-printed", "not-on-form", "no-report"};

typedef PanelCell Cell;

void panel_report_free(PanelReport *report) {
  if (!report) return;
  char *strings[] = {report->report, report->sha256, report->place,     report->code, report->code_today,
                     report->level,  report->parent, report->publisher, report->form, report->series};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  if (report->cells) g_array_unref(report->cells);
  g_free(report);
}

bool panel_convert(Decimal *value, const char *from, const char *to) {
  int power = unit_money_power(from), wanted = unit_money_power(to);
  if ((power < 0) != (wanted < 0)) return false;
  return power == wanted || decimal_shift(*value, power - wanted, value);
}

static PanelState state_of(const Figure *figure) {
  static const struct {
    const char *word;
    PanelState state;
  } words[] = {{"blank", PANEL_BLANK},
               {"slash", PANEL_SLASH},
               {"dash", PANEL_DASH},
               {"none", PANEL_DASH},
               {"text", PANEL_WORDS}};
  static const char *const bounds[] = {"about", "at-least", "at-most"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_equal(figure->state, words[i].word)) return words[i].state;
  if (record_figure_in_doubt(figure)) return PANEL_DOUBT;
  for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++)
    if (record_has_mark(figure->marks, bounds[i])) return PANEL_ABOUT;
  return *figure->table ? PANEL_TABLE : PANEL_PROSE;
}

static Cell read_cell(const Codebook *codebook, const Figure *figure, int entry) {
  PanelState state = state_of(figure);
  Decimal number = {0, 0};
  const char *unit = codebook_entry(codebook, (guint)entry)->unit;
  if (panel_is_number(state) && !(decimal_parse(figure->value, &number) && panel_convert(&number, figure->unit, unit)))
    state = PANEL_DOUBT;
  return (Cell){number.digits, (uint16_t)entry, (uint8_t)number.scale, (uint8_t)state};
}

static int compare_numbers(const Cell *a, const Cell *b) {
  return decimal_compare((Decimal){a->digits, a->scale}, (Decimal){b->digits, b->scale});
}

/* Two figures of one kind for one cell: alike, or in doubt. One that is given stands before one that is not. */
static void merge(Cell *cell, const Cell *more) {
  bool number = panel_is_number(cell->state), other = panel_is_number(more->state);
  if (number && other) {
    if (compare_numbers(cell, more) != 0) cell->state = PANEL_DOUBT;
  } else if (other && cell->state != PANEL_DOUBT) {
    *cell = *more;
  }
}

/* Those of the tables, or those of the sentences; each entry once. */
static void collect(const Codebook *codebook, const Record *record, bool tables, GHashTable *cells) {
  g_autoptr(GHashTable) own = g_hash_table_new(NULL, NULL);
  for (guint i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    int entry = *figure->indicator ? codebook_find(codebook, figure->indicator) : -1;
    if (entry < 0 || (*figure->table != '\0') != tables || record_has_mark(figure->marks, "in-cell")) continue;
    gpointer key = GINT_TO_POINTER(entry + 1);
    Cell cell = read_cell(codebook, figure, entry), *there = g_hash_table_lookup(cells, key);
    if (!there) g_hash_table_insert(cells, key, g_memdup2(&cell, sizeof cell));
    else if (g_hash_table_contains(own, key)) merge(there, &cell);
    else continue; /* what the table says, also that it says nothing, stands before a sentence */
    g_hash_table_add(own, key);
  }
}

static int compare_cells(gconstpointer a, gconstpointer b) {
  return (int)((const Cell *)a)->entry - (int)((const Cell *)b)->entry;
}

PanelReport *panel_report_new(const Codebook *codebook, const Record *record) {
  const Report *from = record_report(record);
  if (!from) return NULL;
  PanelReport *report = g_new0(PanelReport, 1);
  report->report = g_strdup(from->report), report->sha256 = g_strdup(from->sha256);
  report->place = g_strdup(from->place), report->publisher = g_strdup(from->publisher);
  report->code = g_strdup(from->code), report->code_today = g_strdup(from->code_today);
  report->level = g_strdup(from->level), report->parent = g_strdup(from->parent);
  report->form = g_strdup(from->form), report->series = place_series(from);
  report->year = (int)g_ascii_strtoll(from->year, NULL, 10);
  report->duplicate = MAX(from->duplicate, 1);
  report->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
  g_autoptr(GHashTable) cells = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  collect(codebook, record, true, cells);
  collect(codebook, record, false, cells);
  GHashTableIter iter;
  gpointer cell;
  g_hash_table_iter_init(&iter, cells);
  while (g_hash_table_iter_next(&iter, NULL, &cell)) g_array_append_vals(report->cells, cell, 1);
  g_array_sort(report->cells, compare_cells);
  return report;
}

/* The sum that stands for `id` on that form, or NULL; *ret_column: what its parts' ids end with. */
static const CheckDerived *find_sum(const Codebook *codebook, const char *id, const char *form,
                                    const char **ret_column) {
  const GPtrArray *sums = codebook->rules->derived;
  for (guint i = 0; i < sums->len; i++) {
    const CheckDerived *sum = sums->pdata[i];
    if (!g_str_has_prefix(id, sum->id) || !check_form_fits(sum->forms, form)) continue;
    *ret_column = id + strlen(sum->id);
    if (**ret_column == '\0' || **ret_column == '_') return sum;
  }
  return NULL;
}

/* The sum of the cells, or the state of the first that is no number. */
static PanelValue add_parts(const Codebook *codebook, const PanelReport *report, const CheckDerived *sum,
                            const char *column) {
  PanelValue total = {PANEL_SUM, {0, 0}};
  for (char **of = sum->parts; *of; of++) {
    g_autofree char *id = g_strconcat(*of, column, NULL);
    int entry = codebook_find(codebook, id);
    PanelValue part =
        entry >= 0 ? panel_value(codebook, report, (guint)entry) : (PanelValue){PANEL_NOT_ON_FORM, {0, 0}};
    if (!panel_is_number(part.state)) return part;
    if (!decimal_add(total.number, part.number, &total.number)) return (PanelValue){PANEL_DOUBT, {0, 0}};
  }
  return total;
}

PanelValue panel_value(const Codebook *codebook, const PanelReport *report, guint entry) {
  PanelValue value = {PANEL_NO_REPORT, {0, 0}};
  if (report->missing) return value;
  for (guint low = 0, high = report->cells->len; low < high;) {
    guint middle = low + (high - low) / 2;
    const Cell *cell = &g_array_index(report->cells, Cell, middle);
    if (cell->entry == entry) return (PanelValue){(PanelState)cell->state, {cell->digits, cell->scale}};
    if (cell->entry < entry) low = middle + 1;
    else high = middle;
  }
  const char *id = codebook_entry(codebook, entry)->id, *column;
  const Form *form = form_find(codebook->forms, report->form);
  const CheckDerived *sum = find_sum(codebook, id, report->form, &column);
  if (sum) return add_parts(codebook, report, sum, column);
  value.state = form && !g_hash_table_contains(form->indicators, id) ? PANEL_NOT_ON_FORM : PANEL_NOT_PRINTED;
  return value;
}
