/*
 * numbering.h - the marks that Chinese official texts number their headings with.
 */
#ifndef EXTRACT_NUMBERING_H
#define EXTRACT_NUMBERING_H

#include <glib.h>
#include <stdbool.h>

/* In the order in which they nest (GB/T 9704: 一、 over （一） over 1. over （1）). */
typedef enum MarkLevel {
  MARK_HAN = 1,     /* 一、 */
  MARK_HAN_ROUND,   /* （一） */
  MARK_DIGIT,       /* 1. */
  MARK_DIGIT_ROUND, /* （1） */
  MARK_CIRCLE       /* ① */
} MarkLevel;

typedef struct Mark {
  MarkLevel level;
  int number;    /* from 1 */
  size_t length; /* bytes of the mark and its stop at the start of the text */
  char name[24]; /* as a section path has it: 一, （一）, 1, （1）, ① */
} Mark;

/* The mark at the start of a folded text; false when there is none: 一是, 2018年, 1.2万条 begin with no mark. */
bool mark_read(const char *text, Mark *ret);

#endif
