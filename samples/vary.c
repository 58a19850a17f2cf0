/*
 * vary.c - variants of a source, and planted errors.
 */
#include "vary.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void set(Source *source, const char *name, const char *value) {
  g_hash_table_replace(source->settings, g_strdup(name), g_strdup(value));
}

static void set_number(Source *source, const char *name, double value) {
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  set(source, name, g_ascii_formatd(text, sizeof text, "%.2f", value));
}

static const char *pick(GRand *random, const char *const *words, size_t n) {
  return words[g_rand_int_range(random, 0, (gint32)n)];
}

/* Names that no place of China has. */
static void vary_place(Source *source, GRand *random) {
  static const char *const first[] = {"青", "白", "云", "临", "沅", "鹤", "松", "碧", "霜", "棠"};
  static const char *const second[] = {"芦", "渚", "崧", "漪", "墟", "汀", "坞", "磬", "笠", "杼"};
  static const char *const kinds[] = {"市", "县", "区"};
  g_autofree char *place =
      g_strconcat(pick(random, first, G_N_ELEMENTS(first)), pick(random, second, G_N_ELEMENTS(second)),
                  pick(random, kinds, G_N_ELEMENTS(kinds)), NULL);

  set(source, "place", place);
}

static void vary_style(Source *source, GRand *random) {
  static const char *const rules[] = {"strokes", "boxes", "pieces", "dots"};
  static const char *const fonts[] = {"AR PL UMing CN", "WenQuanYi Micro Hei"};
  static const char *const numbers[] = {"- # -", "— # —", "#", ""};
  static const char *const words[] = {"split", "open",         "heads", "spaced", "shaded",
                                      "top",   "left-figures", "first", "outer"};
  static const char *const rare[] = {"open-sides", "zebra", "frame", "underline", "justified", "spread"};
  g_autoptr(GString) style = g_string_new(source_get(source, "style", ""));

  bool unruled = strcmp(source_get(source, "rules", ""), "none") == 0;

  if (!unruled) set(source, "rules", pick(random, rules, G_N_ELEMENTS(rules)));
  set(source, "font", pick(random, fonts, G_N_ELEMENTS(fonts)));
  set(source, "numbers", pick(random, numbers, G_N_ELEMENTS(numbers)));
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_rand_int_range(random, 0, 3) == 0) g_string_append_printf(style, " %s", words[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(rare); i++)
    if (g_rand_int_range(random, 0, 6) == 0 && (i > 0 || strstr(style->str, " open") == NULL))
      g_string_append_printf(style, " %s",
                             rare[i]); /* open at the end of the page too, a band would have no rule left */
  if (g_rand_int_range(random, 0, 6) == 0) set(source, "watermark", "内部校样");
  if (g_rand_int_range(random, 0, 4) == 0) set(source, "head", "政府信息公开年度报告");
  if (!unruled) set(source, "style", style->str);
  set_number(source, "size", g_rand_double_range(random, 10, 16));
  set_number(source, "table-size", g_rand_double_range(random, 7, 10.5));
  set_number(source, "margin", g_rand_double_range(random, 50, 80));
  set_number(source, "bottom", g_rand_double_range(random, 60, 160));
  set_number(source, "row-height", g_rand_double_range(random, unruled ? 20 : 14, 30));
  set_number(source, "run", g_rand_int_range(random, 1, 40));
}

void vary_source(Source *source, guint32 seed) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);

  vary_place(source, random);
  vary_style(source, random);
  set_number(source, "seed", seed);
  set_number(source, "scale", exp2(g_rand_double_range(random, 2, 9)));
  if (strcmp(source_get(source, "form", ""), "2014") == 0 && g_rand_boolean(random)) {
    g_ptr_array_add(source->edits, g_strdup("swap channel.weibo|channel.wechat"));
    g_ptr_array_add(source->edits, g_strdup("label channel.weibo|4.政务微博公开政府信息数"));
    g_ptr_array_add(source->edits, g_strdup("label channel.wechat|3.政务微信公开政府信息数"));
  }
}

/* Takes one character out of the middle of a long label. */
static char *misprint(const char *label, GRand *random) {
  glong length = g_utf8_strlen(label, -1);
  glong at = length / 2 + g_rand_int_range(random, -1, 2);
  const char *gap = g_utf8_offset_to_pointer(label, at);

  return g_strdup_printf("%.*s%s", (int)(gap - label), label, g_utf8_next_char(gap));
}

/* A row that is known by its place too, is not one of those that vary_source() may swap, and holds no number but its own. */
static bool bears_misprint(const FormRow *row) {
  bool placed =
      g_ascii_isdigit(row->label[0]) || strstr(row->label, "、") != NULL || g_str_has_prefix(row->label, "（");
  return placed && g_utf8_strlen(row->label, -1) >= 8 && strstr(row->label, "政务微") == NULL &&
         strstr(row->label, "三类") == NULL && strstr(row->label, "四类") == NULL &&
         strstr(row->label, "三安全") == NULL;
}

static char *other_mark(const char *label) { return g_strdup_printf("%c、%s", label[0], label + 2); }

void vary_labels(Form *form, guint32 seed) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed + 1);

  for (guint t = 0; t < form->tables->len; t++) {
    const FormTable *table = g_ptr_array_index(form->tables, t);
    for (guint r = 0; r < table->rows->len && table->kind != FORM_GROUPS; r++) {
      FormRow *row = g_ptr_array_index(table->rows, r);
      int chance = g_rand_int_range(random, 0, 20);
      char *label = NULL;
      if (chance == 0 && row->heads == NULL && bears_misprint(row)) label = misprint(row->label, random);
      else if (chance < 3 && g_ascii_isdigit(row->label[0]) && row->label[1] == '.') label = other_mark(row->label);
      if (label == NULL) continue;
      g_free(row->label);
      row->label = label;
    }
  }
}

static gint compare_texts(gconstpointer a, gconstpointer b) { return strcmp(a, b); }

void vary_zeros(Source *source, guint32 seed) {
  g_autoptr(GRand) random = g_rand_new_with_seed(seed + 2);
  GList *ids = g_list_sort(g_hash_table_get_keys(source->values), compare_texts);

  if (g_rand_int_range(random, 0, 3) > 0) g_clear_pointer(&ids, g_list_free);
  for (GList *id = ids; id != NULL; id = id->next) {
    const Value *value = g_hash_table_lookup(source->values, id->data);
    if (strcmp(value->print, "0") == 0 && g_rand_int_range(random, 0, 4) > 0 && strchr(id->data, '_') != NULL &&
        !g_str_has_suffix(id->data, "_cum"))
      g_hash_table_replace(source->values, g_strdup(id->data), value_new(""));
  }
  g_list_free(ids);
}

static void add_id(GPtrArray *ids, const char *id, const char *suffix) {
  g_autofree char *name = g_strndup(id, strcspn(id, " "));

  g_ptr_array_add(ids, g_strconcat(name, suffix, NULL));
}

static void add_row_ids(GPtrArray *ids, const FormTable *table, const FormRow *row) {
  for (int i = 0; row->ids[i] != NULL; i++) switch (table->kind) {
    case FORM_APPLICANTS:
      for (int c = 0; c < 7; c++) add_id(ids, row->ids[i], applicant_suffixes[c]);
      break;
    case FORM_GROUPS:
      for (int h = 0; table->heads[h] != NULL; h++) {
        g_autofree char *id = g_strconcat(row->ids[i], ".", strchr(table->heads[h], ' ') + 1, NULL);
        add_id(ids, id, "");
      }
      break;
    case FORM_LIST:
      if (g_strv_length(table->heads) > 4) add_id(ids, row->ids[i], "_cum");
      add_id(ids, row->ids[i], "");
      break;
    case FORM_BANDS: add_id(ids, row->ids[i], ""); break;
    }
}

void vary_plant(Source *source, const Form *form, int k) {
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);

  for (guint t = 0; t < form->tables->len; t++) {
    const FormTable *table = g_ptr_array_index(form->tables, t);
    for (guint r = 0; r < table->rows->len; r++) add_row_ids(ids, table, g_ptr_array_index(table->rows, r));
  }
  const char *id = g_ptr_array_index(ids, (guint)k % ids->len);
  const Value *value = g_hash_table_lookup(source->values, id);
  g_autofree char *print = g_strdup(value->print[0] == '\0' ? "0" : value->print);
  char *digit = strpbrk(print, "0123456789");
  if (digit == NULL) return;
  *digit = *digit == '9' ? '1' : (char)(*digit + 1);
  g_ptr_array_add(source->notes, g_strdup_printf("planted %s %s for %s", id, print, value->print));
  g_hash_table_replace(source->values, g_strdup(id), value_new(print));
}
