/* Lines of sendmail's log: who handed it mail, and where that went. */
#ifndef HM_MAILLOG_H
#define HM_MAILLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/pool.h"

/* Where systems keep it; NULL-ended. */
extern const char *const maillog_usual[];

enum maillog_kind {
	MAILLOG_OTHER = 0,
	MAILLOG_COMMAND,	/* from=..., relay=user@host: a command */
	MAILLOG_SMTP,		/* from=..., relay=name [address] */
	MAILLOG_DELIVERED	/* to=..., mailer=local, ..., stat=Sent */
};

struct maillog_line {
	enum maillog_kind kind;
	int64_t when;		/* seconds since 1970, as if in UTC; 0: not
				 * readable */
	char address[46];	/* of SMTP, without "IPv6:" */
	uint64_t message;	/* digest of its msgid; 0: none */
};

/*
 * Read one line. today: a time that it is not (much) later than, for the year
 * that old syslogs leave out (RFC 3164); the newer form of RFC 5424 has one.
 * The relay that counts is the last one: what stands before it can be the
 * sender's own words. False: not a line of interest; when is set all the
 * same.
 */
bool maillog_parse(const char *line, size_t len, int64_t today,
    struct maillog_line *ret);

/*
 * The files to which a syslog.conf sends facility mail, in the pool; where it
 * names none, those that get all facilities. Takes the forms of syslogd,
 * rsyslog and m4's ifdef() of Solaris. 0 or -ENOMEM.
 */
int maillog_files(struct pool *, const char *text, size_t len,
    struct strv *ret);

#endif
