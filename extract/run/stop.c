#include "run/stop.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t asked; /* a signal's handler reaches nothing but what is global */

static void ask(int signal_number) {
  (void)signal_number;
  asked = 1;
}

void stop_listen(void) {
  /* no SA_RESTART: whoever waits for a reading process wakes up and asks */
  struct sigaction action = {.sa_handler = ask, .sa_flags = (int)SA_RESETHAND};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

bool stop_asked(void) { return asked != 0; }
