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
#include <string.h>

/* Lines of a title, of a caption, and notes above a table at most; characters of a line of a title. */
enum { TITLE_LINES = 4, CAPTION_LINES = 2, NOTES_ABOVE = 3, TITLE_LENGTH = 60, NOTE_LENGTH = 40 };

/* In fractions of the character size: lines of one title differ by no more, and stand no further apart. */
static const double SIZES = 0.15, APART = 2.5;
/* Of the size of a letter's title: that of the report which is sent with it may be as much smaller. */
static const double LETTER_SIZE = 0.7;

static const Block *block_at(const GPtrArray *blocks, unsigned i) { return blocks->pdata[i]; }

static const char *words_of(const Block *block) { return block->text ? block->text->utf8->str : ""; }

/* Short, without the stops of a sentence and the signs of a web page's navigation. */
static bool is_title_line(const Block *block) {
  static const char *const strange[] = {"。", "；", "：", ":", ">", "»", "›", "|", "！", "当前位置", NULL};
  Heading heading;
  return block->role == BLOCK_TEXT && g_utf8_strlen(words_of(block), -1) <= TITLE_LENGTH && *words_of(block) &&
         !any_within(words_of(block), strange) && !heading_read(words_of(block), &heading);
}

static bool belong_together(const Block *a, const Block *b) {
  return a->page == b->page && fabs(a->size - b->size) <= SIZES * a->size && b->box.y1 - a->last.y2 < APART * a->size;
}

static bool are_centred_alike(const Block *a, const Block *b) {
  return fabs(box_middle_x(a->box) - box_middle_x(b->box)) < a->size;
}

static bool names_report(const char *text) {
  static const char *const subjects[] = {"信息公开", "政务公开", NULL};
  static const char *const kinds[] = {"报告", "年报", NULL};
  return any_within(text, subjects) && any_within(text, kinds);
}

/* Whether the blocks first..first+n-1 are lines of one title that says what the report is. */
static bool is_report_title(const GPtrArray *blocks, unsigned first, unsigned n) {
  g_autoptr(GString) joined = g_string_new(NULL);
  for (unsigned i = first; i < first + n; i++) {
    if (!is_title_line(block_at(blocks, i))) return false;
    if (i > first && !belong_together(block_at(blocks, i - 1), block_at(blocks, i))) return false;
    g_string_append(joined, words_of(block_at(blocks, i)));
  }
  return names_report(joined->str);
}

/* Where the running text begins: at the first heading, or where the second page ends. */
static unsigned count_before_text(const GPtrArray *blocks) {
  Heading heading;
  for (unsigned i = 0; i < blocks->len; i++) {
    const Block *block = block_at(blocks, i);
    if (heading_read(words_of(block), &heading) || block->page > block_at(blocks, 0)->page + 1) return i;
  }
  return blocks->len;
}

/* 关于报送……年度报告的函: a letter that the report is sent with. */
static bool is_letter(const Block *block) {
  static const char *const kinds[] = {"的函", "的通知", "的请示", "的公告", NULL};
  return any_suffix(words_of(block), kinds);
}

void title_mark_report(GPtrArray *blocks) {
  unsigned end = count_before_text(blocks), first = 0, n = 0;
  double size = 0;
  for (unsigned count = 1; count <= TITLE_LINES; count++) {
    for (unsigned i = 0; i + count <= end; i++) {
      bool letter = is_letter(block_at(blocks, i + count - 1));
      bool over_letter = n && !letter && is_letter(block_at(blocks, first + n - 1));
      double least = over_letter ? size * LETTER_SIZE : size * (1 + SIZES);
      if (block_at(blocks, i)->size <= least || !is_report_title(blocks, i, count)) continue;
      first = i;
      n = count;
      size = block_at(blocks, i)->size;
    }
  }
  /* whose report it is stands on a line of its own above, centred alike */
  for (; n && first > 0 && n < TITLE_LINES; n++, first--) {
    const Block *above = block_at(blocks, first - 1), *top = block_at(blocks, first);
    if (!is_title_line(above) || !are_centred_alike(above, top) || !belong_together(above, top)) break;
  }
  for (; n && n < TITLE_LINES && first + n < end; n++) {
    const Block *below = block_at(blocks, first + n), *bottom = block_at(blocks, first + n - 1);
    if (!is_title_line(below) || !are_centred_alike(below, bottom) || !belong_together(bottom, below)) break;
  }
  for (unsigned i = first; i < first + n; i++) ((Block *)blocks->pdata[i])->role = BLOCK_TITLE;
}

static bool is_bracketed(const char *text) { return g_str_has_prefix(text, "（") && g_str_has_suffix(text, "）"); }

/* "单位：件", "填报单位：……", "（聊城市）" */
static bool is_note_above(const Block *block) {
  static const char *const colons[] = {"：", ":", NULL};
  static const char *const sentences[] = {"。", "；", NULL};
  const char *text = words_of(block);
  Heading heading;
  return block->role == BLOCK_TEXT && *text && g_utf8_strlen(text, -1) <= NOTE_LENGTH && !any_within(text, sentences) &&
         !heading_read(text, &heading) && (is_bracketed(text) || any_within(text, colons));
}

static bool is_note_below(const Block *block) {
  static const char *const beginnings[] = {"注", "（注", "备注", "（备注", "说明：", "填表说明", NULL};
  return block->role == BLOCK_TEXT && any_prefix(words_of(block), beginnings);
}

static bool is_caption(const Block *block) {
  static const char *const sentences[] = {"。", "；", "，", "：", NULL};
  const char *text = words_of(block);
  Heading heading;
  bool shaped = block->centred || g_str_has_suffix(text, "表") || g_str_has_suffix(text, "项");
  return block->role == BLOCK_TEXT && *text && shaped && g_utf8_strlen(text, -1) <= TITLE_LENGTH &&
         !any_within(text, sentences) && !heading_read(text, &heading);
}

static void give(Block *block, BlockRole role, const Block *table) {
  block->role = role;
  block->owner = table;
}

/* Looks up from the table at `at`: notes, then a caption; notes without a caption count when they stand right there. */
static void mark_above(GPtrArray *blocks, unsigned at) {
  const Block *table = block_at(blocks, at);
  unsigned i = at;
  while (i > 0 && at - i < NOTES_ABOVE && is_note_above(block_at(blocks, i - 1)) &&
         block_at(blocks, i - 1)->page == table->page)
    i--;
  for (unsigned note = i; note < at; note++) give(blocks->pdata[note], BLOCK_NOTE, table);
  for (unsigned lines = 0; i > 0 && lines < CAPTION_LINES; lines++, i--) {
    Block *block = blocks->pdata[i - 1];
    char *name = NULL;
    size_t length;
    bool annex = heading_is_annex(words_of(block), &name, &length);
    g_free(name);
    if (annex || !is_caption(block) || (lines && !belong_together(block, block_at(blocks, i)))) break;
    give(block, BLOCK_CAPTION, table);
  }
}

void title_mark_tables(GPtrArray *blocks) {
  for (unsigned i = 0; i < blocks->len; i++) {
    if (!block_at(blocks, i)->table) continue;
    mark_above(blocks, i);
    for (unsigned j = i + 1; j < blocks->len && is_note_below(block_at(blocks, j)); j++)
      give(blocks->pdata[j], BLOCK_NOTE, block_at(blocks, i));
  }
}
