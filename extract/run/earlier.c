#include "run/earlier.h"

#include "base/bounds.h"
#include "output/db.h"
#include "record/record_reader.h"

#include <errno.h>
#include <stdio.h>

struct Earlier {
  const DbModule *module;
  DbReader *db; /* or else: */
  FILE *file;
  RecordReader *reader;
  GString *line;
  bool over; /* it could not be read on */
};

static bool fail(GError **error) {
  g_set_error_literal(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), g_strerror(errno));
  return false;
}

Earlier *earlier_open(const char *path, GError **error) {
  g_autoptr(Earlier) earlier = g_new0(Earlier, 1);
  if (g_str_has_suffix(path, ".db")) {
    earlier->module = module_load("db", error);
    if (earlier->module) earlier->db = earlier->module->reader_open(path, error);
    return earlier->db ? g_steal_pointer(&earlier) : NULL;
  }
  earlier->file = fopen(path, "re");
  earlier->reader = record_reader_new();
  earlier->line = g_string_new(NULL);
  if (earlier->file) return g_steal_pointer(&earlier);
  fail(error);
  return NULL;
}

/* The next line with its end, empty behind the last. False: there is no end to it, or it cannot be read. */
static bool read_line(Earlier *earlier, GError **error) {
  g_string_truncate(earlier->line, 0);
  for (int c; (c = getc_unlocked(earlier->file)) != EOF;) {
    g_string_append_c(earlier->line, (char)c);
    if (c == '\n') return true;
    if (earlier->line->len < LIMIT_LINE_BYTES) continue;
    g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "a line longer than 16 MB: the rest is not read");
    return false;
  }
  return !ferror(earlier->file) || fail(error);
}

bool earlier_next(Earlier *earlier, Record **ret, GError **error) {
  *ret = NULL;
  if (earlier->over) return true;
  if (earlier->db) return earlier->module->reader_next(earlier->db, ret, error) || !(earlier->over = true);
  bool good;
  while ((good = read_line(earlier, error)) && earlier->line->len > 0)
    if (!record_reader_take(earlier->reader, earlier->line->str, earlier->line->len, ret, error)) return false;
    else if (*ret) return true;
  earlier->over = true;
  return good && record_reader_finish(earlier->reader, error);
}

gint64 earlier_tell(const Earlier *earlier) { return earlier->file ? ftello(earlier->file) : -1; }

bool earlier_seek(Earlier *earlier, gint64 place) {
  earlier->over = false;
  return earlier->file && fseeko(earlier->file, place, SEEK_SET) == 0;
}

void earlier_free(Earlier *earlier) {
  if (!earlier) return;
  if (earlier->db) earlier->module->reader_free(earlier->db);
  if (earlier->file) fclose(earlier->file);
  record_reader_free(earlier->reader);
  if (earlier->line) g_string_free(earlier->line, TRUE);
  g_free(earlier);
}
