/*
 * form_words.h - the words that the forms have in common: what is a head, a band, a row, before it is known which form it
 * is.
 */
#ifndef EXTRACT_FORM_WORDS_H
#define EXTRACT_FORM_WORDS_H

#include "figure/form.h"

typedef struct FormWords FormWords;

/* The words of all forms; borrows from them. */
FormWords *form_words_new(const FormPatterns *patterns);
void form_words_free(FormWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FormWords, form_words_free)

/* Whether it is a head of some form (misprints allowed), and what its column holds. */
bool form_words_head(const FormWords *words, const Label *label, ColumnRole *ret_role);
/* The same, word for word. */
bool form_words_same_head(const FormWords *words, const Label *label);
/* Whether it is the line above a block: 第二十条第（六）项. */
bool form_words_band(const FormWords *words, const Label *label);
/* Whether it is a row of some form, word for word; and whether one that stands under no other. */
bool form_words_row(const FormWords *words, const Label *label);
bool form_words_top_row(const FormWords *words, const Label *label);

#endif
