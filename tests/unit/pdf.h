/*
 * pdf.h - PDF files written by hand, as small as they can be.
 */
#ifndef TESTS_UNIT_PDF_H
#define TESTS_UNIT_PDF_H

#include "document/document.h"

#include <string.h>

/* A file of `n` objects, the first of which is the catalog; each is freed. */
static inline GBytes *pdf_of_objects(GString **objects, unsigned n) {
  GString *file = g_string_new("%PDF-1.7\n");
  g_autoptr(GString) table = g_string_new(NULL);
  for (unsigned i = 0; i < n; i++) {
    g_string_append_printf(table, "%010zu 00000 n \n", file->len);
    g_string_append_printf(file, "%u 0 obj\n", i + 1);
    g_string_append_len(file, objects[i]->str, (gssize)objects[i]->len);
    g_string_append(file, "\nendobj\n");
    g_string_free(objects[i], TRUE);
  }
  size_t start = file->len;
  g_string_append_printf(file, "xref\n0 %u\n0000000000 65535 f \n%s", n + 1, table->str);
  g_string_append_printf(file, "trailer\n<</Size %u/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", n + 1, start);
  return g_string_free_to_bytes(file);
}

static inline GString *pdf_stream(const char *keys, const void *data, size_t length) {
  GString *stream = g_string_new(NULL);
  g_string_printf(stream, "<<%s/Length %zu>>\nstream\n", keys, length);
  g_string_append_len(stream, data, (gssize)length);
  g_string_append(stream, "\nendstream");
  return stream;
}

/*
 * One page of 300 by 400 points with the font /F (Helvetica) and the form /X (content `form`, or none). `keys` go
 * into the page's dictionary, `content_keys` into that of its content.
 */
static inline GBytes *pdf_of_stream(const char *keys, const char *content_keys, const void *content, size_t length,
                                    const char *form) {
  GString *objects[6] = {
      g_string_new("<</Type/Catalog/Pages 2 0 R>>"),
      g_string_new("<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 400]>>"),
      g_string_new(NULL),
      pdf_stream(content_keys, content, length),
      g_string_new("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
      pdf_stream("/Type/XObject/Subtype/Form/BBox[0 0 300 400]/Matrix[1 0 0 1 10 20]", form ? form : "",
                 form ? strlen(form) : 0),
  };
  g_string_printf(objects[2],
                  "<</Type/Page/Parent 2 0 R/Contents 4 0 R"
                  "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>%s>>",
                  keys);
  return pdf_of_objects(objects, G_N_ELEMENTS(objects));
}

static inline GBytes *pdf_of_page(const char *keys, const char *content) {
  return pdf_of_stream(keys, "", content, strlen(content), NULL);
}

/* The document of a file that must be readable; takes the bytes. */
static inline Document *pdf_read(GBytes *bytes) {
  g_autoptr(GError) error = NULL;
  Document *document = document_read(bytes, &(DocumentOptions){0}, &error);
  g_assert_no_error(error);
  g_bytes_unref(bytes);
  return document;
}

static inline Page *pdf_first(const Document *document) {
  g_assert_cmpuint(document->pages->len, >, 0);
  return document->pages->pdata[0];
}

#endif
