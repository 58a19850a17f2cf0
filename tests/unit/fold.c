#include "base/fold.h"

static void test_each_kind(void) {
  static const struct {
    gunichar raw, folded;
  } cases[] = {
      {'a', 'a'},       {0x7406, 0x7406},                    /* as they are */
      {0x2EA0, 0x6C11}, {0x2F00, 0x4E00},  {0x2F06, 0x4E8C}, /* radicals */
      {0x2F3E, 0x6237}, {0x2FC8, 0x9EC4},  {0x2FAD, 0x9752}, /* in their simplified shapes */
      {0xF9DB, 0x7387}, {0x2F804, 0x4F60},                   /* compatibility ideographs */
      {0xFF15, '5'},    {0xFF0E, '.'},     {0xFF05, '%'},    /* full-width ASCII */
      {0xFF08, 0xFF08}, {0xFF0C, 0xFF0C},  {0xFF1A, 0xFF1A}, /* punctuation of Chinese text */
      {0x201C, 0x201C}, {0x2014, 0x2014},  {0x3001, 0x3001}, {0x2212, '-'},
      {0xFF0D, '-'},    {0x2011, '-'}, /* minus and hyphen */
      {0xFE11, 0x3001}, {0xFE35, 0xFF08},  {0xFE41, 0x300C}, {0xFE55, 0xFF1A},
      {0xFE6A, '%'},                                                      /* shapes of punctuation */
      {0x3000, ' '},    {0x00A0, ' '},     {0x2009, ' '},                 /* spaces */
      {0x200B, 0},      {0xFEFF, 0},       {0x00AD, 0},      {0x202B, 0}, /* what is not seen */
      {0x2460, 0x2460}, {0x3220, 0x3220},  {0x3007, 0x3007},              /* enumerators, zero */
      {0x2E80, 0x2E80}, {0x2E9A, 0x2E9A},  {0x31E5, 0x31E5},              /* of no ideograph */
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_test_message("U+%04X", cases[i].raw);
    g_assert_cmphex(fold_character(cases[i].raw), ==, cases[i].folded);
  }
}

static void test_folding_twice_changes_nothing(void) {
  for (gunichar c = 1; c <= 0x10FFFF; c++) {
    gunichar once = fold_character(c);
    if (once != 0) g_assert_cmphex(fold_character(once), ==, once);
  }
}

static void test_every_kangxi_radical_is_folded(void) {
  for (gunichar c = 0x2F00; c <= 0x2FD5; c++) g_assert_true(fold_is_han(fold_character(c)));
}

static void test_han(void) {
  static const gunichar han[] = {0x4E00, 0x9FFF, 0x3007, 0x3400, 0x20BB7};
  static const gunichar others[] = {'a', '5', 0xFF08, 0x3001, 0x2460, 0x30A2, 0xAC00};
  for (unsigned i = 0; i < G_N_ELEMENTS(han); i++) g_assert_true(fold_is_han(han[i]));
  for (unsigned i = 0; i < G_N_ELEMENTS(others); i++) g_assert_false(fold_is_han(others[i]));
}

static void test_labels(void) {
  g_autofree char *label = fold_label("（一） 予以公开 (注): ⼾１,\xe3\x80\x80;");
  g_assert_cmpstr(label, ==, "（一）予以公开（注）：户1，；");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/fold/each-kind", test_each_kind);
  g_test_add_func("/fold/twice", test_folding_twice_changes_nothing);
  g_test_add_func("/fold/kangxi", test_every_kangxi_radical_is_folded);
  g_test_add_func("/fold/han", test_han);
  g_test_add_func("/fold/labels", test_labels);
  return g_test_run();
}
