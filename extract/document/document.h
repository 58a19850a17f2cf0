/*
 * document.h - the room of poppler: a PDF's bytes become pages.
 */
#ifndef EXTRACT_DOCUMENT_H
#define EXTRACT_DOCUMENT_H

#include "document/page.h"

#define DOCUMENT_ERROR document_error_quark()
GQuark document_error_quark(void);
typedef enum { DOCUMENT_ERROR_DAMAGED, DOCUMENT_ERROR_ENCRYPTED, DOCUMENT_ERROR_LIMIT } DocumentError;

typedef struct Document {
  GPtrArray *pages; /* of Page, owned */
  int page_count;   /* of the file; ->pages may hold fewer (--pages, a limit) */
  char *modified;   /* /ModDate (or else /CreationDate) as ISO 8601 UTC; "" when none */
  char *damage;     /* what was wrong with the file as a whole; "" when nothing */
  bool untrusted;   /* so wrong that pages are missing among them, or any may be another than it was */
} Document;

/* What is told in the place of a page: all have been read; pictures are made of them. */
enum { WATCH_READ = 0, WATCH_PICTURES = -1 };

/* Whoever watches the reading: is told of each page before any library is let at it. */
typedef struct PageWatch {
  /* NULL, or why this page is left out. Pages are counted over all files of a report. */
  const char *(*enter)(int page, gpointer data);
  gpointer data;
} PageWatch;

typedef struct DocumentOptions {
  const char *password; /* NULL: none */
  int first, last;      /* 0, 0: all pages */
  int before;           /* pages of other files that come before */
  PageWatch watch;      /* without enter(): nobody */
} DocumentOptions;

/*
 * Reads the pages with their characters and painted rules. Characters beyond the edge of a page are recovered when
 * rules or text reach that edge. A page that cannot be read, or is left out, is there, empty, with ->damage set.
 */
Document *document_read(GBytes *bytes, const DocumentOptions *options, GError **error);
/* The same from plain text (tests, --from=text): each line a line of glyphs 10 points wide; form feeds part pages. */
Document *document_from_text(const char *text, size_t length, GError **error);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* Loads the tables by which poppler converts the fields of forms: no confined process could. */
void document_prepare(void);

/*
 * Poppler's tables - names of glyphs, encodings, CMaps - live as long as a document is open. One that is kept open in
 * the parent of reading processes spares each of them the loading.
 */
typedef struct DocumentWarmth DocumentWarmth;
DocumentWarmth *document_warm(void);
void document_cool(DocumentWarmth *warmth);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocumentWarmth, document_cool)

#endif
