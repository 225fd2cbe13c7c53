/* HTTPS by libcurl; the one file of the sender that knows it. */
#ifndef HM_HTTPS_H
#define HM_HTTPS_H

#include "agent/base/err.h"
#include "agent/send/post.h"

/* "" stands for what is not given. Borrowed. */
struct https_settings {
	const char *url;	/* "https://host:port", without a path */
	const char *ca;		/* certificates to trust, in place of the
				 * system's */
	const char *cert, *key;	/* the client's own */
	unsigned seconds;	/* for one question and its answer */
};

struct https;

/*
 * TLS 1.2 or later, the server's certificate and name verified; no
 * redirect is followed; one connection serves all posts; proxies as curl(1)
 * takes them from the environment. NULL with the words.
 */
struct https *https_open(const struct https_settings *, struct err *);
void https_close(struct https *);

struct post_ops https_ops(struct https *);

/* Is it https, or http to loopback where that is allowed? */
bool https_url_ok(const char *url, bool allow_loopback);

#endif
