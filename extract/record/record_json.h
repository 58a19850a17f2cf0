/*
 * record_json.h - a record as lines of JSON.
 */
#ifndef EXTRACT_RECORD_JSON_H
#define EXTRACT_RECORD_JSON_H

#include "record/record.h"

/*
 * The record as JSON, an object a line: report, section, figure, numeral, check, remark lines and an end line with
 * their counts; or one failure line. Text and decimals are strings, counts and points numbers. Appended to `out`.
 * What travels as bytes (audit copy, pictures) has no place there.
 */
void record_print_json(const Record *record, GString *out);
/* A text as a string of JSON, quotes and all. Appended to `out`. */
void record_print_json_text(const char *text, GString *out);

#endif
