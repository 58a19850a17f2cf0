/*
 * numbering.h - the markers that Chinese official texts number their headings with.
 */
#ifndef EXTRACT_NUMBERING_H
#define EXTRACT_NUMBERING_H

#include <glib.h>
#include <stdbool.h>

/* In the order in which they nest (GB/T 9704: 一、 over （一） over 1. over （1）). */
typedef enum MarkerLevel {
  MARKER_HAN = 1,     /* 一、 */
  MARKER_HAN_ROUND,   /* （一） */
  MARKER_DIGIT,       /* 1. */
  MARKER_DIGIT_ROUND, /* （1） */
  MARKER_CIRCLE       /* ① */
} MarkerLevel;

typedef struct Marker {
  MarkerLevel level;
  int number;    /* from 1 */
  size_t length; /* bytes of the marker and its stop at the start of the text */
  char name[24]; /* as a section path has it: 一, （一）, 1, （1）, ① */
} Marker;

/* The marker at the start of a folded text; false when there is none: 一是, 2018年, 1.2万条 begin with no marker. */
bool marker_read(const char *text, Marker *ret);

#endif
