/*
 * fill.c - numbers for the figures that a source leaves open, made so that what must add up does.
 *
 * Totals come first and are then dealt out to their parts, so a source may fix a total, a part, or nothing. A report
 * that stands in a series of years is filled steadily: each indicator has its own size, which a year changes a little.
 */
#include "form.h"

#include <stdlib.h>
#include <string.h>

static char *id_name(const char *id) { return g_strndup(id, strcspn(id, " ")); }

static bool has(GHashTable *values, const char *id) { return g_hash_table_contains(values, id); }

static long get(GHashTable *values, const char *id) {
  const Value *value = g_hash_table_lookup(values, id);

  return value == NULL ? 0 : strtol(value->value, NULL, 10);
}

static void set(GHashTable *values, const char *id, long number) {
  if (has(values, id)) return;
  g_autofree char *print = g_strdup_printf("%ld", number);
  g_hash_table_replace(values, g_strdup(id), value_new(print));
}

typedef struct Filler {
  GHashTable *values;
  GRand *random;
  double scale;
  bool steady;
} Filler;

/* How large an indicator is by nature, between 0.3 and 1: the same in each year. */
static double weight_of(const char *id) { return 0.3 + 0.7 * (g_str_hash(id) % 1000) / 1000.0; }

/* Few of the things counted are many: most are small, some are large. */
static long guess(Filler *f, const char *id, double scale) {
  double share = g_rand_double(f->random);

  if (f->steady) return (long)(weight_of(id) * scale * (0.9 + 0.2 * share));
  return (long)(share * share * share * scale);
}

static const char *row_id(const FormRow *row, char **ret) {
  g_free(*ret);
  *ret = row->ids[0] == NULL ? NULL : id_name(row->ids[0]);
  return *ret;
}

/* The open parts of row `at`, and what its total leaves for them. */
static GPtrArray *open_parts(Filler *f, const FormTable *table, guint at, const char *suffix, long *ret_left) {
  const FormRow *parent = g_ptr_array_index(table->rows, at);
  GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
  g_autofree char *id = NULL;
  g_autofree char *total = g_strconcat(row_id(parent, &id), suffix, NULL);

  *ret_left = get(f->values, total);
  for (guint i = at + 1; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    if (row->depth <= parent->depth) break;
    if (row->depth > parent->depth + 1 || row->ids[0] == NULL) continue;
    char *part = g_strconcat(row_id(row, &id), suffix, NULL);
    *ret_left -= get(f->values, part);
    if (has(f->values, part)) g_free(part);
    else g_ptr_array_add(parts, part);
  }
  return parts;
}

/* Deals the total of row `at` out to the rows right below it. */
static void deal_out(Filler *f, const FormTable *table, guint at, const char *suffix) {
  long left = 0;
  g_autoptr(GPtrArray) parts = open_parts(f, table, at, suffix, &left);
  double weights = 0;

  for (guint i = 0; i < parts->len; i++) weights += weight_of(g_ptr_array_index(parts, i));
  for (guint i = 0; i < parts->len; i++) {
    const char *part = g_ptr_array_index(parts, i);
    double even = (double)left * weight_of(part) / weights;
    long share = f->steady ? (long)even : guess(f, part, (double)MAX(left, 0) + 1);
    if (i + 1 == parts->len) share = left;
    set(f->values, part, MAX(share, 0));
    left -= MAX(share, 0);
    weights -= weight_of(part);
  }
}

static void fill_list(Filler *f, const FormTable *table, double scale, const char *suffix) {
  g_autofree char *id = NULL;
  long above = 0;

  for (guint i = 0; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    if (row_id(row, &id) == NULL) continue;
    g_autofree char *key = g_strconcat(id, suffix, NULL);
    g_autofree char *like = row->like == NULL ? NULL : g_strconcat(row->like, suffix, NULL);
    if (like != NULL) set(f->values, key, get(f->values, like));
    set(f->values, key, guess(f, key, row->part ? (double)above / 2 : scale) + (row->sum ? 4 : 0));
    if (!row->part) above = get(f->values, key);
    if (row->sum) deal_out(f, table, i, suffix);
  }
}

static void set_id(GHashTable *values, const char *id, const char *suffix, long number) {
  g_autofree char *key = g_strconcat(id, suffix, NULL);

  set(values, key, number);
}

static long get_id(GHashTable *values, const char *id, const char *suffix) {
  g_autofree char *key = g_strconcat(id, suffix, NULL);

  return get(values, key);
}

static bool is_outcome(const char *id) {
  return id != NULL && g_str_has_prefix(id, "result.") && strcmp(id, "result.total") != 0;
}

/* One applicant's column: outcomes first, and what came in follows from them. */
static void fill_applicant(Filler *f, const FormTable *table, double scale, const char *suffix) {
  g_autofree char *id = NULL;
  long total = 0;

  set_id(f->values, "request.carriedin", suffix, guess(f, "request.carriedin", scale / 4));
  set_id(f->values, "request.carriedout", suffix, guess(f, "request.carriedout", scale / 4));
  long carried = get_id(f->values, "request.carriedin", suffix) - get_id(f->values, "request.carriedout", suffix);
  set_id(f->values, "result.granted", suffix, guess(f, "result.granted", scale) + MAX(carried, 0));
  for (guint i = 0; i < table->rows->len; i++) {
    if (!is_outcome(row_id(g_ptr_array_index(table->rows, i), &id))) continue;
    set_id(f->values, id, suffix, guess(f, id, scale / 5));
    total += get_id(f->values, id, suffix);
  }
  set_id(f->values, "result.total", suffix, total);
  set_id(f->values, "request.received", suffix, total - carried);
}

static void fill_applicants(Filler *f, const FormTable *table) {
  static const double weights[] = {1, 0.3, 0.06, 0.05, 0.2, 0.1};
  g_autofree char *id = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS(weights); i++)
    fill_applicant(f, table, f->scale * weights[i], applicant_suffixes[i]);
  for (guint r = 0; r < table->rows->len; r++) {
    const FormRow *row = g_ptr_array_index(table->rows, r);
    long sum = 0;
    if (row_id(row, &id) == NULL) continue;
    for (size_t i = 0; i < G_N_ELEMENTS(weights); i++) sum += get_id(f->values, id, applicant_suffixes[i]);
    set(f->values, id, sum);
  }
}

static void set_money(Filler *f, const char *id) {
  if (has(f->values, id)) return;
  g_autofree char *money =
      g_strdup_printf("%ld.%02d", guess(f, id, f->scale * 80), g_rand_int_range(f->random, 0, 100));
  g_hash_table_replace(f->values, g_strdup(id), value_new(money));
}

/* How many are in force: those of last year's end with this year's changes, when last year is known. */
static long stock(Filler *f, const char *id, const char *first) {
  g_autofree char *before = g_strconcat("before.", id, NULL);
  g_autofree char *kind = g_strndup(id, strcspn(id, "."));

  if (!has(f->values, before)) return guess(f, id, f->scale) + get(f->values, first);
  return get(f->values, before) + get_id(f->values, kind, ".issued") - get_id(f->values, kind, ".repealed");
}

static void fill_bands(Filler *f, const FormTable *table) {
  for (guint r = 0; r < table->rows->len; r++) {
    const FormRow *row = g_ptr_array_index(table->rows, r);
    for (int i = 0; row->ids[i] != NULL; i++) {
      g_autofree char *id = id_name(row->ids[i]);
      g_autofree char *first = id_name(row->ids[0]);
      if (g_str_has_suffix(id, ".amount")) set_money(f, id);
      else if (g_str_has_suffix(id, ".inforce") || g_str_has_suffix(id, ".open"))
        set(f->values, id, stock(f, id, first));
      else set(f->values, id, guess(f, id, g_str_has_prefix(id, "rule.") ? 3 : f->scale * 5));
    }
  }
}

static void fill_groups(Filler *f, const FormTable *table) {
  for (guint r = 0; r < table->rows->len; r++) {
    const FormRow *row = g_ptr_array_index(table->rows, r);
    long sum = 0;
    for (int i = 0; table->heads[i] != NULL; i++) {
      g_autofree char *id = g_strconcat(row->ids[0], ".", strchr(table->heads[i], ' ') + 1, NULL);
      set(f->values, id, table->heads[i + 1] == NULL ? sum : guess(f, id, f->scale / 4));
      sum += get(f->values, id);
    }
  }
}

void fill_values(const Form *form, GHashTable *values, GRand *random, double scale, bool steady) {
  Filler f = {values, random, scale, steady};

  for (guint i = 0; i < form->tables->len; i++) {
    const FormTable *table = g_ptr_array_index(form->tables, i);
    switch (table->kind) {
    case FORM_LIST:
      fill_list(&f, table, scale * 10, "");
      if (g_strv_length(table->heads) > 4) fill_list(&f, table, scale * 50, "_cum");
      break;
    case FORM_BANDS: fill_bands(&f, table); break;
    case FORM_APPLICANTS: fill_applicants(&f, table); break;
    case FORM_GROUPS: fill_groups(&f, table); break;
    }
  }
}

void fill_from_previous(GHashTable *values, GHashTable *previous) {
  for (size_t i = 0; i + 1 < G_N_ELEMENTS(applicant_suffixes); i++)
    if (has(previous, "request.carriedout_nat"))
      set_id(values, "request.carriedin", applicant_suffixes[i],
             get_id(previous, "request.carriedout", applicant_suffixes[i]));
  static const char *const stocks[][2] = {{"document.inforce", "before.document.inforce"},
                                          {"rule.inforce", "before.rule.inforce"}};
  for (size_t i = 0; i < G_N_ELEMENTS(stocks); i++)
    if (has(previous, stocks[i][0])) set(values, stocks[i][1], get(previous, stocks[i][0]));
}
