/* One reply of an SMTP server, as its bytes come in (RFC 5321, 4.2). */
#ifndef HM_SMTP_REPLY_H
#define HM_SMTP_REPLY_H

#include <stdbool.h>
#include <stddef.h>

/* RFC 5321 has lines of 512 bytes; servers in the field have longer ones. */
#define SMTP_REPLY_LINE 4096
#define SMTP_REPLY_LINES 128

/* = {0} before the first byte of each reply. */
struct smtp_reply {
	int code;		/* 200 to 599 once it is complete */
	char text[512];		/* of the last line, without its code; cut */
	unsigned lines;
	size_t len;		/* of the line that is being read */
	char line[SMTP_REPLY_LINE];
};

/*
 * Take up to len bytes; *used says how many belong to this reply. 1: it is
 * complete; 0: more is to come; -EPROTO: no reply of SMTP (a line too long,
 * too many of them, no code, another code within one reply).
 */
int smtp_reply_feed(struct smtp_reply *, const char *data, size_t len,
    size_t *used);

#endif
