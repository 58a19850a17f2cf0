/*
 * heap.h - the memory of a process that reads one file.
 */
#ifndef EXTRACT_HEAP_H
#define EXTRACT_HEAP_H

/*
 * From now on malloc() is quick in this process, and never gives memory back to the system: it ends soon. It must have
 * but one thread. What was had before can be freed as ever.
 */
void heap_hasten(void);

#endif
