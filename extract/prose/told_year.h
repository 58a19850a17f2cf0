/*
 * told_year.h - of which year a number of a sentence is told: 2021年收到申请31件, in the report on 2022.
 */
#ifndef EXTRACT_TOLD_YEAR_H
#define EXTRACT_TOLD_YEAR_H

#include "prose/prose_patterns.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the words of a clause, up to the # that stands for its number, tell it of another year than `own` ("": not
 * known), or of several in one breath: 2021年、2022年分别收到申请#件.
 */
bool told_year_is_other(const char *own, const char *clause);

/* Whether the words of a clause carry something over to `own`: 结转至2024年作出答复的#件, in the report on 2024. */
bool told_year_is_reached(const ProsePatterns *patterns, const char *own, const char *clause);

/*
 * Whether another year than `own` opened a clause of the sentence ahead of byte `at`, and none was named since:
 * 2021年，收到申请31件，答复 30件. It is the year of all that follows.
 */
bool told_year_goes_on(const ProsePatterns *patterns, const char *own, const char *sentence, size_t at);

#endif
