/*
 * record.c - rows of the types in record_fields.h, and what all outputs agree on about their fields.
 */
#include "record/record.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* No place on any page is as far from its corner. */
static const double MOST_POINTS = 1e9;

#define RECORD_FIELD(name, kind, where, title, note) \
  {#name, FIELD_##kind, FIELD_##where, title, note, offsetof(RECORD_OWNER, name)},

#define RECORD_OWNER Report
static const Field report_fields[] = {REPORT_FIELDS(RECORD_FIELD)};
#undef RECORD_OWNER
#define RECORD_OWNER SectionRow
static const Field section_fields[] = {SECTION_FIELDS(RECORD_FIELD)};
#undef RECORD_OWNER
#define RECORD_OWNER Figure
static const Field figure_fields[] = {FIGURE_FIELDS(RECORD_FIELD)};
#undef RECORD_OWNER
#define RECORD_OWNER Numeral
static const Field numeral_fields[] = {NUMERAL_FIELDS(RECORD_FIELD)};
#undef RECORD_OWNER
#define RECORD_OWNER Check
static const Field check_fields[] = {CHECK_FIELDS(RECORD_FIELD)};
#undef RECORD_OWNER
#define RECORD_OWNER Remark
static const Field remark_fields[] = {REMARK_FIELDS(RECORD_FIELD)};
#undef RECORD_OWNER
#define RECORD_OWNER Failure
static const Field failure_fields[] = {FAILURE_FIELDS(RECORD_FIELD)};
#undef RECORD_OWNER

const RecordSchema record_schemas[RECORD_TYPE_COUNT] = {
#define RECORD_SCHEMA(name, Type, FIELDS) {#name, sizeof(Type), name##_fields, G_N_ELEMENTS(name##_fields)},
    RECORD_TYPES(RECORD_SCHEMA)
#undef RECORD_SCHEMA
};

Record *record_new(void) {
  Record *record = g_new0(Record, 1);
  record->references = 1;
  record->strings = g_string_chunk_new(4096);
  for (int type = 0; type < RECORD_TYPE_COUNT; type++)
    record->rows[type] = g_array_new(FALSE, TRUE, (unsigned)record_schemas[type].size);
  record->pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
  return record;
}

Record *record_ref(Record *record) {
  record->references++;
  return record;
}

void record_unref(Record *record) {
  if (record == NULL || --record->references > 0) return;
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) g_array_unref(record->rows[type]);
  g_clear_pointer(&record->audit_copy, g_bytes_unref);
  g_hash_table_unref(record->pictures);
  g_string_chunk_free(record->strings);
  g_free(record);
}

Record *record_failure(const char *path, const char *sha256, const char *kind, const char *reason) {
  Record *record = record_new();
  Failure *failure = record_add(record, RECORD_FAILURE);
  failure->report = record_string(record, path);
  failure->sha256 = record_string(record, sha256);
  failure->kind = record_string(record, kind);
  failure->reason = record_string(record, reason);
  return record;
}

const char *record_string(Record *record, const char *text) {
  if (text == NULL || *text == '\0') return "";
  if (g_utf8_validate(text, -1, NULL)) return g_string_chunk_insert_const(record->strings, text);
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  return g_string_chunk_insert_const(record->strings, valid);
}

void *record_add(Record *record, RecordType type) {
  const RecordSchema *schema = &record_schemas[type];
  GArray *rows = record->rows[type];
  g_array_set_size(rows, rows->len + 1);
  char *row = rows->data + (size_t)(rows->len - 1) * schema->size;
  for (size_t i = 0; i < schema->n_fields; i++) {
    const Field *field = &schema->fields[i];
    if (field->kind == FIELD_TEXT || field->kind == FIELD_DECIMAL) *(const char **)(void *)(row + field->offset) = "";
  }
  return row;
}

const Report *record_report(const Record *record) {
  return record_report_count(record) > 0 ? record_report_at(record, 0) : NULL;
}

Figure *record_figure(Record *record) {
  const Report *report = record_report(record);
  Figure *figure = record_add(record, RECORD_FIGURE);
  figure->report = report->report;
  figure->sha256 = report->sha256;
  figure->place = report->place;
  figure->year = report->year;
  figure->form = report->form;
  figure->publisher = report->publisher;
  figure->code = report->code;
  figure->level = report->level;
  return figure;
}

Remark *record_remark(Record *record, int page, const char *kind, const char *text) {
  const Report *report = record_report(record);
  Remark *remark = record_add(record, RECORD_REMARK);
  remark->report = report->report;
  remark->sha256 = report->sha256;
  remark->page = page;
  remark->kind = record_string(record, kind);
  remark->text = record_string(record, text);
  return remark;
}

/* Whether the mark that starts at `marks` is `mark`: compared up to the blank or the end. */
static int compare_mark(const char *marks, const char *mark) {
  size_t length = strcspn(marks, " ");
  int order = strncmp(marks, mark, length);
  return order != 0 ? order : -(int)(mark[length] != '\0');
}

static const char *next_mark(const char *marks) {
  marks += strcspn(marks, " ");
  return *marks == ' ' ? marks + 1 : marks;
}

const char *record_mark(Record *record, const char *marks, const char *mark) {
  const char *place = marks;
  while (*place != '\0' && compare_mark(place, mark) < 0) place = next_mark(place);
  if (*place != '\0' && compare_mark(place, mark) == 0) return marks;
  g_autoptr(GString) joined = g_string_new_len(marks, place - marks);
  if (*place == '\0' && joined->len > 0) g_string_append_c(joined, ' ');
  g_string_append(joined, mark);
  if (*place != '\0') g_string_append_printf(joined, " %s", place);
  return record_string(record, joined->str);
}

bool record_has_mark(const char *marks, const char *mark) {
  for (; *marks != '\0'; marks = next_mark(marks))
    if (compare_mark(marks, mark) == 0) return true;
  return false;
}

bool record_figure_in_doubt(const Figure *figure) {
  bool unsure = record_has_mark(figure->marks, "ambiguous") || record_has_mark(figure->marks, "ocr");
  return (unsure && !record_has_mark(figure->evidence, "verified")) || record_has_mark(figure->evidence, "in-doubt") ||
         record_has_mark(figure->marks, "cut-off") || record_has_mark(figure->marks, "damaged-page");
}

bool record_check_fails(const Check *check) {
  return strcmp(check->state, "contradicted") == 0 || strcmp(check->state, "reading-in-doubt") == 0;
}

const char *record_last_part(const char *path) {
  static const char between[] = " / ";
  const char *last = path;
  for (const char *at = path; (at = strstr(at, between)); last = at) at += strlen(between);
  return last;
}

bool record_is_decimal(const char *text) {
  text += *text == '-';
  size_t whole = strspn(text, "0123456789");
  if (whole == 0) return false;
  text += whole;
  if (*text == '\0') return true;
  size_t fraction = *text == '.' ? strspn(text + 1, "0123456789") : 0;
  return fraction > 0 && text[1 + fraction] == '\0';
}

/*
 * Points in hundredths. Whole numbers from here on: printf() writes the locale's decimal point. What is not a place on
 * any page (NaN, beyond 10^9) is drawn in, so that no output has to think of it.
 */
static long hundredths(double points) {
  if (isnan(points)) return 0;
  return lround(CLAMP(points, -MOST_POINTS, MOST_POINTS) * 100);
}

static long tenths(double points) {
  long fine = hundredths(points);
  return (fine + (fine < 0 ? -5 : 5)) / 10;
}

/* Writes n / 10^places, and what stands behind it; its end. A report has thousands: printf() takes ten times as long. */
static char *put_number(char *at, long n, int places, char behind) {
  char digits[3 * sizeof n];
  int count = 0;
  if (n < 0) *at++ = '-';
  for (unsigned long rest = n < 0 ? 0UL - (unsigned long)n : (unsigned long)n; rest > 0 || count <= places; rest /= 10)
    digits[count++] = (char)('0' + rest % 10);
  while (count > 0) {
    *at++ = digits[--count];
    if (count == places && places > 0) *at++ = '.';
  }
  *at = behind;
  return at + 1;
}

enum { NUMBER_TEXT = 24 };

char *record_address(const char *sha256, int page, double x1, double y1) {
  char address[ADDRESS_HASH_DIGITS + 1 + 3 * NUMBER_TEXT];
  size_t hashed = strnlen(sha256, ADDRESS_HASH_DIGITS);
  memcpy(address, sha256, hashed);
  address[hashed] = ':';
  char *at = put_number(address + hashed + 1, page, 0, ':');
  put_number(put_number(at, tenths(x1), 1, ','), tenths(y1), 1, '\0');
  return g_strdup(address);
}

char *record_figure_address(const Figure *figure) {
  return record_address(figure->sha256, figure->page, figure->x1, figure->y1);
}

const Field *record_field(const RecordSchema *schema, const char *name, size_t *guess) {
  for (size_t i = 0; i < schema->n_fields; i++) {
    size_t at = (*guess + i) % schema->n_fields;
    if (strcmp(schema->fields[at].name, name) != 0) continue;
    *guess = at + 1;
    return &schema->fields[at];
  }
  return NULL;
}

static void *place_of(const Field *field, void *row) { return (char *)row + field->offset; }

bool record_set_text(Record *record, const Field *field, void *row, const char *text) {
  if (field->kind == FIELD_DECIMAL && *text != '\0' && !record_is_decimal(text)) return false;
  *(const char **)place_of(field, row) = record_string(record, text);
  return true;
}

bool record_set_count(const Field *field, void *row, int64_t count) {
  if (count < 0 || count > INT_MAX) return false;
  *(int *)place_of(field, row) = (int)count;
  return true;
}

bool record_set_points(const Field *field, void *row, double points) {
  if (!(fabs(points) <= MOST_POINTS)) return false;
  *(double *)place_of(field, row) = points;
  return true;
}

void record_print_field(const Field *field, const void *row, GString *out) {
  const char *place = (const char *)row + field->offset;
  char number[NUMBER_TEXT];
  switch (field->kind) {
  case FIELD_TEXT:
  case FIELD_DECIMAL: g_string_append(out, *(const char *const *)(const void *)place); return;
  case FIELD_COUNT: put_number(number, *(const int *)(const void *)place, 0, '\0'); break;
  case FIELD_POINTS: put_number(number, hundredths(*(const double *)(const void *)place), 2, '\0'); break;
  }
  g_string_append(out, number);
}
