/*
 * xlsx_listing.c - sheets, and sheets that are lists: a fixed head, a filter, print set-up, widths that fit.
 */
#include "xlsx_listing.h"

#include "record/record_words.h"

#include <stdarg.h>
#include <string.h>

enum {
  SHEET_ROWS = LXW_ROW_MAX,
  NAME_MOST = 31, /* UTF-16 units of a sheet's name */
  PAPER_A3 = 8,
  PAPER_A4 = 9,
  MANY_COLUMNS = 20, /* that would be too small to read on A4 */
};

/* What Excel takes as a name: no []:*?/\, no apostrophe at the ends, not empty, no more than `most` units. */
static char *valid_name(const char *name, unsigned most) {
  GString *valid = g_string_new(NULL);
  unsigned length = 0;
  for (; *name != '\0'; name = g_utf8_next_char(name)) {
    gunichar c = g_utf8_get_char(name);
    if (c < 0x20 || strchr("[]:*?/\\'", (int)(c < 0x80 ? c : ' ')) != NULL || c == 0xFFFE || c == 0xFFFF) c = ' ';
    length += c > 0xFFFF ? 2 : 1;
    if (length > most) break;
    g_string_append_unichar(valid, c);
  }
  g_strstrip(valid->str);
  if (*valid->str == '\0') g_string_assign(valid, "表");
  return g_string_free(valid, FALSE);
}

/* Excel does not tell names apart by case. */
static char *unlike_others(Book *book, const char *name) {
  g_autofree char *plain = valid_name(name, NAME_MOST);
  for (unsigned i = 2;; i++) {
    g_autofree char *folded = g_utf8_casefold(plain, -1);
    if (g_hash_table_add(book->names, g_steal_pointer(&folded))) return g_steal_pointer(&plain);
    g_autofree char *suffix = g_strdup_printf(" %u", i);
    g_autofree char *start = valid_name(name, NAME_MOST - (unsigned)strlen(suffix));
    g_free(plain);
    plain = g_strconcat(start, suffix, NULL);
  }
}

lxw_worksheet *book_sheet(Book *book, const char *name, const char *title, const char **ret_name) {
  g_autofree char *unique = unlike_others(book, name);
  lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, unique);
  g_assert(sheet != NULL);
  worksheet_set_paper(sheet, PAPER_A4);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  book_check(book, worksheet_set_footer(sheet, "&C&A　&P / &N"));
  SheetTitle *entry = g_new0(SheetTitle, 1);
  entry->name = g_steal_pointer(&unique);
  entry->title = g_strdup(title);
  g_ptr_array_add(book->titles, entry);
  if (ret_name != NULL) *ret_name = entry->name;
  return sheet;
}

static void close_row(const Listing *listing) {
  if (listing->lines > 1) book_height(listing->book, listing->sheet, listing->row, listing->lines);
}

static void close_part(Listing *listing) {
  if (listing->sheet == NULL) return;
  close_row(listing);
  for (unsigned i = 0; i < listing->columns; i++) {
    const double slack = 2.5; /* the filter's button, and fonts that are wider than the one widths are counted in */
    double width = MIN(listing->widths[i], listing->headings[i].most) + slack;
    book_check(listing->book, worksheet_set_column(listing->sheet, (lxw_col_t)i, (lxw_col_t)i, width, NULL));
  }
  lxw_col_t last = (lxw_col_t)(listing->columns - 1);
  book_check(listing->book, worksheet_autofilter(listing->sheet, 0, 0, MAX(listing->row, 1), last));
}

static void open_part(Listing *listing) {
  close_part(listing);
  Book *book = listing->book;
  listing->part++;
  g_autofree char *name =
      listing->part == 1 ? g_strdup(listing->name) : g_strdup_printf("%s %u", listing->name, listing->part);
  listing->sheet = book_sheet(book, name, listing->title, &listing->part_name);
  listing->row = 0;
  listing->lines = 1;
  if (listing->columns > MANY_COLUMNS) worksheet_set_paper(listing->sheet, PAPER_A3);
  worksheet_freeze_panes(listing->sheet, 1, 0);
  book_check(book, worksheet_repeat_rows(listing->sheet, 0, 0));
  for (unsigned i = 0; i < listing->columns; i++) {
    const char *title = listing->headings[i].title;
    book_text(book, listing->sheet, 0, (lxw_col_t)i, title, book_format(book, LOOK_HEAD, TONE_PLAIN));
    listing->widths[i] = book_width(title);
  }
}

void listing_open(Listing *listing, Book *book, const char *name, const char *title, const Heading *headings,
                  unsigned columns) {
  g_assert(columns <= LISTING_COLUMNS);
  *listing = (Listing){.book = book, .name = name, .title = title, .columns = columns};
  memcpy(listing->headings, headings, columns * sizeof *headings);
  open_part(listing);
}

void listing_next(Listing *listing) {
  if (listing->row + 1 >= SHEET_ROWS) open_part(listing);
  else close_row(listing);
  listing->row++;
  listing->lines = 1;
}

void listing_fit(Listing *listing, unsigned column, const char *text) {
  const Heading *heading = &listing->headings[column];
  double width = book_width(text);
  listing->widths[column] = MAX(listing->widths[column], width);
  bool wraps = heading->look == LOOK_WRAP && (width > heading->most || strchr(text, '\n') != NULL);
  if (wraps) listing->lines = MAX(listing->lines, book_lines(text, heading->most));
}

void listing_text(Listing *listing, unsigned column, const char *text, Tone tone) {
  if (*text == '\0' && tone == TONE_PLAIN) return;
  lxw_format *format = book_format(listing->book, listing->headings[column].look, tone);
  book_text(listing->book, listing->sheet, listing->row, (lxw_col_t)column, text, format);
  listing_fit(listing, column, text);
}

void listing_texts(Listing *listing, unsigned column, ...) {
  va_list texts;
  va_start(texts, column);
  for (const char *text; (text = va_arg(texts, const char *)) != NULL;)
    listing_text(listing, column++, text, TONE_PLAIN);
  va_end(texts);
}

void listing_words(Listing *listing, unsigned column, const char *field, const char *ids, Tone tone) {
  g_autofree char *words = record_words(field, ids);
  listing_text(listing, column, words, tone);
}

void listing_forms(Listing *listing, unsigned column, const char *ids) {
  g_autofree char *forms = codebook_forms(listing->book->output->options->codebook, ids);
  listing_text(listing, column, forms, TONE_PLAIN);
}

void listing_message(Listing *listing, unsigned column, const char *english, Tone tone) {
  g_autofree char *message = record_message(english);
  listing_text(listing, column, message, tone);
}

void listing_count(Listing *listing, unsigned column, long count, Tone tone) {
  lxw_format *format = book_format(listing->book, LOOK_NUMBER, tone);
  lxw_col_t place = (lxw_col_t)column;
  book_check(listing->book, worksheet_write_number(listing->sheet, listing->row, place, (double)count, format));
}

void listing_decimal(Listing *listing, unsigned column, const char *decimal, Tone tone) {
  if (*decimal == '\0' && tone == TONE_PLAIN) return;
  book_decimal(listing->book, listing->sheet, listing->row, (lxw_col_t)column, decimal, LOOK_NUMBER, tone);
  listing_fit(listing, column, decimal);
}

void listing_page(Listing *listing, unsigned column, const Source *source, int page, Tone tone) {
  g_autofree char *link = page > 0 ? source_page_link(source, page) : NULL;
  if (link == NULL) {
    listing_count(listing, column, page, tone);
    return;
  }
  lxw_format *format = book_format(listing->book, LOOK_LINK, tone);
  book_link(listing->book, listing->sheet, listing->row, (lxw_col_t)column, link, NULL, page, format);
}

void listing_close(Listing *listing) {
  close_part(listing);
  listing->sheet = NULL;
}
