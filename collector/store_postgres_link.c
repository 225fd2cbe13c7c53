/* A connection to PostgreSQL through which statements are piped. */
#include "collector/store_postgres_link.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libpq-fe.h>

#include "collector/store_postgres_value.h"

#define AGAIN_MS 500
/* The longest silence; a server that hangs is none. */
#define STALL_MS 120000

static PGconn *
pq(const struct link *l)
{
	return (PGconn *)l->conn;
}

static int64_t
clock_ms(void)
{
	struct timespec t = { .tv_sec = 0 };

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* One line, without the server's "ERROR:" and its hints. */
static int
fail(struct err *e, int number, const char *text)
{
	int len = (int)strcspn(text != NULL ? text : "", "\n");

	return err_set(e, number, "the store: %.*s", len > 0 ? len : 10,
	    len > 0 ? text : "no answer ");
}

static int
lost(struct link *l, struct err *e)
{
	int r = fail(e, ENOTCONN, PQerrorMessage(pq(l)));

	link_drop(l);
	return r;
}

/* https://www.postgresql.org/docs/15/errcodes-appendix.html */
static int
number_of(const char *state)
{
	static const struct { const char *prefix; int number; } rows[] = {
		{ "08", ENOTCONN }, { "57P", ENOTCONN },
		/* was the primary and is none any more */
		{ "25006", ENOTCONN },
		/* something between us took our statements away */
		{ "26000", ENOTCONN },
		{ "40", EAGAIN }, { "55P03", EBUSY }, { "57014", EBUSY },
		{ "53100", ENOSPC }, { "53200", ENOMEM }, { "53", EBUSY },
		{ "23", EEXIST }, { "22", EINVAL }, { "42", EINVAL },
		{ "0A", EINVAL },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (strncmp(state, rows[i].prefix,
		    strlen(rows[i].prefix)) == 0)
			return rows[i].number;
	return EIO;
}

static int
result_error(const PGresult *res, struct err *e)
{
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);

	return fail(e, state != NULL ? number_of(state) : ENOTCONN,
	    text != NULL ? text : PQresultErrorMessage(res));
}

/* While it commits, a warning says that a standby does not have it. */
static void
on_notice(void *arg, const PGresult *res)
{
	const char *level = PQresultErrorField(res,
	    PG_DIAG_SEVERITY_NONLOCALIZED);
	struct link *l = arg;

	if (level != NULL && strcmp(level, "WARNING") == 0)
		l->warned = true;
}

void
link_drop(struct link *l)
{
	size_t i;

	PQfinish(pq(l));
	l->conn = NULL;
	l->n_sent = 0;
	for (i = 0; i < l->n_texts; i++)
		l->texts[i].ready = false;
}

/* Who has a store is told that it is durable: a default of the database must
 * not change that. What the other settings are for: nobody holds rows for
 * others when it hangs or its host is gone. Other engines may not know them.
 */
static void
settle(PGconn *conn)
{
	static const char *const steps[] = {
		"SET lock_timeout = 10000",
		"SET idle_in_transaction_session_timeout = 30000",
		"SET tcp_keepalives_idle = 5",
		"SET tcp_keepalives_interval = 2",
		"SET tcp_keepalives_count = 3",
		NULL,
	};
	PGresult *res = PQexec(conn, "SHOW synchronous_commit");
	int i;

	if (PQntuples(res) == 1 && strcmp(PQgetvalue(res, 0, 0), "off") == 0)
		PQclear(PQexec(conn, "SET synchronous_commit = on"));
	PQclear(res);
	for (i = 0; steps[i] != NULL; i++)
		PQclear(PQexec(conn, steps[i]));
}

int
link_connect(struct link *l, struct err *e)
{
	/* What comes later counts: the URL's own words. */
	const char *const names[] = { "connect_timeout",
	    "target_session_attrs", "keepalives_idle", "keepalives_interval",
	    "keepalives_count", "tcp_user_timeout",
	    "fallback_application_name", "client_encoding", "dbname", NULL };
	const char *const values[] = { "2", "read-write", "5", "2", "3",
	    "10000", "hardenmail-collector", "UTF8", l->url, NULL };
	const char *encoding;
	PGconn *conn;

	if (l->conn != NULL && PQstatus(pq(l)) == CONNECTION_OK)
		return 0;
	if (clock_ms() < l->again_at)
		return err_set(e, ENOTCONN, "the store: no connection");
	link_drop(l);
	conn = PQconnectdbParams(names, values, 1);
	l->conn = (struct pg_conn *)conn;
	if (PQstatus(conn) != CONNECTION_OK) {
		l->again_at = clock_ms() + AGAIN_MS;
		return lost(l, e);
	}
	PQsetNoticeReceiver(conn, on_notice, l);
	encoding = PQparameterStatus(conn, "server_encoding");
	if (encoding == NULL || strcmp(encoding, "UTF8") != 0) {
		link_drop(l);
		return err_set(e, EINVAL, "the store: the database's encoding "
		    "has to be UTF8");
	}
	settle(conn);
	if (PQsetnonblocking(conn, 1) < 0 || PQenterPipelineMode(conn) != 1)
		return lost(l, e);
	return 0;
}

/* Until all is sent, or there is something to read. Both sides may be full:
 * what the server says is taken while we speak. */
static int
push(struct link *l, bool wait, struct err *e)
{
	struct pollfd p = { .fd = PQsocket(pq(l)) };
	int left, n;

	for (;;) {
		left = PQflush(pq(l));
		if (left < 0)
			return lost(l, e);
		if (left == 0 && !wait)
			return 0;
		p.events = left > 0 ? POLLIN | POLLOUT : POLLIN;
		n = poll(&p, 1, STALL_MS);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			link_drop(l);
			return err_set(e, ENOTCONN, "the store: no answer");
		}
		if ((p.revents & ~POLLOUT) != 0) {
			if (PQconsumeInput(pq(l)) != 1)
				return lost(l, e);
			if (left == 0)
				return 0;
		}
	}
}

static int
note_sent(struct link *l, size_t made, struct err *e)
{
	size_t *more;

	if (l->n_sent == l->room) {
		more = realloc(l->sent, (l->room * 2 + 64) * sizeof(*more));
		if (more == NULL)
			return err_set(e, ENOMEM, "out of memory");
		l->sent = more;
		l->room = l->room * 2 + 64;
	}
	l->sent[l->n_sent++] = made;
	return 0;
}

/* The place of a text in the cache; LINK_CACHE where it is not kept. */
static size_t
place_of(struct link *l, const struct query *q)
{
	struct link_text *t;
	size_t i;

	for (i = 0; !q->once && i < l->n_texts; i++)
		if (l->texts[i].sql == q->sql && l->texts[i].lock == q->lock)
			return i;
	if (q->once || l->n_texts == LINK_CACHE)
		return LINK_CACHE;
	t = &l->texts[l->n_texts];
	*t = (struct link_text){ .sql = q->sql, .lock = q->lock,
	    .values = binding_highest(q->sql) };
	return l->n_texts++;
}

int
link_send(struct link *l, const struct query *q, struct err *e)
{
	struct binding b;
	size_t at;
	char name[24], *text = NULL;
	int r;

	if (l->conn == NULL)
		return err_set(e, ENOTCONN, "the store: no connection");
	at = place_of(l, q);
	r = binding_fill(&b, q, at < LINK_CACHE ? l->texts[at].values :
	    binding_highest(q->sql), e);
	if (r < 0)
		return r;
	snprintf(name, sizeof(name), "s%zu", at);
	if (at == LINK_CACHE || !l->texts[at].ready) {
		text = binding_text(q);
		if (text == NULL)
			return err_set(e, ENOMEM, "out of memory");
	}
	if (at < LINK_CACHE && !l->texts[at].ready) {
		r = note_sent(l, at, e);
		if (r == 0 && PQsendPrepare(pq(l), name, text, b.n, b.types)
		    != 1)
			r = lost(l, e);
		else if (r == 0)
			l->texts[at].ready = true;
	}
	if (r == 0)
		r = note_sent(l, LINK_CACHE, e);
	if (r == 0 && (at < LINK_CACHE ? PQsendQueryPrepared(pq(l), name,
	    b.n, b.data, b.lengths, b.formats, 0) :
	    PQsendQueryParams(pq(l), text, b.n, b.types, b.data, b.lengths,
	    b.formats, 0)) != 1)
		r = lost(l, e);
	free(text);
	return r < 0 ? r : push(l, false, e);
}

/* The next result; NULL at the end of a statement's. */
static int
next_result(struct link *l, PGresult **ret, struct err *e)
{
	int r;

	while (PQisBusy(pq(l))) {
		r = push(l, true, e);
		if (r < 0)
			return r;
	}
	*ret = PQgetResult(pq(l));
	return 0;
}

/* What one statement has to say, to its end. *keep: its rows, if wanted. */
static int
take_answer(struct link *l, size_t made, PGresult **keep, char tag[32],
    struct err *e)
{
	PGresult *res;
	int rows = 0, r;

	for (;;) {
		r = next_result(l, &res, e);
		if (r < 0)
			return r;
		if (res == NULL)
			return rows;
		if (tag != NULL)
			snprintf(tag, 32, "%s", PQcmdStatus(res));
		switch (PQresultStatus(res)) {
		case PGRES_TUPLES_OK:
			rows = PQntuples(res);
			if (keep != NULL) {
				PQclear(*keep);
				*keep = res;
				continue;
			}
			break;
		case PGRES_COMMAND_OK:
			rows = result_changed(res);
			break;
		default:
			/* PIPELINE_ABORTED: one before it has failed */
			rows = PQresultStatus(res) == PGRES_PIPELINE_ABORTED ?
			    -ECANCELED : result_error(res, e);
			if (made < LINK_CACHE)
				l->texts[made].ready = false;
		}
		PQclear(res);
		if (rows == -ENOTCONN)
			return rows;
	}
}

/* All answers, and the mark at their end, which no NULL follows. */
static int
take_answers(struct link *l, PGresult **keep, char tag[32], struct err *e)
{
	PGresult *res;
	size_t i, n = l->n_sent;
	int r = 0, one = 0;

	for (i = 0; i < n; i++) {
		one = take_answer(l, l->sent[i], i + 1 == n ? keep : NULL,
		    i + 1 == n ? tag : NULL, r < 0 ? NULL : e);
		if (one == -ENOTCONN)
			return one;
		if (one < 0 && r >= 0)
			r = one;
	}
	l->n_sent = 0;
	if (next_result(l, &res, e) < 0)
		return -ENOTCONN;
	if (PQresultStatus(res) != PGRES_PIPELINE_SYNC)
		r = err_set(e, ENOTCONN, "the store: answers out of step");
	PQclear(res);
	return r < 0 ? r : one;
}

int
link_finish(struct link *l, const struct query *last, char tag[32],
    struct err *e)
{
	bool wanted = last != NULL && last->row != NULL;
	PGresult *kept = NULL;
	int r, given;

	if (l->conn == NULL)
		return err_set(e, ENOTCONN, "the store: no connection");
	if (PQpipelineSync(pq(l)) != 1)
		return lost(l, e);
	r = take_answers(l, wanted ? &kept : NULL, tag, e);
	if (r == -ENOTCONN && l->conn != NULL)
		link_drop(l);
	if (r >= 0 && kept != NULL) {
		given = result_rows(kept, last);
		r = given < 0 ? given : r;
	}
	PQclear(kept);
	return r;
}
