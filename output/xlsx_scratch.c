/*
 * xlsx_scratch.c - libxlsxwriter's temporary files.
 *
 * The library builds each part of the workbook in a temporary file with fprintf() and never asks whether it arrived: a
 * full disk gives a workbook that is cut off, and "no error". So its lxw_tmpfile() is replaced by ours (a program's own
 * function comes before that of a shared library): the files stand beside the target, have no name, and remember the
 * first write that failed. The only thing that the library carries to lxw_tmpfile() for us is the name of the folder
 * for temporary files; there we tell it where our Scratch is.
 */
#include "xlsx_scratch.h"
#include "xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

struct Scratch {
  char *folder; /* NULL: in memory */
  char *name;   /* what is passed for the folder */
  int error;
};

typedef struct ScratchFile {
  Scratch *scratch;
  int fd;
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

static ssize_t read_file(void *cookie, char *bytes, size_t length) {
  ScratchFile *file = cookie;
  ssize_t got = read(file->fd, bytes, length);
  if (got < 0) note_error(file->scratch);
  return got;
}

static ssize_t write_file(void *cookie, const char *bytes, size_t length) {
  ScratchFile *file = cookie;
  for (size_t done = 0; done < length;) {
    ssize_t put = write(file->fd, bytes + done, length - done);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) {
      note_error(file->scratch);
      return 0;
    }
    done += (size_t)put;
  }
  return (ssize_t)length;
}

static int seek_file(void *cookie, off64_t *offset, int whence) {
  ScratchFile *file = cookie;
  *offset = lseek(file->fd, *offset, whence);
  return *offset < 0 ? -1 : 0;
}

static int close_file(void *cookie) {
  ScratchFile *file = cookie;
  int answer = close(file->fd);
  g_free(file);
  return answer;
}

/* A file without a name in that folder. */
static int open_nameless(const char *folder) {
  int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return fd;
  g_autofree char *name = g_build_filename(folder, ".extract-XXXXXX", NULL); /* a file system without O_TMPFILE */
  fd = mkostemp(name, O_CLOEXEC);
  if (fd >= 0) unlink(name);
  return fd;
}

FILE *lxw_tmpfile(char *name) {
  void *address = NULL;
  if (name == NULL || sscanf(name, "%p", &address) != 1) return NULL;
  Scratch *scratch = address;
  int fd = scratch->folder != NULL ? open_nameless(scratch->folder) : memfd_create("scratch", MFD_CLOEXEC);
  if (fd < 0) {
    note_error(scratch);
    return NULL;
  }
  ScratchFile *file = g_new(ScratchFile, 1);
  *file = (ScratchFile){scratch, fd};
  const cookie_io_functions_t functions = {read_file, write_file, seek_file, close_file};
  return fopencookie(file, "w+", functions);
}
