/*
 * stop.h - Ctrl-C and SIGTERM as a question that a run asks itself between two files.
 */
#ifndef EXTRACT_STOP_H
#define EXTRACT_STOP_H

#include <stdbool.h>

/* From here on the signals ask; a second one ends the program at once. */
void stop_listen(void);
/* Whether one has come. */
bool stop_asked(void);

#endif
