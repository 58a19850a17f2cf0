/*
 * section.c - the tree of numbered headings, with the text and the tables below each.
 *
 *     (preamble)              ""                text before the first heading
 *     一、总体情况              一
 *       （一）主动公开            一/（一）
 *     二、主动公开              二                a table
 *     ...
 *     三、收到和处理            part2/三          no successor of the last top-level number: a new part
 *     附件1                  附件1/            an annex begins a numbering of its own
 *       一、……                附件1/一
 *
 * Marks nest in one order (numbering.h), whatever levels are left out between them.
 */
#include "section/section.h"

#include "section/furniture.h"
#include "section/heading.h"
#include "section/title.h"

/* What the tree looks like where it grows. */
typedef struct Builder {
  const ReportWords *words;
  Outline *outline;
  Section *current;
  Section *open[MARKER_CIRCLE + 1]; /* the open section of each level, NULL when none; [0]: the annex */
  char *prefix;                     /* "", "part2/" */
  int part, last_top;
  Marker last_item;  /* of a list whose items are no headings; level 0 when there is none */
  int contents_page; /* the page of the table of contents; 0: none so far */
} Builder;

static void section_free(Section *section) {
  g_free(section->path);
  g_free(section->title);
  text_free(section->heading);
  g_ptr_array_unref(section->paragraphs);
  g_free(section);
}

static void placed_table_free(PlacedTable *placed) {
  g_free(placed->caption);
  text_free(placed->caption_text);
  g_ptr_array_unref(placed->notes);
  g_free(placed);
}

void outline_free(Outline *outline) {
  if (!outline) return;
  g_free(outline->title);
  text_free(outline->title_text);
  g_ptr_array_unref(outline->sections);
  g_ptr_array_unref(outline->tables);
  g_ptr_array_unref(outline->furniture);
  g_free(outline);
}

static Outline *outline_new(void) {
  Outline *outline = g_new0(Outline, 1);
  outline->title_text = text_new();
  outline->sections = g_ptr_array_new_with_free_func((GDestroyNotify)section_free);
  outline->furniture = g_ptr_array_new();
  outline->tables = g_ptr_array_new_with_free_func((GDestroyNotify)placed_table_free);
  return outline;
}

/* Takes `path` and `heading`. */
static Section *add_section(Builder *builder, char *path, const Section *parent, int page, Text *heading) {
  Section *section = g_new0(Section, 1);
  section->path = path;
  section->title = g_strdup("");
  section->parent = parent;
  section->page = page;
  section->heading = heading;
  section->paragraphs = g_ptr_array_new_with_free_func((GDestroyNotify)text_free);
  g_ptr_array_add(builder->outline->sections, section);
  builder->current = section;
  return section;
}

static void add_paragraph(Builder *builder, const Text *text, size_t from) {
  if (from < text->utf8->len) g_ptr_array_add(builder->current->paragraphs, text_slice(text, from, text->utf8->len));
}

/* Closes the sections from `level` on. */
static void close_levels(Builder *builder, int level) {
  for (int i = level; i <= MARKER_CIRCLE; i++) builder->open[i] = NULL;
}

static char *path_of(const Builder *builder, const Section *parent, const char *name) {
  if (!parent) return g_strconcat(builder->prefix, name, NULL);
  return g_strconcat(parent->path, g_str_has_suffix(parent->path, "/") ? "" : "/", name, NULL);
}

static void begin_part(Builder *builder) {
  close_levels(builder, 0);
  builder->part++;
  g_free(builder->prefix);
  builder->prefix = g_strdup_printf("part%d/", builder->part);
}

static void add_numbered(Builder *builder, const Passage *passage, const Heading *heading) {
  const Marker *marker = &heading->marker;
  if (marker->level == MARKER_HAN) {
    if (builder->last_top && marker->number != builder->last_top + 1) begin_part(builder);
    builder->last_top = marker->number;
  }
  close_levels(builder, (int)marker->level);
  const Section *parent = NULL;
  for (int level = 0; level < (int)marker->level; level++)
    if (builder->open[level]) parent = builder->open[level];
  size_t heading_to = heading->title_to > heading->title_from ? heading->title_to : heading->marker.length;
  Section *section = add_section(builder, path_of(builder, parent, marker->name), parent, passage->page,
                                 text_slice(passage->text, 0, heading_to));
  g_free(section->title);
  section->title = g_strndup(passage->text->utf8->str + heading->title_from, heading->title_to - heading->title_from);
  g_strchomp(section->title);
  builder->open[marker->level] = section;
  add_paragraph(builder, passage->text, heading->body_from);
}

static bool is_next_item(const Builder *builder, const Marker *marker) {
  return marker->level == builder->last_item.level && marker->number == builder->last_item.number + 1;
}

static bool ends_item(const char *text) { return g_str_has_suffix(text, "；") || g_str_has_suffix(text, ";"); }

/* Whether the passage at `at` is the title of an annex and not a line that refers to one: nothing stands beside its
   number, or a table follows. */
static bool read_annex(const ReportWords *words, const GPtrArray *passages, unsigned at, char **ret_name,
                       size_t *ret_length) {
  const Passage *passage = passages->pdata[at];
  g_autofree char *name = NULL;
  if (!heading_is_annex(words, passage->text->utf8->str, &name, ret_length)) return false;
  unsigned next = at + 1;
  while (next < passages->len && ((const Passage *)passages->pdata[next])->owner) next++;
  bool table = next < passages->len && ((const Passage *)passages->pdata[next])->table;
  const char *text = passage->text->utf8->str;
  bool colon = g_str_has_suffix(text, "：") || g_str_has_suffix(text, ":");
  if (!table && (text[*ret_length] || colon)) return false;
  *ret_name = g_steal_pointer(&name);
  return true;
}

static void add_annex(Builder *builder, const Passage *passage, const char *name, size_t length) {
  close_levels(builder, 0);
  Section *annex = add_section(builder, g_strconcat(name, "/", NULL), NULL, passage->page,
                               text_slice(passage->text, 0, passage->text->utf8->len));
  g_free(annex->title);
  annex->title = g_strdup(passage->text->utf8->str + length);
  builder->open[0] = annex;
  builder->last_top = 0;
}

/* "附件：1.统计表" begins a list that goes on below. */
static bool begins_list_of_annexes(const ReportWords *words, const char *text, Marker *ret) {
  g_autofree char *name = NULL;
  size_t length;
  return heading_is_annex(words, text, &name, &length) && marker_read(text + length, ret);
}

/* An item of a list, and no heading: the list is remembered as long as it goes on. */
static bool read_item(Builder *builder, const char *text) {
  Marker marker = {0};
  bool annexes = begins_list_of_annexes(builder->words, text, &marker);
  bool marked = annexes || marker_read(text, &marker);
  bool next = marked && is_next_item(builder, &marker);
  bool goes_on = annexes || ends_item(text) || (next && !g_str_has_suffix(text, "。"));
  bool item = marked && (annexes || next || ends_item(text));
  builder->last_item = item && goes_on ? marker : (Marker){0};
  return item;
}

/* On the page that begins with 目录, a numbered line that ends with a page number. */
static bool read_contents_line(Builder *builder, const Passage *passage) {
  const GString *text = passage->text->utf8;
  if (g_strv_contains(builder->words->contents, text->str)) builder->contents_page = passage->page;
  return builder->contents_page == passage->page && text->len && g_ascii_isdigit(text->str[text->len - 1]);
}

static void add_text(Builder *builder, const GPtrArray *passages, unsigned at) {
  const Passage *passage = passages->pdata[at];
  const char *text = passage->text->utf8->str;
  g_autofree char *annex = NULL;
  size_t annex_length;
  Heading heading;
  bool contents = read_contents_line(builder, passage), item = read_item(builder, text), plain = contents || item;
  if (!plain && heading_read(builder->words, text, &heading)) add_numbered(builder, passage, &heading);
  else if (!plain && read_annex(builder->words, passages, at, &annex, &annex_length))
    add_annex(builder, passage, annex, annex_length);
  else add_paragraph(builder, passage->text, 0);
}

/* Captions and notes stand right beside their table. */
static unsigned first_owned(const GPtrArray *passages, unsigned at) {
  unsigned first = at;
  while (first > 0 && ((const Passage *)passages->pdata[first - 1])->owner == passages->pdata[at]) first--;
  return first;
}

static void add_table(Builder *builder, const GPtrArray *passages, unsigned at) {
  const Passage *table = passages->pdata[at];
  PlacedTable *placed = g_new0(PlacedTable, 1);
  placed->table = table->table;
  placed->section = builder->current;
  placed->caption_text = text_new();
  placed->notes = g_ptr_array_new_with_free_func((GDestroyNotify)text_free);
  for (unsigned i = first_owned(passages, at); i < passages->len; i++) {
    const Passage *passage = passages->pdata[i];
    if (passage != table && passage->owner != table) break;
    if (passage->role == PASSAGE_CAPTION) text_append(placed->caption_text, passage->text);
    else if (passage->role == PASSAGE_NOTE)
      g_ptr_array_add(placed->notes, text_slice(passage->text, 0, passage->text->utf8->len));
  }
  placed->caption = g_strdup(placed->caption_text->utf8->str);
  g_ptr_array_add(builder->outline->tables, placed);
}

static void build_tree(Builder *builder, const GPtrArray *passages) {
  int first_page = passages->len ? ((const Passage *)passages->pdata[0])->page : 1;
  Section *preamble = add_section(builder, g_strdup(""), NULL, first_page, text_new());
  for (unsigned i = 0; i < passages->len; i++) {
    const Passage *passage = passages->pdata[i];
    if (passage->role == PASSAGE_TITLE) text_append(builder->outline->title_text, passage->text);
    else if (passage->role == PASSAGE_TABLE) add_table(builder, passages, i);
    else if (passage->role == PASSAGE_TEXT) add_text(builder, passages, i);
  }
  builder->outline->title = g_strdup(builder->outline->title_text->utf8->str);
  g_free(preamble->title);
  preamble->title = g_strdup(builder->outline->title);
}

Outline *outline_read(const ReportWords *words, const Layout *layout, const GPtrArray *pages) {
  Outline *outline = outline_new();
  outline->pages = pages;
  g_autoptr(View) view = view_new(layout, pages);
  furniture_mark(view);
  for (unsigned i = 0; i < view->lines->len; i++)
    if (g_array_index(view->lines, LineView, i).furniture) g_ptr_array_add(outline->furniture, layout->lines->pdata[i]);
  g_autoptr(GPtrArray) passages = paragraph_build(words, view, layout->tables);
  title_mark_report(words, passages);
  title_mark_tables(words, passages);
  Builder builder = {.words = words, .outline = outline, .prefix = g_strdup(""), .part = 1};
  build_tree(&builder, passages);
  g_free(builder.prefix);
  return outline;
}

static void print_table(const PlacedTable *placed, GString *out) {
  const Table *table = placed->table;
  g_string_append_printf(out, "  table page %d-%d, %d x %d%s%s\n", table->page, table->last_page, table->rows,
                         table->columns, *placed->caption ? ": " : "", placed->caption);
  for (unsigned i = 0; i < placed->notes->len; i++)
    g_string_append_printf(out, "    note %s\n", ((const Text *)placed->notes->pdata[i])->utf8->str);
}

void outline_print(const Outline *outline, GString *out) {
  g_string_append_printf(out, "title %s\n", outline->title);
  for (unsigned i = 0; i < outline->sections->len; i++) {
    const Section *section = outline->sections->pdata[i];
    g_string_append_printf(out, "section \"%s\" page %d: %s\n", section->path, section->page, section->title);
    for (unsigned j = 0; j < section->paragraphs->len; j++)
      g_string_append_printf(out, "  %s\n", ((const Text *)section->paragraphs->pdata[j])->utf8->str);
    for (unsigned j = 0; j < outline->tables->len; j++) {
      const PlacedTable *placed = outline->tables->pdata[j];
      if (placed->section == section) print_table(placed, out);
    }
  }
  for (unsigned i = 0; i < outline->furniture->len; i++) {
    const Line *line = outline->furniture->pdata[i];
    g_string_append_printf(out, "furniture page %d: %s\n", line->page, line->text->utf8->str);
  }
}
