/*
 * short_name.h - what a place is called for short: 高新区, 阿坝州.
 */
#ifndef EXTRACT_SHORT_NAME_H
#define EXTRACT_SHORT_NAME_H

#include <stdbool.h>

/*
 * Whether `name`, of three characters or more, is `place` or leaves out characters of it, but not its last: 高新区 for
 * 青芦高新技术产业开发区.
 */
bool short_name_of(const char *name, const char *place);

#endif
