/* Gives each file named on the command line to a fuzzer once, and says so as TAP. */
#include "fuzz.h"

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

int main(int argc, char **argv) {
  printf("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++) {
    g_autofree char *data = NULL;
    size_t length = 0;
    bool read = g_file_get_contents(argv[i], &data, &length, NULL);
    if (read) LLVMFuzzerTestOneInput((const uint8_t *)data, length);
    printf("%sok %d %s\n", read ? "" : "not ", i, argv[i]);
  }
  return 0;
}
