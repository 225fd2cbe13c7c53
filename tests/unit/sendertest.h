/* A sender whose spool, clock and collector a test writes down. */
#ifndef HM_SENDERTEST_H
#define HM_SENDERTEST_H

#include <errno.h>

#include "agent/send/sender.h"
#include "tests/unit/tree.h"

struct said {
	int status;		/* 0: the connection breaks */
	const char *body;
	int64_t retry_after;	/* 0: none */
};

struct sender_test {
	struct tree spool, state;
	struct sender s;
	struct said says[16];	/* in turn; all 0: stored */
	unsigned posts;
	char paths[16][32], tokens[16][32];
	int64_t now, waited;
};

static inline int64_t
test_now(void *arg)
{
	return ((struct sender_test *)arg)->now;
}

static inline void
test_wait(void *arg, int64_t seconds)
{
	((struct sender_test *)arg)->now += seconds;
	((struct sender_test *)arg)->waited += seconds;
}

static inline int
test_post(void *arg, const struct post *p, struct post_answer *a,
    struct err *e)
{
	struct sender_test *t = arg;
	const unsigned turn = t->posts++ % 16;
	const struct said *said = &t->says[turn];

	snprintf(t->paths[turn], sizeof(t->paths[0]), "%s", p->path);
	snprintf(t->tokens[turn], sizeof(t->tokens[0]), "%s",
	    p->token != NULL ? p->token : "");
	buf_clear(&a->body);
	if (said->status == 0 && said->body != NULL)
		return err_set(e, EIO, "%s", said->body);
	a->status = said->status != 0 ? said->status : 200;
	a->retry_after = said->retry_after > 0 ? said->retry_after : -1;
	buf_adds(&a->body, said->body != NULL ? said->body : "{}");
	return 0;
}

static inline void
sender_test_make(struct sender_test *t)
{
	*t = (struct sender_test){ .now = 1795338000 };
	tree_make(&t->spool);
	tree_make(&t->state);
	t->s = (struct sender){
		.spool = ROOT_INIT,
		.state = ROOT_INIT,
		.notes = BUF_INIT(65536),
		.post = { .arg = t, .post = test_post },
		.clock = { .arg = t, .now = test_now, .tick = test_now,
			.wait = test_wait },
		.end = t->now + 300,
	};
	if (root_open(&t->s.spool, t->spool.path, NULL) < 0 ||
	    root_open(&t->s.state, t->state.path, NULL) < 0)
		abort();
	snprintf(t->s.self.url, sizeof(t->s.self.url), "https://c");
	snprintf(t->s.self.token, sizeof(t->s.self.token), "mine");
}

static inline void
sender_test_remove(struct sender_test *t)
{
	buf_release(&t->s.notes);
	root_release(&t->s.spool);
	root_release(&t->s.state);
	tree_remove(&t->spool);
	tree_remove(&t->state);
}

static inline void
sender_test_spool(struct sender_test *t, long long n, enum spool_kind kind)
{
	char name[SPOOL_NAME], text[2048];

	spool_name(name, n, kind);
	snprintf(text, sizeof(text), "{\"sequence\":%lld,\"digest\":\"d\","
	    "\"host\":{\"name\":\"h\",\"machine_id\":null,\"macs\":[],"
	    "\"serial\":null},\"more\":\"%01200d\"}", n, 0);
	tree_file(&t->spool, name, text);
}

#endif
