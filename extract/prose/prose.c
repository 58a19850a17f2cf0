/*
 * The account of a report: its text is cut into sentences, the numerals of each are told apart (numeral.c), its figures
 * are understood (narrative.c), and both become rows.
 *
 * Running text, tables and page furniture are read one after the other; each gives its rows in reading order, and the
 * three are merged by where they stand. The numerals of a recognised table are found again in the figures already made
 * from it, by their boxes. A table without any is only a way to lay out text, and read like it.
 */
#include "base/bounds.h"
#include "base/numbering.h"
#include "prose/narrative.h"

#include <stdlib.h>
#include <string.h>

enum {
  SENTENCE_LIMIT = 600, /* characters: longer ones are cut, so that what is looked at stays small */
  HEAD_ROWS = 3         /* rows of a table that may be heads */
};

/* Boxes of the same characters, read twice, differ by rounding alone. */
static const double SAME_PLACE = 0.5; /* points */

typedef struct Account {
  const ProsePatterns *patterns;
  Record *record;
  Report report;       /* what every row repeats */
  const GArray *given; /* of Figure: those that tables gave; while tables are read */
  GHashTable *read;    /* page -> GArray of unsigned: places in it */
  bool limit;          /* a pattern ran into its own */
  unsigned numerals;   /* of this part, so far */
  bool excess;         /* there were too many of them */
} Account;

/* What is being read, and under which heading. */
typedef struct Place {
  const char *section; /* of the record */
  NumeralWhere where;
  Narrative *narrative; /* NULL where no figures are stated */
  GPtrArray *addresses; /* of its statements so far; strings of the record */
} Place;

/* A sentence as it will be scanned: the spaces between words of different scripts are layout, too. */
static bool keeps_space(const Text *text, const char *next) {
  const GString *so_far = text->utf8;
  return so_far->len > 0 && g_ascii_isalnum(so_far->str[so_far->len - 1]) && g_ascii_isalnum(*next);
}

static bool is_end(gunichar c) { return c == U'。' || c == U'！' || c == U'？'; }

/* The sentence of `text` that begins with its character `*at` (byte `*byte`); both move behind it. */
static Text *next_sentence(const Text *text, unsigned *at, size_t *byte) {
  Text *sentence = text_new();
  unsigned start = *at;
  bool ended = false;
  while (*at < text->glyphs->len) {
    const char *p = text->utf8->str + *byte;
    gunichar c = g_utf8_get_char(p);
    if ((ended && !is_end(c) && c != U'”' && c != U'）') || *at - start >= SENTENCE_LIMIT) break;
    ended = ended || is_end(c);
    const Glyph *glyph = text->glyphs->pdata[*at];
    const char *next = g_utf8_next_char(p);
    if (glyph && c != ' ') text_append_glyph(sentence, glyph);
    else if (keeps_space(sentence, next)) text_append_space(sentence);
    *byte = (size_t)(next - text->utf8->str);
    (*at)++;
  }
  return sentence;
}

/* The address and box of a stretch of the sentence. False when nothing of it was painted. */
static bool locate(const Account *account, const Text *sentence, size_t from, size_t to, int *ret_page, Box *ret_box,
                   const char **ret_address) {
  if (!text_box(sentence, from, to, ret_page, ret_box)) return false;
  g_autofree char *address = record_address(account->report.sha256, *ret_page, ret_box->x1, ret_box->y1);
  *ret_address = record_string(account->record, address);
  return true;
}

static const char *marks_of(const Account *account, const Text *sentence, const Statement *one) {
  const char *marks = "";
  for (int i = 0; i < QUANTITY_MARKS; i++)
    if (one->marks & (1U << i)) marks = record_mark(account->record, marks, quantity_mark_names[i]);
  if (text_is_wrapped(sentence, one->quantity.from, one->quantity.to))
    marks = record_mark(account->record, marks, "wrapped");
  return marks;
}

static const char *own(const Account *account, char *text) {
  g_autofree char *owned = text;
  return record_string(account->record, owned);
}

/* The figure's line; its address. */
static const char *add_figure(Account *account, const Place *place, const Text *sentence, const char *words,
                              const Statement *one) {
  const Quantity *quantity = &one->quantity;
  char value[DECIMAL_TEXT];
  Box box = {0, 0, 0, 0};
  const char *address = "";
  Figure *figure = record_figure(account->record);
  locate(account, sentence, quantity->from, quantity->to, &figure->page, &box, &address);
  figure->section = place->section;
  figure->row = record_string(account->record, one->row);
  figure->indicator = record_string(account->record, one->indicator);
  figure->value = record_string(account->record, decimal_print(quantity->value, value));
  figure->unit = record_string(account->record, quantity->unit);
  figure->state = "figure";
  figure->raw = own(account, text_raw(sentence, quantity->from, quantity->to));
  figure->x1 = box.x1, figure->y1 = box.y1, figure->x2 = box.x2, figure->y2 = box.y2;
  figure->marks = marks_of(account, sentence, one);
  figure->pattern = record_string(account->record, one->place);
  figure->sentence = words;
  if (one->whole >= 0) figure->whole = place->addresses->pdata[one->whole];
  return address;
}

static void add_numeral(Account *account, const Place *place, const Text *sentence, const char *words,
                        const NumeralSpan *span, const char *class, const char *address) {
  Box box = {0, 0, 0, 0};
  const char *unused;
  Numeral *numeral = record_add(account->record, RECORD_NUMERAL);
  locate(account, sentence, span->from, span->to, &numeral->page, &box, &unused);
  numeral->report = account->report.report, numeral->sha256 = account->report.sha256;
  numeral->class = record_string(account->record, class);
  numeral->raw = own(account, text_raw(sentence, span->from, span->to));
  numeral->section = place->section;
  numeral->sentence = words;
  numeral->x1 = box.x1, numeral->y1 = box.y1, numeral->x2 = box.x2, numeral->y2 = box.y2;
  numeral->figure = address;
  numeral->pattern = record_string(account->record, span->place);
}

static bool is_figure(const NumeralSpan *span) { return g_str_equal(span->class, NUMERAL_FIGURE); }

/* The figure that a table gave for what stands in the box; "" when none did. */
static const char *find_read(const Account *account, int page, Box box) {
  const GArray *indices = g_hash_table_lookup(account->read, GINT_TO_POINTER(page));
  for (unsigned i = 0; indices && i < indices->len; i++) {
    const Figure *figure = &g_array_index(account->given, Figure, g_array_index(indices, unsigned, i));
    Box other = {figure->x1 - SAME_PLACE, figure->y1 - SAME_PLACE, figure->x2 + SAME_PLACE, figure->y2 + SAME_PLACE};
    if (!g_str_equal(figure->state, "figure") || !box_holds(other, box)) continue;
    return own(account, record_figure_address(figure));
  }
  return "";
}

static void read_sentence(Account *account, Place *place, const Text *sentence) {
  if (account->numerals >= LIMIT_NUMERALS) {
    account->excess = true;
    return;
  }
  ProseText text = {account->patterns, sentence->utf8->str, sentence->utf8->len, place->where, &account->limit};
  g_autoptr(GArray) numerals = numeral_scan(&text);
  account->numerals += numerals->len;
  if (numerals->len == 0) return;
  const char *words = record_string(account->record, sentence->utf8->str);
  unsigned first = 0;
  if (place->narrative) {
    first = narrative_statements(place->narrative)->len;
    narrative_read(place->narrative, &text, numerals);
  }
  for (unsigned i = 0; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    const char *class = span->class, *address = "";
    int page;
    Box box;
    if (place->where == NUMERAL_IN_TABLE) {
      if (text_box(sentence, span->from, span->to, &page, &box)) address = find_read(account, page, box);
      class = *address ? NUMERAL_FIGURE : is_figure(span) ? NUMERAL_UNASSIGNED : class;
    } else if (is_figure(span) && place->narrative) {
      const Statement *one = &g_array_index(narrative_statements(place->narrative), Statement, first++);
      address = add_figure(account, place, sentence, words, one);
      g_ptr_array_add(place->addresses, (gpointer)address);
    } else if (is_figure(span)) {
      class = NUMERAL_UNASSIGNED;
    }
    add_numeral(account, place, sentence, words, span, class, address);
  }
}

static void read_text(Account *account, Place *place, const Text *text) {
  unsigned at = 0;
  size_t byte = 0;
  while (at < text->glyphs->len) {
    g_autoptr(Text) sentence = next_sentence(text, &at, &byte);
    read_sentence(account, place, sentence);
  }
}

/* The titles of the section and of those around it: what its sentences are about. */
static char *titles_of(const Section *section) {
  GString *titles = g_string_new(NULL);
  for (; section && *section->path; section = section->parent) g_string_append_printf(titles, "%s/", section->title);
  return g_string_free(titles, FALSE);
}

/* Whether the title speaks of a whole place and not of one organ, which its office is: 云州市2023年…, 云州市人民政府… */
static bool is_of_place(const Account *account) {
  const Report *report = &account->report;
  const char *named = *report->place ? strstr(report->title, report->place) : NULL;
  RegexMatch match;
  bool found = false;
  for (; named && !found; named = strstr(named + 1, report->place)) {
    const char *rest = named + strlen(report->place);
    found = regex_match(account->patterns->of_place, rest, strlen(rest), 0, &match, NULL);
  }
  return found;
}

static Place place_new(const Account *account, const Section *section, NumeralWhere where) {
  g_autofree char *titles = section ? titles_of(section) : g_strdup("");
  const Report *report = &account->report;
  bool place = is_of_place(account);
  NarrativeAbout about = {titles, report->form, report->year, place ? report->place : "",
                          place ? "" : report->publisher};
  return (Place){.section = record_string(account->record, section ? section->path : ""),
                 .where = where,
                 .narrative = narrative_new(account->patterns, &about),
                 .addresses = g_ptr_array_new()};
}

static void place_clear(Place *place) {
  narrative_free(place->narrative);
  g_ptr_array_unref(place->addresses);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, place_clear)

static void read_sections(Account *account, const Outline *outline) {
  g_auto(Place) top = place_new(account, NULL, NUMERAL_IN_HEADING);
  read_text(account, &top, outline->title_text);
  for (unsigned i = 0; i < outline->sections->len; i++) {
    const Section *section = outline->sections->pdata[i];
    g_auto(Place) place = place_new(account, section, NUMERAL_IN_HEADING);
    read_text(account, &place, section->heading);
    place.where = NUMERAL_IN_TEXT;
    for (unsigned k = 0; k < section->paragraphs->len; k++) read_text(account, &place, section->paragraphs->pdata[k]);
  }
}

/* Whether a table gave figures: then it is a statistics table. */
static bool was_read(const Account *account, const Table *table) {
  for (unsigned i = 0; i < table->cells->len; i++) {
    const Cell *cell = table->cells->pdata[i];
    const GArray *indices = g_hash_table_lookup(account->read, GINT_TO_POINTER(cell->page));
    for (unsigned k = 0; indices && k < indices->len; k++) {
      const Figure *figure = &g_array_index(account->given, Figure, g_array_index(indices, unsigned, k));
      if (box_holds(cell->box, (Box){figure->x1, figure->y1, figure->x2, figure->y2})) return true;
    }
  }
  return false;
}

/* Whether a head over the cell says that its column only numbers the rows. */
static bool is_index(const Account *account, const Table *table, const Cell *cell) {
  bool index = false;
  for (int row = 0; row < MIN(cell->row, HEAD_ROWS) && !index; row++) {
    const GString *head = table_cell(table, row, cell->column)->text->utf8;
    RegexMatch found;
    index = regex_match(account->patterns->index, head->str, head->len, 0, &found, NULL);
  }
  return index;
}

/* Whether a table is one of contents, told by alignment: numbered titles, and pages that only rise. */
static bool is_contents(const Table *table) {
  int last = 0, titles = 0;
  for (int row = 0; row < table->rows && table->columns == 2 && !table->ruled; row++) {
    const char *page = table_cell(table, row, 1)->text->utf8->str;
    Marker marker;
    if (!*page || strlen(page) > 3 || strspn(page, "0123456789") != strlen(page) || atoi(page) < last) return false;
    last = atoi(page);
    titles += marker_read(table_cell(table, row, 0)->text->utf8->str, &marker);
  }
  return titles * 2 > table->rows;
}

static void read_tables(Account *account, const Outline *outline) {
  for (unsigned i = 0; i < outline->tables->len; i++) {
    const PlacedTable *placed = outline->tables->pdata[i];
    g_auto(Place) place = place_new(account, placed->section, NUMERAL_IN_HEADING);
    read_text(account, &place, placed->caption_text);
    NumeralWhere where = was_read(account, placed->table) ? NUMERAL_IN_TABLE
                         : is_contents(placed->table)     ? NUMERAL_IN_FURNITURE
                                                          : NUMERAL_IN_TEXT;
    for (unsigned k = 0; k < placed->table->cells->len; k++) {
      const Cell *cell = placed->table->cells->pdata[k];
      place.where = is_index(account, placed->table, cell) ? NUMERAL_IN_INDEX : where;
      read_text(account, &place, cell->text);
    }
    place.where = NUMERAL_IN_TEXT;
    for (unsigned k = 0; k < placed->notes->len; k++) read_text(account, &place, placed->notes->pdata[k]);
  }
}

static void read_furniture(Account *account, const Outline *outline) {
  g_auto(Place) place = place_new(account, NULL, NUMERAL_IN_FURNITURE);
  g_clear_pointer(&place.narrative, narrative_free);
  for (unsigned i = 0; i < outline->furniture->len; i++) {
    const Line *line = outline->furniture->pdata[i];
    read_text(account, &place, line->text);
  }
}

/* Where a row stands; both types of row have these fields. */
typedef struct Spot {
  int page;
  double y;
} Spot;

static Spot spot_of(RecordType type, const GArray *rows, unsigned i) {
  if (type == RECORD_FIGURE) return (Spot){g_array_index(rows, Figure, i).page, g_array_index(rows, Figure, i).y1};
  return (Spot){g_array_index(rows, Numeral, i).page, g_array_index(rows, Numeral, i).y1};
}

/* Puts the rows `before` among those added since: each keeps its own order, and the higher on the page comes first. */
static void merge(Record *record, RecordType type, GArray *before) {
  GArray *since = record->rows[type];
  guint size = g_array_get_element_size(since);
  record->rows[type] = g_array_sized_new(FALSE, FALSE, size, before->len + since->len);
  for (unsigned i = 0, k = 0; i < before->len || k < since->len;) {
    bool first = k == since->len;
    if (!first && i < before->len) {
      Spot a = spot_of(type, before, i), b = spot_of(type, since, k);
      first = a.page != b.page ? a.page < b.page : a.y <= b.y;
    }
    const char *row = first ? before->data + (gsize)size * i++ : since->data + (gsize)size * k++;
    g_array_append_vals(record->rows[type], row, 1);
  }
  g_array_unref(before);
  g_array_unref(since);
}

/* The rows so far; new ones go into an array of their own. */
static GArray *set_aside(Record *record, RecordType type) {
  GArray *before = record->rows[type];
  record->rows[type] = g_array_new(FALSE, FALSE, g_array_get_element_size(before));
  return before;
}

static void find_tables(Account *account) {
  account->read = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
  for (unsigned i = 0; i < record_figure_count(account->record); i++) {
    const Figure *figure = record_figure_at(account->record, i);
    GArray *indices = g_hash_table_lookup(account->read, GINT_TO_POINTER(figure->page));
    if (!indices) {
      indices = g_array_new(FALSE, FALSE, sizeof(unsigned));
      g_hash_table_insert(account->read, GINT_TO_POINTER(figure->page), indices);
    }
    g_array_append_val(indices, i);
  }
}

/* Reads one part of the report with `read`, and merges its rows into those of the parts before it. */
static void read_part(Account *account, const Outline *outline, void (*read)(Account *, const Outline *)) {
  GArray *figures = set_aside(account->record, RECORD_FIGURE);
  GArray *numerals = set_aside(account->record, RECORD_NUMERAL);
  account->given = figures;
  account->numerals = 0;
  read(account, outline);
  merge(account->record, RECORD_FIGURE, figures);
  merge(account->record, RECORD_NUMERAL, numerals);
}

void prose_read(const Outline *outline, const ProsePatterns *patterns, Record *record) {
  if (!patterns) return;
  Account account = {.patterns = patterns, .record = record, .report = *record_report(record)};
  find_tables(&account);
  read_part(&account, outline, read_tables);
  g_hash_table_unref(account.read);
  read_part(&account, outline, read_sections);
  read_part(&account, outline, read_furniture);
  if (account.limit)
    record_remark(record, 0, "limit", "a pattern of the prose ran into its limit: a figure may be missing");
  if (account.excess) record_remark(record, 0, "limit", "too many numerals: not all of them were read");
}
