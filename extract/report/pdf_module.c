/*
 * pdf_module.c - the table of the module "pdf".
 */
#include "base/module.h"
#include "report/pdf_room.h"

extern MODULE_SHOWN const PdfRoom pdf_module;

const PdfRoom pdf_module = {document_prepare, document_warm,    document_cool, document_read,
                            content_unlock,   picture_evidence, audit_copy};
