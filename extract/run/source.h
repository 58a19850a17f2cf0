/*
 * source.h - what there is to read: the words of the command line become files.
 */
#ifndef EXTRACT_SOURCE_H
#define EXTRACT_SOURCE_H

#include "run/manifest.h"

typedef enum SourceKind { SOURCE_REPORT, SOURCE_JSONL, SOURCE_DB } SourceKind;

typedef struct Source {
  SourceKind kind;
  GPtrArray *paths;   /* of char *: one; several for a report whose parts are files (main text, annex) */
  const Given *given; /* what the manifest says of it, borrowed; NULL: nothing */
} Source;

/* What it is called in the outputs: the path of its first file. */
const char *source_name(const Source *source);

typedef struct Sources {
  GPtrArray *sources; /* of Source, in the order of the outputs */
  bool single;        /* one plain file was asked for, no folder, no list */
} Sources;

/*
 * A folder stands for the PDFs below it, in the order of the bytes of their paths; "@list" and "-" (standard input)
 * for the paths that stand there, one a line or parted by NUL. Without words the manifest's paths are taken. The
 * manifest may be NULL. An error names what cannot be listed; a plain file is not looked at.
 */
Sources *sources_find(char **words, const Manifest *manifest, GError **error);
/* Whether no output (NULL-terminated, or NULL) is a file that is to be read as a report. */
bool sources_spare(const Sources *list, char **outputs, GError **error);
void sources_free(Sources *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sources, sources_free)

#endif
