/* What a server says of itself: its greeting, and its answer to EHLO. */
#ifndef HM_GREETING_H
#define HM_GREETING_H

#include <stdbool.h>
#include <stddef.h>

/* No server says more than that before the first MAIL. */
#define GREETING_LINES 256

/* = {0} before the first line of a connection. */
struct greeting {
	int code;		/* of the last line, 0: none */
	char text[200];		/* of the last line; cut */
	char banner[200];	/* the first line's text; cut */
	char name[256];		/* by which it goes: of the banner, or of
				 * EHLO's answer; "": it has none */
	bool pipelining;	/* in the last answer to EHLO */
	bool tls;		/* STARTTLS was answered with 220 */
	unsigned lines, replies;
	bool within;		/* more lines of this reply are to come */
};

/* One line, with or without its end. 0, or -EPROTO: too many of them, or no
 * reply at all. */
int greeting_line(struct greeting *, const char *line, size_t len);

#endif
