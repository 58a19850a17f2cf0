#include "run/difference.h"

#include "run/earlier.h"

#include <string.h>

/* Where a record of a .jsonl stands. */
typedef struct Place {
  char *name;
  gint64 at;
} Place;

/* One of the two results, in the order of its reports' paths. */
typedef struct Side {
  const char *path;
  Earlier *earlier;
  GArray *places; /* of Place: those of a .jsonl, whose lines may stand in any order; NULL for a .db, which has order */
  guint next;
  Record *record; /* the next one; NULL at the end */
} Side;

static const char *name_of(const Record *record) {
  const Report *report = record_report(record);
  return report ? report->report : record_failure_at(record, 0)->report;
}

static int compare_places(const void *a, const void *b) {
  const Place *one = a, *other = b;
  int order = strcmp(one->name, other->name);
  return order != 0 ? order : one->at < other->at ? -1 : one->at > other->at;
}

static bool fail(const Side *side, GError **error) {
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: cannot be read twice, as a file can", side->path);
  return false;
}

static bool read_next(Side *side, GError **error) {
  if (earlier_next(side->earlier, &side->record, error)) return true;
  g_clear_pointer(&side->record, record_unref);
  g_prefix_error(error, "%s: ", side->path);
  return false;
}

static void free_place(void *place) { g_free(((Place *)place)->name); }

static bool find_places(Side *side, GError **error) {
  side->places = g_array_new(FALSE, FALSE, sizeof(Place));
  g_array_set_clear_func(side->places, free_place);
  for (;;) {
    Place place = {.at = earlier_tell(side->earlier)};
    if (place.at < 0) return fail(side, error);
    if (!read_next(side, error)) return false;
    if (!side->record) break;
    place.name = g_strdup(name_of(side->record));
    g_array_append_val(side->places, place);
    g_clear_pointer(&side->record, record_unref);
  }
  g_array_sort(side->places, compare_places);
  return true;
}

static bool side_open(Side *side, GError **error) {
  side->earlier = earlier_open(side->path, error);
  if (side->earlier) return g_str_has_suffix(side->path, ".db") || find_places(side, error);
  g_prefix_error(error, "%s: ", side->path);
  return false;
}

static bool side_next(Side *side, GError **error) {
  g_clear_pointer(&side->record, record_unref);
  if (!side->places) return read_next(side, error);
  if (side->next == side->places->len) return true;
  if (!earlier_seek(side->earlier, g_array_index(side->places, Place, side->next++).at)) return fail(side, error);
  return read_next(side, error);
}

static void side_close(Side *side) {
  g_clear_pointer(&side->record, record_unref);
  if (side->places) g_array_unref(side->places);
  earlier_free(side->earlier);
}

/* All that is compared of a record, a line each: its address stands first, so that sorting brings pairs together. */
static GPtrArray *lines_of(const Record *record) {
  GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
  if (!record) return lines;
  const Report *report = record_report(record);
  if (!report) {
    const Failure *failure = record_failure_at(record, 0);
    g_ptr_array_add(lines, g_strdup_printf("failure\t%s\t%s", failure->kind, failure->reason));
    return lines;
  }
  g_ptr_array_add(lines, g_strdup_printf("report\t%s\t%s\t%s", report->place, report->year, report->form));
  for (guint i = 0; i < record_figure_count(record); i++) {
    const Figure *f = record_figure_at(record, i);
    g_autofree char *address = record_figure_address(f);
    g_ptr_array_add(
        lines, g_strjoin("\t", address, f->indicator, f->value, f->unit, f->state, f->marks, f->row, f->column, NULL));
  }
  return lines;
}

static int compare_lines(const void *a, const void *b) {
  const char *one = *(char *const *)a, *other = *(char *const *)b;
  int order = strcmp(one + 1, other + 1); /* less the sign */
  size_t address = strcspn(one + 1, "\t");
  bool same = strncmp(one + 1, other + 1, address + 1) == 0;
  return same && *one != *other ? (*one == '-' ? -1 : 1) : order;
}

/* Adds the lines that have no twin among the others. */
static void add_lonely(const GPtrArray *lines, const GPtrArray *others, char sign, GPtrArray *lonely) {
  g_autoptr(GHashTable) count = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < others->len; i++) {
    int n = GPOINTER_TO_INT(g_hash_table_lookup(count, others->pdata[i]));
    g_hash_table_insert(count, others->pdata[i], GINT_TO_POINTER(n + 1));
  }
  for (guint i = 0; i < lines->len; i++) {
    int n = GPOINTER_TO_INT(g_hash_table_lookup(count, lines->pdata[i]));
    if (n > 0) g_hash_table_insert(count, lines->pdata[i], GINT_TO_POINTER(n - 1));
    else g_ptr_array_add(lonely, g_strdup_printf("%c%s", sign, (char *)lines->pdata[i]));
  }
}

/* Either may be NULL, not both. */
static void print_report(const Record *before, const Record *after, GString *out) {
  g_autoptr(GPtrArray) old_lines = lines_of(before), new_lines = lines_of(after);
  g_autoptr(GPtrArray) lonely = g_ptr_array_new_with_free_func(g_free);
  add_lonely(old_lines, new_lines, '-', lonely);
  add_lonely(new_lines, old_lines, '+', lonely);
  g_ptr_array_sort(lonely, compare_lines);
  for (guint i = 0; i < lonely->len; i++) {
    const char *line = lonely->pdata[i];
    g_string_append_printf(out, "%c %s\t%s\n", *line, name_of(before ? before : after), line + 1);
  }
}

static bool walk(Side *before, Side *after, DifferenceSay say, gpointer data, GError **error) {
  g_autoptr(GString) lines = g_string_new(NULL);
  if (!side_next(before, error) || !side_next(after, error)) return false;
  while (before->record || after->record) {
    int order = !before->record ? 1 : !after->record ? -1 : strcmp(name_of(before->record), name_of(after->record));
    print_report(order <= 0 ? before->record : NULL, order >= 0 ? after->record : NULL, lines);
    if (lines->len) say(lines->str, data);
    g_string_truncate(lines, 0);
    if (order <= 0 && !side_next(before, error)) return false;
    if (order >= 0 && !side_next(after, error)) return false;
  }
  return true;
}

bool difference_find(const char *old_path, const char *new_path, DifferenceSay say, gpointer data, GError **error) {
  Side before = {.path = old_path}, after = {.path = new_path};
  bool good = side_open(&before, error) && side_open(&after, error) && walk(&before, &after, say, data, error);
  side_close(&before);
  side_close(&after);
  return good;
}
