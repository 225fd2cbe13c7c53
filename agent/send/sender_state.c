/* The files that the sender keeps. */
#include "agent/send/sender.h"

#include <errno.h>
#include <string.h>

#include "agent/base/rootwrite.h"

#define SELF "/enrolment"
#define ACK "/acknowledged"
#define BACKOFF "/backoff"

static void
load(const struct root *state, const char *path, struct buf *b)
{
	if (root_read(state, path, b, NULL, NULL) < 0)
		buf_clear(b);
}

static const char *
text_of(const struct buf *b)
{
	return b->len > 0 ? b->p : "";
}

void
sender_load(struct sender *s)
{
	struct buf b = BUF_INIT(65536);

	load(&s->state, SELF, &b);
	enrolled_parse(&s->self, text_of(&b), b.len);
	load(&s->state, ACK, &b);
	spoolack_parse(&s->ack, text_of(&b), b.len);
	load(&s->state, BACKOFF, &b);
	backoff_parse(&s->backoff, text_of(&b), b.len);
	buf_release(&b);
}

/* Releases the buffer. */
static int
save(struct sender *s, const char *path, struct buf *b, struct err *e)
{
	struct err why = { .code = 0 };
	int r = b->failed ? -ENOMEM : rootwrite_file(&s->state, path,
	    text_of(b), b->len, 0600, &why);

	buf_release(b);
	return r < 0 ? err_set(e, -r, "%s%s: %s", s->state.path, path,
	    strerror(-r)) : 0;
}

int
sender_save_self(struct sender *s, struct err *e)
{
	struct buf b = BUF_INIT(65536);

	enrolled_write(&s->self, &b);
	return save(s, SELF, &b, e);
}

int
sender_save_ack(struct sender *s, struct err *e)
{
	struct buf b = BUF_INIT(65536);

	spoolack_write(&s->ack, &b);
	return save(s, ACK, &b, e);
}

int
sender_save_backoff(struct sender *s, struct err *e)
{
	struct buf b = BUF_INIT(65536);

	backoff_write(&s->backoff, &b);
	return save(s, BACKOFF, &b, e);
}
