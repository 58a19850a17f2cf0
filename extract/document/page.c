#include "document/page.h"

#include "base/bounds.h"
#include "base/fold.h"

#include <math.h>
#include <string.h>

/* Points from the page's edge: a character nearer than that is where the print breaks off. */
static const double EDGE = 1;

Page *page_new(int number, double width, double height) {
  Page *page = g_new0(Page, 1);
  page->number = number;
  page->width = width;
  page->height = height;
  page->glyphs = g_array_new(FALSE, FALSE, sizeof(Glyph));
  page->rules = g_array_new(FALSE, FALSE, sizeof(Rule));
  page->fields = g_array_new(FALSE, FALSE, sizeof(Box));
  return page;
}

void page_free(Page *page) {
  if (!page) return;
  g_array_unref(page->glyphs);
  g_array_unref(page->rules);
  g_array_unref(page->fields);
  g_free(page->damage);
  g_free(page);
}

void page_set_damage(Page *page, const char *complaint) {
  if (page->damage) return;
  page->damage = g_strdelimit(g_utf8_make_valid(complaint, -1), "\n\r", ' ');
}

GPtrArray *page_glyphs(const Page *page) {
  GPtrArray *glyphs = g_ptr_array_sized_new(page->glyphs->len);
  for (unsigned i = 0; i < page->glyphs->len; i++) g_ptr_array_add(glyphs, &g_array_index(page->glyphs, Glyph, i));
  return glyphs;
}

const Page *page_find(const GPtrArray *pages, int number) {
  for (unsigned i = 0; pages && i < pages->len; i++)
    if (((const Page *)pages->pdata[i])->number == number) return pages->pdata[i];
  return NULL;
}

/* Whether the file holds anything that the print does not show: many makers leave out what is not to be seen. */
static bool holds_unprinted(const GPtrArray *pages) {
  for (unsigned i = 0; i < pages->len; i++) {
    const Page *page = g_ptr_array_index(pages, i);
    for (unsigned j = 0; j < page->glyphs->len; j++)
      if (g_array_index(page->glyphs, Glyph, j).box.x1 >= page->width) return true;
  }
  return false;
}

bool page_ends_at(const GPtrArray *pages, const Glyph *glyph) {
  const Page *page = page_find(pages, glyph->page);
  if (!page || glyph->box.x2 <= page->width - EDGE || glyph->box.x1 >= page->width) return false;
  return !glyph->beyond || !holds_unprinted(pages);
}

bool page_is_damaged(const GPtrArray *pages, int number) {
  const Page *page = page_find(pages, number);
  return page && page->damage;
}

void page_renumber(Page *page, int before) {
  page->number += before;
  for (unsigned i = 0; i < page->glyphs->len; i++) g_array_index(page->glyphs, Glyph, i).page = page->number;
}

static Box scale_box(Box box, double factor) {
  return (Box){box.x1 * factor, box.y1 * factor, box.x2 * factor, box.y2 * factor};
}

void page_scale(Page *page, double factor) {
  page->width *= factor;
  page->height *= factor;
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    Box *box = &g_array_index(page->glyphs, Glyph, i).box;
    *box = scale_box(*box, factor);
  }
  for (unsigned i = 0; i < page->fields->len; i++) {
    Box *box = &g_array_index(page->fields, Box, i);
    *box = scale_box(*box, factor);
  }
  for (unsigned i = 0; i < page->rules->len; i++) {
    Rule *rule = &g_array_index(page->rules, Rule, i);
    *rule = (Rule){rule->x1 * factor, rule->y1 * factor, rule->x2 * factor, rule->y2 * factor};
  }
}

Box box_union(Box a, Box b) { return (Box){fmin(a.x1, b.x1), fmin(a.y1, b.y1), fmax(a.x2, b.x2), fmax(a.y2, b.y2)}; }

bool box_holds(Box outer, Box inner) {
  double x = box_middle_x(inner), y = box_middle_y(inner);
  return x >= outer.x1 && x <= outer.x2 && y >= outer.y1 && y <= outer.y2;
}

/* Printing -0.001 as 0.00: the text form must not change when it is parsed and printed again. */
static double tidy(double points) { return fabs(points) < 0.005 ? 0 : points; }

static void print_box(GString *out, const char *what, double x1, double y1, double x2, double y2) {
  g_string_append_printf(out, "%s %.2f %.2f %.2f %.2f", what, tidy(x1), tidy(y1), tidy(x2), tidy(y2));
}

void page_print(const Page *page, GString *out) {
  g_string_append_printf(out, "page %d %.2f %.2f\n", page->number, page->width, page->height);
  for (unsigned i = 0; i < page->glyphs->len; i++) {
    const Glyph *glyph = &g_array_index(page->glyphs, Glyph, i);
    print_box(out, "glyph", glyph->box.x1, glyph->box.y1, glyph->box.x2, glyph->box.y2);
    g_string_append_printf(out, " U+%04X ", glyph->raw);
    g_string_append_unichar(out, g_unichar_isgraph(glyph->folded) ? glyph->folded : '?');
    g_string_append(out, glyph->beyond ? " beyond\n" : "\n");
  }
  for (unsigned i = 0; i < page->rules->len; i++) {
    const Rule *rule = &g_array_index(page->rules, Rule, i);
    print_box(out, "rule", rule->x1, rule->y1, rule->x2, rule->y2);
    g_string_append_c(out, '\n');
  }
  for (unsigned i = 0; i < page->fields->len; i++) {
    const Box *field = &g_array_index(page->fields, Box, i);
    print_box(out, "field", field->x1, field->y1, field->x2, field->y2);
    g_string_append_c(out, '\n');
  }
  if (page->picture) g_string_append(out, "picture\n");
  if (page->ocr) g_string_append(out, "ocr\n");
  if (page->unreadable) g_string_append(out, "unreadable\n");
  if (page->damage) g_string_append_printf(out, "damage %s\n", page->damage);
}

/* Reads `n` numbers, each after one blank; moves *at behind them. */
static bool parse_numbers(const char **at, double *ret_numbers, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    char *end;
    if (**at != ' ') return false;
    ret_numbers[i] = g_ascii_strtod(*at + 1, &end);
    if (end == *at + 1 || !isfinite(ret_numbers[i])) return false;
    *at = end;
  }
  return true;
}

static bool parse_glyph(const char *at, Page *page) {
  double n[4];
  if (page->glyphs->len >= LIMIT_GLYPHS || !parse_numbers(&at, n, 4) || n[0] > n[2] || n[1] > n[3]) return false;
  if (!g_str_has_prefix(at, " U+")) return false;
  char *end;
  guint64 raw = g_ascii_strtoull(at + 3, &end, 16);
  if (raw > 0x10FFFF || !g_unichar_validate((gunichar)raw) || *end != ' ' || !end[1]) return false;
  gunichar folded = fold_character((gunichar)raw);
  if (folded <= ' ') return false;
  at = g_utf8_next_char(end + 1);
  Glyph glyph = {folded, (gunichar)raw, {n[0], n[1], n[2], n[3]}, page->number, strcmp(at, " beyond") == 0};
  if (*at && !glyph.beyond) return false;
  g_array_append_val(page->glyphs, glyph);
  return true;
}

static bool parse_rule(const char *at, Page *page) {
  double n[4];
  if (page->rules->len >= LIMIT_RULES || !parse_numbers(&at, n, 4) || *at) return false;
  if (n[0] > n[2] || n[1] > n[3]) return false;
  Rule rule = {n[0], n[1], n[2], n[3]};
  g_array_append_val(page->rules, rule);
  return true;
}

static bool parse_field(const char *at, Page *page) {
  double n[4];
  if (page->fields->len >= LIMIT_FILLS || !parse_numbers(&at, n, 4) || *at) return false;
  if (n[0] > n[2] || n[1] > n[3]) return false;
  Box field = {n[0], n[1], n[2], n[3]};
  g_array_append_val(page->fields, field);
  return true;
}

static bool parse_page(const char *at, GPtrArray *pages) {
  double n[3];
  if (pages->len >= LIMIT_PAGES || !parse_numbers(&at, n, 3) || *at) return false;
  if (n[0] < 1 || n[0] > G_MAXINT || n[1] < 0 || n[2] < 0) return false;
  g_ptr_array_add(pages, page_new((int)n[0], n[1], n[2]));
  return true;
}

static bool parse_line(const char *line, GPtrArray *pages) {
  if (g_str_has_prefix(line, "page ")) return parse_page(line + 4, pages);
  if (pages->len == 0) return false;
  Page *page = pages->pdata[pages->len - 1];
  if (g_str_has_prefix(line, "glyph ")) return parse_glyph(line + 5, page);
  if (g_str_has_prefix(line, "rule ")) return parse_rule(line + 4, page);
  if (g_str_has_prefix(line, "field ")) return parse_field(line + 5, page);
  if (strcmp(line, "picture") == 0) return page->picture = true;
  if (strcmp(line, "ocr") == 0) return page->ocr = true;
  if (strcmp(line, "unreadable") == 0) return page->unreadable = true;
  if (!g_str_has_prefix(line, "damage ") || page->damage) return false;
  page->damage = g_strdup(line + 7);
  return true;
}

GPtrArray *page_parse(const char *text, size_t length, GError **error) {
  g_autoptr(GPtrArray) pages = g_ptr_array_new_with_free_func((GDestroyNotify)page_free);
  if (!g_utf8_validate_len(text, length, NULL)) {
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "the page dump is not valid UTF-8");
    return NULL;
  }
  const char *end = text + length;
  for (unsigned number = 1; text < end; number++) {
    const char *stop = memchr(text, '\n', (size_t)(end - text));
    if (!stop) stop = end;
    g_autofree char *line = g_strndup(text, (size_t)(stop - text));
    if (*line && !parse_line(line, pages)) {
      g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "line %u: not a line of a page dump: '%s'", number, line);
      return NULL;
    }
    text = stop == end ? end : stop + 1;
  }
  return g_steal_pointer(&pages);
}
