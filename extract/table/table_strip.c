#include "table/table_strip.h"

#include "base/fold.h"

#include <math.h>
#include <string.h>

/* In ems. A gap that parts two chunks of a line (makers put a quarter between Han and digits), or two numbers; one that
   sets a figure apart from what stands before it. */
static const double CHUNK_GAP = 0.32, DIGITS_GAP = 0.2, APART = 0.9;
/* In ems. The characters of a word that is set apart to fill its cell stand no farther from each other, and as far, give
   or take; what stands beside it is so many times farther off. */
static const double SPACED_GAP = 1.1, SPACED_OFF = 0.15, SPACED_APART = 1.6;
/* So many figures side by side need not stand farther apart from their label than from each other. */
enum { FIGURES_ENOUGH = 3 };

/* Figures of one line; more are no table's. A bound. */
enum { FIGURES_MAX = 64 };

static void strip_free(gpointer data) {
  Strip *strip = data;
  g_array_unref(strip->chunks);
  g_free(strip);
}

/* 12, -3, 0.5%, 251000元, 22（其中修订16件）, / — 无; no date, no list mark. */
static bool is_figure_text(const char *text) {
  static const char *const stand_ins[] = {"/", "-", "—", "–", "——", "无"};
  for (unsigned i = 0; i < G_N_ELEMENTS(stand_ins); i++)
    if (strcmp(text, stand_ins[i]) == 0) return true;
  size_t sign = strspn(text, "+-"), digits = strspn(text + sign, "0123456789.,");
  if (digits == 0 || !g_ascii_isdigit(text[sign])) return false;
  const char *rest = text + sign + digits;
  for (unsigned units = 0; *rest && !g_str_has_prefix(rest, "（") && *rest != '('; units++) {
    if (units == 2 || g_str_has_prefix(rest, "年") || g_str_has_prefix(rest, "月") || g_str_has_prefix(rest, "、"))
      return false;
    rest = g_utf8_next_char(rest);
  }
  return text[sign + digits - 1] != '.';
}

static void add_chunk(Strip *strip, const Text *text, unsigned first, unsigned end, Turn turn) {
  g_autoptr(Text) part = text_new();
  Chunk chunk = {0};
  for (unsigned i = first; i < end; i++) {
    const Glyph *glyph = g_ptr_array_index(text->glyphs, i);
    if (glyph == NULL) continue;
    Box box = glyph_box(glyph, turn);
    chunk.box = chunk.length++ == 0 ? box : box_union(chunk.box, box);
    text_append_glyph(part, glyph);
  }
  double middle = box_middle_y(chunk.box); /* boxes are as high as the font's tallest: makers differ in that only */
  chunk.box.y1 = middle - strip->em / 2;
  chunk.box.y2 = middle + strip->em / 2;
  chunk.figure = is_figure_text(part->utf8->str);
  chunk.mark = label_mark(part);
  chunk.hash = g_string_hash(part->utf8);
  const GString *utf8 = part->utf8;
  chunk.leader = utf8->len > 0 && fold_is_among(g_utf8_get_char(g_utf8_prev_char(utf8->str + utf8->len)), ".…‥·．");
  strip->box = strip->chunks->len == 0 ? chunk.box : box_union(strip->box, chunk.box);
  g_array_append_val(strip->chunks, chunk);
}

/* How many of the last chunks are figures; 0 when the first of them does not stand apart. */
static unsigned count_figures(const Strip *strip) {
  unsigned n = strip->chunks->len, figures = 0;
  while (figures < n && g_array_index(strip->chunks, Chunk, n - 1 - figures).figure) figures++;
  if (figures == n || figures > FIGURES_MAX) return figures <= FIGURES_MAX ? figures : 0;
  const Chunk *first = &g_array_index(strip->chunks, Chunk, n - figures);
  if ((first - 1)->leader) return 0; /* of a table of contents */
  double apart = figures >= FIGURES_ENOUGH ? CHUNK_GAP : APART;
  return figures > 0 && first->box.x1 - (first - 1)->box.x2 >= apart * strip->em ? figures : 0;
}

/* The size of a line's characters: of the smallest that is Han, or else of its digits. Boxes say more than they are. */
static double strip_em(const Line *line, Turn turn) {
  double han = HUGE_VAL, digits = 0;
  for (unsigned i = 0; i < line->text->glyphs->len; i++) {
    const Glyph *glyph = g_ptr_array_index(line->text->glyphs, i);
    if (glyph == NULL) continue;
    double em = glyph_em(glyph, glyph_box(glyph, turn));
    if (fold_is_han(glyph->folded)) han = fmin(han, em);
    if (fold_is_digit(glyph->folded)) digits = fmax(digits, em);
  }
  return fmin(line->size, isfinite(han) ? han : digits > 0 ? digits : HUGE_VAL);
}

/* The characters of a line, and where it is cut. */
typedef struct Cuts {
  const Glyph **glyphs;
  unsigned *at; /* their places in the line's text */
  double *gaps; /* before each; endless before the first, and behind the last */
  bool *cut;    /* before each */
  unsigned n;
} Cuts;

static void find_cuts(Cuts *cuts, const Line *line, double em, Turn turn) {
  const GPtrArray *glyphs = line->text->glyphs;
  double end = -HUGE_VAL;
  for (unsigned i = 0; i < glyphs->len; i++) {
    const Glyph *glyph = g_ptr_array_index(glyphs, i), *before = cuts->n > 0 ? cuts->glyphs[cuts->n - 1] : NULL;
    if (glyph == NULL) continue;
    Box box = glyph_box(glyph, turn);
    bool digits = before != NULL && fold_is_digit(before->folded) && fold_is_digit(glyph->folded);
    cuts->glyphs[cuts->n] = glyph;
    cuts->at[cuts->n] = i;
    cuts->gaps[cuts->n] = box.x1 - end;
    cuts->cut[cuts->n] = before != NULL && box.x1 - end > (digits ? DIGITS_GAP : CHUNK_GAP) * em;
    cuts->n++;
    end = box.x2;
  }
  cuts->gaps[cuts->n] = HUGE_VAL;
}

/* Past the last of the Han characters from `first` on that stand as far from each other as the first two do. */
static unsigned spaced_end(const Cuts *cuts, unsigned first, double em) {
  unsigned end = first + 1;
  while (end < cuts->n && cuts->cut[end] && fold_is_han(cuts->glyphs[end - 1]->folded) &&
         fold_is_han(cuts->glyphs[end]->folded) && cuts->gaps[end] <= SPACED_GAP * em &&
         fabs(cuts->gaps[end] - cuts->gaps[first + 1]) <= SPACED_OFF * em)
    end++;
  return end;
}

/* Takes back the cuts within words whose characters are set apart to fill a cell: 总 计, 法 律 服 务. */
static void mend_spaced(Cuts *cuts, double em) {
  for (unsigned first = 0, end; first + 1 < cuts->n; first = MAX(end - 1, first + 1)) {
    end = spaced_end(cuts, first, em);
    double outside = fmin(cuts->gaps[first], cuts->gaps[end]);
    bool spaced = outside >= SPACED_APART * cuts->gaps[first + 1];
    for (unsigned i = first + 1; i < end && spaced; i++) cuts->cut[i] = false;
  }
}

static Strip *strip_new(const Line *line, Turn turn) {
  Strip *strip = g_new0(Strip, 1);
  const Text *text = line->text;
  const unsigned n = text->glyphs->len;
  g_autofree const Glyph **glyphs = g_new(const Glyph *, n);
  g_autofree unsigned *at = g_new(unsigned, n);
  g_autofree double *gaps = g_new(double, n + 1);
  g_autofree bool *cut = g_new(bool, n);
  Cuts cuts = {glyphs, at, gaps, cut, 0};
  strip->chunks = g_array_new(FALSE, FALSE, sizeof(Chunk));
  strip->em = strip_em(line, turn);
  find_cuts(&cuts, line, strip->em, turn);
  mend_spaced(&cuts, strip->em);
  unsigned first = 0;
  for (unsigned i = 1; i < cuts.n; i++) {
    if (!cut[i]) continue;
    add_chunk(strip, text, first, at[i], turn);
    first = at[i];
  }
  add_chunk(strip, text, first, n, turn);
  strip->figures = count_figures(strip);
  return strip;
}

static GPtrArray *cut_lines(const GPtrArray *lines, Turn turn) {
  GPtrArray *strips = g_ptr_array_new_with_free_func(strip_free);
  for (unsigned i = 0; i < lines->len; i++) g_ptr_array_add(strips, strip_new(g_ptr_array_index(lines, i), turn));
  return strips;
}

GPtrArray *strips_find(const Sheet *sheet) {
  g_autoptr(GPtrArray) lines = sheet_lines(sheet, false);
  return cut_lines(lines, sheet->turn);
}

GPtrArray *strips_of(const GPtrArray *glyphs, Turn turn) {
  g_autoptr(GPtrArray) lines = line_build_turned((const Glyph *const *)glyphs->pdata, glyphs->len, turn);
  return cut_lines(lines, turn);
}
