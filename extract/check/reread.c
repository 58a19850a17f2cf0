#include "check/reread.h"

#include "base/fold.h"

#include <math.h>
#include <stdlib.h>

/*
 * Numbers are runs of digits with no gap. For each number of the page two texts are gathered:
 *
 *                 自然人   总计           above it, as wide as half way to its neighbours
 *                   |
 *      1.属于国家秘密 --- 3     3          left of it, as high as half way to the numbers above and below
 *
 * and compared with the row and the head that the first road claims: the share of the claimed characters that are found
 * in order. The number that fits both best is the one that stands there.
 */
enum { MOST_PAGES_BACK = 3 };    /* a table of 70 rows may fill four pages */
enum { MOST_GLYPHS = 20000 };    /* a page of a report has some 2,000 */
enum { MOST_NUMBERS = 2000 };    /* and some 200 of these */
static const double GAP = 0.5;   /* of the character height: a wider gap parts two numbers */
static const double REACH = 3.0; /* of the character height: how far a lone number's label may be above or below */
static const double GOOD = 0.6;  /* share of the claimed characters that must be found */
static const double NEAR = 1e-4; /* weight of the distance, per point: decides between equals only */

typedef struct Number {
  Box box;
  GString *text;
  double up, down, left, right; /* what is nearer to it than to its neighbours */
  bool highest, lowest;         /* of its column on its page */
  GArray *label, *above;        /* of gunichar: what stands left of it, and over it on its page; NULL until asked for */
  GArray *before[MOST_PAGES_BACK]; /* and in its column on the pages before, nearest first; NULL until asked for */
} Number;

typedef struct Sheet {
  GPtrArray *glyphs; /* in reading order */
  GArray *numbers;   /* of Number */
} Sheet;

struct Reread {
  const GPtrArray *pages;
  Sheet **sheets; /* one a page, NULL until asked for */
};

static void number_clear(Number *number) {
  g_string_free(number->text, TRUE);
  if (number->label) g_array_unref(number->label);
  if (number->above) g_array_unref(number->above);
  for (guint i = 0; i < MOST_PAGES_BACK; i++)
    if (number->before[i]) g_array_unref(number->before[i]);
}

static void sheet_free(Sheet *sheet) {
  if (!sheet) return;
  g_ptr_array_unref(sheet->glyphs);
  g_array_unref(sheet->numbers);
  g_free(sheet);
}

static bool is_numeric(gunichar c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-' || c == '+'; }

static int compare_y(gconstpointer a, gconstpointer b) {
  const Glyph *g = *(const Glyph *const *)a, *h = *(const Glyph *const *)b;
  const double y = box_middle_y(g->box), z = box_middle_y(h->box);
  return y < z ? -1 : y > z;
}

static int compare_x(gconstpointer a, gconstpointer b) {
  const Glyph *g = *(const Glyph *const *)a, *h = *(const Glyph *const *)b;
  return g->box.x1 < h->box.x1 ? -1 : g->box.x1 > h->box.x1;
}

/* Down the page, cut into rows where the middle leaps, and each row from left to right. */
static void sort_reading(GPtrArray *glyphs) {
  g_ptr_array_sort(glyphs, compare_y);
  for (guint start = 0, i = 1; i <= glyphs->len; i++) {
    const Glyph *first = glyphs->pdata[start], *next = i < glyphs->len ? glyphs->pdata[i] : NULL;
    if (next && box_middle_y(next->box) - box_middle_y(first->box) < box_height(first->box) / 2) continue;
    qsort(glyphs->pdata + start, i - start, sizeof(gpointer), compare_x);
    start = i;
  }
}

static bool follows(const Glyph *before, const Glyph *glyph) {
  const double height = MAX(box_height(before->box), 1);
  return fabs(box_middle_y(before->box) - box_middle_y(glyph->box)) < height / 2 &&
         glyph->box.x1 - before->box.x2 < GAP * height && glyph->box.x1 >= before->box.x1;
}

/* "1." or "1、" before a label is a mark, no figure. */
static bool is_mark(const Number *number, const Glyph *next) {
  const Glyph last = {.box = number->box};
  if (!next || !follows(&last, next)) return false;
  return number->text->str[number->text->len - 1] == '.' || next->folded == 0x3001 || next->folded == 0xFF09;
}

/* How many glyphs stand above the number of the page: digits and dashes alone in the last row, "— 3 —". */
static guint count_above_page_number(const GPtrArray *glyphs) {
  guint end = glyphs->len;
  for (; end > 0; end--) {
    const Glyph *glyph = glyphs->pdata[end - 1], *last = glyphs->pdata[glyphs->len - 1];
    if (box_middle_y(last->box) - box_middle_y(glyph->box) > box_height(last->box) / 2) return end;
    if (!is_numeric(glyph->folded) && !fold_is_among(glyph->folded, "—–－·第页")) break;
  }
  return glyphs->len;
}

static GArray *find_numbers(const GPtrArray *glyphs) {
  GArray *numbers = g_array_new(FALSE, FALSE, sizeof(Number));
  g_array_set_clear_func(numbers, (GDestroyNotify)number_clear);
  const guint end = count_above_page_number(glyphs);
  for (guint i = 0; i < end && numbers->len < MOST_NUMBERS;) {
    const Glyph *glyph = glyphs->pdata[i++];
    if (!is_numeric(glyph->folded)) continue;
    Number number = {.box = glyph->box, .text = g_string_new(NULL)};
    g_string_append_unichar(number.text, glyph->folded);
    for (; i < end; i++) {
      const Glyph *next = glyphs->pdata[i];
      if (!is_numeric(next->folded) || !follows(glyphs->pdata[i - 1], next)) break;
      g_string_append_unichar(number.text, next->folded);
      number.box = box_union(number.box, next->box);
    }
    if (is_mark(&number, i < end ? glyphs->pdata[i] : NULL)) number_clear(&number);
    else g_array_append_val(numbers, number);
  }
  return numbers;
}

static bool overlap(double a1, double a2, double b1, double b2) { return a1 < b2 && b1 < a2; }

/* Half way to the nearest numbers on each side. */
static void set_neighbourhood(const GArray *numbers, Number *number, double width) {
  const double height = MAX(box_height(number->box), 1);
  number->up = number->box.y1 - REACH * height;
  number->down = number->box.y2 + REACH * height;
  number->left = number->box.x1 - width;
  number->right = number->box.x2 + width;
  number->highest = number->lowest = true;
  for (guint i = 0; i < numbers->len; i++) {
    const Number *other = &g_array_index(numbers, Number, i);
    const double x = (box_middle_x(other->box) + box_middle_x(number->box)) / 2;
    const double y = (box_middle_y(other->box) + box_middle_y(number->box)) / 2;
    const bool below = other->box.y1 >= box_middle_y(number->box), above = other->box.y2 <= box_middle_y(number->box);
    if (other == number) continue;
    const bool in_column = overlap(other->box.x1, other->box.x2, number->box.x1, number->box.x2);
    if (above && in_column) number->up = MAX(number->up, y), number->highest = false;
    if (below && in_column) number->down = MIN(number->down, y), number->lowest = false;
    if (above || below) continue;
    if (other->box.x2 <= number->box.x1) number->left = MAX(number->left, x);
    if (other->box.x1 >= number->box.x2) number->right = MIN(number->right, x);
  }
}

/* The characters whose middle is in the box, in reading order. */
static GArray *gather(const GPtrArray *glyphs, Box box) {
  GArray *text = g_array_new(FALSE, FALSE, sizeof(gunichar));
  for (guint i = 0; i < glyphs->len; i++) {
    const Glyph *glyph = glyphs->pdata[i];
    if (box_holds(box, glyph->box)) g_array_append_val(text, glyph->folded);
  }
  return text;
}

/* The share of the characters of `claim` (white space apart) that stand in `text` in the same order. */
static double share_found(const char *claim, const GArray *text) {
  g_autofree guint *row = g_new0(guint, text->len + 1);
  guint length = 0;
  for (const char *at = claim; *at; at = g_utf8_next_char(at)) {
    const gunichar c = g_utf8_get_char(at);
    if (g_unichar_isspace(c)) continue;
    length++;
    guint diagonal = 0;
    for (guint i = 1; i <= text->len; i++) { /* the longest common subsequence, one row at a time */
      const guint above = row[i];
      const bool same = g_array_index(text, gunichar, i - 1) == c;
      row[i] = same ? diagonal + 1 : MAX(row[i - 1], above);
      diagonal = above;
    }
  }
  return length == 0 ? 1 : (double)row[text->len] / length;
}

static Sheet *sheet_new(const Page *page) {
  Sheet *sheet = g_new0(Sheet, 1);
  sheet->glyphs = g_ptr_array_new();
  for (guint i = 0; i < page->glyphs->len && page->glyphs->len <= MOST_GLYPHS; i++)
    g_ptr_array_add(sheet->glyphs, &g_array_index(page->glyphs, Glyph, i));
  sort_reading(sheet->glyphs);
  sheet->numbers = find_numbers(sheet->glyphs);
  return sheet;
}

/* Gathers what stands around a number, if that was not done before. */
static void look_around(const Sheet *sheet, Number *number) {
  if (number->label) return;
  set_neighbourhood(sheet->numbers, number, 2 * REACH * box_height(number->box));
  number->label = gather(sheet->glyphs, (Box){0, number->up, number->box.x1, number->down});
  number->above = gather(sheet->glyphs, (Box){number->left, 0, number->right, number->box.y1});
}

/* NULL when there is no such page. */
static Sheet *find_sheet(const Reread *reread, int number) {
  for (guint i = 0; i < reread->pages->len; i++) {
    const Page *page = reread->pages->pdata[i];
    if (page->number != number) continue;
    if (!reread->sheets[i]) reread->sheets[i] = sheet_new(page);
    return reread->sheets[i];
  }
  return NULL;
}

Reread *reread_new(const GPtrArray *pages) {
  Reread *reread = g_new0(Reread, 1);
  reread->pages = pages;
  reread->sheets = g_new0(Sheet *, pages->len + 1);
  return reread;
}

void reread_free(Reread *reread) {
  if (!reread) return;
  for (guint i = 0; i < reread->pages->len; i++) sheet_free(reread->sheets[i]);
  g_free(reread->sheets);
  g_free(reread);
}

/* Heads stand above the number or, when the table goes on, on a page before. */
static double head_share(const Reread *reread, int page, Number *number, const char *head) {
  double share = share_found(head, number->above);
  for (int back = 0; share < GOOD && back < MOST_PAGES_BACK; back++) {
    const Sheet *there = find_sheet(reread, page - 1 - back);
    if (!there) break;
    if (!number->before[back])
      number->before[back] = gather(there->glyphs, (Box){number->left, 0, number->right, HUGE_VAL});
    share = share_found(head, number->before[back]);
  }
  return share;
}

static char *plain(const Number *number) {
  g_autoptr(GString) text = g_string_new(NULL);
  for (const char *at = number->text->str; *at; at++)
    if (*at != ',' && *at != '+') g_string_append_c(text, *at);
  if (g_str_has_suffix(text->str, ".")) g_string_truncate(text, text->len - 1);
  return g_strdup(text->str);
}

static double distance(const Figure *figure, const Number *number) {
  return fabs(figure->x1 - number->box.x1) + fabs(figure->y1 - number->box.y1);
}

/* What stands on another page left of `right`, past its last number or ahead of its first: the rest of a row cut in two. */
static GArray *gather_rest(const Sheet *there, double right, bool past_last) {
  double from = 0, to = HUGE_VAL;
  for (guint i = 0; i < there->numbers->len; i++) {
    const Box box = g_array_index(there->numbers, Number, i).box;
    if (past_last) from = MAX(from, box.y2);
    else to = MIN(to, box.y1);
  }
  return gather(there->glyphs, (Box){0, from, right, to});
}

/* The label stands left of the number; of a row cut in two by the end of the page, in part on the page next to it. */
static double row_share(const Reread *reread, const Figure *figure, Number *number) {
  const char *claim = record_last_part(figure->row);
  const double share = share_found(claim, number->label);
  if (share >= GOOD || number->highest == number->lowest) return share;
  const Sheet *there = find_sheet(reread, figure->page + (number->lowest ? 1 : -1));
  if (!there) return share;
  g_autoptr(GArray) rest = gather_rest(there, number->box.x1, number->highest);
  GArray *first = number->lowest ? number->label : rest, *second = number->lowest ? rest : number->label;
  g_autoptr(GArray) whole = g_array_copy(first);
  g_array_append_vals(whole, second->data, second->len);
  return share_found(claim, whole);
}

/* How well a number fits the row and the head that the figure claims: at most 2, less its distance; 0 for badly. */
static double fit(const Reread *reread, const Figure *figure, const Sheet *sheet, Number *number) {
  look_around(sheet, number);
  const double row = row_share(reread, figure, number);
  const double head = row < GOOD ? 0 : head_share(reread, figure->page, number, record_last_part(figure->column));
  return head < GOOD ? 0 : row + head - NEAR * distance(figure, number);
}

static Number *find_nearest(const Figure *figure, const GArray *numbers) {
  Number *nearest = NULL;
  for (guint i = 0; i < numbers->len; i++) {
    Number *number = &g_array_index(numbers, Number, i);
    if (!nearest || distance(figure, number) < distance(figure, nearest)) nearest = number;
  }
  return nearest;
}

/* Its digits as printed: 127 of 127万元. */
static char *printed_digits(const Figure *figure) {
  GString *digits = g_string_new(NULL);
  for (const char *at = figure->raw; *at; at = g_utf8_next_char(at)) {
    const gunichar c = fold_character(g_utf8_get_char(at));
    if (is_numeric(c) && c != '+') g_string_append_unichar(digits, c);
  }
  return g_string_free(digits, FALSE);
}

/* The nearest number first: it mostly fits so well that no other can fit better. */
static char *reread_cell(const Reread *reread, const Figure *figure, const Sheet *sheet) {
  Number *best = find_nearest(figure, sheet->numbers);
  double best_fit = best ? fit(reread, figure, sheet, best) : 0;
  for (guint i = 0; i < sheet->numbers->len; i++) {
    Number *number = &g_array_index(sheet->numbers, Number, i);
    if (number == best || best_fit >= 2 - NEAR * distance(figure, number)) continue;
    const double other = fit(reread, figure, sheet, number);
    if (other <= best_fit) continue;
    best = number;
    best_fit = other;
  }
  if (best_fit <= 0) return g_strdup("");
  g_autofree char *found = plain(best), *claimed = printed_digits(figure);
  return g_strdup(g_str_equal(found, claimed) ? figure->value : found);
}

/* A number in a sentence: the digits that stand at its place, whatever was made of them. */
static char *reread_sentence(const Figure *figure, const GArray *numbers) {
  g_autofree char *claimed = printed_digits(figure);
  if (*claimed == '\0') return g_strdup(figure->value); /* in words: no digits to misread */
  for (guint i = 0; i < numbers->len; i++) {
    const Number *number = &g_array_index(numbers, Number, i);
    const Box box = {figure->x1, figure->y1, figure->x2, figure->y2};
    if (box_holds(box, number->box) || box_holds(number->box, box))
      return g_str_equal(number->text->str, claimed) ? g_strdup(figure->value) : plain(number);
  }
  return g_strdup("");
}

char *reread_figure(const Figure *figure, gconstpointer data) {
  const Reread *reread = data;
  Sheet *sheet = find_sheet(reread, figure->page);
  if (!sheet) return g_strdup("");
  if (figure->table[0] == '\0') return reread_sentence(figure, sheet->numbers);
  return reread_cell(reread, figure, sheet);
}
