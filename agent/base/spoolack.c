/* What hardenmail-send says of the spool, which root reads as a stranger's. */
#include "agent/base/spoolack.h"

#include <string.h>

#include "agent/base/num.h"
#include "agent/base/pairs.h"
#include "agent/base/spoolname.h"

/* "42 413" */
static void
parse_rejected(struct spoolack *a, const struct pair *p)
{
	const char *blank = memchr(p->value, ' ', p->value_len);
	long long sequence, status;
	size_t len;

	if (blank == NULL)
		return;
	len = (size_t)(blank - p->value);
	if (num_parse(p->value, len, 1, SPOOL_MAX_FOREIGN, &sequence) == 0 &&
	    num_parse(blank + 1, p->value_len - len - 1, 100, 599,
	    &status) == 0)
		spoolack_reject(a, sequence, (int)status);
}

void
spoolack_parse(struct spoolack *ret, const char *text, size_t len)
{
	struct lines l;
	struct pair p;

	*ret = (struct spoolack){ .done = 0 };
	lines_init(&l, text, len);
	while (pairs_next(&l, &p)) {
		if (pair_is(&p, "done"))
			pair_number(&p, 0, SPOOL_MAX_FOREIGN, &ret->done);
		else if (pair_is(&p, "rejected"))
			parse_rejected(ret, &p);
	}
}

void
spoolack_write(const struct spoolack *a, struct buf *b)
{
	size_t i;

	pairs_put_number(b, "done", a->done);
	for (i = 0; i < a->n; i++)
		buf_addf(b, "rejected %lld %d\n", a->rejected[i].sequence,
		    a->rejected[i].status);
}

bool
spoolack_rejected(const struct spoolack *a, long long sequence)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (a->rejected[i].sequence == sequence)
			return true;
	return false;
}

void
spoolack_reject(struct spoolack *a, long long sequence, int status)
{
	if (spoolack_rejected(a, sequence))
		return;
	if (a->n == SPOOLACK_REJECTED) {
		memmove(a->rejected, a->rejected + 1,
		    (--a->n) * sizeof(a->rejected[0]));
	}
	a->rejected[a->n].sequence = sequence;
	a->rejected[a->n++].status = status;
}
