/* Which hosts are to be asked, and which of them may be. */
#ifndef HM_TARGETS_H
#define HM_TARGETS_H

#include "agent/base/err.h"
#include "agent/base/pool.h"
#include "probe/networks.h"

struct target {
	struct target *next;
	struct address address;	/* family 0: the name has none */
	unsigned port;
	const char *name;	/* by which it was given, or NULL */
	bool swept;		/* of a network: it need not be there */
	const char *reason;	/* why it must not or cannot be asked; NULL:
				 * it may */
};

/* More addresses than that are a slip. */
#define TARGETS_MAX (1u << 20)

/* Addresses of a name, text form. 0; -ENOENT: there are none; -EAGAIN: that
 * cannot be told now; -ENOMEM. */
typedef int targets_resolve(struct pool *, const char *name,
    struct strv *ret);

struct targets {
	struct pool *pool;	/* borrowed */
	const struct networks *authorised;	/* borrowed */
	targets_resolve *resolve;
	unsigned port;		/* where none is given */
	struct target *first, **end;
	size_t n;
};

void targets_init(struct targets *, struct pool *,
    const struct networks *authorised, targets_resolve *, unsigned port);

/*
 * A host, HOST:PORT, or network. Each address of a name is a target; whether
 * it may be asked is decided by the address. 0, -EINVAL or -E2BIG with words,
 * -ENOMEM.
 */
int targets_add(struct targets *, const char *word, struct err *e);

/* The words of a file: blanks or line ends between them, "#" begins a
 * comment. */
int targets_add_text(struct targets *, const char *text, size_t len,
    struct err *e);

/* The resolver of this host. */
int targets_ask_resolver(struct pool *, const char *name, struct strv *ret);

#endif
