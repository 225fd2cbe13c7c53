/* What an answer of the collector means for the report that was sent. */
#include "agent/send/outcome.h"

#include <stdio.h>

enum sent
outcome_of(const struct post_answer *p, struct answer *a)
{
	int r;

	*a = (struct answer){ .epoch = 0 };
	r = p->body.len > 0 ? answer_parse(a, p->body.p, p->body.len) : 0;
	switch (p->status) {
	case 200: case 201: case 202:
		if (r < 0 || p->body.len == 0)
			return SENT_LATER;
		return a->want_full ? SENT_WANT_FULL : SENT_DELIVERED;
	case 204:
		return SENT_DELIVERED;
	case 400: case 413: case 422:
		return SENT_REJECTED;
	case 401: case 403: case 409:
		return SENT_STOP;
	case 415:
		return SENT_PLAIN;
	default:
		return SENT_LATER;
	}
}

void
outcome_words(const struct post_answer *p, const struct answer *a,
    char *text, size_t size)
{
	const char *more = a->message;

	if (more[0] == '\0' && p->status / 100 == 3)
		more = "a redirect, which is not followed";
	else if (more[0] == '\0' && p->status / 100 == 2)
		more = "not the answer of a collector";
	snprintf(text, size, "%d%s%s", p->status, more[0] != '\0' ? ": " : "",
	    more);
}
