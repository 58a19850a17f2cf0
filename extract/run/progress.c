#include "run/progress.h"

static const gint64 INTERVAL = G_USEC_PER_SEC / 5;

void progress_begin(Progress *progress, unsigned total) {
  gint64 now = g_get_monotonic_time();
  *progress = (Progress){.total = total, .start = now, .told = now};
}

char *progress_line(Progress *progress) {
  gint64 now = g_get_monotonic_time();
  if (now - progress->told < INTERVAL) return NULL;
  progress->told = now;
  progress->total = MAX(progress->total, progress->done); /* an earlier result is one file and many reports */
  GString *line = g_string_new(NULL);
  g_string_append_printf(line, "%u of %u files", progress->done, progress->total);
  unsigned read = progress->done - progress->known; /* what was known took no time, and says nothing of the rest */
  if (read > 0) {
    gint64 tenths = 10 * G_USEC_PER_SEC * (gint64)read / (now - progress->start);
    gint64 left = (now - progress->start) * (gint64)(progress->total - progress->done) / read / G_USEC_PER_SEC;
    g_string_append_printf(line, ", %d.%d a second, %d s left", (int)(tenths / 10), (int)(tenths % 10), (int)left);
  }
  if (progress->failed > 0) g_string_append_printf(line, ", %u failed", progress->failed);
  return g_string_free(line, FALSE);
}
