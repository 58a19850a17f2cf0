/*
 * xlsx_tables.c - the statistics tables as the form prints them: a sheet a section, its tables one under the other.
 */
#include "xlsx_grid.h"
#include "xlsx_sheets.h"

#include "record/record_words.h"

#include <string.h>

/* Widths in characters. */
enum { LABEL_MOST = 56, GROUP_WIDTH = 12, UNIT_WIDTH = 8, CELL_WIDTH = 11, TIP_MOST = 255 };

typedef struct Drawing {
  Book *book;
  const Source *source;
  lxw_worksheet *sheet;
  GPtrArray *grids; /* of Grid */
  unsigned stub;    /* columns of labels; the figures of all tables stand under each other */
  bool units;       /* then a column of units */
  unsigned columns; /* of figures */
  double *widths;   /* of all of them */
  lxw_row_t row;
} Drawing;

static unsigned first_cell(const Drawing *drawing) { return drawing->stub + drawing->units; }

/* The last column of a narrow table goes on to the edge of the wider ones, as the form prints it. */
static unsigned last_cell(const Drawing *drawing, const Grid *grid, unsigned column) {
  return first_cell(drawing) + (column + 1 == grid->columns->len ? drawing->columns - 1 : column);
}

static lxw_format *format_of(const Drawing *drawing, Look look) { return book_format(drawing->book, look, TONE_PLAIN); }

static double span_width(const Drawing *drawing, unsigned first, unsigned last) {
  double width = 0;
  for (unsigned i = first; i <= last; i++) width += drawing->widths[i];
  return width;
}

static const char *own_label(const GridRow *row) { return row->depth > 0 ? row->labels[row->depth - 1] : ""; }

static void widen(double *width, double needed) { *width = MAX(*width, MIN(needed, LABEL_MOST)); }

static void measure_row(Drawing *drawing, const Grid *grid, unsigned i) {
  const double slack = 3;
  const GridRow *row = grid->rows->pdata[i];
  if (row->depth > 0 && (grid->list || row->depth == drawing->stub)) {
    double label = book_width(own_label(row)) + (grid->list ? 2.0 * row->depth : 0);
    widen(&drawing->widths[drawing->stub - 1], label + slack);
  }
  for (unsigned j = 0; j < grid->columns->len; j++) {
    const Figure *figure = grid_cell(grid, i, j);
    if (figure == NULL) continue;
    double unit = grid->units == GRID_UNITS_CELL ? book_width(figure->unit) : 0;
    double shown = book_width(*figure->value != '\0' ? figure->value : figure->raw);
    widen(&drawing->widths[first_cell(drawing) + j], shown + unit + slack);
  }
}

/* What the labels need, within reason; figures get what the longest of them needs. */
static void measure(Drawing *drawing) {
  drawing->widths = g_new0(double, first_cell(drawing) + drawing->columns);
  for (unsigned i = 0; i < drawing->stub; i++) drawing->widths[i] = GROUP_WIDTH;
  if (drawing->units) drawing->widths[drawing->stub] = UNIT_WIDTH;
  for (unsigned i = 0; i < drawing->columns; i++) drawing->widths[first_cell(drawing) + i] = CELL_WIDTH;
  for (unsigned g = 0; g < drawing->grids->len; g++) {
    const Grid *grid = drawing->grids->pdata[g];
    for (unsigned i = 0; i < grid->rows->len; i++) measure_row(drawing, grid, i);
  }
}

static char *caption_of(const Grid *grid) {
  const char *unit = grid->units == GRID_UNITS_ONE ? grid_unit(grid, -1, -1) : "";
  g_autofree char *left_out = grid->left_out > 0 ? g_strdup_printf("　还有%u个数据见“明细”", grid->left_out) : NULL;
  return g_strconcat(grid->caption, *unit != '\0' ? "　单位：" : "", unit, left_out, NULL);
}

/* One past the last column that shares the head of column `i` at that level. */
static unsigned head_end(const Grid *grid, unsigned i, unsigned level) {
  const GridColumn *column = grid->columns->pdata[i];
  unsigned end = i + 1;
  for (; end < grid->columns->len; end++) {
    const GridColumn *other = grid->columns->pdata[end];
    bool deeper = level + 1 < column->depth && level + 1 < other->depth;
    if (!deeper || grid_shared(column->heads, other->heads) <= level) break;
  }
  return end;
}

/* The head of the columns from `i` to before `end`; the lines that it needs of the row of that level. */
static unsigned draw_head(Drawing *drawing, const Grid *grid, unsigned i, unsigned end, unsigned level) {
  const GridColumn *column = grid->columns->pdata[i];
  if (level >= MAX(column->depth, 1)) return 1; /* it came down from the level above */
  unsigned rows = level + 1 >= column->depth ? grid->heads - level : 1;
  unsigned left = first_cell(drawing) + i, right = last_cell(drawing, grid, end - 1);
  const char *text = column->depth > 0 ? column->heads[level] : "";
  book_merge(drawing->book, drawing->sheet, drawing->row + level, (lxw_col_t)left, drawing->row + level + rows - 1,
             (lxw_col_t)right, text, format_of(drawing, LOOK_HEAD));
  return (book_lines(text, span_width(drawing, left, right) - 1) + rows - 1) / rows;
}

/* Columns that share the start of their heads share a cell; a head that ends early goes down to the last head row. */
static void draw_heads(Drawing *drawing, const Grid *grid) {
  unsigned heads = grid->heads;
  if (heads == 0) return;
  for (unsigned level = 0; level < heads; level++) {
    unsigned lines = 1;
    for (unsigned i = 0, end; i < grid->columns->len; i = end) {
      end = head_end(grid, i, level);
      unsigned needed = draw_head(drawing, grid, i, end, level);
      lines = MAX(lines, needed);
    }
    book_height(drawing->book, drawing->sheet, drawing->row + level, lines);
  }
  lxw_format *format = format_of(drawing, LOOK_HEAD);
  lxw_row_t bottom = drawing->row + heads - 1;
  lxw_col_t unit = (lxw_col_t)drawing->stub;
  if (drawing->stub > 0) book_merge(drawing->book, drawing->sheet, drawing->row, 0, bottom, unit - 1, "", format);
  if (drawing->units) book_merge(drawing->book, drawing->sheet, drawing->row, unit, bottom, unit, "单位", format);
  drawing->row += heads;
}

static void draw_column_units(Drawing *drawing, const Grid *grid) {
  if (grid->units != GRID_UNITS_COLUMN) return;
  unsigned first = first_cell(drawing);
  lxw_format *format = format_of(drawing, LOOK_HEAD);
  book_merge(drawing->book, drawing->sheet, drawing->row, 0, drawing->row, (lxw_col_t)(first - 1), "单位", format);
  for (unsigned i = 0; i < grid->columns->len; i++) {
    book_merge(drawing->book, drawing->sheet, drawing->row, (lxw_col_t)(first + i), drawing->row,
               (lxw_col_t)last_cell(drawing, grid, i), grid_unit(grid, -1, (int)i), format);
  }
  drawing->row++;
}

static char *tip_of(const Figure *figure) {
  g_autoptr(GString) tip = g_string_new(NULL);
  g_string_append_printf(tip, "第%d页", figure->page);
  if (*figure->raw != '\0') g_string_append_printf(tip, "　原文 %s", figure->raw);
  if (*figure->unit != '\0') g_string_append_printf(tip, "　单位 %s", figure->unit);
  if (*figure->indicator != '\0') g_string_append_printf(tip, "　指标 %s", figure->indicator);
  g_autofree char *marks = record_words("marks", figure->marks);
  if (*marks != '\0') g_string_append_printf(tip, "　标记 %s", marks);
  g_strdelimit(tip->str, "\n\t\r", ' ');
  g_autofree char *clean = book_clean(tip->str);
  if (g_utf8_strlen(clean, -1) <= TIP_MOST) return g_steal_pointer(&clean);
  g_autofree char *start = g_utf8_substring(clean, 0, TIP_MOST - 1); /* the rest is in the sheet 明细 */
  return g_strconcat(start, "…", NULL);
}

/*
 * A link is the cell's, not the text's: the number that is written over it keeps it. A blank cell gets a comment, for
 * some readers take a link for the value of a cell that has none.
 */
static void draw_page(Drawing *drawing, const Figure *figure, lxw_row_t row, unsigned column, lxw_format *format) {
  g_autofree char *tip = tip_of(figure);
  g_autofree char *link = source_page_link(drawing->source, figure->page);
  if (*figure->value == '\0' && *figure->raw == '\0') {
    book_check(drawing->book, worksheet_write_comment(drawing->sheet, row, (lxw_col_t)column, tip));
  } else if (link != NULL) {
    g_autofree char *url = g_strconcat("external:", link, NULL);
    book_check(drawing->book, worksheet_write_url_opt(drawing->sheet, row, (lxw_col_t)column, url, format, "", tip));
  }
}

static void draw_figure(Drawing *drawing, const Grid *grid, const Figure *figure, lxw_row_t row, unsigned column) {
  Tone tone = figure_tone(figure);
  draw_page(drawing, figure, row, column, book_format(drawing->book, LOOK_CELL, tone));
  if (!book_is_number(figure->value)) {
    const char *text = *figure->value != '\0' ? figure->value : figure->raw;
    book_text(drawing->book, drawing->sheet, row, (lxw_col_t)column, text, book_format(drawing->book, LOOK_CELL, tone));
    return;
  }
  const char *unit = grid->units == GRID_UNITS_CELL ? figure->unit : NULL;
  lxw_format *format = book_number_format(drawing->book, LOOK_CELL, tone, figure->value, unit);
  book_check(drawing->book, worksheet_write_number(drawing->sheet, row, (lxw_col_t)column,
                                                   g_ascii_strtod(figure->value, NULL), format));
}

/* The labels of a row of groups: its own label, and the groups that begin with it. */
static void draw_group_labels(Drawing *drawing, const Grid *grid, unsigned i) {
  const GridRow *row = grid->rows->pdata[i], *before = i > 0 ? grid->rows->pdata[i - 1] : NULL;
  unsigned shared = before != NULL ? grid_shared(before->labels, row->labels) : 0;
  if (before != NULL && shared >= before->depth) shared = before->depth - (before->depth > 0);
  unsigned own = row->depth - (row->depth > 0);
  for (unsigned level = MIN(shared, own); level < own; level++) {
    unsigned last = i + 1;
    for (; last < grid->rows->len; last++) {
      const GridRow *other = grid->rows->pdata[last];
      if (other->depth < level + 2 || grid_shared(row->labels, other->labels) <= level) break;
    }
    book_merge(drawing->book, drawing->sheet, drawing->row + i, (lxw_col_t)level, drawing->row + last - 1,
               (lxw_col_t)level, row->labels[level], format_of(drawing, LOOK_GROUP));
  }
  if (drawing->stub == 0) return;
  book_merge(drawing->book, drawing->sheet, drawing->row + i, (lxw_col_t)own, drawing->row + i,
             (lxw_col_t)(drawing->stub - 1), own_label(row), format_of(drawing, LOOK_LABEL));
}

static unsigned row_lines(const Drawing *drawing, const Grid *grid, const GridRow *row) {
  if (row->depth == 0 || drawing->stub == 0) return 1;
  unsigned first = grid->list ? 0 : row->depth - 1;
  double indents = grid->list ? 2.0 * row->depth : 0;
  double width = span_width(drawing, first, drawing->stub - 1) - indents - 1;
  return book_lines(own_label(row), width);
}

static void draw_rows(Drawing *drawing, const Grid *grid) {
  for (unsigned i = 0; i < grid->rows->len; i++) {
    const GridRow *row = grid->rows->pdata[i];
    lxw_row_t place = drawing->row + i;
    book_height(drawing->book, drawing->sheet, place, row_lines(drawing, grid, row));
    if (grid->list)
      book_merge(drawing->book, drawing->sheet, place, 0, place, (lxw_col_t)(drawing->stub - 1), own_label(row),
                 book_indent_format(drawing->book, MAX(row->depth, 1) - 1));
    else draw_group_labels(drawing, grid, i);
    if (drawing->units)
      book_text(drawing->book, drawing->sheet, place, (lxw_col_t)drawing->stub, grid_unit(grid, (int)i, -1),
                format_of(drawing, LOOK_GROUP));
    for (unsigned j = 0; j < grid->columns->len; j++) {
      const Figure *figure = grid_cell(grid, i, j);
      unsigned column = first_cell(drawing) + j;
      Tone tone = figure != NULL ? figure_tone(figure) : TONE_PLAIN;
      book_merge(drawing->book, drawing->sheet, place, (lxw_col_t)column, place, (lxw_col_t)last_cell(drawing, grid, j),
                 "", book_format(drawing->book, LOOK_CELL, tone));
      if (figure != NULL) draw_figure(drawing, grid, figure, place, column);
    }
  }
  drawing->row += grid->rows->len;
}

static void draw_grid(Drawing *drawing, const Grid *grid) {
  g_autofree char *caption = caption_of(grid);
  lxw_col_t last = (lxw_col_t)(first_cell(drawing) + MAX(drawing->columns, 1) - 1);
  book_merge(drawing->book, drawing->sheet, drawing->row, 0, drawing->row, last, caption,
             format_of(drawing, LOOK_BAND));
  book_height(drawing->book, drawing->sheet, drawing->row, book_lines(caption, span_width(drawing, 0, last) - 1));
  drawing->row++;
  draw_heads(drawing, grid);
  draw_column_units(drawing, grid);
  if (drawing->grids->len == 1) {
    worksheet_freeze_panes(drawing->sheet, drawing->row, 0);
    book_check(drawing->book, worksheet_repeat_rows(drawing->sheet, 2, drawing->row - 1));
  }
  draw_rows(drawing, grid);
}

static const char *section_title(const Record *record, const char *section) {
  for (unsigned i = 0; i < record_section_count(record); i++) {
    const SectionRow *row = record_section_at(record, i);
    if (strcmp(row->section, section) == 0) return row->title;
  }
  return "";
}

static void draw_sheet(Drawing *drawing, const char *section, bool alone) {
  const Report *report = record_report(drawing->source->record);
  const char *printed = section_title(drawing->source->record, section);
  const char *mark = strrchr(section, '/') != NULL ? strrchr(section, '/') + 1 : section;
  g_autofree char *title = *printed == '\0' ? g_strdup(((const Grid *)drawing->grids->pdata[0])->caption)
                           : *mark == '\0'  ? g_strdup(printed)
                                            : g_strconcat(mark, "、", printed, NULL);
  g_autofree char *name = alone ? g_strdup(title) : g_strconcat(report->place, report->year, " ", title, NULL);
  g_autofree char *whole = g_strconcat(report->place, *report->year != '\0' ? report->year : "",
                                       *report->year != '\0' ? "年度　" : "　", title, NULL);
  drawing->sheet = book_sheet(drawing->book, name, "统计表，按原表式样", NULL);
  measure(drawing);
  const double tall = 110; /* characters across: no wider than an upright page */
  if (span_width(drawing, 0, first_cell(drawing) + drawing->columns - 1) < tall) worksheet_set_portrait(drawing->sheet);
  for (unsigned i = 0; i < first_cell(drawing) + drawing->columns; i++)
    book_check(drawing->book,
               worksheet_set_column(drawing->sheet, (lxw_col_t)i, (lxw_col_t)i, drawing->widths[i], NULL));
  book_text(drawing->book, drawing->sheet, 0, 0, whole, format_of(drawing, LOOK_TITLE));
  book_height(drawing->book, drawing->sheet, 0, 1);
  book_link(drawing->book, drawing->sheet, 1, 0, "#'摘要'!A1", "返回摘要", 0, format_of(drawing, LOOK_LINK));
  drawing->row = 2;
  for (unsigned i = 0; i < drawing->grids->len; i++) draw_grid(drawing, drawing->grids->pdata[i]);
}

/* A sheet for the figures of one section, which may stand in several tables. */
static void add_section(Book *book, const Source *source, const GPtrArray *figures, bool alone) {
  g_autoptr(GPtrArray) grids = g_ptr_array_new_with_free_func((GDestroyNotify)grid_free);
  Drawing drawing = {.book = book, .source = source, .grids = grids};
  for (unsigned i = 0, next; i < figures->len; i = next) {
    const char *table = ((const Figure *)figures->pdata[i])->table;
    for (next = i + 1; next < figures->len; next++)
      if (strcmp(((const Figure *)figures->pdata[next])->table, table) != 0) break;
    Grid *grid = grid_new((const Figure *const *)(void *)(figures->pdata + i), next - i);
    g_ptr_array_add(grids, grid);
    drawing.stub = MAX(drawing.stub, grid->list ? 1 : grid->depth);
    drawing.units |= grid->units == GRID_UNITS_ROW;
    drawing.columns = MAX(drawing.columns, grid->columns->len);
  }
  draw_sheet(&drawing, ((const Figure *)figures->pdata[0])->section, alone);
  g_free(drawing.widths);
}

void tables_add(Book *book, const Source *source, bool alone) {
  if (record_report(source->record) == NULL) return;
  g_autoptr(GPtrArray) figures = g_ptr_array_new(); /* of the section at hand */
  for (unsigned i = 0; i < record_figure_count(source->record); i++) {
    const Figure *figure = record_figure_at(source->record, i);
    if (*figure->table == '\0') continue;
    const Figure *last = figures->len > 0 ? figures->pdata[figures->len - 1] : NULL;
    if (last != NULL && strcmp(last->section, figure->section) != 0) {
      add_section(book, source, figures, alone);
      g_ptr_array_set_size(figures, 0);
    }
    g_ptr_array_add(figures, (void *)figure);
  }
  if (figures->len > 0) add_section(book, source, figures, alone);
}
