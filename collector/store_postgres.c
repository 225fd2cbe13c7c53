/* The store of several collectors: PostgreSQL, or what speaks like it. */
#include "collector/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "collector/store_postgres_link.h"

struct postgres {
	struct link link;
	bool read_only;
	bool inside;		/* a transaction has begun */
};

static void
pg_close(struct store *s)
{
	struct postgres *h = s->handle;

	link_drop(&h->link);
	free(h->link.sent);
	free(h->link.url);
	free(h);
	s->handle = NULL;
}

/* where is what stands behind "postgresql:". */
static int
pg_open(struct store *s, const char *where, unsigned flags, struct err *e)
{
	static const char scheme[] = "postgresql:";
	struct postgres *h = calloc(1, sizeof(*h));
	size_t len = strlen(where);
	int r;

	if (h != NULL)
		h->link.url = malloc(sizeof(scheme) + len);
	if (h == NULL || h->link.url == NULL) {
		free(h);
		return err_set(e, ENOMEM, "out of memory");
	}
	memcpy(h->link.url, scheme, sizeof(scheme) - 1);
	memcpy(h->link.url + sizeof(scheme) - 1, where, len + 1);
	h->read_only = (flags & STORE_READ_ONLY) != 0;
	s->handle = h;
	r = strncmp(where, "//", 2) != 0 ? err_set(e, EINVAL, "%s: expected "
	    "postgresql://HOST/DATABASE", h->link.url) :
	    link_connect(&h->link, e);
	if (r < 0)
		pg_close(s);
	return r;
}

static int
pg_run(struct store *s, const struct query *q, struct err *e)
{
	struct postgres *h = s->handle;
	int r = h->inside ? 0 : link_connect(&h->link, e);

	if (r >= 0)
		r = link_send(&h->link, q, e);
	if (r < 0 || (q->later && h->inside))
		return r;
	return link_finish(&h->link, q, NULL, e);
}

/* Every statement sees what was committed before it, and waits for the rows
 * that it locks or changes: see row_lock. A reader sees one moment. */
static int
begin(struct postgres *h, bool reads, struct err *e)
{
	static const char writer[] = "BEGIN ISOLATION LEVEL READ COMMITTED";
	static const char reader[] =
	    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
	int r = link_connect(&h->link, e);

	if (r >= 0)
		r = link_send(&h->link, &(struct query){ .sql = reads ||
		    h->read_only ? reader : writer, .once = true }, e);
	h->inside = r >= 0;
	return r;
}

static int
commit(struct postgres *h, struct err *e)
{
	char tag[32] = "";
	int r;

	h->link.warned = false;
	r = link_send(&h->link, &(struct query){ .sql = "COMMIT",
	    .once = true }, e);
	if (r >= 0)
		r = link_finish(&h->link, NULL, tag, e);
	if (r < 0)
		return r;
	h->inside = false;
	/* A transaction that had failed is rolled back, and says so. */
	if (strcmp(tag, "COMMIT") != 0)
		return err_set(e, EIO, "the store: not committed");
	if (h->link.warned)
		return err_set(e, EIO, "the store: committed, but a standby "
		    "may not have it");
	return 0;
}

static int
rollback(struct postgres *h, struct err *e)
{
	int r;

	if (!h->inside)
		return 0;
	h->inside = false;
	if (h->link.conn == NULL)
		return 0;
	/* What is still on its way has failed, or does now. */
	link_finish(&h->link, NULL, NULL, NULL);
	if (h->link.conn == NULL)
		return 0;
	r = link_send(&h->link, &(struct query){ .sql = "ROLLBACK",
	    .once = true }, e);
	if (r >= 0)
		r = link_finish(&h->link, NULL, NULL, e);
	/* A transaction that nobody ends would hold its rows. */
	if (r < 0)
		link_drop(&h->link);
	return r < 0 ? r : 0;
}

static int
pg_transact(struct store *s, enum store_step step, struct err *e)
{
	struct postgres *h = s->handle;

	switch (step) {
	case STORE_BEGIN:
		return begin(h, false, e);
	case STORE_BEGIN_READ:
		return begin(h, true, e);
	case STORE_COMMIT:
		return commit(h, e);
	default:
		return rollback(h, e);
	}
}

const struct store_ops store_postgres = {
	.scheme = "postgresql",
	.like = "ILIKE",
	.shared = true,
	.open = pg_open,
	.close = pg_close,
	.run = pg_run,
	.transact = pg_transact,
};
