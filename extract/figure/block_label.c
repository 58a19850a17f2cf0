/*
 * block_label.c - a label stands under the one left of it, and under the one above it whose number is of a higher order.
 *
 *     三、本年度办理结果 | （三）不予公开 | 1.属于国家秘密          三、依申请公开情况
 *                      |              | 2.其他法律…            （三）申请答复数
 *                      | （七）总计                             4.不同意公开答复数
 *     四、结转下年度继续办理                                        其中：涉及国家秘密
 *                                                               涉及商业秘密
 *                                                           5.不属于本行政机关公开数
 *
 * In the left table cells say it (one label spans the rows that stand under it), in the right one only the numbers do.
 * Both come together in a stack: a cell that spans on is found again in it; a new one takes off what it ends. 其中 opens a
 * level below the last number, which lasts until the next number, or until a row that stands under none on its form.
 */
#include "figure/block_label.h"

#include "figure/block_cells.h"

enum {
  LEVEL_TOP = 0,   /* a label without number that stands under none */
  LEVEL_DETAIL = 9 /* one after 其中： below every numbered one */
};

typedef struct Entry {
  const Cell *cell;
  Label *label; /* borrowed */
  int level;    /* of its number, or one of the above */
  int column;
  int row; /* its own row in the block; -1: it has none */
} Entry;

struct LabelStack {
  const FormWords *words;
  GArray *entries; /* of Entry */
};

static Entry *entry_at(const LabelStack *stack, unsigned i) { return &g_array_index(stack->entries, Entry, i); }

LabelStack *label_stack_new(const FormWords *words) {
  LabelStack *stack = g_new0(LabelStack, 1);
  stack->words = words;
  stack->entries = g_array_new(FALSE, FALSE, sizeof(Entry));
  return stack;
}

void label_stack_free(LabelStack *stack) {
  if (!stack) return;
  g_array_unref(stack->entries);
  g_free(stack);
}

/* Where the cell stands on the stack, from `floor` on; -1 when it does not. */
static int find_cell(const LabelStack *stack, const Cell *cell, unsigned floor) {
  for (unsigned i = floor; i < stack->entries->len; i++)
    if (entry_at(stack, i)->cell == cell) return (int)i;
  return -1;
}

/* Takes off entries of columns right of `column`, and those left of it that do not span on (they lie above the floor). */
static void drop_other_columns(LabelStack *stack, unsigned floor, int column) {
  for (unsigned i = stack->entries->len; i > floor; i--)
    if (entry_at(stack, i - 1)->column != column) g_array_remove_index(stack->entries, i - 1);
}

static void drop_from_level(LabelStack *stack, unsigned floor, int level) {
  for (unsigned i = floor; i < stack->entries->len; i++) {
    if (entry_at(stack, i)->level < level) continue;
    g_array_set_size(stack->entries, i);
    return;
  }
}

static bool has_level(const LabelStack *stack, unsigned floor, int level) {
  for (unsigned i = floor; i < stack->entries->len; i++)
    if (entry_at(stack, i)->level == level) return true;
  return false;
}

/* Takes off what the new label ends; returns the level at which it then stands. */
static int make_room(LabelStack *stack, unsigned floor, const Label *label) {
  int level = (int)label->marker.level;
  if (level == 0) {
    bool detail = has_level(stack, floor, LEVEL_DETAIL) && !form_words_top_row(stack->words, label);
    if (label->of_which || detail) level = LEVEL_DETAIL;
    else if (has_level(stack, floor, LEVEL_TOP) || stack->entries->len == floor ||
             form_words_top_row(stack->words, label))
      level = LEVEL_TOP;
    else level = entry_at(stack, stack->entries->len - 1)->level; /* beside the last number: nothing says it is below */
  }
  drop_from_level(stack, floor, level == MARKER_HAN ? LEVEL_TOP : level);
  return level;
}

/* How many entries a blank cell of that column lets go on: the label it lacks is the one above it, if that is no row. */
static unsigned keep_above_blank(const LabelStack *stack, unsigned floor, int column) {
  unsigned keep = floor;
  for (unsigned i = floor; i < stack->entries->len; i++)
    if (entry_at(stack, i)->column <= column && entry_at(stack, i)->row < 0) keep = i + 1;
  return keep;
}

/* The entry whose label goes on in the cell, past the end of a page: （三）不|予公开. It becomes the whole, in the rows
   before, too; -1 for none. */
static int join_cell(const LabelStack *stack, const Cell *cell, unsigned floor) {
  for (unsigned i = floor; i < stack->entries->len; i++) {
    Entry *entry = entry_at(stack, i);
    g_autofree char *joined = g_strconcat(entry->label->text, cell->text->utf8->str, NULL);
    g_autoptr(Label) alone = label_new(cell->text->utf8->str), whole = label_new(joined);
    bool rest = entry->column == cell->column && entry->row < 0 && !form_words_row(stack->words, alone);
    if (!rest || !form_words_row(stack->words, whole)) continue;
    entry->cell = cell;
    label_swap(entry->label, whole);
    return (int)i;
  }
  return -1;
}

/* Where a label stands that counts on from one left of it: beside that, not under it (（七） in the column of 1. below
   （六）, whose cells nothing parts). */
static unsigned leave_brother(const LabelStack *stack, unsigned floor, const Label *label) {
  if (floor == 0) return floor;
  const Marker *left = &entry_at(stack, floor - 1)->label->marker;
  bool counts_on = left->level != 0 && left->level == label->marker.level && left->number + 1 == label->marker.number;
  return counts_on ? floor - 1 : floor;
}

/* Whether the cell holds a number alone, that of the label right of it. */
static bool is_number_of_next(const Label *label, unsigned k, unsigned n) {
  return k + 1 < n && label_is_blank(label) && label->marker.level != 0;
}

static void set_row(const LabelStack *stack, BlockRow *row) {
  row->printed.path = g_ptr_array_new();
  row->parent = -1;
  for (unsigned i = 0; i < stack->entries->len; i++) {
    const Entry *entry = entry_at(stack, i);
    g_ptr_array_add(row->printed.path, entry->label);
    if (i + 1 < stack->entries->len && entry->row >= 0) row->parent = entry->row;
  }
}

void label_stack_push(LabelStack *stack, const GPtrArray *cells, int from, int index, GPtrArray *labels,
                      BlockRow *row) {
  unsigned floor = 0;
  const char *number = "";
  for (unsigned k = 0; k < cells->len; k++) {
    const Cell *cell = g_ptr_array_index(cells, k);
    bool last = k + 1 == cells->len;
    int column = MAX(cell->column, from);
    int found = find_cell(stack, cell, floor);
    if (found < 0 && !last && !cell_is_blank(cell)) found = join_cell(stack, cell, floor);
    if (found >= 0 && !last) {
      floor = (unsigned)found + 1;
      continue;
    }
    if (!last && cell->text->utf8->len == 0) {
      floor = keep_above_blank(stack, floor, column);
      continue;
    }
    g_autofree char *text = g_strconcat(number, cell->text->utf8->str, NULL);
    Label *label = label_new(text);
    g_ptr_array_add(labels, label);
    number = "";
    if (is_number_of_next(label, k, cells->len)) {
      number = label->text;
      continue;
    }
    floor = leave_brother(stack, floor, label);
    drop_other_columns(stack, floor, column);
    Entry entry = {cell, label, make_room(stack, floor, label), column, last ? index : -1};
    g_array_append_val(stack->entries, entry);
    floor = stack->entries->len;
  }
  if (cells->len == 0) {
    Entry nothing = {NULL, label_new(""), LEVEL_TOP, 0, index};
    g_ptr_array_add(labels, nothing.label);
    g_array_set_size(stack->entries, 0);
    g_array_append_val(stack->entries, nothing);
  }
  set_row(stack, row);
}
