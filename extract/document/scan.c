#include "document/scan.h"

#include <stdbool.h>

static bool is_space(unsigned char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(unsigned char c) {
  return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' ||
         c == '%';
}

static bool is_regular(unsigned char c) { return !is_space(c) && !is_delimiter(c); }

static int hex_digit(unsigned char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

static void skip_space(Scan *scan) {
  while (scan->at < scan->end) {
    if (*scan->at == '%') {
      while (scan->at < scan->end && *scan->at != '\n' && *scan->at != '\r') scan->at++;
    } else if (is_space(*scan->at)) {
      scan->at++;
    } else {
      return;
    }
  }
}

/* strtod() would follow the locale, and reads exponents, which PDF has not. */
static ScanKind scan_number(Scan *scan) {
  double value = 0, unit = 1;
  bool negative = false, fraction = false;
  for (; scan->at < scan->end && is_regular(*scan->at); scan->at++) {
    unsigned char c = *scan->at;
    if (c == '-') negative = true;
    else if (c == '.') fraction = true;
    else if (c < '0' || c > '9') continue;
    else if (!fraction) value = value * 10 + (c - '0');
    else value += (c - '0') * (unit /= 10);
  }
  scan->number = negative ? -value : value;
  return SCAN_NUMBER;
}

static ScanKind scan_name(Scan *scan) {
  size_t n = 0;
  for (scan->at++; scan->at < scan->end && is_regular(*scan->at); scan->at++) {
    unsigned char c = *scan->at;
    if (c == '#' && scan->end - scan->at > 2 && hex_digit(scan->at[1]) >= 0 && hex_digit(scan->at[2]) >= 0) {
      c = (unsigned char)(hex_digit(scan->at[1]) * 16 + hex_digit(scan->at[2]));
      scan->at += 2;
    }
    if (n + 1 < sizeof scan->name) scan->name[n++] = (char)c;
  }
  scan->name[n] = '\0';
  return SCAN_NAME;
}

static bool is_octal(unsigned char c) { return c >= '0' && c <= '7'; }

/* From the backslash to the last character of what it escapes: one character, or up to three octal digits. */
static void skip_escape(Scan *scan) {
  if (scan->at + 1 < scan->end) scan->at++;
  for (int digits = 1; digits < 3 && is_octal(*scan->at); digits++) {
    if (scan->at + 1 >= scan->end || !is_octal(scan->at[1])) return;
    scan->at++;
  }
}

static ScanKind scan_literal(Scan *scan) {
  unsigned depth = 1;
  scan->length = 0;
  for (scan->at++; scan->at < scan->end; scan->at++, scan->length++) {
    if (*scan->at == '\\') skip_escape(scan);
    else if (*scan->at == '(') depth++;
    else if (*scan->at == ')' && --depth == 0) break;
  }
  if (scan->at < scan->end) scan->at++;
  return SCAN_STRING;
}

static ScanKind scan_hex(Scan *scan) {
  size_t digits = 0;
  for (scan->at++; scan->at < scan->end; scan->at++) {
    if (hex_digit(*scan->at) >= 0) digits++;
    if (*scan->at == '>') {
      scan->at++;
      break;
    }
  }
  scan->length = (digits + 1) / 2;
  return SCAN_STRING;
}

static ScanKind scan_operator(Scan *scan) {
  uint32_t key = 0;
  unsigned n = 0;
  for (; scan->at < scan->end && is_regular(*scan->at); scan->at++, n++)
    if (n < 3) key |= (uint32_t)*scan->at << (8 * n);
  scan->operator= key;
  return n <= 3 ? SCAN_OPERATOR : SCAN_OTHER;
}

ScanKind scan_next(Scan *scan) {
  skip_space(scan);
  if (scan->at >= scan->end) return SCAN_END;
  unsigned char c = *scan->at;
  if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') return scan_number(scan);
  if (c == '/') return scan_name(scan);
  if (c == '(') return scan_literal(scan);
  if (c == '<' && scan->at + 1 < scan->end && scan->at[1] != '<') return scan_hex(scan);
  if (is_regular(c)) return scan_operator(scan);
  scan->at += c == '<' ? 2 : 1; /* of a dictionary's beginning, both */
  if (scan->at > scan->end) scan->at = scan->end;
  return SCAN_OTHER;
}

/* Whether what follows could be operators again: an EI among the bytes of an image is followed by more of them. */
static bool looks_like_operators(const unsigned char *at, const unsigned char *end) {
  for (int i = 0; i < 12 && at < end; i++, at++)
    if (*at > 0x7E || (*at < ' ' && !is_space(*at)) || *at == '\0') return false;
  return true;
}

void scan_skip_image(Scan *scan) {
  if (scan->at < scan->end) scan->at++;
  for (const unsigned char *at = scan->at; scan->end - at >= 2; at++) {
    if (at[0] != 'E' || at[1] != 'I' || (at > scan->at && !is_space(at[-1]))) continue;
    if (scan->end - at > 2 && !is_space(at[2])) continue;
    if (!looks_like_operators(at + 2, scan->end)) continue;
    scan->at = at + 2;
    return;
  }
  scan->at = scan->end;
}
