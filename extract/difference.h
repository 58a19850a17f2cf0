/*
 * difference.h - what a newer program, or newer patterns, made of the same files: two earlier results side by side.
 */
#ifndef EXTRACT_DIFFERENCE_H
#define EXTRACT_DIFFERENCE_H

#include <glib.h>
#include <stdbool.h>

/*
 * Appends a line for each report, failure and figure that stands in one of the two results (.jsonl, .db) alone: - for
 * the old one, + for the new one, the report, the figure's address, indicator, value, unit, state, marks, row, column,
 * parted by tabs; in the order of the reports' paths, what concerns one figure together. Nothing when they agree.
 */
bool difference_print(const char *old_path, const char *new_path, GString *out, GError **error);

#endif
