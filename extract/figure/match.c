/*
 * match.c - rows are known by what they say and where they stand.
 *
 *      printed                               form
 *      三、本年度办理结果                      三、本年度办理结果
 *        （三）不予公开                          （三）不予公开
 *          2.其他法律行政止公开     ~~~~           2.其他法律行政法规禁止公开
 *          3.危及“三安全一稳定”    ====           3.危及“三安全一稳定”
 *          4.另一种情形            (none)
 *          5.保护第三方合法权益     ====           4.保护第三方合法权益
 *
 * First come the rows whose whole path of labels is the form's (====): they need no order and no number, so that rows
 * swapped, put in or renumbered do no harm, and 其他 is taken only under its own parent. They cut the table into gaps.
 * What is left in a gap of the print can only be what is left in the same gap of the form: there a misprint (~~~~) is
 * taken when its number agrees, or when just as many rows are left on both sides (then both neighbours fit); a label
 * that cannot be read, likewise. Where the gap of the form is empty, a printed row is none of the form's.
 */
#include "figure/match.h"

#include <string.h>

enum {
  COMPARISONS = 400000, /* of labels in one table; the largest form with every row printed takes 6,400 */
  CLOSE = 6,            /* a label in which one in so many characters is wrong needs no number to be known */
  PLAIN = 3 * 3         /* bytes of a label that says enough to be known without its parent: 其他 and 总计 do not */
};

static const Label *own_label(const Printed *printed) {
  return g_ptr_array_index(printed->path, printed->path->len - 1);
}

static const Printed *printed_at(const GArray *printed, unsigned i) { return &g_array_index(printed, Printed, i); }

/* Whether so little is wrong that a row without number is known by its label alone. */
static bool is_close(const FormEntry *entry, const Label *printed) {
  return entry_distance(entry, printed) * CLOSE <= g_utf8_strlen(printed->key, -1);
}

/* Whether the printed label breaks off within the form's (its second line is lost). */
static bool is_cut(const FormEntry *entry, const Label *printed) {
  return g_utf8_strlen(printed->key, -1) >= 2 && g_str_has_prefix(form_label(entry)->key, printed->key);
}

/* MATCH_EXACT when every label is the form's, MATCH_DIFFERS when the row's own is and one above it is a misprint. */
static MatchKind match_path(const Printed *printed, const FormEntry *entry) {
  if (!entry_says(entry, own_label(printed))) return MATCH_NONE;
  MatchKind kind = MATCH_EXACT;
  entry = entry->parent;
  for (unsigned i = printed->path->len - 1; i > 0; i--, entry = entry->parent) {
    MatchKind above = entry ? entry_match(entry, g_ptr_array_index(printed->path, i - 1)) : MATCH_NONE;
    if (above == MATCH_NONE) return MATCH_NONE;
    if (above == MATCH_DIFFERS) kind = MATCH_DIFFERS;
  }
  return entry ? MATCH_NONE : kind;
}

/* How what the row stands under fits what the entry stands under; MATCH_PATH: nothing can be read of it. */
static MatchKind match_parent(const Printed *printed, const FormEntry *entry) {
  if (printed->path->len < 2) return MATCH_PATH;
  const Label *parent = g_ptr_array_index(printed->path, printed->path->len - 2);
  if (label_is_blank(parent)) return MATCH_PATH;
  if (!entry->parent) return MATCH_NONE;
  MatchKind kind = entry_match(entry->parent, parent);
  return kind == MATCH_NONE && label_same_marker(form_label(entry->parent), parent) ? MATCH_DIFFERS : kind;
}

static void take_whole_paths(const GArray *printed, const GPtrArray *entries, GHashTable *taken, GArray *matches) {
  for (unsigned i = 0; i < printed->len; i++) {
    for (unsigned j = 0; j < entries->len; j++) {
      const FormEntry *entry = g_ptr_array_index(entries, j);
      if (g_hash_table_contains(taken, entry)) continue;
      MatchKind kind = match_path(printed_at(printed, i), entry);
      if (kind == MATCH_NONE) continue;
      g_array_index(matches, Match, i) = (Match){entry, kind};
      g_hash_table_add(taken, (gpointer)entry);
      break;
    }
  }
}

/* How a row with one of the form's wordings fits an entry of its gap: it is the entry's unless it stands elsewhere. */
static MatchKind fit_wording(const Printed *printed, const FormEntry *entry, bool paired) {
  MatchKind parent = match_parent(printed, entry);
  bool plain = strlen(own_label(printed)->key) >= PLAIN;
  bool told = plain || label_same_marker(form_label(entry), own_label(printed));
  if (parent == MATCH_EXACT || parent == MATCH_DIFFERS) return parent;
  return (parent == MATCH_PATH && (plain || paired)) || (told && paired) ? MATCH_EXACT : MATCH_NONE;
}

/* Whether nothing but its own label tells a row from another that is still to be had: 结果维持 stands in three groups. */
static bool is_shared(const Printed *printed, const FormEntry *entry, const GPtrArray *left) {
  if (match_parent(printed, entry) != MATCH_PATH) return false;
  for (unsigned j = 0; j < left->len; j++) {
    const FormEntry *other = g_ptr_array_index(left, j);
    if (other != entry && entry_says(other, own_label(printed))) return true;
  }
  return false;
}

/* How a printed row of a gap fits an entry of it; `paired`: as many of the one as of the other, and these two meet. */
static MatchKind fit_in_gap(const Printed *printed, const FormEntry *entry, bool paired) {
  const Label *label = own_label(printed), *own = form_label(entry);
  bool numbered = label_same_marker(own, label);
  bool unnumbered = own->marker.level == 0 && label->marker.level == 0, in_place = paired && (numbered || unnumbered);
  if (label_is_blank(label)) return numbered || paired ? MATCH_PATH : MATCH_NONE;
  if (entry_says(entry, label)) return fit_wording(printed, entry, paired);
  if (entry_resembles(entry, label)) {
    int lead = entry_lead(entry, label);
    bool told = (numbered || (unnumbered && is_close(entry, label))) && match_parent(printed, entry) != MATCH_NONE;
    return (lead > 0 && (told || paired)) || (lead == 0 && in_place) ? MATCH_DIFFERS : MATCH_NONE;
  }
  return paired && is_cut(entry, label) ? MATCH_DIFFERS : MATCH_NONE;
}

/* The entries still to be had between those two (NULL: the form's start, its end). New array. */
static GPtrArray *entries_between(const GPtrArray *entries, GHashTable *taken, const FormEntry *after,
                                  const FormEntry *before) {
  GPtrArray *free_entries = g_ptr_array_new();
  bool inside = after == NULL;
  for (unsigned j = 0; j < entries->len; j++) {
    FormEntry *entry = g_ptr_array_index(entries, j);
    if (inside && entry == before) return free_entries;
    if (inside && !g_hash_table_contains(taken, entry)) g_ptr_array_add(free_entries, entry);
    inside = inside || entry == after;
  }
  if (before) /* it stands before `after` on the form: the rows are swapped, and nothing lies between them */
    g_ptr_array_set_size(free_entries, 0);
  return free_entries;
}

/* Headings that carry no figure and are not printed as rows of their own would make the two sides of a gap unequal. */
static unsigned count_rows(const GPtrArray *entries) {
  unsigned n = 0;
  for (unsigned j = 0; j < entries->len; j++)
    n += ((const FormEntry *)g_ptr_array_index(entries, j))->indicator != NULL;
  return n;
}

static void drop_headings(GPtrArray *entries) {
  for (unsigned j = entries->len; j > 0; j--)
    if (!((const FormEntry *)g_ptr_array_index(entries, j - 1))->indicator) g_ptr_array_remove_index(entries, j - 1);
}

/* Printed rows first..end, none of them matched yet, against what the form has in that place. */
static void fill_gap(const GArray *printed, unsigned first, unsigned end, GPtrArray *left, GArray *matches) {
  unsigned n = end - first;
  bool paired = n == left->len;
  if (!paired && n == count_rows(left)) {
    drop_headings(left);
    paired = true;
  }
  unsigned next = 0;
  for (unsigned i = first; i < end && next < left->len; i++) {
    unsigned stop = paired ? MIN(next + 1, left->len) : left->len;
    for (unsigned j = next; j < stop; j++) {
      const FormEntry *entry = g_ptr_array_index(left, j);
      MatchKind kind = fit_in_gap(printed_at(printed, i), entry, paired);
      if (kind == MATCH_NONE || (!paired && is_shared(printed_at(printed, i), entry, left))) continue;
      g_array_index(matches, Match, i) = (Match){entry, kind};
      next = paired ? next : j + 1;
      break;
    }
    next += paired;
  }
}

static void fill_gaps(const GArray *printed, const GPtrArray *entries, GHashTable *taken, GArray *matches) {
  const FormEntry *after = NULL;
  for (unsigned i = 0; i < printed->len; i++) {
    if (g_array_index(matches, Match, i).entry) {
      after = g_array_index(matches, Match, i).entry;
      continue;
    }
    unsigned end = i;
    while (end < printed->len && !g_array_index(matches, Match, end).entry) end++;
    const FormEntry *before = end < printed->len ? g_array_index(matches, Match, end).entry : NULL;
    g_autoptr(GPtrArray) left = entries_between(entries, taken, after, before);
    if ((size_t)(end - i) * left->len <= COMPARISONS) fill_gap(printed, i, end, left, matches);
    i = end - 1;
  }
}

GArray *match_align(const GArray *printed, const GPtrArray *entries) {
  GArray *matches = g_array_sized_new(FALSE, TRUE, sizeof(Match), printed->len);
  g_array_set_size(matches, printed->len);
  if ((size_t)printed->len * entries->len > COMPARISONS) return matches;
  g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
  take_whole_paths(printed, entries, taken, matches);
  fill_gaps(printed, entries, taken, matches);
  return matches;
}
