/*
 * camera.h - in the room of poppler and cairo: pictures of parts of pages.
 */
#ifndef EXTRACT_CAMERA_H
#define EXTRACT_CAMERA_H

#include "document/page.h"

typedef struct Camera Camera;

/* NULL when the PDF cannot be opened. */
Camera *camera_new(GBytes *pdf);
void camera_free(Camera *camera);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Camera, camera_free)

/* A PNG of what `box` shows of a page as displayed, on white; NULL when there is no such page or nothing in the box. */
GBytes *camera_take(Camera *camera, int page, Box box);

#endif
