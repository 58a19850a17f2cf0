/*
 * block.c - parting a table into bands, heads and rows.
 *
 *     |        第二十条第（六）项              |  band: begins a block
 *     | 信息内容 | 上一年项目数量 | 本年增/减 |   |  heads: rows in which words of some form's heads stand, and no figure
 *     | 行政处罚 |       0      |    0    | 0 |  rows: their last cells belong to the heads, the others are labels
 */
#include "figure/block.h"

#include "figure/block_cells.h"
#include "figure/block_label.h"

#include <string.h>

enum { HEAD_ROWS = 6 /* a head deeper than that is none: the deepest form has three */, TITLE_ROWS = 3 };

typedef struct Reader {
  const FormWords *words;
  GPtrArray *blocks;
  Block *block; /* being read, or NULL */
  const PlacedTable *placed;
  const Table *table;
  LabelStack *stack;
  int figures_from; /* first column that holds no labels */
} Reader;

static void block_head_free(BlockHead *head) {
  g_ptr_array_unref(head->printed.path);
  g_free(head->text);
  g_free(head);
}

static void block_row_free(BlockRow *row) {
  g_clear_pointer(&row->printed.path, g_ptr_array_unref);
  g_free(row->text);
  g_ptr_array_unref(row->cells);
  g_free(row);
}

static void block_free(Block *block) {
  g_free(block->band);
  g_ptr_array_unref(block->heads);
  g_ptr_array_unref(block->rows);
  g_ptr_array_unref(block->labels);
  g_ptr_array_unref(block->headings);
  g_free(block);
}

static Block *block_new(const PlacedTable *placed, const char *band) {
  Block *block = g_new0(Block, 1);
  block->placed = placed;
  block->band = g_strdup(band);
  block->heads = g_ptr_array_new_with_free_func((GDestroyNotify)block_head_free);
  block->rows = g_ptr_array_new_with_free_func((GDestroyNotify)block_row_free);
  block->labels = g_ptr_array_new_with_free_func((GDestroyNotify)label_free);
  block->headings = g_ptr_array_new_with_free_func(g_free);
  return block;
}

bool block_is_number(const char *text) {
  const char *digits = text + (*text == '-' || *text == '+');
  return g_ascii_isdigit(*digits) && digits[strspn(digits, "0123456789.,")] == '\0';
}

static bool is_band_row(const Reader *reader, int row) {
  g_autoptr(GPtrArray) cells = row_cells(reader->table, row, true);
  const Cell *only = NULL;
  for (unsigned i = 0; i < cells->len; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell_is_blank(cell)) continue;
    if (only) return false;
    only = cell;
  }
  if (!only) return false;
  g_autoptr(Label) label = label_new(cell_text(only));
  return form_words_band(reader->words, label);
}

/* The row 甲 乙 丙 1 2, which numbers the columns. */
static bool numbers_columns(const Reader *reader, int row) {
  return g_str_equal(cell_text(table_cell(reader->table, row, 0)), "甲");
}

/* A row of heads: at least half of what is printed in it are heads of some form, and nothing is a figure. One that
   numbers the columns counts as one. */
static bool is_head_row(const Reader *reader, int row) {
  g_autoptr(GPtrArray) cells = row_cells(reader->table, row, true);
  unsigned printed = 0, known = 0;
  if (numbers_columns(reader, row)) return true;
  for (unsigned i = 0; i < cells->len; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell_is_blank(cell)) continue;
    if (block_is_number(cell_text(cell))) return false;
    g_autoptr(Label) label = label_new(cell_text(cell));
    printed++;
    known += form_words_head(reader->words, label, NULL);
  }
  return known > 0 && known * 2 >= printed;
}

/* The head that the end of a page cut in two, 结果维|持, where `text` is none by itself; else NULL. */
static Label *join_heads(const Reader *reader, const char *above, const char *text) {
  g_autoptr(Label) alone = label_new(text);
  g_autofree char *joined = g_strconcat(above, text, NULL);
  g_autoptr(Label) whole = label_new(joined);
  if (form_words_head(reader->words, alone, NULL) || !form_words_head(reader->words, whole, NULL)) return NULL;
  return g_steal_pointer(&whole);
}

/* A row of nothing but the rests of the heads above it. */
static bool continues_heads(const Reader *reader, int row) {
  g_autoptr(GPtrArray) cells = row_cells(reader->table, row, true);
  unsigned rests = 0;
  for (unsigned i = 0; i < cells->len && row > 0; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell_is_blank(cell) || cell->row < row) continue;
    g_autoptr(Label) whole =
        join_heads(reader, cell_text(table_cell(reader->table, row - 1, cell->column)), cell_text(cell));
    if (!whole) return false;
    rests++;
  }
  return rests > 0;
}

/* One past the last row of the heads that begin at `first`: rows of heads, and rows that a label of the heads spans. */
static int find_heads_end(const Reader *reader, int first) {
  int end = first, spanned = first;
  for (; end < reader->table->rows && end < first + HEAD_ROWS; end++) {
    if (!is_head_row(reader, end) && end >= spanned && !(end > first && continues_heads(reader, end))) break;
    g_autoptr(GPtrArray) cells = row_cells(reader->table, end, true);
    for (unsigned i = 0; i < cells->len; i++) {
      const Cell *cell = g_ptr_array_index(cells, i);
      ColumnRole role = COLUMN_FIGURES;
      g_autoptr(Label) label = label_new(cell_text(cell));
      if (form_words_head(reader->words, label, &role)) spanned = MAX(spanned, cell->row + cell->row_span);
    }
  }
  return end;
}

/* Where the lowest cell of a column of heads ends; a blank one counts for less than a narrower one over it (what a page
   break left of two heads side by side is one blank). */
static int lowest_end(const Reader *reader, int first, int end, int column) {
  const Cell *lowest = table_cell(reader->table, end - 1, column), *at = lowest;
  while (cell_is_blank(at) && at->row > first) at = table_cell(reader->table, at->row - 1, column);
  if (!cell_is_blank(at)) lowest = at->column_span < lowest->column_span ? at : lowest;
  return MAX(lowest->column + lowest->column_span, column + 1);
}

/* The heads over one column, rows first..end; it ends where the lowest of them does. */
static BlockHead *read_head(const Reader *reader, Block *block, int first, int end, int column) {
  const Cell *last = NULL;
  BlockHead *head = g_new0(BlockHead, 1);
  g_autoptr(GString) text = g_string_new(NULL);
  head->printed.path = g_ptr_array_new();
  head->column = column;
  head->end = lowest_end(reader, first, end, column);
  for (int row = first; row < end; row++) {
    const Cell *cell = table_cell(reader->table, row, column);
    if (cell == last || cell_is_blank(cell) || numbers_columns(reader, row)) continue;
    last = cell;
    GPtrArray *path = head->printed.path;
    Label *above = path->len > 0 ? path->pdata[path->len - 1] : NULL;
    Label *whole = above ? join_heads(reader, above->text, cell_text(cell)) : NULL;
    if (whole) g_ptr_array_remove_index(path, path->len - 1);
    Label *label = whole ? whole : label_new(cell_text(cell));
    g_ptr_array_add(block->labels, label);
    g_ptr_array_add(path, label);
  }
  for (unsigned i = 0; i < head->printed.path->len; i++)
    g_string_append_printf(text, "%s%s", i > 0 ? " / " : "", ((const Label *)head->printed.path->pdata[i])->text);
  head->text = g_strdup(text->str);
  return head;
}

/* What a head's column holds, by its lowest known word; false when none is known. */
static bool find_role(const Reader *reader, BlockHead *head) {
  for (unsigned i = head->printed.path->len; i > 0; i--)
    if (form_words_head(reader->words, g_ptr_array_index(head->printed.path, i - 1), &head->role)) return true;
  return false;
}

/* Drops the heads of label columns from the left: all up to the last that is known as one, or else the first when it
   says nothing known. Returns the first column that holds no labels. */
static int drop_label_heads(const Reader *reader, GPtrArray *heads) {
  unsigned labels = 0;
  for (unsigned i = 0; i < heads->len; i++) {
    BlockHead *head = g_ptr_array_index(heads, i);
    bool known = find_role(reader, head);
    if ((known && head->role == COLUMN_LABELS) || (!known && i == labels && (i == 0 || head->printed.path->len == 0)))
      labels = i + 1;
  }
  int column = labels > 0 ? ((BlockHead *)g_ptr_array_index(heads, labels - 1))->end : 0;
  if (labels > 0) g_ptr_array_remove_range(heads, 0, labels);
  return column;
}

static void read_heads(Reader *reader, Block *block, int first, int end) {
  for (int column = 0; column < reader->table->columns;) {
    BlockHead *head = read_head(reader, block, first, end, column);
    g_ptr_array_add(block->heads, head);
    column = head->end;
  }
  reader->figures_from = drop_label_heads(reader, block->heads);
  for (unsigned i = 0; i < block->heads->len; i++) {
    BlockHead *head = g_ptr_array_index(block->heads, i);
    if (head->printed.path->len > 0) continue;
    Label *blank = label_new("");
    g_ptr_array_add(block->labels, blank);
    g_ptr_array_add(head->printed.path, blank);
  }
}

static bool same_heads(const Block *a, const Block *b) {
  if (a->heads->len != b->heads->len) return false;
  for (unsigned i = 0; i < a->heads->len; i++) {
    const BlockHead *left = g_ptr_array_index(a->heads, i), *right = g_ptr_array_index(b->heads, i);
    if (!g_str_equal(left->text, right->text)) return false;
  }
  return true;
}

/* Whether a row is none of the table's: a note without figures, or a line of signatures (填报人：…) in its foot. */
static bool is_note(const Reader *reader, const GPtrArray *labels, const GPtrArray *figures) {
  bool signed_row = figures->len > 0;
  for (unsigned i = 0; i < figures->len; i++) {
    const char *text = cell_text(g_ptr_array_index(figures, i));
    signed_row = signed_row && (*text == '\0' || strstr(text, "："));
  }
  for (unsigned i = 0; i < labels->len; i++) {
    g_autoptr(Label) label = label_new(cell_text(g_ptr_array_index(labels, i)));
    if (label->marker.level != 0 || label->of_which || form_words_row(reader->words, label)) return false;
    signed_row = signed_row && strstr(label->text, "：");
  }
  return figures->len == 0 || signed_row;
}

static RowGrid grid_of(const Reader *reader) { return (RowGrid){reader->block, reader->table, reader->figures_from}; }

static void add_row(Reader *reader, const GPtrArray *labels, const GPtrArray *figures, int number) {
  BlockRow *row = g_new0(BlockRow, 1);
  row->table = reader->table;
  row->cells = g_ptr_array_new();
  const RowGrid grid = grid_of(reader);
  row_assign(&grid, figures, row->cells);
  for (unsigned i = 0; i < row->cells->len; i++) { /* a cell that spans rows says what it says once */
    const Cell *cell = g_ptr_array_index(row->cells, i);
    if (cell && cell->row != number) row->cells->pdata[i] = NULL;
  }
  label_stack_push(reader->stack, labels, (int)reader->block->rows->len, reader->block->labels, row);
  g_ptr_array_add(reader->block->rows, row);
}

static void read_row(Reader *reader, int number) {
  g_autoptr(GPtrArray) cells = row_cells(reader->table, number, false);
  g_autoptr(GPtrArray) labels = g_ptr_array_new(), figures = g_ptr_array_new();
  const RowGrid grid = grid_of(reader);
  row_part(&grid, cells, labels, figures);
  if (!is_note(reader, labels, figures)) add_row(reader, labels, figures, number);
}

static void begin_block(Reader *reader, const char *band) {
  reader->block = block_new(reader->placed, band);
  g_ptr_array_add(reader->blocks, reader->block);
  g_clear_pointer(&reader->stack, label_stack_free);
  reader->stack = label_stack_new(reader->words);
  reader->figures_from = 0;
}

static void begin_band(Reader *reader, int row) {
  g_autoptr(GPtrArray) cells = row_cells(reader->table, row, true);
  for (unsigned i = 0; i < cells->len; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell_is_blank(cell)) continue;
    begin_block(reader, cell_text(cell));
    return;
  }
}

/* Reads heads; those of the block that is being read again (on a new page) change nothing. */
static void begin_heads(Reader *reader, int first, int end) {
  Block *block = reader->block;
  if (block && block->heads->len == 0 && block->rows->len == 0) { /* below its band, perhaps on the page before */
    block->placed = reader->placed;
    read_heads(reader, block, first, end);
    return;
  }
  Block *fresh = block_new(reader->placed, "");
  int figures_from = reader->figures_from;
  read_heads(reader, fresh, first, end);
  if (block && same_heads(block, fresh)) {
    if (block->placed->table != reader->table) reader->figures_from = figures_from;
    block_free(fresh);
    return;
  }
  g_ptr_array_add(reader->blocks, fresh);
  reader->block = fresh;
  g_clear_pointer(&reader->stack, label_stack_free);
  reader->stack = label_stack_new(reader->words);
}

/* Where the known label of a row ends, the last that does not fill the row; 0 when it has none. */
static int known_label_end(const Reader *reader, int row, bool *ret_known) {
  g_autoptr(GPtrArray) cells = row_cells(reader->table, row, true);
  int end = 0;
  for (unsigned i = 0; i < cells->len; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    g_autoptr(Label) label = label_new(cell_text(cell));
    if (!form_words_row(reader->words, label)) continue;
    *ret_known = true;
    if (cell->column + cell->column_span < reader->table->columns) end = cell->column + cell->column_span;
  }
  return end;
}

/* Whether the labels of at least half of the table's rows are rows of some form. Sets where the columns of most of them
   end. */
static bool has_known_rows(const Reader *reader, int *ret_labels_end) {
  g_autofree unsigned *ends = g_new0(unsigned, (unsigned)reader->table->columns + 1);
  int known = 0, most = 1;
  for (int row = 0; row < reader->table->rows; row++) {
    bool found = false;
    int end = known_label_end(reader, row, &found);
    known += found;
    if (end > 0 && ++ends[end] > ends[most]) most = end;
  }
  *ret_labels_end = most;
  return known * 2 >= reader->table->rows;
}

/* Takes a row that stands between two parts of a table, where it looks like a heading of the text, for a row. */
static bool take_heading(Reader *reader) {
  const Text *heading = reader->placed->section->heading;
  g_autoptr(Label) label = label_new(heading->utf8->str);
  if (!form_words_top_row(reader->words, label)) return false;
  Cell *cell = g_new0(Cell, 1);
  cell->text = (Text *)heading;
  g_ptr_array_add(reader->block->headings, cell);
  g_autoptr(GPtrArray) labels = g_ptr_array_new(), figures = g_ptr_array_new();
  g_ptr_array_add(labels, cell);
  add_row(reader, labels, figures, 0);
  return true;
}

/* A table without heads: the last one goes on in it, or it never had any. False: it is no statistics table. */
static bool begin_without_heads(Reader *reader) {
  int labels_end;
  if (!has_known_rows(reader, &labels_end)) return false;
  if (reader->block && (reader->block->placed->section == reader->placed->section || take_heading(reader))) return true;
  begin_block(reader, "");
  reader->figures_from = labels_end;
  return true;
}

/* Whether a row is a title that stands within the frame of its table: one cell over all columns. */
static bool is_title_row(const Reader *reader, int row) {
  return row < TITLE_ROWS && table_cell(reader->table, row, 0)->column_span == reader->table->columns;
}

static void read_table(Reader *reader, const PlacedTable *placed) {
  if (*placed->caption && !strstr(placed->caption, "续")) reader->block = NULL; /* a title of its own begins anew */
  reader->placed = placed;
  reader->table = placed->table;
  bool inside = false;
  for (int row = 0; row < reader->table->rows; row++) {
    int end = row;
    if (is_band_row(reader, row)) {
      begin_band(reader, row);
      inside = true;
    } else if ((end = find_heads_end(reader, row)) > row) {
      begin_heads(reader, row, end);
      inside = true;
      row = end - 1;
    } else {
      inside = inside || begin_without_heads(reader);
      if (inside) read_row(reader, row);
      else if (!is_title_row(reader, row)) break;
    }
  }
  if (!inside) reader->block = NULL; /* what comes after another table does not go on with the one before it */
}

GPtrArray *block_read_all(const Outline *outline, const FormWords *words) {
  Reader reader = {.words = words, .blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free)};
  for (unsigned i = 0; i < outline->tables->len; i++) read_table(&reader, g_ptr_array_index(outline->tables, i));
  g_clear_pointer(&reader.stack, label_stack_free);
  return reader.blocks;
}
