/* When the collector was away: nobody's time runs out because of that. */
#include "collector/outage.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "collector/host_state.h"
#include "collector/judgement.h"

int64_t
collector_now(const struct collector *c)
{
	return (int64_t)time(NULL) + c->clock_offset;
}

int64_t
collector_stale_before(const struct collector *c)
{
	int64_t now = collector_now(c), end = c->outage_end;

	/* While it was away it heard of nobody. */
	if (end != 0 && now - end < c->config.stale_after)
		return 0;
	return now - c->config.stale_after;
}

static int
set_meta(struct store *s, const char *key, int64_t value, struct err *e)
{
	static const char sql[] = "INSERT INTO meta (key, value) VALUES"
	    " ($1, $2) ON CONFLICT (key) DO UPDATE SET"
	    " value = excluded.value";

	return store_run(s, &(struct query){ .sql = sql,
	    QUERY_VALUES(value_text(key), value_number(value)) }, e);
}

static int
get_meta(struct store *s, const char *key, int64_t *ret, struct err *e)
{
	static const char sql[] = "SELECT value FROM meta WHERE key = $1";

	return store_number(s, &(struct query){ .sql = sql,
	    QUERY_VALUES(value_text(key)) }, ret, e);
}

/* Hosts of one transaction, where others write meanwhile. */
#define PIECE 500
#define TRIES 10

struct hosts {
	int64_t *v;
	size_t n, room;
};

static int
take_host(void *arg, const struct value *v, size_t n)
{
	struct hosts *h = arg;
	int64_t *more;

	if (h->n == h->room) {
		h->room = h->room * 2 + 64;
		more = realloc(h->v, h->room * sizeof(*more));
		if (more == NULL)
			return -ENOMEM;
		h->v = more;
	}
	h->v[h->n++] = row_number(&v[0]);
	return 0;
}

/* By the configuration as it is now, and with the credit; a piece of the
 * hosts, behind *after. 1: there are more. */
static int
refresh_piece(const struct config *c, struct store *s, int64_t *after,
    struct err *e)
{
	static const char sql[] = "SELECT host FROM state WHERE"
	    " condition = 'failing' AND host > $1 ORDER BY host LIMIT $2";
	struct hosts list = { .n = 0 };
	struct host_state h;
	size_t i;
	int r;

	r = store_run(s, &(struct query){ .sql = sql, .row = take_host,
	    .arg = &list, .lock = LOCK_ROWS, QUERY_VALUES(
	    value_number(*after), value_number(PIECE)) }, e);
	for (i = 0; r >= 0 && i < list.n; i++) {
		r = host_state_by_number(s, list.v[i], &h, e);
		if (r > 0)
			r = judge_violations(s, c, &h, h.condition, e);
		if (r >= 0)
			r = host_state_save(s, &h, e);
		*after = list.v[i];
	}
	free(list.v);
	return r < 0 ? r : list.n == PIECE;
}

/* In transactions of their own where others write meanwhile: they would wait
 * for all of it. */
static int
refresh_apart(const struct config *c, struct store *s, struct err *e)
{
	int64_t after = 0, at;
	int r, tries = 0;

	do {
		at = after;
		r = store_transact(s, STORE_BEGIN, e);
		if (r >= 0)
			r = refresh_piece(c, s, &at, e);
		if (r >= 0) {
			int done = store_transact(s, STORE_COMMIT, e);

			r = done < 0 ? done : r;
		}
		if (r < 0)
			store_transact(s, STORE_ROLLBACK, NULL);
		else
			after = at;
	} while (r > 0 || (r == -EAGAIN && tries++ < TRIES));
	return r;
}

static int
refresh(const struct config *c, struct store *s, struct err *e)
{
	int64_t after = 0;
	int r;

	do
		r = refresh_piece(c, s, &after, e);
	while (r > 0);
	return r;
}

static int
credit(struct store *s, int64_t began, int64_t ended, struct err *e)
{
	/* violation_credit() in the store's words. */
	static const char sql[] = "UPDATE violation SET credit = credit +"
	    " CASE WHEN first_failed > $1 THEN $2 - first_failed"
	    " ELSE $2 - $1 END WHERE ended_at IS NULL AND first_failed < $2";
	static const char note[] = "INSERT INTO outage (began, ended) VALUES"
	    " ($1, $2) ON CONFLICT (began) DO NOTHING";
	int r;

	r = store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
	    value_number(began), value_number(ended)) }, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = note, QUERY_VALUES(
		    value_number(began), value_number(ended)) }, e);
	return r;
}

/* Was nobody here, for longer than counts? By the sign of life that all
 * collectors of a store share. *end: the end of the last such time. */
static int
look_back(const struct config *c, struct store *s, int64_t now, int64_t *end,
    struct err *e)
{
	/* Hosts before their violations, as all who change both. */
	static const char all[] = "SELECT host FROM state WHERE"
	    " condition = 'failing' ORDER BY host";
	int64_t real = (int64_t)time(NULL), alive = 0, away;
	int r = store_alone(s, e);

	if (r >= 0)
		r = get_meta(s, "alive", &alive, e);
	away = alive != 0 ? real - alive : 0;
	if (r >= 0 && away > c->outage) {
		if (s->ops->shared)
			r = store_run(s, &(struct query){ .sql = all,
			    .lock = LOCK_ROWS }, e);
		if (r >= 0)
			r = credit(s, now - away, now, e);
		if (r >= 0)
			r = set_meta(s, "outage", now, e);
	}
	if (r >= 0)
		r = get_meta(s, "outage", end, e);
	if (r >= 0)
		r = set_meta(s, "alive", real, e);
	return r < 0 ? r : away > c->outage;
}

static int
start_once(struct collector *c, struct store *s, struct err *e)
{
	int64_t end = 0;
	int r = store_transact(s, STORE_BEGIN, e);

	if (r < 0)
		return r;
	c->started = collector_now(c);
	r = look_back(&c->config, s, c->started, &end, e);
	if (r >= 0 && !s->ops->shared)
		r = refresh(&c->config, s, e);
	if (r >= 0)
		r = store_transact(s, STORE_COMMIT, e);
	if (r < 0)
		store_transact(s, STORE_ROLLBACK, NULL);
	else
		c->outage_end = end;
	return r < 0 ? r : 0;
}

int
outage_start(struct collector *c, struct store *s, struct err *e)
{
	int r, tries = 0;

	do
		r = start_once(c, s, e);
	while (r == -EAGAIN && tries++ < TRIES);
	if (r >= 0 && s->ops->shared)
		r = refresh_apart(&c->config, s, e);
	return r < 0 ? r : 0;
}

int
outage_sign(const struct config *c, struct store *s, int64_t now,
    int64_t *end, struct err *e)
{
	int r;

	if (!s->ops->shared) {
		r = get_meta(s, "outage", end, e);
		if (r >= 0)
			r = set_meta(s, "alive", (int64_t)time(NULL), e);
		return r < 0 ? r : 0;
	}
	r = look_back(c, s, now, end, e);
	/* Deadlines have the credit in them. */
	if (r > 0)
		r = refresh(c, s, e);
	return r < 0 ? r : 0;
}
