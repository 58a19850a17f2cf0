#include "base/regex.h"
#include "base/regex_built.h"
#include "base/yaml.h"

#include <string.h>

static void test_groups_and_offsets(void) {
  g_autoptr(Regex) regex = regex_new("(?<name>申请)(\\d+)(件)?", ANCHOR_NONE, NULL, NULL);
  g_assert_nonnull(regex);
  const char *subject = "收到申请２1项，申请30件";
  RegexMatch match;
  g_assert_true(regex_match(regex, subject, strlen(subject), 0, &match, NULL));
  g_assert_cmpuint(match.start[0], ==, strlen("收到"));
  g_assert_cmpint(regex_group(regex, "name"), ==, 1);
  g_assert_cmpint(regex_group(regex, "other"), ==, -1);
  g_assert_true(match.start[3] == SIZE_MAX && match.end[3] == SIZE_MAX);
  g_assert_true(regex_match(regex, subject, strlen(subject), match.end[0], &match, NULL));
  g_assert_cmpuint(match.end[3], ==, strlen(subject));
  g_assert_false(regex_match(regex, subject, strlen(subject), match.end[0], &match, NULL));
}

static void assert_anchored(const char *pattern, const char *subject, size_t from, bool expected) {
  g_autoptr(Regex) regex = regex_new(pattern, ANCHOR_START, NULL, NULL);
  RegexMatch match;
  g_assert_cmpint(regex_match(regex, subject, strlen(subject), from, &match, NULL), ==, expected);
  if (expected) g_assert_cmpuint(match.start[0], ==, from);
}

static void test_anchored_matches_where_it_is_asked(void) {
  assert_anchored("件|项", "3项", 1, true);
  assert_anchored("件|项", "3项", 0, false);
  assert_anchored("项", "3项", 0, false);
  assert_anchored("(?i)no", "No", 0, true);
  assert_anchored("(?i)é", "É", 0, true);
  assert_anchored("\\d+", "3", 0, true);
  assert_anchored("\\d*", "项", 0, true);
  assert_anchored("(?<=3)项", "3项", 1, true);
  assert_anchored("项?$", "3项", strlen("3项"), true);
  assert_anchored("(?=,|$)", "3,", 1, true);
  assert_anchored("(?=,|$)", "3,", 2, true);
}

static void test_bad_pattern_names_its_place(void) {
  g_autoptr(GError) error = NULL;
  size_t offset = 0;
  g_assert_null(regex_new("申请(\\d+", ANCHOR_NONE, &offset, &error));
  g_assert_error(error, REGEX_ERROR, REGEX_ERROR_PATTERN);
  g_assert_cmpuint(offset, ==, strlen("申请(\\d+"));
}

static void test_limit_is_trouble_not_absence(void) {
  g_autoptr(Regex) regex = regex_new("(?:a+)+$", ANCHOR_NONE, NULL, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *subject = g_strnfill(4000, 'a');
  subject[3999] = 'b';
  RegexMatch match;
  g_assert_false(regex_match(regex, subject, 4000, 0, &match, &error));
  g_assert_error(error, REGEX_ERROR, REGEX_ERROR_LIMIT);
}

static void test_long_match_gets_a_larger_stack(void) {
  g_autoptr(Regex) regex = regex_new("(?:(a)|b)*c", ANCHOR_NONE, NULL, NULL);
  g_autofree char *subject = g_strnfill(9001, 'a');
  subject[9000] = 'c';
  RegexMatch match;
  g_autoptr(GError) error = NULL;
  g_assert_true(regex_match(regex, subject, 9001, 0, &match, &error));
  g_assert_no_error(error);
  g_assert_cmpuint(match.end[0], ==, 9001);
}

/* Of a pattern that was built in, whoever asks first has the code; it matches as one that is compiled now. */
static void test_built(void) {
  g_autoptr(YamlFile) numerals = yaml_file_read("patterns/numerals.yaml", "numerals.yaml", NULL);
  const char *pattern = yaml_text(numerals->root, "index", NULL);
  const uint32_t flags = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
  g_assert_null(regex_built(pattern, flags | PCRE2_ANCHORED));
  pcre2_code *code = regex_built(pattern, flags);
  g_assert_nonnull(code);
  g_assert_null(regex_built(pattern, flags));
  g_autoptr(Regex) compiled = regex_new(pattern, ANCHOR_NONE, NULL, NULL);
  pcre2_match_data *data = pcre2_match_data_create(1, NULL);
  static const char *const subjects[] = {"序号", "行次", "申请", "序号1"};
  for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
    const size_t length = strlen(subjects[i]);
    RegexMatch match;
    bool found = pcre2_match(code, (PCRE2_SPTR)subjects[i], length, 0, 0, data, NULL) >= 0;
    g_assert_true(regex_match(compiled, subjects[i], length, 0, &match, NULL) == found);
    g_assert_true(found == (i < 2));
  }
  pcre2_match_data_free(data);
  pcre2_code_free(code);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/regex/groups-and-offsets", test_groups_and_offsets);
  g_test_add_func("/regex/anchored-matches-where-it-is-asked", test_anchored_matches_where_it_is_asked);
  g_test_add_func("/regex/bad-pattern-names-its-place", test_bad_pattern_names_its_place);
  g_test_add_func("/regex/limit-is-trouble-not-absence", test_limit_is_trouble_not_absence);
  g_test_add_func("/regex/long-match-gets-a-larger-stack", test_long_match_gets_a_larger_stack);
  g_test_add_func("/regex/built", test_built);
  return g_test_run();
}
