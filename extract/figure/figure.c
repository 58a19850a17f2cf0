/*
 * figure.c - a line for every cell of the recognised tables.
 */
#include "figure/figure.h"

#include "figure/figure_cell.h"
#include "figure/recognise.h"

typedef struct Writer {
  Record *record;
  const PatternSet *patterns;
  const GPtrArray *pages; /* of Page */
  const KnownBlock *known;
  const char *table_unit; /* that of all figures of its table; NULL when they differ */
  bool damaged;           /* a page of the block could not be read whole */
} Writer;

/* A figure as its cell prints it. */
typedef struct CellPlace {
  const BlockRow *row;
  const BlockHead *head; /* NULL: a block without heads */
  const Cell *cell;
  Match row_match, head_match;
  bool astray; /* what stands elsewhere in its row may be its own: a blank is not believed */
} CellPlace;

static void add_mark(const Writer *writer, Figure *figure, const char *mark) {
  figure->marks = record_mark(writer->record, figure->marks, mark);
}

/* A new line at those bytes of the cell. */
static Figure *add_line(const Writer *writer, const Cell *cell, size_t from, size_t to) {
  const PlacedTable *placed = writer->known->block->placed;
  Figure *figure = record_figure(writer->record);
  figure->section = record_string(writer->record, placed->section->path);

  g_autofree char *raw = text_raw(cell->text, from, to);
  figure->raw = record_string(writer->record, raw);
  Box box = cell->box;
  figure->page = cell->page;
  text_box(cell->text, from, to, &figure->page, &box);
  figure->x1 = box.x1;
  figure->y1 = box.y1;
  figure->x2 = box.x2;
  figure->y2 = box.y2;
  if (writer->damaged) add_mark(writer, figure, "damaged-page");
  return figure;
}

/* Marks what happened to the characters of a number on the page. */
static void mark_characters(const Writer *writer, const Cell *cell, const CellNumber *number, bool cut,
                            Figure *figure) {
  unsigned first = 0, end = 0;
  text_span(cell->text, number->from, number->to, &first, &end);
  const Glyph *last = NULL;
  bool beyond = false;
  for (unsigned i = first; i < end; i++) {
    const Glyph *glyph = g_ptr_array_index(cell->text->glyphs, i);
    if (!glyph) continue;
    beyond = beyond || glyph->beyond;
    last = glyph;
  }
  if (beyond) add_mark(writer, figure, "clipped");
  if ((cut && !beyond) || (last && page_ends_at(writer->pages, last))) add_mark(writer, figure, "cut-off");
  if (text_is_wrapped(cell->text, number->from, number->to)) add_mark(writer, figure, "wrapped");
  if (text_is_spaced(cell->text, number->from, number->to)) add_mark(writer, figure, "spaced");
}

/* What column `i` of the block holds. */
static ColumnRole column_role(const KnownBlock *known, unsigned i) {
  if (i < known->block->heads->len) return ((const BlockHead *)g_ptr_array_index(known->block->heads, i))->role;
  const FormEntry *assumed = i < known->heads->len ? g_array_index(known->heads, Match, i).entry : NULL;
  return assumed ? assumed->role : COLUMN_FIGURES;
}

/* The unit of a cell: printed in it, in the unit column, in the head; else the one that the form counts in. */
static const char *find_unit(const Writer *writer, const CellPlace *place, const Indicator *indicator,
                             bool *ret_missing) {
  *ret_missing = false;
  for (unsigned i = 0; i < place->row->cells->len; i++) {
    const Cell *cell = g_ptr_array_index(place->row->cells, i);
    if (column_role(writer->known, i) != COLUMN_UNITS) continue;
    if (cell && cell->text->utf8->len > 0) return record_string(writer->record, cell->text->utf8->str);
    *ret_missing = true;
  }
  const Label *label = g_ptr_array_index(place->row->printed.path, place->row->printed.path->len - 1);
  g_autofree char *unit = place->head ? cell_head_unit(place->head->text, writer->patterns->prose) : NULL;
  if (!unit) unit = cell_head_unit(label->text, writer->patterns->prose);
  if (unit) return record_string(writer->record, unit);
  if (!indicator && !writer->table_unit) *ret_missing = true;
  const char *usual = indicator ? indicator->unit : writer->table_unit;
  return record_string(writer->record, usual);
}

/* The one unit in which the form counts everything in the table, also in a row that a report puts in; else NULL. */
static const char *find_table_unit(const PatternSet *patterns, const FormTable *table) {
  const char *unit = NULL;
  for (unsigned h = 0; h < table->heads->len; h++) {
    for (unsigned r = 0; r < MAX(table->rows->len, 1); r++) {
      const FormEntry *row = table->rows->len > 0 ? g_ptr_array_index(table->rows, r) : NULL;
      g_autofree char *id = form_indicator(row, g_ptr_array_index(table->heads, h));
      const Indicator *indicator = id ? pattern_indicator(patterns, id) : NULL;
      if (indicator && unit && !g_str_equal(unit, indicator->unit)) return NULL;
      if (indicator) unit = indicator->unit;
    }
  }
  return unit;
}

/* The numbers in the remark behind a figure, each a line of its own. */
static void add_parts(const Writer *writer, const CellPlace *place, const CellReading *reading, const char *unit,
                      const char *pattern, const char *whole) {
  for (unsigned i = 0; reading->parts && i < reading->parts->len; i++) {
    const CellPart *part = &g_array_index(reading->parts, CellPart, i);
    const char *text = place->cell->text->utf8->str;
    Figure *figure = add_line(writer, place->cell, part->number.from, part->number.to);
    g_autofree char *words = g_strndup(text + part->words_from, part->words_to - part->words_from);
    figure->row = record_string(writer->record, words);
    figure->value = record_string(writer->record, part->number.value);
    figure->unit = *part->number.unit ? record_string(writer->record, part->number.unit) : unit;
    figure->state = "figure";
    figure->sentence = record_string(writer->record, text);
    figure->whole = whole;
    figure->pattern = pattern;
    add_mark(writer, figure, "in-cell");
    mark_characters(writer, place->cell, &part->number, false, figure);
  }
}

/* What the form says of the cell: its indicator (NULL: none) and where the pattern files say so. */
static const Indicator *find_indicator(const Writer *writer, const CellPlace *place, const char **ret_pattern) {
  const FormEntry *row = place->row_match.entry, *head = place->head_match.entry;
  bool rows = writer->known->table->rows->len > 0;
  *ret_pattern = "";
  if (!head || (rows && !row)) return NULL;
  *ret_pattern = record_string(writer->record, rows ? row->place : head->place);
  g_autofree char *id = form_indicator(rows ? row : NULL, head);
  return id ? pattern_indicator(writer->patterns, id) : NULL;
}

static void mark_match(const Writer *writer, const Match *match, Figure *figure) {
  if (match->kind == MATCH_DIFFERS) add_mark(writer, figure, "label-differs");
  if (match->kind == MATCH_PATH) add_mark(writer, figure, "label-by-path");
}

/* Never empty: without a table a figure is one of a sentence. Under a bare 附表 the section has no title. */
static const char *table_name(const Writer *writer) {
  const Block *block = writer->known->block;
  const Section *section = block->placed->section;
  const char *name = block->placed->caption;
  if (*name == '\0') name = block->band;
  for (const Section *at = section; at && *name == '\0'; at = at->parent) name = at->title;
  if (*name == '\0') name = section->heading->utf8->str;
  return record_string(writer->record, *name ? name : writer->known->table->title);
}

/* What speaks for the reading of a cell. */
static const char *find_evidence(const Writer *writer, const CellPlace *place) {
  bool rows = writer->known->table->rows->len > 0;
  bool exact = place->head_match.kind == MATCH_EXACT && (!rows || place->row_match.kind == MATCH_EXACT);
  const char *evidence = exact ? "exact-label" : "";
  return place->row->table->ruled ? record_mark(writer->record, evidence, "ruled-cell") : evidence;
}

/* Whether a cell holds several numbers: the walls between them are not there. */
static bool holds_several(const Cell *cell) {
  const char *text = cell->text->utf8->str;
  return strchr(text, ' ') && strspn(text, "0123456789. ") == strlen(text);
}

/* Writes the line of a cell; returns its address, for the lines that are parts of it. */
static const char *add_cell(const Writer *writer, const CellPlace *place, const char *whole) {
  g_auto(CellReading) reading = {0};
  figure_cell_read(place->cell->text, writer->patterns->prose, &reading);
  bool is_figure = g_str_equal(reading.state, "figure"), missing = false;
  const char *pattern = "";
  bool doubtful = holds_several(place->cell) || (place->astray && g_str_equal(reading.state, "blank"));
  const Indicator *indicator = doubtful ? NULL : find_indicator(writer, place, &pattern);
  const char *unit = find_unit(writer, place, indicator, &missing);

  Figure *figure = add_line(writer, place->cell, reading.from, reading.to);
  g_autofree char *raw = text_raw(place->cell->text, 0, place->cell->text->utf8->len);
  figure->raw = record_string(writer->record, raw);
  figure->table = table_name(writer);
  figure->row = record_string(writer->record, place->row->text);
  figure->column = place->head ? record_string(writer->record, place->head->text) : "";
  figure->indicator = indicator ? record_string(writer->record, indicator->id) : "";
  figure->state = reading.state;
  figure->value = is_figure ? record_string(writer->record, reading.number.value) : "";
  figure->unit = unit;
  figure->pattern = pattern;
  figure->whole = whole;
  figure->evidence = find_evidence(writer, place);
  mark_match(writer, &place->row_match, figure);
  mark_match(writer, &place->head_match, figure);
  if (doubtful || (indicator && writer->known->again)) add_mark(writer, figure, "ambiguous");
  if (is_figure && *reading.number.unit) {
    figure->unit = record_string(writer->record, reading.number.unit);
    add_mark(writer, figure, "unit-in-cell");
  } else if (is_figure && missing) {
    add_mark(writer, figure, "unit-missing");
  }
  if (reading.increase) add_mark(writer, figure, "increase");
  if (reading.decrease) add_mark(writer, figure, "decrease");
  if (reading.parts) add_mark(writer, figure, "remark");
  if (is_figure) mark_characters(writer, place->cell, &reading.number, reading.cut, figure);

  g_autofree char *address = record_figure_address(figure);
  const char *own = record_string(writer->record, address);
  add_parts(writer, place, &reading, figure->unit, pattern, own);
  return own;
}

/* Whether no column of figures says anything in that row: blank, or the dash that forms print where none belongs. */
static bool row_is_empty(const Writer *writer, const BlockRow *row) {
  for (unsigned i = 0; i < row->cells->len; i++) {
    const Cell *cell = g_ptr_array_index(row->cells, i);
    if (!cell || column_role(writer->known, i) != COLUMN_FIGURES) continue;
    g_auto(CellReading) reading = {0};
    figure_cell_read(cell->text, writer->patterns->prose, &reading);
    static const char *const nothing[] = {"blank", "dash", "slash", NULL};
    if (!g_strv_contains(nothing, reading.state)) return false;
  }
  return true;
}

/* Whether a row makes no line when it is empty: a heading of the form, or one that others stand under. */
static bool is_heading(const KnownBlock *known, unsigned row) {
  const FormEntry *entry = g_array_index(known->rows, Match, row).entry;
  if (entry) return entry->indicator == NULL;
  if (known->table->rows->len == 0) return row > 0; /* the heads alone measure: one row is all there is */
  const BlockRow *next = row + 1 < known->block->rows->len ? g_ptr_array_index(known->block->rows, row + 1) : NULL;
  return next && next->parent == (int)row;
}

/* The address of the figure above it in the tree of rows, same column; "" when there is none. */
static const char *parent_address(const GPtrArray *addresses, const BlockRow *row, unsigned column) {
  if (row->parent < 0) return "";
  const GPtrArray *parents = g_ptr_array_index(addresses, row->parent);
  const char *address = column < parents->len ? g_ptr_array_index(parents, column) : NULL;
  return address ? address : "";
}

/* What the columns of a row are: of Match. */
static const GArray *heads_of(const KnownBlock *known, unsigned row) {
  return known->by_row ? g_ptr_array_index(known->by_row, row) : known->heads;
}

/* Whether no rule says which cell is whose and a row of several columns holds nothing, or something where the form has
   no column, or words where it has figures. */
static bool is_astray(const Writer *writer, unsigned index) {
  const KnownBlock *known = writer->known;
  const BlockRow *row = g_ptr_array_index(known->block->rows, index);
  const GArray *heads = heads_of(known, index);
  unsigned columns = 0;
  if (row->table->ruled) return false;
  for (unsigned i = 0; i < row->cells->len; i++) columns += column_role(known, i) == COLUMN_FIGURES;
  if (columns > 1 && row_is_empty(writer, row)) return true;
  for (unsigned i = 0; i < row->cells->len; i++) {
    const Cell *cell = g_ptr_array_index(row->cells, i);
    bool unknown = i >= heads->len || !g_array_index(heads, Match, i).entry;
    if (!cell || cell->text->utf8->len == 0 || column_role(known, i) != COLUMN_FIGURES) continue;
    g_auto(CellReading) reading = {0};
    figure_cell_read(cell->text, writer->patterns->prose, &reading);
    if (unknown || g_str_equal(reading.state, "text")) return true;
  }
  return false;
}

/* Writes the lines of a row and notes their addresses, one a column, at the end of `addresses`. */
static void add_row(const Writer *writer, unsigned index, GPtrArray *addresses) {
  const KnownBlock *known = writer->known;
  const BlockRow *row = g_ptr_array_index(known->block->rows, index);
  unsigned columns = row->cells->len;
  GPtrArray *own = g_ptr_array_new();
  g_ptr_array_set_size(own, (int)columns);
  g_ptr_array_add(addresses, own);
  if (is_heading(known, index) && row_is_empty(writer, row)) return;
  bool astray = is_astray(writer, index);
  const GArray *heads = heads_of(known, index);
  for (unsigned i = 0; i < columns; i++) {
    const BlockHead *head = i < known->block->heads->len ? g_ptr_array_index(known->block->heads, i) : NULL;
    const Cell *cell = g_ptr_array_index(row->cells, i);
    if (!cell || column_role(known, i) != COLUMN_FIGURES) continue;
    CellPlace place = {.row = row, .head = head, .cell = cell, .row_match = g_array_index(known->rows, Match, index)};
    if (i < heads->len) place.head_match = g_array_index(heads, Match, i);
    place.astray = astray;
    own->pdata[i] = (gpointer)add_cell(writer, &place, parent_address(addresses, row, i));
  }
}

static int last_page(const Block *block) {
  int last = block->placed->table->page;
  for (unsigned i = 0; i < block->rows->len; i++) {
    const BlockRow *row = g_ptr_array_index(block->rows, i);
    for (unsigned k = 0; k < row->cells->len; k++) {
      const Cell *cell = g_ptr_array_index(row->cells, k);
      if (cell) last = MAX(last, cell->page);
    }
  }
  return last;
}

/*
 * Whether heads or labels may be missing: then what they say of figures on the other pages of the block is in doubt. On
 * the page before it may have begun, too.
 */
static bool is_block_damaged(const GPtrArray *pages, const Block *block) {
  for (int number = block->placed->table->page - 1; number <= last_page(block); number++)
    if (page_is_damaged(pages, number)) return true;
  return false;
}

/* The first of the rows that may go on to the next page: the last one, and before it those that the form does not have,
   which may be parts of one. */
static unsigned first_unfinished(const KnownBlock *known) {
  unsigned first = known->rows->len;
  while (first > 0 && !g_array_index(known->rows, Match, first - 1).entry) first--;
  return MIN(first, known->rows->len - 1);
}

static void add_block(Writer *writer, const KnownBlock *known) {
  const bool damaged = is_block_damaged(writer->pages, known->block);
  const bool next_damaged = page_is_damaged(writer->pages, last_page(known->block) + 1);
  const unsigned unfinished = first_unfinished(known);
  writer->known = known;
  writer->table_unit = find_table_unit(writer->patterns, known->table);
  g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
  for (unsigned i = 0; i < known->block->rows->len; i++) {
    writer->damaged = damaged || (next_damaged && i >= unfinished);
    add_row(writer, i, addresses);
  }
}

/* The entries that measure something and were not found, each with a remark. */
static void add_missing_entries(const Writer *writer, const char *table, int page, const char *what,
                                const GPtrArray *entries, GHashTable *found) {
  for (unsigned i = 0; i < entries->len; i++) {
    const FormEntry *entry = g_ptr_array_index(entries, i);
    if (!entry->indicator || g_hash_table_contains(found, entry)) continue;
    g_autofree char *text = g_strdup_printf("%s: the form's %s %s is not there", table, what, form_label(entry)->text);
    record_remark(writer->record, page, "row-missing", text);
  }
}

static void add_matched(const GArray *matches, GHashTable *found) {
  for (unsigned j = 0; j < matches->len; j++) g_hash_table_add(found, (gpointer)g_array_index(matches, Match, j).entry);
}

/* A remark for each row and column of the table that none of its blocks has; one for all when there are none. */
static void add_missing(const Writer *writer, const FormTable *table, const GPtrArray *all) {
  g_autoptr(GHashTable) found = g_hash_table_new(NULL, NULL);
  const KnownBlock *first = NULL;
  for (unsigned i = 0; i < all->len; i++) {
    const KnownBlock *known = g_ptr_array_index(all, i);
    if (known->table != table) continue;
    if (!first) first = known;
    /* rows of a piece without heads, where there should be several, say nothing of what they count */
    if (known->block->heads->len > 0 || table->heads->len < 2) add_matched(known->rows, found);
    add_matched(known->heads, found);
    for (unsigned r = 0; known->by_row && r < known->by_row->len; r++)
      add_matched(g_ptr_array_index(known->by_row, r), found);
  }
  const char *band = table->band ? table->band->text : "", *parted = *band ? " / " : "";
  g_autofree char *name = g_strconcat(table->title, parted, band, NULL);
  if (!first) {
    g_autofree char *whole = g_strdup_printf("the form's table %s is not there", name);
    record_remark(writer->record, 0, "row-missing", whole);
    return;
  }
  const int page = first->block->placed->table->page;
  add_missing_entries(writer, name, page, "row", table->rows, found);
  add_missing_entries(writer, name, page, "column", table->heads, found);
}

unsigned figure_read(const Outline *outline, const PatternSet *patterns, Record *record) {
  Report *report = record_report_at(record, 0);
  g_autoptr(FormWords) words = form_words_new(patterns->forms);
  g_autoptr(GPtrArray) blocks = block_read_all(outline, words), known = NULL;
  int year = (int)g_ascii_strtoll(report->year, NULL, 10);
  bool in_doubt = false;
  for (unsigned i = 0; i < blocks->len; i++) in_doubt |= is_block_damaged(outline->pages, blocks->pdata[i]);
  const Form *form = recognise_form(blocks, patterns->forms, year, in_doubt, &known);
  if (!form) form = recognise_sections(outline, patterns->forms, year);
  if (!form) return 0;
  report->form = record_string(record, form->id);
  Writer writer = {.record = record, .patterns = patterns, .pages = outline->pages};
  for (unsigned i = 0; i < known->len; i++) add_block(&writer, g_ptr_array_index(known, i));
  for (unsigned i = 0; form->complete && i < form->tables->len; i++)
    add_missing(&writer, g_ptr_array_index(form->tables, i), known);
  return known->len;
}
