/*
 * input.c - the bytes of the files to read.
 */
#include "run/input.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* A report has a few megabytes, a scanned one some tens; what is larger is no report, and would be held in memory. */
enum { INPUT_BYTES = 512 * 1024 * 1024 };

static GBytes *fail(int reason, GError **error) {
  g_set_error_literal(error, G_FILE_ERROR, (gint)g_file_error_from_errno(reason), g_strerror(reason));
  return NULL;
}

static GBytes *refuse(const char *reason, GError **error) {
  g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, reason);
  return NULL;
}

static GBytes *read_all(int file, size_t size, GError **error) {
  g_autofree char *bytes = g_malloc(size + 1);
  size_t have = 0;
  while (have < size) {
    ssize_t got = read(file, bytes + have, size - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(errno, error);
    if (got == 0) break;
    have += (size_t)got;
  }
  return g_bytes_new_take(g_steal_pointer(&bytes), have);
}

GBytes *input_read(const char *path, GError **error) {
  /* a named pipe without a writer would hold us up for ever */
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return fail(errno, error);
  struct stat about;
  GBytes *bytes = NULL;
  if (fstat(file, &about) < 0) bytes = fail(errno, error);
  else if (S_ISDIR(about.st_mode)) bytes = refuse("is a folder", error);
  else if (!S_ISREG(about.st_mode)) bytes = refuse("not a regular file", error);
  else if (about.st_size > INPUT_BYTES) bytes = refuse("larger than 512 MB", error);
  else bytes = read_all(file, (size_t)about.st_size, error);
  close(file);
  return bytes;
}

char *input_name(const char *path) {
  g_autoptr(GString) name = g_string_new(NULL);
  for (const char *at = path, *end; *at; at = end) {
    g_utf8_validate(at, -1, &end);
    g_string_append_len(name, at, end - at);
    if (*end) g_string_append_printf(name, "\\x%02X", (guint8)*end++);
  }
  return g_string_free(g_steal_pointer(&name), FALSE);
}
