#include "place/place_words.h"

#include "base/any.h"
#include "base/word_list.h"

#include <string.h>

static void clear_kind(PlaceKind *kind) { g_free(kind->word); }

enum { LISTS = 21 };

static void get_lists(PlaceWords *words, WordList lists[LISTS]) {
  const WordList all[LISTS] = {{"kinds", .words = NULL},
                               {"no_kinds", .words = &words->no_kinds},
                               {"ends", .words = &words->ends},
                               {"no_names", .words = &words->no_names},
                               {"no_stems", .words = &words->no_stems},
                               {"zones", .words = &words->zones},
                               {"zones_and_offices", .words = &words->zones_and_offices},
                               {"short_kinds", .words = &words->short_kinds},
                               {"left_out", .words = &words->left_out},
                               {"raised", .words = &words->raised},
                               {"governments", .words = &words->governments},
                               {"organ", .regex = &words->organ},
                               {"branch", .regex = &words->branch},
                               {"subject", .regex = &words->subject},
                               {"around", .regex = &words->around},
                               {"imprint", .regex = &words->imprint},
                               {"maker", .regex = &words->maker},
                               {"title", .regex = &words->title},
                               {"opening", .regex = &words->opening},
                               {"period", .regex = &words->period},
                               {"figures_period", .regex = &words->figures_period}};
  memcpy(lists, all, sizeof all);
}

void place_words_free(PlaceWords *words) {
  if (!words) return;
  WordList lists[LISTS];
  get_lists(words, lists);
  word_lists_clear(lists, LISTS);
  g_array_unref(words->kinds);
  g_free(words);
}

static bool read_kinds(const YamlFile *file, PlaceWords *words, GError **error) {
  const YamlNode *map = yaml_get(file->root, "kinds");
  if (map->kind != YAML_MAP) return yaml_fail(file, map, 0, error, "'kinds' wants words with levels");
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

PlaceWords *place_words_read(const char *folder, GError **error) {
  g_autofree char *path = g_build_filename(folder, "places.yaml", NULL);
  g_autoptr(YamlFile) file = yaml_file_read(path, "places.yaml", error);
  g_autoptr(PlaceWords) words = g_new0(PlaceWords, 1);
  words->kinds = g_array_new(FALSE, FALSE, sizeof(PlaceKind));
  g_array_set_clear_func(words->kinds, (GDestroyNotify)clear_kind);
  WordList lists[LISTS];
  get_lists(words, lists);
  bool good = file && word_lists_read(file, lists, LISTS, error) && read_kinds(file, words, error);
  return good ? g_steal_pointer(&words) : NULL;
}

bool place_words_zone(const PlaceWords *words, const char *place) {
  return any_suffix(place, words->zones) || any_suffix(place, words->zones_and_offices);
}

bool place_words_organ(const PlaceWords *words, const char *text) {
  RegexMatch match;
  return regex_match(words->organ, text, strlen(text), 0, &match, NULL);
}
