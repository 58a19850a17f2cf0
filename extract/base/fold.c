#include "base/fold.h"

typedef struct Range {
  gunichar first, last, ideograph;
} Range;

static const Range radicals[] = {
#include "radicals.inc"
};

/* Unicode names the traditional shape for these three; simplified text means the other. */
static gunichar fold_radical(gunichar c) {
  if (c == 0x2F3E) return 0x6237; /* 户 */
  if (c == 0x2FC8) return 0x9EC4; /* 黄 */
  if (c == 0x2FAD) return 0x9752; /* 青 */
  size_t low = 0, high = G_N_ELEMENTS(radicals);
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (radicals[middle].last < c) low = middle + 1;
    else high = middle;
  }
  if (low < G_N_ELEMENTS(radicals) && radicals[low].first <= c) return radicals[low].ideograph;
  return c;
}

/* A compatibility ideograph is one whose canonical decomposition is a single other ideograph. */
static gunichar fold_compatibility(gunichar c) {
  gunichar first, second;
  if (g_unichar_decompose(c, &first, &second) && second == 0) return first;
  return c;
}

/* The punctuation that Chinese text sets full-width by right. */
static bool is_han_punctuation(gunichar c) {
  switch (c) {
  case 0xFF01: /* ！ */
  case 0xFF08: /* （ */
  case 0xFF09: /* ） */
  case 0xFF0C: /* ， */
  case 0xFF1A: /* ： */
  case 0xFF1B: /* ； */
  case 0xFF1F: /* ？ */ return true;
  default: return false;
  }
}

static bool is_unseen(gunichar c) {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

static bool is_odd_space(gunichar c) {
  return c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || (c >= 0x09 && c <= 0x0D) || c == 0x85;
}

/* The shapes that punctuation takes in vertical lines, and small ones, as the fonts of old reports name them. */
static gunichar fold_shape(gunichar c) {
  static const gunichar vertical[] = {
      0xFF0C, 0x3001, 0x3002, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F, 0x3016, 0x3017, 0x2026, /* U+FE10.. */
  };
  static const gunichar compatible[] = {
      0x2025, 0x2014, 0x2013, '_',    '_',    0xFF08, 0xFF09, '{',    '}',    0x3014, 0x3015, 0x3010, /* U+FE30.. */
      0x3011, 0x300A, 0x300B, 0x3008, 0x3009, 0x300C, 0x300D, 0x300E, 0x300F, 0xFE45, 0xFE46, '[',    ']',
  };
  static const gunichar small[] = {
      0xFF0C, 0x3001, '.',    0xFE53, 0xFF1B, 0xFF1A, 0xFF1F,
      0xFF01, 0x2014, 0xFF08, 0xFF09, '{',    '}',    0x3014, /* U+FE50.. */
      0x3015, '#',    '&',    '*',    '+',    '-',    '<',
      '>',    '=',    0xFE67, '\\',   '$',    '%',    '@',
  };
  if (c >= 0xFE10 && c < 0xFE10 + G_N_ELEMENTS(vertical)) return vertical[c - 0xFE10];
  if (c >= 0xFE30 && c < 0xFE30 + G_N_ELEMENTS(compatible)) return compatible[c - 0xFE30];
  if (c >= 0xFE50 && c < 0xFE50 + G_N_ELEMENTS(small)) return small[c - 0xFE50];
  return c;
}

/* Different signs that print alike and mean the same. */
static gunichar fold_sign(gunichar c) {
  switch (c) {
  case 0x2010: /* hyphen */
  case 0x2011: /* non-breaking hyphen */
  case 0x2212: /* minus sign */ return '-';
  case 0x223C: /* tilde operator */
  case 0x301C: /* wave dash */ return '~';
  case 0x2236: /* ratio, set for a colon */ return 0xFF1A;
  default: return c;
  }
}

gunichar fold_character(gunichar raw) {
  if (raw > 0x20 && raw < 0x7F) return raw;
  if (is_unseen(raw)) return 0;
  if (is_odd_space(raw)) return ' ';
  if (raw >= 0x4E00 && raw <= 0x9FFF) return raw;
  if (raw >= 0x2E80 && raw <= 0x31E5) return fold_sign(fold_radical(raw));
  if (raw >= 0xFF01 && raw <= 0xFF5E) return is_han_punctuation(raw) ? raw : raw - 0xFF01 + 0x21;
  if ((raw >= 0xF900 && raw <= 0xFAFF) || (raw >= 0x2F800 && raw <= 0x2FA1F)) return fold_compatibility(raw);
  return fold_sign(fold_shape(raw));
}

bool fold_is_han(gunichar c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x323AF);
}

static gunichar widen_punctuation(gunichar c) {
  switch (c) {
  case '(':
  case ')':
  case ',':
  case ':':
  case ';': return c - 0x21 + 0xFF01;
  default: return c;
  }
}

char *fold_label(const char *text) {
  g_autoptr(GString) folded = g_string_new(NULL);
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = fold_character(g_utf8_get_char(at));
    if (c > ' ') g_string_append_unichar(folded, widen_punctuation(c));
  }
  return g_strdup(folded->str);
}

bool fold_is_among(gunichar c, const char *set) { return c && g_utf8_strchr(set, -1, c); }
