/*
 * page.h - what is painted on a page, with nothing understood yet.
 *
 * Coordinates everywhere in this program: PDF points, origin at the top left corner of the page as it is
 * displayed (crop box, after /Rotate), x to the right, y down. They are converted once, where the PDF is read.
 * Pages count from 1.
 */
#ifndef EXTRACT_PAGE_H
#define EXTRACT_PAGE_H

#include <glib.h>
#include <stdbool.h>

typedef struct Box {
  double x1, y1, x2, y2; /* x1 <= x2, y1 <= y2 */
} Box;

/* A painted character. */
typedef struct Glyph {
  gunichar folded; /* what it means: fold_character(raw) */
  gunichar raw;    /* what the font says */
  Box box;
  int page;
  bool beyond; /* reaches over the edge of the displayed page: the print cuts it off, the file still holds it */
} Glyph;

/* A painted line of a table: horizontal (y1 == y2) or vertical (x1 == x2), as drawn, not yet merged. */
typedef struct Rule {
  double x1, y1, x2, y2; /* x1 <= x2, y1 <= y2 */
} Rule;

typedef struct Page {
  int number;
  double width, height;
  GArray *glyphs;  /* of Glyph; those of one run one after the other, else in no order; no white space */
  GArray *rules;   /* of Rule; the order means nothing */
  GArray *fields;  /* of Box: areas in a colour of their own, later ones painted over earlier ones */
  bool picture;    /* an image covers it and there is no text: only OCR could read it */
  bool ocr;        /* the same, but a program that reads pictures has put its text behind it, unseen */
  bool unreadable; /* its text layer is nonsense (no ToUnicode): nothing on it may be trusted */
  char *damage;    /* NULL, or what the PDF library complained of first; owned */
} Page;

/* A new empty page. Release with page_free(). */
Page *page_new(int number, double width, double height);
void page_free(Page *page);
/* Notes what the page's reader complained of; the first complaint stays. Any bytes, made one line of UTF-8. */
void page_set_damage(Page *page, const char *complaint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* Its characters, in their order: new array of const Glyph, borrowed. */
GPtrArray *page_glyphs(const Page *page);
/* The page of that number among `pages` (of Page, may be NULL); NULL when it is not there. */
const Page *page_find(const GPtrArray *pages, int number);
/* Whether that page is there and was not read whole. */
bool page_is_damaged(const GPtrArray *pages, int number);

/*
 * Whether the print breaks off with that character, one of `pages` (of Page, may be NULL): it stands at the right edge
 * of its page or over it, and nothing is known of what may come behind it.
 */
bool page_ends_at(const GPtrArray *pages, const Glyph *glyph);

/* Adds to its number: it comes after so many pages of another file. */
void page_renumber(Page *page, int before);
/* Multiplies all its coordinates. */
void page_scale(Page *page, double factor);

/*
 * The text form of a page (--dump=page), one thing a line, numbers with two decimals:
 *
 *   page 3 595.00 842.00
 *   glyph 318.72 483.22 325.77 497.31 U+0032 2
 *   glyph 318.72 483.22 325.77 497.31 U+FF12 2 beyond
 *   rule 85.08 120.50 510.20 120.50
 *   field 85.08 120.50 510.20 140.50
 *   picture
 *   ocr
 *   unreadable
 *   damage Syntax error ...
 *
 * (the glyph's code point is the raw one; the character after it is for the reader's eye, and is not parsed)
 */
void page_print(const Page *page, GString *out);

/* Pages (GPtrArray of Page, free with g_ptr_array_unref()) from that form; G_FILE_ERROR_INVAL with the line number. */
GPtrArray *page_parse(const char *text, size_t length, GError **error);

static inline double box_width(Box b) { return b.x2 - b.x1; }
static inline double box_height(Box b) { return b.y2 - b.y1; }
static inline double box_middle_x(Box b) { return (b.x1 + b.x2) / 2; }
static inline double box_middle_y(Box b) { return (b.y1 + b.y2) / 2; }
/* The smallest box around both. */
Box box_union(Box a, Box b);
/* Whether the middle of `inner` lies in `outer`. */
bool box_holds(Box outer, Box inner);

#endif
