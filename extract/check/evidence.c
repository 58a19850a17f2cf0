#include "check/evidence.h"

#include "base/decimal.h"

typedef struct Context {
  Record *record;
  GHashTable *by_address;   /* address -> index of the figure */
  GHashTable *by_indicator; /* indicator -> how many cells have it */
} Context;

static void index_figures(Context *context) {
  context->by_address = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  context->by_indicator = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < record_figure_count(context->record); i++) {
    const Figure *figure = record_figure_at(context->record, i);
    char *address = record_figure_address(figure);
    g_hash_table_insert(context->by_address, address, GUINT_TO_POINTER(i));
    if (!*figure->indicator || !*figure->table) continue;
    const guint seen = GPOINTER_TO_UINT(g_hash_table_lookup(context->by_indicator, figure->indicator));
    g_hash_table_insert(context->by_indicator, (gpointer)figure->indicator, GUINT_TO_POINTER(seen + 1));
  }
}

static void add(const Context *context, Figure *figure, const char *word) {
  figure->evidence = record_mark(context->record, figure->evidence, word);
}

/* 0 = 0 + 0 confirms nothing. */
static bool says_something(const Check *check) {
  Decimal left, right;
  return decimal_parse(check->left, &left) && decimal_parse(check->right, &right) &&
         (left.digits != 0 || right.digits != 0);
}

/* What a check says of each of its figures; the standing is settled when all checks have spoken. */
static void hear(const Context *context, const Check *check) {
  const bool holds = g_str_equal(check->state, "holds") && says_something(check);
  const bool prose = g_str_has_prefix(check->relation, "prose");
  const char *word = holds && prose                                  ? "prose-agrees"
                     : holds                                         ? "identity-holds"
                     : g_str_equal(check->state, "contradicted")     ? "contradicted"
                     : g_str_equal(check->state, "reading-in-doubt") ? "in-doubt"
                                                                     : NULL;
  g_auto(GStrv) addresses = g_strsplit(check->figures, " ", -1);
  for (char **address = addresses; word && *address; address++) {
    gpointer index;
    if (!g_hash_table_lookup_extended(context->by_address, *address, NULL, &index)) continue;
    Figure *figure = record_figure_at(context->record, GPOINTER_TO_UINT(index));
    if (g_str_equal(word, "contradicted")) add(context, figure, "both-roads-agree");
    if (!record_has_mark(figure->evidence, "in-doubt")) add(context, figure, word);
  }
}

static void settle(const Context *context, Figure *figure) {
  const guint candidates = GPOINTER_TO_UINT(g_hash_table_lookup(context->by_indicator, figure->indicator));
  if (*figure->table && candidates == 1) add(context, figure, "single-candidate");
  if (record_has_mark(figure->evidence, "in-doubt") || record_has_mark(figure->evidence, "contradicted")) return;
  const bool confirmed =
      record_has_mark(figure->evidence, "identity-holds") || record_has_mark(figure->evidence, "prose-agrees");
  add(context, figure, confirmed ? "verified" : "plain");
}

void evidence_complete(Record *record) {
  Context context = {.record = record};
  index_figures(&context);
  for (int doubt = 1; doubt >= 0; doubt--) /* doubts first: what is in doubt is not said to be contradicted, too */
    for (guint i = 0; i < record_check_count(record); i++) {
      const Check *check = record_check_at(record, i);
      if (g_str_equal(check->state, "reading-in-doubt") == doubt) hear(&context, check);
    }
  for (guint i = 0; i < record_figure_count(record); i++) settle(&context, record_figure_at(record, i));
  g_hash_table_unref(context.by_address);
  g_hash_table_unref(context.by_indicator);
}
