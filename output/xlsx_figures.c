/*
 * xlsx_figures.c - the sheet 明细: the columns of .csv, a line a figure, and where the other sheets find it.
 */
#include "xlsx_sheets.h"

#include <string.h>

static Look look_of(const Field *field) {
  if (field->kind != FIELD_TEXT) return LOOK_NUMBER;
  return strcmp(field->name, "sha256") == 0 ? LOOK_TINY : LOOK_WRAP;
}

static double most_of(const Field *field) {
  static const struct {
    const char *name;
    double most;
  } widths[] = {{"report", 60}, {"sha256", 20},    {"table", 36},  {"row", 60},
                {"column", 48}, {"indicator", 32}, {"pattern", 20}};
  for (size_t i = 0; i < G_N_ELEMENTS(widths); i++)
    if (strcmp(field->name, widths[i].name) == 0) return widths[i].most;
  return 24;
}

void figures_open(Listing *listing, Book *book) {
  const RecordSchema *schema = &record_schemas[RECORD_FIGURE];
  Heading headings[LISTING_COLUMNS];
  unsigned columns = 0;
  for (size_t i = 0; i < schema->n_fields; i++) {
    const Field *field = &schema->fields[i];
    if (field->where == FIELD_CSV) headings[columns++] = (Heading){field->title, look_of(field), most_of(field)};
  }
  listing_open(listing, book, "明细", "全部数据，一行一个，列与 .csv 相同", headings, columns);
}

static void add_field(Listing *listing, unsigned column, const Source *source, const Field *field, const Figure *figure,
                      Tone tone) {
  if (strcmp(field->name, "page") == 0) listing_page(listing, column, source, figure->page, TONE_PLAIN);
  else if (strcmp(field->name, "form") == 0) listing_forms(listing, column, figure->form);
  else if (strcmp(field->name, "value") == 0) listing_decimal(listing, column, figure->value, tone);
  else {
    g_autoptr(GString) text = g_string_new(NULL);
    record_print_field(field, figure, text);
    if (field->kind == FIELD_TEXT) listing_words(listing, column, field->name, text->str, TONE_PLAIN);
    else listing_decimal(listing, column, text->str, TONE_PLAIN);
  }
}

void figures_add(Listing *listing, Source *source) {
  const RecordSchema *schema = &record_schemas[RECORD_FIGURE];
  for (unsigned i = 0; i < record_figure_count(source->record); i++) {
    const Figure *figure = record_figure_at(source->record, i);
    Tone tone = figure_tone(figure);
    listing_next(listing);
    unsigned column = 0;
    for (size_t j = 0; j < schema->n_fields; j++)
      if (schema->fields[j].where == FIELD_CSV) add_field(listing, column++, source, &schema->fields[j], figure, tone);
    Place *place = g_new(Place, 1);
    *place = (Place){listing->part_name, listing->row, figure};
    char *address = record_figure_address(figure);
    if (g_hash_table_contains(source->places, address)) {
      g_free(address);
      g_free(place);
    } else {
      g_hash_table_insert(source->places, address, place);
    }
  }
}
