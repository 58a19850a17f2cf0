/*
 * block_label.h - what a row is subordinate to: the labels left of it, and the rows above it by their numbers.
 */
#ifndef EXTRACT_BLOCK_LABEL_H
#define EXTRACT_BLOCK_LABEL_H

#include "figure/block.h"

/* The labels that are in force where a table has been read to. */
typedef struct LabelStack LabelStack;

LabelStack *label_stack_new(const FormWords *words);
void label_stack_free(LabelStack *stack);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LabelStack, label_stack_free)

/*
 * Puts the label cells of a row (of const Cell, left to right) on the stack and sets row->printed and
 * row->parent; `index` is the row's own in its block. New labels go to `labels`. `from`: the first column of labels, in
 * which one that begins left of it stands too.
 */
void label_stack_push(LabelStack *stack, const GPtrArray *cells, int from, int index, GPtrArray *labels, BlockRow *row);

#endif
