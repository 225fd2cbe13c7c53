/* sendmail's own answers in address test mode: what to type, what it says. */
#ifndef HM_ADDRESS_TEST_H
#define HM_ADDRESS_TEST_H

#include "agent/base/buf.h"
#include "agent/run/relay_ask.h"

/* Add what asks for one mail: macros of the client and the sender, ruleset
 * check_rcpt, and the route. delivery: first letter of the DeliveryMode.
 * -EINVAL for a mail that no line could hold. */
int address_test_ask(struct buf *, const struct relay_mail *, char delivery);

struct address_answer {
	enum address_says { SAYS_NOTHING = 0, SAYS_REFUSED, SAYS_LATER,
		SAYS_ACCEPTED } says;
	const char *returned;		/* what check_rcpt left, or NULL */
	const char *mailer;		/* of the route, or NULL */
};

/* What was printed, one answer for each question, in turn: how many there
 * are, at most max. Strings in the pool. -ENOMEM. */
int address_test_read(struct pool *, const char *text, size_t len,
    struct address_answer *ret, size_t max);

#endif
