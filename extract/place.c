/*
 * place.c - names of divisions and the one division they can mean.
 *
 * A title often says no more than 洪泽区. That is enough where one division of the year has this name. 朝阳区 is a
 * district of 北京市 and one of 长春市: then what stands above it must be named too, best right before it
 * (长春市朝阳区), else in the title, the signature or the preamble, and that of one of them only. All else has no code.
 *
 * The table knows editions, not days: a division may have begun right after the last edition that lacks it and may
 * have ended right before the next that lacks it.
 */
#include "place.h"

#include "csv_file.h"

#include <string.h>

typedef struct Division {
  const char *code, *name; /* borrowed from the file */
  int after, before;       /* yyyymm: the editions next to those that list it, which do not */
  bool today;              /* listed by the newest edition */
  /* the next in the file's order, NULL: none */
  const struct Division *same_name, *same_code;
} Division;

struct Places {
  CsvFile *file;
  GArray *divisions;   /* of Division */
  GHashTable *by_name; /* name -> the first const Division that has it */
  GHashTable *by_code; /* likewise */
};

enum { FOREVER = 999999, PREAMBLE_SECTIONS = 2 };

static bool read_edition(const CsvFile *file, guint row, int column, int *ret, GError **error) {
  const char *text = csv_file_field(file, row, column);
  guint64 edition = 0;
  if (column < 0 || !g_ascii_string_to_unsigned(text, 10, 190000, FOREVER - 1, &edition, NULL))
    return csv_file_fail(file, row, error, "'%s' is no edition (yyyymm)", text);
  *ret = (int)edition;
  return true;
}

static int compare_editions(gconstpointer a, gconstpointer b) { return *(const int *)a - *(const int *)b; }

static void add_edition(GArray *editions, int edition) {
  for (guint i = 0; i < editions->len; i++)
    if (g_array_index(editions, int, i) == edition) return;
  g_array_append_val(editions, edition);
}

/* The editions that are named anywhere, each once, sorted. */
static GArray *read_editions(const CsvFile *file, int first, int last, GError **error) {
  g_autoptr(GArray) editions = g_array_new(FALSE, FALSE, sizeof(int));
  for (guint i = 0; i < file->rows; i++) {
    int edition;
    if (!read_edition(file, i, first, &edition, error)) return NULL;
    add_edition(editions, edition);
    if (*csv_file_field(file, i, last) == '\0') continue;
    if (!read_edition(file, i, last, &edition, error)) return NULL;
    add_edition(editions, edition);
  }
  g_array_sort(editions, compare_editions);
  return g_steal_pointer(&editions);
}

static int edition_next_to(const GArray *editions, const char *text, int step) {
  int here = (int)g_ascii_strtoll(text, NULL, 10), found = step < 0 ? 0 : FOREVER;
  for (guint i = 0; i < editions->len; i++) {
    int edition = g_array_index(editions, int, i);
    if (step < 0 ? edition < here : edition > here && found == FOREVER) found = edition;
  }
  return found;
}

static bool read_divisions(Places *places, GError **error) {
  const CsvFile *file = places->file;
  int code = csv_file_column(file, "code"), name = csv_file_column(file, "name");
  int first = csv_file_column(file, "first"), last = csv_file_column(file, "last");
  if (code < 0 || name < 0 || last < 0) return csv_file_fail(file, 0, error, "wants code, name, first, last");
  g_autoptr(GArray) editions = read_editions(file, first, last, error);
  if (!editions) return false;
  for (guint i = 0; i < file->rows; i++) {
    Division division = {
        .code = csv_file_field(file, i, code), .name = csv_file_field(file, i, name), .before = FOREVER};
    if (strlen(division.code) != 6 || strspn(division.code, "0123456789") != 6 || *division.name == '\0')
      return csv_file_fail(file, i, error, "a division wants a code of six digits and a name");
    division.after = edition_next_to(editions, csv_file_field(file, i, first), -1);
    division.today = *csv_file_field(file, i, last) == '\0';
    if (!division.today) division.before = edition_next_to(editions, csv_file_field(file, i, last), 1);
    g_array_append_val(places->divisions, division);
  }
  for (guint i = places->divisions->len; i-- > 0;) {
    Division *division = &g_array_index(places->divisions, Division, i);
    division->same_name = g_hash_table_lookup(places->by_name, division->name);
    division->same_code = g_hash_table_lookup(places->by_code, division->code);
    g_hash_table_insert(places->by_name, (char *)division->name, division);
    g_hash_table_insert(places->by_code, (char *)division->code, division);
  }
  return true;
}

Places *places_read(const char *folder, GError **error) {
  g_autoptr(Places) places = g_new0(Places, 1);
  g_autofree char *path = g_build_filename(folder, "divisions.csv", NULL);
  places->divisions = g_array_new(FALSE, FALSE, sizeof(Division));
  places->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  places->by_code = g_hash_table_new(g_str_hash, g_str_equal);
  places->file = csv_file_read(path, error);
  return places->file && read_divisions(places, error) ? g_steal_pointer(&places) : NULL;
}

void places_free(Places *places) {
  if (!places) return;
  g_hash_table_unref(places->by_name);
  g_hash_table_unref(places->by_code);
  g_array_unref(places->divisions);
  csv_file_free(places->file);
  g_free(places);
}

/* Whether it may have been there at the end of that year. */
static bool is_valid_in(const Division *division, int year) {
  return year * 100 + 12 > division->after && year * 100 + 12 < division->before;
}

static const Division *find_code(const Places *places, const char *code, int year) {
  const Division *division = g_hash_table_lookup(places->by_code, code);
  while (division && !is_valid_in(division, year)) division = division->same_code;
  return division;
}

static const char *level_of(const char *code) {
  if (g_str_has_suffix(code, "0000")) return "province";
  return g_str_has_suffix(code, "00") ? "prefecture" : "county";
}

/* The division above: the prefecture of a county, the province of all others; NULL for a province. */
static const Division *find_above(const Places *places, const Division *division, int year) {
  const Division *above = NULL;
  for (int digits = 4; digits >= 2 && !above; digits -= 2) {
    g_autofree char *code = g_strdup_printf("%.*s%s", digits, division->code, digits == 4 ? "00" : "0000");
    if (!g_str_equal(code, division->code)) above = find_code(places, code, year);
  }
  return above;
}

/* Past the name of a division at the start of `text`, said whole or short: 江苏省, 江苏, 广西; NULL when it is not it. */
static const char *skip_name(const char *text, const char *name) {
  static const char *const words[] = {"特别行政区", "壮族自治区", "回族自治区", "维吾尔自治区",
                                      "自治区",     "地区",       "省",         "市"};
  if (g_str_has_prefix(text, name)) return text + strlen(name);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    if (!g_str_has_suffix(name, words[i])) continue;
    size_t length = strlen(name) - strlen(words[i]);
    return length >= strlen("江苏") && strncmp(text, name, length) == 0 ? text + length : NULL;
  }
  return NULL;
}

/* Whether `text` is nothing but names of divisions above: 江苏省淮安市 before 洪泽区. */
static bool names_above(const Places *places, const char *text, const Division *division, int year) {
  if (*text == '\0') return true;
  const Division *above = find_above(places, division, year);
  if (!above) return false;
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    const char *end = skip_name(at, above->name);
    if (!end || *end) continue;
    g_autofree char *rest = g_strndup(text, (gsize)(at - text));
    return names_above(places, rest, above, year);
  }
  return names_above(places, text, above, year);
}

/* Whether `name` is the division's, or its short form: 凉山州 for 凉山彝族自治州. */
static bool is_name_of(const char *name, const Division *division) {
  static const char *const words[][2] = {{"自治州", "州"}, {"自治县", "县"}, {"自治旗", "旗"}};
  if (g_str_equal(name, division->name)) return true;
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    if (!g_str_has_suffix(division->name, words[i][0]) || !g_str_has_suffix(name, words[i][1])) continue;
    size_t length = strlen(name) - strlen(words[i][1]);
    return length >= strlen("凉山") && !g_str_has_suffix(name, words[i][0]) &&
           strncmp(division->name, name, length) == 0;
  }
  return false;
}

static void add_candidate(GPtrArray *candidates, const Division *division) {
  for (guint i = 0; i < candidates->len; i++)
    if (g_str_equal(((const Division *)candidates->pdata[i])->code, division->code)) return;
  g_ptr_array_add(candidates, (gpointer)division);
}

/* The divisions of that year that `text` (洪泽区, 淮安市洪泽区) may mean; of const Division. */
static GPtrArray *find_candidates(const Places *places, const char *text, int year) {
  GPtrArray *candidates = g_ptr_array_new();
  for (const char *name = text; *name && !candidates->len; name = g_utf8_next_char(name)) {
    g_autofree char *before = g_strndup(text, (gsize)(name - text));
    const Division *named = g_hash_table_lookup(places->by_name, name);
    for (; named; named = named->same_name)
      if (is_valid_in(named, year) && names_above(places, before, named, year)) add_candidate(candidates, named);
    for (guint i = 0; !candidates->len && i < places->divisions->len; i++) {
      const Division *division = &g_array_index(places->divisions, Division, i);
      if (is_name_of(name, division) && is_valid_in(division, year) && names_above(places, before, division, year))
        add_candidate(candidates, division);
    }
  }
  return candidates;
}

/* Those of the candidates of which `text` names what stands above, right before their name if `next_to` says so. */
static GPtrArray *filter_named(const Places *places, const GPtrArray *candidates, const char *text, bool next_to,
                               int year) {
  GPtrArray *named = g_ptr_array_new();
  for (guint i = 0; i < candidates->len; i++) {
    const Division *division = candidates->pdata[i], *above = find_above(places, division, year);
    for (; above; above = find_above(places, above, year)) {
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
  for (guint i = 0; i < record->rows[RECORD_SECTION]->len && i < sections; i++)
    g_string_append_printf(text, "\n%s", record_row(record, SectionRow, RECORD_SECTION, i)->text);
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

/* Where the name of a town begins in `place` (通州区|沙镇), or its end. */
static const char *find_town(const Places *places, const char *place, int year) {
  static const char *const words[] = {"镇", "乡", "街道", "苏木"};
  bool town = false;
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) town = town || g_str_has_suffix(place, words[i]);
  const char *end = place + strlen(place);
  for (const char *at = end; town && at > place;) {
    at = g_utf8_find_prev_char(place, at);
    g_autofree char *above = at ? g_strndup(place, (gsize)(at - place)) : NULL;
    if (!above || !*above) return place;
    g_autoptr(GPtrArray) candidates = find_candidates(places, above, year);
    if (candidates->len) return at;
  }
  return end;
}

/*
 * Whether the report is a department's. The title says whose it is; a signature alone does not: many a government's
 * report is signed by the office that compiled it.
 */
static bool is_department(const Report *report) {
  static const char *const own[] = {"",           "政府",       "政府办公室",     "政府办公厅",       "人民政府",
                                    "办事处",     "行政公署",   "人民政府办公室", "人民政府办公厅",   "行署",
                                    "管理委员会", "街道办事处", "行政公署办公室", "管理委员会办公室", "管委会",
                                    "政府办",     "人民政府办", "行署办公室",     "管委会办公室"};
  const char *place = *report->place ? strstr(report->publisher, report->place) : NULL;
  if (!place) return false;
  if (!strstr(report->title, report->publisher) && strstr(report->title, report->place)) return false;
  for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
    if (g_str_equal(place + strlen(report->place), own[i])) return false;
  return true;
}

/* Its successor in the newest edition: itself, or the one of the same prefecture that has its name but for the last
   word (洪泽县, 洪泽区); NULL when there is no or no single one. */
static const Division *find_today(const Places *places, const Division *division) {
  const Division *found = NULL;
  const char *last = g_utf8_find_prev_char(division->name, division->name + strlen(division->name));
  size_t stem = last ? (size_t)(last - division->name) : 0;
  if (division->today) return division;
  for (guint i = 0; stem >= strlen("洪泽") && i < places->divisions->len; i++) {
    const Division *other = &g_array_index(places->divisions, Division, i);
    if (!other->today || strncmp(other->code, division->code, 4) != 0 || strlen(other->name) != strlen(division->name))
      continue;
    if (strncmp(other->name, division->name, stem) != 0) continue;
    if (found) return NULL;
    found = other;
  }
  return found;
}

static const char complaint[] = "no code for its place";

/* What was said of the report before its manifest was known. */
static void forget(Record *record, bool given) {
  Report *report = record_row(record, Report, RECORD_REPORT, 0);
  GArray *remarks = record->rows[RECORD_REMARK];
  report->code_today = report->parent = "";
  if (!given) report->code = "";
  for (guint i = remarks->len; i > 0; i--)
    if (g_str_has_prefix(record_row(record, Remark, RECORD_REMARK, i - 1)->text, complaint))
      g_array_remove_index(remarks, i - 1);
}

static void note(Record *record, const char *why) {
  Report *report = record_row(record, Report, RECORD_REPORT, 0);
  g_autofree char *text = g_strdup_printf("%s '%s': %s", complaint, report->place, why);
  Remark *remark = record_add(record, RECORD_REMARK);
  remark->report = report->report, remark->sha256 = report->sha256;
  remark->kind = "notice";
  remark->text = record_string(record, text);
}

static char *find_parent(const Places *places, const Division *division, int year) {
  GString *parent = g_string_new(NULL);
  for (const Division *above = find_above(places, division, year); above; above = find_above(places, above, year))
    g_string_prepend(parent, above->name);
  return g_string_free(parent, FALSE);
}

static void set_division(const Places *places, Record *record, const Division *division, int year) {
  Report *report = record_row(record, Report, RECORD_REPORT, 0);
  const Division *today = find_today(places, division);
  g_autofree char *parent = find_parent(places, division, year);
  report->code = record_string(record, division->code);
  report->code_today = record_string(record, today ? today->code : "");
  report->parent = record_string(record, parent);
  if (!*report->level) report->level = level_of(division->code);
}

/* The division by the report's own words; a notice when it cannot be told. */
static const Division *find_division(const Places *places, Record *record, const char *place, int year) {
  if (!*place) {
    note(record, *record_report(record)->place ? "a town's, and its county is not named" : "none is named");
    return NULL;
  }
  g_autoptr(GPtrArray) candidates = find_candidates(places, place, year);
  const Division *division = choose(places, candidates, record, year);
  if (!division)
    note(record,
         candidates->len ? "several divisions of its year have this name" : "no division of its year has this name");
  return division;
}

void place_read(const Places *places, Record *record) {
  Report *report = record_row(record, Report, RECORD_REPORT, 0);
  guint64 year = 0;
  g_ascii_string_to_unsigned(report->year, 10, 1900, 9998, &year, NULL);
  bool given = record_has_mark(report->given, "code");
  forget(record, given);
  const char *town = find_town(places, report->place, (int)year);
  g_autofree char *place = g_strndup(report->place, (gsize)(town - report->place));
  report->level = is_department(report) ? "department" : *town ? "town" : "";
  const Division *division = given       ? find_code(places, report->code, (int)year)
                             : year == 0 ? NULL
                                         : find_division(places, record, place, (int)year);
  if (division) set_division(places, record, division, (int)year);
  else if (!given && year == 0) note(record, "its year is not known");
  for (guint i = 0; i < record->rows[RECORD_FIGURE]->len; i++) {
    Figure *figure = record_row(record, Figure, RECORD_FIGURE, i);
    figure->code = report->code, figure->level = report->level;
  }
}

char *place_series(const Report *report) {
  bool department = strcmp(report->level, "department") == 0, town = strcmp(report->level, "town") == 0;
  const char *code = *report->code_today ? report->code_today : report->code;
  const char *place = *code && !town ? code : report->place;
  return department ? g_strdup_printf("%s|%s", place, report->publisher) : g_strdup(place);
}
