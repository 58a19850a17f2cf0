/* A file of corrections, and a manifest: tables that people write. */
#include "check/correction.h"
#include "fuzz.h"
#include "run/manifest.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static Record *make_record(void) {
  Record *record = record_new();
  Report *report = record_add(record, RECORD_REPORT);
  report->report = "a.pdf";
  report->sha256 = "0123456789ab";
  Figure *figure = record_add(record, RECORD_FIGURE);
  figure->sha256 = report->sha256;
  figure->page = 1;
  return record;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const int fd = memfd_create("table", MFD_CLOEXEC);
  g_assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
  g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", fd);
  g_autoptr(CsvFile) file = csv_file_read(path, NULL);
  if (file && correction_check(file, NULL)) {
    g_autoptr(Record) record = make_record();
    g_autofree bool *used = g_new0(bool, file->rows + 1);
    correction_apply(file, record, used);
  }
  g_autoptr(Manifest) manifest = manifest_read(path, NULL);
  manifest_find(manifest, "a.pdf");
  close(fd);
  return 0;
}
