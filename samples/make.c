/*
 * make.c - makes a sample: sample-maker [options] NAME.report PDF TRUTH
 */
#include "paint.h"
#include "truth.h"
#include "vary.h"
#include "web.h"

#include <stdlib.h>
#include <string.h>

typedef struct Options {
  int vary;  /* seed, or -1 */
  int plant; /* cell, or -1 */
} Options;

static void fill(Source *source, const Form *form) {
  g_autoptr(GRand) random = g_rand_new_with_seed((guint32)source_number(source, "seed", g_str_hash(source->name)));

  fill_values(form, source->values, random, source_number(source, "scale", 30), source_has(source, "fill", "steady"));
}

/* The year before of the same place, filled in the same way; adds what it hands on. */
static bool take_over(Source *source, GError **error) {
  const char *name = source_get(source, "after", NULL);

  if (name == NULL) return true;
  g_autofree char *path = g_strdup_printf("%s/%s.report", source->folder, name);
  Source *previous = source_read(path, error);
  if (previous == NULL) return false;
  Form *form = NULL;
  bool well = take_over(previous, error);
  if (well) form = form_read(source->folder, source_get(previous, "form", ""), previous->edits, error);
  if (form != NULL) {
    fill(previous, form);
    fill_from_previous(source->values, previous->values);
  }
  form_free(form);
  source_free(previous);
  return well && form != NULL;
}

static bool print(const Press *press, const char *path, GError **error) {
  const char *printer = source_get(press->source, "printer", "cairo");

  if (strcmp(printer, "cairo") == 0) return paint_pdf(press, path, error);
  return web_print(press, printer, path, error);
}

static bool make(Source *source, const Options *options, const char *pdf, const char *truth, GError **error) {
  Form *form = NULL;

  if (options->vary >= 0) vary_source(source, (guint32)options->vary);
  if (!take_over(source, error)) return false;
  if (source_get(source, "form", NULL) != NULL) {
    form = form_read(source->folder, source_get(source, "form", NULL), source->edits, error);
    if (form == NULL) return false;
    if (options->vary >= 0) vary_labels(form, (guint32)options->vary);
    fill(source, form);
    if (options->vary >= 0) vary_zeros(source, (guint32)options->vary);
    if (options->plant >= 0) vary_plant(source, form, options->plant);
  }
  Press *press = press_new(source, form);
  g_autofree char *json = truth_write(press, strcmp(source_get(source, "printer", "cairo"), "cairo") == 0);
  bool well = print(press, pdf, error) && g_file_set_contents(truth, json, -1, error);
  press_free(press);
  form_free(form);
  return well;
}

int main(int argc, char **argv) {
  Options options = {-1, -1};
  const GOptionEntry entries[] = {
      {"vary", 0, 0, G_OPTION_ARG_INT, &options.vary, "other place, figures, order and style", "SEED"},
      {"plant", 0, 0, G_OPTION_ARG_INT, &options.plant, "change one digit of the table's Kth figure", "K"},
      {NULL, 0, 0, 0, NULL, NULL, NULL},
  };
  g_autoptr(GOptionContext) context = g_option_context_new("NAME.report PDF TRUTH");
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries(context, entries, NULL);
  if (!g_option_context_parse(context, &argc, &argv, &error) || argc != 4) {
    g_printerr("sample-maker: %s\n", error == NULL ? "three files are wanted: --help" : error->message);
    return EXIT_FAILURE;
  }
  Source *source = source_read(argv[1], &error);
  bool well = source != NULL && make(source, &options, argv[2], argv[3], &error);
  if (!well) g_printerr("sample-maker: %s\n", error->message);
  source_free(source);
  return well ? EXIT_SUCCESS : EXIT_FAILURE;
}
