/*
 * place.c - names of divisions and the one division they can mean.
 *
 * A title often says no more than 洪泽区. That is enough where one division of the year has this name. 朝阳区 is a
 * district of 北京市 and one of 长春市: then what stands above it must be named too, best right before it
 * (长春市朝阳区), else in the title, the signature or the preamble, and that of one of them only. All else has no code.
 */
#include "place/place.h"

#include "base/any.h"

#include <string.h>

enum { PREAMBLE_SECTIONS = 2 };

const char *places_skip(const Places *places, const char *text, int *ret_level) {
  size_t longest = 0;
  for (guint i = 0; i < places->divisions->len; i++) {
    const Division *division = &g_array_index(places->divisions, Division, i);
    size_t length = strlen(division->name);
    if (length <= longest || !g_str_has_prefix(text, division->name)) continue;
    longest = length;
    *ret_level = division_rank(division->code);
  }
  return longest ? text + longest : NULL;
}

/* Past the name of a division at the start of `text`, said whole or short: 江苏省, 江苏, 广西; NULL when it is not it. */
static const char *skip_name(const PlaceWords *words, const char *text, const char *name) {
  if (g_str_has_prefix(text, name)) return text + strlen(name);
  const char *kind = any_suffix(name, words->left_out);
  const size_t length = kind ? (size_t)(kind - name) : 0;
  return length >= STEM_MIN && strncmp(text, name, length) == 0 ? text + length : NULL;
}

static bool is_whole(const PlaceWords *words, const char *name, const char *whole) {
  (void)words;
  return strcmp(name, whole) == 0;
}

static const char *last_character(const char *text) {
  return *text ? g_utf8_find_prev_char(text, text + strlen(text)) : text;
}

/* Whether `name` is the short form of a division's: 凉山州 for 凉山彝族自治州. */
static bool is_short_for(const PlaceWords *words, const char *name, const char *whole) {
  const char *kind = any_suffix(whole, words->short_kinds);
  const char *last = last_character(name);
  if (!kind || !g_str_equal(last, last_character(whole)) || g_str_has_suffix(name, kind)) return false;
  const size_t length = (size_t)(last - name);
  return length >= STEM_MIN && strncmp(whole, name, length) == 0;
}

/* Whether `text` is nothing but names of divisions above: 江苏省淮安市 before 洪泽区, 凉山州 before 西昌市. */
static bool names_above(const Places *places, const char *text, const Division *division, int year) {
  if (*text == '\0') return true;
  const Division *above = division_above(places, division, year);
  if (!above) return false;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    const char *end = skip_name(places->words, at, above->name);
    if (!(end && !*end) && !is_short_for(places->words, at, above->name)) continue;
    g_autofree char *rest = g_strndup(text, (gsize)(at - text));
    return names_above(places, rest, above, year);
  }
  return names_above(places, text, above, year);
}

/* Few names end as short forms do: the others need not be held against every division. */
static bool may_be_short(const PlaceWords *words, const char *name) {
  for (const char *const *kind = words->short_kinds; *kind; kind++)
    if (g_str_has_suffix(name, last_character(*kind))) return true;
  return false;
}

static void add_candidate(GPtrArray *candidates, const Division *division) {
  for (guint i = 0; i < candidates->len; i++)
    if (g_str_equal(((const Division *)candidates->pdata[i])->code, division->code)) return;
  g_ptr_array_add(candidates, (gpointer)division);
}

/* Those of that year whose name is `name`, as `is_name` has it, behind nothing but names of what stands above them. */
static void add_named(const Places *places, const char *before, const char *name,
                      bool (*is_name)(const PlaceWords *words, const char *name, const char *whole), int year,
                      GPtrArray *candidates) {
  for (guint i = 0; i < places->divisions->len; i++) {
    const Division *division = &g_array_index(places->divisions, Division, i);
    if (is_name(places->words, name, division->name) && division_is_valid_in(division, year) &&
        names_above(places, before, division, year))
      add_candidate(candidates, division);
  }
}

/* The divisions of that year that `text` (洪泽区, 淮安市洪泽区) may mean; of const Division. */
static GPtrArray *find_candidates(const Places *places, const char *text, int year) {
  GPtrArray *candidates = g_ptr_array_new();
  for (const char *name = text; *name && !candidates->len; name = g_utf8_next_char(name)) {
    g_autofree char *before = g_strndup(text, (gsize)(name - text));
    add_named(places, before, name, is_whole, year, candidates);
    if (!candidates->len && may_be_short(places->words, name))
      add_named(places, before, name, is_short_for, year, candidates);
  }
  return candidates;
}

/* Those of the candidates of which `text` names what stands above, right before their name if `next_to` says so. */
static GPtrArray *filter_named(const Places *places, const GPtrArray *candidates, const char *text, bool next_to,
                               int year) {
  GPtrArray *named = g_ptr_array_new();
  for (guint i = 0; i < candidates->len; i++) {
    const Division *division = candidates->pdata[i], *above = division_above(places, division, year);
    for (; above; above = division_above(places, above, year)) {
      g_autofree char *words = g_strconcat(above->name, next_to ? division->name : "", NULL);
      if (strstr(text, words)) add_candidate(named, division);
    }
  }
  return named;
}

/* Title, publisher and the text of the first so many sections. */
static char *gather_text(const Record *record, guint sections) {
  const Report *report = record_report(record);
  GString *text = g_string_new(report->title);
  g_string_append_printf(text, "\n%s", report->publisher);
  for (guint i = 0; i < record_section_count(record) && i < sections; i++)
    g_string_append_printf(text, "\n%s", record_section_at(record, i)->text);
  return g_string_free(text, FALSE);
}

/* The one candidate that the report tells from the others, or NULL. */
static const Division *choose(const Places *places, const GPtrArray *candidates, const Record *record, int year) {
  if (candidates->len <= 1) return candidates->len ? candidates->pdata[0] : NULL;
  g_autofree char *whole = gather_text(record, G_MAXUINT), *start = gather_text(record, PREAMBLE_SECTIONS);
  g_autoptr(GPtrArray) next_to = filter_named(places, candidates, whole, true, year);
  if (next_to->len) return next_to->len == 1 ? next_to->pdata[0] : NULL;
  g_autoptr(GPtrArray) named = filter_named(places, candidates, start, false, year);
  return named->len == 1 ? named->pdata[0] : NULL;
}

/* Whether a town may stand right below it: it is a county, or has none (东莞市). */
static bool may_have_towns(const Places *places, const Division *division, int year) {
  if (g_str_equal(division_level(division->code), "county")) return true;
  for (guint i = 0; i < places->divisions->len; i++) {
    const Division *below = &g_array_index(places->divisions, Division, i);
    if (division_is_valid_in(below, year) && division_above(places, below, year) == division) return false;
  }
  return true;
}

/* Where the name of a town begins in `place` (通州区|沙镇), or its end. */
static const char *find_town(const Places *places, const char *place, int year) {
  bool town = false;
  for (guint i = 0; i < places->words->kinds->len; i++) {
    const PlaceKind *kind = &g_array_index(places->words->kinds, PlaceKind, i);
    town = town || (kind->level == 4 && g_str_has_suffix(place, kind->word));
  }
  const char *end = place + strlen(place);
  for (const char *at = end; town && at > place;) {
    at = g_utf8_find_prev_char(place, at);
    g_autofree char *above = at ? g_strndup(place, (gsize)(at - place)) : NULL;
    if (!above || !*above) return place;
    g_autoptr(GPtrArray) candidates = find_candidates(places, above, year);
    if (candidates->len) return may_have_towns(places, candidates->pdata[0], year) ? at : place;
  }
  return end;
}

/* Whether the text names the government of `name`, which is of three characters or more: 洪泽区人民政府网站. */
static bool has_government(const char *text, const char *name) {
  size_t length = strlen(name);
  bool found = false;
  for (const char *at = text; !found && g_utf8_strlen(name, -1) > 2 && (at = strstr(at, name)); at += length)
    found = g_str_has_prefix(at + length, "人民政府") || g_str_has_prefix(at + length, "政府");
  return found;
}

/* The one county whose government the report names, if it names no other; or NULL. */
static const Division *find_government(const Places *places, const char *text, int year) {
  const Division *county = NULL;
  for (guint i = 0; i < places->divisions->len; i++) {
    const Division *division = &g_array_index(places->divisions, Division, i);
    if (!g_str_equal(division_level(division->code), "county") || !has_government(text, division->name)) continue;
    if (!division_is_valid_in(division, year)) continue;
    if (county && !g_str_equal(county->code, division->code)) return NULL;
    county = division;
  }
  return county;
}

/*
 * The one county that stands before the town's name wherever the report names one there: 洪泽区|老子山镇. Where it names
 * none there, that of the one government that it names; or NULL.
 */
static const Division *find_county(const Places *places, const Record *record, const char *town, int year) {
  g_autofree char *text = gather_text(record, G_MAXUINT);
  const Division *county = NULL;
  for (const char *at = text; (at = strstr(at, town)) != NULL; at += strlen(town)) {
    for (guint i = 0; i < places->divisions->len; i++) {
      const Division *division = &g_array_index(places->divisions, Division, i);
      size_t length = strlen(division->name);
      bool named = (size_t)(at - text) >= length && strncmp(at - length, division->name, length) == 0;
      if (!named || !division_is_valid_in(division, year) || !may_have_towns(places, division, year)) continue;
      if (county && !g_str_equal(county->code, division->code)) return NULL;
      county = division;
    }
  }
  return county ? county : find_government(places, text, year);
}

/*
 * Whether the report is a department's. The title says whose it is; a signature alone does not: many a government's
 * report is signed by the office that compiled it.
 */
static bool is_department(const Places *places, const Report *report) {
  const char *place = *report->place ? strstr(report->publisher, report->place) : NULL;
  if (!place) return false;
  if (!strstr(report->title, report->publisher) && strstr(report->title, report->place)) return false;
  const char *rest = place + strlen(report->place), *bracket = strstr(rest, "（"); /* 人民政府办公室（本级） */
  g_autofree char *name = g_strndup(rest, bracket ? (size_t)(bracket - rest) : strlen(rest));
  return !g_strv_contains(places->words->governments, name);
}

static const char complaint[] = "no code for its place";

/* What was said of the report before its manifest was known. */
static void forget(Record *record, bool given) {
  Report *report = record_report_at(record, 0);
  GArray *remarks = record->rows[RECORD_REMARK];
  report->code_today = report->parent = "";
  if (!given) report->code = "";
  for (guint i = remarks->len; i > 0; i--)
    if (g_str_has_prefix(record_remark_at(record, i - 1)->text, complaint)) g_array_remove_index(remarks, i - 1);
}

static void note(Record *record, const char *why) {
  g_autofree char *text = g_strdup_printf("%s '%s': %s", complaint, record_report(record)->place, why);
  record_remark(record, 0, "notice", text);
}

static char *find_parent(const Places *places, const Division *division, int year) {
  GString *parent = g_string_new(NULL);
  for (const Division *above = division_above(places, division, year); above;
       above = division_above(places, above, year))
    g_string_prepend(parent, above->name);
  return g_string_free(parent, FALSE);
}

static void set_today(Record *record, const Division *today) {
  Report *report = record_report_at(record, 0);
  report->code_today = record_string(record, today->code);
  if (!*report->level) report->level = division_level(today->code);
}

static void set_division(const Places *places, Record *record, const Division *division, int year) {
  Report *report = record_report_at(record, 0);
  const Division *today = division_today(places, division);
  g_autofree char *parent = find_parent(places, division, year);
  report->code = record_string(record, division->code);
  report->parent = record_string(record, parent);
  if (!*report->level) report->level = division_level(division->code);
  if (today) set_today(record, today);
}

/* The one that all candidates are today, if it is one: then they are one division whose code changed. */
static const Division *agree_today(const Places *places, const GPtrArray *candidates) {
  const Division *agreed = NULL;
  for (guint i = 0; i < candidates->len; i++) {
    const Division *today = division_today(places, candidates->pdata[i]);
    if (!today || (agreed && today != agreed)) return NULL;
    agreed = today;
  }
  return agreed;
}

/* The division by the report's own words; a notice when it cannot be told. */
static const Division *find_division(const Places *places, Record *record, const char *place, int year) {
  const char *town = record_report(record)->place;
  if (!*place) {
    const Division *county = *town ? find_county(places, record, town, year) : NULL;
    if (!county) note(record, *town ? "a town's, and its county is not named" : "none is named");
    return county;
  }
  g_autoptr(GPtrArray) candidates = find_candidates(places, place, year);
  const Division *division = choose(places, candidates, record, year);
  if (division) return division;
  const Division *today = agree_today(places, candidates);
  if (today) set_today(record, today);
  note(record, today                                    ? "it was given another code about its year"
               : candidates->len                        ? "several divisions of its year have this name"
               : place_words_zone(places->words, place) ? "a zone is no administrative division"
                                                        : "no division of its year has this name");
  return NULL;
}

void place_read(const Places *places, Record *record) {
  Report *report = record_report_at(record, 0);
  guint64 year = 0;
  g_ascii_string_to_unsigned(report->year, 10, 1900, 9998, &year, NULL);
  bool given = record_has_mark(report->given, "code");
  forget(record, given);
  const char *town = find_town(places, report->place, (int)year);
  g_autofree char *place = g_strndup(report->place, (gsize)(town - report->place));
  report->level = is_department(places, report) ? "department" : *town ? "town" : "";
  const Division *division = given       ? division_find(places, report->code, (int)year)
                             : year == 0 ? NULL
                                         : find_division(places, record, place, (int)year);
  if (division) set_division(places, record, division, (int)year);
  else if (!given && year == 0) note(record, "its year is not known");
  for (guint i = 0; i < record_figure_count(record); i++) {
    Figure *figure = record_figure_at(record, i);
    figure->code = report->code, figure->level = report->level;
  }
}

char *place_series(const Report *report) {
  bool department = strcmp(report->level, "department") == 0, town = strcmp(report->level, "town") == 0;
  const char *code = *report->code_today ? report->code_today : report->code;
  const char *place = *code && !town ? code : report->place;
  return department ? g_strdup_printf("%s|%s", place, report->publisher) : g_strdup(place);
}
