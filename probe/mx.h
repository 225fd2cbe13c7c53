/* Where mail for a name goes: its MX records, and whether that is here. */
#ifndef HM_MX_H
#define HM_MX_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

struct mx_host {
	struct mx_host *next;
	unsigned preference;
	const char *name;	/* in lower case, without a dot at its end */
	struct strv addresses;	/* numeric; none: not found */
	bool looked_up;		/* false: the addresses are not known */
	bool self;		/* this host, by name or address */
};

struct mx_answer {
	struct mx_host *hosts;	/* by preference, then as they came */
	bool null;		/* RFC 7505: takes no mail at all */
	bool implicit;		/* no MX: its addresses stand for one */
};

/*
 * The hosts in an answer of the DNS for this type; what is no MX is passed
 * over, a null MX (".") leaves hosts empty. 0, -ENOMEM, or -EPROTO: no such
 * message.
 */
int mx_parse(struct pool *, const unsigned char *message, size_t len,
    struct mx_answer *ret);

/*
 * Ask the resolver of this host. 0; -ENOENT: there is no such name; -EAGAIN:
 * no answer now; -ENOMEM. own: names of this host.
 */
int mx_ask(struct pool *, const char *name, const struct strv *own,
    struct mx_answer *ret, struct err *e);

/* What this host calls itself: its name, and its full name where that can be
 * found. 0 or -ENOMEM. */
int mx_own_names(struct pool *, struct strv *ret);

#endif
