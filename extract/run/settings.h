/*
 * settings.h - what a run was told beside the file: whether what an earlier run made of it still holds.
 */
#ifndef EXTRACT_SETTINGS_H
#define EXTRACT_SETTINGS_H

#include "base/csv_file.h"
#include "run/manifest.h"
#include "run/options.h"

/*
 * Twelve digits of a hash over all that has a part in the record of the file with this hash: pages, kind, what the
 * manifest gives, corrections (NULL: none). "" when nothing was said. New string.
 */
char *settings_hash(const Options *options, const Given *given, const CsvFile *corrections, const char *sha256);

#endif
