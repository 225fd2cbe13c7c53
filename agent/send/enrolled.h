/* Who this host is to its collector: kept from run to run. */
#ifndef HM_ENROLLED_H
#define HM_ENROLLED_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/buf.h"

#define ENROLLED_TEXT 1024

/* "" where there is none. */
struct enrolled {
	char url[ENROLLED_TEXT];
	char ca[ENROLLED_TEXT], cert[ENROLLED_TEXT], key[ENROLLED_TEXT];
	char campus[ENROLLED_TEXT];	/* the token to enroll with, until
					 * that is done */
	char id[ENROLLED_TEXT], token[ENROLLED_TEXT];	/* given for it */
	long long epoch;
	char sign[ENROLLED_TEXT];	/* the key to sign with, private */
};

/* Lines that make no sense are passed over. */
void enrolled_parse(struct enrolled *ret, const char *text, size_t len);
void enrolled_write(const struct enrolled *, struct buf *);

/* May reports be sent, with a token or a certificate? */
bool enrolled_done(const struct enrolled *);

/* Printable and without blanks: fit for a header field. */
bool enrolled_token_ok(const char *token);

#endif
