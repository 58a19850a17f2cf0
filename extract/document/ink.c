#include "document/ink.h"

#include "base/bounds.h"

#include <math.h>

/* A rule is longer than thick: the small squares with which Word fills corners say nothing that the edges do not. */
static const double LEAST_RATIO = 2.0;
static const double SHORTEST_RULE = 1.0;
/* Dots no farther apart than so many of their own sizes are one dotted rule, from so many on; they are painted in
   order. */
static const double DOTS_GAP = 3.0;
enum { DOTS_LEAST = 4 };
/* How many areas back a dark ground is looked for. */
enum { DEEPEST_GROUND = 500 };

void ink_init(Ink *ink) {
  *ink = (Ink){.rules = g_array_new(FALSE, FALSE, sizeof(Rule)),
               .fields = g_array_new(FALSE, FALSE, sizeof(Box)),
               .fills = g_array_new(FALSE, FALSE, sizeof(Fill))};
}

void ink_release(Ink *ink) {
  g_array_unref(ink->rules);
  g_array_unref(ink->fields);
  g_array_unref(ink->fills);
}

bool ink_is_dark(const Ink *ink, double x, double y) {
  unsigned stop = ink->fills->len > DEEPEST_GROUND ? ink->fills->len - DEEPEST_GROUND : 0;
  for (unsigned i = ink->fills->len; i-- > stop;) {
    const Fill *fill = &g_array_index(ink->fills, Fill, i);
    if (x >= fill->box.x1 && x <= fill->box.x2 && y >= fill->box.y1 && y <= fill->box.y2) return !fill->light;
  }
  return false;
}

static void add_rule(Ink *ink, Rule rule, bool light) {
  if (light && !ink_is_dark(ink, (rule.x1 + rule.x2) / 2, (rule.y1 + rule.y2) / 2)) return;
  if (ink->rules->len < LIMIT_RULES) g_array_append_val(ink->rules, rule);
  else ink->trouble = "too many rules";
}

static void add_fill(Ink *ink, Fill fill) {
  if (ink->fills->len < LIMIT_FILLS) g_array_append_val(ink->fills, fill);
  else ink->trouble = "too many filled areas";
}

/* Whether a dot goes on in the direction of those before it. */
static bool dot_follows(const Dots *dots, Box dot, bool level) {
  Box last = dots->last;
  double size = fmax(box_width(last), box_height(last));
  double step = level ? box_middle_x(dot) - box_middle_x(last) : box_middle_y(dot) - box_middle_y(last);
  double off = level ? box_middle_y(dot) - box_middle_y(last) : box_middle_x(dot) - box_middle_x(last);
  double same = fmax(box_width(dot), box_height(dot)) - size;
  if (fabs(off) > size / 2 || fabs(same) > size / 2 || !(fabs(step) > 0)) return false;
  return fabs(step) <= (1 + DOTS_GAP) * size && (dots->n < 2 || dots->level == level);
}

/* A dot begins, or goes on, a row of them; a row that is long enough is a rule, which then grows with it. */
static void add_dot(Ink *ink, Box box, bool light) {
  Dots *dots = &ink->dots;
  bool level = dots->n > 0 && dot_follows(dots, box, true), upright = dots->n > 0 && dot_follows(dots, box, false);
  if (!level && !upright) *dots = (Dots){.all = box};
  dots->n++;
  dots->level = level;
  dots->last = box;
  dots->all = box_union(dots->all, box);
  double x = box_middle_x(dots->all), y = box_middle_y(dots->all);
  Rule rule = level ? (Rule){dots->all.x1, y, dots->all.x2, y} : (Rule){x, dots->all.y1, x, dots->all.y2};
  if (dots->n == DOTS_LEAST) {
    dots->rule = ink->rules->len;
    add_rule(ink, rule, light);
    dots->drawn = dots->rule < ink->rules->len;
  } else if (dots->drawn) g_array_index(ink->rules, Rule, dots->rule) = rule;
}

static bool is_area(Box box) { return fmin(box_width(box), box_height(box)) > INK_THICKEST_RULE; }

static void add_box(Ink *ink, Box box, bool light) {
  double width = box.x2 - box.x1, height = box.y2 - box.y1;
  if (!(width >= 0 && height >= 0) || !isfinite(width + height)) return;
  double thin = fmin(width, height), length = fmax(width, height);
  double x = box_middle_x(box), y = box_middle_y(box);
  if (is_area(box)) add_fill(ink, (Fill){box, light});
  else if (length < fmax(SHORTEST_RULE, thin * LEAST_RATIO)) add_dot(ink, box, light);
  else if (width > height) add_rule(ink, (Rule){box.x1, y, box.x2, y}, light);
  else add_rule(ink, (Rule){x, box.y1, x, box.y2}, light);
}

void ink_add_image(Ink *ink, Box box) { add_box(ink, box, false); }

void ink_add_box(Ink *ink, Box box, Tint tint) {
  bool seen = tint != TINT_WHITE || ink_is_dark(ink, box_middle_x(box), box_middle_y(box));
  if (is_area(box) && seen && ink->fields->len < LIMIT_FILLS) g_array_append_val(ink->fields, box);
  add_box(ink, box, tint != TINT_DARK);
}
