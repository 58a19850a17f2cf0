/*
 * pdf_room.h - what the pipe has of poppler, cairo and qpdf, as a module (base/module.h).
 */
#ifndef EXTRACT_PDF_ROOM_H
#define EXTRACT_PDF_ROOM_H

#include "check/audit.h"
#include "check/picture.h"
#include "document/content.h"
#include "document/document.h"

/* Functions of these headers. */
typedef struct PdfRoom {
  void (*document_prepare)(void);
  DocumentWarmth *(*document_warm)(void);
  void (*document_cool)(DocumentWarmth *warmth);
  Document *(*document_read)(GBytes *bytes, const DocumentOptions *options, GError **error);
  GBytes *(*content_unlock)(GBytes *bytes, const char *password);
  void (*picture_evidence)(Record *record, GBytes *pdf);
  void (*audit_copy)(Record *record, GBytes *pdf, const GPtrArray *pages);
} PdfRoom;

/* Loads it and what it needs besides, if that has not been done: a confined process cannot. NULL with MODULE_ERROR. */
const PdfRoom *pdf_room(GError **error);

#endif
