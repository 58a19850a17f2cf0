#include "ink.h"

#include "bounds.h"

#include <math.h>

/* A rule is longer than thick: the small squares with which Word fills corners say nothing that the edges do not. */
static const double LEAST_RATIO = 2.0;
static const double SHORTEST_RULE = 1.0;
/* How many areas back a dark ground is looked for. */
enum { DEEPEST_GROUND = 500 };

void ink_init(Ink *ink) {
  *ink = (Ink){.rules = g_array_new(FALSE, FALSE, sizeof(Rule)), .fills = g_array_new(FALSE, FALSE, sizeof(Fill))};
}

void ink_release(Ink *ink) {
  g_array_unref(ink->rules);
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
}

void ink_add_box(Ink *ink, Box box, bool light) {
  double width = box.x2 - box.x1, height = box.y2 - box.y1;
  if (!(width >= 0 && height >= 0) || !isfinite(width + height)) return;
  double thin = fmin(width, height), length = fmax(width, height);
  double x = box_middle_x(box), y = box_middle_y(box);
  if (thin > INK_THICKEST_RULE) add_fill(ink, (Fill){box, light});
  else if (length < fmax(SHORTEST_RULE, thin * LEAST_RATIO)) return;
  else if (width > height) add_rule(ink, (Rule){box.x1, y, box.x2, y}, light);
  else add_rule(ink, (Rule){x, box.y1, x, box.y2}, light);
}
