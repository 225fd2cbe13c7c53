/* collector/report_facts.c: what is read back is judged as what was seen. */
#include "collector/report_facts.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/report.h"
#include "agent/port/host.h"
#include "agent/run/gather.h"
#include "checks/check.h"
#include "collector/member.h"
#include "tests/unit/swept.h"
#include "tests/unit/unit.h"

#define TREES "tests/hosts"
#define NOW 1767225600

static void
findings_text(const struct facts *f, enum mode mode, struct buf *out)
{
	struct findings found;
	const struct finding *n;
	const struct proof *e;
	struct policy p;

	policy_init(&p);
	p.mode = mode;
	findings_init(&found);
	assert_int_equal(checks_run(f, &p, NOW, &found), 0);
	for (n = found.first; n != NULL; n = n->next) {
		buf_addf(out, "%s %s %s %s [%s]\n", n->check,
		    verdict_name(n->verdict), severity_name(n->severity),
		    n->summary, n->remedy != NULL ? n->remedy : "-");
		for (e = n->evidence; e != NULL; e = e->next)
			buf_addf(out, "  %u %s:%u %s\n", e->depth,
			    e->at.path != NULL ? e->at.path : "-", e->at.line,
			    e->at.text != NULL ? e->at.text : "-");
	}
	findings_release(&found);
	policy_release(&p);
}

static void
report_text(const struct facts *f, bool live, struct buf *out)
{
	struct findings found;
	struct policy p;

	policy_init(&p);
	findings_init(&found);
	assert_int_equal(checks_run(f, &p, NOW, &found), 0);
	report_json(&(struct report){ .program = "0", .run = "r", .time = NOW,
	    .source = live ? "live" : "root", .facts = f, .policy = &p,
	    .findings = &found }, out);
	assert_false(out->failed);
	findings_release(&found);
	policy_release(&p);
}

/* How many of the five modes are judged differently after the way through
 * a report. */
static unsigned
differences(const struct facts *f, const char *name)
{
	struct buf text = BUF_INIT(64 << 20), before, after;
	struct err e = { .code = 0 };
	struct facts back;
	unsigned bad = 0;
	json_t *v;
	int m;

	report_text(f, f->live, &text);
	v = member_parse(text.p, text.len, &e);
	if (v == NULL)
		print_error("%s: %s\n", name, e.text);
	assert_non_null(v);
	facts_init(&back);
	if (report_facts(v, &back, &e) < 0)
		fail_msg("%s: %s", name, e.text);
	for (m = MODE_QUEUE_ONLY; m <= MODE_OBSERVE; m++) {
		before = after = BUF_INIT(64 << 20);
		findings_text(f, (enum mode)m, &before);
		findings_text(&back, (enum mode)m, &after);
		if (before.len != after.len ||
		    memcmp(before.p, after.p, before.len) != 0) {
			print_error("%s, %s:\n%s--- read back:\n%s", name,
			    mode_name((enum mode)m), before.p, after.p);
			bad++;
		}
		buf_release(&before);
		buf_release(&after);
	}
	facts_release(&back);
	json_decref(v);
	buf_release(&text);
	return bad;
}

static void
every_tree(void **state)
{
	char path[512];
	unsigned trees = 0, bad = 0;
	struct dirent *d;
	DIR *dir = opendir(TREES);

	assert_non_null(dir);
	while ((d = readdir(dir)) != NULL) {
		struct host h = { .root = ROOT_INIT, .source = SOURCE_ROOT };
		struct facts f;

		snprintf(path, sizeof(path), TREES "/%s/root", d->d_name);
		if (trees == SWEPT_TURNS(100000U, 6U))
			break;
		if (d->d_name[0] == '.' || root_open(&h.root, path, NULL) < 0)
			continue;
		facts_init(&f);
		assert_int_equal(gather(&h, &f, NULL), 0);
		trees++;
		bad += differences(&f, d->d_name);
		facts_release(&f);
		root_release(&h.root);
	}
	closedir(dir);
	assert_true(trees >= SWEPT_TURNS(60U, 6U));
	assert_int_equal(bad, 0);
}

/* What trees never show: processes, listeners, doubts, gaps, Latin-1. */
static void
two_clients(struct facts *f)
{
	struct client *c = facts_client(f);

	c->kind = CLIENT_FETCHMAIL;
	c->name = "fetchmail";
	c->address = "127.0.0.1";
	c->port = 25;
	c->at = (struct place){ .path = "/etc/fetchmailrc", .line = 3 };
	c = facts_client(f);
	c->kind = CLIENT_LOGGED;
	c->remote = true;
	c->name = c->address = "192.0.2.9";
	c = facts_client(f);
	c->kind = CLIENT_FILTER;
	c->name = "the content filter";
}

static void
a_running_host(void **state)
{
	struct facts f;
	struct process *p;
	struct listener *l;
	struct starter *s;
	struct queue *q;
	struct mta *a;

	facts_init(&f);
	f.name = "h";
	f.platform = "debian";
	f.version = "12";
	f.init = "systemd";
	f.live = f.running_seen = f.sockets_seen = true;
	a = facts_mta(&f);
	a->kind = "sendmail";
	a->path = "/usr/sbin/sendmail";
	a->local_daemon = true;
	s = facts_starter(&f);
	s->mta = "sendmail";
	s->mechanism = "unit";
	s->at = (struct place){ .path = "/etc/init.d/sendmail", .line = 7,
	    .text = "sendmail -bd # gr\xfc\xdf" };
	words_push(&f.pool, &s->words, "sendmail", WORD_KNOWN);
	words_push(&f.pool, &s->words, "-bd", WORD_KNOWN);
	words_push(&f.pool, &s->words, "-q", WORD_TAIL);
	s->role = ROLE_DAEMON;
	s->at_boot = TRI_UNKNOWN;
	s->reason = "a word is not known";
	s->loopback = true;
	strv_push(&f.pool, &s->exposed, "192.0.2.25:25");
	two_clients(&f);
	p = facts_process(&f);
	p->pid = 91;
	p->mta = "sendmail";
	p->role = ROLE_DAEMON;
	p->command = "sendmail: accepting connections";
	p->command_source = "title";
	p->accepting = true;
	p->starter = "s1";
	p->queue_interval = 600;
	l = facts_listener(&f);
	l->inet6 = true;
	l->v6only = true;
	l->address = "fe80::1";
	l->interface = "eth0";
	l->port = 25;
	l->bound = BOUND_LINK;
	l->holder = HOLDER_SUPER;
	l->pid = 1;
	l->firewalled = TRI_YES;
	l = facts_listener(&f);
	l->address = "::";
	l->inet6 = l->v6only_unseen = true;
	l->port = 587;
	l->bound = BOUND_ANY;
	l = facts_listener(&f);
	l->address = "0.0.0.0";
	l->port = 587;
	l->bound = BOUND_ANY;
	l->holder = HOLDER_MTA;
	l->pid = 91;
	l->mta = "sendmail";
	q = facts_queue(&f);
	q->path = "/var/spool/mqueue-client";
	q->msp = true;
	q->messages = 3;
	q->oldest = 951782400;		/* 2000-02-29T00:00:00Z */
	f.submission = (struct submission){ .path = "msp",
	    .target = "127.0.0.1", .needs_listener = true,
	    .at = { .path = "/etc/mail/submit.cf", .line = 12,
	    .text = "D{MTAHost}[127.0.0.1]" } };
	strv_push(&f.pool, &f.submission.clients, "fetchmail");
	facts_doubt(&f, "processes", "/proc/3/exe", 0, "not readable: %s",
	    "hidepid");
	facts_unseen(&f, "queues", "%s", "no right to look: at all");
	assert_int_equal(differences(&f, "running"), 0);
	facts_release(&f);
}

static int
read_text(const char *text, struct facts *f, struct err *e)
{
	json_t *v = member_parse(text, strlen(text), e);
	int r;

	facts_init(f);
	if (v == NULL)
		return -1;
	r = report_facts(v, f, e);
	json_decref(v);
	return r;
}

#define HEAD "{\"schema\":\"hardenmail/1\",\"platform\":{\"id\":\"debian\"," \
	"\"source\":\"live\"}"

static void
times_are_read(void **state)
{
	struct facts f;
	struct err e = { .code = 0 };

	assert_int_equal(read_text(HEAD ",\"queues\":[{\"path\":\"/q\","
	    "\"oldest\":\"2000-02-29T00:00:01Z\"},{\"path\":\"/r\","
	    "\"oldest\":\"2026-11-22T09:00:00Z\"}]}", &f, &e), 0);
	assert_int_equal(f.queues->oldest, 951782401);
	assert_int_equal(f.queues->next->oldest, 1795338000);
	facts_release(&f);
}

/* An older report, without the members that came later. */
static void
old_reports_are_read(void **state)
{
	struct facts f;
	struct err e = { .code = 0 };

	assert_int_equal(read_text(HEAD ",\"listeners\":[{\"family\":\"inet\","
	    "\"address\":\"0.0.0.0\",\"port\":25,\"bound\":\"any\","
	    "\"holder\":{\"pid\":1,\"mta\":\"sendmail\"}}]}", &f, &e), 0);
	assert_true(f.live && f.sockets_seen && f.running_seen);
	assert_int_equal(f.listeners->holder, HOLDER_MTA);
	facts_release(&f);
}

static void
the_place_is_said(void **state)
{
	static const struct { const char *text, *words; } cases[] = {
		{ "[]", "line 1: expected an object" },
		{ "{\"schema\":\"hardenmail/2\"}",
		    "schema: expected \"hardenmail/1\"" },
		{ HEAD ",\"starters\":{}}", "starters: expected a list" },
		{ HEAD ",\"starters\":[7]}",
		    "starters[0]: expected an object" },
		{ HEAD ",\"starters\":[{\"mechanism\":\"unit\",\"path\":\"/x\""
		    "},{\"role\":\"king\"}]}", "starters[1].role: expected one "
		    "of the names that the report has for it" },
		{ HEAD ",\"starters\":[{\"mechanism\":\"unit\",\"path\":\"/x\""
		    ",\"because\":[{\"path\":4}]}]}",
		    "starters[0].because[0].path: expected text or null" },
		{ HEAD ",\"listeners\":[{\"address\":\"::\",\"port\":65536}]}",
		    "listeners[0].port: expected a whole number from 0 to "
		    "65535" },
		{ HEAD ",\"queues\":[{\"oldest\":\"yesterday\"}]}",
		    "queues[0].oldest: expected a time such as "
		    "2026-11-22T09:00:00Z" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err e = { .code = 0 };
		struct facts f;

		assert_true(read_text(cases[i].text, &f, &e) < 0);
		assert_string_equal(e.text, cases[i].words);
		facts_release(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_tree),
		cmocka_unit_test(a_running_host),
		cmocka_unit_test(times_are_read),
		cmocka_unit_test(old_reports_are_read),
		cmocka_unit_test(the_place_is_said),
	};

	return cmocka_run_group_tests_name("report_facts", tests, NULL, NULL);
}
