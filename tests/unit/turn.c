/* How large a character is, whatever its font says of its height. */
#include "document/turn.h"

#include <glib.h>

static double em_of(gunichar folded, gunichar raw, double width, double height) {
  Glyph glyph = {folded, raw, {0, 0, width, height}, 1, false};
  return glyph_em(&glyph, glyph.box);
}

/* Digits with the codes of wide ones: as wide as Han, so of a font that calls itself high, and half as wide. */
static void test_wide_and_narrow_digits(void) {
  g_assert_cmpfloat_with_epsilon(em_of('1', U'１', 10, 10), 10, 0.01);
  g_assert_cmpfloat_with_epsilon(em_of('1', U'１', 12, 32), 12, 0.01);
  g_assert_cmpfloat_with_epsilon(em_of('1', U'１', 5, 10), em_of('1', '1', 5, 10), 0.01);
  g_assert_cmpfloat_with_epsilon(em_of(U'（', U'（', 5, 10), 5, 0.01);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/turn/wide-and-narrow-digits", test_wide_and_narrow_digits);
  return g_test_run();
}
