#include "document/paint.h"

#include <string.h>

static PaintObject no_object(void *data, unsigned resources, const char *name) {
  (void)data, (void)resources, (void)name;
  return (PaintObject){.kind = PAINT_NOTHING};
}

static ColourKind spot_colour(void *data, unsigned resources, const char *name) {
  (void)data, (void)resources;
  return strcmp(name, "Spot") == 0 ? COLOUR_SUBTRACTIVE : COLOUR_ADDITIVE;
}

static size_t few_words(void *data, unsigned resources, const char *name) {
  (void)data, (void)resources;
  return *name == 'M' ? 7 : 0;
}

static const PaintSource SOURCE = {NULL, no_object, spot_colour, few_words};

static void paint(const char *content, size_t length, Ink *ink) {
  g_autoptr(GBytes) bytes = g_bytes_new_static(content, length);
  ink_init(ink);
  paint_content(bytes, (Matrix){1, 0, 0, -1, 0, 400}, 0, &SOURCE, ink);
}

/* The rules as text: "x1,y1,x2,y2" each, with a blank between, in the order painted. */
static void assert_rules(const char *content, const char *expected) {
  Ink ink;
  paint(content, strlen(content), &ink);
  g_autoptr(GString) found = g_string_new(NULL);
  for (unsigned i = 0; i < ink.rules->len; i++) {
    const Rule *rule = &g_array_index(ink.rules, Rule, i);
    g_string_append_printf(found, "%s%g,%g,%g,%g", i ? " " : "", rule->x1, rule->y1, rule->x2, rule->y2);
  }
  g_assert_cmpstr(found->str, ==, expected);
  ink_release(&ink);
}

static void test_each_way_of_drawing_a_rule(void) {
  assert_rules("10 300 m 90 300 l S", "10,100,90,100");
  assert_rules("1 w 10 300 m 10 200 l S", "10,100,10,200");
  assert_rules("10 299.5 80 1 re f", "10,100,90,100");
  assert_rules("90 300.5 -80 -1 re f*", "10,100,90,100");
  assert_rules("10 300 m 90 300 l 89 299 l 11 299 l h f", "10,100.5,90,100.5");
  assert_rules("100 w 50 300 m 50 301 l S", "0,99.5,100,99.5");
  assert_rules("q 80 0 0 1 10 299.5 cm /Im Do Q", "");
}

static void test_the_edges_of_a_stroked_box(void) {
  assert_rules("10 200 80 100 re S", "10,200,90,200 90,100,90,200 10,100,90,100 10,100,10,200");
  assert_rules("10 200 m 90 200 l 90 300 l s", "10,200,90,200 90,100,90,200");
}

static void test_a_frame_filled_between_two_boxes(void) {
  assert_rules("9 199 82 102 re 10 200 80 100 re f*",
               "9,99.5,91,99.5 9,200.5,91,200.5 9.5,99,9.5,201 90.5,99,90.5,201");
}

static void test_dashes_are_rules(void) { assert_rules("[2 2] 0 d 10 300 m 90 300 l S", "10,100,90,100"); }

static void test_dots_are_rules(void) {
  assert_rules("10 300 1 1 re f 12 300 1 1 re f 14 300 1 1 re f 16 300 1 1 re f 18 300 1 1 re f", "10,99.5,19,99.5");
  assert_rules("10 300 1 1 re 10 296 1 1 re 10 292 1 1 re 10 288 1 1 re f", "10.5,99,10.5,112");
  assert_rules("8 300 2 2 re f 12 300 2 2 re f 16 300 2 2 re f 20 300 2 2 re f 22 296 2 2 re f 22 292 2 2 re f "
               "22 288 2 2 re f 22 284 2 2 re f",
               "8,99,22,99 23,102,23,116");
  assert_rules("0 300 m 0 301 1 302 2 302 c 3 302 l h f 4 300 m 4 301 5 302 6 302 c 7 302 l h f "
               "8 300 m 8 301 9 302 10 302 c 11 302 l h f 12 300 m 12 301 13 302 14 302 c 15 302 l h f",
               "0,99,15,99");
  assert_rules("10 300 1 1 re f 12 300 1 1 re f 14 300 1 1 re f", "");
  assert_rules("10 300 1 1 re f 20 300 1 1 re f 30 300 1 1 re f 40 300 1 1 re f 50 300 1 1 re f", "");
  assert_rules("1 g 10 300 1 1 re 12 300 1 1 re 14 300 1 1 re 16 300 1 1 re f 0 g 5 200 20 1 re f 18 300 1 1 re f",
               "5,199.5,25,199.5");
}

static void test_what_is_no_rule(void) {
  assert_rules("10 300 m 90 250 l S", "");
  assert_rules("10 300 m 40 350 60 250 90 300 c S", "");
  assert_rules("10 290 80 20 re f", "");
  assert_rules("10 300 0.5 0.5 re f", "");
  assert_rules("10 300 m 90 300 l n", "");
  assert_rules("20 w 10 300 m 90 300 l S", "");
}

static void test_white_leaves_no_mark(void) {
  assert_rules("1 G 10 300 m 90 300 l S", "");
  assert_rules("1 1 1 rg 10 300 80 1 re f", "");
  assert_rules("0 0 0 0 K 10 300 m 90 300 l S", "");
  assert_rules("/Spot CS 0 SCN 10 300 m 90 300 l S", "");
  assert_rules("/Spot CS 1 SCN 10 300 m 90 300 l S", "10,100,90,100");
  assert_rules("0.9 G 10 300 m 90 300 l S", "10,100,90,100");
  assert_rules("1 G /Any CS 10 300 m 90 300 l S", "10,100,90,100");
  assert_rules("0.2 g 0 280 100 40 re f 1 G 10 300 m 90 300 l S", "10,100,90,100");
}

static void test_the_state_is_saved_and_moved(void) {
  assert_rules("q 2 0 0 2 0 0 cm 10 100 m 40 100 l S Q 10 100 m 40 100 l S", "20,200,80,200 10,300,40,300");
  assert_rules("q 0 1 -1 0 100 0 cm 10 20 m 50 20 l S Q", "80,350,80,390");
  assert_rules("q 1 G Q Q Q 10 300 m 90 300 l S", "10,100,90,100");
}

static void test_what_is_clipped_away(void) {
  assert_rules("q 20 0 30 400 re W n 10 300 m 90 300 l S Q", "20,100,50,100");
  assert_rules("q 0 0 300 200 re W* n 10 300 m 90 300 l S Q 10 250 m 90 250 l S", "10,150,90,150");
}

static void test_strings_comments_and_images_are_passed_over(void) {
  assert_rules("(10 300 m \\) ( ) 90 300 l S) Tj <31> Tj 10 300 m 90 300 l S", "10,100,90,100");
  assert_rules("% 10 300 m 90 300 l S\n10 200 m 90 200 l S", "10,200,90,200");
  assert_rules("/P <</MCID 0 /Alt (x)>> BDC 10 300 m 90 300 l S EMC", "10,100,90,100");
  assert_rules("q BI /W 4 /H 4 /BPC 8 /CS /G ID \1\2 EI \3\4\5 10 300 m 90 300 l S\nEI Q 10 200 m 90 200 l S",
               "10,200,90,200");
}

static void test_numbers_in_every_form(void) {
  assert_rules("+10. 300.0 m 90 .3e l 9. 30 m S", "");
  assert_rules("-.5 -0 m -.50 100.25 l S", "-0.5,299.75,-0.5,400");
}

/* How many areas of those painted are fields. */
static unsigned fields_of(const char *content) {
  Ink ink;
  paint(content, strlen(content), &ink);
  unsigned n = ink.fields->len;
  ink_release(&ink);
  return n;
}

static void test_fields_can_be_seen(void) {
  g_assert_cmpuint(fields_of("0.9 g 10 200 80 20 re f"), ==, 1);
  g_assert_cmpuint(fields_of("0.976 0.976 0.976 rg 10 200 80 20 re f"), ==, 1);
  g_assert_cmpuint(fields_of("1 g 10 200 80 20 re f 0 0 0 0 k 10 200 80 20 re f"), ==, 0);
  g_assert_cmpuint(fields_of("0 g 5 195 90 30 re f 1 g 10 200 80 20 re f"), ==, 2);
  g_assert_cmpuint(fields_of("q 80 0 0 20 10 200 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"), ==, 0);
  g_assert_cmpuint(fields_of("0 g 10 200 80 1 re f"), ==, 0);
}

static void test_areas_and_images_are_measured(void) {
  Ink ink;
  const char *content = "q 100 0 0 50 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q (abc) Tj "
                        "/S<</ActualText(hidden)>>BDC <0102> Tj 1 0 0 rg 0 100 50 50 re f";
  paint(content, strlen(content), &ink);
  g_assert_cmpfloat_with_epsilon(ink.image_area, 5000, 1e-9);
  g_assert_cmpuint(ink.shown_bytes, ==, 5); /* not the (hidden) one */
  g_assert_true(ink_is_dark(&ink, 25, 275));
  g_assert_true(ink_is_dark(&ink, 75, 375));
  g_assert_false(ink_is_dark(&ink, 75, 275));
  ink_release(&ink);
}

/* Whatever the bytes, it ends, and reads none behind them (the sanitizers see to that). */
static void test_nonsense_ends(void) {
  const char *const texts[] = {"(",
                               "<",
                               "/",
                               "[",
                               "((((",
                               "<<",
                               "1 2 3 re re re f S",
                               "ID",
                               "BI ID E",
                               "\\",
                               "(\\",
                               "(\\1",
                               "1e999 -- .. m l S",
                               "/a#",
                               "/#4",
                               "%",
                               "Q Q Q cm cm Do Do sh",
                               "99999999999999999999 w"};
  for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
    Ink ink;
    g_autofree char *copy = g_strndup(texts[i], strlen(texts[i]));
    paint(copy, strlen(copy), &ink);
    g_assert_cmpuint(ink.rules->len, <=, 20);
    ink_release(&ink);
  }
}

static void assert_stops(const char *word, unsigned times) {
  g_autoptr(GString) many = g_string_new("BT ");
  for (unsigned i = 0; i < times; i++) g_string_append(many, word);
  Ink ink;
  paint(many->str, many->len, &ink);
  g_assert_nonnull(ink.excess);
  ink_release(&ink);
}

static void test_limits_are_told(void) {
  assert_stops("q ", 2000);
  assert_stops("(ten bytes.) Tj ", 10000);
  assert_stops("[(ten) 3 (bytes.)] TJ ", 10000);
  assert_stops("n ", 6000000);
}

static void test_words_in_the_place_of_others_are_counted(void) {
  static const char content[] =
      "/Span<</ActualText(abc)/MCID 1>>BDC BT (x) Tj ET EMC /Span /M0 BDC EMC /Span /N0 BDC EMC";
  g_autoptr(GBytes) bytes = g_bytes_new_static(content, strlen(content));
  Ink ink;
  ink_init(&ink);
  paint_content(bytes, (Matrix){1, 0, 0, 1, 0, 0}, 0, &SOURCE, &ink);
  g_assert_cmpuint(ink.shown_bytes, ==, 1);
  g_assert_cmpuint(ink.worded_bytes, ==, 3 + 7 + 7);
  ink_release(&ink);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/paint/each-way", test_each_way_of_drawing_a_rule);
  g_test_add_func("/paint/stroked-box", test_the_edges_of_a_stroked_box);
  g_test_add_func("/paint/frame", test_a_frame_filled_between_two_boxes);
  g_test_add_func("/paint/dashes", test_dashes_are_rules);
  g_test_add_func("/paint/dots", test_dots_are_rules);
  g_test_add_func("/paint/fields", test_fields_can_be_seen);
  g_test_add_func("/paint/no-rule", test_what_is_no_rule);
  g_test_add_func("/paint/white", test_white_leaves_no_mark);
  g_test_add_func("/paint/state", test_the_state_is_saved_and_moved);
  g_test_add_func("/paint/clip", test_what_is_clipped_away);
  g_test_add_func("/paint/passed-over", test_strings_comments_and_images_are_passed_over);
  g_test_add_func("/paint/numbers", test_numbers_in_every_form);
  g_test_add_func("/paint/areas", test_areas_and_images_are_measured);
  g_test_add_func("/paint/nonsense", test_nonsense_ends);
  g_test_add_func("/paint/limits", test_limits_are_told);
  g_test_add_func("/paint/words", test_words_in_the_place_of_others_are_counted);
  return g_test_run();
}
