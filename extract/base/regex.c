#include "base/regex.h"

#include "base/regex_built.h"

#include <string.h>

enum {
  MATCH_LIMIT = 100000,       /* stops a pattern that backtracks without end within a fraction of a millisecond */
  HEAP_LIMIT = 16 << 10,      /* KB, for the interpreter */
  PATIENCE = 48,              /* matches that are left to the interpreter: they take as long as compiling for the JIT */
  JIT_STACK_START = 64 << 10, /* bytes; a match that needs more than PCRE2's own 32 KB is rare */
  JIT_STACK_LIMIT = 1 << 20
};

struct Regex {
  pcre2_code *code;
  unsigned patience; /* matches to go until it is worth the JIT compiler's time */
  bool fast;         /* it has been compiled by that */
  bool anchored;
  uint8_t starts[32]; /* of an anchored pattern: a bit for each byte that a match may start with */
};

/* What a match writes to and is bounded by: one for all patterns, for no two are matched at a time. One each would be a
   page of memory for each that a process copies from its parent. */
static struct {
  pcre2_match_data *data;
  pcre2_match_context *limits;
} scratch;

G_DEFINE_QUARK(regex_error_quark, regex_error)

static void set_error(GError **error, RegexError kind, int code) {
  PCRE2_UCHAR message[256];
  pcre2_get_error_message(code, message, sizeof message);
  g_set_error(error, REGEX_ERROR, (int)kind, "%s", (const char *)message);
}

/* PCRE2 finds them for a search that is not anchored; most places at which anchored patterns are tried have none. */
static void find_starts(Regex *regex) {
  const uint8_t *starts = NULL;
  uint32_t kind = 0, unit = 0;
  pcre2_pattern_info(regex->code, PCRE2_INFO_FIRSTBITMAP, &starts);
  pcre2_pattern_info(regex->code, PCRE2_INFO_FIRSTCODETYPE, &kind);
  pcre2_pattern_info(regex->code, PCRE2_INFO_FIRSTCODEUNIT, &unit);
  if (starts) memcpy(regex->starts, starts, sizeof regex->starts);
  else memset(regex->starts, kind == 1 ? 0 : 0xff, sizeof regex->starts);
  if (kind != 1) return;
  const char cases[] = {(char)unit, g_ascii_tolower((char)unit), g_ascii_toupper((char)unit)}; /* it may be caseless */
  for (size_t i = 0; i < sizeof cases; i++)
    regex->starts[(uint8_t)cases[i] / 8] |= (uint8_t)(1 << (uint8_t)cases[i] % 8);
}

static bool may_start(const Regex *regex, char first) {
  return regex->starts[(uint8_t)first / 8] & 1 << (uint8_t)first % 8;
}

static void make_scratch(void) {
  if (scratch.data) return;
  scratch.data = pcre2_match_data_create(REGEX_GROUPS, NULL);
  scratch.limits = pcre2_match_context_create(NULL);
  g_assert(scratch.data && scratch.limits);
  pcre2_set_match_limit(scratch.limits, MATCH_LIMIT);
  pcre2_set_heap_limit(scratch.limits, HEAP_LIMIT);
}

Regex *regex_new(const char *pattern, Anchor anchor, size_t *ret_offset, GError **error) {
  int code = 0;
  PCRE2_SIZE offset = 0;
  const uint32_t flags =
      PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | (anchor == ANCHOR_START ? PCRE2_ANCHORED : 0);
  pcre2_code *compiled = regex_built(pattern, flags);
  if (!compiled) compiled = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, flags, &code, &offset, NULL);
  uint32_t groups = 0;
  if (compiled) pcre2_pattern_info(compiled, PCRE2_INFO_CAPTURECOUNT, &groups);
  if (!compiled || groups >= REGEX_GROUPS) {
    if (ret_offset) *ret_offset = offset;
    if (compiled) g_set_error(error, REGEX_ERROR, REGEX_ERROR_PATTERN, "more than %d groups", REGEX_GROUPS - 1);
    else set_error(error, REGEX_ERROR_PATTERN, code);
    pcre2_code_free(compiled);
    return NULL;
  }
  make_scratch();
  Regex *regex = g_new0(Regex, 1);
  regex->code = compiled;
  regex->patience = PATIENCE;
  regex->anchored = anchor == ANCHOR_START;
  if (regex->anchored) find_starts(regex);
  return regex;
}

void regex_free(Regex *regex) {
  if (!regex) return;
  pcre2_code_free(regex->code);
  g_free(regex);
}

void regex_hasten(Regex *regex) {
  regex->patience = 0;
  /* Where the machine has no JIT the interpreter does the same, only slower. */
  regex->fast = pcre2_jit_compile(regex->code, PCRE2_JIT_COMPLETE) == 0;
}

static int match(const Regex *regex, const char *subject, size_t length, size_t from) {
  PCRE2_SPTR text = (PCRE2_SPTR)subject;
  if (regex->fast) return pcre2_jit_match(regex->code, text, length, from, 0, scratch.data, scratch.limits);
  return pcre2_match(regex->code, text, length, from, PCRE2_NO_UTF_CHECK, scratch.data, scratch.limits);
}

/* A stack for one match: made only when wanted, since a large one kept for each pattern would add up. */
static int match_with_stack(const Regex *regex, const char *subject, size_t length, size_t from) {
  pcre2_jit_stack *stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_LIMIT, NULL);
  if (!stack) return PCRE2_ERROR_JIT_STACKLIMIT;
  pcre2_jit_stack_assign(scratch.limits, NULL, stack);
  int result = match(regex, subject, length, from);
  pcre2_jit_stack_assign(scratch.limits, NULL, NULL);
  pcre2_jit_stack_free(stack);
  return result;
}

bool regex_match(Regex *regex, const char *subject, size_t length, size_t from, RegexMatch *ret, GError **error) {
  if (regex->anchored && from < length && !may_start(regex, subject[from])) return false;
  if (regex->patience > 0 && --regex->patience == 0) regex_hasten(regex);
  int result = match(regex, subject, length, from);
  if (result == PCRE2_ERROR_JIT_STACKLIMIT) result = match_with_stack(regex, subject, length, from);
  if (result == PCRE2_ERROR_NOMATCH) return false;
  if (result < 0) {
    set_error(error, REGEX_ERROR_LIMIT, result);
    return false;
  }
  const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(scratch.data);
  for (int i = 0; i < REGEX_GROUPS; i++) {
    bool set = i < result && offsets[2 * i] != PCRE2_UNSET;
    ret->start[i] = set ? offsets[2 * i] : SIZE_MAX;
    ret->end[i] = set ? offsets[2 * i + 1] : SIZE_MAX;
  }
  return true;
}

int regex_group(const Regex *regex, const char *name) {
  int number = pcre2_substring_number_from_name(regex->code, (PCRE2_SPTR)name);
  return number > 0 ? number : -1;
}
