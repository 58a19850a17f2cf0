/*
 * A figure is about the words of its clause (clause.h).
 *
 *   收到信息公开申请 647 件，办结 647 件。其中属于已主动公开范围数为 177 件，占答复数 27.4% ；同意公开答复数 232 件
 *   |<-- clause --->|        |     |     |<-------- clause ----->|
 *                            whole  <----- part                    <- share of the same   <- part
 *
 * 其中 makes the last count the whole of all counts up to the end of the sentence, as long as they do not add up to
 * more than it; a bracket right behind a count makes that count the whole of what it holds.
 */
#include "prose/narrative.h"

#include "base/any.h"
#include "prose/clause.h"
#include "prose/short_name.h"
#include "prose/told_year.h"

#include <string.h>

enum {
  LOOK_BACK = 4, /* figures ahead of 其中 that may be the whole */
  NONE = -1
};

typedef enum Era { ERA_EARLY, ERA_2014, ERA_2019 } Era;

struct Narrative {
  const ProsePatterns *patterns;
  char *titles, *year, *own_place;
  Era era;
  GArray *statements;
  int last;      /* the last count that is no share and no change */
  int parent;    /* the whole of what follows, while its sentence lasts */
  Decimal parts; /* what its parts add up to so far */
  int bracket;   /* the count behind which the open bracket stands */
  int depth;     /* of brackets */
  char *said;    /* what the row of the last figure has from behind its unit */
  char **labels; /* A、B和C of "A、B和C分别为" */
  unsigned label;
  char *each; /* what is said of each of them, when each has its number: 发布信息 of 微信和微博分别发布信息3条、5条 */
  char *named; /* of which of them the figure is that is being read: 微信发布信息; NULL otherwise */
};

static void clear_statement(Statement *statement) { g_free(statement->row); }

static Era era_of(const char *form, const char *year) {
  if (g_str_has_prefix(form, "early")) return ERA_EARLY;
  if (g_str_has_prefix(form, "2014")) return ERA_2014;
  if (*form || !*year) return ERA_2019;
  gint64 number = g_ascii_strtoll(year, NULL, 10);
  return number < 2014 ? ERA_EARLY : number < 2019 ? ERA_2014 : ERA_2019;
}

Narrative *narrative_new(const ProsePatterns *patterns, const NarrativeAbout *about) {
  Narrative *narrative = g_new0(Narrative, 1);
  narrative->patterns = patterns;
  narrative->titles = g_strdup(about->titles);
  narrative->year = g_strdup(about->year);
  narrative->own_place = g_strdup(about->place);
  narrative->era = era_of(about->form, about->year);
  narrative->statements = g_array_new(FALSE, FALSE, sizeof(Statement));
  g_array_set_clear_func(narrative->statements, (GDestroyNotify)clear_statement);
  narrative->last = narrative->parent = narrative->bracket = NONE;
  return narrative;
}

void narrative_free(Narrative *narrative) {
  if (!narrative) return;
  g_array_unref(narrative->statements);
  g_strfreev(narrative->labels);
  g_free(narrative->said);
  g_free(narrative->each);
  g_free(narrative->named);
  g_free(narrative->titles);
  g_free(narrative->year);
  g_free(narrative->own_place);
  g_free(narrative);
}

const GArray *narrative_statements(const Narrative *narrative) { return narrative->statements; }

static const Statement *statement(const Narrative *narrative, int i) {
  return &g_array_index(narrative->statements, Statement, (unsigned)i);
}

static bool fits(const ProseText *sentence, Regex *regex, const char *subject, size_t length) {
  ProseText other = *sentence;
  other.text = subject;
  other.length = length;
  RegexMatch found;
  return prose_match(&other, regex, 0, &found);
}

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
static void read_labels(Narrative *narrative, const char *words, unsigned joined) {
  const char *each = strstr(words, "分别");
  if (!each) return;
  g_autofree char *head = g_strndup(words, (size_t)(each - words));
  g_autoptr(GString) parted = g_string_new(head);
  static const char *const joints[] = {"以及", "和", "及", "与"};
  for (unsigned i = 0; i < G_N_ELEMENTS(joints); i++) g_string_replace(parted, joints[i], "、", 0);
  g_strfreev(narrative->labels);
  narrative->labels = g_strsplit(parted->str, "、", -1);
  narrative->label = 0;
  g_clear_pointer(&narrative->each, g_free);
  if (joined > 1 && joined == g_strv_length(narrative->labels)) narrative->each = g_strdup(each + strlen("分别"));
}

/* Whether nothing new is named before a number of a list: the second of 3件和5件. */
static bool goes_on(const char *before) {
  static const char *const joints[] = {"", "以及", "和", "及", "与", NULL};
  return g_strv_contains(joints, before);
}

static const char *next_label(Narrative *narrative) {
  if (!narrative->labels || !narrative->labels[0] || !narrative->labels[narrative->label]) return NULL;
  return narrative->labels[narrative->label++];
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
static const char *skip_said(const Narrative *narrative, const char *before) {
  size_t said = narrative->said ? strlen(narrative->said) : 0;
  if (said == 0 || !g_str_has_prefix(before, narrative->said)) return before;
  for (unsigned i = 0; i < G_N_ELEMENTS(next_things); i++)
    if (g_str_has_prefix(before + said, next_things[i])) return before + said + strlen(next_things[i]);
  return before;
}

/* What is counted, in the report's own words. */
static char *own_words(Narrative *narrative, const ProseText *sentence, const Clause *clause, const Quantity *quantity,
                       unsigned joined) {
  g_autofree char *before = g_strndup(sentence->text + clause->from, quantity->from - clause->from);
  g_autofree char *after = g_strndup(sentence->text + quantity->end, clause->after - quantity->end);
  if (quantity->zero) { /* what there is none of follows, or is itself the numeral: 未发生行政复议、行政诉讼 */
    g_autofree char *thing = g_strndup(sentence->text + quantity->from, quantity->to - quantity->from);
    return strip(sentence, quantity->second ? thing : after);
  }
  read_labels(narrative, before, joined);
  const char *label = strstr(before, "分别") || goes_on(before) ? next_label(narrative) : NULL;
  if (label && narrative->each) narrative->named = g_strconcat(label, narrative->each, NULL);
  g_autofree char *words = strip(sentence, label ? label : skip_said(narrative, before));
  cut_at_joint(after, *words != '\0');
  g_autofree char *row = g_strconcat(words, g_strstrip(after), NULL);
  g_free(narrative->said);
  narrative->said = g_steal_pointer(&after);
  bool share = *quantity->unit == '%';
  if (share && narrative->last != NONE && (!*row || g_str_has_prefix(row, "占")))
    return g_strjoin(*row ? " / " : "", statement(narrative, narrative->last)->row, row, NULL);
  return g_steal_pointer(&row);
}

static const char *id_of(const Narrative *narrative, const IndicatorIds *ids) {
  return narrative->era == ERA_EARLY ? ids->early : narrative->era == ERA_2014 ? ids->y2014 : ids->y2019;
}

static bool unit_fits(const NarrativePattern *pattern, const char *unit) {
  return !pattern->units || g_strv_contains((const char *const *)pattern->units, unit);
}

/* Whether the clause, or what directly follows the figure, fits: 受理21件（含上年结转2件）. */
static bool says(const ProseText *sentence, Regex *regex, const Clause *clause) {
  return fits(sentence, regex, sentence->text + clause->from, clause->near - clause->from);
}

/* 2021年收到申请31件, in the report on 2022, and what is not of the year as a whole: kept without an indicator. */
static bool is_of_other_time(const Narrative *narrative, const ProseText *sentence, const char *phrase, size_t at) {
  const ProsePatterns *patterns = narrative->patterns;
  return told_year_is_other(narrative->year, phrase) || fits(sentence, patterns->part_year, sentence->text, at) ||
         told_year_goes_on(patterns, narrative->year, sentence->text, at) ||
         fits(sentence, patterns->other_year, phrase, strlen(phrase));
}

/* 市公安局收到申请12件, in the report of the city: what is last said to have received anything is not the whole. */
static bool is_of_other_organ(const Narrative *narrative, const ProseText *sentence, size_t at) {
  ProseText ahead = *sentence;
  ahead.length = at;
  RegexMatch found;
  if (!*narrative->own_place || !prose_match(&ahead, narrative->patterns->others, 0, &found)) return false;
  int group = regex_group(narrative->patterns->others, "who");
  g_autofree char *who = g_strndup(sentence->text + found.start[group], found.end[group] - found.start[group]);
  return !g_str_has_suffix(narrative->own_place, who) && !short_name_of(who, narrative->own_place);
}

static void find_indicator(const Narrative *narrative, const ProseText *sentence, const Clause *clause,
                           Statement *ret) {
  const char *whole = ret->whole == NONE ? "" : statement(narrative, ret->whole)->indicator;
  bool other_time = is_of_other_time(narrative, sentence, clause->phrase, ret->quantity.from);
  if (fits(sentence, narrative->patterns->never, clause->phrase, strlen(clause->phrase))) return;
  for (unsigned i = 0; i < narrative->patterns->indicators->len; i++) {
    const NarrativePattern *pattern = g_ptr_array_index(narrative->patterns->indicators, i);
    const char *id = id_of(narrative, &pattern->ids);
    if (!*id || !unit_fits(pattern, ret->quantity.unit) || !g_str_has_prefix(whole, pattern->under)) continue;
    if (!fits(sentence, pattern->words, clause->phrase, strlen(clause->phrase))) continue;
    /* 全市收到申请20件，其中市级收到申请9件: a part measures not what its whole does. */
    if (g_str_equal(id, whole)) continue;
    if (other_time && !g_str_has_prefix(id, "request.carried")) continue;
    bool out = g_str_equal(id, "request.carriedout");
    if (out && told_year_is_reached(narrative->patterns, narrative->year, clause->phrase)) continue;
    if (pattern->not &&fits(sentence, pattern->not, clause->phrase, strlen(clause->phrase))) continue;
    if (pattern->in && !fits(sentence, pattern->in, narrative->titles, strlen(narrative->titles))) continue;
    if (pattern->sentence && !fits(sentence, pattern->sentence, sentence->text, ret->quantity.from)) continue;
    if (is_of_other_organ(narrative, sentence, ret->quantity.from)) return;
    ret->indicator = id;
    ret->place = pattern->place;
    bool doubt = (!pattern->when || fits(sentence, pattern->when, sentence->text, ret->quantity.from)) &&
                 (!pattern->unless || !says(sentence, pattern->unless, clause));
    if (doubt) ret->marks |= pattern->mark;
    return;
  }
}

/* The brackets between two figures: which count an open one stands behind. */
static void follow_brackets(Narrative *narrative, const ProseText *sentence, size_t from, size_t to) {
  for (const char *p = sentence->text + from; p < sentence->text + to; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if ((c == U'（' || c == '(') && narrative->depth++ == 0)
      narrative->bracket = p == sentence->text + from && from > 0 ? (int)narrative->statements->len - 1 : NONE;
    else if ((c == U'）' || c == ')') && narrative->depth > 0 && --narrative->depth == 0) narrative->bracket = NONE;
  }
}

static bool is_change(const Statement *one) { return (one->marks & (MARK_INCREASE | MARK_DECREASE)) != 0; }
static bool is_share(const Statement *one) { return *one->quantity.unit == '%'; }

/* Of which count a share is one: that of which the count before it is a part. */
static int base_of(const Narrative *narrative, const Clause *clause, const Statement *share) {
  bool bare = g_str_has_prefix(clause->phrase, "#"); /* 208件（17.46%） */
  if (is_change(share) || narrative->last == NONE || (!strstr(clause->phrase, "占") && !bare)) return NONE;
  return statement(narrative, narrative->last)->whole;
}

/* 复议6件和诉讼3件，其中复议维持5件: whether the count is too small for the part, and the one it is joined to is not. */
static bool is_paired(const Narrative *narrative, const ProseText *sentence, int which, const Quantity *part) {
  static const char *const joints[] = {"以及", "和", "及", "与", "、", NULL};
  const Quantity *one = &statement(narrative, which)->quantity, *before = &statement(narrative, which - 1)->quantity;
  if (before->end >= one->from || !any_prefix(sentence->text + before->end, joints)) return false;
  return g_str_equal(before->unit, part->unit) && decimal_compare(before->value, part->value) >= 0;
}

/*
 * The count that 其中 speaks of: the last one, or a little before it one of the same unit; at the start of a sentence
 * (`again`) not a part of the sentence before, but its whole.
 */
static int parent_of(const Narrative *narrative, const ProseText *sentence, const Quantity *part, bool again) {
  if (again && narrative->last != NONE && statement(narrative, narrative->last)->whole != NONE)
    return statement(narrative, narrative->last)->whole;
  int from = MAX(0, narrative->last - LOOK_BACK);
  for (int i = narrative->last; i >= from; i--) {
    const Statement *one = statement(narrative, i);
    if (is_change(one) || !g_str_equal(one->quantity.unit, part->unit)) continue;
    if (decimal_compare(one->quantity.value, part->value) >= 0) return i;
    /* 新收31件，上年结转3件，其中自然人28件: what was carried over is named in passing */
    bool carried = g_str_has_prefix(one->indicator, "request.carried");
    if (i == from || !(carried || (!again && is_paired(narrative, sentence, i, part)))) return i;
  }
  return narrative->last;
}

static int whole_of(Narrative *narrative, const Statement *part, bool first, bool apart) {
  if (is_change(part) || apart) return NONE;
  if (narrative->depth > 0) return narrative->bracket;
  if (narrative->parent == NONE) return NONE;
  const Quantity *whole = &statement(narrative, narrative->parent)->quantity;
  bool same = g_str_equal(whole->unit, part->quantity.unit);
  Decimal sum;
  if (!same) return first ? narrative->parent : NONE;
  if (!decimal_add(narrative->parts, part->quantity.value, &sum) || decimal_compare(sum, whole->value) > 0) {
    /* The first part is one even where the report contradicts itself. */
    int parent = narrative->parent;
    if (!first) narrative->parent = NONE;
    return first ? parent : NONE;
  }
  narrative->parts = sum;
  return narrative->parent;
}

/* 90分以上的12家: the bound of a group, no count. */
static bool is_threshold(const ProseText *sentence, const Quantity *quantity) {
  bool bounded = (quantity->marks & (MARK_AT_LEAST | MARK_AT_MOST)) != 0;
  return bounded && quantity->end + strlen("的") <= sentence->length &&
         g_str_has_prefix(sentence->text + quantity->end, "的");
}

static void read_figure(Narrative *narrative, const ProseText *sentence, const GArray *numerals, unsigned which,
                        size_t floor) {
  const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, which);
  g_auto(Clause) clause = clause_find(sentence, numerals, which, floor);
  Statement one = {.quantity = span->quantity, .indicator = "", .place = "", .marks = span->quantity.marks};
  follow_brackets(narrative, sentence, floor, span->from);
  const char *gap = sentence->text + floor;
  size_t gap_length = span->from - floor;
  /* a sentence of its own that gives each thing its number is of no other: 许可、处罚分别为305件和12件 */
  bool listed =
      floor == 0 && g_strstr_len(gap, (gssize)gap_length, "分别") && !g_strstr_len(gap, (gssize)gap_length, "其中");
  bool first = !listed && fits(sentence, narrative->patterns->parts, gap, gap_length);
  if (first && narrative->depth == 0) {
    narrative->parent = parent_of(narrative, sentence, &one.quantity, floor == 0);
    narrative->parts = (Decimal){0, 0};
  }
  bool apart = g_strstr_len(gap, (gssize)gap_length, "另") != NULL || is_threshold(sentence, &one.quantity);
  one.whole = is_share(&one) ? base_of(narrative, &clause, &one) : whole_of(narrative, &one, first, apart);
  g_clear_pointer(&narrative->named, g_free);
  one.row = own_words(narrative, sentence, &clause, &one.quantity, count_joined(sentence, numerals, which));
  if (narrative->named) clause_rename(&clause, narrative->named, one.quantity.unit);
  if (one.quantity.zero) {
    const ZeroPattern *zero = one.quantity.zero;
    bool nameless = one.quantity.second && *id_of(narrative, &zero->ids) &&
                    !*statement(narrative, (int)narrative->statements->len - 1)->indicator;
    if (!nameless && !is_of_other_time(narrative, sentence, clause.phrase, one.quantity.from) &&
        !is_of_other_organ(narrative, sentence, one.quantity.to))
      one.indicator = id_of(narrative, one.quantity.second ? &zero->second : &zero->ids);
    one.place = zero->place;
  } else if (!is_change(&one)) {
    find_indicator(narrative, sentence, &clause, &one);
  }
  g_array_append_val(narrative->statements, one);
  if (!is_share(&one) && !is_change(&one) && narrative->depth == 0)
    narrative->last = (int)narrative->statements->len - 1;
}

static void withdraw(Statement *one) {
  one->indicator = one->place = "";
  one->marks &= ~(unsigned)MARK_AMBIGUOUS;
}

/*
 * One sentence says a thing once. Two numbers for it are those of two bodies or of two kinds, none of them the report's
 * (民政局收到申请3件，水务局收到申请5件); but what is certain stands before what is ambiguous.
 */
static void settle_repeated(Narrative *narrative, unsigned first) {
  for (unsigned i = first; i < narrative->statements->len; i++) {
    Statement *one = &g_array_index(narrative->statements, Statement, i);
    bool repeated = false;
    for (unsigned k = i + 1; *one->indicator && k < narrative->statements->len; k++) {
      Statement *other = &g_array_index(narrative->statements, Statement, k);
      if (!g_str_equal(one->indicator, other->indicator) ||
          decimal_compare(one->quantity.value, other->quantity.value) == 0)
        continue;
      unsigned doubt = one->marks & MARK_AMBIGUOUS, others_doubt = other->marks & MARK_AMBIGUOUS;
      if (doubt || doubt == others_doubt) repeated = true;
      if (others_doubt || doubt == others_doubt) withdraw(other);
    }
    if (repeated) withdraw(one);
  }
}

void narrative_read(Narrative *narrative, const ProseText *sentence, const GArray *numerals) {
  size_t floor = 0;
  unsigned before = narrative->statements->len;
  narrative->parent = narrative->bracket = NONE;
  narrative->depth = 0;
  g_clear_pointer(&narrative->labels, g_strfreev);
  g_clear_pointer(&narrative->each, g_free);
  g_clear_pointer(&narrative->said, g_free);
  for (unsigned i = 0; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    if (!g_str_equal(span->class, NUMERAL_FIGURE)) continue;
    read_figure(narrative, sentence, numerals, i, floor);
    floor = span->quantity.end;
  }
  settle_repeated(narrative, before);
}
