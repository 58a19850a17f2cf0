/*
 * annotate.h - a copy of a PDF with boxes, notes and bookmarks added, its pages' own content untouched.
 */
#ifndef EXTRACT_ANNOTATE_H
#define EXTRACT_ANNOTATE_H

#include "document/page.h"

typedef enum NoteKind {
  NOTE_BOX,  /* a frame around ->box */
  NOTE_SHEET /* a small sheet of paper at the upper left corner of ->box: a remark beside something */
} NoteKind;

typedef struct Note {
  NoteKind kind;
  int page;
  Box box;                 /* as displayed */
  double red, green, blue; /* 0..1 */
  bool dashed;
  char *title, *text; /* UTF-8, owned */
} Note;

typedef struct Bookmark {
  char *title; /* UTF-8, owned */
  int page;
  double x, y; /* as displayed: the spot that is shown at the upper left */
} Bookmark;

typedef struct Annotations {
  GArray *notes;       /* of Note */
  GArray *bookmarks;   /* of Bookmark */
  const char *heading; /* under which the bookmarks stand, after those that the PDF has; borrowed */
} Annotations;

void annotations_init(Annotations *annotations, const char *heading);
void annotations_clear(Annotations *annotations);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Annotations, annotations_clear)

/*
 * The copy; NULL with G_FILE_ERROR when the PDF cannot be read or copied. Streams are copied as they are; the copy is
 * not encrypted. Same input, same bytes.
 */
GBytes *annotate_pdf(GBytes *pdf, const Annotations *annotations, GError **error);

#endif
