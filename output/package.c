/*
 * package.c - a folder as a Frictionless Data Package: a table (.csv) for each type of row, the codebook, and
 * datapackage.json, which says of every column what it holds.
 *
 * Each file is written as any other output is and renamed over its old one; datapackage.json comes last.
 */
#include "csv.h"
#include "record/record_json.h"

#include <errno.h>
#include <glib/gstdio.h>

enum { TABLE_CODEBOOK = RECORD_TYPE_COUNT, TABLE_PACKAGE, TABLES };

typedef struct Package {
  char *folder;
  bool made;               /* by this run */
  Writer *writers[TABLES]; /* NULL once finished */
} Package;

static void *open_codebook(const Output *output, GError **error) {
  g_autoptr(GPtrArray) rows = codebook_rows(output->options->codebook);
  g_autoptr(GString) line = g_string_new(NULL);
  for (int i = 0; i < CODEBOOK_COLUMNS; i++) csv_append(line, codebook_columns[i].name, i == 0);
  bool good = csv_line_write(output->file, line, error);
  for (guint k = 0; good && k < rows->len; k++) {
    char *const *row = rows->pdata[k];
    for (int i = 0; i < CODEBOOK_COLUMNS; i++) csv_append(line, row[i], i == 0);
    good = csv_line_write(output->file, line, error);
  }
  return good ? output->file : NULL;
}

static void add_field(GString *json, const char *name, const char *type, const char *title, const char *note) {
  const char *const keys[] = {"name", "type", "title", "description"}, *const values[] = {name, type, title, note};
  g_string_append(json, json->str[json->len - 1] == '[' ? "\n        {" : ",\n        {");
  for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
    if (*values[i] == '\0') continue;
    g_string_append_printf(json, "%s\"%s\": ", i > 0 ? ", " : "", keys[i]);
    record_print_json_text(values[i], json);
  }
  g_string_append_c(json, '}');
}

static void begin_resource(GString *json, const char *name, const char *title) {
  g_string_append_printf(json,
                         "%s\n    {\"name\": \"%s\", \"path\": \"%s.csv\", \"title\": \"%s\", \"profile\": "
                         "\"tabular-data-resource\",\n"
                         "      \"format\": \"csv\", \"mediatype\": \"text/csv\", \"encoding\": \"utf-8\",\n"
                         "      \"schema\": {\"missingValues\": [\"\"], \"fields\": [",
                         json->str[json->len - 1] == '[' ? "" : ",", name, name, title);
}

static void add_rows(GString *json, RecordType type) {
  static const char *const titles[RECORD_TYPE_COUNT] = {
      [RECORD_REPORT] = "报告",           [RECORD_SECTION] = "章节",   [RECORD_FIGURE] = "数据",
      [RECORD_NUMERAL] = "数字清单",      [RECORD_CHECK] = "勾稽关系", [RECORD_REMARK] = "提示",
      [RECORD_FAILURE] = "未能读成的文件"};
  static const char *const types[] = {
      [FIELD_TEXT] = "string", [FIELD_DECIMAL] = "number", [FIELD_COUNT] = "integer", [FIELD_POINTS] = "number"};
  const RecordSchema *schema = &record_schemas[type];
  begin_resource(json, schema->name, titles[type]);
  for (size_t i = 0; i < schema->n_fields; i++) {
    const Field *field = &schema->fields[i];
    add_field(json, field->name, types[field->kind], field->title, field->note);
  }
  g_string_append(json, "]}}");
}

static void *open_description(const Output *output, GError **error) {
  const WriterOptions *options = output->options;
  g_autoptr(GString) json =
      g_string_new("{\n  \"profile\": \"tabular-data-package\", \"name\": \"government-information-disclosure\",\n"
                   "  \"title\": \"政府信息公开工作年度报告数据\",\n  \"description\": ");
  g_autofree char *made =
      g_strdup_printf("Read from annual reports by %s with the patterns of version %s. The columns of "
                      "figure.csv and their states and marks are explained in the program's README.",
                      options->program, options->patterns);
  record_print_json_text(made, json);
  g_string_append_printf(json, ",\n  \"version\": \"%s\",\n", options->patterns);
  g_string_append(json,
                  "  \"licenses\": [{\"name\": \"other-pd\", \"title\": \"facts stated in official documents, which "
                  "copyright does not protect (Copyright Law of China, art. 5)\"}],\n"
                  "  \"sources\": [{\"title\": \"the reports listed in report.csv, with hash and, where known, URL\", "
                  "\"path\": \"report.csv\"}],\n  \"resources\": [");
  for (int type = 0; type < RECORD_TYPE_COUNT; type++) add_rows(json, (RecordType)type);
  begin_resource(json, "codebook", "指标手册");
  for (const CodebookColumn *column = codebook_columns; column < codebook_columns + CODEBOOK_COLUMNS; column++)
    add_field(json, column->name, column->truth ? "boolean" : "string", column->title, column->note);
  g_string_append(json, "]}}\n  ]\n}\n");
  return output_write(output->file, json->str, json->len, error) ? output->file : NULL;
}

/* Both are written whole when they are opened. */
static const Format codebook_format = {.suffix = "csv", .way = FORMAT_STREAMS, .open = open_codebook};
static const Format description_format = {.suffix = "json", .way = FORMAT_STREAMS, .open = open_description};

static void package_free(void *state) {
  Package *package = state;
  for (int i = 0; i < TABLES; i++) writer_abandon(package->writers[i]);
  if (package->made) g_rmdir(package->folder);
  g_free(package->folder);
  g_free(package);
}

static bool open_tables(Package *package, const WriterOptions *options, GError **error) {
  for (int i = 0; i < TABLES; i++) {
    const Format *format = i == TABLE_CODEBOOK  ? &codebook_format
                           : i == TABLE_PACKAGE ? &description_format
                                                : &csv_rows_formats[i];
    const char *name = i == TABLE_CODEBOOK ? "codebook" : i == TABLE_PACKAGE ? "datapackage" : record_schemas[i].name;
    const char *suffix = i == TABLE_PACKAGE ? ".json" : ".csv";
    g_autofree char *file = g_strconcat(name, suffix, NULL), *path = g_build_filename(package->folder, file, NULL);
    package->writers[i] = writer_open_format(path, format, options, error);
    if (package->writers[i] == NULL) return false;
  }
  return true;
}

static void *package_open(const Output *output, GError **error) {
  if (output->options->codebook == NULL) {
    g_set_error(error, WRITER_ERROR, WRITER_ERROR_FORMAT, "a data package wants a codebook");
    return NULL;
  }
  Package *package = g_new0(Package, 1);
  package->folder = g_strdup(output->path);
  package->made = g_mkdir(package->folder, 0777) == 0;
  bool there = package->made || errno == EEXIST || output_fail(error, "cannot make the folder");
  if (there && open_tables(package, output->options, error)) return package;
  package_free(package);
  return NULL;
}

static bool package_add(void *state, Record *record, GError **error) {
  Package *package = state;
  for (int i = 0; i < TABLES; i++)
    if (!writer_add(package->writers[i], record, error)) return false;
  return true;
}

static bool package_finish(void *state, GError **error) {
  Package *package = state;
  for (int i = 0; i < TABLES; i++)
    if (!writer_finish(g_steal_pointer(&package->writers[i]), error)) return false;
  package->made = false;
  return true;
}

const Format package_format = {.suffix = "/",
                               .way = FORMAT_GATHERS,
                               .open = package_open,
                               .add = package_add,
                               .finish = package_finish,
                               .free = package_free};
