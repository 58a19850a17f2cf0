#include "base/decimal.h"

#include <glib.h>
#include <string.h>

static Decimal parse(const char *text) {
  Decimal value = {0, 0};
  g_assert_true(decimal_parse(text, &value));
  return value;
}

static void assert_prints(Decimal value, const char *expected) {
  char buffer[DECIMAL_TEXT];
  g_assert_cmpstr(decimal_print(value, buffer), ==, expected);
}

static void test_digits_stay_as_printed(void) {
  const char *const texts[] = {"0", "-35", "0.50", "59237.2449", "-0.05", "999999999999999999", "0.000000000000001"};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) assert_prints(parse(texts[i]), texts[i]);
}

static void test_what_is_no_decimal(void) {
  const char *const texts[] = {
      "", "-", "+1", "1.", ".5", "1.2.3", "1e3", "12a", " 1", "1234567890123456789", "0.0000000000000001"};
  Decimal value;
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) g_assert_false(decimal_parse(texts[i], &value));
}

static void test_arithmetic(void) {
  Decimal value;
  g_assert_true(decimal_add(parse("0.1"), parse("0.25"), &value));
  assert_prints(value, "0.35");
  g_assert_true(decimal_subtract(parse("5"), parse("7.5"), &value));
  assert_prints(value, "-2.5");
  g_assert_true(decimal_multiply(parse("-1.5"), parse("0.2"), &value));
  assert_prints(value, "-0.30");
  g_assert_false(decimal_add(parse("999999999999999999"), parse("1"), &value));
  g_assert_false(decimal_multiply(parse("9999999999"), parse("9999999999"), &value));
}

static void test_shift_is_exact(void) {
  Decimal value;
  g_assert_true(decimal_shift(parse("82.71"), 4, &value));
  assert_prints(value, "827100");
  g_assert_true(decimal_shift(parse("258.5"), 8, &value));
  assert_prints(value, "25850000000");
  g_assert_true(decimal_shift(parse("251000"), -4, &value));
  assert_prints(value, "25.1000");
  g_assert_false(decimal_shift(parse("999999999999"), 8, &value));
}

static void test_compare_by_value(void) {
  g_assert_cmpint(decimal_compare(parse("0.50"), parse("0.5")), ==, 0);
  g_assert_cmpint(decimal_compare(parse("-1"), parse("-0.999999999999999")), <, 0);
  g_assert_cmpint(decimal_compare(parse("999999999999999999"), parse("0.000000000000001")), >, 0);
}

static void test_han_numerals(void) {
  static const struct {
    const char *text;
    int64_t value;
  } good[] = {{"三十五", 35}, {"十", 10},          {"十二", 12},        {"一百零五", 105},    {"两千", 2000},
              {"廿五", 25},   {"二〇一八", 2018},  {"三万五千", 35000}, {"二十八万", 280000}, {"一亿零三万", 100030000},
              {"零", 0},      {"一百一十二", 112}, {"两百", 200},       {"三千零四十", 3040}};
  static const char *const bad[] = {"", "百", "万", "一百二", "三万五", "一二十", "十百", "廿十", "三千千", "百分之"};
  int64_t value = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(good); i++) {
    g_assert_true(decimal_parse_han(good[i].text, strlen(good[i].text), &value));
    g_assert_cmpint(value, ==, good[i].value);
  }
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) g_assert_false(decimal_parse_han(bad[i], strlen(bad[i]), &value));
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/decimal/digits-stay-as-printed", test_digits_stay_as_printed);
  g_test_add_func("/decimal/what-is-no-decimal", test_what_is_no_decimal);
  g_test_add_func("/decimal/arithmetic", test_arithmetic);
  g_test_add_func("/decimal/shift-is-exact", test_shift_is_exact);
  g_test_add_func("/decimal/compare-by-value", test_compare_by_value);
  g_test_add_func("/decimal/han-numerals", test_han_numerals);
  return g_test_run();
}
