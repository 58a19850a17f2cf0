/*
 * unit.h - units of money, the only ones that are converted.
 */
#ifndef EXTRACT_UNIT_H
#define EXTRACT_UNIT_H

/* The power of ten of 元 that a unit of money is: 元 0, 万元 4, 亿元 8; -1 for what is counted or measured. */
int unit_money_power(const char *unit);

#endif
