/*
 * trees.c - a program of the build: prints the trees of the pattern files as C, for extract/base/yaml_built.c. To parse them
 * would take as long at each start as all else that is done with them.
 *
 * The nodes of all files lie in one array, first the roots, and the children of each next to each other.
 */
#include "base/yaml.h"

#include <stdio.h>
#include <string.h>

/* Here nothing is built in yet. */
const YamlNode *yaml_built(const char *source, size_t length) {
  (void)source, (void)length;
  return NULL;
}

/* As numbers: C promises no string of such a length. */
static void print_bytes(const char *text) {
  for (const char *byte = text; *byte; byte++) printf("%d,", *byte);
  printf("0,\n");
}

static void print_sources(const GPtrArray *files) {
  for (guint i = 0; i < files->len; i++) {
    printf("static const char file%u[] = {\n", i);
    print_bytes(((const YamlFile *)files->pdata[i])->source);
    printf("};\n");
  }
  printf("static const struct {\n  const char *source;\n  size_t length;\n} files[] = {\n");
  for (guint i = 0; i < files->len; i++) printf("{file%u, sizeof file%u - 1},\n", i, i);
  printf("};\n");
}

static void print_texts(const GPtrArray *nodes) {
  printf("static const char texts[] = {\n");
  for (guint i = 0; i < nodes->len; i++) {
    const YamlNode *node = nodes->pdata[i];
    if (node->text) print_bytes(node->text);
    if (node->key) print_bytes(node->key);
  }
  printf("};\n");
}

/* The children of each node that has any: a piece of one array of all nodes in their order. */
static void print_children(const GPtrArray *nodes, guint roots) {
  printf("static const YamlNode nodes[%u];\nstatic const gpointer each[] = {\n", nodes->len);
  for (guint i = 0; i < nodes->len; i++) printf("(gpointer)(nodes + %u),\n", i);
  printf("};\nstatic const GPtrArray children[] = {\n");
  for (guint i = 0, next = roots; i < nodes->len; i++) {
    const GPtrArray *children = ((const YamlNode *)nodes->pdata[i])->children;
    if (!children) continue;
    printf("{(gpointer *)each + %u, %u},\n", next, children->len);
    next += children->len;
  }
  printf("};\n");
}

static void print_text(const char *text, size_t *at) {
  if (!text) {
    printf("0, ");
    return;
  }
  printf("(char *)texts + %zu, ", *at);
  *at += strlen(text) + 1;
}

static void print_nodes(const GPtrArray *nodes) {
  size_t at = 0;
  guint parents = 0;
  printf("static const YamlNode nodes[] = {\n");
  for (guint i = 0; i < nodes->len; i++) {
    const YamlNode *node = nodes->pdata[i];
    printf("{%d, ", node->kind);
    print_text(node->text, &at);
    print_text(node->key, &at);
    if (node->children) printf("(GPtrArray *)children + %u, ", parents++);
    else printf("0, ");
    printf("%d, %d},\n", node->line, node->column);
  }
  printf("};\n");
}

int main(int argc, char **argv) {
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)yaml_file_free);
  g_autoptr(GPtrArray) nodes = g_ptr_array_new();
  for (int i = 1; i < argc; i++) {
    g_autoptr(GError) error = NULL;
    YamlFile *file = yaml_file_read(argv[i], argv[i], &error);
    if (!file) return fprintf(stderr, "%s\n", error->message), 1;
    g_ptr_array_add(files, file);
    g_ptr_array_add(nodes, (gpointer)file->root);
  }
  for (guint i = 0; i < nodes->len; i++) {
    const GPtrArray *children = ((const YamlNode *)nodes->pdata[i])->children;
    for (guint j = 0; children && j < children->len; j++) g_ptr_array_add(nodes, children->pdata[j]);
  }
  print_sources(files);
  print_texts(nodes);
  print_children(nodes, files->len);
  print_nodes(nodes);
  return fflush(stdout) != 0;
}
