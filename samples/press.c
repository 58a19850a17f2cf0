/*
 * press.c - the running text: headings, paragraphs, page numbers, and where they come to stand.
 */
#include "press.h"

#include <string.h>

static const char no_line_start[] = "，。、；：）》”！？%〕";
static const char no_line_end[] = "（《“〔";

/* The title is larger than the text by so much. */
static const double title_size = 1.5;

/* How far under the baseline figures are underlined, of the size; how far around the text a page's frame stands. */
static const double underline_at = 0.2, frame_off = 20;

static void sheet_free(Sheet *sheet) {
  g_array_unref(sheet->inks);
  g_array_unref(sheet->strokes);
  g_free(sheet);
}

static void add_stroke(Sheet *sheet, double x1, double y1, double x2, double y2) {
  Stroke stroke = {x1, y1, x2, y2, false};

  g_array_append_val(sheet->strokes, stroke);
}

static int read_turn(const Press *press, guint page) {
  g_autofree char *key = g_strdup_printf("%u:", page);
  g_auto(GStrv) turns = g_strsplit(source_get(press->source, "turn", ""), " ", -1);

  for (int i = 0; turns[i] != NULL; i++)
    if (g_str_has_prefix(turns[i], key)) return atoi(turns[i] + strlen(key));
  return 0;
}

static Mark *add_mark(Press *press, MarkKind kind) {
  Mark *mark = g_new0(Mark, 1);

  mark->kind = kind;
  mark->section = press_path(press);
  mark->marks = g_strdup("");
  g_ptr_array_add(press->truth, mark);
  return mark;
}

/* What stands on every page, at `y`: in the middle, or (style "outer") on the side where a book is opened. */
static void set_furniture(Press *press, const char *text, double y) {
  double size = press->size;

  press->size = source_number(press->source, "size", 12) * 0.8;
  g_autoptr(GArray) letters = press_read(press, text);
  double slack = press->width - 2 * press->margin - press_measure(press, letters, 0, letters->len);
  double share = !source_has(press->source, "style", "outer") ? 0.5 : press->sheets->len % 2;
  press_set(press, (int)press->sheets->len, letters, 0, letters->len, press->margin + slack * share, y);
  press->size = size;
}

/* A line around all that stands on the page. */
static void frame_sheet(Press *press) {
  Sheet *sheet = g_ptr_array_index(press->sheets, press->sheets->len - 1);
  double edge = press->margin - frame_off, right = press->width - edge, bottom = press->height - edge;

  add_stroke(sheet, edge, edge, right, edge);
  add_stroke(sheet, edge, bottom, right, bottom);
  add_stroke(sheet, edge, edge, edge, bottom);
  add_stroke(sheet, right, edge, right, bottom);
}

/* The number at the foot, as "@numbers - # -" has it, and the running head. */
static void dress_sheet(Press *press) {
  g_auto(GStrv) parts = g_strsplit(source_get(press->source, "numbers", "- # -"), "#", 2);

  if (source_has(press->source, "style", "frame")) frame_sheet(press);
  set_furniture(press, source_get(press->source, "head", ""), source_number(press->source, "head-at", 36));
  if (parts[0] == NULL || parts[1] == NULL) return;
  g_autofree char *text = g_strdup_printf("%s[page-number:%u]%s", parts[0], press->sheets->len, parts[1]);
  set_furniture(press, text, press->height - source_number(press->source, "foot", 40));
}

Sheet *press_open_sheet(Press *press) {
  Sheet *sheet = g_new0(Sheet, 1);
  g_autofree char *number = g_strdup_printf("%u", press->sheets->len + 1);

  sheet->inks = g_array_new(FALSE, FALSE, sizeof(Ink));
  sheet->strokes = g_array_new(FALSE, FALSE, sizeof(Stroke));
  sheet->turn = read_turn(press, press->sheets->len + 1);
  sheet->sideways = source_has(press->source, "sideways", number);
  sheet->picture = source_has(press->source, "scan", number) || source_has(press->source, "scan", "all");
  g_ptr_array_add(press->sheets, sheet);
  dress_sheet(press);
  press->y = press->margin;
  return sheet;
}

static char *field(char **fields, guint i) { return i < g_strv_length(fields) ? fields[i] : (char *)""; }

/* {raw|unit|value|indicator|marks}: the unit is printed behind it, unless "=" stands before it. */
static void read_figure(Press *press, const char *text, GArray *letters) {
  g_auto(GStrv) fields = g_strsplit(text, "|", -1);
  Mark *mark = add_mark(press, MARK_PROSE);
  const char *unit = field(fields, 1);
  bool silent = unit[0] == '=';

  mark->raw = g_strdup(fields[0]);
  mark->unit = g_strdup(unit + silent);
  mark->value = g_strdup(field(fields, 2)[0] != '\0' ? field(fields, 2) : fields[0]);
  mark->indicator = g_strdup(field(fields, 3));
  mark->state = g_strdup("figure");
  g_free(mark->marks);
  mark->marks = g_strdup(field(fields, 4));
  for (const char *p = fields[0]; *p != '\0'; p = g_utf8_next_char(p))
    g_array_append_vals(letters, &(Letter){g_utf8_get_char(p), mark}, 1);
  for (const char *p = silent ? "" : unit; *p != '\0'; p = g_utf8_next_char(p))
    g_array_append_vals(letters, &(Letter){g_utf8_get_char(p), NULL}, 1);
}

static void read_numeral(Press *press, const char *text, GArray *letters) {
  const char *raw = strchr(text, ':') + 1;
  Mark *mark = add_mark(press, MARK_NUMERAL);

  mark->class = g_strndup(text, (gsize)(raw - text) - 1);
  mark->raw = g_strdup(raw);
  for (const char *p = raw; *p != '\0'; p = g_utf8_next_char(p))
    g_array_append_vals(letters, &(Letter){g_utf8_get_char(p), mark}, 1);
}

GArray *press_read(Press *press, const char *text) {
  GArray *letters = g_array_new(FALSE, FALSE, sizeof(Letter));

  while (*text != '\0') {
    const char *end = *text == '{' ? strchr(text, '}') : *text == '[' ? strchr(text, ']') : NULL;
    if (end == NULL) {
      g_array_append_vals(letters, &(Letter){g_utf8_get_char(text), NULL}, 1);
      text = g_utf8_next_char(text);
      continue;
    }
    g_autofree char *inner = g_strndup(text + 1, (gsize)(end - text) - 1);
    if (*text == '{') read_figure(press, inner, letters);
    else read_numeral(press, inner, letters);
    text = end + 1;
  }
  return letters;
}

static gunichar letter_at(const GArray *letters, guint i) { return g_array_index(letters, Letter, i).c; }

/* What is printed for a letter: some makers print radicals for the ideographs, and wide digits. */
static gunichar printed(const Press *press, gunichar c) {
  static const struct {
    gunichar plain, radical;
  } radicals[] = {{L'一', 0x2F00}, {L'人', 0x2F08}, {L'工', 0x2F2F}, {L'文', 0x2F42}, {L'方', 0x2F45},
                  {L'生', 0x2F63}, {L'用', 0x2F64}, {L'立', 0x2F74}, {L'行', 0x2F8F}, {L'见', 0x2EC5},
                  {L'民', 0x2EA0}, {L'言', 0x2F94}, {L'大', 0x2F24}, {L'力', 0x2F12}, {L'二', 0x2F06}};

  if (press->wide && press->in_table && c >= '0' && c <= '9') return c - '0' + 0xFF10;
  for (size_t i = 0; press->radicals && i < G_N_ELEMENTS(radicals); i++)
    if (c == radicals[i].plain) return radicals[i].radical;
  return c;
}

static double advance(Press *press, gunichar c) { return face_advance(press->face, printed(press, c)) * press->size; }

double press_measure(Press *press, const GArray *letters, guint from, guint count) {
  double width = 0;

  for (guint i = from; i < from + count; i++) width += advance(press, letter_at(letters, i));
  return width;
}

static bool is_one_of(gunichar c, const char *set) { return g_utf8_strchr(set, -1, c) != NULL; }

static bool is_word(gunichar c) { return c < 0x80 && (g_ascii_isalnum((char)c) || is_one_of(c, ".,@:/-")); }

static bool may_break(const GArray *letters, guint at) {
  gunichar before = letter_at(letters, at - 1), after = letter_at(letters, at);

  if (is_one_of(after, no_line_start) || is_one_of(before, no_line_end)) return false;
  return !(is_word(before) && is_word(after));
}

guint press_wrap(Press *press, const GArray *letters, guint from, double width) {
  guint fits = from;
  double used = 0;

  while (fits < letters->len && used + advance(press, letter_at(letters, fits)) <= width + 1e-6)
    used += advance(press, letter_at(letters, fits++));
  if (fits == letters->len) return fits - from;
  for (guint at = fits; at > from; at--)
    if (may_break(letters, at)) return at - from;
  return MAX(fits - from, 1);
}

static void extend_mark(Mark *mark, int page, Rect box) {
  if (mark->page == 0) {
    mark->page = page;
    mark->box = box;
  } else if (mark->page == page)
    mark->box = (Rect){MIN(mark->box.x1, box.x1), MIN(mark->box.y1, box.y1), MAX(mark->box.x2, box.x2),
                       MAX(mark->box.y2, box.y2)};
}

void press_set(Press *press, int page, const GArray *letters, guint from, guint count, double x, double y) {
  Sheet *sheet = g_ptr_array_index(press->sheets, page - 1);

  for (guint i = from; i < from + count; i++) {
    const Letter *letter = &g_array_index(letters, Letter, i);
    Ink ink = {printed(press, letter->c), x, y, press->size};
    double width = advance(press, letter->c);
    if (ink.c != ' ' && ink.c != 0x3000) g_array_append_val(sheet->inks, ink);
    if (letter->mark != NULL && ink.c != ' ')
      extend_mark(letter->mark, page,
                  (Rect){x, y - face_ascent(press->face) * press->size, x + width,
                         y + face_descent(press->face) * press->size});
    if (letter->mark != NULL && letter->mark->kind == MARK_PROSE && source_has(press->source, "style", "underline"))
      add_stroke(sheet, x, y + underline_at * press->size, x + width, y + underline_at * press->size);
    x += width + press->stretch;
  }
}

static void set_paragraph(Press *press, const GArray *letters, LineKind kind) {
  double room = press->width - 2 * press->margin;
  double indent = kind == LINE_PARAGRAPH || kind == LINE_HEADING ? 2 * press->size : 0;

  for (guint from = 0; from < letters->len;) {
    guint count = press_wrap(press, letters, from, room - indent);
    double slack = room - press_measure(press, letters, from, count);
    double x = press->margin + indent;
    if (kind == LINE_CENTRED || kind == LINE_TITLE) x += slack / 2;
    else if (kind == LINE_RIGHT) x += slack;
    if (press->y + press->lead > press->bottom) press_open_sheet(press);
    bool justified = source_has(press->source, "style", "justified") && from + count < letters->len && count > 1;
    press->stretch = justified ? (slack - indent) / (count - 1) : 0;
    press_set(press, (int)press->sheets->len, letters, from, count, x, press->y + 0.75 * press->lead);
    press->stretch = 0;
    press->y += press->lead;
    from += count;
    indent = 0;
  }
}

/* A heading is in the truth twice: as a heading, and its number among the numerals. */
static void set_heading(Press *press, const SourceLine *line, const char *text) {
  g_auto(GStrv) halves = g_strsplit(text, " | ", 2);
  gsize length = 0;
  char *mark = heading_mark(halves[0], &length);
  bool numbered = mark != NULL && !g_str_equal(halves[0], "附件");
  Mark *heading = NULL;

  if (mark != NULL) {
    heading_open(press, line->level, mark, halves[0] + length);
    heading = add_mark(press, MARK_HEADING);
  }
  g_autofree char *number = g_strndup(halves[0], length);
  g_autofree char *marked = numbered ? g_strdup_printf("[section-number:%s]", number) : g_strdup(number);
  g_autofree char *whole = g_strconcat(marked, halves[0] + length, halves[1], NULL);
  guint next = press->truth->len;
  g_autoptr(GArray) letters = press_read(press, whole);
  set_paragraph(press, letters, LINE_HEADING);
  if (heading == NULL) return;
  heading->raw = g_strdup(number);
  heading->page = numbered ? ((const Mark *)g_ptr_array_index(press->truth, next))->page : (int)press->sheets->len;
}

static void obey(Press *press, const char *text) {
  g_auto(GStrv) words = g_strsplit(text, " ", 2);
  g_autofree char *path = press_path(press);
  Grid *grid = NULL;

  if (strcmp(words[0], "break") == 0) {
    press_open_sheet(press);
    return;
  }
  press->in_table = true;
  if (strcmp(words[0], "grid") == 0) grid = grid_from_text(words[1], path, press->truth);
  else {
    g_auto(GStrv) args = g_strsplit(words[1], " ", 2);
    guint index = (guint)atoi(args[0]) - 1;
    g_assert(press->form != NULL && index < press->form->tables->len);
    grid = grid_from_form(g_ptr_array_index(press->form->tables, index), press->source, path,
                          args[1] != NULL ? args[1] : press->title, press->truth);
  }
  g_ptr_array_add(press->tables, grid_print(grid));
  press_table(press, grid);
  press->in_table = false;
  grid_free(grid);
}

static void set_line(Press *press, const SourceLine *line) {
  g_autofree char *text = source_expand(press->source, line->text);

  if (line->kind == LINE_DIRECTIVE) obey(press, text);
  else if (line->kind == LINE_HEADING) set_heading(press, line, text);
  else {
    g_autoptr(GArray) letters = press_read(press, text);
    double larger = line->kind == LINE_TITLE ? title_size : 1;
    press->size *= larger;
    press->lead *= larger;
    set_paragraph(press, letters, line->kind);
    press->size /= larger;
    press->lead /= larger;
  }
}

Press *press_new(const Source *source, const Form *form) {
  Press *press = g_new0(Press, 1);

  press->source = source;
  press->form = form;
  press->face = face_new(source_get(source, "font", face_default));
  press->sheets = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_free);
  press->truth = g_ptr_array_new_with_free_func((GDestroyNotify)mark_free);
  press->tables = g_ptr_array_new_with_free_func(g_free);
  press->width = source_number(source, "width", 595);
  press->height = source_number(source, "height", 842);
  press->margin = source_number(source, "margin", 72);
  press->bottom = press->height - source_number(source, "bottom", 72);
  press->size = source_number(source, "size", 12);
  press->lead = press->size * source_number(source, "lead", 1.75);
  press->radicals = source_has(source, "style", "radicals");
  press->wide = source_has(source, "style", "wide");
  press->part = 1;
  press_open_sheet(press);
  for (guint i = 0; i < source->body->len; i++) set_line(press, g_ptr_array_index(source->body, i));
  return press;
}

void press_free(Press *press) {
  face_free(press->face);
  g_ptr_array_unref(press->sheets);
  g_ptr_array_unref(press->truth);
  g_ptr_array_unref(press->tables);
  for (int i = 0; i < 4; i++) g_free(press->path[i]);
  g_free(press->title);
  g_free(press);
}
