/*
 * block_head.c - which rows of a table are heads, and what stands over each of its columns.
 *
 *     |          | 申请人情况                      |    rows in which words of some form's heads stand, and no figure
 *     |          | 自然人 | 法人或其他组织 | 总计  |    those that a label of the heads spans
 *     |          |       | 商业企业 | 科研机构|      |
 *     | 甲       |   1   |   2    |   3    |  4   |    numbers of the columns: no heads, no figures
 *
 * The end of a page may cut a row of heads in two (结果维|持), and a new page may repeat the first rows of them alone.
 */
#include "figure/block_head.h"

#include "figure/block_cells.h"

#include <string.h>

enum { HEAD_ROWS = 6 /* a head deeper than that is none: the deepest form has three */ };

/* The row 甲 乙 丙 1 2, which numbers the columns. */
static bool numbers_columns(const HeadGrid *grid, int row) {
  return g_str_equal(cell_text(table_cell(grid->table, row, 0)), "甲");
}

/* A row of heads: at least half of what is printed in it are heads of some form, and nothing is a figure. One that
   numbers the columns counts as one. */
static bool is_head_row(const HeadGrid *grid, int row) {
  g_autoptr(GPtrArray) cells = row_cells(grid->table, row, true);
  unsigned printed = 0, known = 0;
  if (numbers_columns(grid, row)) return true;
  for (unsigned i = 0; i < cells->len; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell_is_blank(cell)) continue;
    if (cell_is_number(cell)) return false;
    g_autoptr(Label) label = label_new(cell_text(cell));
    printed++;
    known += form_words_head(grid->words, label, NULL);
  }
  return known > 0 && known * 2 >= printed;
}

/* The head that the end of a page, or a rule, cut in two, 结果维|持 or 商业|企业: one of both parts is none by itself;
   else NULL. */
static Label *join_heads(const HeadGrid *grid, const char *above, const char *text) {
  g_autoptr(Label) upper = label_new(above), lower = label_new(text);
  g_autofree char *joined = g_strconcat(above, text, NULL);
  g_autoptr(Label) whole = label_new(joined);
  bool both = form_words_head(grid->words, upper, NULL) && form_words_head(grid->words, lower, NULL);
  if (both || !form_words_same_head(grid->words, whole)) return NULL;
  return g_steal_pointer(&whole);
}

/* A row of nothing but the rests of the heads above it. */
static bool continues_heads(const HeadGrid *grid, int row) {
  g_autoptr(GPtrArray) cells = row_cells(grid->table, row, true);
  unsigned rests = 0;
  for (unsigned i = 0; i < cells->len && row > 0; i++) {
    const Cell *cell = g_ptr_array_index(cells, i);
    if (cell_is_blank(cell) || cell->row < row) continue;
    g_autoptr(Label) whole =
        join_heads(grid, cell_text(table_cell(grid->table, row - 1, cell->column)), cell_text(cell));
    if (!whole) return false;
    rests++;
  }
  return rests > 0;
}

int heads_end(const HeadGrid *grid, int first) {
  int end = first, spanned = first;
  for (; end < grid->table->rows && end < first + HEAD_ROWS; end++) {
    if (!is_head_row(grid, end) && end >= spanned && !(end > first && continues_heads(grid, end))) break;
    g_autoptr(GPtrArray) cells = row_cells(grid->table, end, true);
    for (unsigned i = 0; i < cells->len; i++) {
      const Cell *cell = g_ptr_array_index(cells, i);
      ColumnRole role = COLUMN_FIGURES;
      g_autoptr(Label) label = label_new(cell_text(cell));
      if (form_words_head(grid->words, label, &role)) spanned = MAX(spanned, cell->row + cell->row_span);
    }
  }
  return end;
}

/* Where the lowest cell of a column of heads ends; a blank one counts for less than a narrower one over it (what a page
   break left of two heads side by side is one blank). */
static int lowest_end(const HeadGrid *grid, int first, int end, int column) {
  const Cell *lowest = table_cell(grid->table, end - 1, column), *at = lowest;
  while (cell_is_blank(at) && at->row > first) at = table_cell(grid->table, at->row - 1, column);
  if (!cell_is_blank(at)) lowest = at->column_span < lowest->column_span ? at : lowest;
  return MAX(lowest->column + lowest->column_span, column + 1);
}

/* The heads over one column, rows first..end; it ends where the lowest of them does. */
static BlockHead *read_head(const HeadGrid *grid, Block *block, int first, int end, int column) {
  const Cell *last = NULL;
  BlockHead *head = g_new0(BlockHead, 1);
  g_autoptr(GString) text = g_string_new(NULL);
  head->printed.path = g_ptr_array_new();
  head->column = column;
  head->end = lowest_end(grid, first, end, column);
  for (int row = first; row < end; row++) {
    const Cell *cell = table_cell(grid->table, row, column);
    if (cell == last || cell_is_blank(cell) || numbers_columns(grid, row)) continue;
    last = cell;
    GPtrArray *path = head->printed.path;
    Label *above = path->len > 0 ? path->pdata[path->len - 1] : NULL;
    Label *whole = above ? join_heads(grid, above->text, cell_text(cell)) : NULL;
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
static bool find_role(const HeadGrid *grid, BlockHead *head) {
  for (unsigned i = head->printed.path->len; i > 0; i--)
    if (form_words_head(grid->words, g_ptr_array_index(head->printed.path, i - 1), &head->role)) return true;
  return false;
}

/* Drops the heads of label columns from the left: all up to the last that is known as one, or else the first when it
   says nothing known. Columns left of them that are not to be read count their rows. */
static LabelColumns drop_label_heads(const HeadGrid *grid, GPtrArray *heads) {
  unsigned labels = 0;
  LabelColumns columns = {0, 0};
  for (unsigned i = 0; i < heads->len; i++) {
    BlockHead *head = g_ptr_array_index(heads, i);
    bool known = find_role(grid, head);
    if (known && head->role == COLUMN_IGNORED && head->column == columns.from) columns.from = head->end;
    if ((known && head->role == COLUMN_LABELS) || (!known && i == labels && (i == 0 || head->printed.path->len == 0)))
      labels = i + 1;
  }
  if (labels > 0) columns.end = ((BlockHead *)g_ptr_array_index(heads, labels - 1))->end;
  if (labels > 0) g_ptr_array_remove_range(heads, 0, labels);
  if (columns.from >= columns.end) columns.from = 0;
  return columns;
}

LabelColumns heads_read(const HeadGrid *grid, Block *block, int first, int end) {
  for (int column = 0; column < grid->table->columns;) {
    BlockHead *head = read_head(grid, block, first, end, column);
    g_ptr_array_add(block->heads, head);
    column = head->end;
  }
  LabelColumns labels = drop_label_heads(grid, block->heads);
  for (unsigned i = 0; i < block->heads->len; i++) {
    BlockHead *head = g_ptr_array_index(block->heads, i);
    if (head->printed.path->len > 0) continue;
    Label *blank = label_new("");
    g_ptr_array_add(block->labels, blank);
    g_ptr_array_add(head->printed.path, blank);
  }
  return labels;
}

static bool are_same(const Block *a, const Block *b) {
  if (a->heads->len != b->heads->len) return false;
  for (unsigned i = 0; i < a->heads->len; i++) {
    const BlockHead *left = g_ptr_array_index(a->heads, i), *right = g_ptr_array_index(b->heads, i);
    if (!g_str_equal(left->text, right->text)) return false;
  }
  return true;
}

/* Whether each head of the block stands under the one of `top` over its column: 申请人情况 / 自然人 under 申请人情况. */
static bool stand_under(const Block *block, const Block *top) {
  for (unsigned i = 0, j = 0; i < block->heads->len; i++) {
    const BlockHead *head = g_ptr_array_index(block->heads, i), *upper = NULL;
    for (; j < top->heads->len; j++) {
      upper = g_ptr_array_index(top->heads, j);
      if (head->end <= upper->end) break;
    }
    if (j == top->heads->len || head->column < upper->column || !g_str_has_prefix(head->text, upper->text))
      return false;
  }
  return block->heads->len > top->heads->len && top->heads->len > 0;
}

bool heads_come_again(const Block *block, const Block *again) {
  return are_same(block, again) || stand_under(block, again);
}
