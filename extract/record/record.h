/*
 * record.h - the waist: all that is known of one report, as plain rows, before any file format.
 *
 * Each type of row is a list of fields, said once in record_fields.h.
 * Strings are never NULL, valid UTF-8, owned by the record (record_string()).
 */
#ifndef EXTRACT_RECORD_H
#define EXTRACT_RECORD_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "record/record_fields.h"

#define RECORD_MEMBER_TEXT                            const char *
#define RECORD_MEMBER_DECIMAL                         const char *
#define RECORD_MEMBER_COUNT                           int
#define RECORD_MEMBER_POINTS                          double
#define RECORD_MEMBER(name, kind, where, title, note) RECORD_MEMBER_##kind name;
#define RECORD_STRUCT(name, Type, FIELDS) \
  typedef struct Type {                   \
    FIELDS##_FIELDS(RECORD_MEMBER)        \
  } Type;
RECORD_TYPES(RECORD_STRUCT)

#define RECORD_ENUM(name, Type, FIELDS) RECORD_##FIELDS,
typedef enum RecordType { RECORD_TYPES(RECORD_ENUM) RECORD_TYPE_COUNT } RecordType;

typedef enum FieldKind { FIELD_TEXT, FIELD_DECIMAL, FIELD_COUNT, FIELD_POINTS } FieldKind;
typedef enum FieldPlace { FIELD_CSV, FIELD_INNER } FieldPlace;

typedef struct Field {
  const char *name;
  FieldKind kind;
  FieldPlace where;
  const char *title; /* in Chinese, for heads in the workbook */
  const char *note;
  size_t offset;
} Field;

typedef struct RecordSchema {
  const char *name; /* "figure" */
  size_t size;      /* of the struct */
  const Field *fields;
  size_t n_fields;
} RecordSchema;

/* One a type, indexed by RecordType. */
extern const RecordSchema record_schemas[RECORD_TYPE_COUNT];

/*
 * All rows of one report. A record has one report row, or one failure row and nothing else.
 * What was made where the PDF was read travels here as bytes.
 */
typedef struct Record {
  int references;
  GStringChunk *strings;
  GArray *rows[RECORD_TYPE_COUNT]; /* rows[RECORD_FIGURE]: of Figure, and so on; reading order */
  GBytes *audit_copy;              /* the annotated PDF, or NULL */
  GHashTable *pictures;            /* figure address (char *) -> PNG (GBytes *) */
} Record;

Record *record_new(void);
/* One more owner: a workbook of few reports keeps them until it is closed. */
Record *record_ref(Record *record);
void record_unref(Record *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Record, record_unref)
/* A record of one failure: the file, its hash ("": it could not be read at all), the kind, the reason. */
Record *record_failure(const char *path, const char *sha256, const char *kind, const char *reason);

/* A copy of `text` (NULL: "") that lives as long as the record; invalid UTF-8 is made valid. */
const char *record_string(Record *record, const char *text);
/* A new row of that type at the end, all strings "" and all numbers 0; borrowed, valid until the next is added. */
void *record_add(Record *record, RecordType type);
/* record_figure_count() and record_figure_at(), and so for each type: how many rows there are, and row `i`. */
#define RECORD_ACCESS(name, Type, FIELDS)                                                                        \
  static inline guint record_##name##_count(const Record *record) { return record->rows[RECORD_##FIELDS]->len; } \
  static inline Type *record_##name##_at(const Record *record, guint i) {                                        \
    return &g_array_index(record->rows[RECORD_##FIELDS], Type, i);                                               \
  }
RECORD_TYPES(RECORD_ACCESS)
/* The one report row, or NULL in a failure. */
const Report *record_report(const Record *record);
/* A new figure row that says whose report it is. Borrowed, valid until the next is added. */
Figure *record_figure(Record *record);
/* A new remark on that report; `page` 0: on none. Borrowed, valid until the next is added. */
Remark *record_remark(Record *record, int page, const char *kind, const char *text);

/* `marks` with `mark` put in at its place (sorted, once); the result lives as long as the record. */
const char *record_mark(Record *record, const char *marks, const char *mark);
bool record_has_mark(const char *marks, const char *mark);
/* Whether it may be another number than is printed, or of another thing: what a reader should hold against the page. */
bool record_figure_in_doubt(const Figure *figure);
/* Whether a check is one to look at: contradicted, or reading-in-doubt. */
bool record_check_fails(const Check *check);
/* The last part of a row or column path: "自然人" of "申请人情况 / 自然人". Within `path`. */
const char *record_last_part(const char *path);
/* Whether it is a plain decimal number: digits, perhaps a minus before and a point among them. */
bool record_is_decimal(const char *text);

enum { ADDRESS_HASH_DIGITS = 12 };

/*
 * "94a211352c1f:4:213.2,452.0": first digits of the hash, page, left and top to 0.1 pt. New string.
 * Rounded from the two decimals that the outputs carry, so a record read back has the same addresses.
 */
char *record_address(const char *sha256, int page, double x1, double y1);
char *record_figure_address(const Figure *figure);

/*
 * The field of that name, looked for from *guess on, where the next one stands when all come in their order; NULL when
 * there is none.
 */
const Field *record_field(const RecordSchema *schema, const char *name, size_t *guess);
/* Each sets a field of a row; false, and nothing is set, when it may not hold that: no plain decimal, out of range. */
bool record_set_text(Record *record, const Field *field, void *row, const char *text);
bool record_set_count(const Field *field, void *row, int64_t count);
bool record_set_points(const Field *field, void *row, double points);
/* The value of a field of a row as the outputs write it (points with two decimals, counts plain); appended to `out`. */
void record_print_field(const Field *field, const void *row, GString *out);

#endif
