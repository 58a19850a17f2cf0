/*
 * identity.c - whose report this is, from its title, its signature and its first sentences.
 *
 *     洪泽区人民政府 2023年 政府信息公开工作年度报告
 *     \____________/ \___/
 *      organ: the      year
 *      publisher; its
 *      leading names
 *      are the place
 *
 * A place is a chain of names of divisions, each ending in the word for what it is, from the greater to the smaller:
 * 江苏省 淮安市 洪泽区. The words occur in other words too (城乡, 城市, 市场): what is no name ends the chain.
 */
#include "place/identity.h"

#include "base/any.h"
#include "base/fold.h"
#include "base/regex.h"

#include <string.h>

/* A signature stands among the last so many paragraphs of the text, before the annexes; an imprint among the first. */
enum { SIGNATURE_WITHIN = 30, IMPRINT_WITHIN = 5, NAME_LENGTH = 15 };

/* A year in words: 二〇一九. */
#define HAN_YEAR "[一二][〇○零OＯ一二三四五六七八九]{3}"

static const char signed_date[] = "^([\\p{Han}·（）]*?) ?(?:\\d{4}|" HAN_YEAR ")年[\\d一二三四五六七八九十]{1,3}月"
                                  "[\\d一二三四五六七八九十]{1,3}日$";
/* A year of the title of a report. */
static const char title_year[] = "((?:19|20)\\d{2}|" HAN_YEAR ")";

/* What the expression's (...) holds; "" when it has none. New string. */
static char *group_of(const char *text, const RegexMatch *match) {
  return match->end[1] == SIZE_MAX ? g_strdup("") : g_strndup(text + match->start[1], match->end[1] - match->start[1]);
}

static bool finds(Regex *regex, const char *text, char **ret_group) {
  RegexMatch match;
  if (!regex_match(regex, text, strlen(text), 0, &match, NULL)) return false;
  if (ret_group) *ret_group = group_of(text, &match);
  return true;
}

static bool matches(const char *pattern, const char *text, char **ret_group) {
  g_autoptr(Regex) regex = regex_new(pattern, ANCHOR_NONE, NULL, NULL);
  g_assert(regex);
  return finds(regex, text, ret_group);
}

static char *remove_all(Regex *regex, const char *text) {
  GString *rest = g_string_new(NULL);
  size_t length = strlen(text), from = 0;
  RegexMatch match;
  while (from < length && regex_match(regex, text, length, from, &match, NULL) && match.end[0] > match.start[0]) {
    g_string_append_len(rest, text + from, (gssize)(match.start[0] - from));
    from = match.end[0];
  }
  g_string_append(rest, text + from);
  return g_string_free(rest, FALSE);
}

/* The kind of division whose word stands at `p`; NULL for none. 市场, 市政 and the like are other words; but 云州市|民政局. */
static const PlaceKind *kind_at(const PlaceWords *words, const char *p) {
  if (!any_prefix(p, words->ends) && any_prefix(p, words->no_kinds)) return NULL;
  for (guint i = 0; i < words->kinds->len; i++) {
    const PlaceKind *kind = &g_array_index(words->kinds, PlaceKind, i);
    if (g_str_has_prefix(p, kind->word)) return kind;
  }
  return NULL;
}

/*
 * 通州区, 沙市区, 贵州省: a word for a division within a name, when the name's own word comes next. 街 is one only as
 * the last word of a name: 佳荣里街, 佳荣里街办, but 长街镇, 商业街管委会.
 */
static bool is_within_name(const PlaceWords *words, const char *word, const char *next) {
  if (g_utf8_get_char(word) == g_utf8_get_char("街") && !g_str_has_prefix(word, "街道"))
    return *next && !g_str_has_prefix(next, "办");
  bool may = fold_is_among(g_utf8_get_char(word), "州市镇旗乡");
  return may && kind_at(words, next) && fold_is_among(g_utf8_get_char(next), "区县市省") &&
         g_utf8_get_char(next) != g_utf8_get_char(word);
}

/* What cannot be a name though a division's word follows: 城市, 城镇, 社区, 住房和城乡. But 城区 is one. */
static bool is_no_name(const PlaceWords *words, const char *name, size_t length, const char *word) {
  g_autofree char *text = g_strndup(name, length);
  if (any_within(text, words->no_names)) return true;
  if (strstr(text, "和")) return !g_str_has_prefix(text, "和");
  if (g_utf8_strlen(text, -1) > 1) return false;
  if (fold_is_among(g_utf8_get_char(word), "市省")) return true;
  if (g_str_has_prefix(word, "区") && g_str_equal(text, "城")) return false;
  return g_strv_contains(words->no_stems, text);
}

/* A county has zones of its own, 白渚县青芦开发区, 白渚县经开区; a bare 开发区 begins the names of offices. */
static bool is_zone_below(const PlaceWords *words, const char *name, const char *end, int level) {
  g_autofree char *text = g_strndup(name, (size_t)(end - name));
  return level == 3 && place_words_zone(words, text) && !g_strv_contains(words->zones_and_offices, text);
}

/* Past the name of a division below `level` at the start of `text`, or NULL: one of the table, or what looks like one. */
static const char *skip_division(const Places *places, const char *text, int *level) {
  int known;
  const PlaceWords *words = places->words;
  const char *p = text, *known_end = places_skip(places, text, &known);
  if (known_end) { /* 潜江市南渚管理区: also a city that is a county has districts of its own */
    bool city = g_str_has_prefix(known_end - strlen("市"), "市");
    int own = city && *level < 2 ? MIN(known, 2) : known;
    if (own > *level) {
      *level = own;
      return known_end;
    }
  }
  for (int n = 0; n < NAME_LENGTH && fold_is_han(g_utf8_get_char(p)); n++) {
    const PlaceKind *kind = p > text ? kind_at(words, p) : NULL;
    const char *end = kind ? p + strlen(kind->word) : p;
    if (!kind || is_within_name(words, p, end)) {
      p = g_utf8_next_char(p);
      continue;
    }
    int own = kind->level;
    bool lower = own == *level && (g_str_has_prefix(p, "市") || is_zone_below(words, text, end, *level));
    if (is_no_name(words, text, (size_t)(p - text), p) || (own <= *level && !lower)) return NULL;
    *level = lower ? own + 1 : own;
    return end;
  }
  return NULL;
}

/* The divisions that the name of an organ begins with; one of the state's or the Party's names its place after that. */
static char *place_of(const Places *places, const char *name) {
  g_autofree char *branch = NULL;
  const char *start = finds(places->words->branch, name, &branch) ? branch : name, *end = start;
  int level = 0;
  for (const char *next = start; (next = skip_division(places, next, &level)) != NULL;) end = next;
  return g_strndup(start, (size_t)(end - start));
}

/* What the title says before its subject, without the year: 洪泽区人民政府, or only 洪泽区. */
static char *organ_of_title(const PlaceWords *words, const char *title) {
  RegexMatch subject;
  if (!regex_match(words->subject, title, strlen(title), 0, &subject, NULL)) return g_strdup("");
  g_autofree char *before = g_strndup(title, subject.start[0]);
  g_autofree char *name = remove_all(words->around, before);
  /* in 洪泽区政府信息公开 the word 政府 is the subject's, in 洪泽区人民政府信息公开 it serves for both */
  if (g_str_has_suffix(name, "政府") && !g_str_has_suffix(name, "人民政府")) name[strlen(name) - strlen("政府")] = '\0';
  return g_steal_pointer(&name);
}

/* 2023, also from 二〇二三. */
static char *plain_year(const char *text) {
  static const char *const digits[] = {"〇○零OＯ0", "一1", "二2", "三3", "四4", "五5", "六6", "七7", "八8", "九9"};
  GString *year = g_string_new(NULL);
  for (const char *p = text; *p; p = g_utf8_next_char(p))
    for (int digit = 0; digit < 10; digit++)
      if (fold_is_among(g_utf8_get_char(p), digits[digit])) g_string_append_printf(year, "%d", digit);
  return g_string_free(year, FALSE);
}

static bool find_in_text(const Outline *outline, Regex *regex, char **ret) {
  for (unsigned i = 0; i < outline->sections->len; i++) {
    const Section *section = outline->sections->pdata[i];
    for (unsigned j = 0; j < section->paragraphs->len; j++)
      if (finds(regex, ((const Text *)section->paragraphs->pdata[j])->utf8->str, ret)) return true;
  }
  return false;
}

/* 现公布云州市2019年度政府信息公开工作报告: the year of the report that the opening speaks of, if it is but one; or "". */
static char *find_year_of_opening(const Outline *outline, const PlaceWords *words) {
  const Section *opening = outline->sections->len ? outline->sections->pdata[0] : NULL;
  g_autoptr(GString) text = g_string_new(NULL);
  for (unsigned i = 0; opening && !*opening->path && i < opening->paragraphs->len; i++)
    g_string_append_printf(text, "%s\n", ((const Text *)opening->paragraphs->pdata[i])->utf8->str);
  g_autofree char *year = g_strdup("");
  RegexMatch match;
  for (size_t at = 0; regex_match(words->opening, text->str, text->len, at, &match, NULL); at = match.end[0]) {
    g_autofree char *other = group_of(text->str, &match);
    if (*year && !g_str_equal(year, other)) return g_strdup("");
    if (match.end[0] == at) break; /* an expression that takes nothing */
    g_free(year);
    year = g_steal_pointer(&other);
  }
  return g_steal_pointer(&year);
}

static char *find_year(const Outline *outline, const PlaceWords *words) {
  g_autofree char *printed = NULL;
  if (matches(title_year, outline->title, &printed) || find_in_text(outline, words->period, &printed))
    return plain_year(printed);
  return find_year_of_opening(outline, words);
}

/* The last paragraphs of the text before the annexes, and before a second report, last first. */
static GPtrArray *last_paragraphs(const Outline *outline, const Text *second) {
  GPtrArray *last = g_ptr_array_new();
  bool first = second == NULL;
  for (unsigned i = outline->sections->len; i > 0; i--) {
    const Section *section = outline->sections->pdata[i - 1];
    if (strstr(section->path, "/") && g_str_has_prefix(section->path, "附")) continue;
    for (unsigned j = section->paragraphs->len; j > 0 && last->len < SIGNATURE_WITHIN; j--) {
      if (first) g_ptr_array_add(last, section->paragraphs->pdata[j - 1]);
      first = first || section->paragraphs->pdata[j - 1] == second;
    }
  }
  return last;
}

static bool begins_again(const Outline *outline, unsigned after) {
  for (unsigned i = after + 1; i < outline->sections->len; i++)
    if (matches("^part\\d+/一$", ((const Section *)outline->sections->pdata[i])->path, NULL)) return true;
  return false;
}

static bool is_other_report(const Places *places, const char *first, const char *text) {
  static const char year[] = "((?:19|20)\\d{2}|" HAN_YEAR ")年";
  g_autofree char *one = NULL, *other = NULL;
  if (!finds(places->words->title, text, NULL) || !matches(year, first, &one) || !matches(year, text, &other))
    return false;
  g_autofree char *one_year = plain_year(one), *other_year = plain_year(other);
  g_autofree char *name = organ_of_title(places->words, first);
  g_autofree char *other_name = organ_of_title(places->words, text);
  g_autofree char *place = place_of(places, name), *other_place = place_of(places, other_name);
  return !g_str_equal(one_year, other_year) || (*place && *other_place && !g_str_equal(place, other_place));
}

const Text *identity_find_second(const Outline *outline, const Places *places) {
  for (unsigned i = 1; i < outline->sections->len; i++) {
    const Section *section = outline->sections->pdata[i];
    for (unsigned j = 0; j < section->paragraphs->len; j++) {
      const Text *paragraph = section->paragraphs->pdata[j];
      if (is_other_report(places, outline->title, paragraph->utf8->str) && begins_again(outline, i)) return paragraph;
    }
  }
  return NULL;
}

/* Who signs: the organ right above the date, or on one line with it, or as the last words of the text. */
static char *find_signature(const Outline *outline, const Places *places) {
  g_autoptr(GPtrArray) last = last_paragraphs(outline, identity_find_second(outline, places));
  for (unsigned i = 0; i < last->len; i++) {
    g_autofree char *signer = NULL;
    if (!matches(signed_date, ((const Text *)last->pdata[i])->utf8->str, &signer)) continue;
    if (place_words_organ(places->words, signer)) return g_steal_pointer(&signer);
    const char *above = i + 1 < last->len ? ((const Text *)last->pdata[i + 1])->utf8->str : "";
    if (!*signer && place_words_organ(places->words, above)) return g_strdup(above);
  }
  const char *end = last->len ? ((const Text *)last->pdata[0])->utf8->str : "";
  return place_words_organ(places->words, end) ? g_strdup(end) : NULL;
}

/* Words that are the name of an organ and of its place: the rest of a wrapped line may be one of an organ alone. */
static char *read_imprint(const Places *places, const char *words) {
  g_autofree char *name = NULL;
  if (!finds(places->words->imprint, words, &name) || !place_words_organ(places->words, name)) return NULL;
  g_autofree char *place = place_of(places, name);
  return *place ? g_steal_pointer(&name) : NULL;
}

/* Whose report it is, below the title or behind its words: 发布机构：云州市水务局, （云州市水务局）. */
static char *find_imprint(const Outline *outline, const Places *places) {
  char *name = read_imprint(places, outline->title);
  const Section *opening = outline->sections->len ? outline->sections->pdata[0] : NULL;
  if (!opening || *opening->path) return name;
  for (unsigned i = 0; !name && i < MIN(opening->paragraphs->len, IMPRINT_WITHIN); i++)
    name = read_imprint(places, ((const Text *)opening->paragraphs->pdata[i])->utf8->str);
  return name;
}

static char *find_publisher(const Outline *outline, const Places *places, const char *name) {
  if (place_words_organ(places->words, name)) return g_strdup(name);
  char *publisher = find_signature(outline, places);
  if (!publisher) publisher = find_imprint(outline, places);
  if (publisher) return publisher;
  g_autofree char *maker = NULL;
  if (find_in_text(outline, places->words->maker, &maker) && place_words_organ(places->words, maker))
    return g_steal_pointer(&maker);
  return g_strdup("");
}

/* A report that was made from last year's may still say that year's period. */
static void compare_period(const Outline *outline, const PlaceWords *words, const char *year, Record *record) {
  g_autofree char *period = NULL;
  if (!find_in_text(outline, words->figures_period, &period) || g_str_equal(period, year)) return;
  g_autofree char *text = g_strdup_printf("the title says %s, the period of its figures begins in %s", year, period);
  record_remark(record, 0, "notice", text);
}

void identity_read(const Outline *outline, const Places *places, Record *record) {
  g_autofree char *name = organ_of_title(places->words, outline->title);
  g_autofree char *publisher = find_publisher(outline, places, name);
  g_autofree char *year = find_year(outline, places->words);
  g_autofree char *place = place_of(places, *name ? name : publisher);
  Report *report = record_report_at(record, 0);
  report->title = record_string(record, outline->title);
  report->publisher = record_string(record, publisher);
  report->year = record_string(record, year);
  report->place = record_string(record, place);
  if (*year) compare_period(outline, places->words, year, record);
}
