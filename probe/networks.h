/* Addresses and networks: what may be asked, and how much of it at once. */
#ifndef HM_NETWORKS_H
#define HM_NETWORKS_H

#include <stdbool.h>
#include <stddef.h>

#include "agent/base/err.h"
#include "agent/base/pool.h"

/* family 4 or 6; the bytes in network order. ::ffff:a.b.c.d is of 4. */
struct address {
	unsigned char family, b[16];
};
#define ADDRESS_TEXT 46

/* 0, or -EINVAL. No names, no blanks, no scope. */
int address_parse(const char *text, struct address *ret);
/* That of a socket: -EINVAL for another family. */
struct sockaddr;
int address_from(const struct sockaddr *, struct address *ret);
void address_print(const struct address *, char text[ADDRESS_TEXT]);
bool address_equal(const struct address *, const struct address *);
/* One of this host's own, 127/8 or ::1. */
bool address_is_loopback(const struct address *);
/* The one behind it; false at the end of all. */
bool address_next(struct address *);

struct network {
	struct address first;
	unsigned bits;
};

/* "192.0.2.0/24", "2001:db8::/32", or an address for itself. -EINVAL: none
 * of these, or bits are set behind the prefix, which may be a slip. */
int network_parse(const char *text, struct network *ret);
bool network_has(const struct network *, const struct address *);
/* That is asked no faster than --rate: its /24, or /64. */
struct network network_around(const struct address *);

struct networks {
	struct network *v;
	size_t n;
};

/* Add those of a text: with commas, blanks or line ends between them; "#" is
 * a comment to the end of its line. 0, -EINVAL with words, -ENOMEM. */
int networks_add(struct pool *, struct networks *, const char *text,
    size_t len, struct err *e);
bool networks_have(const struct networks *, const struct address *);

#endif
