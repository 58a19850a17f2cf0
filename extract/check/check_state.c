#include "check/check_state.h"

#include "base/unit.h"

static const char *const state_names[] = {"holds",          "contradicted",      "reading-in-doubt",
                                          "not-assessable", "total-not-printed", "differs-in-scope"};

void check_verdict_clear(CheckVerdict *verdict) {
  g_clear_pointer(&verdict->operands, g_array_unref);
  if (verdict->doubts) g_string_free(g_steal_pointer(&verdict->doubts), TRUE);
}

/* What is summed up on one side. */
typedef struct Sum {
  Decimal value;
  guint printed, blank, absent;
  bool exact; /* false: a value is no number or does not fit */
  bool zero;  /* all that is printed is 0 */
} Sum;

static void sum_add(Sum *sum, const CheckOperand *operand, bool in_yuan) {
  const Figure *figure = operand->figure;
  if (!figure) {
    sum->absent++;
    return;
  }
  if (!g_str_equal(figure->state, "figure")) {
    sum->blank++;
    return;
  }
  Decimal value;
  bool good = decimal_parse(figure->value, &value);
  if (good && in_yuan) good = decimal_shift(value, unit_money_power(figure->unit), &value);
  if (good)
    good =
        operand->minus ? decimal_subtract(sum->value, value, &sum->value) : decimal_add(sum->value, value, &sum->value);
  sum->printed++;
  sum->exact = sum->exact && good;
  sum->zero = sum->zero && good && value.digits == 0;
}

static Sum sum_side(const CheckSide *side, bool in_yuan) {
  Sum sum = {{0, 0}, 0, 0, 0, true, true};
  for (guint i = 0; i < side->operands->len; i++)
    sum_add(&sum, &g_array_index(side->operands, CheckOperand, i), in_yuan);
  return sum;
}

/* Whether both sides are money in different units: then all is counted in 元. */
static bool units_differ(const CheckSide *left, const CheckSide *right) {
  int first = -2;
  bool differ = false;
  for (guint i = 0; i < left->operands->len + right->operands->len; i++) {
    const bool on_left = i < left->operands->len;
    const Figure *figure = on_left ? g_array_index(left->operands, CheckOperand, i).figure
                                   : g_array_index(right->operands, CheckOperand, i - left->operands->len).figure;
    const int power = figure ? unit_money_power(figure->unit) : first;
    if (figure && power < 0) return false;
    if (first == -2) first = power;
    differ = differ || power != first;
  }
  return differ;
}

/* A sentence may state a bound only: 500余 is at least 500. */
static const char *prose_mark(const CheckSide *left, const char *mark) {
  const Figure *figure = g_array_index(left->operands, CheckOperand, 0).figure;
  return figure && record_has_mark(figure->marks, mark) ? mark : NULL;
}

static bool relation_holds(const CheckSide *left_side, Decimal left, Decimal right, bool at_most) {
  const int order = decimal_compare(left, right);
  if (at_most || prose_mark(left_side, "at-least")) return order <= 0;
  if (prose_mark(left_side, "at-most")) return order >= 0;
  return order == 0;
}

static GArray *collect(const CheckSide *left, const CheckSide *right, guint *ret_left_count) {
  GArray *all = g_array_new(FALSE, FALSE, sizeof(CheckOperand));
  const CheckSide *sides[] = {left, right};
  for (int s = 0; s < 2; s++) {
    for (guint i = 0; i < sides[s]->operands->len; i++)
      if (g_array_index(sides[s]->operands, CheckOperand, i).figure)
        g_array_append_val(all, g_array_index(sides[s]->operands, CheckOperand, i));
    if (s == 0) *ret_left_count = all->len;
  }
  return all;
}

/* What stands in the way of assessing; "" when nothing. */
static const char *find_obstacle(const CheckSide *left_side, const Sum *left, const Sum *right) {
  if (!left->exact || !right->exact) return "数值过大或不是数字";
  if (left->absent + right->absent > 0) return "表中缺少有关的行";
  if (left->blank + right->blank > 0) return "有空白或未填数字的格";
  return prose_mark(left_side, "about") ? "文字中是约数" : "";
}

CheckVerdict check_judge(const CheckSide *left_side, const CheckSide *right_side, bool at_most) {
  const bool in_yuan = units_differ(left_side, right_side);
  const Sum left = sum_side(left_side, in_yuan), right = sum_side(right_side, in_yuan);
  CheckVerdict verdict = CHECK_VERDICT_NONE;
  verdict.operands = collect(left_side, right_side, &verdict.left_count);
  verdict.doubts = g_string_new(NULL);
  verdict.at_most = at_most;
  verdict.has_left = left.printed > 0 && left.exact;
  verdict.has_right = right.printed > 0 && right.exact;
  verdict.left = left.value;
  verdict.right = right.value;
  verdict.obstacle = find_obstacle(left_side, &left, &right);
  const bool holds = relation_holds(left_side, left.value, right.value, at_most);
  if (!*verdict.obstacle) {
    verdict.state = holds ? CHECK_HOLDS : CHECK_CONTRADICTED;
    verdict.trivial = left.zero && right.zero;
    return verdict;
  }
  const bool one_total = left_side->operands->len == 1 && left.blank == 1;
  verdict.state = one_total && right.printed > 0 && !at_most ? CHECK_TOTAL_NOT_PRINTED : CHECK_NOT_ASSESSABLE;
  const bool only_blanks = left.exact && right.exact && left.absent + right.absent == 0 && left.blank + right.blank > 0;
  if (only_blanks && verdict.state == CHECK_NOT_ASSESSABLE) verdict.if_blank_is_zero = holds ? "holds" : "differs";
  return verdict;
}

/* Why the figure may be another one than is printed; NULL: nothing says so. New string. */
static char *doubt(const Figure *figure, CheckReread reread, gconstpointer data) {
  if (record_has_mark(figure->marks, "damaged-page")) return g_strdup("所在页面损坏");
  if (record_has_mark(figure->marks, "ocr")) return g_strdup("由OCR识别而来");
  g_autofree char *again = reread(figure, data);
  if (g_str_equal(again, figure->value)) return NULL;
  return g_strdup_printf("第一种读法 %s，第二种读法 %s", figure->value, *again ? again : "未找到");
}

void check_confirm(CheckVerdict *verdict, CheckReread reread, gconstpointer data) {
  for (guint i = 0; reread && i < verdict->operands->len; i++) {
    const Figure *figure = g_array_index(verdict->operands, CheckOperand, i).figure;
    g_autofree char *reason = doubt(figure, reread, data);
    if (!reason) continue;
    verdict->state = CHECK_READING_IN_DOUBT;
    g_string_append_printf(verdict->doubts, "第%d页 %s：%s；", figure->page, figure->raw, reason);
  }
}

/* 1567 of 15673: what the printed page shows of a figure that runs over its edge. */
static void say_clipped(const CheckVerdict *verdict, GString *words) {
  for (guint i = 0; i < verdict->operands->len; i++) {
    const Figure *figure = g_array_index(verdict->operands, CheckOperand, i).figure;
    if (record_has_mark(figure->marks, "clipped") && !record_has_mark(figure->marks, "cut-off"))
      g_string_append_printf(words, "其中 %s 在页面上只印出一部分，文件中完整；", figure->value);
  }
}

static void say(const CheckVerdict *verdict, const char *difference, GString *words) {
  static const char *const sentences[] = {
      [CHECK_HOLDS] = "两边相等。",
      [CHECK_CONTRADICTED] = "两种独立读法一致，报告原文如此，两边不符",
      [CHECK_READING_IN_DOUBT] = "读数存疑，请对照原页：",
      [CHECK_NOT_ASSESSABLE] = "不能判断：",
      [CHECK_TOTAL_NOT_PRINTED] = "总计未填；各部分之和列于右边。",
      [CHECK_DIFFERS_IN_SCOPE] = "文字只说到机关的一部分，与全表不同，不算矛盾",
  };
  const bool bounded = verdict->state == CHECK_HOLDS && decimal_compare(verdict->left, verdict->right) != 0;
  if (bounded) g_string_append(words, "未超出界限。");
  else g_string_append(words, verdict->trivial ? "两边都是 0：不能验证什么。" : sentences[verdict->state]);
  if (verdict->state == CHECK_CONTRADICTED || verdict->state == CHECK_DIFFERS_IN_SCOPE)
    g_string_append_printf(words, "，相差 %s。", difference);
  if (verdict->state == CHECK_READING_IN_DOUBT) g_string_append(words, verdict->doubts->str);
  if (verdict->state == CHECK_NOT_ASSESSABLE) g_string_append_printf(words, "%s。", verdict->obstacle);
  if (g_str_equal(verdict->if_blank_is_zero, "holds")) g_string_append(words, "若空白作 0，则两边相等。");
  if (g_str_equal(verdict->if_blank_is_zero, "differs")) g_string_append(words, "若空白作 0，则两边不符。");
  say_clipped(verdict, words);
}

static void write_numbers(const CheckVerdict *verdict, Record *record, Check *row) {
  char buffer[DECIMAL_TEXT];
  Decimal difference;
  if (verdict->has_left) row->left = record_string(record, decimal_print(verdict->left, buffer));
  if (verdict->has_right) row->right = record_string(record, decimal_print(verdict->right, buffer));
  const bool both = verdict->has_left && verdict->has_right;
  if (both && decimal_subtract(verdict->left, verdict->right, &difference))
    row->difference = record_string(record, decimal_print(difference, buffer));
}

static void write_figures(const CheckVerdict *verdict, Record *record, Check *row) {
  g_autoptr(GString) figures = g_string_new(NULL);
  g_autoptr(GString) terms = g_string_new(NULL);
  for (guint i = 0; i < verdict->operands->len; i++) {
    const CheckOperand *operand = &g_array_index(verdict->operands, CheckOperand, i);
    const Figure *figure = operand->figure;
    g_autofree char *address = record_figure_address(figure);
    const bool on_left = i < verdict->left_count;
    if (i > 0) {
      g_string_append_c(figures, ' ');
      g_string_append_c(terms, ' ');
    }
    g_string_append(figures, address);
    g_string_append(terms, on_left ? (operand->minus ? "=-" : "=") : (operand->minus ? "-" : "+"));
  }
  row->figures = record_string(record, figures->str);
  row->terms = record_string(record, terms->str);
}

Check *check_add(const CheckRule *rule, const CheckRelation *relation, const char *over, const CheckVerdict *verdict,
                 Record *record) {
  Check *row = record_add(record, RECORD_CHECK);
  g_autofree char *id = *over ? g_strconcat(rule->id, ":", over, NULL) : g_strdup(rule->id);
  row->report = record_report(record)->report;
  row->check = record_string(record, id);
  row->form = record_report(record)->form;
  row->relation = record_string(record, relation->text);
  row->pattern = record_string(record, rule->place);
  row->state = state_names[verdict->state];
  row->if_blank_is_zero = verdict->if_blank_is_zero;
  write_numbers(verdict, record, row);
  write_figures(verdict, record, row);
  g_autoptr(GString) words = g_string_new(NULL);
  say(verdict, row->difference, words);
  row->words = record_string(record, words->str);
  return row;
}
