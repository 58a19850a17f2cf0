/*
 * record_words.h - what a record says by ids and in English, in the words of a clerk who reads Chinese: for the workbook
 * and the audit copy. What is in none of the lists (a later version's, a library's own message) stays as it is.
 */
#ifndef EXTRACT_RECORD_WORDS_H
#define EXTRACT_RECORD_WORDS_H

/*
 * The ids of `field` ("state", "marks", "kind", ...), parted by blanks, as words parted by 、; the text of a field that has
 * no list as it is. New string.
 */
char *record_words(const char *field, const char *ids);

/* The text of a remark, the reason of a failure, the damage of a report. New string. */
char *record_message(const char *english);

#endif
