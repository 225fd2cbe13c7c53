/* collector/host_tally.c and what the overview makes of it: whatever happens to
 * hosts, in whatever order, the figures are those of a count of all hosts. */
#include "collector/host_tally.h"

#include "collector/housekeeping.h"
#include "collector/inventory.h"
#include "collector/store_check.h"
#include "collector/totals.h"
#include "tests/unit/collectortest.h"
#include "tests/unit/swept.h"

#define HOSTS 12
#define STEPS 600
#define STALE (2 * DAY)

struct life {
	struct test *t;
	int64_t now;
	char hash[HOSTS][DIGEST_HEX];
	long long sequence;
	uint32_t random;
};

/* Numerical Recipes' generator: the same on every machine. */
static unsigned
draw(struct life *l, unsigned n)
{
	l->random = l->random * 1664525u + 1013904223u;
	return (l->random >> 16) % n;
}

static void
report(struct life *l, unsigned host)
{
	static const char *const platforms[] = { "debian", "redhat", "hpux" };
	char body[1024];

	l->sequence++;
	snprintf(body, sizeof(body), "{\"schema\":\"hardenmail/1\","
	    "\"run\":\"r\",\"sequence\":%lld,\"digest\":\"%064x\","
	    "\"platform\":{\"id\":\"%s\",\"source\":\"live\"},\"host\":"
	    "{\"name\":\"h%u\"},%s\"queues\":[]}", l->sequence,
	    (unsigned)l->sequence, platforms[draw(l, 3)], host,
	    draw(l, 2) == 0 ? "" : "\"listeners\":[{\"family\":\"inet\","
	    "\"address\":\"0.0.0.0\",\"port\":25,\"bound\":\"any\",\"holder\""
	    ":{\"pid\":9,\"mta\":\"sendmail\"}}],\"processes\":[{\"pid\":9,"
	    "\"mta\":\"sendmail\",\"role\":\"daemon\"}],");
	if (l->hash[host][0] != '\0')
		test_ingest(l->t, l->hash[host], body, true, l->now);
}

static void
come(struct life *l, unsigned host)
{
	struct test *t = l->t;
	char name[16], machine[16];
	struct enrolment n = { .name = name, .machine_id = machine,
	    .peer = "192.0.2.9" };

	snprintf(name, sizeof(name), "h%u", host);
	snprintf(machine, sizeof(machine), "m%u", host);
	assert_int_equal(enroll(&t->store, &n, l->now, &t->host, &t->e), 0);
	if (t->host.outcome == ENROLLED)
		secret_hash("token", t->host.token, l->hash[host]);
}

static void
decide(struct life *l)
{
	struct test *t = l->t;
	int64_t n = test_number(t, "SELECT MAX(n) FROM pending WHERE decision"
	    " IS NULL");

	if (n > 0)
		assert_int_equal(enroll_decide(&t->store, n, draw(l, 2) == 0,
		    l->now, &t->e), 0);
}

static void
move(struct life *l, unsigned host)
{
	static const char *const departments[] = { "physics", "law", "" };
	struct buf wrong = BUF_INIT(1000);
	struct inventory_count count;
	char csv[128];

	snprintf(csv, sizeof(csv), "name,department,mode\nh%u,%s,%s\n", host,
	    departments[draw(l, 3)], draw(l, 2) == 0 ? "queue-only" :
	    "server");
	assert_int_equal(inventory_import(&l->t->store, &l->t->c.config, "f",
	    csv, strlen(csv), l->now, &count, &wrong, &l->t->e), 0);
	buf_release(&wrong);
}

static void
end(struct life *l, bool gone)
{
	int64_t hosts = test_number(l->t, "SELECT COUNT(*) FROM host");
	struct test *t = l->t;

	if (hosts > 0 && gone)
		host_gone(&t->store, 1 + draw(l, (unsigned)hosts), l->now,
		    &t->e);
	else if (hosts > 0)
		host_credential(&t->store, 1 + draw(l, (unsigned)hosts), NULL,
		    NULL, l->now, &t->host, &t->e);
}

static void
step(struct life *l)
{
	unsigned host = draw(l, HOSTS);
	char sql[128];

	switch (draw(l, 9)) {
	case 0:
		come(l, host);
		break;
	case 1:
		decide(l);
		break;
	case 2:
		move(l, host);
		break;
	case 3:
		end(l, draw(l, 3) > 0);
		break;
	case 4:
		/* Owners are told; what is due then is a matter of time. */
		snprintf(sql, sizeof(sql), "UPDATE state SET deadline = %lld"
		    " WHERE condition = 'failing' AND deadline IS NULL",
		    (long long)l->now + draw(l, 3 * DAY));
		test_run(l->t, sql);
		break;
	default:
		report(l, host);
	}
	l->now += draw(l, DAY / 4);
}

#define COUNTED "SELECT COUNT(*) FROM host h JOIN state s ON s.host = h.n" \
	" WHERE h.gone_at IS NULL AND "

static int64_t
counted(struct life *l, const char *what, const char *condition)
{
	char sql[512];

	snprintf(sql, sizeof(sql), COUNTED "%s AND s.condition LIKE '%s'",
	    what, condition);
	return test_number(l->t, sql);
}

static void
compare_all(struct life *l)
{
	char stale[64], due[64];
	struct totals got;
	size_t i;

	assert_int_equal(totals_read(&l->t->store, l->now, l->now - STALE,
	    &got, &l->t->e), 0);
	snprintf(stale, sizeof(stale), "s.seen < %lld",
	    (long long)(l->now - STALE));
	snprintf(due, sizeof(due), "s.deadline <= %lld", (long long)l->now);
	for (i = 0; i < CONDITIONS; i++) {
		assert_int_equal(got.condition[i], counted(l, "1 = 1",
		    condition_names[i]));
		assert_int_equal(got.by[i][CONTACT_STALE], counted(l, stale,
		    condition_names[i]));
		assert_int_equal(got.by[i][CONTACT_NEVER_SEEN], counted(l,
		    "s.seen IS NULL", condition_names[i]));
		assert_int_equal(got.by[i][CONTACT_FRESH],
		    got.condition[i] - got.by[i][CONTACT_STALE] -
		    got.by[i][CONTACT_NEVER_SEEN]);
	}
	assert_int_equal(got.hosts, counted(l, "1 = 1", "%"));
	assert_int_equal(got.contact[CONTACT_STALE], counted(l, stale, "%"));
	assert_int_equal(got.overdue, counted(l, due, "failing"));
}

struct comparing {
	struct life *l;
	const char *column;
	int64_t hosts;
};

static int
compare_part(void *arg, const struct part *p)
{
	struct comparing *c = arg;
	char what[160], due[256];
	size_t i;

	snprintf(what, sizeof(what), "COALESCE(h.%s, '') = '%s'", c->column,
	    p->name);
	snprintf(due, sizeof(due), "%s AND s.deadline <= %lld", what,
	    (long long)c->l->now);
	assert_int_equal(p->hosts, counted(c->l, what, "%"));
	assert_int_equal(p->overdue, counted(c->l, due, "failing"));
	for (i = 0; i < CONDITIONS; i++)
		assert_int_equal(p->condition[i], counted(c->l, what,
		    condition_names[i]));
	c->hosts += p->hosts;
	return 0;
}

static void
compare(struct life *l)
{
	static const char *const columns[] = { "department", "platform" };
	struct comparing c = { .l = l };
	int k;

	compare_all(l);
	for (k = PART_DEPARTMENT; k <= PART_PLATFORM; k++) {
		c.column = columns[k];
		c.hosts = 0;
		assert_true(totals_parts(&l->t->store, (enum part_kind)k,
		    l->now, compare_part, &c, &l->t->e) >= 0);
		assert_int_equal(c.hosts, counted(l, "1 = 1", "%"));
	}
}

static void
random_changes(void **state)
{
	struct life l = { .t = *state, .now = NOW };
	const char *seed = getenv("HM_SEED");
	int i;

	l.random = seed != NULL ? (uint32_t)strtoul(seed, NULL, 10) : 20261122;
	print_message("# HM_SEED=%u\n", l.random);
	for (i = 0; i < SWEPT_TURNS(STEPS, 8); i++) {
		step(&l);
		compare(&l);
	}
	if (i < STEPS)
		return;
	assert_true(test_number(l.t, "SELECT COUNT(*) FROM host WHERE gone_at"
	    " IS NOT NULL") > 0);
	assert_true(test_number(l.t, "SELECT COUNT(DISTINCT condition) FROM"
	    " tally WHERE hosts > 0") >= 3);
}

/* A store of the version before: counted once, when it is brought up. */
static void
migrated(void **state)
{
	static const char *const back[] = { "DROP TABLE tally",
	    "DROP TABLE trend", "DROP INDEX host_gone",
	    "DROP TABLE observation", "DROP INDEX host_probed",
	    "ALTER TABLE host DROP COLUMN probed",
	    "DROP INDEX state_contact", "DROP INDEX state_due",
	    "CREATE INDEX state_seen ON state (seen)",
	    "CREATE INDEX state_deadline ON state (deadline)"
	    " WHERE deadline IS NOT NULL",
	    "DROP TABLE slot", "DELETE FROM meta WHERE key = 'lock'",
	    "ALTER TABLE change RENAME TO change_9", "DROP INDEX change_at",
	    "CREATE TABLE change (n BIGINT PRIMARY KEY, at BIGINT NOT NULL,"
	    " host BIGINT NOT NULL REFERENCES host (n), epoch BIGINT,"
	    " sequence BIGINT, kind TEXT NOT NULL, subject TEXT, before TEXT,"
	    " after TEXT)",
	    "CREATE INDEX change_host ON change (host, n)",
	    "CREATE INDEX change_at ON change (at)",
	    "INSERT INTO change (n, at, host, epoch, sequence, kind, subject,"
	    " before, after) SELECT ROW_NUMBER() OVER (ORDER BY at, host, n),"
	    " at, host, epoch, sequence, kind, subject, before, after"
	    " FROM change_9", "DROP TABLE change_9",
	    "UPDATE meta SET value = 1 WHERE key = 'schema'", NULL };
	struct life l = { .t = *state, .now = NOW, .random = 7 };
	struct day before[3], after[3];
	int64_t changes;
	int i;

	for (i = 0; i < 60; i++)
		step(&l);
	assert_int_equal(housekeeping_totals(&l.t->store, l.now,
	    l.now - STALE, &l.t->e), 0);
	totals_days(&l.t->store, l.now, before, 3, &l.t->e);
	assert_true(before[2].day != 0);
	changes = test_number(l.t, "SELECT COUNT(*) FROM change");
	assert_true(changes > 10);
	for (i = 0; back[i] != NULL; i++)
		test_run(l.t, back[i]);
	assert_int_equal(schema_migrate(&l.t->store, &l.t->e), 0);
	compare(&l);
	assert_int_equal(test_number(l.t, "SELECT COUNT(*) FROM change"),
	    changes);
	totals_days(&l.t->store, l.now, after, 3, &l.t->e);
	assert_memory_equal(before, after, sizeof(before));
	/* and the history goes on behind what it had */
	for (i = 0; i < 20; i++)
		step(&l);
	compare(&l);
	assert_int_equal(test_number(l.t, "SELECT COUNT(*) FROM change a JOIN"
	    " change b ON a.host = b.host AND a.n < b.n WHERE a.at > b.at"),
	    0);
}

static void
wrong_ones_are_found(void **state)
{
	struct life l = { .t = *state, .now = NOW };
	struct buf found = BUF_INIT(1000);

	come(&l, 1);
	assert_int_equal(store_check(&l.t->store, &found, &l.t->e), 0);
	test_run(l.t, "UPDATE tally SET hosts = 2");
	assert_int_equal(store_check(&l.t->store, &found, &l.t->e), 1);
	assert_string_equal(found.p, "host unknown: hosts that are counted "
	    "wrongly for the overview\n");
	/* A copy of the version before has no such table. */
	test_run(l.t, "DROP TABLE tally");
	test_run(l.t, "UPDATE meta SET value = 1 WHERE key = 'schema'");
	buf_clear(&found);
	assert_int_equal(store_check(&l.t->store, &found, &l.t->e), 0);
	buf_release(&found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(random_changes),
		TEST(migrated),
		TEST(wrong_ones_are_found),
	};

	return cmocka_run_group_tests_name("host_tally", tests, NULL, NULL);
}
