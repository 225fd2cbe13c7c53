/* A connection to PostgreSQL through which statements are piped. */
#ifndef HM_STORE_POSTGRES_LINK_H
#define HM_STORE_POSTGRES_LINK_H

#include "collector/store.h"

/* Statements that are remembered; more than the collector has. */
#define LINK_CACHE 128

struct pg_conn;

struct link_text {
	const char *sql;
	enum row_lock lock;
	size_t values;		/* the highest $n */
	bool ready;		/* the server has it */
};

struct link {
	struct pg_conn *conn;		/* NULL: there is none */
	char *url;
	/* what was sent, and has not been answered: the statement that it
	 * made ready, or LINK_CACHE */
	size_t *sent, n_sent, room;
	struct link_text texts[LINK_CACHE];
	size_t n_texts;
	int64_t again_at;	/* no connecting before; milliseconds */
	bool warned;		/* the server has something to say */
};

/*
 * Connect, to whichever host of the URL takes writes, unless there is a
 * connection. -ENOTCONN; after that for a while at once, so that a thousand
 * jobs do not wait for a thousand attempts.
 */
int link_connect(struct link *, struct err *);
void link_drop(struct link *);

/* Send a statement; what it answers comes with link_finish(). */
int link_send(struct link *, const struct query *, struct err *);

/*
 * Wait for all that was sent. Rows of the last statement go to its query's
 * row function, when all of them are here: it may run statements of its own.
 * Returned is how many it gave or changed, or the first error of any. `tag`,
 * if given, is filled with the last one's command tag.
 */
int link_finish(struct link *, const struct query *last, char tag[32],
    struct err *);

#endif
