/*
 * report.h - the whole pipe over one file: bytes in, record out.
 */
#ifndef EXTRACT_REPORT_H
#define EXTRACT_REPORT_H

#include "check/check.h"
#include "document/document.h"
#include "figure/pattern.h"
#include "place/place.h"
#include "record/record.h"
#include "report/crosswalk.h"
#include "section/report_words.h"

/* What a pattern folder says, read once for all reports. */
typedef struct Knowledge {
  PatternSet *patterns;
  ReportWords *words;
  CheckRules *checks;
  Places *places;
  GPtrArray *crosswalk; /* of CrosswalkLine */
} Knowledge;

/* An error names path:line:column. The samples of the patterns that the program was built with were tried then: they are
   tried again only if `try_samples`, those of any other set always. */
Knowledge *knowledge_read(const char *folder, bool try_samples, GError **error);
void knowledge_free(Knowledge *knowledge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Knowledge, knowledge_free)

typedef enum ReportStage {
  REPORT_STAGE_NONE, /* no dump: the whole pipe */
  REPORT_STAGE_PAGE,
  REPORT_STAGE_LINES,
  REPORT_STAGE_TABLES,
  REPORT_STAGE_SECTIONS,
  REPORT_STAGE_FIGURES,
  REPORT_STAGE_EXPLAIN /* why ReportOptions.explain stands where it stands: explain.h */
} ReportStage;

typedef enum ReportSource { REPORT_FROM_PDF, REPORT_FROM_TEXT, REPORT_FROM_PAGES } ReportSource;

typedef struct ReportOptions {
  const char *password;      /* NULL: none */
  int first_page, last_page; /* 0, 0: all */
  bool audit;                /* make the audit copy, too */
  bool evidence;             /* and the pictures of the figures of failing checks */
  const char *explain;       /* the indicator of REPORT_STAGE_EXPLAIN */
  PageWatch watch;           /* over the pages of a PDF */
  ReportSource source;       /* REPORT_FROM_TEXT: plain text, form feeds part pages; _PAGES: page_print()'s form */
} ReportOptions;

/*
 * Reads a report: `parts` (of GBytes) are its files, mostly one; the pages of a second follow those of the first.
 * Never fails: what could not be read is a record of one failure row. `path` and `sha256`, which is their
 * report_hash(), are only named in it.
 */
Record *report_read(const GPtrArray *parts, const char *path, const char *sha256, const Knowledge *knowledge,
                    const ReportOptions *options);
/* Over the bytes of all parts, one after the other. New string. */
char *report_hash(const GPtrArray *parts);

/* What a stage made of it, as text; NULL with `error` when the file cannot be opened. */
char *report_dump(GBytes *bytes, const Knowledge *knowledge, const ReportOptions *options, ReportStage stage,
                  GError **error);

#endif
