/*
 * reread.h - the second road to a figure: from the characters of the page alone.
 *
 * Of the first road it knows only what that claims: "the number in the row so named, under the head so named, is N".
 * It looks for that place by itself - no rules, no grid, no label or line code of the first - so that a mistake of the
 * first road is not made twice.
 */
#ifndef EXTRACT_REREAD_H
#define EXTRACT_REREAD_H

#include "document/page.h"
#include "record/record.h"

typedef struct Reread Reread;

/* The pages (GPtrArray of Page) must outlive it; each is read when a figure of it is first asked for, and once. */
Reread *reread_new(const GPtrArray *pages);
void reread_free(Reread *reread);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Reread, reread_free)

/* The value as printed (plain decimal), or "" when no number stands there; `reread` is a const Reread. New string. */
char *reread_figure(const Figure *figure, gconstpointer reread);

#endif
