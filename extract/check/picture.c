#include "check/picture.h"

#include "document/camera.h"

static const double LABEL = 700; /* points left of the figure: the whole row with its label, on a page 595 wide */
static const double AROUND = 8;  /* points above, below and right of it: the rules of its cell */

static Box frame(const Figure *figure) {
  return (Box){MAX(figure->x1 - LABEL, 0), MAX(figure->y1 - AROUND, 0), figure->x2 + AROUND, figure->y2 + AROUND};
}

/* The addresses of the figures of failing checks, as a set. */
static GHashTable *find_wanted(const Record *record) {
  GHashTable *wanted = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < record_check_count(record); i++) {
    const Check *check = record_check_at(record, i);
    g_auto(GStrv) addresses = g_strsplit(check->figures, " ", -1);
    for (char **address = addresses; record_check_fails(check) && *address; address++)
      g_hash_table_add(wanted, g_strdup(*address));
  }
  return wanted;
}

void picture_evidence(Record *record, GBytes *pdf) {
  g_autoptr(GHashTable) wanted = find_wanted(record);
  if (g_hash_table_size(wanted) == 0) return;
  g_autoptr(Camera) camera = camera_new(pdf);
  for (guint i = 0; camera && i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    char *address = record_figure_address(figure);
    GBytes *picture = g_hash_table_contains(wanted, address) ? camera_take(camera, figure->page, frame(figure)) : NULL;
    if (picture) g_hash_table_insert(record->pictures, address, picture);
    else g_free(address);
  }
}
