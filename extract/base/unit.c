#include "base/unit.h"

#include <string.h>

int unit_money_power(const char *unit) {
  static const char *const units[] = {"元", "万元", "亿元"};
  for (int i = 0; i < 3; i++)
    if (strcmp(unit, units[i]) == 0) return i * 4;
  return -1;
}
