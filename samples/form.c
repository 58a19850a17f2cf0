/*
 * form.c - reads forms/ID.form (beside the source, or above it): the official labels, and which indicator stands where; then the source's edits,
 * which are what real reports do to a form.
 *
 *   edit label ID|TEXT           prints TEXT for the label of that row (ID, or the label itself)
 *   edit insert ID|DEPTH|LABEL|UNIT|VALUE-ID    a row of the organ's own, after that row
 *   edit swap ID1|ID2            two rows change places
 *   edit drop ID                 a row is missing
 */
#include "form.h"

#include <string.h>

const char *const applicant_suffixes[7] = {"_nat", "_com", "_res", "_ngo", "_law", "_oth", ""};

static void row_free(FormRow *row) {
  g_free(row->label);
  g_strfreev(row->ids);
  g_strfreev(row->heads);
  g_free(row->like);
  g_free(row);
}

static void table_free(FormTable *table) {
  g_strfreev(table->heads);
  g_ptr_array_unref(table->rows);
  g_free(table);
}

void form_free(Form *form) {
  if (form == NULL) return;
  g_ptr_array_unref(form->tables);
  g_free(form);
}

static char **split_fields(const char *line) {
  char **fields = g_strsplit(line, "|", -1);

  for (int i = 0; fields[i] != NULL; i++) g_strstrip(fields[i]);
  return fields;
}

static char **copy_from(char **fields, guint first) { return g_strdupv(fields + MIN(first, g_strv_length(fields))); }

static FormTable *start_table(Form *form, char **fields) {
  static const char *const kinds[] = {"list", "bands", "applicants", "groups"};

  for (int i = 0; i < (int)G_N_ELEMENTS(kinds); i++) {
    if (strcmp(fields[0], kinds[i]) != 0) continue;
    FormTable *table = g_new0(FormTable, 1);
    table->kind = (FormKind)i;
    table->heads = copy_from(fields, 1);
    table->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
    g_ptr_array_add(form->tables, table);
    return table;
  }
  return NULL;
}

static void read_rule(FormRow *row, const char *text) {
  const char *like = strstr(text, "like ");

  row->sum = strstr(text, "sum") != NULL;
  row->part = strstr(text, "part") != NULL;
  row->like = like == NULL ? NULL : g_strdup(like + strlen("like "));
}

static FormRow *read_row(const FormTable *table, char **fields) {
  FormRow *row = g_new0(FormRow, 1);
  guint n = g_strv_length(fields);

  row->label = g_strdup(fields[1]);
  if (strcmp(fields[0], "band") == 0) {
    row->heads = copy_from(fields, 2);
    row->ids = g_new0(char *, 1);
    return row;
  }
  row->depth = g_ascii_isdigit(fields[0][0]) ? fields[0][0] - '0' : 1;
  row->ids = copy_from(fields, 2);
  if (table->kind == FORM_LIST && n > 3) {
    read_rule(row, fields[3]);
    g_clear_pointer(&row->ids[1], g_free);
  }
  return row;
}

static bool row_is(const FormRow *row, const char *name) {
  if (strcmp(row->label, name) == 0) return true;
  return row->ids[0] != NULL && g_str_has_prefix(row->ids[0], name) && row->ids[0][strlen(name)] == ' ';
}

static FormTable *find_row(const Form *form, const char *name, guint *index) {
  for (guint t = 0; t < form->tables->len; t++) {
    FormTable *table = g_ptr_array_index(form->tables, t);
    for (*index = 0; *index < table->rows->len; (*index)++)
      if (row_is(g_ptr_array_index(table->rows, *index), name)) return table;
  }
  return NULL;
}

static void insert_row(FormTable *table, guint at, char **fields) {
  FormRow *row = g_new0(FormRow, 1);

  row->depth = atoi(fields[1]);
  row->label = g_strdup(fields[2]);
  row->ids = g_new0(char *, 2);
  row->ids[0] = g_strdup_printf("%s %s", fields[4], fields[3]);
  g_ptr_array_insert(table->rows, (int)at, row);
}

static bool swap_rows(const Form *form, FormTable *table, guint at, const char *other) {
  guint to = 0;

  if (find_row(form, other, &to) != table) return false;
  gpointer *rows = table->rows->pdata;
  gpointer first = rows[at];
  rows[at] = rows[to];
  rows[to] = first;
  return true;
}

static bool edit_form(const Form *form, const char *edit) {
  g_auto(GStrv) words = g_strsplit(edit, " ", 2);
  g_auto(GStrv) fields = split_fields(words[1]);
  guint at = 0;
  FormTable *table = find_row(form, fields[0], &at);

  if (table == NULL) return false;
  FormRow *row = g_ptr_array_index(table->rows, at);
  if (strcmp(words[0], "label") == 0 && fields[1] != NULL) {
    g_free(row->label);
    row->label = g_strdup(fields[1]);
  } else if (strcmp(words[0], "insert") == 0 && g_strv_length(fields) == 5) insert_row(table, at + 1, fields);
  else if (strcmp(words[0], "swap") == 0 && fields[1] != NULL) return swap_rows(form, table, at, fields[1]);
  else if (strcmp(words[0], "drop") == 0) g_ptr_array_remove_index(table->rows, at);
  else return false;
  return true;
}

Form *form_read(const char *folder, const char *id, const GPtrArray *edits, GError **error) {
  g_autofree char *path = g_strdup_printf("%s/forms/%s.form", folder, id);
  g_autofree char *above = g_strdup_printf("%s/../forms/%s.form", folder, id);
  g_autofree char *text = NULL;

  if (!g_file_get_contents(path, &text, NULL, NULL) && !g_file_get_contents(above, &text, NULL, error)) return NULL;
  Form *form = g_new0(Form, 1);
  form->tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
  FormTable *table = NULL;
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++) {
    if (lines[i][0] == '\0' || lines[i][0] == '#') continue;
    g_auto(GStrv) fields = split_fields(lines[i]);
    FormTable *started = start_table(form, fields);
    if (started != NULL) table = started;
    else if (table != NULL && fields[1] != NULL) g_ptr_array_add(table->rows, read_row(table, fields));
  }
  for (guint i = 0; i < edits->len; i++)
    if (!edit_form(form, g_ptr_array_index(edits, i))) {
      g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: no such row: '%s'", path,
                  (char *)g_ptr_array_index(edits, i));
      form_free(form);
      return NULL;
    }
  return form;
}
