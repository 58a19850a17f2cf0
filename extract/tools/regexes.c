/*
 * regexes.c - a program of the build: prints the regular expressions of the patterns as C, compiled, for
 * extract/base/regex_built.c. To compile them would take as long at each start as all else that is done with the patterns.
 */
#include "base/regex_built.h"
#include "place/place_words.h"
#include "prose/prose_patterns.h"

#include <stdio.h>

static GPtrArray *codes;  /* of pcre2_code */
static GString *texts;    /* one after the other */
static GString *patterns; /* the table of them, as C */

/* Here nothing is built in yet: what is asked for is noted. */
pcre2_code *regex_built(const char *pattern, uint32_t flags) {
  int error;
  PCRE2_SIZE place;
  pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, flags, &error, &place, NULL);
  if (!code) return NULL; /* regex_new() will say why */
  g_ptr_array_add(codes, code);
  g_string_append_printf(patterns, "{%zu, %uu},\n", texts->len, flags);
  g_string_append_len(texts, pattern, (gssize)strlen(pattern) + 1);
  return NULL;
}

const YamlNode *yaml_built(const char *source, size_t length) {
  (void)source, (void)length;
  return NULL;
}

/* It was tried before. */
bool prose_samples_try(const ProsePatterns *set, const YamlFile *numerals, const YamlFile *units, const YamlFile *prose,
                       GError **error) {
  (void)set, (void)numerals, (void)units, (void)prose, (void)error;
  return true;
}

/* As numbers: C promises no string of such a length. */
static void print_bytes(const char *name, const void *data, size_t length) {
  printf("static const unsigned char %s[] = {", name);
  for (size_t i = 0; i < length; i++) printf("%d,%s", ((const uint8_t *)data)[i], i % 32 == 31 ? "\n" : "");
  printf("};\n");
}

int main(int argc, char **argv) {
  g_assert(argc == 2);
  codes = g_ptr_array_new_with_free_func((GDestroyNotify)pcre2_code_free);
  texts = g_string_new(NULL);
  patterns = g_string_new(NULL);
  g_autoptr(GError) error = NULL;
  ProsePatterns *read = prose_patterns_read(argv[1], NULL, false, &error);
  PlaceWords *places = read ? place_words_read(argv[1], &error) : NULL;
  if (!places) return fprintf(stderr, "%s\n", error->message), 1;
  uint8_t *serialized;
  PCRE2_SIZE length;
  if (pcre2_serialize_encode((const pcre2_code **)codes->pdata, (int)codes->len, &serialized, &length, NULL) < 0)
    return 1;
  print_bytes("serialized", serialized, length);
  print_bytes("texts", texts->str, texts->len);
  printf("static const struct {\n  size_t text;\n  uint32_t flags;\n} patterns[] = {\n%s};\n", patterns->str);
  pcre2_serialize_free(serialized);
  prose_patterns_free(read);
  place_words_free(places);
  g_ptr_array_unref(codes);
  g_string_free(texts, TRUE);
  g_string_free(patterns, TRUE);
  return fflush(stdout) != 0;
}
