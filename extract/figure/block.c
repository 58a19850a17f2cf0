/*
 * block.c - parting a table into bands, heads and rows.
 *
 *     |        第二十条第（六）项              |  band: begins a block
 *     | 信息内容 | 上一年项目数量 | 本年增/减 |   |  heads: rows in which words of some form's heads stand, and no figure
 *     | 行政处罚 |       0      |    0    | 0 |  rows: their last cells belong to the heads, the others are labels
 */
#include "figure/block.h"

#include "figure/block_cells.h"
#include "figure/block_head.h"
#include "figure/block_label.h"

#include <string.h>

enum { TITLE_ROWS = 3 };

typedef struct Reader {
  const FormWords *words;
  GPtrArray *blocks;
  Block *block; /* being read, or NULL */
  const PlacedTable *placed;
  const Table *table;
  LabelStack *stack;
  LabelColumns labels;
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

static RowGrid grid_of(const Reader *reader) { return (RowGrid){reader->block, reader->table, reader->labels}; }

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
  label_stack_push(reader->stack, labels, reader->labels.from, (int)reader->block->rows->len, reader->block->labels,
                   row);
  g_ptr_array_add(reader->block->rows, row);
}

static bool are_blank(const GPtrArray *cells) {
  bool blank = true;
  for (unsigned i = 0; i < cells->len; i++) blank = blank && cell_is_blank(g_ptr_array_index(cells, i));
  return blank;
}

/* The rest of the last row, which the end of a page cut in two: a label alone that is none by itself, and one with it. */
static bool join_row(Reader *reader, const GPtrArray *labels, const GPtrArray *figures) {
  if (reader->block->rows->len == 0 || labels->len == 0 || !are_blank(figures)) return false;
  BlockRow *row = g_ptr_array_index(reader->block->rows, reader->block->rows->len - 1);
  GPtrArray *path = row->printed.path;
  Label *above = g_ptr_array_index(path, path->len - 1);
  const char *text = cell_text(g_ptr_array_index(labels, labels->len - 1));
  g_autofree char *joined = g_strconcat(above->text, text, NULL);
  g_autoptr(Label) alone = label_new(text), whole = label_new(joined);
  if (!*text || form_words_row(reader->words, alone) || !form_words_row(reader->words, whole)) return false;
  label_swap(above, whole);
  return true;
}

static void read_row(Reader *reader, int number) {
  g_autoptr(GPtrArray) cells = row_cells(reader->table, number, false);
  g_autoptr(GPtrArray) labels = g_ptr_array_new(), figures = g_ptr_array_new();
  const RowGrid grid = grid_of(reader);
  row_part(&grid, cells, labels, figures);
  if (!is_note(reader, labels, figures) && !join_row(reader, labels, figures)) add_row(reader, labels, figures, number);
}

static void begin_block(Reader *reader, const char *band) {
  reader->block = block_new(reader->placed, band);
  g_ptr_array_add(reader->blocks, reader->block);
  g_clear_pointer(&reader->stack, label_stack_free);
  reader->stack = label_stack_new(reader->words);
  reader->labels = (LabelColumns){0, 0};
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

/* Whether the labels of at least half of the table's rows from `first` on are rows of some form. Sets where the columns
   of most of them end. */
static bool has_known_rows(const Reader *reader, int first, int *ret_labels_end) {
  g_autofree unsigned *ends = g_new0(unsigned, (unsigned)reader->table->columns + 1);
  int known = 0, most = 1;
  for (int row = first; row < reader->table->rows; row++) {
    bool found = false;
    int end = known_label_end(reader, row, &found);
    known += found;
    if (end > 0 && ++ends[end] > ends[most]) most = end;
  }
  *ret_labels_end = most;
  return known * 2 >= reader->table->rows - first;
}

/* Reads the heads of rows first..end-1 into a block. One of figures that lies over the labels, too (the head over those
   is on the page before), makes none of them a figure. */
static LabelColumns read_heads(const Reader *reader, Block *block, int first, int end) {
  const HeadGrid grid = {reader->words, reader->table};
  LabelColumns labels = heads_read(&grid, block, first, end);
  int labels_end = 0;
  if (labels.end == 0 && end < reader->table->rows && has_known_rows(reader, end, &labels_end)) labels.end = labels_end;
  return labels;
}

/* Reads heads; those of the block that come again (on a new page) change nothing. */
static void begin_heads(Reader *reader, int first, int end) {
  Block *block = reader->block;
  if (block && block->heads->len == 0 && block->rows->len == 0) { /* below its band, perhaps on the page before */
    block->placed = reader->placed;
    reader->labels = read_heads(reader, block, first, end);
    return;
  }
  Block *fresh = block_new(reader->placed, "");
  LabelColumns labels = read_heads(reader, fresh, first, end);
  if (block && heads_come_again(block, fresh)) {
    if (block->placed->table == reader->table) reader->labels = labels;
    block_free(fresh);
    return;
  }
  reader->labels = labels;
  g_ptr_array_add(reader->blocks, fresh);
  reader->block = fresh;
  g_clear_pointer(&reader->stack, label_stack_free);
  reader->stack = label_stack_new(reader->words);
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

/* A table without heads: the last one goes on in it, if it has as many columns of figures, or it never had any (whose
   they are cannot be told). False: it is no statistics table. */
static bool begin_without_heads(Reader *reader) {
  int labels_end;
  if (!has_known_rows(reader, 0, &labels_end)) return false;
  bool fits = reader->block && reader->table->columns - labels_end >= (int)reader->block->heads->len;
  if (fits && (reader->block->placed->section == reader->placed->section || take_heading(reader))) return true;
  begin_block(reader, "");
  reader->labels = (LabelColumns){0, labels_end};
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
  const HeadGrid grid = {reader->words, reader->table};
  bool inside = false;
  for (int row = 0; row < reader->table->rows; row++) {
    int end = row;
    if (is_band_row(reader, row)) {
      begin_band(reader, row);
      inside = true;
    } else if ((end = heads_end(&grid, row)) > row) {
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

/* When all labels are whole. */
static void name_rows(const Block *block) {
  for (unsigned r = 0; r < block->rows->len; r++) {
    BlockRow *row = g_ptr_array_index(block->rows, r);
    g_autoptr(GString) text = g_string_new(NULL);
    for (unsigned i = 0; i < row->printed.path->len; i++) {
      const Label *label = g_ptr_array_index(row->printed.path, i);
      if (*label->text) g_string_append_printf(text, "%s%s", text->len > 0 ? " / " : "", label->text);
    }
    row->text = g_strdup(text->str);
  }
}

GPtrArray *block_read_all(const Outline *outline, const FormWords *words) {
  Reader reader = {.words = words, .blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free)};
  for (unsigned i = 0; i < outline->tables->len; i++) read_table(&reader, g_ptr_array_index(outline->tables, i));
  g_clear_pointer(&reader.stack, label_stack_free);
  for (unsigned i = 0; i < reader.blocks->len; i++) name_rows(g_ptr_array_index(reader.blocks, i));
  return reader.blocks;
}
