#include "document/document_quality.h"
#include "pdf.h"

#include <string.h>

static const Glyph *glyph_at(const Page *page, unsigned i) { return &g_array_index(page->glyphs, Glyph, i); }

/* The folded characters in the order read. */
static char *characters(const Page *page) {
  GString *text = g_string_new(NULL);
  for (unsigned i = 0; i < page->glyphs->len; i++) g_string_append_unichar(text, glyph_at(page, i)->folded);
  return g_string_free(text, FALSE);
}

static void assert_characters(const Page *page, const char *expected) {
  g_autofree char *found = characters(page);
  g_assert_cmpstr(found, ==, expected);
}

static void assert_near(double found, double expected) { g_assert_true(ABS(found - expected) < 0.05); }

typedef struct Place {
  const char *keys;      /* of the page */
  double width, height;  /* as displayed */
  double x1, y1, x2, y2; /* where the rule is displayed */
} Place;

/*
 * A rule from 100,200 to 106.67,200 and, standing on it, a 7 as wide: on the page they must stay together however
 * the page is cropped and turned.
 */
static void test_characters_and_rules_coincide(void) {
  static const Place places[] = {
      {"", 300, 400, 100, 200, 106.67, 200},
      {"/CropBox[50 60 250 360]", 200, 300, 50, 160, 56.67, 160},
      {"/MediaBox[-50 -60 250 340]", 300, 400, 150, 140, 156.67, 140},
      {"/CropBox[50 60 350 420]", 250, 340, 50, 200, 56.67, 200},
      {"/CropBox[50 60 900 900]", 300, 400, 100, 200, 106.67, 200},
      {"/Rotate 90", 400, 300, 200, 100, 200, 106.67},
      {"/Rotate 180", 300, 400, 193.33, 200, 200, 200},
      {"/Rotate 270", 400, 300, 200, 193.33, 200, 200},
      {"/Rotate -90", 400, 300, 200, 193.33, 200, 200},
      {"/Rotate 90/CropBox[50 60 250 360]", 300, 200, 140, 50, 140, 56.67},
      {"/Rotate 180/CropBox[50 60 250 360]", 200, 300, 143.33, 140, 150, 140},
      {"/Rotate 270/CropBox[50 60 250 360]", 300, 200, 160, 143.33, 160, 150},
      {"/UserUnit 2", 600, 800, 200, 400, 213.34, 400},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(places); i++) {
    const Place *place = &places[i];
    g_autoptr(Document) document =
        pdf_read(pdf_of_page(place->keys, "BT /F 12 Tf 100 200 Td (7) Tj ET 100 200 m 106.67 200 l S"));
    const Page *page = pdf_first(document);
    g_test_message("%s", place->keys);
    g_assert_null(page->damage);
    assert_near(page->width, place->width);
    assert_near(page->height, place->height);
    assert_characters(page, "7");
    g_assert_cmpuint(page->rules->len, ==, 1);
    const Rule *rule = &g_array_index(page->rules, Rule, 0);
    assert_near(rule->x1, place->x1);
    assert_near(rule->y1, place->y1);
    assert_near(rule->x2, place->x2);
    assert_near(rule->y2, place->y2);
    Box box = glyph_at(page, 0)->box;
    g_assert_false(glyph_at(page, 0)->beyond);
    if (rule->x2 - rule->x1 > 1) {
      assert_near(box.x1, rule->x1);
      assert_near(box.x2, rule->x2);
      g_assert_true(box.y1 < rule->y1 && box.y2 > rule->y1);
    } else {
      assert_near(box.y1, rule->y1);
      assert_near(box.y2, rule->y2);
      g_assert_true(box.x1 < rule->x1 && box.x2 > rule->x1);
    }
  }
}

static void test_forms_are_painted_where_they_are_set(void) {
  const char *content = "q 2 0 0 2 5 5 cm /X Do Q";
  g_autoptr(Document) document = pdf_read(pdf_of_stream("", "", content, strlen(content), "10 20 m 60 20 l S"));
  const Page *page = pdf_first(document);
  g_assert_cmpuint(page->rules->len, ==, 1);
  const Rule *rule = &g_array_index(page->rules, Rule, 0);
  assert_near(rule->x1, 45);
  assert_near(rule->x2, 145);
  assert_near(rule->y1, 315);
}

static void test_a_form_within_itself_ends(void) {
  const char *content = "10 300 m 90 300 l S /X Do";
  g_autoptr(Document) document = pdf_read(pdf_of_stream("", "", content, strlen(content), "/X Do /X Do"));
  g_assert_nonnull(pdf_first(document)->damage);
}

/* The page is cut between the 1 and the 2; the 3 lies wholly beyond. The white 4 stands on a dark ground. */
static void test_what_runs_off_the_page_is_recovered(void) {
  const char *content = "0 0 0.5 rg 30 290 40 30 re f BT 1 g /F 12 Tf 40 300 Td (4) Tj ET "
                        "BT 0 g /F 12 Tf 286 200 Td (123) Tj ET 100 190 m 500 190 l S";
  const char *const keys[] = {"/MediaBox[0 0 300 400]", "/MediaBox[0 0 600 400]/CropBox[0 0 300 400]"};
  for (unsigned i = 0; i < G_N_ELEMENTS(keys); i++) {
    g_autoptr(Document) document = pdf_read(pdf_of_page(keys[i], content));
    const Page *page = pdf_first(document);
    assert_characters(page, "4123");
    g_assert_null(page->damage);
    g_assert_false(glyph_at(page, 1)->beyond);
    g_assert_true(glyph_at(page, 3)->beyond);
    assert_near(glyph_at(page, 1)->box.x1, 286);
    assert_near(glyph_at(page, 3)->box.x1, 286 + 2 * 6.67);
    assert_near(page->width, 300);
  }
}

/* The 9 straddles the left edge; poppler then reads from the block nearest to the corner on, unless asked well. */
static void test_what_straddles_the_left_edge_hides_nothing(void) {
  g_autoptr(Document) document = pdf_read(pdf_of_page(
      "", "BT /F 12 Tf 200 380 Td (1) Tj ET BT /F 12 Tf 20 390 Td (2) Tj ET BT /F 12 Tf -2 200 Td (9) Tj ET"));
  const Page *page = pdf_first(document);
  g_assert_cmpuint(page->glyphs->len, ==, 3);
}

static void test_what_runs_off_a_turned_page_is_recovered(void) {
  const char *content = "BT /F 12 Tf 286 200 Td (123) Tj ET 100 190 m 500 190 l S";
  g_autoptr(Document) document = pdf_read(pdf_of_page("/Rotate 90", content));
  const Page *page = pdf_first(document);
  assert_characters(page, "123");
  assert_near(glyph_at(page, 0)->box.y1, 286);
  g_assert_true(glyph_at(page, 2)->beyond);
}

static void test_what_nobody_can_see_is_left_out(void) {
  g_autoptr(Document) document =
      pdf_read(pdf_of_page("", "BT /F 12 Tf 50 200 Td (1) Tj 1 g 20 0 Td (2) Tj /F 0.5 Tf 0 g 20 0 Td (3) Tj ET "
                               "0 0 0.5 rg 100 190 40 30 re f BT 1 g /F 12 Tf 110 200 Td (4) Tj ET"));
  assert_characters(pdf_first(document), "14");
}

static void test_typed_notes_are_read(void) {
  static const char keys[] = "/Annots[<</Type/Annot/Subtype/FreeText/Rect[50 300 80 310]/DA(/F 10 Tf)/Contents(135)>>"
                             "<</Type/Annot/Subtype/Text/Rect[50 100 80 110]/Contents(9)>>"
                             "<</Type/Annot/Subtype/FreeText/F 2/Rect[50 200 80 210]/DA(/F 10 Tf)/Contents(8)>>]";
  static const Box areas[] = {{50, 90, 80, 100}, {300, 50, 310, 80}};
  for (int turn = 0; turn < 2; turn++) {
    g_autofree char *turned = g_strdup_printf("/Rotate %d%s", 90 * turn, keys);
    g_autoptr(Document) document = pdf_read(pdf_of_page(turned, ""));
    assert_characters(pdf_first(document), "135");
    for (unsigned i = 0; i < 3; i++) g_assert_true(box_holds(areas[turn], glyph_at(pdf_first(document), i)->box));
  }
}

static void test_fields_of_forms_are_read(void) {
  static const Box areas[] = {{50, 90, 80, 100}, {300, 50, 310, 80}};
  for (int turn = 0; turn < 2; turn++) {
    g_autofree char *page = g_strdup_printf("<</Type/Page/Parent 2 0 R/Rotate %d/Annots[4 0 R]"
                                            "/MediaBox[-5 -6 300 400]/CropBox[0 0 300 400]>>",
                                            90 * turn);
    GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"),
                          g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1>>"), g_string_new(page),
                          g_string_new("<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(135)/Rect[50 300 80 310]>>")};
    g_autoptr(Document) document = pdf_read(pdf_of_objects(objects, G_N_ELEMENTS(objects)));
    assert_characters(pdf_first(document), "135");
    for (unsigned i = 0; i < 3; i++) g_assert_true(box_holds(areas[turn], glyph_at(pdf_first(document), i)->box));
  }
}

static void test_double_struck_print_is_read_once(void) {
  g_autoptr(Document) document = pdf_read(pdf_of_page(
      "", "BT /F 12 Tf 50 200 Td (1136) Tj ET BT /F 12 Tf 52.5 200 Td (1136) Tj ET BT /F 12 Tf 50 180 Td (11) Tj ET"));
  assert_characters(pdf_first(document), "113611");
}

/* What poppler gives for fonts that do not name their characters: codes, among them those of letters with accents. */
static void test_codes_in_the_place_of_characters(void) {
  static const struct Case {
    const char *given, *kept;
    bool damaged;
  } cases[] = {
      {"共12件", "共12件", false},
      {"共\x13件", "共\uFFFD件", true}, /* the 0 of many fonts: no blank */
      {"共\xC2\x80件", "共\uFFFD件", true},
      {"共\x03"
       "12\x03件",
       "共12件", false}, /* a space */
      {"共\x01"
       "1\x02件",
       "共\uFFFD1\uFFFD件", true},
      {"政ó微ÿ一", "政ó微ÿ一", true},
      {"Ø一Ø二", "Ø一Ø二", false}, /* the bullet of a list */
      {"Müller与Café", "Müller与Café", false},
      {"3×4÷2", "3×4÷2", false},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Page) page = page_new(1, 600, 800);
    double x = 50;
    for (const char *at = cases[i].given; *at; at = g_utf8_next_char(at), x += 10) {
      const gunichar c = g_utf8_get_char(at);
      const Glyph glyph = {c, c, {x, 50, x + 10, 60}, 1, false};
      g_array_append_val(page->glyphs, glyph);
    }
    quality_judge_codes(page);
    assert_characters(page, cases[i].kept);
    g_assert_true((page->damage != NULL) == cases[i].damaged);
  }
}

/* A font that calls its characters three times as high as they are: the same digit a line below is another. */
static void test_lines_of_high_boxes_are_no_doubles(void) {
  g_autoptr(Page) page = page_new(1, 600, 800);
  const Glyph glyphs[] = {{'2', '2', {402.1, 387.4, 411.1, 429.0}, 1, false},
                          {'2', '2', {406.0, 406.1, 414.9, 447.7}, 1, false},
                          {'2', '2', {406.4, 406.1, 415.3, 447.7}, 1, false}};
  g_array_append_vals(page->glyphs, glyphs, G_N_ELEMENTS(glyphs));
  quality_drop_doubles(page);
  g_assert_cmpuint(page->glyphs->len, ==, 2);
}

/* A large print is a watermark only where it lies upon smaller print: a title stays. */
static void test_watermarks_are_left_out(void) {
  g_autoptr(Document) document = pdf_read(pdf_of_page(
      "", "BT 0.8 g /F 60 Tf 0.7 0.7 -0.7 0.7 60 60 Tm (WMW) Tj ET 0 g BT /F 10 Tf 10 100 Td (abc def ghi jkl mno "
          "pqr stu vwx yz) Tj 0 20 Td (abc def ghi jkl mno pqr stu vwx yz) Tj ET BT /F 40 Tf 50 350 Td (Title) Tj ET"));
  g_autofree char *text = characters(pdf_first(document));
  g_assert_nonnull(strstr(text, "Title"));
  g_assert_null(strpbrk(text, "WM"));
  g_assert_cmpuint(strlen(text), ==, 5 + 2 * 26);
}

/* Slanted print of a font that calls itself high has a box that is wide and hardly higher than the lines. */
static void test_a_slanted_watermark_is_left_out(void) {
  g_autoptr(Document) document = pdf_read(
      pdf_of_page("", "BT 0.8 g /F 16 Tf 6 0 0 1 60 100 Tm (WMW) Tj ET 0 g BT /F 10 Tf 50 100 Td (abc def ghi jkl mno "
                      "pqr stu vwx yz) Tj 0 20 Td (abc def ghi jkl mno pqr stu vwx yz) Tj ET"));
  g_autofree char *text = characters(pdf_first(document));
  g_assert_null(strpbrk(text, "WM"));
  g_assert_cmpuint(strlen(text), ==, 2 * 26);
}

/* Type 3 fonts call their characters far higher than they are: then a title reaches over the line above it. */
static void test_a_high_title_is_no_watermark(void) {
  g_autoptr(Document) document = pdf_read(pdf_of_page(
      "", "BT /F 10 Tf 50 375 Td (abcdefghijklmnopqrstuvwxyz) Tj 0 -200 Td (abcdefghijklmnopqrstuvwxyz) Tj ET "
          "BT /F 1 Tf 25 0 0 75 50 320 Tm (TTT) Tj ET"));
  g_autofree char *text = characters(pdf_first(document));
  g_assert_nonnull(strstr(text, "TTT"));
}

static void test_a_page_that_is_only_a_picture(void) {
  g_autoptr(Document) document = pdf_read(pdf_of_page(
      "", "q 290 0 0 390 5 5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI Q BT /F 12 Tf 150 20 Td (- 3 -) Tj ET"));
  g_assert_true(pdf_first(document)->picture);
  g_autoptr(Document) small = pdf_read(pdf_of_page("", "q 50 0 0 50 5 5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI Q"));
  g_assert_false(pdf_first(small)->picture);
}

/* The text of scanners stands behind the picture, unseen; that of a letterhead stands upon it. */
static void test_a_picture_with_text_behind_it(void) {
  static const char image[] = "q 290 0 0 390 5 5 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x\nEI Q ";
  static const struct Case {
    const char *text;
    bool ocr;
  } cases[] = {
      {"BT /F 12 Tf 3 Tr 50 200 Td (read 12 by OCR) Tj ET", true},
      {"3 Tr q BT /F 12 Tf 50 200 Td (read 12 by OCR) Tj ET Q", true},
      {"q 3 Tr Q BT /F 12 Tf 50 200 Td (set in type) Tj ET", false},
      {"BT /F 12 Tf 3 Tr 50 200 Td (-) Tj 0 Tr (set in type) Tj ET", false},
  };
  for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *content = g_strconcat(image, cases[i].text, NULL);
    g_autoptr(Document) document = pdf_read(pdf_of_page("", content));
    g_assert_true(pdf_first(document)->ocr == cases[i].ocr);
    g_autoptr(Document) bare = pdf_read(pdf_of_page("", cases[i].text));
    g_assert_false(pdf_first(bare)->ocr);
  }
}

static void test_what_is_no_pdf(void) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) text = g_bytes_new_static("hello", 5);
  g_assert_null(document_read(text, &(DocumentOptions){0}, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_DAMAGED);
  g_clear_error(&error);
  g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
  g_assert_null(document_read(nothing, &(DocumentOptions){0}, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_DAMAGED);
}

static void test_pages_asked_for(void) {
  GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
                        g_string_new("<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3/MediaBox[0 0 300 400]>>"),
                        g_string_new("<</Type/Page/Parent 2 0 R>>"), g_string_new("<</Type/Page/Parent 2 0 R>>"),
                        g_string_new("<</Type/Page/Parent 2 0 R>>")};
  g_autoptr(GBytes) bytes = pdf_of_objects(objects, G_N_ELEMENTS(objects));
  g_autoptr(Document) document = document_read(bytes, &(DocumentOptions){.first = 2, .last = 2}, NULL);
  g_assert_cmpint(document->page_count, ==, 3);
  g_assert_cmpuint(document->pages->len, ==, 1);
  g_assert_cmpint(pdf_first(document)->number, ==, 2);
}

static void test_text_becomes_pages(void) {
  const char *text = "收到申请 21 件\n共１件\f第二页";
  g_autoptr(Document) document = document_from_text(text, strlen(text), NULL);
  g_assert_cmpuint(document->pages->len, ==, 2);
  assert_characters(document->pages->pdata[0], "收到申请21件共1件");
  assert_characters(document->pages->pdata[1], "第二页");
  const Page *page = pdf_first(document);
  assert_near(glyph_at(page, 4)->box.x1 - glyph_at(page, 3)->box.x2, 10);
  g_assert_cmpfloat(glyph_at(page, 7)->box.y1, >, glyph_at(page, 6)->box.y2);
  g_autoptr(GError) error = NULL;
  g_assert_null(document_from_text("\xff", 1, &error));
  g_assert_error(error, DOCUMENT_ERROR, DOCUMENT_ERROR_DAMAGED);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/document/coincide", test_characters_and_rules_coincide);
  g_test_add_func("/document/forms", test_forms_are_painted_where_they_are_set);
  g_test_add_func("/document/endless-form", test_a_form_within_itself_ends);
  g_test_add_func("/document/beyond", test_what_runs_off_the_page_is_recovered);
  g_test_add_func("/document/straddling", test_what_straddles_the_left_edge_hides_nothing);
  g_test_add_func("/document/beyond-turned", test_what_runs_off_a_turned_page_is_recovered);
  g_test_add_func("/document/unseen", test_what_nobody_can_see_is_left_out);
  g_test_add_func("/document/notes", test_typed_notes_are_read);
  g_test_add_func("/document/fields", test_fields_of_forms_are_read);
  g_test_add_func("/document/double", test_double_struck_print_is_read_once);
  g_test_add_func("/document/codes", test_codes_in_the_place_of_characters);
  g_test_add_func("/document/lines-of-high-boxes-are-no-doubles", test_lines_of_high_boxes_are_no_doubles);
  g_test_add_func("/document/watermark", test_watermarks_are_left_out);
  g_test_add_func("/document/slanted_watermark", test_a_slanted_watermark_is_left_out);
  g_test_add_func("/document/high_title", test_a_high_title_is_no_watermark);
  g_test_add_func("/document/picture", test_a_page_that_is_only_a_picture);
  g_test_add_func("/document/ocr", test_a_picture_with_text_behind_it);
  g_test_add_func("/document/no-pdf", test_what_is_no_pdf);
  g_test_add_func("/document/pages", test_pages_asked_for);
  g_test_add_func("/document/text", test_text_becomes_pages);
  return g_test_run();
}
