/*
 * recognise.c - the form is the one that leaves least unexplained.
 *
 * Each block is tried against each table of an edition: what matches word for word counts most, a misprint less, and
 * what the table lacks or the print has too much counts against it. A block is a statistics table when half of its
 * heads and half of its rows are the table's. The edition with the highest sum is the report's: the heads of 二 tell
 * 2019 from 2021, the rows of （六） tell 23 rows from 25, the sections of the list Shandong from the nation.
 */
#include "figure/recognise.h"

#include <string.h>

enum {
  EXACT = 3,        /* worth of a row or head that is the form's word for word */
  LIKE = 2,         /* of one told by its likeness or its place */
  HEADS_ALONE = 3,  /* heads that a block must have in common with a table that has no rows */
  HEADLESS_ROWS = 5 /* rows that a block without heads must have in common with a table */
};

static void known_block_free(KnownBlock *known) {
  if (!known) return;
  g_clear_pointer(&known->rows, g_array_unref);
  g_clear_pointer(&known->heads, g_array_unref);
  g_clear_pointer(&known->by_row, g_ptr_array_unref);
  g_free(known);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KnownBlock, known_block_free)

/* How well matches explain a table's entries, and how many there are. */
typedef struct Tally {
  int score, matched, wanted, extra;
} Tally;

static Tally tally_matches(const GArray *matches, const GPtrArray *entries) {
  Tally tally = {0};
  for (unsigned i = 0; i < entries->len; i++)
    tally.wanted += ((const FormEntry *)g_ptr_array_index(entries, i))->indicator != NULL;
  for (unsigned i = 0; i < matches->len; i++) {
    const Match *match = &g_array_index(matches, Match, i);
    bool measures = match->entry && match->entry->indicator;
    tally.matched += measures;
    tally.extra += !match->entry;
    if (match->entry) tally.score += match->kind == MATCH_EXACT ? EXACT : LIKE;
  }
  tally.score -= tally.extra + tally.wanted - tally.matched;
  return tally;
}

static GArray *match_heads(const Block *block, const FormTable *table) {
  g_autoptr(GArray) printed = g_array_new(FALSE, FALSE, sizeof(Printed));
  for (unsigned i = 0; i < block->heads->len; i++)
    g_array_append_val(printed, ((BlockHead *)g_ptr_array_index(block->heads, i))->printed);
  return match_align(printed, table->heads);
}

/* The columns of a block that lost its heads, by their order, when there are as many as on the form. */
static GArray *assume_heads(const Block *block, const FormTable *table) {
  GArray *matches = g_array_new(FALSE, TRUE, sizeof(Match));
  unsigned columns = 0;
  for (unsigned i = 0; i < block->rows->len; i++)
    columns = MAX(columns, ((const BlockRow *)g_ptr_array_index(block->rows, i))->cells->len);
  for (unsigned i = 0; i < table->heads->len; i++) {
    const FormEntry *entry = g_ptr_array_index(table->heads, i);
    bool read = entry->children->len == 0 && (entry->role == COLUMN_FIGURES || entry->role == COLUMN_UNITS);
    Match match = {entry, MATCH_PATH};
    if (read) g_array_append_val(matches, match);
  }
  bool fits = matches->len == columns;
  g_array_set_size(matches, columns);
  if (!fits && columns > 0) memset(matches->data, 0, columns * sizeof(Match));
  return matches;
}

static GArray *match_rows(const Block *block, const FormTable *table) {
  g_autoptr(GArray) printed = g_array_new(FALSE, FALSE, sizeof(Printed));
  for (unsigned i = 0; i < block->rows->len; i++)
    g_array_append_val(printed, ((BlockRow *)g_ptr_array_index(block->rows, i))->printed);
  return match_align(printed, table->rows);
}

/* Whether the line above the block is the one that the form has above the table. */
static bool same_band(const Block *block, const FormTable *table) {
  if (!table->band) return false;
  g_autoptr(Label) band = label_new(*block->band ? block->band : block->placed->caption);
  return g_str_equal(band->key, table->band->key);
}

/* Whether what a printed head stands under is what the entry stands under. */
static bool is_under(const Printed *printed, const FormEntry *entry) {
  if (!entry->parent) return true;
  if (printed->path->len < 2) return false;
  return entry_match(entry->parent, g_ptr_array_index(printed->path, printed->path->len - 2)) != MATCH_NONE;
}

/* 结果维持 stands under three heads of the form: without any over it, it is none of them - unless all heads are there. */
static void drop_ambiguous(const Block *block, const FormTable *table, GArray *matches) {
  Tally all = tally_matches(matches, table->heads);
  for (unsigned i = 0; i < matches->len && all.matched < all.wanted; i++) {
    Match *match = &g_array_index(matches, Match, i);
    const BlockHead *head = g_ptr_array_index(block->heads, i);
    bool alike = false;
    for (unsigned j = 0; match->entry && j < table->heads->len; j++) {
      const FormEntry *other = g_ptr_array_index(table->heads, j);
      alike |= other != match->entry && g_str_equal(form_label(other)->key, form_label(match->entry)->key);
    }
    if (alike && !is_under(&head->printed, match->entry)) *match = (Match){NULL, MATCH_NONE};
  }
}

/* The columns of one row, each under the row's labels and its own heads. */
static GArray *match_row_heads(const Block *block, const BlockRow *row, const FormTable *table) {
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  g_autoptr(GArray) printed = g_array_new(FALSE, FALSE, sizeof(Printed));
  for (unsigned i = 0; i < block->heads->len; i++) {
    const BlockHead *head = g_ptr_array_index(block->heads, i);
    Printed one = {g_ptr_array_copy(row->printed.path, NULL, NULL)};
    g_ptr_array_extend(one.path, head->printed.path, NULL, NULL);
    g_ptr_array_add(paths, one.path);
    g_array_append_val(printed, one);
  }
  return match_align(printed, table->heads);
}

/* Whether a row says what a head with others under it says: most tables fail here, at little cost. */
static bool names_upper_head(const BlockRow *row, const FormTable *table) {
  for (unsigned i = 0; i < row->printed.path->len; i++)
    for (unsigned j = 0; j < table->heads->len; j++) {
      const FormEntry *entry = g_ptr_array_index(table->heads, j);
      if (entry->children->len > 0 && entry_match(entry, g_ptr_array_index(row->printed.path, i)) != MATCH_NONE)
        return true;
    }
  return false;
}

/* Rows that are the upper heads of a table of heads alone; NULL unless they explain more than the heads do. */
static GPtrArray *match_by_row(const Block *block, const FormTable *table, Tally *ret_tally) {
  g_autoptr(GPtrArray) by_row = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  Tally sum = {0};
  bool any = false;
  for (unsigned r = 0; r < block->rows->len && !any; r++)
    any = names_upper_head(g_ptr_array_index(block->rows, r), table);
  for (unsigned r = 0; r < block->rows->len && any; r++) {
    const BlockRow *printed = g_ptr_array_index(block->rows, r);
    GArray *matches = match_row_heads(block, printed, table);
    const Label *own = g_ptr_array_index(printed->printed.path, printed->printed.path->len - 1);
    if (label_is_blank(own)) memset(matches->data, 0, matches->len * sizeof(Match));
    Tally row = tally_matches(matches, table->heads);
    g_ptr_array_add(by_row, matches);
    sum.score += EXACT * row.matched - row.extra;
    sum.matched += row.matched;
  }
  if (sum.matched <= ret_tally->matched || sum.matched < HEADS_ALONE) return NULL;
  sum.wanted = ret_tally->wanted;
  *ret_tally = sum;
  return g_steal_pointer(&by_row);
}

/* The block as that table; NULL when it is not. Sets how well it explains it. Heads come first: most tables fail there. */
static KnownBlock *know_block(const Block *block, const FormTable *table, int *ret_score) {
  bool headed = block->heads->len > 0;
  if (block->rows->len == 0 || (!headed && table->rows->len == 0)) return NULL;
  g_autoptr(KnownBlock) known = g_new0(KnownBlock, 1);
  known->block = block;
  known->table = table;
  known->heads = headed ? match_heads(block, table) : assume_heads(block, table);
  if (headed && table->rows->len == 0) drop_ambiguous(block, table, known->heads);
  Tally heads = tally_matches(known->heads, table->heads);
  if (headed && table->rows->len == 0) known->by_row = match_by_row(block, table, &heads);
  if (headed && (heads.matched == 0 || heads.matched * 2 < MIN(heads.wanted, heads.matched + heads.extra))) return NULL;
  known->rows = match_rows(block, table);
  Tally rows = tally_matches(known->rows, table->rows);
  *ret_score = heads.score + (same_band(block, table) ? EXACT : 0);
  if (table->rows->len == 0) return heads.matched >= HEADS_ALONE ? g_steal_pointer(&known) : NULL;
  *ret_score += rows.score;
  if (rows.matched < (headed ? 1 : HEADLESS_ROWS)) return NULL;
  if (rows.matched * 2 < MIN(rows.wanted, rows.matched + rows.extra)) return NULL;
  return g_steal_pointer(&known);
}

/* Whether one of its rows (where it has none, heads) was in an earlier block; from now on all of them were. */
static bool was_seen(const KnownBlock *known, GHashTable *seen) {
  const GArray *matches = known->table->rows->len > 0 ? known->rows : known->heads;
  bool again = false;
  for (unsigned r = 0; r < (known->by_row ? known->by_row->len : 1); r++) {
    if (known->by_row) matches = g_ptr_array_index(known->by_row, r);
    for (unsigned i = 0; i < matches->len; i++) {
      const FormEntry *entry = g_array_index(matches, Match, i).entry;
      if (entry && entry->indicator) again = !g_hash_table_add(seen, (gpointer)entry) || again;
    }
  }
  return again;
}

/* The blocks that are tables of the form; sets how well it explains all of them. New array of KnownBlock. */
static GPtrArray *know_blocks(const GPtrArray *blocks, const Form *form, int *ret_score) {
  GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)known_block_free);
  g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
  *ret_score = 0;
  for (unsigned b = 0; b < blocks->len; b++) {
    g_autoptr(KnownBlock) best = NULL;
    int best_score = 0;
    for (unsigned t = 0; t < form->tables->len; t++) {
      int score = 0;
      KnownBlock *known = know_block(g_ptr_array_index(blocks, b), g_ptr_array_index(form->tables, t), &score);
      if (known && (!best || score > best_score)) {
        known_block_free(best);
        best = g_steal_pointer(&known);
        best_score = score;
      }
      known_block_free(known);
    }
    if (!best) continue;
    *ret_score += best_score;
    best->again = was_seen(best, seen);
    g_ptr_array_add(all, g_steal_pointer(&best));
  }
  return all;
}

const Form *recognise_form(const GPtrArray *blocks, const FormPatterns *patterns, int year, bool in_doubt,
                           GPtrArray **ret_known) {
  const Form *best = NULL;
  g_autoptr(GPtrArray) best_known = NULL;
  int best_score = 0;
  bool best_usual = false;
  for (unsigned i = 0; i < patterns->forms->len; i++) {
    const Form *form = g_ptr_array_index(patterns->forms, i);
    int score = 0;
    bool usual = form->from <= year && year <= form->to;
    if (in_doubt && year > 0 && !usual) continue;
    g_autoptr(GPtrArray) known = know_blocks(blocks, form, &score);
    if (known->len == 0 || (best && (score < best_score || (score == best_score && usual <= best_usual)))) continue;
    best = form;
    best_score = score;
    best_usual = usual;
    g_clear_pointer(&best_known, g_ptr_array_unref);
    best_known = g_steal_pointer(&known);
  }
  *ret_known = best_known ? g_steal_pointer(&best_known) : g_ptr_array_new();
  return best;
}

static bool has_section(const Outline *outline, const char *word) {
  for (unsigned i = 0; i < outline->sections->len; i++) {
    const Section *section = g_ptr_array_index(outline->sections, i);
    if (*section->path && strstr(section->title, word)) return true;
  }
  return false;
}

const Form *recognise_sections(const Outline *outline, const FormPatterns *patterns, int year) {
  const Form *best = NULL;
  unsigned most = 0, again = 0;
  for (unsigned i = 0; i < patterns->forms->len; i++) {
    const Form *form = g_ptr_array_index(patterns->forms, i);
    unsigned found = 0;
    unsigned all = form->sections ? g_strv_length(form->sections) : 0;
    for (unsigned j = 0; j < all; j++) found += has_section(outline, form->sections[j]);
    if (year < form->from || year > form->to || found * 2 <= all || found < most) continue;
    again = found == most;
    most = found;
    best = form;
  }
  return again ? NULL : best;
}
