/*
 * paragraph.h - lines of text become paragraphs; these and the tables between them are the passages of a report.
 */
#ifndef EXTRACT_PARAGRAPH_H
#define EXTRACT_PARAGRAPH_H

#include "section/report_words.h"
#include "section/view.h"

/* What a passage is for, as far as that is known. */
typedef enum PassageRole { PASSAGE_TEXT, PASSAGE_TITLE, PASSAGE_CAPTION, PASSAGE_NOTE, PASSAGE_TABLE } PassageRole;

/* A paragraph or a table, where it stands. */
typedef struct Passage {
  PassageRole role;
  const Table *table; /* NULL for a paragraph; borrowed */
  Text *text;         /* NULL for a table */
  int page, last_page;
  const struct Passage *owner; /* the table whose caption or note it is */
  Box box;                     /* of its first line; of a table, its part on `page` */
  Box last;                    /* of its last line */
  double size;                 /* the width of its Han characters, in points; 0 for a table */
  unsigned lines;
  bool centred; /* it stands in the middle of the text column, well away from both sides */
} Passage;

void passage_free(Passage *passage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Passage, passage_free)

/* Passages (GPtrArray of Passage, owned) in reading order, of all lines but the furniture, and of `tables` (of Table). */
GPtrArray *paragraph_build(const ReportWords *words, const View *view, const GPtrArray *tables);

#endif
