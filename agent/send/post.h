/* One question to the collector, whoever carries it. */
#ifndef HM_POST_H
#define HM_POST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/base/buf.h"
#include "agent/base/err.h"

/* More of an answer is not read. */
#define POST_MAX_ANSWER ((size_t)65536)

struct post {
	const char *path;	/* "/v1/reports" */
	const char *token;	/* NULL: the client certificate says who */
	const char *body;
	size_t len;
	bool gzip;		/* the body is */
};

struct post_answer {
	int status;		/* of HTTP */
	int64_t retry_after;	/* seconds; -1: not said */
	struct buf body;
};

/* A test fills it with what it likes. */
struct post_ops {
	void *arg;
	/* 0 and the answer, or -errno with the words: there was none, or not
	 * all of it. answer->body is cleared first. */
	int (*post)(void *arg, const struct post *, struct post_answer *,
	    struct err *);
};

#endif
