#include "report/pdf_room.h"

#include "base/module.h"

const PdfRoom *pdf_room(GError **error) {
  static const PdfRoom *room;
  if (room || !(room = module_load("pdf", error))) return room;
  room->document_prepare();
  return room;
}
