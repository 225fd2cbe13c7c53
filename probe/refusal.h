/* What a mail server means when it refuses: words from outside, no more. */
#ifndef HM_REFUSAL_H
#define HM_REFUSAL_H

enum refusal {
	REFUSAL_UNSAID = 0,	/* it does not say */
	REFUSAL_RECIPIENT,	/* that recipient: relaying, or no mailbox */
	REFUSAL_DOMAIN,		/* the recipient's domain takes no mail */
	REFUSAL_SENDER,		/* the sender's address */
	REFUSAL_CLIENT,		/* whoever comes from our address */
	REFUSAL_TLS		/* what comes without TLS */
};

/*
 * Of a reply of 5xx to MAIL or RCPT, by its enhanced status code (RFC 3463)
 * and its words. Only RECIPIENT tells that the mail of others would be
 * refused too.
 */
enum refusal refusal_meaning(int code, const char *text);

#endif
