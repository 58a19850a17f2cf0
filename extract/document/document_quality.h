/*
 * document_quality.h - what of a page's text layer can be believed.
 */
#ifndef EXTRACT_DOCUMENT_QUALITY_H
#define EXTRACT_DOCUMENT_QUALITY_H

#include "document/ink.h"

/*
 * Marks the page as damaged when a font does not say what all of its characters are, as poppler then gives their codes
 * in their place. Codes that are no characters become U+FFFD: there is print, whatever it is.
 */
void quality_judge_codes(Page *page);

/*
 * Marks the page as damaged when characters of an odd font are drawn too narrow or wide: what follows them is moved; or
 * so flat that lines cannot be told.
 */
void quality_judge_sizes(Page *page, const Ink *ink);

/* Drops what was painted twice for boldness or shadow: the same character, moved by less than half its size. */
void quality_drop_doubles(Page *page);

/* Drops a watermark: print much larger than the page's other print, and set upon it. */
void quality_drop_watermark(Page *page);

/* Sets page->picture, page->ocr and page->unreadable. */
void quality_judge(Page *page, const Ink *ink);

#endif
