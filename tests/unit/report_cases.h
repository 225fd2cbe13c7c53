/* The situations that reports are shown of, as a host would give them. */
#ifndef HM_REPORT_CASES_H
#define HM_REPORT_CASES_H

#include "agent/format.h"
#include "tests/unit/check_facts.h"

#define CASE_NOW 1795338000	/* 2026-11-22T09:00:00Z */

/* What the facts of one situation are, under which policy. */
struct report_case {
	const char *name;
	const char *source;
	const char *policy;
	bool colour;
	void (*fill)(struct facts *);
};

static inline void
fill_compliant(struct facts *f)
{
	host_init(f);
	starts(f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	runs(f, "sendmail", ROLE_QUEUE_RUNNER, 91);
}

static inline void
fill_tree(struct facts *f)
{
	struct starter *s;

	host_init(f);
	f->name = "relay1.victim.example";
	f->live = f->running_seen = f->sockets_seen = false;
	s = starts(f, "sendmail", ROLE_DAEMON, TRI_YES);
	s->queue_interval = 900;
	s->at.text = "\t/usr/lib/sendmail $MODE -q$QUEUEINTERVAL $OPTIONS &";
	place_add(&f->pool, &s->because, "/etc/default/sendmail", 3,
	    "MODE=-bd");
	words_push(&f->pool, &s->words, "/usr/lib/sendmail", WORD_KNOWN);
	words_push(&f->pool, &s->words, "-bd", WORD_KNOWN);
	words_push(&f->pool, &s->words, "-q15m", WORD_KNOWN);
	strv_push(&f->pool, &s->needs, "/etc/mail/sendmail.cf");
	strv_push(&f->pool, &f->evidence, "/etc/release");
	f->distribution = "Solaris";
	facts_unseen(f, "processes", "not observable in a tree");
	facts_unseen(f, "sockets", "not observable in a tree");
}

/* A running daemon of 8.12 that the MSP needs, reachable from everywhere. */
static inline void
fill_exposed(struct facts *f)
{
	struct starter *s;
	struct process *p;
	struct listener *l;
	struct queue *q;

	host_init(f);
	f->platform = "redhat";
	f->title = "CentOS 7";
	f->version = "7";
	f->init = "systemd";
	f->machine_id = "0123456789abcdef0123456789abcdef";
	f->serial = "XK4711";
	strv_push(&f->pool, &f->addresses, "192.0.2.25");
	f->mtas->version = "8.14.7";
	f->mtas->version_source = "binary";
	s = starts(f, "sendmail", ROLE_DAEMON, TRI_YES);
	s->mechanism = "unit";
	s->unit = "sendmail.service";
	s->at.path = "/usr/lib/systemd/system/sendmail.service";
	s->at.line = 12;
	s->at.text = "ExecStart=/usr/sbin/sendmail -bd $SENDMAIL_OPTS";
	s->queue_interval = 3600;
	s = starts(f, "sendmail", ROLE_SUBMISSION_RUNNER, TRI_YES);
	s->queue_interval = 3600;
	p = runs(f, "sendmail", ROLE_DAEMON, 91);
	p->command = "/usr/sbin/sendmail -bd -q1h";
	p->command_source = "pid-file";
	p->exe = "/usr/sbin/sendmail.sendmail";
	p->unit = "sendmail.service";
	p->starter = "s1";
	p->queue_interval = 3600;
	p = runs(f, "sendmail", ROLE_SUBMISSION_RUNNER, 92);
	p->queue_interval = 3600;
	l = listens(f, "sendmail", "0.0.0.0", BOUND_ANY, 91);
	l->exe = "/usr/sbin/sendmail.sendmail";
	l->serves = "s1";
	l = listens(f, "sendmail", "::", BOUND_ANY, 91);
	l->serves = "s1";
	q = facts_queue(f);
	q->path = "/var/spool/mqueue";
	q->messages = 2;
	q->oldest = 1795300000;
	f->submission.path = "msp";
	f->submission.target = "127.0.0.1";
	f->submission.needs_listener = true;
	f->submission.at.path = "/etc/mail/submit.cf";
	f->submission.at.line = 100;
}

static inline void
fill_unknown(struct facts *f)
{
	struct starter *s;

	host_init(f);
	f->live = f->running_seen = f->sockets_seen = false;
	s = starts(f, "sendmail", ROLE_UNKNOWN, TRI_YES);
	s->reason = "its words are not known";
	words_push(&f->pool, &s->words, "/usr/lib/sendmail", WORD_KNOWN);
	words_push(&f->pool, &s->words, "", WORD_MANY);
	facts_doubt(f, "boot", "/etc/rc3.d/S99local", 7,
	    "a value comes from the network");
}

/* Texts that try to paint the screen. */
static inline void
fill_hostile(struct facts *f)
{
	struct starter *s;

	host_init(f);
	f->name = "evil\033]0;title\a.example";
	f->live = f->running_seen = f->sockets_seen = false;
	s = starts(f, "sendmail", ROLE_DAEMON, TRI_YES);
	s->queue_interval = 900;
	s->at.path = "/etc/rc2.d/S88\033[2Jsendmail";
	s->at.text = "/usr/lib/sendmail -bd \"\xe9\xff\" # \033[32mCOMPLIANT"
	    "\033[0m and a long comment that does not fit into one line of "
	    "eighty columns";
}

static inline void
fill_stranded(struct facts *f)
{
	struct queue *q;

	host_init(f);
	f->submission.path = "msp";
	f->submission.target = "127.0.0.1";
	f->submission.needs_listener = true;
	f->submission.at.path = "/etc/mail/submit.cf";
	f->submission.at.line = 100;
	f->submission.at.text = "D{MTAHost}[127.0.0.1]";
	starts(f, "sendmail", ROLE_QUEUE_RUNNER, TRI_YES);
	runs(f, "sendmail", ROLE_QUEUE_RUNNER, 91);
	starts(f, "sendmail", ROLE_SUBMISSION_RUNNER, TRI_YES);
	runs(f, "sendmail", ROLE_SUBMISSION_RUNNER, 92);
	q = facts_queue(f);
	q->path = "/var/spool/clientmqueue";
	q->msp = true;
	q->messages = 17;
}

static const struct report_case report_cases[] = {
	{ .name = "compliant", .source = "live", .policy = "",
	    .fill = fill_compliant },
	{ .name = "tree", .source = "root", .policy = "",
	    .fill = fill_tree },
	{ .name = "exposed", .source = "live",
	    .policy = "[relay]\nsmart-host = hub.example.edu\n"
	    "[exemption hub]\ncheck = smtp-listener\nreason = ticket 4711\n"
	    "until = 2027-03-31\n"
	    "[exemption old]\ncheck = other-mta\nreason = x\n"
	    "until = 2026-01-31\n",
	    .fill = fill_exposed },
	{ .name = "unknown", .source = "root", .policy = "",
	    .fill = fill_unknown },
	{ .name = "hostile", .source = "root", .policy = "",
	    .fill = fill_hostile },
	{ .name = "stranded", .source = "live", .colour = true,
	    .policy = "[service]\nmode = observe\n",
	    .fill = fill_stranded },
};

#define N_REPORT_CASES (sizeof(report_cases) / sizeof(report_cases[0]))

/* One situation through all checks and a format, into the buffer. */
static inline void
show_case(const struct report_case *c, const struct format *format,
    struct buf *out)
{
	struct err e = { .code = 0 };
	struct findings fs;
	struct policy p;
	struct facts f;

	policy_init(&p);
	findings_init(&fs);
	c->fill(&f);
	if (c->policy[0] != '\0' && policy_parse(&p, "p", c->policy,
	    strlen(c->policy), check_known, &e) != 0)
		fail_msg("%s", e.text);
	policy_seal(&p);
	assert_int_equal(checks_run(&f, &p, CASE_NOW, &fs), 0);
	format->write(&(struct report){
	    .program = "0.1.0",
	    .run = "0123456789abcdef0123456789abcdef",
	    .time = CASE_NOW,
	    .source = c->source,
	    .facts = &f,
	    .policy = &p,
	    .findings = &fs,
	}, &(struct look){ .colour = c->colour, .columns = 80 }, out);
	assert_false(out->failed);
	findings_release(&fs);
	facts_release(&f);
	policy_release(&p);
}

#endif
