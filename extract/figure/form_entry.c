#include "figure/form_entry.h"

/* Whether no sibling shares its label once the brackets are gone (复制费（纸张） and 复制费（光盘） do). */
static bool bare_is_enough(const FormEntry *entry, const char *bare) {
  if (*bare == '\0') return false;
  for (unsigned i = 0; i < entry->siblings->len; i++) {
    const FormEntry *sibling = g_ptr_array_index(entry->siblings, i);
    if (sibling != entry && g_str_equal(form_label(sibling)->bare, bare)) return false;
  }
  return true;
}

bool entry_says(const FormEntry *entry, const Label *printed) {
  for (unsigned i = 0; i < entry->wordings->len; i++) {
    const Label *wording = g_ptr_array_index(entry->wordings, i);
    if (g_str_equal(wording->key, printed->key)) return !label_is_blank(printed);
    if (g_str_equal(wording->bare, printed->bare) && bare_is_enough(entry, printed->bare)) return true;
  }
  return false;
}

/* The distance of the printed label from the nearest of the entry's wordings, their brackets left aside where they only
   explain; G_MAXINT when it is like none of them and only those that are `similar` count. */
static int nearest_distance(const FormEntry *entry, const Label *printed, bool similar) {
  int nearest = entry_says(entry, printed) ? 0 : G_MAXINT;
  for (unsigned i = 0; nearest > 0 && i < entry->wordings->len; i++) {
    const Label *wording = g_ptr_array_index(entry->wordings, i);
    if (!similar || label_similar(wording->key, printed->key))
      nearest = MIN(nearest, label_distance(wording->key, printed->key));
    bool explained = !g_str_equal(wording->bare, wording->key) && bare_is_enough(entry, wording->bare);
    if (explained && *printed->bare && (!similar || label_similar(wording->bare, printed->bare)))
      nearest = MIN(nearest, label_distance(wording->bare, printed->bare));
  }
  return nearest;
}

bool entry_resembles(const FormEntry *entry, const Label *printed) {
  return nearest_distance(entry, printed, true) != G_MAXINT;
}

int entry_distance(const FormEntry *entry, const Label *printed) { return nearest_distance(entry, printed, false); }

int entry_lead(const FormEntry *entry, const Label *printed) {
  int own = entry_distance(entry, printed), other = G_MAXINT;
  for (unsigned i = 0; i < entry->siblings->len; i++) {
    const FormEntry *sibling = g_ptr_array_index(entry->siblings, i);
    if (sibling != entry) other = MIN(other, entry_distance(sibling, printed));
  }
  return other - own;
}

/* A misprint of one row is not as near to another: 不同意公开答复数 is none of 同意公开答复数. */
MatchKind entry_match(const FormEntry *entry, const Label *printed) {
  if (entry_says(entry, printed)) return MATCH_EXACT;
  return entry_resembles(entry, printed) && entry_lead(entry, printed) > 0 ? MATCH_DIFFERS : MATCH_NONE;
}
