/*
 * section.h - the running text: numbered headings, paragraphs, and where the tables stand among them.
 */
#ifndef EXTRACT_SECTION_H
#define EXTRACT_SECTION_H

#include "section/report_words.h"
#include "table/table.h"

/* A heading and what stands under it, up to the next heading of any level. */
typedef struct Section {
  char *path;  /* markers joined by "/": "一/（一）", "part2/三", "附件1/"; "" before the first heading */
  char *title; /* the heading without its marker, folded; "" for a numbered sentence, which is a paragraph;
                            the report's title for path "" */
  const struct Section *parent; /* NULL at the top */
  int page;
  Text *heading;         /* the printed heading whole (marker and title); empty for path "" */
  GPtrArray *paragraphs; /* of Text, owned: lines and pages joined, running heads and page numbers taken out;
                            a heading that runs on into its sentence on one line leaves the sentence here */
} Section;

/* A table with what the running text says about it. */
typedef struct PlacedTable {
  const Table *table;     /* borrowed from the layout */
  const Section *section; /* under which it stands */
  char *caption;          /* a title line of its own just above it; "" when none */
  Text *caption_text;     /* the same with its glyphs; empty when none */
  GPtrArray *notes;       /* of Text, owned: "单位：", "（注：…）" lines that belong to it */
} PlacedTable;

typedef struct Outline {
  char *title;            /* the report's own title, lines joined, folded */
  Text *title_text;       /* the same with its glyphs */
  GPtrArray *sections;    /* of Section, owned, in reading order; the first has path "" (preamble) */
  GPtrArray *tables;      /* of PlacedTable, owned, in reading order */
  GPtrArray *furniture;   /* of Line, borrowed from the layout: page numbers and running heads */
  const GPtrArray *pages; /* of Page, borrowed: their edges, and what is wrong with them */
} Outline;

void outline_free(Outline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outline, outline_free)

/* Reads the layout; `pages` (of Page) for their sizes. The result borrows from both. */
Outline *outline_read(const ReportWords *words, const Layout *layout, const GPtrArray *pages);

/* --dump=sections */
void outline_print(const Outline *outline, GString *out);

#endif
