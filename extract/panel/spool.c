#include "panel/spool.h"

#include "base/nameless.h"

#include <errno.h>
#include <unistd.h>

struct Spool {
  char *folder;
  int fd; /* -1: nothing was put yet */
  guint64 end;
};

static bool fail(GError **error, const char *what) {
  g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), "%s: %s", what, g_strerror(errno));
  return false;
}

Spool *spool_new(const char *folder) {
  Spool *spool = g_new0(Spool, 1);
  spool->folder = g_strdup(folder ? folder : g_get_tmp_dir());
  spool->fd = -1;
  return spool;
}

void spool_free(Spool *spool) {
  if (!spool) return;
  if (spool->fd >= 0) close(spool->fd);
  g_free(spool->folder);
  g_free(spool);
}

static bool write_at(int fd, const void *bytes, size_t length, guint64 place) {
  for (size_t done = 0; done < length;) {
    ssize_t put = pwrite(fd, (const char *)bytes + done, length - done, (off_t)(place + done));
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) done += (size_t)put;
  }
  return true;
}

static bool read_at(int fd, void *bytes, size_t length, guint64 place) {
  for (size_t done = 0; done < length;) {
    ssize_t got = pread(fd, (char *)bytes + done, length - done, (off_t)(place + done));
    if (got == 0) errno = EIO; /* shorter than we wrote it */
    if (got == 0 || (got < 0 && errno != EINTR)) return false;
    if (got > 0) done += (size_t)got;
  }
  return true;
}

/* A piece stands behind its length. */
bool spool_put(Spool *spool, const GByteArray *piece, guint64 *ret_place, GError **error) {
  if (spool->fd < 0) spool->fd = nameless_open(spool->folder);
  if (spool->fd < 0) return fail(error, "cannot make a temporary file");
  guint32 length = piece->len;
  bool good = write_at(spool->fd, &length, sizeof length, spool->end) &&
              write_at(spool->fd, piece->data, length, spool->end + sizeof length);
  if (!good) return fail(error, "cannot write a temporary file");
  *ret_place = spool->end;
  spool->end += sizeof length + length;
  return true;
}

GByteArray *spool_get(const Spool *spool, guint64 place, GError **error) {
  guint32 length;
  g_autoptr(GByteArray) piece = g_byte_array_new();
  bool good = read_at(spool->fd, &length, sizeof length, place);
  if (good) g_byte_array_set_size(piece, length);
  if (good && read_at(spool->fd, piece->data, length, place + sizeof length)) return g_steal_pointer(&piece);
  fail(error, "cannot read a temporary file");
  return NULL;
}
