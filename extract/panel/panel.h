/*
 * panel.h - years side by side: of many reports only what places and years are compared by.
 *
 * A cell of the panel is one indicator of one report, in the indicator's own unit. The table's figure stands before
 * those of sentences; sentences that differ, and figures in doubt, give none. An empty cell says why.
 */
#ifndef EXTRACT_PANEL_H
#define EXTRACT_PANEL_H

#include "base/decimal.h"
#include "record/record.h"
#include "report/codebook.h"

/* What stands in a cell. The order is that of panel_states. */
typedef enum PanelState {
  PANEL_TABLE, /* a number, from a table */
  PANEL_PROSE, /* a number, from a sentence */
  PANEL_ABOUT, /* likewise, and it says that it is not exact */
  PANEL_SUM,   /* a number: the sum of others that the form does not print */
  PANEL_BLANK,
  PANEL_SLASH,
  PANEL_DASH,
  PANEL_WORDS,
  PANEL_DOUBT,       /* something is printed, but not for certain what */
  PANEL_NOT_PRINTED, /* the form has it, this report has not */
  PANEL_NOT_ON_FORM,
  PANEL_NO_REPORT,
} PanelState;
enum { PANEL_STATES = PANEL_NO_REPORT + 1 };

/* Each state in the words of the outputs: "table", "not-on-form". */
extern const char *const panel_states[PANEL_STATES];

static inline bool panel_is_number(PanelState state) { return state <= PANEL_SUM; }

typedef struct PanelValue {
  PanelState state;
  Decimal number; /* when the state says that there is one */
} PanelValue;

/* As it is kept. */
typedef struct PanelCell {
  int64_t digits;
  uint16_t entry; /* of the codebook */
  uint8_t scale, state;
} PanelCell;

typedef struct PanelReport {
  char *report, *sha256, *place, *code, *code_today, *level, *parent, *publisher;
  char *form;    /* "" when none */
  char *series;  /* alike for all years of one place */
  int year;      /* 0: not known */
  int duplicate; /* 1, and 2, 3 ... for further reports of that place and year */
  bool twin;     /* there are several of that place and year */
  bool missing;  /* there is none: a year between the first and the last of its series */
  GArray *cells; /* of PanelCell, by entry; NULL when missing */
} PanelReport;

/* The report of that record alone; NULL for a failure. */
PanelReport *panel_report_new(const Codebook *codebook, const Record *record);
void panel_report_free(PanelReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PanelReport, panel_report_free)

/*
 * Any number of reports: they lie on disk, in memory there is a line of each. `folder` is where (NULL: that for
 * temporary files).
 */
typedef struct Panel Panel;
Panel *panel_new(const Codebook *codebook, const char *folder);
void panel_free(Panel *panel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Panel, panel_free)

bool panel_add(Panel *panel, const PanelReport *report, GError **error);
/* Once, after the last: sorts by place and year. The calls below are for a panel that is complete. */
void panel_complete(Panel *panel);

/* The reports of one place over the years. */
typedef struct PanelSeries {
  unsigned rows;  /* reports, and missing years among them */
  unsigned years; /* on how many there is a report; 0: no place or no year is known */
  unsigned crowd; /* 0; or so many are called alike that they are no one place's: not to be compared, and in parts */
  unsigned first, count; /* of the lines of the panel */
} PanelSeries;

/* How many were added; how many rows they are with the missing years. */
unsigned panel_reports(const Panel *panel);
unsigned panel_rows(const Panel *panel);
/* Whether there are several of one place and year. */
bool panel_has_twins(const Panel *panel);
/* Whether any report has a cell of that entry. */
bool panel_prints(const Panel *panel, guint entry);
/* Of PanelSeries, in their order; borrowed. */
const GArray *panel_series(const Panel *panel);
/* Those reports, by year, missing ones among them; new array of PanelReport. NULL with an error. */
GPtrArray *panel_load(const Panel *panel, const PanelSeries *series, GError **error);

/* The cell of an entry of the codebook. */
PanelValue panel_value(const Codebook *codebook, const PanelReport *report, guint entry);

/* From one unit to another: money exactly, what is counted (件, 条, 次) as it is. False when that cannot be. */
bool panel_convert(Decimal *value, const char *from, const char *to);

/* What does not fit together from one year to the next. */
typedef struct PanelFinding {
  const PanelReport *report, *before;
  char *check;          /* id of the rule and its column: "years.carryover:_nat" */
  const char *relation; /* borrowed from the rules; "" for a leap */
  char *words;          /* what the right side is: "2021年“结转下年度继续办理”52" */
  bool notice;          /* practice often breaks it, or it is only flagged: no contradiction */
  guint entry;          /* the indicator it shows at */
  Decimal left, right;
} PanelFinding;

/* Of the reports of one series; new array of PanelFinding, which borrow them. */
GPtrArray *panel_find(const Codebook *codebook, const GPtrArray *reports);

#endif
