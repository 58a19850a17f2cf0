#include "figure/label.h"

#include "base/any.h"
#include "base/fold.h"

#include <limits.h>
#include <string.h>

enum {
  KEY_LIMIT = 80, /* characters that a distance looks at: the longest label of a form has 33 */
  MISPRINT = 3 /* one in so many characters may not be wrong: 其他法律行政止公开 lacks 3 of 12, 行政许可 for
                     行政强制 is 2 of 4 and another thing */
};

/* Past "其中：", or `text`. */
static const char *skip_of_which(const char *text, bool *ret_found) {
  static const char *const forms[] = {"其中：", "其中:", "其中，", "其中,", "其中、", NULL};
  const char *rest = any_prefix(text, forms);
  if (rest) *ret_found = true;
  return rest ? rest : text;
}

/* Sets the keys: the letters, digits and ideographs of `text`, with and without what stands in （brackets）, the last of
   which may be cut off. */
static void make_keys(Label *label, const char *text) {
  g_autofree char *folded = fold_label(text);
  size_t length = strlen(folded), n = 0, m = 0;
  label->key = g_malloc(length + 1);
  label->bare = g_malloc(length + 1);
  int depth = 0;
  for (const char *p = folded, *next; *p; p = next) {
    gunichar c = g_utf8_get_char(p);
    next = g_utf8_next_char(p);
    depth += (c == U'（') - (c == U'）' && depth > 0);
    if (!fold_is_han(c) && !g_unichar_isalnum(c)) continue;
    for (const char *byte = p; byte < next; byte++) {
      label->key[n++] = *byte;
      if (depth == 0) label->bare[m++] = *byte;
    }
  }
  label->key[n] = label->bare[m] = '\0';
}

/* A number that lost its stop: 1政府公报公开政府信息数, but not 12345热线. */
static bool read_bare_number(const char *text, Marker *ret) {
  size_t digits = strspn(text, "0123456789");
  if (digits == 0 || digits > 2 || !fold_is_han(g_utf8_get_char(text + digits))) return false;
  *ret = (Marker){.level = MARKER_DIGIT, .number = (int)g_ascii_strtoll(text, NULL, 10), .length = digits};
  return true;
}

/* Past the number of a year, which is another in every report: 2012|年度. */
static const char *skip_year(const char *text) {
  bool year = (g_str_has_prefix(text, "19") || g_str_has_prefix(text, "20")) && strspn(text, "0123456789") == 4;
  return year && g_str_has_prefix(text + 4, "年") ? text + 4 : text;
}

Label *label_new(const char *folded) {
  Label *label = g_new0(Label, 1);
  label->text = g_strdup(folded);
  const char *rest = skip_of_which(folded, &label->of_which);
  if (marker_read(rest, &label->marker) || read_bare_number(rest, &label->marker))
    rest = skip_of_which(rest + label->marker.length, &label->of_which);
  make_keys(label, skip_year(rest));
  return label;
}

void label_free(Label *label) {
  if (!label) return;
  g_free(label->text);
  g_free(label->key);
  g_free(label->bare);
  g_free(label);
}

void label_swap(Label *a, Label *b) {
  Label was = *a;
  *a = *b;
  *b = was;
}

bool label_is_blank(const Label *label) { return *label->key == '\0'; }

bool label_same_marker(const Label *a, const Label *b) {
  return a->marker.level != 0 && a->marker.level == b->marker.level && a->marker.number == b->marker.number;
}

/* Up to KEY_LIMIT characters of a key. */
static int spell(const char *key, gunichar *ret) {
  int n = 0;
  for (; *key && n < KEY_LIMIT; key = g_utf8_next_char(key)) ret[n++] = g_utf8_get_char(key);
  return n;
}

/* As label_distance(), but what is `limit` or more may come out as any number from there on. */
static int distance_below(const char *key, const char *other, int limit) {
  gunichar left[KEY_LIMIT], right[KEY_LIMIT];
  int n = spell(key, left), m = spell(other, right);
  int rows[3][KEY_LIMIT + 1];
  int *before = rows[0], *last = rows[1], *now = rows[2];
  for (int j = 0; j <= m; j++) last[j] = j;
  for (int i = 1, least = 0, least_before; i <= n; i++) {
    least_before = least;
    least = now[0] = i;
    for (int j = 1; j <= m; j++) {
      int best = MIN(MIN(last[j], now[j - 1]) + 1, last[j - 1] + (left[i - 1] != right[j - 1]));
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
        best = MIN(best, before[j - 2] + 1);
      now[j] = best;
      least = MIN(least, best);
    }
    if (MIN(least, least_before) >= limit) return limit; /* a swap looks two rows back, nothing farther */
    int *spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[m];
}

int label_distance(const char *key, const char *other) { return distance_below(key, other, INT_MAX); }

/* The characters of a key as a set, each by its last six bits. */
static guint64 character_set(const char *key) {
  guint64 set = 0;
  for (; *key; key++)
    if (((unsigned char)key[1] & 0xC0) != 0x80) set |= (guint64)1 << (*key & 63); /* the last byte of one */
  return set;
}

/* At most as many changes as it takes to make one key of the other: each does away with one missing character. */
static int least_distance(const char *key, const char *other) {
  guint64 left = character_set(key), right = character_set(other);
  return MAX(__builtin_popcountll(left & ~right), __builtin_popcountll(right & ~left));
}

bool label_similar(const char *key, const char *other) {
  if (g_str_equal(key, other)) return true;
  long n = g_utf8_strlen(key, -1), m = g_utf8_strlen(other, -1), longer = MAX(n, m);
  if (ABS(n - m) * MISPRINT >= longer) return false;
  int limit = (int)(longer + MISPRINT - 1) / MISPRINT;
  return least_distance(key, other) < limit && distance_below(key, other, limit) < limit;
}
