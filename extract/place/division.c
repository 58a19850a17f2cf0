/*
 * division.c - administrative divisions over the editions of their table: which there were, and what became of them.
 *
 * The table knows editions, not days: a division may have begun right after the last edition that lacks it and may
 * have ended right before the next that lacks it.
 */
#include "place/division.h"

#include "base/any.h"

#include <string.h>

enum { FOREVER = 999999, EARLIEST = 190000 };

/* -1 when it is not that. */
static int read_six_digits(const char *text) {
  int number = 0, length = 0;
  for (; length < 6 && g_ascii_isdigit(text[length]); length++) number = 10 * number + (text[length] - '0');
  return length == 6 && text[length] == '\0' ? number : -1;
}

/* Adds it to the editions that are named anywhere, each once, sorted. */
static bool read_edition(const CsvFile *file, guint row, int column, int *ret, GArray *editions, GError **error) {
  const char *text = csv_file_field(file, row, column);
  int edition = read_six_digits(text);
  if (edition < EARLIEST || edition >= FOREVER)
    return csv_file_fail(file, row + 1, error, "'%s' is no edition (yyyymm)", text);
  guint i = 0;
  while (i < editions->len && g_array_index(editions, int, i) < edition) i++;
  if (i == editions->len || g_array_index(editions, int, i) != edition) g_array_insert_val(editions, i, edition);
  *ret = edition;
  return true;
}

static bool read_divisions(Places *places, GArray *editions, GError **error) {
  const CsvFile *file = places->file;
  int code = csv_file_column(file, "code"), name = csv_file_column(file, "name");
  int first = csv_file_column(file, "first"), last = csv_file_column(file, "last");
  if (code < 0 || name < 0 || first < 0 || last < 0)
    return csv_file_fail(file, 0, error, "wants code, name, first, last");
  for (guint i = 0; i < file->rows; i++) {
    Division division = {.code = csv_file_field(file, i, code), .name = csv_file_field(file, i, name)};
    division.today = *csv_file_field(file, i, last) == '\0';
    if (!read_edition(file, i, first, &division.first, editions, error)) return false;
    if (!division.today && !read_edition(file, i, last, &division.last, editions, error)) return false;
    if (*division.code == '\0' && *division.name == '\0') continue; /* an edition in which nothing is new or last */
    if (read_six_digits(division.code) < 0 || *division.name == '\0')
      return csv_file_fail(file, i + 1, error, "a division wants a code of six digits and a name");
    g_array_append_val(places->divisions, division);
  }
  return true;
}

static void find_neighbours(Division *division, const GArray *editions) {
  const int *const first = (const int *)editions->data, *const end = first + editions->len, *edition = first;
  while (edition < end && *edition < division->first) edition++;
  division->after = edition > first ? edition[-1] : 0;
  while (edition < end && *edition <= division->last) edition++;
  division->before = division->today || edition == end ? FOREVER : *edition;
}

Places *places_read(const char *folder, GError **error) {
  g_autoptr(Places) places = g_new0(Places, 1);
  g_autoptr(GArray) editions = g_array_new(FALSE, FALSE, sizeof(int));
  g_autofree char *path = g_build_filename(folder, "divisions.csv", NULL);
  places->divisions = g_array_new(FALSE, FALSE, sizeof(Division));
  places->file = csv_file_read(path, error);
  if (!places->file || !read_divisions(places, editions, error)) return NULL;
  places->words = place_words_read(folder, error);
  if (!places->words) return NULL;
  for (guint i = 0; i < places->divisions->len; i++)
    find_neighbours(&g_array_index(places->divisions, Division, i), editions);
  return g_steal_pointer(&places);
}

void places_free(Places *places) {
  if (!places) return;
  g_array_unref(places->divisions);
  csv_file_free(places->file);
  place_words_free(places->words);
  g_free(places);
}

bool division_is_valid_in(const Division *division, int year) {
  return year * 100 + 12 > division->after && year * 100 + 12 < division->before;
}

const Division *division_find(const Places *places, const char *code, int year) {
  for (guint i = 0; i < places->divisions->len; i++) {
    const Division *division = &g_array_index(places->divisions, Division, i);
    if (strcmp(division->code, code) == 0 && division_is_valid_in(division, year)) return division;
  }
  return NULL;
}

int division_rank(const char *code) {
  return g_str_has_suffix(code, "0000") ? 1 : g_str_has_suffix(code, "00") ? 2 : 3;
}

const char *division_level(const char *code) {
  static const char *const levels[] = {"", "province", "prefecture", "county"};
  return levels[division_rank(code)];
}

const Division *division_above(const Places *places, const Division *division, int year) {
  const Division *above = NULL;
  for (int digits = 4; digits >= 2 && !above; digits -= 2) {
    g_autofree char *code = g_strdup_printf("%.*s%s", digits, division->code, digits == 4 ? "00" : "0000");
    if (!g_str_equal(code, division->code)) above = division_find(places, code, year);
  }
  return above;
}

/* How much of its name says which it is: 洪泽 of 洪泽县, 海东 of 海东地区. */
static size_t stem_of(const Places *places, const Division *division) {
  const char *kind = any_suffix(division->name, places->words->raised);
  return kind ? (size_t)(kind - division->name) : 0;
}

static bool same_stem(const Places *places, const Division *a, const Division *b) {
  size_t stem = stem_of(places, a);
  return stem >= STEM_MIN && stem == stem_of(places, b) && strncmp(a->name, b->name, stem) == 0;
}

static bool same_kind(const Division *a, const Division *b) {
  return strncmp(a->code, b->code, 2) == 0 && g_str_equal(division_level(a->code), division_level(b->code));
}

/* The edition that lists it no more lists its name with another code: 定安县 469025, 469021. */
static const Division *find_moved(const Places *places, const Division *division) {
  for (guint i = 0; i < places->divisions->len; i++) {
    const Division *other = &g_array_index(places->divisions, Division, i);
    if (other->first == division->before && strcmp(other->name, division->name) == 0 && same_kind(division, other))
      return other;
  }
  return NULL;
}

/* That edition lists its code with another name, which was nobody's: 襄樊市, 襄阳市. */
static const Division *find_renamed(const Places *places, const Division *division) {
  const Division *other = NULL;
  for (guint i = 0; !other && i < places->divisions->len; i++) {
    const Division *next = &g_array_index(places->divisions, Division, i);
    if (next->first == division->before && strcmp(next->code, division->code) == 0) other = next;
  }
  for (guint i = 0; other && i < places->divisions->len; i++) {
    const Division *third = &g_array_index(places->divisions, Division, i);
    bool listed = third->first <= division->last && (third->today || third->last >= division->last);
    if (third == division || !listed || !same_kind(third, other)) continue;
    if (g_str_equal(third->name, other->name) || same_stem(places, third, other)) return NULL;
  }
  return other;
}

/* The start of its code in the newest edition: of its prefecture's, of its province's where that has none above. */
static char *find_prefix(const Places *places, const Division *division) {
  const char *level = division_level(division->code);
  static const char *const municipalities[] = {"11", "12", "31", "50", NULL};
  if (g_str_equal(level, "prefecture") || any_prefix(division->code, municipalities))
    return g_strndup(division->code, 2);
  const Division *above = division_above(places, division, division->last / 100);
  const Division *today =
      above && g_str_equal(division_level(above->code), "prefecture") ? division_today(places, above) : NULL;
  return g_strndup(today ? today->code : division->code, 4);
}

/* The one of that prefecture that differs from it in the last word alone: 洪泽县, 洪泽区. */
static const Division *find_raised(const Places *places, const Division *division) {
  g_autofree char *prefix = find_prefix(places, division);
  const Division *found = NULL;
  for (guint i = 0; i < places->divisions->len; i++) {
    const Division *other = &g_array_index(places->divisions, Division, i);
    if (!other->today || !g_str_has_prefix(other->code, prefix) || !same_kind(division, other)) continue;
    if (!same_stem(places, division, other)) continue;
    if (found) return NULL;
    found = other;
  }
  return found;
}

const Division *division_today(const Places *places, const Division *division) {
  while (division && !division->today) {
    const Division *next = find_moved(places, division);
    if (!next) next = find_renamed(places, division);
    if (!next) next = find_raised(places, division);
    division = next;
  }
  return division;
}
