/*
 * bounds.h - every limit in one place: what a report may cost before reading it stops, with a message.
 * (Not limits.h: that name is C's.)
 *
 * Each is far above what a report holds (3 to 40 pages, at most 3,000 characters and 2,000 rules a page) and low
 * enough that a file which reaches it is done within seconds.
 */
#ifndef EXTRACT_BOUNDS_H
#define EXTRACT_BOUNDS_H

enum {
  LIMIT_MEMORY = 512 << 20,       /* bytes of address space of a reading process; real reports take 20 MB */
  LIMIT_RESULT_BYTES = 256 << 20, /* bytes that it may send to its parent, pictures and audit copy among them */
  LIMIT_RECORD_BYTES = 64 << 20,  /* the rows of the report among these; it takes some times as much in memory */
  LIMIT_WAITING_BYTES = 64 << 20, /* of records that wait for one before them; then no more are begun */
  LIMIT_LINE_BYTES = 16 << 20,    /* a line of an earlier .jsonl; the longest is the text of a section */

  LIMIT_PAGES = 2000,            /* pages read of one file */
  LIMIT_LEFT_OUT = 16,           /* pages left out because the reading process died on them, or its time ran out */
  LIMIT_PAGE_TREE_NESTING = 50,  /* page nodes above a page */
  LIMIT_GLYPHS = 60000,          /* characters of one page */
  LIMIT_SHOWN_BYTES = 60000,     /* of its strings: poppler's time grows with the square of the characters */
  LIMIT_MARKS = 3000000,         /* characters and rules of all pages */
  LIMIT_RULES = 100000,          /* painted rules of one page */
  LIMIT_FILLS = 20000,           /* filled areas of one page that are remembered */
  LIMIT_STREAM_BYTES = 64 << 20, /* decompressed content of one page, forms included; objects packed in streams */
  LIMIT_STREAM_PARTS = 10000,    /* pieces of one page's content, forms included; streams of objects */
  LIMIT_FONTS = 2000,            /* fonts of one page whose tables are verified */
  LIMIT_OPERATORS = 5000000,     /* operators of one page, forms included */
  LIMIT_PATH_POINTS = 100000,    /* points of one path */
  LIMIT_STATES = 1000,           /* nesting of q and Q */
  LIMIT_FORM_NESTING = 12,       /* forms within forms */

  LIMIT_PLACES = 400000,   /* places in the grids of all tables */
  LIMIT_NUMERALS = 100000, /* numerals listed of its tables, and of its sentences; there are some thousands */
};

#endif
