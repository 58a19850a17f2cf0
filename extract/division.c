/*
 * division.c - administrative divisions over the editions of their table: which there were, and what became of them.
 *
 * The table knows editions, not days: a division may have begun right after the last edition that lacks it and may
 * have ended right before the next that lacks it.
 */
#include "division.h"

#include <string.h>

enum { FOREVER = 999999 };

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

static int edition_next_to(const GArray *editions, int here, int step) {
  int found = step < 0 ? 0 : FOREVER;
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
    if (*division.code == '\0' && *division.name == '\0') continue; /* an edition in which nothing is new or last */
    if (strlen(division.code) != 6 || strspn(division.code, "0123456789") != 6 || *division.name == '\0')
      return csv_file_fail(file, i, error, "a division wants a code of six digits and a name");
    division.first = (int)g_ascii_strtoll(csv_file_field(file, i, first), NULL, 10);
    division.after = edition_next_to(editions, division.first, -1);
    division.last = (int)g_ascii_strtoll(csv_file_field(file, i, last), NULL, 10);
    division.today = division.last == 0;
    if (!division.today) division.before = edition_next_to(editions, division.last, 1);
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

bool division_is_valid_in(const Division *division, int year) {
  return year * 100 + 12 > division->after && year * 100 + 12 < division->before;
}

const Division *division_find(const Places *places, const char *code, int year) {
  const Division *division = g_hash_table_lookup(places->by_code, code);
  while (division && !division_is_valid_in(division, year)) division = division->same_code;
  return division;
}

const char *division_level(const char *code) {
  if (g_str_has_suffix(code, "0000")) return "province";
  return g_str_has_suffix(code, "00") ? "prefecture" : "county";
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
static size_t stem_of(const Division *division) {
  static const char *const words[] = {"地区", "盟", "市", "县", "区"};
  size_t length = strlen(division->name);
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (g_str_has_suffix(division->name, words[i])) return length - strlen(words[i]);
  return 0;
}

static bool same_stem(const Division *a, const Division *b) {
  size_t stem = stem_of(a);
  return stem >= strlen("洪泽") && stem == stem_of(b) && strncmp(a->name, b->name, stem) == 0;
}

static bool same_kind(const Division *a, const Division *b) {
  return strncmp(a->code, b->code, 2) == 0 && division_level(a->code) == division_level(b->code);
}

/* The edition that lists it no more lists its name with another code: 定安县 469025, 469021. */
static const Division *find_moved(const Places *places, const Division *division) {
  const Division *other = g_hash_table_lookup(places->by_name, division->name);
  while (other && (other->first != division->before || !same_kind(division, other))) other = other->same_name;
  return other;
}

/* That edition lists its code with another name, which was nobody's: 襄樊市, 襄阳市. */
static const Division *find_renamed(const Places *places, const Division *division) {
  const Division *other = g_hash_table_lookup(places->by_code, division->code);
  while (other && other->first != division->before) other = other->same_code;
  for (guint i = 0; other && i < places->divisions->len; i++) {
    const Division *third = &g_array_index(places->divisions, Division, i);
    bool listed = third->first <= division->last && (third->today || third->last >= division->last);
    if (third == division || !listed || !same_kind(third, other)) continue;
    if (g_str_equal(third->name, other->name) || same_stem(third, other)) return NULL;
  }
  return other;
}

/* The start of its code in the newest edition: of its prefecture's, of its province's where that has none above. */
static char *find_prefix(const Places *places, const Division *division) {
  const char *level = division_level(division->code);
  static const char *const municipalities[] = {"11", "12", "31", "50"};
  bool wide = g_str_equal(level, "prefecture");
  for (size_t i = 0; i < G_N_ELEMENTS(municipalities); i++)
    wide = wide || g_str_has_prefix(division->code, municipalities[i]);
  if (wide) return g_strndup(division->code, 2);
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
    if (!same_stem(division, other)) continue;
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
