/* A report read back into the facts that it was made of. */
#include "collector/report_facts.h"

#include <errno.h>
#include <string.h>

#include "agent/model/relay_flaw.h"
#include "collector/member.h"

/* In the order of the enums that they stand for. */
static const char *const roles[] = { "unknown", "none", "daemon",
	"loopback-daemon", "queue-runner", "submission-runner", "inetd",
	"session", "one-shot", NULL };
static const char *const tris[] = { "unknown", "no", "yes", NULL };
static const char *const activations[] = { "boot", "inetd", "socket", "cron",
	"on-demand", NULL };
static const char *const bounds[] = { "unknown", "loopback", "link",
	"address", "any", NULL };
static const char *const holders[] = { "unknown", "mta", "super-server",
	"other", NULL };
static const char *const gaps[] = { "none", "tail", "many", NULL };
static const char *const clients[] = { "fetchmail", "connected", "logged",
	"filter", NULL };
static const char *const relays[] = { "absent", "unknown", "closed",
	"lan-only", "open-to-network", "open-to-domain", "open-by-mx",
	"open-by-sender", "open", NULL };
static const char *const causes[] = { "none", "rule", "class", "map",
	"deferred", "no-ruleset", NULL };
static const char *const flaws[] = { "feature", "lax", "wide", "inert",
	"stale", "route", "version", "old", "perhaps-old", NULL };
static const char *const families[] = { "inet", "inet6", NULL };

#define MAX_NUMBER INT64_C(0x1fffffffffffff)
#define MAX_INTERVAL INT64_C(0x7fffffff)

static void
no_memory(struct member *m)
{
	if (m->failed == 0)
		m->failed = err_set(m->e, ENOMEM, "out of memory");
}

static void
read_place(struct member *m, json_t *in, struct place *at)
{
	at->path = member_bytes(m, in, "path");
	at->line = (unsigned)member_number(m, in, "line", 0, MAX_INTERVAL, 0);
	at->text = member_bytes(m, in, "text");
}

static void
read_because(struct member *m, json_t *in, struct facts *f,
    struct place **ret)
{
	json_t *list = member_list(m, in, "because"), *v;
	struct place at, **end = ret, *copy;
	size_t i, mark;

	for (i = 0; i < json_array_size(list); i++) {
		v = member_enter(m, list, "because", i, &mark);
		if (v != NULL) {
			at = (struct place){ .next = NULL };
			read_place(m, v, &at);
			copy = pool_alloc(&f->pool, sizeof(*copy));
			if (copy == NULL) {
				no_memory(m);
				return;
			}
			*copy = at;
			*end = copy;
			end = &copy->next;
		}
		member_leave(m, mark);
	}
}

static void
read_words(struct member *m, json_t *in, struct facts *f, struct words *w)
{
	struct strv argv = { .n = 0 };
	json_t *list = member_list(m, in, "words"), *v;
	const char *text;
	size_t i, mark;
	int gap;

	member_strings(m, in, "argv", &argv);
	if (m->failed == 0 && argv.n > 0 &&
	    words_from_argv(&f->pool, argv.v, argv.n, w) < 0)
		no_memory(m);
	for (i = 0; argv.n == 0 && i < json_array_size(list); i++) {
		v = member_enter(m, list, "words", i, &mark);
		text = member_bytes(m, v, "text");
		gap = member_named(m, v, "gap", gaps);
		if (m->failed == 0 && words_push(&f->pool, w,
		    text != NULL ? text : "", (enum word_gap)gap) < 0)
			no_memory(m);
		member_leave(m, mark);
	}
}

static void
read_mta(struct member *m, json_t *v, struct facts *f)
{
	struct mta *a = facts_mta(f);

	if (a == NULL) {
		no_memory(m);
		return;
	}
	a->kind = member_text(m, v, "kind");
	a->path = member_bytes(m, v, "path");
	a->resolved = member_text(m, v, "resolved");
	a->version = member_text(m, v, "version");
	a->version_source = member_text(m, v, "version_source");
	a->local_daemon = member_flag(m, v, "local_daemon", false);
	if (a->kind == NULL || a->path == NULL)
		member_wrong(m, a->kind == NULL ? "kind" : "path", "text");
}

static void
read_starter(struct member *m, json_t *v, struct facts *f)
{
	struct starter *s = facts_starter(f);
	const char *id;

	if (s == NULL) {
		no_memory(m);
		return;
	}
	id = member_text(m, v, "id");
	if (id != NULL)
		s->id = id;
	s->mta = member_text(m, v, "mta");
	s->mechanism = member_text(m, v, "mechanism");
	s->activation = (enum activation)member_named(m, v, "activation",
	    activations);
	read_place(m, v, &s->at);
	read_words(m, v, f, &s->words);
	s->role = (enum role)member_named(m, v, "role", roles);
	s->at_boot = (enum tri)member_named(m, v, "at_boot", tris);
	s->queue_interval = (long)member_number(m, v, "queue_interval", 0,
	    MAX_INTERVAL, -1);
	member_strings(m, v, "needs", &s->needs);
	read_because(m, v, f, &s->because);
	s->reason = member_bytes(m, v, "reason");
	s->unit = member_text(m, v, "unit");
	s->listen = member_text(m, v, "listen");
	s->loopback = member_flag(m, v, "loopback", false);
	member_strings(m, v, "exposed", &s->exposed);
	if (s->mechanism == NULL || s->at.path == NULL)
		member_wrong(m, s->mechanism == NULL ? "mechanism" : "path",
		    "text");
}

static void
read_process(struct member *m, json_t *v, struct facts *f)
{
	struct process *p = facts_process(f);

	if (p == NULL) {
		no_memory(m);
		return;
	}
	p->pid = (pid_t)member_number(m, v, "pid", 0, MAX_INTERVAL, 0);
	p->mta = member_text(m, v, "mta");
	p->role = (enum role)member_named(m, v, "role", roles);
	p->exe = member_bytes(m, v, "exe");
	p->command = member_bytes(m, v, "command");
	p->command_source = member_text(m, v, "command_source");
	p->unit = member_text(m, v, "unit");
	p->starter = member_text(m, v, "starter");
	p->title = member_bytes(m, v, "title");
	p->queue_interval = (long)member_number(m, v, "queue_interval", 0,
	    MAX_INTERVAL, -1);
	p->reason = member_bytes(m, v, "reason");
	p->accepting = true;
}

static void
read_listener(struct member *m, json_t *v, struct facts *f)
{
	struct listener *l = facts_listener(f);
	json_t *holder = member_object(m, v, "holder");

	if (l == NULL) {
		no_memory(m);
		return;
	}
	l->inet6 = member_named(m, v, "family", families) == 1;
	l->address = member_need(m, v, "address", 200);
	l->port = (unsigned)member_number(m, v, "port", 0, 65535, 0);
	l->interface = member_text(m, v, "interface");
	l->bound = (enum bound)member_named(m, v, "bound", bounds);
	l->pid = (pid_t)member_number(m, holder, "pid", 0, MAX_INTERVAL, 0);
	l->exe = member_bytes(m, holder, "exe");
	l->unit = member_text(m, holder, "unit");
	l->mta = member_text(m, holder, "mta");
	l->holder = (enum holder)member_named(m, holder, "kind", holders);
	if (json_object_get(holder, "kind") == NULL)
		l->holder = l->mta != NULL ? HOLDER_MTA :
		    l->pid > 0 ? HOLDER_OTHER : HOLDER_UNKNOWN;
	l->serves = member_text(m, v, "serves");
	l->firewalled = (enum tri)member_named(m, v, "firewalled", tris);
	l->v6only = member_flag(m, v, "v6only", false);
	l->v6only_unseen = json_is_null(json_object_get(v, "v6only"));
}

static void
read_queue(struct member *m, json_t *v, struct facts *f)
{
	struct queue *q = facts_queue(f);

	if (q == NULL) {
		no_memory(m);
		return;
	}
	q->path = member_bytes(m, v, "path");
	q->messages = (long)member_number(m, v, "messages", 0, MAX_NUMBER,
	    -1);
	q->oldest = member_time(m, v, "oldest");
	q->msp = member_flag(m, v, "msp", false);
}

static void
read_doubt(struct member *m, json_t *v, struct facts *f)
{
	const char *about = member_need(m, v, "about", 64);
	const char *path = member_bytes(m, v, "path");
	const char *reason = member_bytes(m, v, "reason");
	unsigned line = (unsigned)member_number(m, v, "line", 0,
	    MAX_INTERVAL, 0);

	if (m->failed == 0 && facts_doubt(f, about, path, line, "%s",
	    reason != NULL ? reason : "") < 0)
		no_memory(m);
}

/* "sockets: not observable in a tree" */
static void
read_unseen(struct member *m, json_t *report, struct facts *f)
{
	struct strv list = { .n = 0 };
	const char *colon, *about;
	size_t i;

	member_strings(m, report, "unseen", &list);
	for (i = 0; m->failed == 0 && i < list.n; i++) {
		colon = strstr(list.v[i], ": ");
		about = colon == NULL ? list.v[i] : pool_strndup(&f->pool,
		    list.v[i], (size_t)(colon - list.v[i]));
		if (about == NULL || facts_unseen(f, about, "%s",
		    colon != NULL ? colon + 2 : "") < 0)
			no_memory(m);
	}
}

static void
read_each(struct member *m, json_t *report, const char *key, struct facts *f,
    void (*read_one)(struct member *, json_t *, struct facts *))
{
	json_t *list = member_list(m, report, key), *v;
	size_t i, mark;

	for (i = 0; m->failed == 0 && i < json_array_size(list); i++) {
		v = member_enter(m, list, key, i, &mark);
		if (v != NULL)
			read_one(m, v, f);
		member_leave(m, mark);
	}
}

static void
read_host(struct member *m, json_t *report, struct facts *f)
{
	json_t *host = member_object(m, report, "host");
	json_t *platform = member_object(m, report, "platform");
	json_t *seen = member_object(m, report, "seen");
	const char *source;

	f->name = member_text(m, host, "name");
	f->machine_id = member_text(m, host, "machine_id");
	f->serial = member_text(m, host, "serial");
	member_strings(m, host, "addresses", &f->addresses);
	member_strings(m, host, "macs", &f->macs);
	f->platform = member_need(m, platform, "id", 64);
	f->title = member_text(m, platform, "title");
	f->version = member_text(m, platform, "version");
	f->distribution = member_text(m, platform, "distribution");
	f->init = member_text(m, platform, "init");
	member_strings(m, platform, "evidence", &f->evidence);
	source = member_need(m, platform, "source", 16);
	f->live = source != NULL && strcmp(source, "live") == 0;
	f->running_seen = member_flag(m, seen, "processes", f->live);
	f->sockets_seen = member_flag(m, seen, "sockets", f->live);
	/* null where nothing watches. */
	if (json_is_boolean(json_object_get(seen, "changes")))
		f->changes_seen = tri_of(json_is_true(json_object_get(seen,
		    "changes")));
}

static void
read_client(struct member *m, json_t *v, struct facts *f)
{
	struct client *c = facts_client(f);

	if (c == NULL) {
		no_memory(m);
		return;
	}
	c->kind = (enum client_kind)member_named(m, v, "kind", clients);
	c->remote = member_flag(m, v, "remote", false);
	c->name = member_need(m, v, "name", 1024);
	c->address = member_text(m, v, "address");
	c->port = (unsigned)member_number(m, v, "port", 0, 65535, 0);
	read_place(m, v, &c->at);
}

static void
read_submission(struct member *m, json_t *report, struct facts *f)
{
	json_t *v = member_object(m, report, "submission");

	f->submission.path = member_text(m, v, "path");
	f->submission.target = member_bytes(m, v, "target");
	member_strings(m, v, "clients", &f->submission.clients);
	f->submission.needs_listener = member_flag(m, v, "needs_listener",
	    false);
	read_place(m, member_object(m, v, "at"), &f->submission.at);
}

static void
read_level(struct member *m, json_t *relay, const char *verdict,
    const char *name, struct facts *f, struct relay_level *ret)
{
	json_t *v = member_object(m, relay, name);

	ret->verdict = (enum relay)member_named(m, relay, verdict, relays);
	ret->cf = member_bytes(m, v, "cf");
	ret->reason = member_bytes(m, v, "reason");
	ret->cause = (enum relay_cause)member_named(m, v, "cause", causes);
	member_strings(m, v, "examples", &ret->examples);
	read_because(m, v, f, &ret->because);
}

static void
read_flaw(struct member *m, json_t *v, struct facts *f)
{
	struct relay_flaw flaw = { .next = NULL };

	flaw.kind = (enum relay_flaw_kind)member_named(m, v, "kind", flaws);
	read_place(m, v, &flaw.at);
	flaw.why = member_bytes(m, v, "why");
	if (m->failed == 0 && relay_flaw_add(&f->pool, &f->flaws, &flaw) < 0)
		no_memory(m);
}

static void
read_relaying(struct member *m, json_t *report, struct facts *f)
{
	json_t *v = member_object(m, report, "relay");

	read_level(m, v, "disk", "on_disk", f, &f->relaying.disk);
	read_level(m, v, "running", "loaded", f, &f->relaying.running);
	read_each(m, v, "flaws", f, read_flaw);
}

int
report_facts(json_t *report, struct facts *f, struct err *e)
{
	struct member m = { .pool = &f->pool, .e = e };
	const char *schema;

	if (!json_is_object(report))
		return err_set(e, EINVAL, "line 1: expected an object");
	schema = member_need(&m, report, "schema", 64);
	if (schema != NULL && strcmp(schema, "hardenmail/1") != 0)
		member_wrong(&m, "schema", "\"hardenmail/1\"");
	read_host(&m, report, f);
	read_each(&m, report, "mtas", f, read_mta);
	read_each(&m, report, "starters", f, read_starter);
	read_each(&m, report, "processes", f, read_process);
	read_each(&m, report, "listeners", f, read_listener);
	read_each(&m, report, "queues", f, read_queue);
	read_each(&m, report, "doubts", f, read_doubt);
	read_submission(&m, report, f);
	read_relaying(&m, report, f);
	read_each(&m, report, "clients", f, read_client);
	read_unseen(&m, report, f);
	if (m.failed == 0 && f->pool.failed)
		no_memory(&m);
	return m.failed;
}
