#include "place/place_words.h"

#include "base/any.h"
#include "base/yaml.h"

#include <string.h>

static void clear_kind(PlaceKind *kind) { g_free(kind->word); }

void place_words_free(PlaceWords *words) {
  if (!words) return;
  g_array_unref(words->kinds);
  g_strfreev(words->no_kinds);
  g_strfreev(words->ends);
  g_strfreev(words->no_names);
  g_strfreev(words->zones);
  g_strfreev(words->zones_and_offices);
  g_strfreev(words->governments);
  regex_free(words->organ);
  g_free(words);
}

static bool read_kinds(const YamlFile *file, PlaceWords *words, GError **error) {
  const YamlNode *map = yaml_get(file->root, "kinds");
  if (!map || map->kind != YAML_MAP) return yaml_fail(file, file->root, 0, error, "'kinds' wants words with levels");
  for (guint i = 0; i < map->children->len; i++) {
    const YamlNode *node = map->children->pdata[i];
    guint64 level = 0;
    if (!node->text || !g_ascii_string_to_unsigned(node->text, 10, 1, 4, &level, NULL))
      return yaml_fail(file, node, 0, error, "a level from 1 to 4 wanted here");
    PlaceKind kind = {g_strdup(node->key), (int)level};
    g_array_append_val(words->kinds, kind);
  }
  return true;
}

static bool read_organ(const YamlFile *file, PlaceWords *words, GError **error) {
  const YamlNode *node = yaml_get(file->root, "organ");
  if (!node || node->kind != YAML_SCALAR)
    return yaml_fail(file, node ? node : file->root, 0, error, "'organ' wants a regular expression");
  size_t offset = 0;
  g_autoptr(GError) trouble = NULL;
  words->organ = regex_new(node->text, ANCHOR_NONE, &offset, &trouble);
  return words->organ || yaml_fail(file, node, offset, error, "%s", trouble->message);
}

static bool read_words(const YamlFile *file, PlaceWords *words, GError **error) {
  static const char *const known[] = {"kinds",       "no_kinds", "ends", "no_names", "zones", "zones_and_offices",
                                      "governments", "organ",    NULL};
  const struct {
    const char *key;
    char ***place;
  } lists[] = {{"no_kinds", &words->no_kinds},
               {"ends", &words->ends},
               {"no_names", &words->no_names},
               {"zones", &words->zones},
               {"zones_and_offices", &words->zones_and_offices},
               {"governments", &words->governments}};
  if (!yaml_check_keys(file, file->root, known, error)) return false;
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
    if (!yaml_texts(file, file->root, lists[i].key, lists[i].place, error)) return false;
    if (!*lists[i].place) return yaml_fail(file, file->root, 0, error, "'%s' is missing: a list", lists[i].key);
  }
  return read_kinds(file, words, error) && read_organ(file, words, error);
}

PlaceWords *place_words_read(const char *folder, GError **error) {
  g_autofree char *path = g_build_filename(folder, "places.yaml", NULL);
  g_autoptr(YamlFile) file = yaml_file_read(path, "places.yaml", error);
  g_autoptr(PlaceWords) words = g_new0(PlaceWords, 1);
  words->kinds = g_array_new(FALSE, FALSE, sizeof(PlaceKind));
  g_array_set_clear_func(words->kinds, (GDestroyNotify)clear_kind);
  return file && read_words(file, words, error) ? g_steal_pointer(&words) : NULL;
}

static bool ends_in(const char *text, char *const *words) {
  return any_suffix(text, (const char *const *)words) != NULL;
}

bool place_words_zone(const PlaceWords *words, const char *place) {
  return ends_in(place, words->zones) || ends_in(place, words->zones_and_offices);
}

bool place_words_organ(const PlaceWords *words, const char *text) {
  RegexMatch match;
  return regex_match(words->organ, text, strlen(text), 0, &match, NULL);
}
