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
#include "prose/own_words.h"
#include "prose/short_name.h"
#include "prose/told_year.h"

#include <string.h>

enum {
  LOOK_BACK = 4, /* figures ahead of 其中 that may be the whole */
  OWN_NAME = 3,  /* characters by which an organ is told from others: 财政局 */
  NONE = -1
};

typedef enum Era { ERA_EARLY, ERA_2014, ERA_2019 } Era;

struct Narrative {
  const ProsePatterns *patterns;
  char *titles, *year, *own_place, *organ;
  Era era;
  GArray *statements;
  int last;      /* the last count that is no share and no change */
  int parent;    /* the whole of what follows, while its sentence lasts */
  Decimal parts; /* what its parts add up to so far */
  int bracket;   /* the count behind which the open bracket stands */
  int depth;     /* of brackets */
  OwnWords words;
  char *before;  /* the sentence before */
  char *context; /* that and this one, which goes on with 其中; NULL when it does not */
  size_t shift;  /* of this one in it */
};

static void clear_statement(Statement *statement) { g_free(statement->row); }

static Era era_of(const char *form, const char *year) {
  if (g_str_has_prefix(form, "early")) return ERA_EARLY;
  if (g_str_has_prefix(form, "2014")) return ERA_2014;
  if (*form || !*year) return ERA_2019;
  gint64 number = g_ascii_strtoll(year, NULL, 10);
  return number < 2014 ? ERA_EARLY : number < 2019 ? ERA_2014 : ERA_2019;
}

/* 卫生健康委员会 as 卫健委 shortens it. */
static char *organ_name(const char *organ) {
  size_t committee = g_str_has_suffix(organ, "委员会") ? strlen("员会") : 0;
  return g_strndup(organ, strlen(organ) - committee);
}

Narrative *narrative_new(const ProsePatterns *patterns, const NarrativeAbout *about) {
  Narrative *narrative = g_new0(Narrative, 1);
  narrative->patterns = patterns;
  narrative->titles = g_strdup(about->titles);
  narrative->year = g_strdup(about->year);
  narrative->own_place = g_strdup(about->place);
  narrative->organ = organ_name(about->organ);
  narrative->era = era_of(about->form, about->year);
  narrative->statements = g_array_new(FALSE, FALSE, sizeof(Statement));
  g_array_set_clear_func(narrative->statements, (GDestroyNotify)clear_statement);
  narrative->last = narrative->parent = narrative->bracket = NONE;
  return narrative;
}

void narrative_free(Narrative *narrative) {
  if (!narrative) return;
  g_array_unref(narrative->statements);
  own_words_clear(&narrative->words);
  g_free(narrative->before);
  g_free(narrative->context);
  g_free(narrative->titles);
  g_free(narrative->year);
  g_free(narrative->own_place);
  g_free(narrative->organ);
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

/* What is said up to `at` of the sentence; of the one before, too, where this goes on with 其中. */
static ProseText said_up_to(const Narrative *narrative, const ProseText *sentence, size_t at) {
  ProseText said = *sentence;
  if (narrative->context) said.text = narrative->context;
  said.length = narrative->shift + at;
  return said;
}

/* 2021年收到申请31件, in the report on 2022, and what is not of the year as a whole: kept without an indicator. */
static bool is_of_other_time(const Narrative *narrative, const ProseText *said, const char *phrase) {
  const ProsePatterns *patterns = narrative->patterns;
  return told_year_is_other(narrative->year, phrase) || fits(said, patterns->part_year, said->text, said->length) ||
         told_year_goes_on(patterns, narrative->year, said->text, said->length) ||
         fits(said, patterns->other_year, phrase, strlen(phrase));
}

/* Whether the report is of an organ, and `who` of another: 民政局 in that of 财政局, but not 卫健委 in that of 卫生健康委员会. */
static bool is_beside_organ(const Narrative *narrative, const ProseText *sentence, const char *who) {
  glong length = g_utf8_strlen(who, -1);
  if (!*narrative->organ || length < OWN_NAME || !fits(sentence, narrative->patterns->organs, who, strlen(who)))
    return false;
  return !short_name_of(g_utf8_offset_to_pointer(who, length - OWN_NAME), narrative->organ);
}

/* 市公安局收到申请12件, in the report of the city: what is last said to have received anything is not the whole. */
static bool is_of_other_organ(const Narrative *narrative, const ProseText *said) {
  RegexMatch found;
  if (!prose_match(said, narrative->patterns->others, 0, &found)) return false;
  int group = regex_group(narrative->patterns->others, "who");
  g_autofree char *who = g_strndup(said->text + found.start[group], found.end[group] - found.start[group]);
  if (!*narrative->own_place) return is_beside_organ(narrative, said, who);
  return !g_str_has_suffix(narrative->own_place, who) && !short_name_of(who, narrative->own_place);
}

/*
 * Whether the whole lets a part measure this: 全市收到申请20件，其中市级收到申请9件 is of two bodies. But 共办理申请20件，
 * 其中新收18件 says that the 20 are not what was received.
 */
static bool may_be_part(const Statement *whole, const NarrativePattern *pattern, const char *id) {
  const char *of = whole ? whole->indicator : "";
  if (!g_str_has_prefix(of, pattern->under)) return false;
  if (pattern->outside && g_str_has_prefix(of, pattern->outside)) return false;
  return !g_str_equal(id, of) || pattern->instead;
}

/* 上年结转, and 自2008年《条例》施行以来，累计 */
static bool is_of_any_time(const char *id, const ProseText *said) {
  return g_str_has_prefix(id, "request.carried") ||
         (g_str_has_suffix(id, "_cum") && g_strstr_len(said->text, (gssize)said->length, "以来"));
}

static void find_indicator(const Narrative *narrative, const ProseText *sentence, const Clause *clause,
                           Statement *ret) {
  const Statement *whole = ret->whole == NONE ? NULL : statement(narrative, ret->whole);
  ProseText said = said_up_to(narrative, sentence, ret->quantity.from);
  bool other_time = is_of_other_time(narrative, &said, clause->phrase);
  if (fits(sentence, narrative->patterns->never, clause->phrase, strlen(clause->phrase))) return;
  for (unsigned i = 0; i < narrative->patterns->indicators->len; i++) {
    const NarrativePattern *pattern = g_ptr_array_index(narrative->patterns->indicators, i);
    const char *id = id_of(narrative, &pattern->ids);
    if (!*id || !unit_fits(pattern, ret->quantity.unit) || !may_be_part(whole, pattern, id)) continue;
    if (!fits(sentence, pattern->words, clause->phrase, strlen(clause->phrase))) continue;
    if (other_time && !is_of_any_time(id, &said)) continue;
    bool out = g_str_equal(id, "request.carriedout");
    if (out && told_year_is_reached(narrative->patterns, narrative->year, clause->phrase)) continue;
    if (pattern->not &&fits(sentence, pattern->not, clause->phrase, strlen(clause->phrase))) continue;
    if (pattern->in && !fits(sentence, pattern->in, narrative->titles, strlen(narrative->titles))) continue;
    if (pattern->sentence && !fits(sentence, pattern->sentence, said.text, said.length)) continue;
    if (is_of_other_organ(narrative, &said)) return;
    ret->indicator = id;
    ret->place = pattern->place;
    bool doubt = (!pattern->when || fits(sentence, pattern->when, said.text, said.length)) &&
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

static void withdraw(Statement *one) {
  one->indicator = one->place = "";
  one->marks &= ~(unsigned)MARK_AMBIGUOUS;
}

/* 行政复议12件，其中信息公开类5件: what its part is said to be, the whole is not. */
static void replace_whole(Narrative *narrative, const Statement *part) {
  if (part->whole == NONE) return;
  Statement *whole = &g_array_index(narrative->statements, Statement, (unsigned)part->whole);
  if (*part->indicator && g_str_equal(part->indicator, whole->indicator)) withdraw(whole);
}

/* 公开2846条（去年为2527条）: what another year had, in brackets. */
static bool is_beside(const Narrative *narrative, const ProseText *sentence, const char *phrase) {
  return narrative->depth > 0 && (told_year_is_other(narrative->year, phrase) ||
                                  fits(sentence, narrative->patterns->other_year, phrase, strlen(phrase)));
}

/* 90分以上的12家: the bound of a group, no count. */
static bool is_threshold(const ProseText *sentence, const Quantity *quantity) {
  bool bounded = (quantity->marks & (MARK_AT_LEAST | MARK_AT_MOST)) != 0;
  return bounded && quantity->end + strlen("的") <= sentence->length &&
         g_str_has_prefix(sentence->text + quantity->end, "的");
}

/* 占45.3%: the share is one of what was counted last. */
static char *name_share(const Narrative *narrative, char *row) {
  bool named = *row && !g_str_has_prefix(row, "占");
  if (named || narrative->last == NONE) return row;
  char *of = g_strjoin(*row ? " / " : "", statement(narrative, narrative->last)->row, row, NULL);
  g_free(row);
  return of;
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
  bool apart = g_strstr_len(gap, (gssize)gap_length, "另") != NULL || is_threshold(sentence, &one.quantity) ||
               is_beside(narrative, sentence, clause.phrase);
  one.whole = is_share(&one) ? base_of(narrative, &clause, &one) : whole_of(narrative, &one, first, apart);
  one.row = own_words_read(&narrative->words, sentence, numerals, which, floor, &clause);
  if (is_share(&one)) one.row = name_share(narrative, one.row);
  if (one.quantity.zero) {
    const ZeroPattern *zero = one.quantity.zero;
    ProseText ahead = said_up_to(narrative, sentence, one.quantity.from);
    ProseText zeros = said_up_to(narrative, sentence, one.quantity.to);
    int thing = one.quantity.thing;
    bool nameless = thing > 0 && *id_of(narrative, &zero->ids[thing - 1]) &&
                    !*statement(narrative, (int)narrative->statements->len - 1)->indicator;
    if (!nameless && !is_of_other_time(narrative, &ahead, clause.phrase) && !is_of_other_organ(narrative, &zeros))
      one.indicator = id_of(narrative, &zero->ids[thing]);
    one.place = zero->place;
  } else if (!is_change(&one)) {
    find_indicator(narrative, sentence, &clause, &one);
    replace_whole(narrative, &one);
  }
  g_array_append_val(narrative->statements, one);
  if (!is_share(&one) && !is_change(&one) && narrative->depth == 0)
    narrative->last = (int)narrative->statements->len - 1;
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

static void begin_sentence(Narrative *narrative, const ProseText *sentence) {
  g_clear_pointer(&narrative->context, g_free);
  narrative->shift = 0;
  if (narrative->before && g_str_has_prefix(sentence->text, "其中")) {
    int length = (int)strlen(narrative->before);
    if (g_str_has_suffix(narrative->before, "。")) length -= (int)strlen("。");
    narrative->context = g_strdup_printf("%.*s，%s", length, narrative->before, sentence->text);
    narrative->shift = (size_t)length + strlen("，");
  }
  g_free(narrative->before);
  narrative->before = g_strndup(sentence->text, sentence->length);
}

void narrative_read(Narrative *narrative, const ProseText *sentence, const GArray *numerals) {
  size_t floor = 0;
  begin_sentence(narrative, sentence);
  unsigned before = narrative->statements->len;
  narrative->parent = narrative->bracket = NONE;
  narrative->depth = 0;
  own_words_clear(&narrative->words);
  for (unsigned i = 0; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    if (!g_str_equal(span->class, NUMERAL_FIGURE)) continue;
    read_figure(narrative, sentence, numerals, i, floor);
    floor = span->quantity.end;
  }
  settle_repeated(narrative, before);
}
