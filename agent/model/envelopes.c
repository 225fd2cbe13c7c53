/* The envelopes by which relay testers and spammers try a mail server. */
#include "agent/model/envelopes.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"

/*
 * %h this host, %l its address in brackets, %s a stranger's sender, %d the
 * domain offsite, %u a mailbox there, %t a third party's domain, %i an
 * offsite address in brackets, %m a domain whose MX is this host, %f one that
 * it relays for. FORGED: the sender is this host's. NAME: worth asking for
 * each of its names. ROUTED: to who does not know %, ! and quotes in a
 * mailbox it is one of this host (RFC 5321, 2.3.11), or of %f.
 */
enum { FORGED = 1, NAME = 2, ROUTED = 4 };

static const struct row {
	unsigned number, flags;
	const char *from, *to;
	enum relay means;
} rows[] = {
	{ 1, 0, "%s", "<%u@%d>", RELAY_OPEN },
	{ 2, 0, "%u@random.sub.%d", "<%u@%d>", RELAY_OPEN },
	{ 3, FORGED, "x@localhost", "<%u@%d>", RELAY_SENDER },
	{ 4, FORGED, "x", "<%u@%d>", RELAY_SENDER },
	{ 5, 0, "<>", "<%u@%d>", RELAY_OPEN },
	{ 6, FORGED | NAME, "x@%h", "<%u@%d>", RELAY_SENDER },
	{ 7, FORGED, "x@%l", "<%u@%d>", RELAY_SENDER },
	{ 8, FORGED, "postmaster@%h", "<%u@%d>", RELAY_SENDER },
	{ 9, FORGED | NAME | ROUTED, "x@%h", "<%u%%%d@%h>", RELAY_SENDER },
	{ 10, FORGED | ROUTED, "x@%h", "<%u%%%d@%l>", RELAY_SENDER },
	{ 11, ROUTED, "%s", "<%u%%%d>", RELAY_OPEN },
	{ 12, FORGED | ROUTED, "x@%l", "<\"%u%%%d\">", RELAY_SENDER },
	{ 13, FORGED | ROUTED, "x@%h", "<\"%u@%d\">", RELAY_SENDER },
	{ 14, ROUTED, "%s", "<\"%u@%d\"@%h>", RELAY_OPEN },
	{ 14, NAME | ROUTED, "%s", "<\"%u%%%d\"@%h>", RELAY_OPEN },
	{ 15, FORGED | ROUTED, "x@%l", "<\"%u@%d\"@%l>", RELAY_SENDER },
	{ 16, FORGED | ROUTED, "x@%h", "<%u@%d@%h>", RELAY_SENDER },
	{ 16, FORGED | ROUTED, "x@%h", "<%u@%d@%l>", RELAY_SENDER },
	{ 17, FORGED | NAME, "x@%l", "<@%h:%u@%d>", RELAY_SENDER },
	{ 18, FORGED, "x@%h", "<@%l:%u@%d>", RELAY_SENDER },
	{ 19, 0, "%s", "<@%h,@%t:%u@%d>", RELAY_OPEN },
	{ 20, FORGED | ROUTED, "x@%l", "<%d!%u>", RELAY_SENDER },
	{ 21, FORGED | NAME | ROUTED, "x@%l", "<%d!%u@%h>", RELAY_SENDER },
	{ 22, FORGED | ROUTED, "x@%l", "<%d!%u@%l>", RELAY_SENDER },
	{ 23, ROUTED, "%s", "<%h!%d!%u>", RELAY_OPEN },
	{ 24, 0, "%s", "%u@%d", RELAY_OPEN },
	{ 25, FORGED, "%h!nobody", "<%u@%d>", RELAY_SENDER },
	{ 26, ROUTED, "%s", "<%u%%%d@%f>", RELAY_DOMAIN },
	{ 26, ROUTED, "%s", "<%d!%u@%f>", RELAY_DOMAIN },
	{ 26, 0, "%s", "<@%f:%u@%d>", RELAY_DOMAIN },
	{ 27, 0, "%s", "<%u@%m>", RELAY_MX },
	/* 28 has a sender that the configuration names: the caller's. */
	{ 29, 0, "%s", "<%u@%i>", RELAY_OPEN },
	{ 30, 0, "%s", "<%u@%d.>", RELAY_OPEN },
};

static const char *
value_of(const struct envelope_names *n, char letter)
{
	switch (letter) {
	case 'h':
		return n->host;
	case 'l':
		return n->literal;
	case 's':
		return n->sender;
	case 'd':
		return n->offsite;
	case 'u':
		return n->user;
	case 't':
		return n->third;
	case 'i':
		return n->offsite_literal;
	case 'm':
		return n->pointed;
	case 'f':
		return n->friend;
	default:
		return "%";
	}
}

/* NULL: no memory. */
static const char *
fill_in(struct pool *pool, const char *text, const struct envelope_names *n)
{
	struct buf b = BUF_INIT(8192);
	const char *ret;

	for (; *text != '\0'; text++) {
		if (*text == '%')
			buf_adds(&b, value_of(n, *++text));
		else
			buf_addc(&b, *text);
	}
	ret = b.failed ? NULL : pool_strndup(pool, b.p, b.len);
	buf_release(&b);
	return ret;
}

int
envelopes_add(struct pool *pool, const struct envelope_names *n, bool other,
    struct envelope **list)
{
	struct envelope *e;
	size_t i;

	while (*list != NULL)
		list = &(*list)->next;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if ((other && (rows[i].flags & NAME) == 0) ||
		    (n->friend == NULL && rows[i].number == 26) ||
		    (n->pointed == NULL && rows[i].number == 27))
			continue;
		e = pool_alloc(pool, sizeof(*e));
		if (e == NULL)
			return -ENOMEM;
		*e = (struct envelope){ .number = rows[i].number,
		    .forged = (rows[i].flags & FORGED) != 0,
		    .routed = (rows[i].flags & ROUTED) != 0,
		    .means = rows[i].means,
		    .from = fill_in(pool, rows[i].from, n),
		    .to = fill_in(pool, rows[i].to, n) };
		if (e->from == NULL || e->to == NULL)
			return -ENOMEM;
		*list = e;
		list = &e->next;
	}
	return 0;
}
