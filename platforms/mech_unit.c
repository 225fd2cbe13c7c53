/* systemd: what its services, sockets, timers and paths would start. */
#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/lines.h"
#include "platforms/mechs.h"
#include "platforms/mta.h"
#include "platforms/script.h"
#include "platforms/smtp_port.h"
#include "platforms/start.h"
#include "platforms/unit.h"
#include "platforms/unit_cond.h"
#include "platforms/unit_env.h"
#include "platforms/unit_exec.h"
#include "platforms/unit_name.h"
#include "platforms/unit_script.h"
#include "platforms/unit_sysv.h"
#include "platforms/unit_text.h"
#include "platforms/unit_timer.h"

#define ROUNDS_MAX 16	/* of units that have others started */

struct reading {
	const struct host *host;
	struct facts *facts;
	struct err *err;
	struct unit_tree tree;
	struct pool pool;		/* gone when all is read */
	struct unit **units;
	const struct unit **serves;	/* what each of them triggers */
	size_t n;
};

/* How a service comes to be started. */
struct trigger {
	const struct unit *unit;	/* the service */
	enum activation activation;
	enum tri at_boot;
	const char *reason;
	struct place *because;
	const char *listen;
	bool loopback;
	long every;			/* of a timer, seconds */
};

static bool
is_type(const struct unit *u, const char *type)
{
	const char *dot = strrchr(u->name, '.');

	return dot != NULL && strcmp(dot + 1, type) == 0;
}

/* A program that is no MTA may start one all the same: systemctl, xargs, a
 * script in Perl. The shell's evaluator knows such programs. */
static int
add_indirect(struct reading *r, struct facts *into, const struct trigger *t,
    const struct unit_command *c, struct place *because)
{
	static const struct sh_options o = { .text_is_command = true };
	const char *text = t->at_boot == TRI_NO ? NULL :
	    unit_as_text(&r->pool, c);
	struct place at = c->at;

	at.next = NULL;
	if (text == NULL)
		return r->pool.failed ? -ENOMEM : 0;
	return script_start(r->host, into, text, &o, &(struct script_way){
	    .mechanism = "unit", .activation = t->activation,
	    .at_boot = t->at_boot, .reason = t->reason, .because = because,
	    .at = &at, .unit = t->unit->name, .every = t->every }, r->err);
}

static int
add_command(struct reading *r, struct facts *into, const struct trigger *t,
    const struct unit_env *env, const struct unit_command *c)
{
	const unsigned before = into->n_found;
	int n;

	struct pool *pool = &r->pool;
	struct strv args = { .n = 0 }, vars = { .n = 0 };
	struct sh_options o = { .args = NULL };
	struct place *because = NULL;
	const char *path;
	struct place at = c->at;

	at.next = NULL;
	if (c->words.n == 0)
		return 0;
	if (places_add(pool, &because, t->because) < 0 ||
	    places_add(pool, &because, c->because) < 0)
		return -ENOMEM;
	if (unit_as_script(r->host, pool, c, &path, &o, &args)) {
		if (unit_script_env(pool, env, &vars) < 0 ||
		    place_add(pool, &because, at.path, at.line, at.text) < 0)
			return -ENOMEM;
		o.env = vars.n > 0 ? vars.v : NULL;
		return script_start(r->host, into, path, &o,
		    &(struct script_way){ .mechanism = "unit",
		    .activation = t->activation, .at_boot = t->at_boot,
		    .reason = t->reason, .because = because, .at = &at,
		    .unit = t->unit->name, .every = t->every }, r->err);
	}
	if (unit_is_shell(c->program) && c->reason != NULL &&
	    t->at_boot != TRI_NO && mta_mentioned(at.text, strlen(at.text)) &&
	    facts_doubt(into, "boot", at.path, at.line, "%s", c->reason) < 0)
		return -ENOMEM;
	n = start_add(r->host, into, &(struct started){
	    .mechanism = "unit", .activation = t->activation,
	    .words = c->words,
	    .program = c->own_argv0 ? c->program : NULL, .at = at,
	    .because = because, .at_boot = t->at_boot, .reason = t->reason,
	    .unit = t->unit->name, .listen = t->listen,
	    .other_root = unit_get(t->unit, "Service", "RootDirectory") !=
	    NULL || unit_get(t->unit, "Service", "RootImage") != NULL,
	    .loopback = t->loopback, .every = t->every }, r->err);
	return n < 0 || into->n_found != before ? n :
	    add_indirect(r, into, t, c, because);
}

static bool
stays(enum role role)
{
	return role == ROLE_UNKNOWN || role == ROLE_DAEMON ||
	    role == ROLE_LOOPBACK_DAEMON ||
	    role == ROLE_QUEUE_RUNNER || role == ROLE_SUBMISSION_RUNNER;
}

/* A command before or after the main one, or of a unit that nothing starts:
 * newaliases, or a program that sends a letter, are no starters; a daemon
 * is. */
static int
add_aside(struct reading *r, const struct trigger *t,
    const struct unit_env *env, const struct unit_command *c)
{
	struct facts scratch;
	const struct starter *s;
	const struct request *q;
	const struct note *d;
	bool wanted = false;
	int n;

	facts_init(&scratch);
	scratch.init = r->facts->init;
	n = add_command(r, &scratch, t, env, c);
	for (q = scratch.requests; n == 0 && q != NULL; q = q->next)
		n = facts_request(r->facts, q);
	for (d = scratch.doubts; n == 0 && d != NULL; d = d->next)
		n = facts_doubt(r->facts, "boot", d->at.path, d->at.line,
		    "%s", d->reason);
	for (s = scratch.starters; s != NULL; s = s->next)
		wanted = wanted || stays(s->role);
	facts_release(&scratch);
	return n < 0 || !wanted ? n : add_command(r, r->facts, t, env, c);
}

/* All commands of a service, in the order in which they run. */
static int
add_service(struct reading *r, const struct trigger *given)
{
	/* What runs at the end, or on reload, may run: a daemon of it is
	 * not certain. ExecCondition= comes first of all. */
	static const char *const keys[] = { "ExecStartPre", "ExecStart",
		"ExecStartPost", "ExecCondition", "ExecStop", "ExecStopPost",
		"ExecReload" };
	struct trigger t = *given;
	struct unit_command *c[7], *one;
	struct unit_env env;
	const char *broken, *why = NULL;
	bool idle = t.because == NULL && t.activation == ACTIVATION_BOOT;
	size_t i;
	int n = unit_env_read(&r->tree, t.unit, &env);

	for (i = 0; i < 7 && n == 0; i++) {
		n = unit_exec(&r->tree, t.unit, &env, keys[i], &c[i],
		    &broken);
		if (n == 0 && broken != NULL && i < 4)
			why = broken;
	}
	if (n < 0)
		return n;
	/* Without its environment nothing of the unit is executed. */
	if (env.fails != NULL) {
		why = env.fails;
		n = place_add(&r->pool, &t.because, env.fails_at.path,
		    env.fails_at.line, why);
	}
	if (why != NULL) {
		t.at_boot = TRI_NO;
		t.reason = why;
	}
	for (i = 0; i < 7; i++) {
		if (i == 4 && t.at_boot == TRI_YES) {
			t.at_boot = TRI_UNKNOWN;
			t.reason = "it runs when the unit ends or reloads";
		}
		for (one = c[i]; one != NULL && n == 0; one = one->next) {
			if (one->reason != NULL && t.reason == NULL &&
			    t.at_boot != TRI_YES)
				t.reason = one->reason;
			n = i == 1 && !idle ?
			    add_command(r, r->facts, &t, &env, one) :
			    add_aside(r, &t, &env, one);
		}
	}
	return n;
}

/* "25", "127.0.0.1:25", "[::1]:25" (systemd.socket(5)). */
static unsigned
port_of(const struct host *h, const char *listen, bool *loopback)
{
	const char *colon = strrchr(listen, ':');
	char host[64];
	size_t len;

	*loopback = listen[0] == '/' || listen[0] == '@';
	if (colon == NULL)
		return smtp_port(h, listen);
	len = (size_t)(colon - listen);
	if (len < sizeof(host)) {
		memcpy(host, listen, len);
		host[len] = '\0';
		*loopback = smtp_host_is_loopback(host);
	}
	return smtp_port(h, colon + 1);
}

/* What a socket listens on: the address that is the most exposed, and that
 * all lines are evidence. */
static int
add_listen(struct reading *r, const struct unit *socket, struct trigger *t,
    bool *smtp)
{
	const struct unit_value *v;
	bool loopback;

	*smtp = false;
	for (v = socket->values; v != NULL; v = v->next) {
		if (strcmp(v->section, "Socket") != 0 ||
		    strcmp(v->key, "ListenStream") != 0)
			continue;
		if (port_of(r->host, v->value, &loopback) != 0)
			*smtp = true;
		if (t->listen == NULL || (t->loopback && !loopback)) {
			t->listen = v->value;
			t->loopback = loopback;
		}
		if (place_add(&r->pool, &t->because, v->at.path,
		    v->at.line, v->at.text) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* The service behind a socket, timer or path. */
static const char *
served(struct reading *r, const struct unit *u)
{
	const struct unit_value *v = is_type(u, "socket") ?
	    unit_get(u, "Socket", "Service") :
	    unit_get(u, is_type(u, "timer") ? "Timer" : "Path", "Unit");
	const struct unit_value *accept = unit_get(u, "Socket", "Accept");
	struct unit_name n;
	struct unit_text t;

	if (v != NULL)
		return unit_specify(r->host, &r->pool, u->name,
		    u->path, v->value, &t) < 0 ? NULL : t.text;
	if (unit_name_split(&r->pool, u->name, &n) < 0)
		return NULL;
	/* One instance for each connection (systemd.socket(5)). */
	if (accept != NULL && (strchr("yYtT1", accept->value[0]) != NULL ||
	    strcmp(accept->value, "on") == 0))
		return pool_printf(&r->pool, "%s@.service", n.prefix);
	return pool_printf(&r->pool, "%.*s.service",
	    (int)(n.type - 1 - n.full), n.full);
}

/* What is triggered has conditions of its own; the trigger itself starts. */
static int
condition(struct reading *r, struct trigger *t)
{
	struct place at = { .path = NULL };
	enum tri c = unit_condition(&r->tree, t->unit, &at);

	if (c == TRI_YES || t->at_boot == TRI_NO)
		return 0;
	t->at_boot = c;
	t->reason = c == TRI_NO ? "a condition is not met" :
	    "a condition cannot be told from the files";
	return at.path == NULL ? 0 : place_add(&r->pool, &t->because,
	    at.path, at.line, at.text);
}

static int
add_triggered(struct reading *r, const struct unit *u)
{
	struct trigger t = { .at_boot = u->at_boot, .reason = u->reason };
	const struct unit *service;
	unsigned before;
	size_t i = 0;
	bool smtp = false;

	while (r->units[i] != u)
		i++;
	service = t.unit = r->serves[i];
	t.every = unit_timer_every(u);
	if (service == NULL)
		return 0;
	t.activation = is_type(u, "socket") ? ACTIVATION_SOCKET :
	    is_type(u, "timer") ? ACTIVATION_CRON : ACTIVATION_ON_DEMAND;
	if (places_add(&r->pool, &t.because, u->because) < 0)
		return -ENOMEM;
	if (t.activation == ACTIVATION_SOCKET &&
	    add_listen(r, u, &t, &smtp) < 0)
		return -ENOMEM;
	if (service->masked || service->broken != NULL) {
		t.at_boot = TRI_NO;
		t.reason = service->masked ? "masked" : service->broken;
		if (place_add(&r->pool, &t.because, service->path, 0,
		    t.reason) < 0)
			return -ENOMEM;
	}
	if (condition(r, &t) < 0)
		return -ENOMEM;
	before = r->facts->n_found;
	if (add_service(r, &t) < 0)
		return -ENOMEM;
	if (!smtp || t.at_boot == TRI_NO ||
	    r->facts->n_found != before)
		return 0;
	return facts_doubt(r->facts, "boot", u->path, 0,
	    "%s listens on a port of SMTP for %s, which runs no mail system "
	    "that is known", u->name, service->name);
}

/* Is there a unit other than a target that would start this service? */
static bool
has_trigger(const struct reading *r, const struct unit *service)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->serves[i] == service)
			return true;
	return false;
}

static int
find_served(struct reading *r)
{
	const char *name;
	size_t i;

	r->serves = pool_alloc(&r->pool, (r->n + 1) * sizeof(*r->serves));
	for (i = 0; r->serves != NULL && i < r->n; i++) {
		if (!is_type(r->units[i], "socket") &&
		    !is_type(r->units[i], "timer") &&
		    !is_type(r->units[i], "path"))
			continue;
		name = served(r, r->units[i]);
		if (name != NULL)
			r->serves[i] = unit_find(r->units, r->n, name);
	}
	return r->pool.failed ? -ENOMEM : 0;
}

/* systemd keeps two units that conflict from running together; which of
 * them stays is not for a file to say, so it is noted only. */
static int
note_conflicts(struct reading *r, const struct unit *u, struct trigger *t)
{
	const struct unit_value *v;
	const struct unit *other;
	const char *at, *word;
	int n = 0;

	for (v = u->values; v != NULL; v = v->next) {
		if (strcmp(v->key, "Conflicts") != 0)
			continue;
		at = v->value;
		while ((n = unit_text_word(&r->pool, &at,
		    UNIT_WORD_PLAIN, &word)) > 0) {
			other = unit_find(r->units, r->n, word);
			if (other != NULL && is_type(other, "service") &&
			    other->at_boot == TRI_YES &&
			    place_add(&r->pool, &t->because,
			    v->at.path, v->at.line, v->at.text) < 0)
				return -ENOMEM;
		}
	}
	return n < 0 ? n : 0;
}

/* A template of which the boot starts an instance is not switched off. */
static bool
has_instance(const struct reading *r, const struct unit *template)
{
	const char *at = strchr(template->name, '@');
	size_t i, n;

	if (at == NULL || at[1] != '.')
		return false;
	n = (size_t)(at + 1 - template->name);
	for (i = 0; i < r->n; i++)
		if (r->units[i]->because != NULL &&
		    r->units[i] != template &&
		    strncmp(r->units[i]->name, template->name, n) == 0)
			return true;
	return false;
}

static int
add_unit(struct reading *r, const struct unit *u)
{
	struct trigger t = { .unit = u, .activation = ACTIVATION_BOOT,
		.at_boot = u->at_boot, .reason = u->reason };

	if (is_type(u, "socket") || is_type(u, "timer") ||
	    is_type(u, "path"))
		return add_triggered(r, u);
	if (!is_type(u, "service"))
		return 0;
	/* Off by itself and started by another: that one is its starter. */
	if (u->because == NULL && (has_trigger(r, u) || has_instance(r, u)))
		return 0;
	if (places_add(&r->pool, &t.because, u->because) < 0 ||
	    note_conflicts(r, u, &t) < 0)
		return -ENOMEM;
	return add_service(r, &t);
}

static int
read_once(const struct host *h, struct facts *f, struct err *err)
{
	struct reading r = { .host = h, .facts = f, .err = err };
	const struct note *d;
	size_t i;
	int n = unit_tree_open(h, &r.pool, &r.tree);

	f->requests_read = f->n_requests;
	r.tree.requests = f->requests;
	if (n == 0)
		n = unit_sysv_read(&r.tree);
	if (n == 0)
		n = unit_list(&r.tree, &r.units, &r.n);
	if (n == 0)
		n = find_served(&r);
	for (i = 0; i < r.n && n == 0; i++)
		n = add_unit(&r, r.units[i]);
	for (d = r.tree.doubts; d != NULL && n == 0; d = d->next)
		n = facts_doubt(f, "boot", d->at.path, d->at.line, "%s",
		    d->reason);
	pool_release(&r.pool);
	return n;
}

/* A unit's command may start units (systemctl start), and those' commands
 * others: read again until nothing is added. */
static int
read_units(const struct host *h, const struct entry *e, struct facts *f,
    struct err *err)
{
	unsigned round;
	int r = 0;

	for (round = 0; r == 0 && (round == 0 ||
	    f->n_requests != f->requests_read); round++) {
		if (round == ROUNDS_MAX)
			return facts_doubt(f, "boot", NULL, 0,
			    "units start one another too many times over");
		r = read_once(h, f, err);
	}
	return r;
}

const struct mech mech_unit = { .name = "unit", .read = read_units };
