/*
 * prose.h - the figures in the sentences, and the account of every numeral of the report.
 */
#ifndef EXTRACT_PROSE_H
#define EXTRACT_PROSE_H

#include "base/yaml.h"
#include "record/record.h"
#include "section/section.h"

typedef struct ProsePatterns ProsePatterns; /* prose_patterns.h: quantities, numerals, narrative patterns */

/*
 * Adds a figure row for each quantity stated in the running text, and a numeral row for every numeral of the whole
 * report (text, headings, tables, page numbers), each with exactly one class. The figures of tables must already be
 * in the record: their numerals are found again by where they stand. Without patterns (NULL) there are none.
 */
void prose_read(const Outline *outline, const ProsePatterns *patterns, Record *record);

/*
 * Reads the prose pattern files (prose.yaml, numerals.yaml, units.yaml) and, if `try_samples`, tries their own samples.
 * An indicator that is not among `indicators` (by id) is an error; NULL: any will do.
 */
ProsePatterns *prose_patterns_read(const char *folder, GHashTable *indicators, bool try_samples, GError **error);
void prose_patterns_free(ProsePatterns *patterns);
/* Makes them ready for many reports: see regex_hasten(). */
void prose_patterns_hasten(const ProsePatterns *patterns);

#endif
