/* Hosts made of a few words, for the tests of checks. */
#ifndef HM_CHECK_FACTS_H
#define HM_CHECK_FACTS_H

#include <string.h>

#include "checks/check.h"
#include "tests/unit/unit.h"

/* A running host on which everything could be seen, with sendmail, whose
 * command-line mail is delivered by sendmail itself. */
static inline void
host_init(struct facts *f)
{
	struct mta *m;

	facts_init(f);
	f->name = "host.example";
	f->platform = "solaris";
	f->title = "Solaris 8";
	f->version = "5.8";
	f->init = "sysv";
	f->live = f->running_seen = f->sockets_seen = true;
	m = facts_mta(f);
	m->kind = "sendmail";
	m->path = m->resolved = "/usr/lib/sendmail";
	f->submission.path = "setuid";
}

static inline struct starter *
starts(struct facts *f, const char *mta, enum role role, enum tri at_boot)
{
	struct starter *s = facts_starter(f);

	s->mta = mta;
	s->mechanism = "rclink";
	s->role = role;
	s->at_boot = at_boot;
	s->at.path = "/etc/rc2.d/S88sendmail";
	s->at.line = 24;
	s->at.text = "/usr/lib/sendmail -bd -q15m &";
	return s;
}

static inline struct process *
runs(struct facts *f, const char *mta, enum role role, pid_t pid)
{
	struct process *p = facts_process(f);

	p->mta = mta;
	p->role = role;
	p->pid = pid;
	p->exe = "/usr/lib/sendmail";
	p->command = "/usr/lib/sendmail -bd -q15m";
	p->command_source = "cmdline";
	return p;
}

static inline struct listener *
listens(struct facts *f, const char *mta, const char *address,
    enum bound bound, pid_t pid)
{
	struct listener *l = facts_listener(f);

	l->mta = mta;
	l->address = address;
	l->inet6 = strchr(address, ':') != NULL;
	l->port = 25;
	l->bound = bound;
	l->pid = pid;
	l->holder = HOLDER_MTA;
	l->firewalled = TRI_UNKNOWN;
	return l;
}

/* What one check says of a host under a mode; the findings are kept in
 * `kept` until the next call, and released by a call with check NULL. */
static inline const struct finding *
ask(const struct check *check, const struct facts *f, enum mode mode)
{
	static struct findings kept;
	struct policy p;
	struct finding *n;

	if (kept.end != NULL)
		findings_release(&kept);
	findings_init(&kept);
	if (check == NULL)
		return NULL;
	policy_init(&p);
	p.mode = mode;
	n = findings_add(&kept, check->name);
	assert_non_null(n);
	check->evaluate(f, &p, &kept, n);
	assert_false(kept.pool.failed);
	assert_non_null(n->summary);
	policy_release(&p);
	return n;
}

#define assert_verdict(check, facts, mode, expected) \
	assert_string_equal(verdict_name(ask(check, facts, mode)->verdict), \
	    expected)

static inline size_t
count_evidence(const struct finding *n)
{
	const struct proof *e;
	size_t count = 0;

	for (e = n->evidence; e != NULL; e = e->next)
		count++;
	return count;
}

#endif
