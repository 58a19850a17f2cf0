/*
 * writer.c - which format a target wants, and how it gets there whole or not at all.
 *
 * A file is written in its target's folder without a name, synced, given a name beside the target, and renamed over
 * it: whoever looks sees the old one or the new one, also after a power cut, and a run that is killed leaves nothing.
 */
#include "format.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct Writer {
  const Format *format;
  Output output;
  WriterOptions options;
  void *state;
  char *target; /* as given, for messages */
  char *place;  /* the file to replace; NULL: standard output */
  char *beside; /* the name beside the target, while the file has it; NULL: none */
  int fd;
};

/* What is known of a module's format before it is loaded. */
static const Format xlsx_format = {.suffix = "xlsx", .way = FORMAT_BUILDS};
static const Format db_format = {.suffix = "db", .way = FORMAT_KEEPS};
static const Format dta_format = {.suffix = "dta", .way = FORMAT_BUILDS};

static const Format *const formats[] = {&xlsx_format, &csv_format, &jsonl_format, &db_format, &pdf_format, &dta_format};

static const Format *find_format(const char *target, const char *format, GError **error) {
  const char *suffix = format;
  if (format == NULL && g_str_has_suffix(target, "/")) return &package_format;
  if (suffix == NULL) {
    const char *dot = strrchr(target, '.');
    suffix = dot != NULL ? dot + 1 : "";
  }
  g_autoptr(GString) list = g_string_new(NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
    if (g_ascii_strcasecmp(suffix, formats[i]->suffix) == 0) return formats[i];
    g_string_append_printf(list, format != NULL ? " %s" : " .%s", formats[i]->suffix);
  }
  if (format != NULL)
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "unknown format '%s', known are:%s", format, list->str);
  else
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT,
                "%s: the suffix does not say which format this is, known are:%s, or / for a folder", target, list->str);
  return NULL;
}

/* The file behind `target`: a link stays, what it points to is replaced. */
static char *find_place(const char *target, GError **error) {
  g_autofree char *resolved = NULL;
  char *real = realpath(target, NULL);
  if (real != NULL) {
    resolved = g_strdup(real);
    free(real);
  }
  struct stat status;
  if (resolved != NULL && stat(resolved, &status) == 0 && !S_ISREG(status.st_mode)) {
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_IO, "is there and is no regular file");
    return NULL;
  }
  return resolved != NULL ? g_steal_pointer(&resolved) : g_strdup(target);
}

/*
 * Tries names in the folder of the target until `make` takes one that is free. They are short: the target's may be as
 * long as names can be.
 */
static bool name_beside(Writer *writer, bool (*make)(Writer *writer, const char *name), GError **error) {
  g_autofree char *folder = g_path_get_dirname(writer->place);
  for (unsigned i = 0;; i++) {
    g_autofree char *name = g_strdup_printf("%s/.extract-%ld-%u", folder, (long)getpid(), i);
    if (make(writer, name)) {
      writer->beside = g_steal_pointer(&name);
      return true;
    }
    if (errno != EEXIST) return output_fail(error, "cannot write in its folder");
  }
}

static bool create_named(Writer *writer, const char *name) {
  writer->fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  return writer->fd >= 0;
}

static bool give_name(Writer *writer, const char *name) {
  g_autofree char *self = g_strdup_printf("/proc/self/fd/%d", writer->fd);
  return linkat(AT_FDCWD, self, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0;
}

static bool create_file(Writer *writer, GError **error) {
  g_autofree char *folder = g_path_get_dirname(writer->place);
  writer->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  if (writer->fd >= 0) return true;
  /* a file system, or a kernel, without files that have no name */
  if (errno == EOPNOTSUPP || errno == EISDIR) return name_beside(writer, create_named, error);
  return output_fail(error, "cannot write in its folder");
}

static bool is_in_place(const Writer *writer) {
  return writer->format->way == FORMAT_KEEPS || writer->format->way == FORMAT_GATHERS;
}

/* A target that is changed itself, or that other writers fill: `place` and `beside` stay NULL. */
static bool open_in_place(Writer *writer, GError **error) {
  if (strcmp(writer->target, "-") == 0) {
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "a .%s cannot be standard output", writer->format->suffix);
    return false;
  }
  writer->output.path = g_strdup(writer->target);
  return true;
}

static bool open_output(Writer *writer, GError **error) {
  if (is_in_place(writer)) return open_in_place(writer, error);
  if (strcmp(writer->target, "-") != 0) {
    writer->place = find_place(writer->target, error);
    if (writer->place == NULL || !create_file(writer, error)) return false;
  } else {
    writer->fd = writer->format->way == FORMAT_STREAMS ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)
                                                       : memfd_create("output", MFD_CLOEXEC);
    if (writer->fd < 0) return output_fail(error, "cannot open");
  }
  writer->output.path =
      writer->beside != NULL ? g_strdup(writer->beside) : g_strdup_printf("/proc/self/fd/%d", writer->fd);
  if (writer->format->way != FORMAT_STREAMS) return true;
  writer->output.file = fdopen(writer->fd, "w");
  return writer->output.file != NULL || output_fail(error, "cannot open");
}

Writer *writer_open(const char *target, const char *format, const WriterOptions *options, GError **error) {
  const Format *known = find_format(target, format, error);
  if (known == NULL) return NULL;
  return writer_open_format(target, known == &csv_format && options->wide ? &wide_format : known, options, error);
}

/* Whether it need not be loaded before the first record: from those that keep they are recalled. */
static bool can_wait(const Format *format) { return format->open == NULL && format->way != FORMAT_KEEPS; }

/* Opens the format; one that is a module is loaded for that. */
static bool begin(Writer *writer, GError **error) {
  const Format *format = writer->format;
  if (writer->state != NULL) return true;
  if (format->open == NULL) format = module_load(format->suffix, error);
  if (format != NULL) writer->state = format->open(&writer->output, error);
  if (writer->state != NULL) writer->format = format;
  return writer->state != NULL;
}

Writer *writer_open_format(const char *target, const Format *known, const WriterOptions *options, GError **error) {
  Writer *writer = g_new0(Writer, 1);
  writer->format = known;
  writer->target = g_strdup(target);
  writer->fd = -1;
  writer->output.target = writer->target;
  writer->options = *options;
  writer->options.program = g_strdup(options->program);
  writer->options.patterns = g_strdup(options->patterns);
  writer->output.options = &writer->options;
  if (open_output(writer, error) && (can_wait(known) || begin(writer, error))) return writer;
  g_prefix_error(error, "%s: ", target);
  writer_abandon(writer);
  return NULL;
}

bool writer_begin(Writer *writer, GError **error) {
  if (begin(writer, error)) return true;
  g_prefix_error(error, "%s: ", writer->target);
  return false;
}

bool writer_add(Writer *writer, Record *record, GError **error) {
  if (begin(writer, error) && (writer->format->add == NULL || writer->format->add(writer->state, record, error)))
    return true;
  g_prefix_error(error, "%s: ", writer->target);
  return false;
}

bool writer_keeps(const Writer *writer) { return writer->format->way == FORMAT_KEEPS; }

Record *writer_recall(Writer *writer, const char *path, const char *sha256, const char *settings) {
  return writer->format->recall != NULL ? writer->format->recall(writer->state, path, sha256, settings) : NULL;
}

/* What was collected for standard output, when the format could not stream. */
static bool copy_out(int from, GError **error) {
  char bytes[65536];
  for (off_t place = 0;;) {
    ssize_t got = pread(from, bytes, sizeof bytes, place);
    if (got < 0) return output_fail(error, "cannot read back");
    if (got == 0) return true;
    for (ssize_t done = 0; done < got;) {
      ssize_t put = write(STDOUT_FILENO, bytes + done, (size_t)(got - done));
      if (put < 0 && errno != EINTR) return output_fail(error, "cannot write");
      if (put > 0) done += put;
    }
    place += got;
  }
}

static bool sync_folder(const char *place, GError **error) {
  g_autofree char *folder = g_path_get_dirname(place);
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return output_fail(error, "cannot sync its folder");
  /* EINVAL: a file system that cannot sync folders has nothing to promise about them */
  bool good = fsync(fd) == 0 || errno == EINVAL || output_fail(error, "cannot sync its folder");
  close(fd);
  return good;
}

static bool put_in_place(Writer *writer, GError **error) {
  if (is_in_place(writer)) return true;
  if (writer->output.file != NULL && fflush(writer->output.file) != 0) return output_fail(error, "cannot write");
  if (writer->place == NULL) return writer->format->way == FORMAT_STREAMS || copy_out(writer->fd, error);
  if (fsync(writer->fd) != 0) return output_fail(error, "cannot write");
  if (writer->beside == NULL && !name_beside(writer, give_name, error)) return false;
  if (rename(writer->beside, writer->place) != 0) return output_fail(error, "cannot be put in place");
  g_clear_pointer(&writer->beside, g_free);
  return sync_folder(writer->place, error);
}

bool writer_finish(Writer *writer, GError **error) {
  bool good = begin(writer, error) &&
              (writer->format->finish == NULL || writer->format->finish(writer->state, error)) &&
              put_in_place(writer, error);
  if (!good) g_prefix_error(error, "%s: ", writer->target);
  writer_abandon(writer);
  return good;
}

void writer_abandon(Writer *writer) {
  if (writer == NULL) return;
  if (writer->state != NULL && writer->format->free != NULL) writer->format->free(writer->state);
  if (writer->output.file != NULL) fclose(writer->output.file);
  else if (writer->fd >= 0) close(writer->fd);
  if (writer->beside != NULL) unlink(writer->beside);
  g_free(writer->beside);
  g_free(writer->place);
  g_free(writer->target);
  g_free((char *)writer->output.path);
  g_free((char *)writer->options.program);
  g_free((char *)writer->options.patterns);
  g_free(writer);
}
