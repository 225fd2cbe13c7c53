/* Writes HTML; text of hosts cannot become markup. */
#ifndef HM_HTML_H
#define HM_HTML_H

#include <stdint.h>

#include "agent/base/buf.h"

/*
 * Text between tags and in attributes in double quotes: & < > " and ' are
 * escaped, controls and what is not UTF-8 become U+FFFD. NULL is nothing.
 */
void html_text(struct buf *, const char *text);

/* One component of a path or value of a query, %XX, then as html_text(). */
void html_url(struct buf *, const char *text);

/* The beginning and end of each page; the style is at /style.css, and the
 * policy of the answer allows nothing else. */
void html_begin(struct buf *, const char *title);
void html_end(struct buf *);

/* The Content-Security-Policy that goes with it. */
extern const char html_policy[];

#endif
