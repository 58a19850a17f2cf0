/*
 * heading.h - what is a heading: numbered ones, and the printed titles of annexes.
 */
#ifndef EXTRACT_HEADING_H
#define EXTRACT_HEADING_H

#include "base/numbering.h"
#include "section/report_words.h"

/* The parts of a paragraph that begins with a numbered heading, as bytes of its text. */
typedef struct Heading {
  Marker marker;
  size_t title_from, title_to; /* the title without marker and stop; empty for a numbered sentence */
  size_t body_from;            /* where the sentence begins that the heading runs on into */
} Heading;

/* False: no heading. Lines of a table of contents and the items of a list parted by semicolons are none. */
bool heading_read(const ReportWords *words, const char *text, Heading *ret);

/*
 * Whether `text` is the printed title of an annex ("附件1", "附件2：统计表"): its name as a section path has it goes to
 * `ret_name` (new string), the length of the name with its colon to `ret_length`.
 */
bool heading_is_annex(const ReportWords *words, const char *text, char **ret_name, size_t *ret_length);

#endif
