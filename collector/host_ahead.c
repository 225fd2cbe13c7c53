/* The rows of all hosts of a group, locked and read at once. */
#include "collector/host_ahead.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"

#define HASH (DIGEST_HEX - 1)
/* Of the columns of host_state_ahead_sql. */
#define HASH_COLUMN 24

struct host_ahead {
	size_t n, room, locked;
	int64_t *hosts;		/* that are locked, ascending */
	struct { char hash[DIGEST_HEX]; struct host_state state; } v[];
};

static int
take_lock(void *arg, const struct value *v, size_t n)
{
	struct host_ahead *a = arg;

	if (a->locked < a->room)
		a->hosts[a->locked++] = row_number(&v[0]);
	return 0;
}

static bool
is_locked(const struct host_ahead *a, int64_t host)
{
	size_t low = 0, high = a->locked, at;

	while (low < high) {
		at = (low + high) / 2;
		if (a->hosts[at] == host)
			return true;
		if (a->hosts[at] < host)
			low = at + 1;
		else
			high = at;
	}
	return false;
}

static int
take_state(void *arg, const struct value *v, size_t n)
{
	struct host_ahead *a = arg;
	const char *hash = n > HASH_COLUMN ? row_text(&v[HASH_COLUMN]) : "";

	/* A credential may have moved to another host meanwhile. */
	if (a->n == a->room || strlen(hash) != HASH ||
	    !is_locked(a, row_number(&v[0])))
		return 0;
	memcpy(a->v[a->n].hash, hash, DIGEST_HEX);
	a->v[a->n].state = (struct host_state){ .host = 0 };
	host_state_take(&a->v[a->n++].state, v, n - 1);
	return 0;
}

/* {hash,hash} */
static const char *
list(const char *const *hashes, size_t n, struct buf *b)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strlen(hashes[i]) == HASH && strspn(hashes[i],
		    "0123456789abcdef") == HASH)
			buf_addf(b, "%c%s", b->len == 0 ? '{' : ',',
			    hashes[i]);
	if (b->len > 0)
		buf_addc(b, '}');
	return b->failed || b->len == 0 ? NULL : b->p;
}

int
host_ahead(struct store *s, const char *const *hashes, size_t n,
    struct err *e)
{
	static const char lock[] = "SELECT host FROM state WHERE host IN"
	    " (SELECT host FROM credential WHERE hash = ANY ($1))"
	    " ORDER BY host";
	struct buf b = BUF_INIT(n * DIGEST_HEX + 2);
	struct host_ahead *a;
	const char *text;
	int r = 0;

	if (!s->ops->shared || n == 0)
		return 0;
	free(s->ahead);
	s->ahead = NULL;
	a = calloc(1, sizeof(*a) + n * (sizeof(a->v[0]) + sizeof(int64_t)));
	text = list(hashes, n, &b);
	if (a == NULL || b.failed) {
		free(a);
		buf_release(&b);
		return err_set(e, ENOMEM, "out of memory");
	}
	a->room = n;
	a->hosts = (int64_t *)(void *)&a->v[n];
	if (text != NULL)
		r = store_run(s, &(struct query){ .sql = lock,
		    .lock = LOCK_ROWS, .row = take_lock, .arg = a,
		    QUERY_VALUES(value_array(text)) }, e);
	if (r >= 0 && text != NULL)
		r = store_run(s, &(struct query){
		    .sql = host_state_ahead_sql, .row = take_state, .arg = a,
		    QUERY_VALUES(value_array(text)) }, e);
	buf_release(&b);
	if (r < 0)
		free(a);
	else
		s->ahead = a;
	return r < 0 ? r : 0;
}

bool
host_ahead_take(struct store *s, const char *hash, struct host_state *ret)
{
	struct host_ahead *a = s->ahead;
	size_t i;
	int64_t host = 0;

	for (i = 0; a != NULL && i < a->n && host == 0; i++)
		if (a->v[i].state.host != 0 &&
		    strcmp(a->v[i].hash, hash) == 0) {
			*ret = a->v[i].state;
			host = ret->host;
		}
	for (i = 0; host != 0 && i < a->n; i++)
		if (a->v[i].state.host == host)
			a->v[i].state.host = 0;
	return host != 0;
}
