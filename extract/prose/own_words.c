#include "prose/own_words.h"

#include <string.h>

/* `text` without what `lead` and `tail` take off. New string. */
static char *strip(const ProseText *sentence, const char *text) {
  ProseText all = *sentence;
  all.text = text;
  all.length = strlen(text);
  RegexMatch found;
  size_t from = prose_match(&all, sentence->patterns->lead, 0, &found) ? found.end[0] : 0;
  size_t to = prose_match(&all, sentence->patterns->tail, from, &found) ? found.start[0] : all.length;
  return g_strndup(text + from, to - from);
}

/* How many numbers stand in a row from `which` on: 3件、5件和7件. */
static unsigned count_joined(const ProseText *sentence, const GArray *numerals, unsigned which) {
  unsigned count = 1;
  for (unsigned i = which + 1; i < numerals->len; i++, count++) {
    const NumeralSpan *last = &g_array_index(numerals, NumeralSpan, i - 1);
    const NumeralSpan *next = &g_array_index(numerals, NumeralSpan, i);
    if (!g_str_equal(next->class, NUMERAL_FIGURE) || next->from < last->quantity.end) break;
    const char *gap = sentence->text + last->quantity.end, *end = sentence->text + next->from;
    while (gap < end && g_utf8_strchr("、和及与以，", -1, g_utf8_get_char(gap))) gap = g_utf8_next_char(gap);
    if (gap < end) break;
  }
  return count;
}

/* "A、B和C分别为" names one thing for each number that follows. */
static void read_labels(OwnWords *own, const char *words, unsigned joined) {
  const char *each = strstr(words, "分别");
  if (!each) return;
  g_autofree char *head = g_strndup(words, (size_t)(each - words));
  g_autoptr(GString) parted = g_string_new(head);
  static const char *const joints[] = {"以及", "和", "及", "与"};
  for (unsigned i = 0; i < G_N_ELEMENTS(joints); i++) g_string_replace(parted, joints[i], "、", 0);
  g_strfreev(own->labels);
  own->labels = g_strsplit(parted->str, "、", -1);
  own->label = 0;
  g_clear_pointer(&own->each, g_free);
  if (joined > 1 && joined == g_strv_length(own->labels)) own->each = g_strdup(each + strlen("分别"));
}

/* Whether nothing new is named before a number of a list: the second of 3件和5件. */
static bool goes_on(const char *before) {
  static const char *const joints[] = {"", "以及", "和", "及", "与", NULL};
  return g_strv_contains(joints, before);
}

static const char *next_label(OwnWords *own) {
  if (!own->labels || !own->labels[0] || !own->labels[own->label]) return NULL;
  return own->labels[own->label++];
}

/* Words behind which the next thing is named. */
static const char *const next_things[] = {"以及", "和", "及", "与", "并", "、"};

/* Cuts what follows a unit where the next thing begins: 52条和公告20条; if not `all`, a joint at the end alone. */
static void cut_at_joint(char *after, bool all) {
  for (unsigned i = 0; i < G_N_ELEMENTS(next_things); i++) {
    char *joint = all ? strstr(after, next_things[i]) : g_strrstr(after, next_things[i]);
    bool within = joint && joint - after >= (ptrdiff_t)strlen("涉") && g_str_has_prefix(joint - strlen("涉"), "涉及");
    if (joint && !within && (all || joint[strlen(next_things[i])] == '\0')) *joint = '\0';
  }
}

/* Past what the row before has said from behind its unit: the second of 3个一级栏目、5个二级栏目 are no 一级栏目. */
static const char *skip_said(const OwnWords *own, const char *before) {
  size_t said = own->said ? strlen(own->said) : 0;
  if (said == 0 || !g_str_has_prefix(before, own->said)) return before;
  for (unsigned i = 0; i < G_N_ELEMENTS(next_things); i++)
    if (g_str_has_prefix(before + said, next_things[i])) return before + said + strlen(next_things[i]);
  return before;
}

/* Whether nothing but a pause parts the clause from the figure before, which counts in another unit: 培训5场、420人次. */
static bool is_near(const OwnWords *own, const ProseText *sentence, size_t floor, const Clause *clause,
                    const char *unit) {
  size_t gap = clause->from - floor;
  bool pause = gap == 0 || (gap == strlen("、") && g_str_has_prefix(sentence->text + floor, "、"));
  return pause && own->unit && *unit != '%' && !g_str_equal(unit, own->unit);
}

/*
 * 公众号发布信息294期1014条, 培训3期共260人次: of two counts of one thing the second has the words ahead of the first. False
 * when the clause has words of its own.
 */
static bool take_words_ahead(OwnWords *own, Clause *clause, bool near) {
  static const char *const sums[] = {"#", "共#", "计#", "共计#", "合计#", "累计#", "总计#", NULL};
  g_autofree char *ahead = g_steal_pointer(&own->ahead);
  const char *behind = strchr(clause->phrase, '#') + 1;
  g_autofree char *opening = g_strndup(clause->phrase, (size_t)(behind - clause->phrase));
  bool second = near && ahead && g_strv_contains(sums, opening);
  if (second) {
    g_autofree char *rest = g_strdup(behind);
    clause_rename(clause, ahead, rest);
  }
  own->ahead = g_strndup(clause->phrase, strcspn(clause->phrase, "#"));
  return second;
}

static char *read_row(OwnWords *own, const ProseText *sentence, Clause *clause, const Quantity *quantity,
                      unsigned joined) {
  g_autofree char *before = g_strndup(sentence->text + clause->from, quantity->from - clause->from);
  g_autofree char *after = g_strndup(sentence->text + quantity->end, clause->after - quantity->end);
  if (quantity->zero) { /* what there is none of follows, or is itself the numeral: 未发生行政复议、行政诉讼 */
    g_autofree char *thing = g_strndup(sentence->text + quantity->from, quantity->to - quantity->from);
    return strip(sentence, quantity->thing > 0 ? thing : after);
  }
  read_labels(own, before, joined);
  const char *label = strstr(before, "分别") || goes_on(before) ? next_label(own) : NULL;
  if (label && own->each) {
    g_autofree char *named = g_strconcat(label, own->each, NULL);
    clause_rename(clause, named, quantity->unit);
  }
  g_autofree char *words = strip(sentence, label ? label : skip_said(own, before));
  cut_at_joint(after, *words != '\0');
  g_autofree char *row = g_strconcat(words, g_strstrip(after), NULL);
  g_free(own->said);
  own->said = g_steal_pointer(&after);
  return g_steal_pointer(&row);
}

char *own_words_read(OwnWords *own, const ProseText *sentence, const GArray *numerals, unsigned which, size_t floor,
                     Clause *clause) {
  const Quantity *quantity = &g_array_index(numerals, NumeralSpan, which).quantity;
  bool second = take_words_ahead(own, clause, is_near(own, sentence, floor, clause, quantity->unit));
  char *row = read_row(own, sentence, clause, quantity, count_joined(sentence, numerals, which));
  if (second && !*row) {
    g_free(row);
    row = g_strdup(own->row);
  }
  g_free(own->row);
  own->row = g_strdup(row);
  own->unit = quantity->unit;
  return row;
}

void own_words_clear(OwnWords *own) {
  g_strfreev(own->labels);
  g_free(own->each);
  g_free(own->said);
  g_free(own->ahead);
  g_free(own->row);
  *own = (OwnWords){0};
}
