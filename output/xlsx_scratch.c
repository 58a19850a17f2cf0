/*
 * xlsx_scratch.c - libxlsxwriter's temporary files.
 *
 * The library builds each part of the workbook in a temporary file with fprintf() and never asks whether it arrived: a
 * full disk gives a workbook that is cut off, and "no error". So its lxw_tmpfile() is replaced by ours (a program's own
 * function comes before that of a shared library): the files stand beside the target, have no name, and remember the
 * first write that failed. The only thing that the library carries to lxw_tmpfile() for us is the name of the folder
 * for temporary files; there we tell it where our Scratch is.
 *
 * It asks for a file for each cell in which some words are bold, hundreds in a workbook. So a file begins in memory, and
 * moves to the disk when it grows beyond KEPT.
 */
#include "xlsx_scratch.h"
#include "xlsx.h"

#include "base/nameless.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct Scratch {
  char *folder; /* NULL: in memory */
  char *name;   /* what is passed for the folder */
  int error;
};

enum { KEPT = 64 << 10 }; /* bytes: any cell, no large sheet */

typedef struct ScratchFile {
  Scratch *scratch;
  GByteArray *kept; /* NULL: it has moved to fd */
  size_t at;        /* in what is kept */
  int fd;           /* -1: it has not */
} ScratchFile;

Scratch *scratch_new(const char *folder) {
  Scratch *scratch = g_new0(Scratch, 1);
  scratch->folder = g_strdup(folder);
  scratch->name = g_strdup_printf("%p", (void *)scratch);
  return scratch;
}

const char *scratch_name(const Scratch *scratch) { return scratch->name; }

int scratch_error(const Scratch *scratch) { return scratch->error; }

void scratch_free(Scratch *scratch) {
  if (scratch == NULL) return;
  g_free(scratch->folder);
  g_free(scratch->name);
  g_free(scratch);
}

static void note_error(Scratch *scratch) {
  if (scratch->error == 0) scratch->error = errno;
}

static bool write_all(ScratchFile *file, const void *bytes, size_t length) {
  for (size_t done = 0; done < length;) {
    ssize_t put = write(file->fd, (const char *)bytes + done, length - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      note_error(file->scratch);
      return false;
    }
    done += (size_t)put;
  }
  return true;
}

static bool move_to_disk(ScratchFile *file) {
  const char *folder = file->scratch->folder;
  file->fd = folder != NULL ? nameless_open(folder) : memfd_create("scratch", MFD_CLOEXEC);
  if (file->fd < 0) {
    note_error(file->scratch);
    return false;
  }
  g_autoptr(GByteArray) kept = g_steal_pointer(&file->kept);
  return write_all(file, kept->data, kept->len) && lseek(file->fd, (off_t)file->at, SEEK_SET) >= 0;
}

static ssize_t read_file(void *cookie, char *bytes, size_t length) {
  ScratchFile *file = cookie;
  if (file->kept != NULL) {
    size_t n = MIN(length, file->kept->len - MIN(file->at, file->kept->len));
    if (n > 0) memcpy(bytes, file->kept->data + file->at, n);
    file->at += n;
    return (ssize_t)n;
  }
  ssize_t got = read(file->fd, bytes, length);
  if (got < 0) note_error(file->scratch);
  return got;
}

static ssize_t write_file(void *cookie, const char *bytes, size_t length) {
  ScratchFile *file = cookie;
  if (file->kept != NULL && file->at + length > KEPT && !move_to_disk(file)) return 0;
  if (file->kept == NULL) return write_all(file, bytes, length) ? (ssize_t)length : 0;
  size_t end = file->at + length, before = file->kept->len;
  if (end > before) g_byte_array_set_size(file->kept, (guint)end);
  if (file->at > before) memset(file->kept->data + before, 0, file->at - before);
  memcpy(file->kept->data + file->at, bytes, length);
  file->at = end;
  return (ssize_t)length;
}

static int seek_file(void *cookie, off64_t *offset, int whence) {
  ScratchFile *file = cookie;
  if (file->kept == NULL) {
    *offset = lseek(file->fd, *offset, whence);
    return *offset < 0 ? -1 : 0;
  }
  *offset += whence == SEEK_CUR ? (off64_t)file->at : whence == SEEK_END ? (off64_t)file->kept->len : 0;
  if (*offset < 0) return -1;
  file->at = (size_t)*offset;
  return 0;
}

static int close_file(void *cookie) {
  ScratchFile *file = cookie;
  int answer = file->fd >= 0 ? close(file->fd) : 0;
  g_clear_pointer(&file->kept, g_byte_array_unref);
  g_free(file);
  return answer;
}

/* Shown, or the library would not find it. */
MODULE_SHOWN FILE *lxw_tmpfile(char *name) {
  void *address = NULL;
  if (name == NULL || sscanf(name, "%p", &address) != 1) return NULL;
  ScratchFile *file = g_new(ScratchFile, 1);
  *file = (ScratchFile){.scratch = address, .kept = g_byte_array_new(), .fd = -1};
  const cookie_io_functions_t functions = {read_file, write_file, seek_file, close_file};
  return fopencookie(file, "w+", functions);
}
