/*
 * pack.h - a record as bytes, for the pipe between the confined process that reads a PDF and its parent.
 *
 * The parent trusts nothing it is sent: every length is checked against what is left, every string against UTF-8.
 */
#ifndef EXTRACT_PACK_H
#define EXTRACT_PACK_H

#include "record/record.h"

#define PACK_ERROR pack_error_quark()
GQuark pack_error_quark(void);

GBytes *pack_record(const Record *record);
/*
 * The record, owned by the caller; NULL with PACK_ERROR when the bytes are not what pack_record() makes of one report,
 * or one failure, of that path and hash: nobody can speak for another file.
 */
Record *pack_read(GBytes *bytes, const char *report, const char *sha256, GError **error);

#endif
