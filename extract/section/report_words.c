#include "section/report_words.h"

#include "base/word_list.h"

#include <string.h>

enum { LISTS = 10 };

static void get_lists(ReportWords *words, WordList lists[LISTS]) {
  const WordList all[LISTS] = {
      {"subjects", .words = &words->subjects},   {"kinds", .words = &words->kinds},
      {"no_titles", .words = &words->no_titles}, {"letters", .words = &words->letters},
      {"contents", .words = &words->contents},   {"annexes", .words = &words->annexes},
      {"counts", .words = &words->counts},       {"none", .words = &words->none},
      {"captions", .words = &words->captions},   {"notes", .words = &words->notes},
  };
  memcpy(lists, all, sizeof all);
}

ReportWords *report_words_read(const char *folder, GError **error) {
  g_autofree char *path = g_build_filename(folder, "report.yaml", NULL);
  g_autoptr(YamlFile) file = yaml_file_read(path, "report.yaml", error);
  g_autoptr(ReportWords) words = g_new0(ReportWords, 1);
  WordList lists[LISTS];
  get_lists(words, lists);
  return file && word_lists_read(file, lists, LISTS, error) ? g_steal_pointer(&words) : NULL;
}

void report_words_free(ReportWords *words) {
  if (!words) return;
  WordList lists[LISTS];
  get_lists(words, lists);
  word_lists_clear(lists, LISTS);
  g_free(words);
}
