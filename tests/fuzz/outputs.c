/* Records that nobody vouches for, into every output and into what is made of several reports. */
#include "fuzz.h"
#include "output/writer.h"
#include "record/record_reader.h"
#include "report/report.h"

#include <glib/gstdio.h>
#include <string.h>

enum { MOST_RECORDS = 8 };

static const struct Target {
  const char *name;
  bool wide;
} TARGETS[] = {{"a.xlsx", false},  {"a.csv", false}, {"wide.csv", true}, {"a.dta", false},
               {"a.jsonl", false}, {"a.db", false},  {"package/", false}};

static GPtrArray *read_records(const char *at, const char *end) {
  GPtrArray *records = g_ptr_array_new_with_free_func((GDestroyNotify)record_unref);
  g_autoptr(RecordReader) reader = record_reader_new();
  while (at < end && records->len < MOST_RECORDS) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    const char *next = newline ? newline + 1 : end;
    Record *record = NULL;
    record_reader_take(reader, at, (size_t)(next - at), &record, NULL);
    if (record) g_ptr_array_add(records, record);
    at = next;
  }
  return records;
}

static void write_all(const GPtrArray *records, const char *folder, const Codebook *codebook) {
  for (unsigned i = 0; i < G_N_ELEMENTS(TARGETS); i++) {
    const WriterOptions options = {.program = "fuzz", .patterns = "0", .codebook = codebook, .wide = TARGETS[i].wide};
    g_autofree char *path = g_build_filename(folder, TARGETS[i].name, NULL);
    Writer *writer = writer_open(path, NULL, &options, NULL);
    g_assert(writer);
    bool good = true;
    for (unsigned k = 0; good && k < records->len; k++) good = writer_add(writer, records->pdata[k], NULL);
    if (good) writer_finish(writer, NULL);
    else writer_abandon(writer);
  }
}

static void remove_folder(const char *folder) {
  g_autoptr(GDir) list = g_dir_open(folder, 0, NULL);
  for (const char *name; (name = g_dir_read_name(list));) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) remove_folder(path);
    else g_unlink(path);
  }
  g_rmdir(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Knowledge *knowledge; /* read once: the project's own */
  static Codebook *codebook;
  if (!knowledge) knowledge = knowledge_read("patterns", false, NULL);
  if (!codebook) codebook = codebook_new(knowledge);
  g_autoptr(GPtrArray) records = read_records((const char *)data, (const char *)data + size);
  if (records->len == 0) return 0;
  g_autofree char *folder = g_dir_make_tmp("fuzz-XXXXXX", NULL);
  write_all(records, folder, codebook);
  remove_folder(folder);
  return 0;
}
