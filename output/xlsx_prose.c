/*
 * xlsx_prose.c - what stands in sentences: the figures, with their number in bold, and the account of all numerals.
 */
#include "xlsx_sheets.h"

#include <string.h>

static bool is_digit_at(const char *text, const char *at) {
  return at >= text && (g_ascii_isdigit(*at) || (*at == '.' && g_ascii_isdigit(at[1])));
}

/* The nth place (from 0) of `number` in `sentence` that is not a part of a longer number; NULL: none. */
static const char *find_number(const char *sentence, const char *number, unsigned nth) {
  size_t length = strlen(number);
  if (length == 0) return NULL;
  for (const char *at = sentence; (at = strstr(at, number)) != NULL; at += length) {
    bool inside = (is_digit_at(sentence, at - 1) && g_ascii_isdigit(*number)) ||
                  (is_digit_at(sentence, at + length) && g_ascii_isdigit(number[length - 1]));
    if (!inside && nth-- == 0) return at;
  }
  return NULL;
}

/* The sentence with its number in bold; plain when the number is not found in it as printed. */
static void add_sentence(Listing *listing, unsigned column, const char *sentence, const char *number, unsigned nth) {
  const char *place = find_number(sentence, number, nth);
  bool fits = g_utf8_strlen(sentence, -1) < 10000;
  listing_fit(listing, column, sentence);
  if (place == NULL || !fits || strcmp(sentence, number) == 0) {
    listing_text(listing, column, sentence, TONE_PLAIN);
    return;
  }
  Book *book = listing->book;
  g_autofree char *before = g_strndup(sentence, (size_t)(place - sentence));
  g_autofree char *clean_before = book_clean(before);
  g_autofree char *clean_number = book_clean(number);
  g_autofree char *clean_after = book_clean(place + strlen(number));
  lxw_rich_string_tuple first = {NULL, clean_before};
  lxw_rich_string_tuple bold = {book_format(book, LOOK_BOLD, TONE_PLAIN), clean_number};
  lxw_rich_string_tuple last = {NULL, clean_after};
  lxw_rich_string_tuple *fragments[4] = {NULL};
  unsigned count = 0;
  if (*clean_before != '\0') fragments[count++] = &first;
  fragments[count++] = &bold;
  if (*clean_after != '\0') fragments[count++] = &last;
  lxw_format *format = book_format(book, LOOK_WRAP, TONE_PLAIN);
  book_check(book, worksheet_write_rich_string(listing->sheet, listing->row, (lxw_col_t)column, fragments, format));
}

void prose_open(Listing *listing, Book *book) {
  static const Heading headings[] = {{"地区", LOOK_TEXT, 16}, {"年度", LOOK_TEXT, 6},  {"章节", LOOK_TEXT, 14},
                                     {"所计", LOOK_WRAP, 40}, {"指标", LOOK_WRAP, 30}, {"数值", LOOK_NUMBER, 24},
                                     {"单位", LOOK_TEXT, 8},  {"标记", LOOK_WRAP, 20}, {"页", LOOK_LINK, 6},
                                     {"原句", LOOK_WRAP, 90}};
  listing_open(listing, book, "正文数据", "正文句子里的数据，原句中以粗体标出", headings, G_N_ELEMENTS(headings));
}

void prose_add(Listing *listing, const Source *source) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = 0; i < record_figure_count(source->record); i++) {
    const Figure *figure = record_figure_at(source->record, i);
    if (*figure->table != '\0') continue;
    Tone tone = figure_tone(figure);
    listing_next(listing);
    listing_texts(listing, 0, figure->place, figure->year, figure->section, figure->row, figure->indicator, NULL);
    listing_decimal(listing, 5, figure->value, tone);
    listing_text(listing, 6, figure->unit, TONE_PLAIN);
    listing_words(listing, 7, "marks", figure->marks, TONE_PLAIN);
    listing_page(listing, 8, source, figure->page, TONE_PLAIN);
    char *key = g_strconcat(figure->raw, "\n", figure->sentence, NULL);
    unsigned nth = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));
    g_hash_table_replace(seen, key, GUINT_TO_POINTER(nth + 1));
    add_sentence(listing, 9, figure->sentence, figure->raw, nth);
  }
}

void numerals_open(Listing *listing, Book *book) {
  static const Heading headings[] = {{"报告", LOOK_WRAP, 60}, {"类别", LOOK_TEXT, 18}, {"数字", LOOK_WRAP, 24},
                                     {"章节", LOOK_TEXT, 14}, {"页", LOOK_LINK, 6},    {"原句", LOOK_WRAP, 90},
                                     {"规则", LOOK_TEXT, 24}};
  listing_open(listing, book, "数字清单", "全文每一个数字的去处，未归类的在前", headings, G_N_ELEMENTS(headings));
}

void numerals_add(Listing *listing, const Source *source, int round) {
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (unsigned i = 0; i < record_numeral_count(source->record); i++) {
    const Numeral *numeral = record_numeral_at(source->record, i);
    char *key = g_strconcat(numeral->raw, "\n", numeral->sentence, NULL);
    unsigned nth = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));
    g_hash_table_replace(seen, key, GUINT_TO_POINTER(nth + 1));
    bool unassigned = strcmp(numeral->class, "unassigned") == 0;
    if (unassigned != (round == 0)) continue;
    listing_next(listing);
    listing_text(listing, 0, numeral->report, TONE_PLAIN);
    listing_words(listing, 1, "class", numeral->class, unassigned ? TONE_DOUBT : TONE_PLAIN);
    listing_texts(listing, 2, numeral->raw, numeral->section, NULL);
    listing_page(listing, 4, source, numeral->page, TONE_PLAIN);
    add_sentence(listing, 5, numeral->sentence, numeral->raw, nth);
    listing_text(listing, 6, numeral->pattern, TONE_PLAIN);
  }
}
