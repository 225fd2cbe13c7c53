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

/*
 * A template of the page's own, with what is not its own escaped:
 *	%s	const char *, as html_text()
 *	%u	const char *, as html_url()
 *	%d	int64_t
 *	%t	int64_t, a time, as html_time()
 *	%T	the same without "UTC", under a head that says it
 *	%r	const char *, as it is: markup of ours, never of a host
 *	%%	a percent sign
 */
void html_put(struct buf *, const char *template, ...);

/* <time>, in UTC, to the minute; 0 is a dash. */
void html_time(struct buf *, int64_t when);

/* "3 days", "5 hours", "1 minute": the largest unit that fits twice, for
 * people. */
void html_span(struct buf *, int64_t seconds);

/* The Content-Security-Policy of every page. */
extern const char html_policy[];

#endif
