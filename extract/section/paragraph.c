/*
 * paragraph.c - which line goes on in the next, over lines and pages.
 *
 *     |    一、总体情况                         |   ended: what follows would still have fitted here
 *     |    2023 年，洪泽区人民政府坚持以习近平新  |   full: goes on
 *     |时代思想为指导，详见                     |   ended early, but only because a web address cannot be parted
 *     |www.example.gov.cn。                   |   ended
 *     |    （一）主动公开情况。主要通过政府门户   |   indented: begins
 *     left                                 right
 *
 * A typesetter breaks a line when the next unit does not fit any more. So a line that leaves room for the unit which
 * begins the next line ended because its paragraph ended; that one rule holds for justified and for ragged text, with
 * and without indentation. Indentation begins a paragraph anyhow. Where a page breaks, or a renderer set odd breaks, a
 * sentence that has not come to its end goes on nevertheless.
 */
#include "section/paragraph.h"

#include "base/fold.h"
#include "section/column.h"
#include "section/heading.h"

#include <math.h>
#include <string.h>

/* All in fractions of the width of a Han character, the em: unlike the height of a box it is the same in all fonts. */
static const double INDENT = 1.2;  /* indented by more: two characters is the rule, mirrored margins shift by less */
static const double SLACK = 0.4;   /* by so much may a line stay behind the right edge where the next unit would fit */
static const double ALIGNED = 0.6; /* lines that begin this close to one another stand below one another */
static const double SIZES = 0.25;  /* characters that differ by more belong to different paragraphs */
static const double APART = 0.6;   /* a gap between lines larger than the usual one by this much parts paragraphs */
static const double CENTRED = 1.0; /* the middle of a centred line is so close to that of the column */
static const double LONG = 0.6;    /* of the column's width: a line that ends before is a title, a signature */

/* What is read from and written to while passages are built. */
typedef struct Flow {
  const ReportWords *words;
  const View *view;
  GHashTable *columns; /* page number -> Column */
  GPtrArray *passages;
} Flow;

void passage_free(Passage *passage) {
  if (!passage) return;
  text_free(passage->text);
  g_free(passage);
}

/* The width of the first thing of a line that a typesetter would not part: a character with the brackets before it and
   the stops after it, or a whole Latin word or number. */
static double first_unit_width(const Flow *flow, const LineView *line) {
  static const char opening[] = "（“‘《〈〔【(";
  static const char closing[] = "，。、；：！？）”’》〉】％,.;:!?)%";
  const GPtrArray *glyphs = line->line->text->glyphs;
  if (!glyphs->len || !glyphs->pdata[0]) return 0;
  const Glyph *first = glyphs->pdata[0], *last = first;
  for (unsigned i = 1; i < glyphs->len && glyphs->pdata[i]; i++) {
    const Glyph *next = glyphs->pdata[i];
    bool word = last->folded < 0x2000 && next->folded < 0x2000;
    if (!word && !fold_is_among(last->folded, opening) && !fold_is_among(next->folded, closing)) break;
    last = next;
  }
  return view_box(flow->view, line->page, last->box).x2 - view_box(flow->view, line->page, first->box).x1;
}

static const Column *column_of(const Flow *flow, int page) {
  return g_hash_table_lookup(flow->columns, GINT_TO_POINTER(page));
}

/* How far the text of a passage has come. */
typedef enum Ending {
  ENDING_NONE,  /* no sentence at all: a title, a signature */
  ENDING_OPEN,  /* within a sentence */
  ENDING_PAUSE, /* at a colon or semicolon */
  ENDING_STOP
} Ending;

/* By its last character, closing brackets and quotes apart. A numbered line may be a title with a comma. */
static Ending ending_of(const Passage *passage) {
  const char *text = passage->text->utf8->str, *p = text + passage->text->utf8->len;
  gunichar last = 0;
  do {
    p = p > text ? g_utf8_prev_char(p) : text;
    last = g_utf8_get_char(p);
  } while (p > text && fold_is_among(last, "”’）》】) "));
  if (fold_is_among(last, "。！？!?…")) return ENDING_STOP;
  if (fold_is_among(last, "；：;:")) return ENDING_PAUSE;
  Marker marker;
  if (passage->lines == 1 && marker_read(text, &marker) && !strstr(text, "。")) return ENDING_NONE;
  return strstr(text, "，") || strstr(text, "。") ? ENDING_OPEN : ENDING_NONE;
}

/* Whether a line begins with a marker that may stand in a sentence too: 第二十条第（一）项, and after a pause a list. */
static bool may_be_within(const LineView *line, Ending ending) {
  Marker marker;
  bool listed = marker_read(line->line->text->utf8->str, &marker) && marker.level != MARKER_HAN;
  return ending == ENDING_OPEN || (ending == ENDING_PAUSE && listed);
}

static bool begins_with_marker(const ReportWords *words, const LineView *line) {
  g_autofree char *annex = NULL;
  size_t length;
  Marker marker;
  const char *text = line->line->text->utf8->str;
  return marker_read(text, &marker) || heading_is_annex(words, text, &annex, &length);
}

/* Whether `line` goes on with the paragraph that ends with `before`. */
static bool goes_on(const Flow *flow, const Passage *passage, const LineView *before, const LineView *line) {
  const Column *column = column_of(flow, line->page), *column_before = column_of(flow, before->page);
  double em = line->em > 0 ? line->em : passage->size, gap = line->box.y1 - before->box.y2;
  Ending ending = ending_of(passage);
  bool marked = begins_with_marker(flow->words, line), same_page = line->page == before->page;
  bool wide = same_page && gap > column->gap + APART * em;
  bool full = before->box.x2 + first_unit_width(flow, line) > column_before->right - SLACK * em;
  if (line->across || before->across || fabs(em - passage->size) > SIZES * passage->size) return false;
  if (line->box.x1 - column->left > INDENT * em) {
    /* a whole paragraph may be set in: then its lines stand below one another */
    bool below = fabs(line->box.x1 - before->box.x1) < ALIGNED * em;
    return below && full && !marked && !wide && ending == ENDING_OPEN;
  }
  if (full) return (!marked || may_be_within(line, ending)) && !(wide && ending >= ENDING_PAUSE);
  bool long_line = box_width(before->box) > LONG * (column_before->right - column_before->left);
  return !marked && !wide && (long_line || !same_page) && ending == ENDING_OPEN;
}

static void begin_passage(Flow *flow, const LineView *line) {
  const Column *column = column_of(flow, line->page);
  Passage *passage = g_new0(Passage, 1);
  double em = line->em > 0 ? line->em : line->line->size;
  passage->text = text_new();
  passage->page = passage->last_page = line->page;
  passage->box = passage->last = line->box;
  passage->size = em;
  passage->lines = 1;
  passage->centred = fabs(box_middle_x(line->box) - (column->left + column->right) / 2) < CENTRED * em &&
                     line->box.x1 - column->left > INDENT * em;
  text_append(passage->text, line->line->text);
  g_ptr_array_add(flow->passages, passage);
}

static void add_table(Flow *flow, const Table *table) {
  Passage *passage = g_new0(Passage, 1);
  passage->role = PASSAGE_TABLE;
  passage->table = table;
  passage->page = table->page;
  passage->last_page = table->last_page;
  passage->box = passage->last = view_box(flow->view, table->page, table->box);
  g_ptr_array_add(flow->passages, passage);
}

static bool stands_before(const Flow *flow, const Table *table, const LineView *line) {
  if (table->page != line->page) return table->page < line->page;
  return view_box(flow->view, table->page, table->box).y1 < box_middle_y(line->box);
}

static void add_line(Flow *flow, const LineView *line, const LineView *before) {
  Passage *passage = before ? flow->passages->pdata[flow->passages->len - 1] : NULL;
  if (!passage || !goes_on(flow, passage, before, line)) {
    begin_passage(flow, line);
    return;
  }
  text_append(passage->text, line->line->text);
  passage->last_page = line->page;
  passage->last = line->box;
  passage->lines++;
  passage->centred = false;
}

GPtrArray *paragraph_build(const ReportWords *words, const View *view, const GPtrArray *tables) {
  g_autoptr(GHashTable) columns = columns_measure(view);
  Flow flow = {.words = words, .view = view, .columns = columns};
  flow.passages = g_ptr_array_new_with_free_func((GDestroyNotify)passage_free);
  const LineView *before = NULL; /* NULL: nothing that could go on */
  unsigned next_table = 0;
  for (unsigned i = 0; i < view->lines->len; i++) {
    const LineView *line = &g_array_index(view->lines, LineView, i);
    if (line->furniture) continue;
    for (; next_table < tables->len && stands_before(&flow, tables->pdata[next_table], line); next_table++) {
      add_table(&flow, tables->pdata[next_table]);
      before = NULL;
    }
    add_line(&flow, line, before);
    before = line;
  }
  for (; next_table < tables->len; next_table++) add_table(&flow, tables->pdata[next_table]);
  return flow.passages;
}
