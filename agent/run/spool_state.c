/* What root remembers of its spool. */
#include "agent/run/spool_state.h"

#include <string.h>

#include "agent/base/pairs.h"
#include "agent/base/spoolname.h"

static bool
is_digest(const char *text)
{
	return strlen(text) == DIGEST_HEX - 1 &&
	    strspn(text, "0123456789abcdef") == DIGEST_HEX - 1;
}

void
spool_state_parse(struct spool_state *ret, const char *text, size_t len)
{
	const struct { const char *key; size_t at; } numbers[] = {
		{ "change", offsetof(struct spool_state, change) },
		{ "rejected", offsetof(struct spool_state, rejected) },
		{ "dropped", offsetof(struct spool_state, dropped) },
		{ "lost", offsetof(struct spool_state, lost) },
	};
	struct spool_state s = { .known = false };
	struct lines l;
	struct pair p;
	size_t i;

	lines_init(&l, text, len);
	while (pairs_next(&l, &p)) {
		if (pair_is(&p, "high"))
			s.known = pair_number(&p, 0, SPOOL_MAX_SEQUENCE,
			    &s.high) == 0;
		else if (pair_is(&p, "digest"))
			pair_text(&p, s.digest, sizeof(s.digest));
		for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
			if (pair_is(&p, numbers[i].key))
				pair_number(&p, 0, SPOOL_MAX_SEQUENCE,
				    (long long *)(void *)((char *)&s +
				    numbers[i].at));
	}
	if (!s.known || !is_digest(s.digest))
		s.digest[0] = '\0';
	*ret = s;
}

void
spool_state_write(const struct spool_state *s, struct buf *b)
{
	pairs_put_number(b, "high", s->high);
	pairs_put_number(b, "change", s->change);
	if (s->digest[0] != '\0')
		pairs_put(b, "digest", s->digest);
	pairs_put_number(b, "rejected", s->rejected);
	pairs_put_number(b, "dropped", s->dropped);
	pairs_put_number(b, "lost", s->lost);
}

long long
spool_state_next(const struct spool_state *s, long long seen,
    long long foreign, int64_t now)
{
	long long n = s->high;

	if (seen > n)
		n = seen;
	if (foreign > n && foreign <= SPOOL_MAX_FOREIGN)
		n = foreign;
	if (!s->known && now > n && now <= SPOOL_MAX_FOREIGN)
		n = now;
	return n + 1;
}
