/*
 * content_packed.h - inside the room of qpdf: object streams, in which a PDF packs objects that are no streams.
 */
#ifndef EXTRACT_CONTENT_PACKED_H
#define EXTRACT_CONTENT_PACKED_H

#include <glib.h>
#include <qpdf/qpdf-c.h>
#include <stdbool.h>

/*
 * Whether their checksums are right, and they are within the limits: else any page, font or width may be another than it was, and no library says so.
 * `bytes` is the file of `pdf`. Ones that are packed by other means than Flate have no checksum.
 */
bool content_packed_is_sound(qpdf_data pdf, GBytes *bytes);

#endif
