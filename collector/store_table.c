/* The tables of a store, and what writes and reads their rows one by one. */
#include "collector/store_table.h"

#include <string.h>

const struct store_table store_tables[] = {
	{ "host", "n, id, name, reported, address, owner, department, mode,"
	    " inventory, platform, title, epoch, created_at, enrolled_at,"
	    " gone_at, probed", 1, false },
	{ "anchor", "kind, value, host", 3, false },
	{ "credential", "hash, kind, host, epoch, created_at, revoked_at", 1,
	    false },
	{ "state", "host, epoch, first_seq, last_seq, reports, digest, since,"
	    " seen, full_at, condition, verdicts, claimed, judged,"
	    " first_failed, notified_at, deadline, clones", 1, false },
	{ "receipt", "host, epoch, first_seq, last_seq, reports, digest,"
	    " since, seen", 3, true },
	{ "mark", "host, epoch, pruned", 2, false },
	{ "report", "host, epoch, sequence, received, size, body", 1, true },
	{ "violation", "host, chk, first_failed, last_failed, ended_at,"
	    " notified_at, credit", 3, false },
	{ "change", "host, n, at, epoch, sequence, kind, subject, before,"
	    " after", 2, true },
	{ "pending", "n, at, name, machine_id, macs, serial, peer, host,"
	    " reason, decision, decided_at, target", 1, false },
	{ "daily", "day, condition, contact, department, platform, hosts,"
	    " overdue", 5, false },
	{ "outage", "began, ended", 1, false },
	{ "tally", "condition, department, platform, slot, hosts", 4, false },
	{ "observation", "address, port, probe, settled, at, received,"
	    " verdict, relay, reached, reason, name, greeting, mail, rcpt,"
	    " reply, transcript, listed", 4, false },
	{ "trend", "day, condition, hosts, overdue", 2, false },
	{ NULL, NULL, 0, false },
};

/* The first n columns, each with `after` behind it. */
static void
add_columns(struct buf *b, const char *columns, int n, const char *after)
{
	const char *p = columns;
	size_t len;
	int i;

	for (i = 0; i < n && *p != '\0'; i++) {
		p += strspn(p, ", ");
		len = strcspn(p, ",");
		buf_addf(b, "%s%.*s%s", i > 0 ? ", " : "", (int)len, p,
		    after);
		p += len;
	}
}

static int
columns_of(const struct store_table *t)
{
	const char *p;
	int n = 1;

	for (p = t->columns; *p != '\0'; p++)
		n += *p == ',';
	return n;
}

static void
build_put(const struct store_table *t, struct buf *b)
{
	int i, n = columns_of(t);
	const char *p = t->columns;
	size_t len;

	buf_addf(b, "INSERT INTO %s (%s) VALUES (", t->name, t->columns);
	for (i = 1; i <= n; i++)
		buf_addf(b, "%s$%d", i > 1 ? ", " : "", i);
	buf_adds(b, ") ON CONFLICT (");
	add_columns(b, t->columns, t->keys, "");
	buf_addf(b, ") DO %s", n > t->keys ? "UPDATE SET " : "NOTHING");
	for (i = 0; i < n; i++) {
		p += strspn(p, ", ");
		len = strcspn(p, ",");
		if (i >= t->keys)
			buf_addf(b, "%s%.*s = excluded.%.*s", i > t->keys ?
			    ", " : "", (int)len, p, (int)len, p);
		p += len;
	}
}

const char *
store_table_put(const struct store_table *t)
{
	static char texts[sizeof(store_tables) /
	    sizeof(store_tables[0])][1200];
	struct buf b = BUF_INIT(sizeof(texts[0]) - 1);
	char *text = texts[t - store_tables];

	build_put(t, &b);
	if (b.failed)
		text = NULL;
	else
		memcpy(text, b.p, b.len + 1);
	buf_release(&b);
	return text;
}

void
store_table_get(const struct store_table *t, bool after, unsigned limit,
    struct buf *b)
{
	int i;

	buf_addf(b, "SELECT %s FROM %s", t->columns, t->name);
	if (after) {
		buf_adds(b, " WHERE (");
		add_columns(b, t->columns, t->keys, "");
		buf_adds(b, ") > (");
		for (i = 1; i <= t->keys; i++)
			buf_addf(b, "%s$%d", i > 1 ? ", " : "", i);
		buf_adds(b, ")");
	}
	buf_adds(b, " ORDER BY ");
	add_columns(b, t->columns, t->keys, "");
	buf_addf(b, " LIMIT %u", limit);
}

void
store_table_last(const struct store_table *t, struct buf *b)
{
	buf_adds(b, "SELECT ");
	add_columns(b, t->columns, t->keys, "");
	buf_addf(b, " FROM %s ORDER BY ", t->name);
	add_columns(b, t->columns, t->keys, " DESC");
	buf_adds(b, " LIMIT 1");
}
