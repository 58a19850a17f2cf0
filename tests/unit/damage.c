/* Damage that neither library tells of by itself, and what it must not do to the characters of a page. */
#include "pdf.h"

#include <string.h>
#include <zlib.h>

static void assert_characters(const Page *page, const char *expected) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (unsigned i = 0; i < page->glyphs->len; i++)
    g_string_append_unichar(text, g_array_index(page->glyphs, Glyph, i).folded);
  g_assert_cmpstr(text->str, ==, expected);
}

/* What the parts of a compressed content do to a page. */
static void test_a_damaged_checksum_is_told(void) {
  const char *content = "BT /F 12 Tf 50 200 Td (1136) Tj ET";
  unsigned char packed[256];
  uLongf length = sizeof packed;
  g_assert_cmpint(compress(packed, &length, (const Bytef *)content, strlen(content)), ==, Z_OK);
  g_autoptr(Document) whole = pdf_read(pdf_of_stream("", "/Filter/FlateDecode", packed, length, NULL));
  g_assert_null(pdf_first(whole)->damage);
  assert_characters(pdf_first(whole), "1136");
  packed[length - 1] ^= 1;
  g_autoptr(Document) damaged = pdf_read(pdf_of_stream("", "/Filter/FlateDecode", packed, length, NULL));
  g_assert_nonnull(pdf_first(damaged)->damage);
  assert_characters(pdf_first(damaged), "1136");
}

static void test_a_damaged_table_of_characters_is_told(void) {
  const char *map = "/CIDInit /ProcSet findresource begin begincmap 1 beginbfchar <37> <0038> endbfchar endcmap end";
  const char *content = "BT /F 12 Tf 50 200 Td (7) Tj ET";
  unsigned char packed[256];
  for (unsigned wrong = 0; wrong < 2; wrong++) {
    uLongf length = sizeof packed;
    g_assert_cmpint(compress(packed, &length, (const Bytef *)map, strlen(map)), ==, Z_OK);
    packed[length - 1] ^= (unsigned char)wrong;
    GString *objects[] = {
        g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
        g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"),
        g_string_new("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"),
        pdf_stream("", content, strlen(content)),
        g_string_new("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"),
        pdf_stream("/Filter/FlateDecode", packed, length),
    };
    g_autoptr(Document) document = pdf_read(pdf_of_objects(objects, G_N_ELEMENTS(objects)));
    g_assert_cmpint(pdf_first(document)->damage != NULL, ==, wrong);
    assert_characters(pdf_first(document), "8");
  }
}

/* The word before its bytes is damaged, or the line end behind it, or its keys: it is no stream, or another one. */
static void test_a_table_of_characters_that_is_no_stream_is_told(void) {
  static const char content[] = "BT /F 12 Tf 50 200 Td (7) Tj ET";
  static const char *const tables[] = {
      "<</Length 9>>\nstreem\n123456789\nendstream", "<</Length 9>>\nstream\032123456789\nendstream", "9",
      "<</Length 9/filter/FlateDecode>>\nstream\nx\234\3601\3432\3444\3451\nendstream"};
  for (unsigned i = 0; i < G_N_ELEMENTS(tables); i++) {
    GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
                          g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"),
                          g_string_new("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"),
                          pdf_stream("", content, strlen(content)),
                          g_string_new("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"),
                          g_string_new(tables[i])};
    g_autoptr(Document) document = pdf_read(pdf_of_objects(objects, G_N_ELEMENTS(objects)));
    g_assert_nonnull(pdf_first(document)->damage);
  }
}

/* 400 MB of blanks in 400 KB: given up, with neither library holding all of it. */
static void test_a_bomb_is_not_unpacked(void) {
  size_t chunk = 1 << 20, n = 400;
  g_autofree Bytef *blanks = g_malloc(chunk);
  memset(blanks, ' ', chunk);
  g_autofree Bytef *packed = g_malloc(chunk);
  z_stream stream = {.next_out = packed, .avail_out = (uInt)chunk};
  g_assert_cmpint(deflateInit(&stream, 9), ==, Z_OK);
  for (size_t i = 0; i < n; i++) {
    stream.next_in = blanks;
    stream.avail_in = (uInt)chunk;
    deflate(&stream, i + 1 == n ? Z_FINISH : Z_NO_FLUSH);
  }
  size_t length = stream.total_out;
  deflateEnd(&stream);
  g_autoptr(Document) document = pdf_read(pdf_of_stream("", "/Filter/FlateDecode", packed, length, NULL));
  g_assert_nonnull(pdf_first(document)->damage);
  g_assert_cmpuint(pdf_first(document)->glyphs->len, ==, 0);
}

static void test_missing_content_is_damage(void) {
  GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
                        g_string_new("<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 300 400]>>"),
                        g_string_new("<</Type/Page/Parent 2 0 R/Contents 9 0 R>>"),
                        g_string_new("<</Type/Page/Parent 2 0 R>>")};
  g_autoptr(Document) document = pdf_read(pdf_of_objects(objects, G_N_ELEMENTS(objects)));
  g_assert_cmpuint(document->pages->len, ==, 2);
  g_assert_nonnull(((Page *)document->pages->pdata[0])->damage);
  g_assert_null(((Page *)document->pages->pdata[1])->damage);
}

/* A page that says 40. `font`: what is printed of it beside its name. */
static GBytes *page_of_40(const char *font) {
  static const char content[] = "BT /F 12 Tf 100 200 Td (40) Tj ET";
  /* of a composite font, for which (40) is one character; of a simple one whose 0 is a dash; and 件 */
  static const char table[] = "begincmap 1 begincodespacerange <0000><ffff> endcodespacerange 1 beginbfchar "
                              "<3430><0034> endbfchar endcmap";
  static const char dash[] = "begincmap 1 begincodespacerange <00><ff> endcodespacerange 1 beginbfchar <30><2014> "
                             "endbfchar endcmap";
  static const char han[] = "begincmap 1 begincodespacerange <0000><ffff> endcodespacerange 1 beginbfchar "
                            "<3430><4EF6> endbfchar endcmap";
  GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
                        g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"),
                        g_string_new("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"),
                        pdf_stream("", content, strlen(content)),
                        g_string_new(NULL),
                        pdf_stream("", table, strlen(table)),
                        pdf_stream("", dash, strlen(dash)),
                        pdf_stream("", han, strlen(han))};
  g_string_printf(objects[4], "<</Type/Font/BaseFont/Nowhere%s>>", font);
  return pdf_of_objects(objects, G_N_ELEMENTS(objects));
}

#define SIMPLE "/Subtype/TrueType/FirstChar 48/LastChar 52/Encoding/WinAnsiEncoding"
#define COMPOSITE                                                                                         \
  "/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Nowhere" \
  "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"

/* The font gives the 0 no width. */
static void test_characters_without_width_are_kept(void) {
  g_autoptr(Document) document = pdf_read(page_of_40(SIMPLE "/Widths[0 500 500 500 500]"));
  assert_characters(pdf_first(document), "40");
  g_assert_nonnull(pdf_first(document)->damage);
}

/* What follows such a character lies off the page, where poppler leaves it out. */
static void test_a_width_beyond_all_measure_is_told(void) {
  static const struct {
    const char *font;
    bool whole;
  } cases[] = {{SIMPLE "/Widths[500 500 500 500 500]", true},
               {SIMPLE "/Widths[500 500 500 500 50000500]", false},
               {COMPOSITE "/W[65535[1000 500.5]]>>]", true},
               {COMPOSITE "/W[1[1000 100001000]]>>]", false},
               {SIMPLE "/Widths[5500 500 500 500 550]", false},
               {SIMPLE "/Widths[500 5500 500 500 550]", true}, /* of a character that is not on the page */
               {SIMPLE "/Widths[3000 500 500 500 550]/ToUnicode 7 0 R", true},
               {COMPOSITE "/W[3000 3000 1000 13364[1000]]>>]", true},
               {COMPOSITE "/W[13360 13369 3000]>>]/ToUnicode 6 0 R", false},
               {COMPOSITE "/W[13360 13369 100]>>]/ToUnicode 6 0 R", true}, /* no Han character */
               {COMPOSITE "/W[13360 13369 100]>>]/ToUnicode 8 0 R", false}};
  for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(Document) document = pdf_read(page_of_40(cases[i].font));
    const char *damage = pdf_first(document)->damage; /* a font without descriptor is damaged in other ways, too */
    g_assert_cmpint(!damage || !strstr(damage, "table of widths"), ==, cases[i].whole);
  }
}

static GBytes *page_of_type3(const char *matrix) {
  static const char content[] = "BT /F 12 Tf 100 200 Td (1) Tj ET";
  GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
                        g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"),
                        g_string_new("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"),
                        pdf_stream("", content, strlen(content)),
                        g_string_new(NULL),
                        pdf_stream("", "600 0 d0 0 0 500 700 re f", 25)};
  g_string_printf(objects[4],
                  "<</Type/Font/Subtype/Type3/FontMatrix[%s]/FontBBox[0 0 600 800]/FirstChar 49/LastChar 49"
                  "/Widths[600]/Encoding<</Differences[49/one]>>/CharProcs<</one 6 0 R>>>>",
                  matrix);
  return pdf_of_objects(objects, G_N_ELEMENTS(objects));
}

static void test_a_damaged_font_matrix_is_told(void) {
  g_autoptr(Document) whole = pdf_read(page_of_type3("0.001 0 0 0.001 0 0"));
  assert_characters(pdf_first(whole), "1");
  g_assert_null(pdf_first(whole)->damage);
  static const char *const damaged[] = {"0.011 0 0 0.001 0 0", "0.0\2601 0 0 0.001 0 0", "0.001 0 0 0 0 0", "0.001 0 0",
                                        "0.001]/FontMetrics[0.001 0 0 0.001 0 0"};
  for (unsigned i = 0; i < G_N_ELEMENTS(damaged); i++) {
    g_autoptr(Document) document = pdf_read(page_of_type3(damaged[i]));
    g_assert_nonnull(pdf_first(document)->damage);
  }
}

/* Poppler complains of the page's dictionary when it looks for the page. */
static void test_a_damaged_key_of_a_font_is_told(void) {
  g_autoptr(Document) whole = pdf_read(page_of_40(SIMPLE "/Widths[500 500 500 500 500]/ToUnicode 7 0 R"));
  g_assert_null(pdf_first(whole)->damage);
  g_autoptr(Document) damaged = pdf_read(page_of_40(SIMPLE "/Widths[500 500 500 500 500]/ToUniCode 7 0 R"));
  g_assert_cmpstr(pdf_first(damaged)->damage, ==, "a key of a font is damaged");
}

static void test_a_damaged_key_of_a_page_is_told(void) {
  static const struct {
    const char *keys;
    bool damaged;
  } cases[] = {{"/Contents 4 0 R/Rotate 90/Rotote 3/LastModified 0", false},
               {"/Cootents 4 0 R", true},
               {"/Contents 4 0 R/C\362opBox[10 10 90 90]", true}};
  for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
    GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
                          g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"), g_string_new(NULL),
                          pdf_stream("", "", 0)};
    g_string_printf(objects[2], "<</Type/Page/Parent 2 0 R%s>>", cases[i].keys);
    g_autoptr(Document) document = pdf_read(pdf_of_objects(objects, G_N_ELEMENTS(objects)));
    g_assert_cmpint(pdf_first(document)->damage != NULL, ==, cases[i].damaged);
  }
}

static void test_a_damaged_page_object_is_told(void) {
  GString *objects[] = {g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
                        g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"),
                        g_string_new("<</Type/Page/Parent 2 0 R/Contents\"4 0 R>>"), pdf_stream("", "", 0)};
  g_autoptr(Document) document = pdf_read(pdf_of_objects(objects, G_N_ELEMENTS(objects)));
  g_assert_nonnull(pdf_first(document)->damage);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/damage/checksum", test_a_damaged_checksum_is_told);
  g_test_add_func("/damage/characters-table", test_a_damaged_table_of_characters_is_told);
  g_test_add_func("/damage/characters-stream", test_a_table_of_characters_that_is_no_stream_is_told);
  g_test_add_func("/damage/bomb", test_a_bomb_is_not_unpacked);
  g_test_add_func("/damage/missing-content", test_missing_content_is_damage);
  g_test_add_func("/damage/no-width", test_characters_without_width_are_kept);
  g_test_add_func("/damage/width", test_a_width_beyond_all_measure_is_told);
  g_test_add_func("/damage/font-matrix", test_a_damaged_font_matrix_is_told);
  g_test_add_func("/damage/font-key", test_a_damaged_key_of_a_font_is_told);
  g_test_add_func("/damage/page-key", test_a_damaged_key_of_a_page_is_told);
  g_test_add_func("/damage/page-object", test_a_damaged_page_object_is_told);
  return g_test_run();
}
