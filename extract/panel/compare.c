#include "panel/compare.h"

#include "report/crosswalk.h"

static void row_free(CompareRow *row) {
  g_array_unref(row->cells);
  g_ptr_array_unref(row->notes);
  g_free(row);
}

void compare_free(Compare *compare) {
  if (!compare) return;
  g_ptr_array_unref(compare->rows);
  g_free(compare);
}

static bool is_join(const CrosswalkLine *line) {
  return line->relation <= CROSSWALK_CLOSE && g_strv_length(line->to) == 1;
}

/* The join that leads to this entry, or NULL. */
static const CrosswalkLine *find_join(const Codebook *codebook, guint entry) {
  const char *id = codebook_entry(codebook, entry)->id;
  for (guint i = 0; i < codebook->crosswalk->len; i++) {
    const CrosswalkLine *line = codebook->crosswalk->pdata[i];
    if (is_join(line) && g_str_equal(line->to[0], id)) return line;
  }
  return NULL;
}

static CompareCell find_cell(const Codebook *codebook, const PanelReport *report, guint entry, CompareRow *row,
                             int depth);

/* The sum over the older side of a join. */
static CompareCell join_cells(const Codebook *codebook, const PanelReport *report, guint entry,
                              const CrosswalkLine *line, CompareRow *row, int depth) {
  CompareCell joined = {{PANEL_SUM, {0, 0}}, line->relation == CROSSWALK_CLOSE, entry};
  for (char **of = line->from; *of; of++) {
    int from = codebook_find(codebook, *of);
    g_assert(from >= 0);
    CompareCell part = find_cell(codebook, report, (guint)from, row, depth + 1);
    joined.close = joined.close || part.close;
    if (!panel_is_number(part.value.state)) return part;
    if (g_strv_length(line->from) == 1) joined.from = part.from, joined.value.state = part.value.state;
    const char *unit = codebook_entry(codebook, (guint)from)->unit, *wanted = codebook_entry(codebook, entry)->unit;
    if (!panel_convert(&part.value.number, unit, wanted) ||
        !decimal_add(joined.value.number, part.value.number, &joined.value.number))
      joined.value.state = PANEL_DOUBT;
    if (joined.value.state == PANEL_DOUBT) return joined;
  }
  const char *note = line->note;
  if (!g_ptr_array_find(row->notes, note, NULL)) g_ptr_array_add(row->notes, (gpointer)note);
  return joined;
}

static CompareCell find_cell(const Codebook *codebook, const PanelReport *report, guint entry, CompareRow *row,
                             int depth) {
  enum { CHAIN_MOST = 8 }; /* forms come and go: longer chains lead in circles */
  CompareCell cell = {panel_value(codebook, report, entry), false, entry};
  const CrosswalkLine *line = depth < CHAIN_MOST ? find_join(codebook, entry) : NULL;
  if (cell.value.state != PANEL_NOT_ON_FORM || !line) return cell;
  CompareCell joined = join_cells(codebook, report, entry, line, row, depth);
  return joined.value.state == PANEL_NOT_ON_FORM ? cell : joined;
}

/* Whether something of the indicator itself is printed in one of the columns. */
static bool is_printed(const Compare *compare, guint entry) {
  for (guint i = 0; i < compare->columns->len; i++)
    if (panel_value(compare->codebook, compare->columns->pdata[i], entry).state < PANEL_NOT_PRINTED) return true;
  return false;
}

/* Whether its figures stand in the row of another one: it alone is joined to that, and that has figures of its own. */
static bool is_absorbed(const Compare *compare, guint entry) {
  const Codebook *codebook = compare->codebook;
  const char *id = codebook_entry(codebook, entry)->id;
  for (guint i = 0; i < codebook->crosswalk->len; i++) {
    const CrosswalkLine *line = codebook->crosswalk->pdata[i];
    if (!is_join(line) || g_strv_length(line->from) != 1 || !g_str_equal(line->from[0], id)) continue;
    int to = codebook_find(codebook, line->to[0]);
    if (is_printed(compare, (guint)to)) return true;
  }
  return false;
}

static CompareRow *row_new(const Compare *compare, guint entry) {
  CompareRow *row = g_new0(CompareRow, 1);
  row->entry = entry;
  row->cells = g_array_new(FALSE, FALSE, sizeof(CompareCell));
  row->notes = g_ptr_array_new();
  for (guint i = 0; i < compare->columns->len; i++) {
    CompareCell cell = find_cell(compare->codebook, compare->columns->pdata[i], entry, row, 0);
    row->close = row->close || (cell.close && panel_is_number(cell.value.state));
    row->summed = row->summed || cell.value.state == PANEL_SUM;
    g_array_append_val(row->cells, cell);
  }
  return row;
}

Compare *compare_new(const Codebook *codebook, const GPtrArray *reports) {
  Compare *compare = g_new0(Compare, 1);
  compare->codebook = codebook;
  compare->columns = reports;
  compare->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
  for (guint entry = 0; entry < codebook->entries->len; entry++)
    if (is_printed(compare, entry) && !is_absorbed(compare, entry))
      g_ptr_array_add(compare->rows, row_new(compare, entry));
  return compare;
}

const CompareRow *compare_find(const Compare *compare, const char *id) {
  for (guint i = 0; i < compare->rows->len; i++) {
    const CompareRow *row = compare->rows->pdata[i];
    if (g_str_equal(codebook_entry(compare->codebook, row->entry)->id, id)) return row;
  }
  return NULL;
}

const char *compare_form_before(const Compare *compare, guint i) {
  while (i > 0) {
    const PanelReport *report = compare->columns->pdata[--i];
    if (!report->missing) return report->form;
  }
  return NULL;
}

bool compare_is_break(const Compare *compare, guint i) {
  const PanelReport *report = compare->columns->pdata[i];
  const char *before = compare_form_before(compare, i);
  return !report->missing && before && !g_str_equal(before, report->form);
}
