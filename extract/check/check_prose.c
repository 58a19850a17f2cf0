#include "check/check_prose.h"

#include "check/check_state.h"

#include <string.h>

static bool is_share(const Figure *figure) { return g_str_equal(figure->unit, "%"); }

static bool stands_at(const Figure *figure, const char *address) {
  g_autofree char *own = record_figure_address(figure);
  return g_str_equal(own, address);
}

static bool fits_words(const CheckRule *rule, const Figure *figure) {
  RegexMatch match;
  return rule->words && regex_match(rule->words, figure->row, strlen(figure->row), 0, &match, NULL);
}

/* The figures that name this one as their whole, in its unit: they follow it in the text. `passing`: those, too, that
   are named in passing. */
static CheckSide find_parts(const CheckRule *rule, const Record *record, guint whole, bool passing) {
  CheckSide side = {g_array_new(FALSE, FALSE, sizeof(CheckOperand))};
  const Figure *figure = record_figure_at(record, whole);
  for (guint i = whole + 1; i < record_figure_count(record); i++) {
    const Figure *part = record_figure_at(record, i);
    if (*part->table || !*part->whole || !g_str_equal(part->unit, figure->unit)) continue;
    if (stands_at(figure, part->whole) && (passing || !fits_words(rule, part)))
      g_array_append_val(side.operands, ((CheckOperand){part, false}));
  }
  return side;
}

static bool add_up_to(const CheckSide *parts, const Figure *whole) {
  Decimal sum = {0, 0}, all, part;
  for (guint i = 0; i < parts->operands->len; i++) {
    const Figure *figure = g_array_index(parts->operands, CheckOperand, i).figure;
    if (!decimal_parse(figure->value, &part) || !decimal_add(sum, part, &sum)) return false;
  }
  return decimal_parse(whole->value, &all) && decimal_compare(sum, all) == 0;
}

/* All its parts, or without those that are named in passing where the others alone add up. */
static CheckSide choose_parts(const CheckRule *rule, const Record *record, guint whole) {
  CheckSide list = find_parts(rule, record, whole, false);
  if (add_up_to(&list, record_figure_at(record, whole))) return list;
  g_array_unref(list.operands);
  return find_parts(rule, record, whole, true);
}

/* Whether the whole and all its parts are said in one breath: a list in the next sentence may be of something else. */
static bool is_one_sentence(const CheckVerdict *verdict) {
  const Figure *whole = g_array_index(verdict->operands, CheckOperand, 0).figure;
  for (guint i = 1; i < verdict->operands->len; i++)
    if (!g_str_equal(g_array_index(verdict->operands, CheckOperand, i).figure->sentence, whole->sentence)) return false;
  return true;
}

static bool is_less(const CheckVerdict *verdict) { return decimal_compare(verdict->right, verdict->left) < 0; }

static void check_whole(const CheckRule *rule, Record *record, guint index, CheckReread reread, gconstpointer data) {
  CheckSide right = choose_parts(rule, record, index);
  CheckSide left = {g_array_new(FALSE, FALSE, sizeof(CheckOperand))};
  g_array_append_val(left.operands, ((CheckOperand){record_figure_at(record, index), false}));
  if (right.operands->len > 1) { /* one part alone claims to be all of it even less */
    g_auto(CheckVerdict) verdict = check_judge(&left, &right, false);
    if (verdict.state == CHECK_CONTRADICTED && is_less(&verdict)) {
      verdict.state = CHECK_NOT_ASSESSABLE;
      verdict.obstacle = "所列各项之和少于总数，原文未称列全";
    } else if (verdict.state == CHECK_CONTRADICTED && !is_one_sentence(&verdict)) {
      verdict.state = CHECK_NOT_ASSESSABLE;
      verdict.obstacle = "总数与各项不在一句，未必同指一事";
    }
    if (verdict.state == CHECK_CONTRADICTED) check_confirm(&verdict, reread, data);
    check_add(rule, rule->relation, "", &verdict, record);
  }
  g_array_unref(left.operands);
  g_array_unref(right.operands);
}

void check_wholes(const CheckRule *rule, Record *record, CheckReread reread, gconstpointer data) {
  for (guint i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    if (!*figure->table && g_str_equal(figure->state, "figure") && !is_share(figure))
      check_whole(rule, record, i, reread, data);
  }
}

/* The figure that a share belongs to: "予以公开258件，占33.9%". */
static const Figure *find_part(const Record *record, guint share) {
  const Figure *figure = record_figure_at(record, share);
  for (guint i = share; i-- > 0;) {
    const Figure *before = record_figure_at(record, i);
    if (!g_str_equal(before->sentence, figure->sentence)) return NULL;
    if (is_share(before) || !*before->row) continue;
    const bool named =
        g_str_has_prefix(figure->row, before->row) && g_str_has_prefix(figure->row + strlen(before->row), " / ");
    return named && !stands_at(before, figure->whole) ? before : NULL;
  }
  return NULL;
}

/*
 * The base of a share. In another sentence it counts only when the share names it (占答复数27.4%): a bare 占27.4% may be
 * of something else. NULL when there is none.
 */
static const Figure *find_whole(const CheckRule *rule, const Record *record, guint share) {
  const Figure *figure = record_figure_at(record, share);
  const bool named = fits_words(rule, figure);
  for (guint i = share; i-- > 0;) {
    const Figure *before = record_figure_at(record, i);
    if (!named && !g_str_equal(before->sentence, figure->sentence)) return NULL;
    if (stands_at(before, figure->whole)) return before;
  }
  return NULL;
}

/* part / whole in percent, with as many decimals as `share` has: cut, and rounded half up. False when it does not fit. */
static bool quotient(const Figure *part, const Figure *whole, int scale, Decimal *ret_cut, Decimal *ret_rounded) {
  Decimal above, below;
  if (!decimal_parse(part->value, &above) || !decimal_parse(whole->value, &below)) return false;
  const int lift = 2 + scale + below.scale - above.scale;
  above.scale = 0;
  if (below.digits <= 0 || above.digits < 0 || lift < 0 || !decimal_shift(above, lift, &above)) return false;
  const int64_t cut = above.digits / below.digits, rest = above.digits % below.digits;
  *ret_cut = (Decimal){cut, scale};
  *ret_rounded = (Decimal){cut + (rest >= below.digits - rest), scale};
  return true;
}

static void check_share(const CheckRule *rule, Record *record, guint index, CheckReread reread, gconstpointer data) {
  const Figure *share = record_figure_at(record, index);
  const Figure *part = find_part(record, index), *whole = find_whole(rule, record, index);
  Decimal cut, rounded, printed;
  if (!part || !whole || !decimal_parse(share->value, &printed)) return;
  if (!quotient(part, whole, printed.scale, &cut, &rounded)) return;
  const bool holds = decimal_compare(printed, cut) == 0 || decimal_compare(printed, rounded) == 0;
  g_auto(CheckVerdict) verdict = CHECK_VERDICT_NONE;
  verdict.operands = g_array_new(FALSE, FALSE, sizeof(CheckOperand));
  const Figure *const all[] = {share, part, whole};
  for (size_t i = 0; i < G_N_ELEMENTS(all); i++) g_array_append_val(verdict.operands, ((CheckOperand){all[i], false}));
  verdict.left_count = 1;
  verdict.doubts = g_string_new(NULL);
  verdict.has_left = verdict.has_right = true;
  verdict.left = printed;
  verdict.right = holds ? printed : rounded;
  verdict.state = holds ? CHECK_HOLDS : CHECK_CONTRADICTED;
  if (!holds) check_confirm(&verdict, reread, data);
  check_add(rule, rule->relation, "", &verdict, record)->terms =
      "= / :"; /* a quotient: no sum to be written as a formula */
}

void check_shares(const CheckRule *rule, Record *record, CheckReread reread, gconstpointer data) {
  for (guint i = 0; i < record_figure_count(record); i++) {
    const Figure *figure = record_figure_at(record, i);
    if (!*figure->table && is_share(figure) && *figure->whole) check_share(rule, record, i, reread, data);
  }
}
