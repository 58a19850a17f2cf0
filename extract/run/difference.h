/*
 * difference.h - what a newer program, or newer patterns, made of the same files: two earlier results side by side.
 */
#ifndef EXTRACT_DIFFERENCE_H
#define EXTRACT_DIFFERENCE_H

#include <glib.h>
#include <stdbool.h>

/* Takes some whole lines. */
typedef void (*DifferenceSay)(const char *lines, gpointer data);

/*
 * Says a line for each report, failure and figure that stands in one of the two results (.jsonl, .db) alone: - for
 * the old one, + for the new one, the report, the figure's address, indicator, value, unit, state, marks, row, column,
 * parted by tabs; in the order of the reports' paths, what concerns one figure together. Nothing when they agree.
 * One report of each is in memory at a time, and the path of each of a .jsonl, which therefore must be no pipe.
 */
bool difference_find(const char *old_path, const char *new_path, DifferenceSay say, gpointer data, GError **error);

#endif
