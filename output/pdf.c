/*
 * pdf.c - the audit copy of one report: bytes that were made where the PDF was read.
 */
#include "format.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct Pdf {
  FILE *file;
  bool written;
} Pdf;

static void *pdf_open(const Output *output, GError **error) {
  (void)error;
  Pdf *pdf = g_new0(Pdf, 1);
  pdf->file = output->file;
  return pdf;
}

static bool pdf_add(void *state, Record *record, GError **error) {
  Pdf *pdf = state;
  if (!record->audit_copy || pdf->written) {
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "%s",
                pdf->written ? "an audit copy is of one report: give --audit FOLDER for several"
                             : "there is no audit copy of this input");
    return false;
  }
  gsize length;
  const char *bytes = g_bytes_get_data(record->audit_copy, &length);
  pdf->written = true;
  return output_write(pdf->file, bytes, length, error);
}

static bool is_same_file(const char *path, const char *other) {
  GStatBuf one, two;
  return g_stat(path, &one) == 0 && g_stat(other, &two) == 0 && one.st_dev == two.st_dev && one.st_ino == two.st_ino;
}

char *output_audit_path(const char *folder, const char *report) {
  g_autofree char *name = g_strdelimit(g_strdup(report), "/", '_');
  const char *plain = name + strspn(name, "._");
  return g_build_filename(folder, *plain ? plain : "report.pdf", NULL);
}

bool writer_audit(const char *folder, const Record *record, GError **error) {
  if (g_mkdir_with_parents(folder, 0777) != 0) return output_fail(error, folder);
  g_autofree char *path = output_audit_path(folder, record_report(record)->report);
  if (is_same_file(path, record_report(record)->report)) {
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "%s: is an input: it would be lost", path);
    return false;
  }
  gsize length;
  const char *bytes = g_bytes_get_data(record->audit_copy, &length);
  return g_file_set_contents_full(path, bytes, (gssize)length,
                                  G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

const Format pdf_format = {.suffix = "pdf", .way = FORMAT_STREAMS, .open = pdf_open, .add = pdf_add, .free = g_free};
