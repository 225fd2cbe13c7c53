/* What the probe found goes to a collector. */
#ifndef HM_REPORTING_H
#define HM_REPORTING_H

#include <stdint.h>

#include "agent/base/err.h"
#include "agent/base/json.h"
#include "agent/send/post.h"
#include "probe/observation_text.h"

/* A body is closed when it has so many bytes, and has one more observation
 * at most: collectors take a megabyte. */
#define REPORTING_BODY ((size_t)256 << 10)

struct reporting_body;

/*
 * = {0} before the first. Bodies are kept until all hosts were asked: whoever
 * waits for a collector meanwhile lets connections run out of their time.
 */
struct reporting {
	struct reporting_body *first, *last;
	const struct sweep_settings *sweep;	/* borrowed */
	bool failed;		/* out of memory */
};

/* Keep what came of one host, in short; not that in a network nobody
 * answered at an address. Without memory the reporting has failed. */
void reporting_add(struct reporting *, const struct observation *,
    const char *time);

/* All hosts were asked: once, before it is sent. lists: entries are `of` the
 * body that was the last one when they were added. */
void reporting_close(struct reporting *, const struct blacklists *lists);
void reporting_release(struct reporting *);

struct reporting_way {
	struct post_ops post;
	const char *token;	/* NULL: a certificate says who */
	void (*wait)(void *arg, int64_t seconds);
	void *arg;
};

/*
 * Post all of it to /v1/observations, in the order of the asking. The same
 * body again changes nothing there, so that each is tried three times, unless
 * the collector says that it never takes it. 0; -EAGAIN: not now; -EACCES:
 * it does not take it from us; -EPROTO: it does not take that; -ENOMEM; with
 * words. What it took before stays taken.
 */
int reporting_send(struct reporting *, const struct reporting_way *,
    struct err *);

#endif
