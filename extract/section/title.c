/*
 * title.c - finding the titles that are printed over things.
 *
 *          首页 > 政务公开 > 政府信息公开年报          the path of a web page: no title
 *              洪泽区人民政府                       \  one title, over two lines of one size,
 *         2023年政府信息公开工作年度报告               /  that together say what this is
 *            发布日期：2024-01-19                     no part of it
 *
 *              2018年度统计表                        a caption
 *                            单位：件                a note
 *          +-------------------------+
 *          |                         |
 *          +-------------------------+
 *          注：含乡镇                               a note
 */
#include "section/title.h"

#include "base/any.h"
#include "section/heading.h"

#include <math.h>

/* Lines of a title, of a caption, and notes above a table at most; characters of a line of a title. */
enum { TITLE_LINES = 4, CAPTION_LINES = 2, NOTES_ABOVE = 3, TITLE_LENGTH = 60, NOTE_LENGTH = 40 };

/* In fractions of the character size: lines of one title differ by no more, and stand no further apart. */
static const double SIZES = 0.15, APART = 2.5;
/* Of the size of a letter's title: that of the report which is sent with it may be as much smaller. */
static const double LETTER_SIZE = 0.7;

static const Passage *passage_at(const GPtrArray *passages, unsigned i) { return passages->pdata[i]; }

static const char *text_of(const Passage *passage) { return passage->text ? passage->text->utf8->str : ""; }

/* Short, without the stops of a sentence and the signs of a web page's navigation. */
static bool is_title_line(const ReportWords *words, const Passage *passage) {
  static const char *const strange[] = {"。", "；", "：", ":", ">", "»", "›", "|", "！", NULL};
  Heading heading;
  return passage->role == PASSAGE_TEXT && g_utf8_strlen(text_of(passage), -1) <= TITLE_LENGTH && *text_of(passage) &&
         !any_within(text_of(passage), strange) && !any_within(text_of(passage), words->no_titles) &&
         !heading_read(words, text_of(passage), &heading);
}

static bool belong_together(const Passage *a, const Passage *b) {
  return a->page == b->page && fabs(a->size - b->size) <= SIZES * a->size && b->box.y1 - a->last.y2 < APART * a->size;
}

static bool are_centred_alike(const Passage *a, const Passage *b) {
  return fabs(box_middle_x(a->box) - box_middle_x(b->box)) < a->size;
}

static bool names_report(const ReportWords *words, const char *text) {
  return any_within(text, words->subjects) && any_within(text, words->kinds);
}

/* Whether the passages first..first+n-1 are lines of one title that says what the report is. */
static bool is_report_title(const ReportWords *words, const GPtrArray *passages, unsigned first, unsigned n) {
  g_autoptr(GString) joined = g_string_new(NULL);
  for (unsigned i = first; i < first + n; i++) {
    if (!is_title_line(words, passage_at(passages, i))) return false;
    if (i > first && !belong_together(passage_at(passages, i - 1), passage_at(passages, i))) return false;
    g_string_append(joined, text_of(passage_at(passages, i)));
  }
  return names_report(words, joined->str);
}

/* Where the running text begins: at the first heading, or where the second page ends. */
static unsigned count_before_text(const ReportWords *words, const GPtrArray *passages) {
  Heading heading;
  for (unsigned i = 0; i < passages->len; i++) {
    const Passage *passage = passage_at(passages, i);
    if (heading_read(words, text_of(passage), &heading) || passage->page > passage_at(passages, 0)->page + 1) return i;
  }
  return passages->len;
}

/* 关于报送……年度报告的函: a letter that the report is sent with. */
static bool is_letter(const ReportWords *words, const Passage *passage) {
  return any_suffix(text_of(passage), words->letters) != NULL;
}

void title_mark_report(const ReportWords *words, GPtrArray *passages) {
  unsigned end = count_before_text(words, passages), first = 0, n = 0;
  double size = 0;
  for (unsigned count = 1; count <= TITLE_LINES; count++) {
    for (unsigned i = 0; i + count <= end; i++) {
      bool letter = is_letter(words, passage_at(passages, i + count - 1));
      bool over_letter = n && !letter && is_letter(words, passage_at(passages, first + n - 1));
      double least = over_letter ? size * LETTER_SIZE : size * (1 + SIZES);
      if (passage_at(passages, i)->size <= least || !is_report_title(words, passages, i, count)) continue;
      first = i;
      n = count;
      size = passage_at(passages, i)->size;
    }
  }
  /* whose report it is stands on a line of its own above, centred alike */
  for (; n && first > 0 && n < TITLE_LINES; n++, first--) {
    const Passage *above = passage_at(passages, first - 1), *top = passage_at(passages, first);
    if (!is_title_line(words, above) || !are_centred_alike(above, top) || !belong_together(above, top)) break;
  }
  for (; n && n < TITLE_LINES && first + n < end; n++) {
    const Passage *below = passage_at(passages, first + n), *bottom = passage_at(passages, first + n - 1);
    if (!is_title_line(words, below) || !are_centred_alike(below, bottom) || !belong_together(bottom, below)) break;
  }
  for (unsigned i = first; i < first + n; i++) ((Passage *)passages->pdata[i])->role = PASSAGE_TITLE;
}

static bool is_bracketed(const char *text) { return g_str_has_prefix(text, "（") && g_str_has_suffix(text, "）"); }

/* "单位：件", "填报单位：……", "（聊城市）" */
static bool is_note_above(const ReportWords *words, const Passage *passage) {
  static const char *const colons[] = {"：", ":", NULL};
  static const char *const sentences[] = {"。", "；", NULL};
  const char *text = text_of(passage);
  Heading heading;
  return passage->role == PASSAGE_TEXT && *text && g_utf8_strlen(text, -1) <= NOTE_LENGTH &&
         !any_within(text, sentences) && !heading_read(words, text, &heading) &&
         (is_bracketed(text) || any_within(text, colons));
}

static bool is_note_below(const ReportWords *words, const Passage *passage) {
  return passage->role == PASSAGE_TEXT && any_prefix(text_of(passage), words->notes);
}

static bool is_caption(const ReportWords *words, const Passage *passage) {
  static const char *const sentences[] = {"。", "；", "，", "：", NULL};
  const char *text = text_of(passage);
  Heading heading;
  bool shaped = passage->centred || any_suffix(text, words->captions);
  return passage->role == PASSAGE_TEXT && *text && shaped && g_utf8_strlen(text, -1) <= TITLE_LENGTH &&
         !any_within(text, sentences) && !heading_read(words, text, &heading);
}

static void give(Passage *passage, PassageRole role, const Passage *table) {
  passage->role = role;
  passage->owner = table;
}

/* Looks up from the table at `at`: notes, then a caption; notes without a caption count when they stand right there. */
static void mark_above(const ReportWords *words, GPtrArray *passages, unsigned at) {
  const Passage *table = passage_at(passages, at);
  unsigned i = at;
  while (i > 0 && at - i < NOTES_ABOVE && is_note_above(words, passage_at(passages, i - 1)) &&
         passage_at(passages, i - 1)->page == table->page)
    i--;
  for (unsigned note = i; note < at; note++) give(passages->pdata[note], PASSAGE_NOTE, table);
  for (unsigned lines = 0; i > 0 && lines < CAPTION_LINES; lines++, i--) {
    Passage *passage = passages->pdata[i - 1];
    char *name = NULL;
    size_t length;
    bool annex = heading_is_annex(words, text_of(passage), &name, &length);
    g_free(name);
    if (annex || !is_caption(words, passage) || (lines && !belong_together(passage, passage_at(passages, i)))) break;
    give(passage, PASSAGE_CAPTION, table);
  }
}

void title_mark_tables(const ReportWords *words, GPtrArray *passages) {
  for (unsigned i = 0; i < passages->len; i++) {
    if (!passage_at(passages, i)->table) continue;
    mark_above(words, passages, i);
    for (unsigned j = i + 1; j < passages->len && is_note_below(words, passage_at(passages, j)); j++)
      give(passages->pdata[j], PASSAGE_NOTE, passage_at(passages, i));
  }
}
