/* Who this host is to its collector: kept from run to run. */
#include "agent/send/enrolled.h"

#include "agent/base/pairs.h"
#include "agent/base/spoolname.h"

static const struct { const char *key; size_t at; } texts[] = {
	{ "url", offsetof(struct enrolled, url) },
	{ "ca", offsetof(struct enrolled, ca) },
	{ "cert", offsetof(struct enrolled, cert) },
	{ "key", offsetof(struct enrolled, key) },
	{ "campus", offsetof(struct enrolled, campus) },
	{ "sign", offsetof(struct enrolled, sign) },
	{ "id", offsetof(struct enrolled, id) },
	{ "token", offsetof(struct enrolled, token) },
};

#define TEXTS (sizeof(texts) / sizeof(texts[0]))

void
enrolled_parse(struct enrolled *ret, const char *text, size_t len)
{
	struct lines l;
	struct pair p;
	size_t i;

	*ret = (struct enrolled){ .epoch = 0 };
	lines_init(&l, text, len);
	while (pairs_next(&l, &p)) {
		if (pair_is(&p, "epoch"))
			pair_number(&p, 0, SPOOL_MAX_SEQUENCE, &ret->epoch);
		for (i = 0; i < TEXTS; i++)
			if (pair_is(&p, texts[i].key))
				pair_text(&p, (char *)ret + texts[i].at,
				    ENROLLED_TEXT);
	}
}

void
enrolled_write(const struct enrolled *n, struct buf *b)
{
	const char *text;
	size_t i;

	for (i = 0; i < TEXTS; i++) {
		text = (const char *)n + texts[i].at;
		if (text[0] != '\0')
			pairs_put(b, texts[i].key, text);
	}
	if (n->epoch > 0)
		pairs_put_number(b, "epoch", n->epoch);
}

bool
enrolled_done(const struct enrolled *n)
{
	return n->url[0] != '\0' && n->campus[0] == '\0' &&
	    (n->token[0] != '\0' || n->cert[0] != '\0');
}

bool
enrolled_token_ok(const char *token)
{
	const char *p;

	for (p = token; *p != '\0'; p++)
		if (*p <= ' ' || *p > '~')
			return false;
	return p > token;
}
