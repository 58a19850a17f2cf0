/*
 * fill.c - numbers for the figures that a source leaves open, made so that what must add up does.
 *
 * Totals come first and are then dealt out to their parts, so a source may fix a total, a part, or nothing.
 */
#include "sample.h"

#include <stdlib.h>
#include <string.h>

static char *id_name(const char *id)
{
  return g_strndup(id, strcspn(id, " "));
}

static bool has(GHashTable *values, const char *id)
{
  return g_hash_table_contains(values, id);
}

static long get(GHashTable *values, const char *id)
{
  const Value *value = g_hash_table_lookup(values, id);

  return value == NULL ? 0 : strtol(value->value, NULL, 10);
}

static void set(GHashTable *values, const char *id, long number)
{
  if (has(values, id))
    return;
  g_autofree char *print = g_strdup_printf("%ld", number);
  g_hash_table_replace(values, g_strdup(id), value_new(print));
}

static long below(GRand *random, double limit)
{
  return (long)g_rand_double_range(random, 0, limit + 1);
}

/* Few of the things counted are many: most are small, some are large. */
static long guess(GRand *random, double scale)
{
  double share = g_rand_double(random);

  return (long)(share * share * share * scale);
}

static const char *row_id(const FormRow *row, char **ret)
{
  g_free(*ret);
  *ret = row->ids[0] == NULL ? NULL : id_name(row->ids[0]);
  return *ret;
}

/* Deals the total of row `at` out to the rows below it that are not parts of another kind. */
static void deal_out(const FormTable *table, guint at, GHashTable *values, GRand *random, const char *suffix)
{
  const FormRow *parent = g_ptr_array_index(table->rows, at);
  g_autofree char *id = NULL;
  g_autofree char *total = g_strconcat(row_id(parent, &id), suffix, NULL);
  long left = get(values, total);
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func(g_free);

  for (guint i = at + 1; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    if (row->depth <= parent->depth)
      break;
    if (row->depth > parent->depth + 1 || row->ids[0] == NULL)
      continue;
    char *part = g_strconcat(row_id(row, &id), suffix, NULL);
    left -= has(values, part) ? get(values, part) : 0;
    g_ptr_array_add(open, part);
  }
  for (guint i = 0; i < open->len; i++) {
    const char *part = g_ptr_array_index(open, i);
    if (has(values, part))
      continue;
    long share = i + 1 == open->len ? left : guess(random, (double)MAX(left, 0) + 1);
    set(values, part, MAX(share, 0));
    left -= MAX(share, 0);
  }
}

static void fill_list(const FormTable *table, GHashTable *values, GRand *random, double scale, const char *suffix)
{
  g_autofree char *id = NULL;
  long above = 0;

  for (guint i = 0; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    if (row_id(row, &id) == NULL)
      continue;
    g_autofree char *key = g_strconcat(id, suffix, NULL);
    g_autofree char *like = row->like == NULL ? NULL : g_strconcat(row->like, suffix, NULL);
    if (like != NULL)
      set(values, key, get(values, like));
    set(values, key, row->part ? below(random, (double)above / 2) : guess(random, scale) + (row->sum ? 4 : 0));
    if (!row->part)
      above = get(values, key);
    if (row->sum)
      deal_out(table, i, values, random, suffix);
  }
}

static void set_id(GHashTable *values, const char *id, const char *suffix, long number)
{
  g_autofree char *key = g_strconcat(id, suffix, NULL);

  set(values, key, number);
}

static long get_id(GHashTable *values, const char *id, const char *suffix)
{
  g_autofree char *key = g_strconcat(id, suffix, NULL);

  return get(values, key);
}

/* One applicant's column: outcomes first, and what came in follows from them. */
static void fill_applicant(const FormTable *table, GHashTable *values, GRand *random, double scale, const char *suffix)
{
  g_autofree char *id = NULL;
  long total = 0;

  set_id(values, "request.carriedin", suffix, guess(random, scale / 4));
  set_id(values, "request.carriedout", suffix, guess(random, scale / 4));
  long carried = get_id(values, "request.carriedin", suffix) - get_id(values, "request.carriedout", suffix);
  if (has(values, "request.received") && get_id(values, "result.granted", suffix) < carried)
    set_id(values, "result.granted", suffix, MAX(carried, 0));
  set_id(values, "result.granted", suffix, guess(random, scale) + MAX(carried, 0));
  for (guint i = 0; i < table->rows->len; i++) {
    const FormRow *row = g_ptr_array_index(table->rows, i);
    if (row_id(row, &id) == NULL || !g_str_has_prefix(id, "result.") || strcmp(id, "result.total") == 0)
      continue;
    set_id(values, id, suffix, guess(random, scale / 5));
    total += get_id(values, id, suffix);
  }
  set_id(values, "result.total", suffix, total);
  set_id(values, "request.received", suffix, total - carried);
}

static void fill_applicants(const FormTable *table, GHashTable *values, GRand *random, double scale)
{
  static const double weights[] = { 1, 0.3, 0.06, 0.05, 0.2, 0.1 };
  g_autofree char *id = NULL;

  for (size_t i = 0; i < G_N_ELEMENTS(weights); i++)
    fill_applicant(table, values, random, scale * weights[i], applicant_suffixes[i]);
  for (guint r = 0; r < table->rows->len; r++) {
    const FormRow *row = g_ptr_array_index(table->rows, r);
    long sum = 0;
    if (row_id(row, &id) == NULL)
      continue;
    for (size_t i = 0; i < G_N_ELEMENTS(weights); i++)
      sum += get_id(values, id, applicant_suffixes[i]);
    set(values, id, sum);
  }
}

static void fill_bands(const FormTable *table, GHashTable *values, GRand *random, double scale)
{
  for (guint r = 0; r < table->rows->len; r++) {
    const FormRow *row = g_ptr_array_index(table->rows, r);
    for (int i = 0; row->ids[i] != NULL; i++) {
      g_autofree char *id = id_name(row->ids[i]);
      if (g_str_has_suffix(id, ".amount") && !has(values, id)) {
        g_autofree char *money = g_strdup_printf("%ld.%02ld", guess(random, scale * 80), below(random, 99));
        g_hash_table_replace(values, g_strdup(id), value_new(money));
      }
      g_autofree char *first = id_name(row->ids[0]);
      if (g_str_has_suffix(id, ".inforce") || g_str_has_suffix(id, ".open"))
        set(values, id, guess(random, scale) + get(values, first));
      set(values, id, g_str_has_prefix(id, "rule.") ? below(random, 2) : guess(random, scale * 5));
    }
  }
}

static void fill_groups(const FormTable *table, GHashTable *values, GRand *random, double scale)
{
  for (guint r = 0; r < table->rows->len; r++) {
    const FormRow *row = g_ptr_array_index(table->rows, r);
    long sum = 0;
    for (int i = 0; table->heads[i] != NULL; i++) {
      g_autofree char *id = g_strconcat(row->ids[0], ".", strchr(table->heads[i], ' ') + 1, NULL);
      set(values, id, table->heads[i + 1] == NULL ? sum : guess(random, scale / 4));
      sum += get(values, id);
    }
  }
}

void fill_values(const Form *form, GHashTable *values, GRand *random, double scale)
{
  for (guint i = 0; i < form->tables->len; i++) {
    const FormTable *table = g_ptr_array_index(form->tables, i);
    switch (table->kind) {
    case FORM_LIST:
      fill_list(table, values, random, scale * 10, "");
      if (g_strv_length(table->heads) > 4)
        fill_list(table, values, random, scale * 50, "_cum");
      break;
    case FORM_BANDS: fill_bands(table, values, random, scale); break;
    case FORM_APPLICANTS: fill_applicants(table, values, random, scale); break;
    case FORM_GROUPS: fill_groups(table, values, random, scale); break;
    }
  }
}

void fill_from_previous(GHashTable *values, GHashTable *previous)
{
  for (size_t i = 0; i + 1 < G_N_ELEMENTS(applicant_suffixes); i++)
    if (has(previous, "request.carriedout_nat"))
      set_id(values, "request.carriedin", applicant_suffixes[i],
             get_id(previous, "request.carriedout", applicant_suffixes[i]));
  if (!has(previous, "document.inforce") || !has(values, "document.issued") || !has(values, "document.repealed"))
    return;
  set(values, "document.inforce",
      get(previous, "document.inforce") + get(values, "document.issued") - get(values, "document.repealed"));
}
