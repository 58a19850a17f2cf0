/*
 * nameless.h - temporary files that nobody else sees and that no end of the program leaves behind.
 */
#ifndef EXTRACT_NAMELESS_H
#define EXTRACT_NAMELESS_H

/* A new file without a name in that folder, open to read and write; -1 with errno. Close it. */
int nameless_open(const char *folder);

#endif
