/*
 * web.c - source to HTML, HTML to PDF by Chromium or LibreOffice.
 */
#include "web.h"

#include <string.h>

/* The text as printed: figures and numerals without their brackets. */
static char *plain_text(const Press *press, const char *text) {
  g_autofree char *expanded = source_expand(press->source, text);
  GString *out = g_string_new(NULL);

  for (const char *p = expanded; *p != '\0'; p = g_utf8_next_char(p)) {
    if (*p == '[') {
      p = strchr(p, ':');
    } else if (*p == '{') {
      g_autofree char *inner = g_strndup(p + 1, strcspn(p + 1, "}"));
      g_auto(GStrv) fields = g_strsplit(inner, "|", -1);
      g_string_append(out, fields[0]);
      if (fields[1] != NULL && fields[1][0] != '=') g_string_append(out, fields[1]);
      p = strchr(p, '}');
    } else if (*p != ']') g_string_append_unichar(out, g_utf8_get_char(p));
  }
  return g_string_free(out, FALSE);
}

static void write_grid(GString *out, const Grid *grid, int border) {
  int row = -1;

  g_string_append_printf(out, "<table border=%d cellspacing=0 cellpadding=3 width=\"100%%\">\n", border);
  for (int r = 0; r < grid->rows; r++)
    for (guint i = 0; i < grid->cells->len; i++) {
      const GridCell *cell = g_ptr_array_index(grid->cells, i);
      if (cell->row != r) continue;
      if (row != r) g_string_append(out, row < 0 ? "<tr>" : "</tr>\n<tr>");
      row = r;
      g_autofree char *text = g_markup_escape_text(cell->text, -1);
      g_string_append_printf(out, "<td rowspan=%d colspan=%d align=%s>%s</td>", cell->row_span, cell->column_span,
                             cell->left ? "left" : "center", text);
    }
  g_string_append(out, "</tr>\n</table>\n");
}

/* Cells must come row by row and from left to right: a grid is built in another order. */
static gint compare_cells(gconstpointer a, gconstpointer b) {
  const GridCell *s = *(GridCell *const *)a, *t = *(GridCell *const *)b;

  return s->row != t->row ? s->row - t->row : s->column - t->column;
}

static void write_table(GString *out, const Press *press, const char *text) {
  g_auto(GStrv) words = g_strsplit(text, " ", 3);
  g_autoptr(GPtrArray) marks = g_ptr_array_new_with_free_func((GDestroyNotify)mark_free);
  Grid *grid = NULL;

  if (strcmp(words[0], "break") == 0) {
    g_string_append(out, "<div style=\"page-break-after: always\"></div>\n");
    return;
  }
  if (strcmp(words[0], "grid") == 0) grid = grid_from_text(text + strlen("grid "), "", marks);
  else
    grid =
        grid_from_form(g_ptr_array_index(press->form->tables, (guint)atoi(words[1]) - 1), press->source, "", "", marks);
  g_ptr_array_sort(grid->cells, compare_cells);
  write_grid(out, grid, (int)source_number(press->source, "border", 1));
  grid_free(grid);
}

static char *write_page(const Press *press) {
  static const char *const tags[] = {[LINE_PARAGRAPH] = "p style=\"text-indent:2em\"",
                                     [LINE_HEADING] = "p style=\"text-indent:2em; font-weight:bold\"",
                                     [LINE_TITLE] = "p align=center style=\"font-size:18pt\"",
                                     [LINE_CENTRED] = "p align=center",
                                     [LINE_RIGHT] = "p align=right"};
  GString *out = g_string_new("<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>report</title>\n"
                              "<style>body { font: 12pt 'Noto Serif CJK SC' } td { font-size: 9pt }</style>"
                              "</head><body>\n");

  for (guint i = 0; i < press->source->body->len; i++) {
    const SourceLine *line = g_ptr_array_index(press->source->body, i);
    if (line->kind == LINE_DIRECTIVE) {
      write_table(out, press, line->text);
      continue;
    }
    g_auto(GStrv) halves = g_strsplit(line->text, " | ", 2);
    g_autofree char *whole = g_strconcat(halves[0], halves[1], NULL);
    g_autofree char *text = plain_text(press, whole);
    g_autofree char *escaped = g_markup_escape_text(text, -1);
    g_string_append_printf(out, "<%s>%s</p>\n", tags[line->kind], escaped);
  }
  g_string_append(out, "</body></html>\n");
  return g_string_free(out, FALSE);
}

static bool run(const char *const *args, GError **error) {
  int status = 0;

  return g_spawn_sync(NULL, (char **)args, NULL,
                      G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                      NULL, &status, error) &&
         g_spawn_check_wait_status(status, error);
}

static bool run_chromium(const char *folder, const char *page, GError **error) {
  g_autofree char *target = g_strdup_printf("--print-to-pdf=%s/report.pdf", folder);
  const char *const args[] = {"chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", target, page, NULL};

  return run(args, error);
}

/* In two steps: straight from HTML, LibreOffice's web export begins with an empty page. */
static bool run_libreoffice(const char *folder, const char *page, GError **error) {
  g_autofree char *profile = g_strdup_printf("-env:UserInstallation=file://%s/user", folder);
  g_autofree char *text = g_build_filename(folder, "report.odt", NULL);
  const char *const to_odt[] = {"soffice",      profile, "--headless", "--infilter=HTML (StarWriter)",
                                "--convert-to", "odt",   "--outdir",   folder,
                                page,           NULL};
  const char *const to_pdf[] = {"soffice", profile, "--headless", "--convert-to", "pdf", "--outdir",
                                folder,    text,    NULL};

  return run(to_odt, error) && run(to_pdf, error);
}

bool web_print(const Press *press, const char *printer, const char *path, GError **error) {
  g_autofree char *folder = g_dir_make_tmp("sample-XXXXXX", error);

  if (folder == NULL) return false;
  g_autofree char *page = g_build_filename(folder, "report.html", NULL);
  g_autofree char *print = g_build_filename(folder, "report.pdf", NULL);
  g_autofree char *html = write_page(press);
  g_autofree char *bytes = NULL;
  gsize length = 0;
  bool well = g_file_set_contents(page, html, -1, error);

  if (well && strcmp(printer, "chromium") == 0) well = run_chromium(folder, page, error);
  else if (well) well = run_libreoffice(folder, page, error);
  well = well && g_file_get_contents(print, &bytes, &length, error) &&
         g_file_set_contents(path, bytes, (gssize)length, error);
  const char *const remove[] = {"rm", "-rf", folder, NULL};
  return run(remove, well ? error : NULL) && well;
}
