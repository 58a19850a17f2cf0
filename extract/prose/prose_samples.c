#include "prose/narrative.h"
#include "prose/prose_source.h"

#include <string.h>

/* The samples of one file, tried; the first that does not come out is the error. */
typedef struct Trial {
  const ProsePatterns *patterns;
  const YamlFile *file;
  GError **error;
} Trial;

static ProseText text_of(const Trial *trial, const Sample *sample, NumeralWhere where, bool *limit) {
  return (ProseText){trial->patterns, sample->text, strlen(sample->text), where, limit};
}

/* Says what a sample came to instead. */
static bool complain(const Trial *trial, const Sample *sample, const GArray *numerals) {
  GString *found = g_string_new(NULL);
  for (unsigned i = 0; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    g_string_append_printf(found, "%s %s '%.*s'", i ? "," : "", span->class, (int)(span->to - span->from),
                           sample->text + span->from);
  }
  yaml_fail(trial->file, sample->node, 0, trial->error, "%s comes out as:%s",
            sample->lookalike ? "look-alike" : "sample", found->len ? found->str : " nothing");
  g_string_free(found, TRUE);
  return false;
}

static bool try_numeral(const Trial *trial, const NumeralPattern *pattern, const Sample *sample) {
  bool limit = false, right = false;
  NumeralWhere where = pattern->where == NUMERAL_ANYWHERE ? NUMERAL_IN_TEXT : pattern->where;
  ProseText text = text_of(trial, sample, where, &limit);
  g_autoptr(GArray) numerals = numeral_scan(&text);
  for (unsigned i = 0; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    bool same = g_str_equal(span->class, pattern->class);
    if (sample->lookalike && same && span->from < sample->to && span->to > sample->from)
      return complain(trial, sample, numerals);
    right |= same && span->from == sample->from && span->to == sample->to;
  }
  return sample->lookalike || right || complain(trial, sample, numerals);
}

/* Whether there is a figure at the sample's place whose marks hold `mark` (none: any figure). */
static bool try_figure(const Trial *trial, const Sample *sample, unsigned mark, bool wanted) {
  bool limit = false, found = false;
  ProseText text = text_of(trial, sample, NUMERAL_IN_TEXT, &limit);
  g_autoptr(GArray) numerals = numeral_scan(&text);
  for (unsigned i = 0; i < numerals->len; i++) {
    const NumeralSpan *span = &g_array_index(numerals, NumeralSpan, i);
    bool marked = mark == MARK_NONE || (span->quantity.marks & mark);
    found |= g_str_equal(span->class, NUMERAL_FIGURE) && span->from == sample->from && marked;
  }
  return found == wanted || complain(trial, sample, numerals);
}

static bool try_indicator(const Trial *trial, const NarrativePattern *pattern, const Sample *sample) {
  bool limit = false, found = false;
  const IndicatorIds *ids = &pattern->ids;
  const char *form = *ids->y2019 ? "2019" : *ids->y2014 ? "2014" : "early";
  const char *id = *ids->y2019 ? ids->y2019 : *ids->y2014 ? ids->y2014 : ids->early;
  ProseText text = text_of(trial, sample, NUMERAL_IN_TEXT, &limit);
  g_autoptr(GArray) numerals = numeral_scan(&text);
  g_autoptr(Narrative) narrative = narrative_new(trial->patterns, &(NarrativeAbout){pattern->title, form, "", "", ""});
  narrative_read(narrative, &text, numerals);
  const GArray *statements = narrative_statements(narrative);
  for (unsigned i = 0; i < statements->len; i++) {
    const Statement *one = &g_array_index(statements, Statement, i);
    if (one->quantity.from != sample->from || !g_str_equal(one->indicator, id)) continue;
    found |= sample->lookalike || g_str_equal(one->place, pattern->place);
  }
  return found != sample->lookalike || complain(trial, sample, numerals);
}

static bool try_contexts(const Trial *trial, const GPtrArray *patterns, unsigned mark, bool figures) {
  for (unsigned i = 0; i < patterns->len; i++) {
    const ContextPattern *pattern = g_ptr_array_index(patterns, i);
    for (unsigned k = 0; k < pattern->samples->len; k++) {
      const Sample *sample = &g_array_index(pattern->samples, Sample, k);
      bool unit = *pattern->unit || regex_group(pattern->before, "u") > 0;
      unsigned wanted = unit ? MARK_NONE : pattern->mark ? pattern->mark : mark;
      if (!try_figure(trial, sample, wanted, sample->lookalike != figures)) return false;
    }
  }
  return true;
}

static bool try_numerals(const Trial *trial) {
  for (unsigned i = 0; i < trial->patterns->numerals->len; i++) {
    const NumeralPattern *pattern = g_ptr_array_index(trial->patterns->numerals, i);
    for (unsigned k = 0; k < pattern->samples->len; k++)
      if (!try_numeral(trial, pattern, &g_array_index(pattern->samples, Sample, k))) return false;
  }
  return true;
}

static bool try_prose(const Trial *trial) {
  for (unsigned i = 0; i < trial->patterns->zeros->len; i++) {
    const ZeroPattern *zero = g_ptr_array_index(trial->patterns->zeros, i);
    for (unsigned k = 0; k < zero->samples->len; k++) {
      const Sample *sample = &g_array_index(zero->samples, Sample, k);
      if (!try_figure(trial, sample, MARK_WORDED, !sample->lookalike)) return false;
    }
  }
  for (unsigned i = 0; i < trial->patterns->indicators->len; i++) {
    const NarrativePattern *pattern = g_ptr_array_index(trial->patterns->indicators, i);
    for (unsigned k = 0; k < pattern->samples->len; k++)
      if (!try_indicator(trial, pattern, &g_array_index(pattern->samples, Sample, k))) return false;
  }
  return true;
}

bool prose_samples_try(const ProsePatterns *patterns, const YamlFile *numerals, const YamlFile *units,
                       const YamlFile *prose, GError **error) {
  Trial trial = {patterns, numerals, error};
  if (!try_numerals(&trial)) return false;
  trial.file = units;
  if (!try_contexts(&trial, patterns->directions, MARK_NONE, true) ||
      !try_contexts(&trial, patterns->bare, MARK_UNIT_MISSING, true) ||
      !try_contexts(&trial, patterns->words, MARK_NONE, false))
    return false;
  trial.file = prose;
  return try_prose(&trial);
}
