/*
 * sandbox.h - confinement of the process that reads a PDF: poppler and qpdf are C++ on untrusted bytes.
 */
#ifndef EXTRACT_SANDBOX_H
#define EXTRACT_SANDBOX_H

#include <glib.h>
#include <stdbool.h>

typedef struct Sandbox Sandbox;

/*
 * Makes ready, in the parent, what sandbox_enter() will need: the landlock rule set and the seccomp program.
 * `*ret_missing` (new string, or NULL) names the parts that this kernel or build lacks, for one message to the user:
 * reading goes on without them.
 */
Sandbox *sandbox_new(char **ret_missing);
void sandbox_free(Sandbox *sandbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sandbox, sandbox_free)

/*
 * Confines the calling process for good: it may read poppler's data and the fonts, use memory up to the limit,
 * and write to descriptors already open; no other files, no network, no new programs or processes.
 * Of its descriptors only the standard streams and `keep` stay open, of its memory nothing that others write to. False
 * when the kernel refused a part that sandbox_new() had found: then nothing may be read.
 */
bool sandbox_enter(const Sandbox *sandbox, int keep);

/* The exit status of a process that could not be confined. */
enum { SANDBOX_REFUSED = 77 };

#endif
