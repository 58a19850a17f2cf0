/* The lines of a .jsonl that nobody vouches for. */
#include "fuzz.h"
#include "record/record_reader.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(RecordReader) reader = record_reader_new();
  const char *at = (const char *)data, *end = at + size;
  while (at < end) {
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    const char *next = newline ? newline + 1 : end;
    g_autoptr(Record) record = NULL;
    record_reader_take(reader, at, (size_t)(next - at), &record, NULL);
    at = next;
  }
  record_reader_finish(reader, NULL);
  return 0;
}
