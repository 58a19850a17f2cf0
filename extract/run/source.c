#include "run/source.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders within folders; links to folders are not followed, so only a strange file system has more. */
enum { DEEPEST = 200 };

static const char suffix[] = ".pdf";

static bool fail(GError **error, const char *path, const char *what) {
  g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "%s: %s", path, what);
  return false;
}

static void source_free(Source *source) {
  g_ptr_array_unref(source->paths);
  g_free(source);
}

const char *source_name(const Source *source) { return source->paths->pdata[0]; }

static void add_file(Sources *list, const char *path) {
  Source *source = g_new0(Source, 1);
  source->kind = g_str_has_suffix(path, ".jsonl") ? SOURCE_JSONL
                 : g_str_has_suffix(path, ".db")  ? SOURCE_DB
                                                  : SOURCE_REPORT;
  source->paths = g_ptr_array_new_with_free_func(g_free);
  g_ptr_array_add(source->paths, g_strdup(path));
  g_ptr_array_add(list->sources, source);
}

static bool is_pdf(const char *name) {
  size_t length = strlen(name), tail = strlen(suffix);
  return length > tail && g_ascii_strcasecmp(name + length - tail, suffix) == 0;
}

/* A folder that cannot be opened stands in the list itself, and fails there: one of many must not stop the others. */
static bool walk(const char *folder, int depth, GPtrArray *paths, GError **error) {
  if (depth == DEEPEST) return fail(error, folder, "folders within folders without end");
  DIR *open_folder = opendir(folder);
  if (!open_folder) {
    g_ptr_array_add(paths, g_strdup(folder));
    return true;
  }
  bool good = true;
  for (const struct dirent *entry; good && (entry = readdir(open_folder));) {
    struct stat about;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (fstatat(dirfd(open_folder), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0) continue;
    g_autofree char *path = g_build_filename(folder, entry->d_name, NULL);
    if (S_ISDIR(about.st_mode)) good = walk(path, depth + 1, paths, error);
    else if (is_pdf(entry->d_name)) g_ptr_array_add(paths, g_steal_pointer(&path));
  }
  closedir(open_folder);
  return good;
}

static int compare_paths(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool add_folder(Sources *list, const char *folder, GError **error) {
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
  if (!walk(folder, 0, paths, error)) return false;
  if (paths->len == 0) return fail(error, folder, "no .pdf in this folder");
  g_ptr_array_sort(paths, compare_paths);
  for (guint i = 0; i < paths->len; i++) add_file(list, paths->pdata[i]);
  return true;
}

static bool add_path(Sources *list, const char *path, GError **error) {
  struct stat about;
  if (stat(path, &about) == 0 && S_ISDIR(about.st_mode)) return add_folder(list, path, error);
  add_file(list, path);
  return true;
}

static bool add_list(Sources *list, const char *path, GError **error) {
  g_autofree char *text = NULL;
  gsize length;
  if (!g_file_get_contents(path, &text, &length, error)) return false;
  const char parting = memchr(text, '\0', length) ? '\0' : '\n';
  for (char *at = text, *end; at < text + length; at = end + 1) {
    end = memchr(at, parting, length - (gsize)(at - text));
    if (!end) end = text + length;
    *end = '\0';
    if (parting == '\n' && end > at && end[-1] == '\r') end[-1] = '\0';
    if (*at && !add_path(list, at, error)) return false;
  }
  return true;
}

static bool add_word(Sources *list, const char *word, GError **error) {
  if (strcmp(word, "-") == 0) return add_list(list, "/dev/stdin", error);
  if (*word == '@') return add_list(list, word + 1, error);
  return add_path(list, word, error);
}

static int compare_rows(const void *a, const void *b) {
  const Source *const *one = a, *const *other = b;
  return (*one)->given < (*other)->given ? -1 : (*one)->given > (*other)->given;
}

/* The files of one id become one report: its parts follow each other as the rows of the manifest do. */
static void join_parts(GPtrArray *same) {
  Source *place = same->pdata[0];
  g_ptr_array_sort(same, compare_rows);
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  const Given *given = ((Source *)same->pdata[0])->given;
  for (guint i = 0; i < same->len; i++) {
    Source *source = same->pdata[i];
    g_ptr_array_add(paths, g_strdup(source_name(source)));
    g_ptr_array_set_size(source->paths, 0);
  }
  g_ptr_array_unref(place->paths);
  place->paths = paths;
  place->given = given;
}

static void ask_manifest(Sources *list, const Manifest *manifest) {
  g_autoptr(GHashTable) by_id = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < list->sources->len; i++) {
    Source *source = list->sources->pdata[i];
    if (source->kind != SOURCE_REPORT) continue;
    source->given = manifest_find(manifest, source_name(source));
    if (!source->given || !*source->given->id) continue;
    GPtrArray *same = g_hash_table_lookup(by_id, source->given->id);
    if (!same) g_hash_table_insert(by_id, (gpointer)source->given->id, same = g_ptr_array_new());
    g_ptr_array_add(same, source);
  }
  GHashTableIter iter;
  gpointer same;
  g_hash_table_iter_init(&iter, by_id);
  while (g_hash_table_iter_next(&iter, NULL, &same))
    if (((GPtrArray *)same)->len > 1) join_parts(same);
  for (guint i = list->sources->len; i-- > 0;)
    if (((Source *)list->sources->pdata[i])->paths->len == 0) g_ptr_array_remove_index(list->sources, i);
}

Sources *sources_find(char **words, const Manifest *manifest, GError **error) {
  g_autoptr(Sources) list = g_new0(Sources, 1);
  list->sources = g_ptr_array_new_with_free_func((GDestroyNotify)source_free);
  for (char **word = words; word && *word; word++)
    if (!add_word(list, *word, error)) return NULL;
  for (guint i = 0; manifest && !words && i < manifest->rows->len; i++)
    add_file(list, g_array_index(manifest->rows, Given, i).path);
  if (list->sources->len == 0) {
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the list of inputs is empty");
    return NULL;
  }
  const Source *first = list->sources->pdata[0];
  list->single = words && !words[1] && list->sources->len == 1 && first->kind == SOURCE_REPORT &&
                 strcmp(words[0], source_name(first)) == 0;
  ask_manifest(list, manifest);
  return g_steal_pointer(&list);
}

static bool is_same_file(const char *path, const struct stat *other) {
  struct stat about;
  return stat(path, &about) == 0 && about.st_dev == other->st_dev && about.st_ino == other->st_ino;
}

static bool reads_file(const Source *source, const struct stat *file) {
  if (source->kind != SOURCE_REPORT) return false;
  for (guint i = 0; i < source->paths->len; i++)
    if (is_same_file(source->paths->pdata[i], file)) return true;
  return false;
}

bool sources_spare(const Sources *list, char **outputs, GError **error) {
  for (char **output = outputs; output && *output; output++) {
    struct stat about;
    if (stat(*output, &about) < 0 || !S_ISREG(about.st_mode)) continue;
    for (guint i = 0; i < list->sources->len; i++)
      if (reads_file(list->sources->pdata[i], &about)) return fail(error, *output, "is an input: it would be lost");
  }
  return true;
}

void sources_free(Sources *list) {
  if (!list) return;
  g_ptr_array_unref(list->sources);
  g_free(list);
}
