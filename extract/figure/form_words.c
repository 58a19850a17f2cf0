#include "figure/form_words.h"

struct FormWords {
  GHashTable *heads;    /* key and bare key -> FormEntry */
  GHashTable *rows;     /* key -> itself */
  GHashTable *top_rows; /* the same of those that stand under no other */
  GPtrArray *all_heads; /* of FormEntry, one a wording */
  GPtrArray *bands;     /* of Label */
};

static void add_head(FormWords *words, FormEntry *entry) {
  const Label *own = form_label(entry);
  if (!g_hash_table_contains(words->heads, own->key)) g_ptr_array_add(words->all_heads, entry);
  for (unsigned i = 0; i < entry->wordings->len; i++) {
    const Label *wording = g_ptr_array_index(entry->wordings, i);
    g_hash_table_insert(words->heads, wording->key, entry);
    if (*wording->bare) g_hash_table_insert(words->heads, wording->bare, entry);
  }
}

static void add_row(FormWords *words, const FormEntry *entry) {
  for (unsigned i = 0; i < entry->wordings->len; i++) {
    const Label *wording = g_ptr_array_index(entry->wordings, i);
    g_hash_table_add(words->rows, wording->key);
    g_hash_table_add(words->rows, wording->bare);
    if (entry->parent) continue;
    g_hash_table_add(words->top_rows, wording->key);
    g_hash_table_add(words->top_rows, wording->bare);
  }
}

FormWords *form_words_new(const FormPatterns *patterns) {
  FormWords *words = g_new0(FormWords, 1);
  words->heads = g_hash_table_new(g_str_hash, g_str_equal);
  words->rows = g_hash_table_new(g_str_hash, g_str_equal);
  words->top_rows = g_hash_table_new(g_str_hash, g_str_equal);
  words->all_heads = g_ptr_array_new();
  words->bands = g_ptr_array_new();
  for (unsigned f = 0; f < patterns->forms->len; f++) {
    const Form *form = g_ptr_array_index(patterns->forms, f);
    for (unsigned t = 0; t < form->tables->len; t++) {
      const FormTable *table = g_ptr_array_index(form->tables, t);
      if (table->band) g_ptr_array_add(words->bands, table->band);
      for (unsigned i = 0; i < table->heads->len; i++) add_head(words, g_ptr_array_index(table->heads, i));
      for (unsigned i = 0; i < table->rows->len; i++) add_row(words, g_ptr_array_index(table->rows, i));
    }
  }
  return words;
}

void form_words_free(FormWords *words) {
  if (!words) return;
  g_hash_table_unref(words->heads);
  g_hash_table_unref(words->rows);
  g_hash_table_unref(words->top_rows);
  g_ptr_array_unref(words->all_heads);
  g_ptr_array_unref(words->bands);
  g_free(words);
}

static bool holds(GHashTable *keys, const Label *label) {
  return !label_is_blank(label) &&
         (g_hash_table_contains(keys, label->key) || (*label->bare && g_hash_table_contains(keys, label->bare)));
}

bool form_words_row(const FormWords *words, const Label *label) { return holds(words->rows, label); }

bool form_words_same_head(const FormWords *words, const Label *label) {
  return g_hash_table_contains(words->heads, label->key);
}

bool form_words_head(const FormWords *words, const Label *label, ColumnRole *ret_role) {
  if (label->marker.level != 0 || label_is_blank(label)) return false; /* （七）总计 is a row, 总计 a head */
  const FormEntry *entry = g_hash_table_lookup(words->heads, label->key);
  if (!entry && *label->bare) entry = g_hash_table_lookup(words->heads, label->bare);
  if (!entry && form_words_row(words, label)) return false; /* 行政复议数 is no misprint of 行政复议 */
  for (unsigned i = 0; !entry && i < words->all_heads->len; i++) {
    const FormEntry *other = g_ptr_array_index(words->all_heads, i);
    if (label_similar(form_label(other)->key, label->key)) entry = other;
  }
  if (entry && ret_role) *ret_role = entry->role;
  return entry != NULL;
}

bool form_words_band(const FormWords *words, const Label *label) {
  for (unsigned i = 0; i < words->bands->len; i++)
    if (label_similar(((const Label *)g_ptr_array_index(words->bands, i))->key, label->key)) return true;
  return false;
}

bool form_words_top_row(const FormWords *words, const Label *label) { return holds(words->top_rows, label); }
