/*
 * grid.c - a form's table as a grid of cells with spans, as the forms are printed, and the truth of each figure.
 *
 *   list:        label | unit | figure ...
 *   bands:       a line across for each band, its heads, its rows; the last head reaches the right edge
 *   applicants:  three label columns (三, its groups, their rows) and seven of figures under three lines of heads
 *   groups:      fifteen figures under three lines of heads, no labels
 */
#include "grid.h"

#include <string.h>

typedef struct Builder {
  Grid *grid;
  const Source *source;
  const char *section, *title;
  GPtrArray *truth;
  bool spaced;
} Builder;

void mark_free(Mark *mark) {
  char **strings[] = {&mark->section, &mark->table, &mark->row, &mark->column, &mark->indicator, &mark->value,
                      &mark->unit,    &mark->state, &mark->raw, &mark->marks,  &mark->class};

  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(*strings[i]);
  g_free(mark);
}

void mark_add(Mark *mark, const char *word) {
  if (strstr(mark->marks, word) != NULL) return;
  char *longer = g_strconcat(mark->marks, mark->marks[0] == '\0' ? "" : " ", word, NULL);
  g_free(mark->marks);
  mark->marks = longer;
}

static void cell_free(GridCell *cell) {
  g_free(cell->text);
  g_free(cell);
}

void grid_free(Grid *grid) {
  g_free(grid->widths);
  g_ptr_array_unref(grid->cells);
  g_free(grid);
}

static Grid *grid_new(int columns) {
  Grid *grid = g_new0(Grid, 1);

  grid->columns = columns;
  grid->widths = g_new0(double, (gsize)columns);
  grid->cells = g_ptr_array_new_with_free_func((GDestroyNotify)cell_free);
  return grid;
}

static GridCell *add_cell(Grid *grid, int row, int column, int row_span, int column_span, const char *text) {
  GridCell *cell = g_new0(GridCell, 1);

  cell->row = row;
  cell->column = column;
  cell->row_span = row_span;
  cell->column_span = column_span;
  cell->text = g_strdup(text);
  grid->rows = MAX(grid->rows, row + row_span);
  g_ptr_array_add(grid->cells, cell);
  return cell;
}

/* What a label says without the print's spaces and wide digits: as the truth has it. */
static char *plain_label(const char *text) {
  GString *out = g_string_new(NULL);

  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    if (c == ' ' || c == 0x3000) continue;
    g_string_append_unichar(out, c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c);
  }
  return g_string_free(out, FALSE);
}

/* Heads as makers space them out: 总 计. */
static char *spaced_label(const Builder *b, const char *text) {
  GString *out = g_string_new(NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    if (p != text && b->spaced && g_utf8_strlen(text, -1) <= 6) g_string_append_c(out, ' ');
    g_string_append_unichar(out, g_utf8_get_char(p));
  }
  return g_string_free(out, FALSE);
}

/* "@head:法律服务机构 法律服务": what is printed for a head. */
static const char *printed_head(const Builder *b, const char *head) {
  g_autofree char *setting = g_strconcat("head:", head, NULL);

  return source_get(b->source, setting, head);
}

static GridCell *add_head(Builder *b, int row, int column, int row_span, int column_span, const char *text) {
  g_autofree char *spaced = spaced_label(b, printed_head(b, text));

  return add_cell(b->grid, row, column, row_span, column_span, spaced);
}

/* "22（其中修订16件）": the number in the bracket is a line of its own in the truth. */
static void add_remark(Builder *b, const Value *value) {
  const char *bracket = strstr(value->print, "（");

  if (strcmp(value->marks, "remark") != 0 || bracket == NULL) return;
  const char *digits = strpbrk(bracket, "0123456789");
  Mark *mark = g_new0(Mark, 1);
  mark->kind = MARK_IN_CELL;
  mark->section = g_strdup(b->section);
  mark->value = g_strndup(digits, strspn(digits, "0123456789"));
  mark->state = g_strdup("figure");
  mark->marks = g_strdup("in-cell");
  g_ptr_array_add(b->truth, mark);
}

/* As the press prints it: the style may want wide digits. */
static char *printed_figure(const Builder *b, const char *text) {
  GString *out = g_string_new(NULL);
  bool wide = source_has(b->source, "style", "wide");

  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    gunichar c = g_utf8_get_char(text);
    g_string_append_unichar(out, wide && c >= '0' && c <= '9' ? c - '0' + 0xFF10 : c);
  }
  return g_string_free(out, FALSE);
}

/* A figure's cell; `id` may carry its unit behind a blank, and gets `suffix`. */
static void add_figure(Builder *b, int row, int column, int column_span, const char *id, const char *suffix,
                       const char *table, char *row_path, char *column_path) {
  g_auto(GStrv) words = g_strsplit(id, " ", 2);
  g_autofree char *key = g_strconcat(words[0], suffix, NULL);
  const Value *value = g_hash_table_lookup(b->source->values, key);
  Mark *mark = g_new0(Mark, 1);

  g_assert(value != NULL);
  mark->kind = MARK_CELL;
  mark->section = g_strdup(b->section);
  mark->table = plain_label(table);
  mark->row = row_path;
  mark->column = column_path;
  mark->indicator = strstr(key, "own.") != NULL ? g_strdup("") : g_strdup(key);
  mark->value = g_strdup(value->value);
  mark->unit = g_strdup(value->unit != NULL ? value->unit : words[1]);
  mark->state = g_strdup(value->state);
  mark->raw = printed_figure(b, value->print);
  mark->marks = g_strdup(value->marks);
  g_ptr_array_add(b->truth, mark);
  add_cell(b->grid, row, column, 1, column_span, value->print)->mark = mark;
  add_remark(b, value);
}

/* The labels that a row is subordinate to, and its own, joined. */
static char *path_of(const FormTable *table, guint at) {
  const FormRow *row = g_ptr_array_index(table->rows, at);
  char *path = plain_label(row->label);
  int depth = row->depth;

  for (guint i = at; i-- > 0 && depth > 1;) {
    const FormRow *above = g_ptr_array_index(table->rows, i);
    if (above->depth >= depth) continue;
    g_autofree char *label = plain_label(above->label);
    char *longer = g_strconcat(label, " / ", path, NULL);
    g_free(path);
    path = longer;
    depth = above->depth;
  }
  return path;
}

static Grid *grid_list(Builder *b, const FormTable *table) {
  int columns = (int)g_strv_length(table->heads);
  int figures = columns > 4 ? 3 : 2; /* the first column of figures: a column of codes comes before it */

  b->grid = grid_new(columns);
  b->grid->head_rows = 1;
  for (int c = 0; c < columns; c++) {
    b->grid->widths[c] = c == 0 ? 6 : 1;
    add_head(b, 0, c, 1, 1, table->heads[c])->left = c >= figures && source_has(b->source, "style", "left-figures");
  }
  for (guint i = 0; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    int at = (int)i + 1;
    GridCell *label = add_cell(b->grid, at, 0, 1, 1, row->label);
    label->left = true;
    label->indent = 1.5 * (row->depth - 1);
    g_auto(GStrv) words = g_strsplit(row->ids[0] == NULL ? "" : row->ids[0], " ", 2);
    add_cell(b->grid, at, 1, 1, 1, words[0] == NULL ? "" : words[1]);
    g_autofree char *code = g_strdup_printf("%02u", i + 1);
    if (figures == 3) add_cell(b->grid, at, 2, 1, 1, code);
    for (int c = figures; c < columns; c++)
      if (words[0] == NULL) add_cell(b->grid, at, c, 1, 1, "");
      else
        add_figure(b, at, c, 1, row->ids[0], c > figures ? "_cum" : "", b->title, path_of(table, i),
                   plain_label(table->heads[c]));
  }
  return b->grid;
}

/*
 * Where the c-th of n figures of a band begins, behind the label. The style "misaligned" has heads over edges that are
 * not the body's: | a | b |   c   | over |   1   | 2 | 3 |.
 */
static int band_column(const Builder *b, int c, int n, bool head) {
  if (!source_has(b->source, "style", "misaligned")) return c < n ? c + 1 : 4;
  if (c == n || n < 3) return c < n ? c + 1 : 5;
  return head || c == 0 ? c + 1 : c + 2;
}

static Grid *grid_bands(Builder *b, const FormTable *table) {
  const FormRow *band = NULL;
  int at = 0, columns = band_column(b, 0, 0, true);

  b->grid = grid_new(columns);
  for (int c = 0; c < columns; c++) b->grid->widths[c] = c == 0 ? 1.4 : 1;
  for (guint i = 0; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    if (row->heads != NULL) {
      band = row;
      add_cell(b->grid, at++, 0, 1, columns, row->label);
      add_head(b, at, 0, 1, 1, table->heads[0]);
    } else add_cell(b->grid, at, 0, 1, 1, row->label);
    int n = (int)g_strv_length(band->heads);
    for (int c = 0; c < n; c++) {
      int column = band_column(b, c, n, row == band), span = band_column(b, c + 1, n, row == band) - column;
      if (row == band) add_head(b, at, column, 1, span, band->heads[c]);
      else
        add_figure(b, at, column, span, row->ids[c], "", band->label, plain_label(row->label),
                   plain_label(band->heads[c]));
    }
    at++;
  }
  return b->grid;
}

static const char *const applicant_heads[] = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                                              "法律服务机构", "其他",     "总计"};

static void add_applicant_heads(Builder *b, const FormTable *table) {
  GridCell *stub = add_cell(b->grid, 0, 0, 3, 3, table->heads[0]);

  stub->left = true;
  add_head(b, 0, 3, 1, 7, table->heads[1]);
  add_head(b, 1, 3, 2, 1, applicant_heads[0]);
  add_head(b, 1, 4, 1, 5, "法人或其他组织");
  for (int c = 1; c < 6; c++) add_head(b, 2, 3 + c, 1, 1, applicant_heads[c]);
  add_head(b, 1, 9, 2, 1, applicant_heads[6]);
}

/* How many lines of the table the row's label stands beside: itself, or the rows below it that carry figures. */
static int rows_below(const FormTable *table, guint at) {
  const FormRow *row = g_ptr_array_index(table->rows, at);
  int n = 0;

  if (row->ids[0] != NULL) return 1;
  for (guint i = at + 1; i < table->rows->len; i++) {
    const FormRow *below = g_ptr_array_index(table->rows, i);
    if (below->depth <= row->depth) break;
    n += below->ids[0] != NULL;
  }
  return n;
}

static Grid *grid_applicants(Builder *b, const FormTable *table) {
  static const double widths[] = {0.7, 1.5, 4.4, 1, 1, 1, 1, 1, 1, 1};
  int at = 3;

  b->grid = grid_new(10);
  b->grid->head_rows = 3;
  memcpy(b->grid->widths, widths, sizeof widths);
  add_applicant_heads(b, table);
  for (guint i = 0; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    bool leaf = row->ids[0] != NULL;
    GridCell *label =
        add_cell(b->grid, at, row->depth - 1, rows_below(table, i), leaf ? 4 - row->depth : 1, row->label);
    label->left = leaf;
    if (!leaf) continue;
    for (int c = 0; c < 7; c++) {
      const char *group = c == 0 || c == 6 ? "" : "法人或其他组织 / ";
      add_figure(b, at, 3 + c, 1, row->ids[0], applicant_suffixes[c], b->title, path_of(table, i),
                 g_strconcat(table->heads[1], " / ", group, printed_head(b, applicant_heads[c]), NULL));
    }
    at++;
  }
  return b->grid;
}

static Grid *grid_groups(Builder *b, const FormTable *table) {
  int n = (int)g_strv_length(table->heads);

  b->grid = grid_new(n * (int)table->rows->len);
  b->grid->head_rows = 3;
  for (int c = 0; c < b->grid->columns; c++) b->grid->widths[c] = 1;
  for (guint g = 0; g < table->rows->len; g++) {
    const FormRow *row = g_ptr_array_index(table->rows, g);
    g_auto(GStrv) levels = g_strsplit(row->label, "/", 2);
    int from = n * (int)g;
    if (levels[1] == NULL) add_head(b, 0, from, 2, n, levels[0]);
    else add_head(b, 1, from, 1, n, levels[1]);
    if (g == 1) add_head(b, 0, from, 1, 2 * n, levels[0]);
    for (int c = 0; c < n; c++) {
      g_auto(GStrv) words = g_strsplit(table->heads[c], " ", 2);
      g_autofree char *id = g_strconcat(row->ids[0], ".", words[1], " 件", NULL);
      add_head(b, 2, from + c, 1, 1, words[0]);
      add_figure(b, 3, from + c, 1, id, "", b->title, g_strdup(""),
                 g_strconcat(levels[0], " / ", levels[1] ? levels[1] : "", levels[1] ? " / " : "", words[0], NULL));
    }
  }
  return b->grid;
}

Grid *grid_from_form(const FormTable *table, const Source *source, const char *section, const char *title,
                     GPtrArray *truth) {
  Builder b = {NULL, source, section, title, truth, source_has(source, "style", "spaced")};

  switch (table->kind) {
  case FORM_LIST: return grid_list(&b, table);
  case FORM_BANDS: return grid_bands(&b, table);
  case FORM_APPLICANTS: return grid_applicants(&b, table);
  case FORM_GROUPS: return grid_groups(&b, table);
  }
  g_assert_not_reached();
}

/* A number of such a table: nobody knows what it counts, or it numbers the rows. */
static Mark *add_numeral(GPtrArray *truth, const char *section, const char *class, const char *text) {
  Mark *mark = g_new0(Mark, 1);
  mark->kind = MARK_NUMERAL;
  mark->section = g_strdup(section);
  mark->class = g_strdup(class);
  mark->raw = g_strdup(text);
  mark->marks = g_strdup("");
  g_ptr_array_add(truth, mark);
  return mark;
}

Grid *grid_from_text(const char *text, const char *section, GPtrArray *truth) {
  g_auto(GStrv) lines = g_strsplit(text, "/", -1);
  g_auto(GStrv) first = g_strsplit(lines[0], "|", -1);
  Grid *grid = grid_new((int)g_strv_length(first));

  grid->head_rows = 1;
  for (int c = 0; c < grid->columns; c++) grid->widths[c] = 1;
  for (int r = 0; lines[r] != NULL; r++) {
    g_auto(GStrv) cells = g_strsplit(lines[r], "|", -1);
    for (int c = 0; c < grid->columns && cells[c] != NULL; c++) {
      GridCell *cell = add_cell(grid, r, c, 1, 1, g_strstrip(cells[c]));
      const char *class = g_str_equal(g_strstrip(first[c]), "序号") ? "section-number" : "unassigned";
      if (g_ascii_isdigit(cells[c][0])) cell->mark = add_numeral(truth, section, class, cells[c]);
    }
  }
  return grid;
}

char *grid_print(const Grid *grid) {
  GString *out = g_string_new(NULL);
  const GridCell **places = g_new0(const GridCell *, (gsize)(grid->rows * grid->columns));

  for (guint i = 0; i < grid->cells->len; i++) {
    const GridCell *cell = g_ptr_array_index(grid->cells, i);
    for (int r = cell->row; r < cell->row + cell->row_span; r++)
      for (int c = cell->column; c < cell->column + cell->column_span; c++) places[r * grid->columns + c] = cell;
  }
  for (int i = 0; i < grid->rows * grid->columns; i++) {
    const GridCell *cell = places[i];
    int row = i / grid->columns, column = i % grid->columns;
    g_autofree char *text = plain_label(cell->text);
    g_string_append_printf(out, "|%s", column > cell->column ? "<" : row > cell->row ? "^" : text);
    if (column + 1 == grid->columns) g_string_append(out, "|\n");
  }
  g_free(places);
  return g_string_free(out, FALSE);
}
