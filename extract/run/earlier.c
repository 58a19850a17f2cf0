#include "run/earlier.h"

#include "output/db.h"
#include "record/record_reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

struct Earlier {
  DbReader *db; /* or else: */
  FILE *file;
  RecordReader *reader;
  char *line; /* of getline() */
  size_t room;
  bool over; /* it could not be read on */
};

static bool fail(GError **error) {
  g_set_error_literal(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), g_strerror(errno));
  return false;
}

Earlier *earlier_open(const char *path, GError **error) {
  g_autoptr(Earlier) earlier = g_new0(Earlier, 1);
  if (g_str_has_suffix(path, ".db")) {
    earlier->db = db_reader_open(path, error);
    return earlier->db ? g_steal_pointer(&earlier) : NULL;
  }
  earlier->file = fopen(path, "re");
  earlier->reader = record_reader_new();
  if (earlier->file) return g_steal_pointer(&earlier);
  fail(error);
  return NULL;
}

bool earlier_next(Earlier *earlier, Record **ret, GError **error) {
  *ret = NULL;
  if (earlier->over) return true;
  if (earlier->db) return db_reader_next(earlier->db, ret, error) || !(earlier->over = true);
  errno = 0;
  for (ssize_t length; (length = getline(&earlier->line, &earlier->room, earlier->file)) > 0; errno = 0)
    if (!record_reader_take(earlier->reader, earlier->line, (size_t)length, ret, error)) return false;
    else if (*ret) return true;
  earlier->over = true;
  return errno ? fail(error) : record_reader_finish(earlier->reader, error);
}

gint64 earlier_tell(const Earlier *earlier) { return earlier->file ? ftello(earlier->file) : -1; }

bool earlier_seek(Earlier *earlier, gint64 place) {
  earlier->over = false;
  return earlier->file && fseeko(earlier->file, place, SEEK_SET) == 0;
}

void earlier_free(Earlier *earlier) {
  if (!earlier) return;
  db_reader_free(earlier->db);
  if (earlier->file) fclose(earlier->file);
  record_reader_free(earlier->reader);
  free(earlier->line);
  g_free(earlier);
}
