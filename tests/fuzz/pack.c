/* What a process that was taken over may send its parent. */
#include "run/pack.h"
#include "fuzz.h"
#include "run/outcome.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GBytes) bytes = g_bytes_new(data, size);
  g_autoptr(Record) record = pack_read(bytes, "a.pdf", "94a2", NULL);
  if (!record) return 0;
  bool doubt;
  g_ptr_array_unref(outcome_messages(record, &doubt));
  g_autoptr(GBytes) packed = pack_record(record);
  g_autoptr(Record) again = pack_read(packed, "a.pdf", "94a2", NULL);
  g_assert(again);
  return 0;
}
