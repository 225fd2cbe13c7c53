/* How long to leave a collector alone that did not take a report. */
#include "agent/send/backoff.h"

#include "agent/base/pairs.h"

#define MANY 1000
/* Years up to 9999. */
#define LATEST INT64_C(253402300799)

void
backoff_parse(struct backoff *ret, const char *text, size_t len)
{
	long long failures = 0, written = 0, until = 0;
	struct lines l;
	struct pair p;

	lines_init(&l, text, len);
	while (pairs_next(&l, &p)) {
		if (pair_is(&p, "failures"))
			pair_number(&p, 0, MANY, &failures);
		else if (pair_is(&p, "written"))
			pair_number(&p, -LATEST, LATEST, &written);
		else if (pair_is(&p, "until"))
			pair_number(&p, -LATEST, LATEST, &until);
	}
	*ret = (struct backoff){
		.failures = (unsigned)failures,
		.written = written,
		.until = until,
	};
}

void
backoff_write(const struct backoff *b, struct buf *out)
{
	pairs_put_number(out, "failures", b->failures);
	pairs_put_number(out, "written", b->written);
	pairs_put_number(out, "until", b->until);
}

void
backoff_fail(struct backoff *b, int64_t now, int64_t told, uint32_t random)
{
	uint64_t bound = BACKOFF_FIRST;
	unsigned i;

	for (i = 0; i < b->failures && bound < BACKOFF_MOST; i++)
		bound *= 2;
	if (bound > BACKOFF_MOST)
		bound = BACKOFF_MOST;
	/* Many were told the same moment, even where this is our first. */
	if (told > 0 && bound < (uint64_t)told)
		bound = told < BACKOFF_MOST ? (uint64_t)told : BACKOFF_MOST;
	if (told > BACKOFF_TOLD)
		told = BACKOFF_TOLD;
	if (b->failures < MANY)
		b->failures++;
	b->written = now;
	b->until = now + (told > 0 ? told : 0) +
	    (int64_t)((bound + 1) * random >> 32);
}

int64_t
backoff_left(const struct backoff *b, int64_t now)
{
	const int64_t left = b->until - now;

	if (now < b->written || left <= 0 ||
	    left > BACKOFF_TOLD + BACKOFF_MOST)
		return 0;
	return left;
}
