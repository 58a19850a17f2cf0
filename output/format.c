#include "format.h"

#include <errno.h>
#include <string.h>

G_DEFINE_QUARK(extract_writer_error, writer_error)

bool output_fail(GError **error, const char *what) {
  g_set_error(error, WRITER_ERROR, WRITER_ERROR_IO, "%s: %s", what, g_strerror(errno));
  return false;
}

bool output_write(FILE *file, const char *bytes, size_t length, GError **error) {
  return fwrite(bytes, 1, length, file) == length || output_fail(error, "cannot write");
}

char *output_folder(const Output *output) {
  return strcmp(output->target, "-") == 0 ? NULL : g_path_get_dirname(output->target);
}
