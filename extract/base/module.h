/*
 * module.h - parts of the program that stand on libraries which take long to load: each is a shared object, loaded when it
 * is wanted and where. For one report that is the process that reads it, and the workbook's libraries are loaded meanwhile.
 *
 * A module brings along what it uses of the rest of the program, and shows nothing but a table of functions.
 */
#ifndef EXTRACT_MODULE_H
#define EXTRACT_MODULE_H

#include <glib.h>

#define MODULE_ERROR module_error_quark()
GQuark module_error_quark(void);

/* For what others than its own parts may see of a module. */
#define MODULE_SHOWN __attribute__((visibility("default")))

/* The table that modules/NAME.so shows as NAME_module. It stays loaded. NULL with the error set when there is none. */
const void *module_load(const char *name, GError **error);

#endif
