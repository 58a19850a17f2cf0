/* Characters and rules, as --dump=page prints them: all the stages from there to the record. */
#include "fuzz.h"
#include "report/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static Knowledge *knowledge; /* read once: the project's own */
  if (!knowledge) knowledge = knowledge_read("patterns", false, NULL);
  g_assert(knowledge);
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
  g_ptr_array_add(parts, g_bytes_new_static(data, size));
  const ReportOptions options = {.source = REPORT_FROM_PAGES};
  record_unref(report_read(parts, "fuzz", "", knowledge, &options));
  return 0;
}
