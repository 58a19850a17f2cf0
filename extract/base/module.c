#include "base/module.h"

#include "base/home.h"

#include <dlfcn.h>

G_DEFINE_QUARK(extract_module_error, module_error)

const void *module_load(const char *name, GError **error) {
  static const char *const places[] = {"modules", "../../modules", "../lib/extract", NULL}; /* the second: of a test */
  g_autofree char *file = g_strconcat(name, ".so", NULL), *symbol = g_strconcat(name, "_module", NULL);
  g_autofree char *folder = home_find(places, file), *path = g_build_filename(folder, file, NULL);
  void *module = dlopen(path, RTLD_LAZY);
  const void *table = module ? dlsym(module, symbol) : NULL;
  if (!table) g_set_error(error, MODULE_ERROR, 0, "a part of the program cannot be loaded: %s", dlerror());
  return table;
}
