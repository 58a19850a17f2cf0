#include "figure/figure_cell.h"

#include "base/fold.h"

#include <string.h>

static ProsePatterns *read_patterns(void) {
  g_autoptr(GError) error = NULL;
  ProsePatterns *patterns = prose_patterns_read("patterns", NULL, false, &error);
  g_assert_no_error(error);
  return patterns;
}

/* The cell's reading as "state value unit words, part unit words": what a table of samples can hold. */
static char *read_cell(const ProsePatterns *patterns, const char *printed) {
  g_autoptr(GArray) glyphs = g_array_new(FALSE, TRUE, sizeof(Glyph));
  for (const char *p = printed; *p; p = g_utf8_next_char(p)) {
    Glyph glyph = {.raw = g_utf8_get_char(p), .page = 1};
    glyph.folded = fold_character(glyph.raw);
    g_array_append_val(glyphs, glyph);
  }
  g_autoptr(Text) text = text_new();
  for (unsigned i = 0; i < glyphs->len; i++) text_append_glyph(text, &g_array_index(glyphs, Glyph, i));
  g_auto(CellReading) reading = {0};
  figure_cell_read(text, patterns, &reading);
  GString *out = g_string_new(reading.state);
  if (*reading.number.value) g_string_append_printf(out, " %s%s", reading.number.value, reading.number.unit);
  if (reading.increase) g_string_append(out, " increase");
  if (reading.decrease) g_string_append(out, " decrease");
  if (reading.cut) g_string_append(out, " cut");
  if (reading.parts && reading.parts->len == 0) g_string_append(out, " remark");
  for (unsigned i = 0; reading.parts && i < reading.parts->len; i++) {
    const CellPart *part = &g_array_index(reading.parts, CellPart, i);
    g_string_append_printf(out, " (%.*s %s%s)", (int)(part->words_to - part->words_from),
                           text->utf8->str + part->words_from, part->number.value, part->number.unit);
  }
  return g_string_free(out, FALSE);
}

static void test_what_cells_say(void) {
  ProsePatterns *patterns = read_patterns();
  static const char *const samples[][2] = {
      {"", "blank"},
      {"0", "figure 0"},
      {"148,954", "figure 148954"},
      {"１４８９５４", "figure 148954"},
      {"1，234，567", "figure 1234567"},
      {"7730.28", "figure 7730.28"},
      {"0.50", "figure 0.50"},
      {"+12", "figure 12"},
      {"-3", "figure -3"},
      {"－35", "figure -35"},
      {"−35", "figure -35"},
      {"增加3", "figure 3 increase"},
      {"减少3", "figure 3 decrease"},
      {"251000元", "figure 251000元"},
      {"25.1万元", "figure 251000元"},
      {"3亿", "figure 300000000"},
      {"103①", "figure 103 remark"},
      {"103*", "figure 103 remark"},
      {"0。", "figure 0"},
      {"103②号", "text"},
      {"22（其中修订16件）", "figure 22 (修订 16件)"},
      {"22件（含修订16件、废止2件）", "figure 22件 (含修订 16件) (废止 2件)"},
      {"5（略）", "figure 5 remark"},
      {"12（件）", "figure 12件"},
      {"新增3项", "figure 3项 increase"},
      {"12名", "figure 12名"},
      {"3.5万人（次）", "figure 35000人（次）"},
      {"3级审核", "text"},
      {"2023年", "text"},
      {"135.", "figure 135 cut"},
      {"/", "slash"},
      {"／", "slash"},
      {"-", "dash"},
      {"—", "dash"},
      {"——", "dash"},
      {"无", "none"},
      {"12,34", "text"},
      {"约30", "text"},
      {"3月", "text"},
      {"见附件", "text"},
      {"增加", "text"},
      {"1.2.3", "text"},
      {"9999999999999999999", "text"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
    g_autofree char *found = read_cell(patterns, samples[i][0]);
    g_assert_cmpstr(found, ==, samples[i][1]);
  }
  prose_patterns_free(patterns);
}

static void test_units_of_heads(void) {
  ProsePatterns *patterns = read_patterns();
  static const char *const samples[][2] = {
      {"本年收费金额（单位：万元）", "万元"}, {"采购总金额（万元）", "万元"},   {"收费金额（元）", "元"},
      {"部分公开（只计这一情形）", NULL},     {"乡镇（街道）政府网站数", NULL}, {"统计数", NULL},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
    g_autofree char *unit = cell_head_unit(samples[i][0], patterns);
    g_assert_cmpstr(unit, ==, samples[i][1]);
  }
  prose_patterns_free(patterns);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/figure-cell/what-cells-say", test_what_cells_say);
  g_test_add_func("/figure-cell/units-of-heads", test_units_of_heads);
  return g_test_run();
}
