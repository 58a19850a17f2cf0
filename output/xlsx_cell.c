/*
 * xlsx_cell.c - one cell: its text, its number, its colours.
 */
#include "xlsx.h"

#include <string.h>

enum {
  TEXT_MOST = 32767,  /* UTF-16 units that Excel takes in a cell */
  NUMBER_DIGITS = 15, /* digits that a double always keeps */
  LINK_MOST = 255,    /* characters that Excel takes in a string of a formula */
};

typedef struct LookStyle {
  bool bold, wrap, border, underline, divided; /* by a double line on its left */
  uint8_t align, valign;
  double size;
  uint32_t colour, fill; /* 0: none */
} LookStyle;

static const LookStyle looks[LOOK_COUNT] = {
    [LOOK_TEXT] = {.valign = LXW_ALIGN_VERTICAL_TOP},
    [LOOK_WRAP] = {.wrap = true, .valign = LXW_ALIGN_VERTICAL_TOP},
    [LOOK_TINY] = {.wrap = true, .size = 6, .valign = LXW_ALIGN_VERTICAL_TOP},
    [LOOK_HEAD] = {.bold = true,
                   .wrap = true,
                   .border = true,
                   .align = LXW_ALIGN_CENTER,
                   .valign = LXW_ALIGN_VERTICAL_CENTER,
                   .fill = 0xDDE6F0},
    [LOOK_TITLE] = {.bold = true, .size = 14, .valign = LXW_ALIGN_VERTICAL_CENTER},
    [LOOK_BAND] = {.bold = true,
                   .border = true,
                   .align = LXW_ALIGN_CENTER,
                   .valign = LXW_ALIGN_VERTICAL_CENTER,
                   .fill = 0xEEEEEE,
                   .wrap = true},
    [LOOK_LABEL] = {.wrap = true, .border = true, .valign = LXW_ALIGN_VERTICAL_CENTER},
    [LOOK_GROUP] = {.wrap = true, .border = true, .align = LXW_ALIGN_CENTER, .valign = LXW_ALIGN_VERTICAL_CENTER},
    [LOOK_LINK] = {.underline = true, .colour = 0x0563C1, .valign = LXW_ALIGN_VERTICAL_TOP},
    [LOOK_BOLD] = {.bold = true, .valign = LXW_ALIGN_VERTICAL_TOP},
    [LOOK_NUMBER] = {.align = LXW_ALIGN_RIGHT, .valign = LXW_ALIGN_VERTICAL_TOP},
    [LOOK_CELL] = {.border = true, .align = LXW_ALIGN_CENTER, .valign = LXW_ALIGN_VERTICAL_CENTER},
    [LOOK_CELL_BREAK] = {.border = true,
                         .divided = true,
                         .align = LXW_ALIGN_CENTER,
                         .valign = LXW_ALIGN_VERTICAL_CENTER},
    [LOOK_HEAD_BREAK] = {.bold = true,
                         .wrap = true,
                         .border = true,
                         .divided = true,
                         .align = LXW_ALIGN_CENTER,
                         .valign = LXW_ALIGN_VERTICAL_CENTER,
                         .fill = 0xDDE6F0},
};

/* Pale enough to print; told apart also without red and green by lightness. */
static const uint32_t tones[TONE_COUNT] = {
    [TONE_VERIFIED] = 0xE2F0D9, [TONE_BLANK] = 0xD9D9D9, [TONE_WORD] = 0xF2F2F2,
    [TONE_NOTED] = 0xDDEBF7,    [TONE_DOUBT] = 0xFFE699, [TONE_CONTRADICTED] = 0xF4B6B6,
};

void book_check(Book *book, lxw_error answer) {
  if (book->failed == LXW_NO_ERROR) book->failed = answer;
}

static lxw_format *make_format(const Book *book, Look look, Tone tone) {
  const LookStyle *style = &looks[look];
  lxw_format *format = workbook_add_format(book->workbook);
  if (style->bold) format_set_bold(format);
  if (style->wrap) format_set_text_wrap(format);
  if (style->border) format_set_border(format, LXW_BORDER_THIN);
  if (style->divided) format_set_left(format, LXW_BORDER_DOUBLE);
  if (style->underline) format_set_underline(format, LXW_UNDERLINE_SINGLE);
  if (style->size > 0) format_set_font_size(format, style->size);
  if (style->colour != 0) format_set_font_color(format, style->colour);
  format_set_align(format, style->align);
  format_set_align(format, style->valign);
  uint32_t fill = tones[tone] != 0 ? tones[tone] : style->fill;
  if (fill != 0) format_set_bg_color(format, fill);
  return format;
}

lxw_format *book_format(Book *book, Look look, Tone tone) {
  lxw_format **format = &book->formats[look][tone][0];
  if (*format == NULL) *format = make_format(book, look, tone);
  return *format;
}

lxw_format *book_indent_format(Book *book, unsigned indent) {
  lxw_format **format = &book->indents[MIN(indent, FORMAT_INDENTS - 1)];
  if (*format == NULL) {
    *format = make_format(book, LOOK_LABEL, TONE_PLAIN);
    format_set_indent(*format, (uint8_t)MIN(indent, FORMAT_INDENTS - 1));
  }
  return *format;
}

/* "0", "0.00" */
static char *number_format(unsigned digits) {
  g_autofree char *zeros = g_strnfill(digits, '0');
  return digits > 0 ? g_strconcat("0.", zeros, NULL) : g_strdup("0");
}

static lxw_format *unit_format(Book *book, Look look, Tone tone, unsigned digits, const char *unit) {
  g_autofree char *clean = book_clean(unit);
  g_strdelimit(clean, "\"\\\n\t", ' ');
  g_autofree char *number = number_format(digits);
  g_autofree char *with_unit = g_strdup_printf("%s\"%s\"", number, clean);
  g_autofree char *key = g_strdup_printf("%d %d %s", look, tone, with_unit);
  lxw_format *format = g_hash_table_lookup(book->units, key);
  if (format != NULL) return format;
  format = make_format(book, look, tone);
  const size_t most = 127; /* bytes that libxlsxwriter keeps of a number format */
  format_set_num_format(format, strlen(with_unit) <= most ? with_unit : number);
  g_hash_table_insert(book->units, g_steal_pointer(&key), format);
  return format;
}

lxw_format *book_number_format(Book *book, Look look, Tone tone, const char *decimal, const char *unit) {
  const char *point = strchr(decimal, '.');
  unsigned digits = point != NULL ? (unsigned)MIN(strlen(point + 1), FORMAT_DIGITS) : 0;
  if (unit != NULL) return unit_format(book, look, tone, digits, unit);
  lxw_format **format = &book->formats[look][tone][digits + 1];
  if (*format == NULL) {
    g_autofree char *number = number_format(digits);
    *format = make_format(book, look, tone);
    format_set_num_format(*format, number);
  }
  return *format;
}

/* "_x0041_": Excel reads this as the character of that number. */
static bool is_escape(const char *text) {
  if (text[0] != '_' || text[1] != 'x') return false;
  for (int i = 2; i < 6; i++)
    if (!g_ascii_isxdigit(text[i])) return false;
  return text[6] == '_';
}

static unsigned units(gunichar c) { return c > 0xFFFF ? 2 : 1; }

/* Most text is: seen at a glance. */
static bool is_clean(const char *text) {
  const char *at = text;
  for (; *at != '\0'; at++) {
    unsigned char c = (unsigned char)*at;
    if ((c < 0x20 && c != '\t' && c != '\n') || (c == '_' && at[1] == 'x') || c == 0xEF) return false;
  }
  return at - text <= TEXT_MOST;
}

char *book_clean(const char *text) {
  if (is_clean(text)) return g_strdup(text);
  const unsigned room = 60; /* for the note on what was left out */
  GString *clean = g_string_new(NULL);
  unsigned length = 0;
  long left_out = 0;
  size_t cut = 0; /* where the note goes, if there will be one */
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF) c = 0xFFFD;
    unsigned needed = is_escape(at) ? 7 : units(c);
    if (length + needed <= TEXT_MOST - room) cut = clean->len;
    if (left_out > 0 || length + needed > TEXT_MOST) {
      if (left_out++ == 0) left_out += g_utf8_strlen(clean->str + cut, -1);
      continue;
    }
    length += needed;
    if (is_escape(at)) g_string_append(clean, "_x005F");
    g_string_append_unichar(clean, c);
  }
  if (left_out > 0) {
    g_string_truncate(clean, cut);
    g_string_append_printf(clean, "……（此格放不下，后面还有%ld字，见 .jsonl）", left_out);
  }
  return g_string_free(clean, FALSE);
}

void book_text(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
               lxw_format *format) {
  if (*text == '\0') {
    if (format != NULL) book_check(book, worksheet_write_blank(sheet, row, column, format));
    return;
  }
  g_autofree char *clean = book_clean(text);
  book_check(book, worksheet_write_string(sheet, row, column, clean, format));
}

void book_merge(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, lxw_row_t last_row,
                lxw_col_t last_column, const char *text, lxw_format *format) {
  if (row != last_row || column != last_column)
    book_check(book, worksheet_merge_range(sheet, row, column, last_row, last_column, NULL, format));
  book_text(book, sheet, row, column, text, format);
}

bool book_is_number(const char *decimal) {
  unsigned digits = 0;
  for (const char *at = decimal; *at != '\0'; at++)
    if (g_ascii_isdigit(*at) && (digits > 0 || *at != '0')) digits++;
  return *decimal != '\0' && digits <= NUMBER_DIGITS;
}

void book_decimal(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *decimal, Look look,
                  Tone tone) {
  if (!book_is_number(decimal)) {
    book_text(book, sheet, row, column, decimal, book_format(book, look, tone));
    return;
  }
  lxw_format *format = book_number_format(book, look, tone, decimal, NULL);
  book_check(book, worksheet_write_number(sheet, row, column, g_ascii_strtod(decimal, NULL), format));
}

void book_formula(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *formula,
                  const char *text, double number, lxw_format *format) {
  if (text != NULL) book_check(book, worksheet_write_formula_str(sheet, row, column, formula, format, text));
  else book_check(book, worksheet_write_formula_num(sheet, row, column, formula, format, number));
}

void book_link(Book *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *target, const char *text,
               double number, lxw_format *format) {
  if (g_utf8_strlen(target, -1) > LINK_MOST) {
    if (text != NULL) book_text(book, sheet, row, column, text, format);
    else book_check(book, worksheet_write_number(sheet, row, column, number, format));
    return;
  }
  g_autoptr(GString) formula = g_string_new("=HYPERLINK(\"");
  g_string_append(formula, target);
  if (text != NULL) {
    g_autoptr(GString) doubled = g_string_new(text);
    g_string_replace(doubled, "\"", "\"\"", 0);
    g_string_append_printf(formula, "\",\"%s\")", doubled->str);
  } else {
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(formula, "\",%s)", g_ascii_formatd(digits, sizeof digits, "%.15g", number));
  }
  book_formula(book, sheet, row, column, formula->str, text, number, format);
}

void book_height(Book *book, lxw_worksheet *sheet, lxw_row_t row, unsigned lines) {
  const double line = 16, margin = 2, most = 409; /* points; Excel has no higher rows */
  book_check(book, worksheet_set_row(sheet, row, MIN(line * lines + margin, most), NULL));
}

static double char_width(gunichar c) {
  const gunichar first_mark = 0x300, first_han = 0x4E00,
                 last_han = 0x9FFF; /* most of our text, known without a search */
  if (c < first_mark) return 1;
  if (c >= first_han && c <= last_han) return 2;
  return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

double book_width(const char *text) {
  double width = 0, longest = 0;
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    if (*text == '\n') width = 0;
    width += char_width(g_utf8_get_char(text));
    longest = MAX(longest, width);
  }
  return longest;
}

unsigned book_lines(const char *text, double width) {
  unsigned lines = 1;
  double used = 0;
  for (; *text != '\0'; text = g_utf8_next_char(text)) {
    double more = char_width(g_utf8_get_char(text));
    if (*text == '\n' || (used > 0 && used + more > width)) {
      lines++;
      used = 0;
    }
    if (*text != '\n') used += more;
  }
  return lines;
}
