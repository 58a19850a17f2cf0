/* A .db that nobody vouches for. It is a file of its own in a folder: SQLite keeps others beside it. */
#include "fuzz.h"
#include "output/db.h"

#include <glib/gstdio.h>

static const char *const besides[] = {"", "-wal", "-shm", "-journal"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autofree char *folder = g_dir_make_tmp("fuzz-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "archive.db", NULL);
  g_assert(g_file_set_contents(path, (const char *)data, (gssize)size, NULL));
  g_autoptr(DbReader) reader = db_reader_open(path, NULL);
  Record *record = NULL;
  while (reader && db_reader_next(reader, &record, NULL) && record) g_clear_pointer(&record, record_unref);
  g_clear_pointer(&reader, db_reader_free);
  for (unsigned i = 0; i < G_N_ELEMENTS(besides); i++) {
    g_autofree char *name = g_strconcat(path, besides[i], NULL);
    g_unlink(name);
  }
  g_rmdir(folder);
  return 0;
}
