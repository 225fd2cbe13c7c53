/* The tables, and the way from each older version to this one. */
#include "collector/store_schema.h"

#include <errno.h>

/*
 * Times are seconds since 1970 by the collector's clock; null where the
 * thing has not happened. host.n is for joins, host.id for the outside.
 * host.name is that of the enrolment or the inventory, host.reported what the
 * host calls itself: that is shown, and never decides anything.
 *
 *	host		who it is, and what is permitted (inventory)
 *	anchor		machine_id, macs, serial: what tells a host again
 *	credential	SHA-256 of a token or a certificate's subject
 *	state		the hot row: all that an unchanged report changes
 *	receipt		closed runs of acknowledged reports of one digest
 *	mark		the highest sequence of the runs that were pruned
 *	report		the latest full report, compressed
 *	violation	a failed check from first seen to last
 *	change		what changed, for the history of a host
 *	pending		enrolments that wait for an operator
 *	daily		hosts by condition, department and platform, per day
 */
static const char *const version_1[] = {
	"CREATE TABLE host (n BIGINT PRIMARY KEY, id TEXT NOT NULL UNIQUE,"
	" name TEXT NOT NULL, reported TEXT,"
	" address TEXT, owner TEXT, department TEXT,"
	" mode TEXT NOT NULL, inventory BIGINT NOT NULL, platform TEXT,"
	" title TEXT, epoch BIGINT NOT NULL, created_at BIGINT NOT NULL,"
	" enrolled_at BIGINT, gone_at BIGINT)",
	"CREATE INDEX host_name ON host (name, n)",
	"CREATE TABLE anchor (kind TEXT NOT NULL, value TEXT NOT NULL,"
	" host BIGINT NOT NULL REFERENCES host (n),"
	" PRIMARY KEY (kind, value, host))",
	"CREATE INDEX anchor_host ON anchor (host)",
	"CREATE TABLE credential (hash TEXT PRIMARY KEY, kind TEXT NOT NULL,"
	" host BIGINT NOT NULL REFERENCES host (n), epoch BIGINT NOT NULL,"
	" created_at BIGINT NOT NULL, revoked_at BIGINT)",
	"CREATE INDEX credential_host ON credential (host)",
	"CREATE TABLE state (host BIGINT PRIMARY KEY REFERENCES host (n),"
	" epoch BIGINT, first_seq BIGINT, last_seq BIGINT, reports BIGINT,"
	" digest TEXT, since BIGINT, seen BIGINT, full_at BIGINT,"
	" condition TEXT NOT NULL, verdicts TEXT, claimed TEXT,"
	" judged TEXT, first_failed BIGINT, notified_at BIGINT,"
	" deadline BIGINT, clones BIGINT NOT NULL)",
	"CREATE INDEX state_condition ON state (condition, host)",
	"CREATE INDEX state_deadline ON state (deadline)"
	" WHERE deadline IS NOT NULL",
	"CREATE INDEX state_seen ON state (seen)",
	"CREATE TABLE receipt (host BIGINT NOT NULL REFERENCES host (n),"
	" epoch BIGINT NOT NULL, first_seq BIGINT NOT NULL,"
	" last_seq BIGINT NOT NULL, reports BIGINT NOT NULL,"
	" digest TEXT NOT NULL, since BIGINT, seen BIGINT,"
	" PRIMARY KEY (host, epoch, first_seq))",
	"CREATE INDEX receipt_seen ON receipt (seen)",
	"CREATE TABLE mark (host BIGINT NOT NULL REFERENCES host (n),"
	" epoch BIGINT NOT NULL, pruned BIGINT NOT NULL,"
	" PRIMARY KEY (host, epoch))",
	"CREATE TABLE report (host BIGINT PRIMARY KEY REFERENCES host (n),"
	" epoch BIGINT NOT NULL, sequence BIGINT NOT NULL,"
	" received BIGINT NOT NULL, size BIGINT NOT NULL,"
	" body BLOB NOT NULL)",
	"CREATE TABLE violation (host BIGINT NOT NULL REFERENCES host (n),"
	" chk TEXT NOT NULL, first_failed BIGINT NOT NULL,"
	" last_failed BIGINT NOT NULL, ended_at BIGINT, notified_at BIGINT,"
	" credit BIGINT NOT NULL, PRIMARY KEY (host, chk, first_failed))",
	"CREATE TABLE change (n BIGINT PRIMARY KEY, at BIGINT NOT NULL,"
	" host BIGINT NOT NULL REFERENCES host (n), epoch BIGINT,"
	" sequence BIGINT, kind TEXT NOT NULL, subject TEXT, before TEXT,"
	" after TEXT)",
	"CREATE INDEX change_host ON change (host, n)",
	"CREATE INDEX change_at ON change (at)",
	"CREATE TABLE pending (n BIGINT PRIMARY KEY, at BIGINT NOT NULL,"
	" name TEXT NOT NULL, machine_id TEXT, macs TEXT, serial TEXT,"
	" peer TEXT, host BIGINT NOT NULL REFERENCES host (n), reason TEXT,"
	" decision TEXT, decided_at BIGINT, target BIGINT)",
	"CREATE TABLE daily (day BIGINT NOT NULL, condition TEXT NOT NULL,"
	" contact TEXT NOT NULL, department TEXT NOT NULL,"
	" platform TEXT NOT NULL, hosts BIGINT NOT NULL,"
	" overdue BIGINT NOT NULL,"
	" PRIMARY KEY (day, condition, contact, department, platform))",
	"CREATE TABLE outage (began BIGINT PRIMARY KEY,"
	" ended BIGINT NOT NULL)",
	NULL,
};

/*
 * What the overview needs without reading all hosts:
 *
 *	tally		hosts that are not gone, see host_tally.h
 *	trend		daily, summed up by condition
 */
static const char *const version_2[] = {
	"CREATE TABLE tally (condition TEXT NOT NULL,"
	" department TEXT NOT NULL, platform TEXT NOT NULL,"
	" hosts BIGINT NOT NULL,"
	" PRIMARY KEY (condition, department, platform))",
	"INSERT INTO tally (condition, department, platform, hosts)"
	" SELECT s.condition, COALESCE(h.department, ''),"
	" COALESCE(h.platform, ''), COUNT(*) FROM host h"
	" JOIN state s ON s.host = h.n WHERE h.gone_at IS NULL"
	" GROUP BY 1, 2, 3",
	"CREATE TABLE trend (day BIGINT NOT NULL, condition TEXT NOT NULL,"
	" hosts BIGINT NOT NULL, overdue BIGINT NOT NULL,"
	" PRIMARY KEY (day, condition))",
	"INSERT INTO trend (day, condition, hosts, overdue) SELECT day,"
	" condition, SUM(hosts), SUM(overdue) FROM daily GROUP BY 1, 2",
	"CREATE INDEX host_gone ON host (n) WHERE gone_at IS NOT NULL",
	"DROP INDEX state_seen",
	"CREATE INDEX state_contact ON state (condition, seen)",
	"DROP INDEX state_deadline",
	"CREATE INDEX state_due ON state (condition, deadline, host)"
	" WHERE deadline IS NOT NULL",
	NULL,
};

/*
 * For several collectors on one store: nothing that all of them count up.
 * Changes are numbered for each host by itself; the tally is kept once for
 * each slot (store_slot()); who must be alone locks the row meta.lock.
 */
static const char *const version_3[] = {
	"CREATE TABLE change_3 (host BIGINT NOT NULL REFERENCES host (n),"
	" n BIGINT NOT NULL, at BIGINT NOT NULL, epoch BIGINT,"
	" sequence BIGINT, kind TEXT NOT NULL, subject TEXT, before TEXT,"
	" after TEXT, PRIMARY KEY (host, n))",
	"INSERT INTO change_3 (host, n, at, epoch, sequence, kind, subject,"
	" before, after) SELECT host, n, at, epoch, sequence, kind, subject,"
	" before, after FROM change",
	"DROP TABLE change",
	"ALTER TABLE change_3 RENAME TO change",
	"CREATE INDEX change_at ON change (at)",
	"CREATE TABLE tally_3 (condition TEXT NOT NULL,"
	" department TEXT NOT NULL, platform TEXT NOT NULL,"
	" slot BIGINT NOT NULL, hosts BIGINT NOT NULL,"
	" PRIMARY KEY (condition, department, platform, slot))",
	"INSERT INTO tally_3 (condition, department, platform, slot, hosts)"
	" SELECT condition, department, platform, 0, hosts FROM tally",
	"DROP TABLE tally",
	"ALTER TABLE tally_3 RENAME TO tally",
	"CREATE TABLE slot (n BIGINT PRIMARY KEY)",
	"INSERT INTO slot (n) VALUES (0), (1), (2), (3), (4), (5), (6), (7),"
	" (8), (9), (10), (11), (12), (13), (14), (15)",
	"INSERT INTO meta (key, value) VALUES ('lock', 0)",
	NULL,
};

/*
 * What probes saw from outside:
 *
 *	observation	the last of an address and port, by each probe that
 *			is trusted: one that is certain (settled 1), and what
 *			came of asking again where that is not (settled 0)
 *	host.probed	the address of the inventory, as inet_ntop() writes
 *			it: an observation is the host's by that alone. The
 *			next import tells it: host.address is that of the
 *			enrolment too, which may be many hosts'
 */
static const char *const version_4[] = {
	"ALTER TABLE host ADD COLUMN probed TEXT",
	"CREATE INDEX host_probed ON host (probed)"
	" WHERE probed IS NOT NULL",
	"CREATE TABLE observation (address TEXT NOT NULL,"
	" port BIGINT NOT NULL, probe TEXT NOT NULL,"
	" settled BIGINT NOT NULL, at BIGINT NOT NULL,"
	" received BIGINT NOT NULL, verdict TEXT NOT NULL,"
	" relay TEXT NOT NULL, reached BIGINT NOT NULL, reason TEXT,"
	" name TEXT, greeting TEXT, mail TEXT, rcpt TEXT, reply TEXT,"
	" transcript TEXT, listed TEXT,"
	" PRIMARY KEY (address, port, probe, settled))",
	"CREATE INDEX observation_verdict ON observation (verdict)",
	"CREATE INDEX observation_received ON observation (received)",
	NULL,
};

/* versions[i] leads from version i to i + 1. */
static const char *const *const versions[SCHEMA_VERSION] = { version_1,
	version_2, version_3, version_4 };

int
schema_version(struct store *s, int64_t *ret, struct err *e)
{
	int64_t version = 0;
	int r;

	r = store_run(s, &(struct query){ .once = true, .sql =
	    "CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY,"
	    " value BIGINT NOT NULL)" }, e);
	/* A store that may only be read has the table, or is none. */
	if (r == -EROFS)
		r = 0;
	if (r >= 0)
		r = store_number(s, &(struct query){ .once = true, .sql =
		    "SELECT value FROM meta WHERE key = 'schema'" },
		    &version, e);
	if (r < 0)
		return r;
	*ret = version;
	return 0;
}

static int
step_up(struct store *s, int64_t from, struct err *e)
{
	const char *const *sql;
	int r = store_transact(s, STORE_BEGIN, e);

	for (sql = versions[from]; r >= 0 && *sql != NULL; sql++)
		r = store_run(s, &(struct query){ .once = true,
		    .sql = *sql }, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .once = true, .sql =
		    "INSERT INTO meta (key, value) VALUES ('schema', $1)"
		    " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
		    QUERY_VALUES(value_number(from + 1)) }, e);
	if (r >= 0)
		r = store_transact(s, STORE_COMMIT, e);
	if (r < 0)
		store_transact(s, STORE_ROLLBACK, NULL);
	return r < 0 ? r : 0;
}

int
schema_migrate(struct store *s, struct err *e)
{
	int64_t version, now;
	int r = schema_version(s, &version, e);

	if (r < 0)
		return r;
	if (version > SCHEMA_VERSION)
		return err_set(e, EINVAL, "the store has version %lld, this "
		    "program knows %d: use the newer program",
		    (long long)version, SCHEMA_VERSION);
	for (; r >= 0 && version < SCHEMA_VERSION; version++) {
		r = step_up(s, version, e);
		now = version;
		/* Another collector may have been faster. */
		if (r < 0 && s->ops->shared && schema_version(s, &now,
		    NULL) >= 0 && now > version) {
			version = now - 1;
			r = 0;
		}
	}
	return r;
}
