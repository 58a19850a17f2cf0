/*
 * earlier.h - what extract wrote before, as an input: .jsonl and .db.
 */
#ifndef EXTRACT_EARLIER_H
#define EXTRACT_EARLIER_H

#include "record/record.h"

typedef struct Earlier Earlier;

/* An error says why, without the path. */
Earlier *earlier_open(const char *path, GError **error);
/*
 * The next record, in the order of a .jsonl's lines or of the paths in a .db; NULL at the end. False: something was
 * dropped, `error` says what and why; one may go on, and a record may have come all the same.
 */
bool earlier_next(Earlier *earlier, Record **ret, GError **error);
/* Where the next record of a .jsonl begins, and back to there; -1, false: not of a .db, not of a pipe. */
gint64 earlier_tell(const Earlier *earlier);
bool earlier_seek(Earlier *earlier, gint64 place);
void earlier_free(Earlier *earlier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Earlier, earlier_free)

#endif
