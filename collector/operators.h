/* Who may read and change, and which probes are heard: names and tokens. */
#ifndef HM_OPERATORS_H
#define HM_OPERATORS_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/digest.h"
#include "agent/base/err.h"
#include "agent/base/pool.h"

struct operator {
	struct operator *next;
	const char *name;
	char hash[DIGEST_HEX];	/* "": told by its certificate alone */
	const char *subject;	/* of a certificate, or NULL */
};

/* = {0} is empty. */
struct operators {
	struct pool pool;
	struct operator *first;
};

/*
 * One operator a line, "NAME TOKEN", '#' for comments. A token has at least
 * 20 characters: it is no password, nobody has to remember it, and so it
 * needs no slow hash. In place of it "certificate" and, to the end of the
 * line, "ISSUER / SUBJECT" name a client's certificate. -EINVAL with
 * "file:line: what"; -ENOMEM.
 */
int operators_parse(struct operators *, const char *file, const char *text,
    size_t len, struct err *);
void operators_release(struct operators *);

/* The name that goes with a token; NULL: nobody's. */
const char *operators_find(const struct operators *, const char *token);

/* Has anybody a certificate? */
bool operators_any_certified(const struct operators *);

/* The name that goes with a certificate, as tls_subject() writes it. */
const char *operators_certified(const struct operators *,
    const char *subject);

#endif
