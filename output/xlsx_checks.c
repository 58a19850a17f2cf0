/*
 * xlsx_checks.c - the sheet 勾稽: what adds up and what does not, as formulas over the sheet 明细.
 *
 *     ... | 左 = 明细!K5 | 右 = 明细!K6+明细!K7 | 差 = 左 - 右 | ... | links to K5, K6, K7
 *
 * A blank cell counts as nothing in a sum, so each side first counts its numbers and says 不能判断 when one is missing; the
 * difference does the same with its sides. A formula is only written when what it comes to is what the check found: what
 * is no sum and no share is given as numbers alone.
 */
#include "xlsx_sheets.h"

#include <math.h>
#include <string.h>

static const char not_assessable[] = "不能判断";

enum { COLUMN_WORDS = 3, COLUMN_LEFT = 6, COLUMN_RIGHT, COLUMN_DIFFERENCE, COLUMN_FIGURES = 11, LINKS_MOST = 21 };

/* One side of a relation: its formula so far, what it comes to, how many figures it has and how many are numbers. */
typedef struct Side {
  GString *sum, *cells;
  double value;
  unsigned terms, numbers;
} Side;

static char *cell_reference(const Place *place) {
  const unsigned value_column = 10; /* of the figures table */
  char cell[LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(cell, place->row, (lxw_col_t)value_column);
  return g_strdup_printf("'%s'!%s", place->sheet, cell);
}

/* Units of money may differ between the figures; the check then counts all of them in yuan. */
static bool is_scaled(const Figure *figure, bool in_yuan) { return in_yuan && strcmp(figure->unit, "万元") == 0; }

static void add_term(Side *side, const Place *place, bool minus, bool in_yuan) {
  g_autofree char *reference = cell_reference(place);
  const bool scaled = is_scaled(place->figure, in_yuan);
  if (minus || side->sum->len > 0) g_string_append_c(side->sum, minus ? '-' : '+');
  g_string_append_printf(side->sum, "%s%s", reference, scaled ? "*10000" : "");
  g_string_append_printf(side->cells, "%s%s", side->cells->len > 0 ? "," : "", reference);
  side->terms++;
  if (!book_is_number(place->figure->value)) return;
  side->numbers++;
  double value = g_ascii_strtod(place->figure->value, NULL) * (scaled ? 10000 : 1);
  side->value += minus ? -value : value;
}

static bool is_complete(const Side *side) { return side->terms > 0 && side->numbers == side->terms; }

static int scale_of(const char *decimal) {
  const char *point = strchr(decimal, '.');
  return point != NULL ? (int)strlen(point + 1) : 0;
}

/* A share in percent, rounded or cut as the check did it. False when it comes to neither. */
static bool read_share(const Check *check, const Place *part, const Place *whole, Side *right) {
  if (!book_is_number(part->figure->value) || !book_is_number(whole->figure->value)) return false;
  double share = g_ascii_strtod(part->figure->value, NULL) / g_ascii_strtod(whole->figure->value, NULL) * 100;
  double power = pow(10, scale_of(check->right)), wanted = g_ascii_strtod(check->right, NULL), near = 1e-9;
  bool rounded = fabs(floor(share * power + 0.5 + near) / power - wanted) < near;
  bool cut = fabs(floor(share * power + near) / power - wanted) < near;
  if (!rounded && !cut) return false;
  g_autofree char *part_cell = cell_reference(part), *whole_cell = cell_reference(whole);
  g_string_printf(right->sum, "%s(%s/%s*100,%d)", rounded ? "ROUND" : "ROUNDDOWN", part_cell, whole_cell,
                  scale_of(check->right));
  g_string_printf(right->cells, "%s,%s", part_cell, whole_cell);
  right->terms = right->numbers = 2;
  right->value = wanted;
  return true;
}

/* Both sides of the relation; false when it has terms of other kinds, or figures that are not here. */
static bool read_sides(const Source *source, const Check *check, bool in_yuan, Side *left, Side *right) {
  static const char *const signs[] = {"=", "=-", "+", "-"};
  g_auto(GStrv) addresses = g_strsplit(check->figures, " ", -1);
  g_auto(GStrv) terms = g_strsplit(check->terms, " ", -1);
  if (g_strv_length(addresses) != g_strv_length(terms)) return false;
  for (unsigned i = 0; addresses[i] != NULL; i++) {
    const Place *place = g_hash_table_lookup(source->places, addresses[i]);
    size_t sign = 0;
    while (sign < G_N_ELEMENTS(signs) && strcmp(signs[sign], terms[i]) != 0) sign++;
    if (place == NULL) return false;
    if (i == 1 && strcmp(check->terms, "= / :") == 0) {
      const Place *whole = g_hash_table_lookup(source->places, addresses[2]);
      return whole != NULL && read_share(check, place, whole, right);
    }
    if (sign == G_N_ELEMENTS(signs)) return false;
    add_term(sign < 2 ? left : right, place, sign % 2 == 1, in_yuan);
  }
  return left->terms > 0 && right->terms > 0;
}

/* Whether the side comes to what the check found. */
static bool agrees(const Side *side, const char *decimal) {
  if (!is_complete(side)) return true;
  return book_is_number(decimal) &&
         fabs(side->value - g_ascii_strtod(decimal, NULL)) < 1e-9 * MAX(1, fabs(side->value));
}

/* `like` has the digits that the result is shown with. */
static void write_formula(Listing *listing, unsigned column, const char *formula, bool known, double value,
                          const char *like) {
  lxw_format *format = book_number_format(listing->book, LOOK_NUMBER, TONE_PLAIN, like, NULL);
  book_formula(listing->book, listing->sheet, listing->row, (lxw_col_t)column, formula, known ? NULL : not_assessable,
               value, format);
  listing_fit(listing, column, not_assessable);
}

static void write_side(Listing *listing, unsigned column, const Side *side, const char *like) {
  g_autofree char *formula =
      g_strdup_printf("=IF(COUNT(%s)<%u,\"%s\",%s)", side->cells->str, side->terms, not_assessable, side->sum->str);
  write_formula(listing, column, formula, is_complete(side), side->value, like);
}

static void write_formulas(Listing *listing, const Side *left, const Side *right, const char *like) {
  int scale = scale_of(like);
  char cells[2][LXW_MAX_CELL_NAME_LENGTH];
  lxw_rowcol_to_cell(cells[0], listing->row, COLUMN_LEFT);
  lxw_rowcol_to_cell(cells[1], listing->row, COLUMN_RIGHT);
  write_side(listing, COLUMN_LEFT, left, like);
  write_side(listing, COLUMN_RIGHT, right, like);
  g_autofree char *formula = g_strdup_printf("=IF(COUNT(%s,%s)<2,\"%s\",ROUND(%s-%s,%d))", cells[0], cells[1],
                                             not_assessable, cells[0], cells[1], scale);
  double power = pow(10, scale), difference = rint((left->value - right->value) * power) / power;
  write_formula(listing, COLUMN_DIFFERENCE, formula, is_complete(left) && is_complete(right), difference, like);
}

static void side_clear(Side *side) {
  g_string_free(side->sum, TRUE);
  g_string_free(side->cells, TRUE);
}

/* Whether formulas were written: they say what the check found, also when that is that nothing can be said. */
static bool try_formulas(Listing *listing, const Source *source, const Check *check, bool in_yuan) {
  Side left = {g_string_new(NULL), g_string_new(NULL), 0, 0, 0};
  Side right = {g_string_new(NULL), g_string_new(NULL), 0, 0, 0};
  bool open = strcmp(check->state, "not-assessable") == 0 || strcmp(check->state, "total-not-printed") == 0;
  bool good = read_sides(source, check, in_yuan, &left, &right) && agrees(&left, check->left) &&
              agrees(&right, check->right) && (is_complete(&left) && is_complete(&right)) != open;
  const char *finer = scale_of(check->left) > scale_of(check->right) ? check->left : check->right;
  if (good) write_formulas(listing, &left, &right, finer);
  side_clear(&left);
  side_clear(&right);
  return good;
}

static void write_sides(Listing *listing, const Source *source, const Check *check) {
  if (try_formulas(listing, source, check, false) || try_formulas(listing, source, check, true)) return;
  listing_decimal(listing, COLUMN_LEFT, check->left, TONE_PLAIN);
  listing_decimal(listing, COLUMN_RIGHT, check->right, TONE_PLAIN);
  if (strcmp(check->state, "not-assessable") == 0) listing_text(listing, COLUMN_DIFFERENCE, not_assessable, TONE_PLAIN);
  else listing_decimal(listing, COLUMN_DIFFERENCE, check->difference, TONE_PLAIN);
}

/* Each figure shows its value and leads to its line. */
static void write_links(Listing *listing, const Source *source, const Check *check) {
  g_auto(GStrv) addresses = g_strsplit(check->figures, " ", -1);
  unsigned column = COLUMN_FIGURES;
  for (unsigned i = 0; addresses[i] != NULL; i++) {
    const Place *place = g_hash_table_lookup(source->places, addresses[i]);
    if (place == NULL) continue;
    if (column == COLUMN_FIGURES + LINKS_MOST - 1 && addresses[i + 1] != NULL) {
      g_autofree char *more = g_strdup_printf("还有%u个", g_strv_length(addresses) - i);
      listing_text(listing, column, more, TONE_PLAIN);
      return;
    }
    const Figure *figure = place->figure;
    Tone tone = figure_tone(figure);
    g_autofree char *reference = cell_reference(place);
    g_autofree char *target = g_strconcat("#", reference, NULL);
    bool number = book_is_number(figure->value);
    const char *text = number ? NULL : *figure->raw != '\0' ? figure->raw : "空白";
    g_autofree char *clean = text != NULL ? book_clean(text) : NULL;
    book_link(listing->book, listing->sheet, listing->row, (lxw_col_t)column, target, clean,
              g_ascii_strtod(figure->value, NULL),
              book_number_format(listing->book, LOOK_LINK, tone, figure->value, NULL));
    listing_fit(listing, column++, text != NULL ? text : figure->value);
  }
}

/* Width and height of a PNG, from its head; false when it has none. */
static bool picture_size(GBytes *picture, uint32_t *ret_width, uint32_t *ret_height) {
  const size_t head = 24; /* signature, length, IHDR, width, height */
  size_t length = 0;
  const unsigned char *bytes = g_bytes_get_data(picture, &length);
  if (length < head || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(bytes + 12, "IHDR", 4) != 0) return false;
  memcpy(ret_width, bytes + 16, sizeof *ret_width);
  memcpy(ret_height, bytes + 20, sizeof *ret_height);
  *ret_width = GUINT32_FROM_BE(*ret_width);
  *ret_height = GUINT32_FROM_BE(*ret_height);
  return *ret_width > 0 && *ret_height > 0;
}

static void write_picture(Listing *listing, const Figure *figure, GBytes *picture) {
  const double most_width = 560, most_height = 96, pixel = 0.75, line = 16; /* pixels; points */
  uint32_t width = 0, height = 0;
  if (!picture_size(picture, &width, &height)) return;
  double scale = MIN(1, MIN(most_width / width, most_height / height));
  size_t length = 0;
  const unsigned char *bytes = g_bytes_get_data(picture, &length);
  g_autofree char *what =
      g_strdup_printf("第%d页　%s　%s　%s", figure->page, figure->row, figure->column, figure->value);
  listing_text(listing, COLUMN_WORDS, what, TONE_PLAIN);
  lxw_image_options options = {.x_scale = scale, .y_scale = scale, .x_offset = 2, .y_offset = 2};
  book_check(listing->book, worksheet_insert_image_buffer_opt(listing->sheet, listing->row, COLUMN_WORDS + 1, bytes,
                                                              length, &options));
  listing->lines = MAX(listing->lines, (unsigned)ceil((height * scale * pixel + 4) / line));
}

/* What the page shows of the figures, each in a row of its own under the check, with the same words to filter by. */
static void write_pictures(Listing *listing, const Source *source, const Check *check, const char *state) {
  if (g_hash_table_size(source->record->pictures) == 0) return;
  g_auto(GStrv) addresses = g_strsplit(check->figures, " ", -1);
  for (unsigned i = 0; addresses[i] != NULL; i++) {
    const Place *place = g_hash_table_lookup(source->places, addresses[i]);
    GBytes *picture = g_hash_table_lookup(source->record->pictures, addresses[i]);
    if (place == NULL || picture == NULL) continue;
    listing_next(listing);
    listing_texts(listing, 0, place->figure->place, place->figure->year, state, NULL);
    write_picture(listing, place->figure, picture);
  }
}

typedef struct State {
  const char *state, *title;
  Tone tone;
  int round;
} State;

static State find_state(const char *state) {
  static const State states[] = {
      {"contradicted", "报告自相矛盾", TONE_CONTRADICTED, 0}, {"reading-in-doubt", "读数存疑", TONE_DOUBT, 0},
      {"total-not-printed", "合计未印", TONE_NOTED, 1},       {"differs-in-scope", "口径不同", TONE_NOTED, 1},
      {"not-assessable", "缺数，不能判断", TONE_BLANK, 1},    {"holds", "符合", TONE_PLAIN, 2},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(states); i++)
    if (strcmp(states[i].state, state) == 0) return states[i];
  return (State){state, state, TONE_PLAIN, 1}; /* from the .jsonl of a later version */
}

void checks_open(Listing *listing, Book *book) {
  Heading headings[COLUMN_FIGURES + LINKS_MOST] = {
      {"地区", LOOK_TEXT, 16},     {"年度", LOOK_TEXT, 6},        {"结果", LOOK_TEXT, 20}, {"说明", LOOK_WRAP, 60},
      {"勾稽关系", LOOK_WRAP, 40}, {"关系式", LOOK_WRAP, 40},     {"左", LOOK_NUMBER, 24}, {"右", LOOK_NUMBER, 24},
      {"差", LOOK_NUMBER, 24},     {"空白作零时", LOOK_TEXT, 12}, {"规则", LOOK_TEXT, 24},
  };
  for (unsigned i = 0; i < LINKS_MOST; i++)
    headings[COLUMN_FIGURES + i] = (Heading){i == 0 ? "所涉数据" : "", LOOK_LINK, 16};
  listing_open(listing, book, "勾稽", "勾稽关系，不符的在前；左、右、差是对“明细”的公式", headings,
               G_N_ELEMENTS(headings));
}

void checks_add(Listing *listing, const Source *source, int round) {
  const Report *report = record_report(source->record);
  if (report == NULL) return;
  for (unsigned i = 0; i < record_check_count(source->record); i++) {
    const Check *check = record_check_at(source->record, i);
    State state = find_state(check->state);
    if (state.round != round) continue;
    const char *zero = strcmp(check->if_blank_is_zero, "holds") == 0     ? "符合"
                       : strcmp(check->if_blank_is_zero, "differs") == 0 ? "不符"
                                                                         : "";
    listing_next(listing);
    listing_texts(listing, 0, report->place, report->year, NULL);
    listing_text(listing, 2, state.title, state.tone);
    listing_texts(listing, COLUMN_WORDS, check->words, check->check, check->relation, NULL);
    write_sides(listing, source, check);
    listing_texts(listing, 9, zero, check->pattern, NULL);
    write_links(listing, source, check);
    if (round == 0) write_pictures(listing, source, check, state.title);
  }
}
