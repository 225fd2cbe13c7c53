/* The loop of --watch: what it looks at, says and starts. */
#include "agent/watching.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/absolute.h"
#include "agent/base/compat.h"
#include "agent/base/memory.h"
#include "agent/base/rootwrite.h"
#include "agent/base/splay.h"
#include "agent/output.h"
#include "agent/run/boot_id.h"
#include "agent/run/watch_sockets.h"

/* The policy is read again at each look; where nothing else is named. */
#define POLICY_FOLDER HM_SYSCONFDIR "/hardenmail"
#define TREE_POLICY_FOLDER "/etc/hardenmail"

/* Enforcing waits for mail sessions. Milliseconds. */
#define ENFORCE_LIMIT (15 * 60 * 1000)

/* Between two openings of the watch a folder may come or go: after so many
 * it is left to the next change. */
#define OPENINGS 5

/* Of the hour until the next look, a part that is another on each host. */
#define JITTER 600

/* What an earlier process knew; without it nothing is known of before. */
static void
load(struct watching *w, const struct host *h)
{
	const char *boot = boot_id(h, &w->pool);

	if (boot != NULL)
		(void)snprintf(w->boot, sizeof(w->boot), "%s", boot);
	(void)since_good_load(&w->good, &h->root, WATCH_GOOD_FILE, w->boot);
}

/* For the next process: not worth a failure. */
static void
save(struct watching *w, struct err *e)
{
	struct err why = { .code = 0 };
	struct root root = ROOT_INIT;

	if (root_open(&root, "/", &why) < 0 || since_good_save(&w->good,
	    &root, WATCH_GOOD_FILE, w->boot, &why) < 0)
		err_set(e, why.code, "what is good now is lost with this "
		    "process: %s", why.text);
	root_release(&root);
}

void
watching_init(struct watching *w, const struct settings *s,
    const struct watch_ops *port, const struct service_ops *service,
    int64_t now)
{
	struct watch_pace pace = watch_pace;
	struct host h = { .root = ROOT_INIT, .source = SOURCE_LIVE,
		.sock = &sock_port };
	struct buf id = BUF_INIT(4096);
	const char *name = NULL;

	*w = (struct watching){ .settings = s, .port = port,
		.service = service };
	/* A host without one, or without a name, has the other. */
	if (root_open(&h.root, "/", NULL) == 0)
		root_read(&h.root, "/etc/machine-id", &id, NULL, NULL);
	h.sock->name(&h, &w->pool, &name, NULL);
	pace.whole -= (int64_t)splay_offset(id.len > 0 ? id.p : NULL, name,
	    JITTER) * 1000;
	buf_release(&id);
	if (s->root != NULL)
		pace.sockets = pace.decoy = 0;
	else
		load(w, &h);
	root_release(&h.root);
	pool_release(&w->pool);
	watch_turn_init(&w->turn, &pace, now);
}

void
watching_release(struct watching *w)
{
	w->port->close(w->old);
	w->port->close(w->watch);
	spots_release(&w->spots);
	since_good_release(&w->good);
	pool_release(&w->pool);
	w->watch = w->old = NULL;
	w->listeners = NULL;
}

/* Where the policy is read from: a change of it changes the verdict. */
static int
add_policy(const struct watching *w, const struct host *h, struct spots *s)
{
	const struct settings *set = w->settings;
	struct root own = ROOT_INIT;
	struct buf path = BUF_INIT(65536);
	int r;

	if (set->policy_from_root)
		return spots_add(s, &h->root, TREE_POLICY_FOLDER, true);
	r = root_open(&own, "/", NULL);
	if (r == 0 && set->policy != NULL)
		r = path_absolute(set->policy, &path, NULL);
	if (r == 0)
		r = spots_add(s, &own, set->policy != NULL ? path.p :
		    POLICY_FOLDER, set->policy == NULL);
	root_release(&own);
	buf_release(&path);
	return r;
}

static int
find_spots(const struct watching *w, const struct host *h, struct spots *ret,
    struct err *e)
{
	int r = spots_add_host(ret, h, e);

	if (r == 0)
		r = add_policy(w, h, ret);
	if (r == 0 && w->settings->root == NULL)
		r = spots_add(ret, &h->root, WATCH_DECOY_FILE, false);
	spots_finish(ret);
	return r < 0 && e->text[0] == '\0' ? err_set(e, -r,
	    "what is to be watched: %s", strerror(-r)) : r;
}

/* The spots of a port are of another type: it knows nothing of roots. */
static int
open_port(const struct watching *w, const struct spots *s, struct watch **ret,
    struct err *e)
{
	struct watch_spot *v = memory_zeroed(s->n + 1, sizeof(*v));
	size_t i;
	int r;

	if (v == NULL)
		return err_set(e, ENOMEM, "no memory");
	for (i = 0; i < s->n; i++) {
		v[i].folder = s->v[i].folder;
		v[i].name = s->v[i].name;
	}
	r = w->good.port == NULL ? 0 : w->good.port->watch(w->good.writers,
	    v, s->n);
	if (r < 0)
		err_set(e, ENOMEM, "no memory");
	else
		r = w->port->open(v, s->n, ret, e);
	free(v);
	return r;
}

/*
 * A watch that was opened while the folders were as they are now. The one
 * before goes on until the look is over: ending it takes the kernel's time.
 */
static int
open_watch(struct watching *w, const struct host *h, struct err *e)
{
	struct spots found;
	struct watch *new;
	int i, r = 0;

	for (i = 0; i < OPENINGS; i++) {
		found = (struct spots){ .n = 0 };
		r = find_spots(w, h, &found, e);
		if (r == 0 && i > 0 && spots_same(&found, &w->spots)) {
			spots_release(&found);
			break;
		}
		if (r == 0)
			r = open_port(w, &found, &new, e);
		if (r < 0) {
			spots_release(&found);
			break;
		}
		w->port->close(w->old);
		w->old = w->watch;
		w->watch = new;
		spots_release(&w->spots);
		w->spots = found;
	}
	return r;
}

void
watching_line(const struct buf *text, struct buf *ret)
{
	size_t i = 0, from;

	while (i < text->len) {
		for (from = i; i < text->len && text->p[i] != '\n'; i++)
			;
		buf_add(ret, text->p + from, i - from);
		while (i < text->len && (text->p[i] == '\n' ||
		    text->p[i] == ' '))
			i++;
	}
	buf_addc(ret, '\n');
}

static int
show(const struct watching *w, struct check_run *run, struct err *e)
{
	const struct settings *s = w->settings;
	struct buf text = BUF_INIT(CHECK_RUN_MAX),
	    line = BUF_INIT(CHECK_RUN_MAX);
	int status;

	check_run_write(s, run, &text);
	if (s->format == &format_json && s->output == NULL)
		watching_line(&text, &line);
	line.failed = line.failed || text.failed;
	status = output_write(s->output, line.len > 0 ? &line : &text, e);
	buf_release(&text);
	buf_release(&line);
	return status;
}

/* Only what watch_sockets() asks of them. */
static void
keep_ports(struct watching *w, const struct facts *f)
{
	const struct listener *l;
	struct listener *copy;

	w->listeners = NULL;
	pool_release(&w->pool);
	for (l = f->listeners; l != NULL; l = l->next) {
		copy = pool_alloc(&w->pool, sizeof(*copy));
		if (copy == NULL)
			return;
		copy->port = l->port;
		copy->next = w->listeners;
		w->listeners = copy;
	}
}

/* By the unit, outside of our own sandbox; without systemd by ourselves. */
static bool
enforce(const struct watching *w, const struct host *h, struct err *e)
{
	const struct settings *s = w->settings;
	struct buf self = BUF_INIT(4096);
	struct unit_state unit = { .known = false };
	const char *argv[8] = { NULL, "--enforce", "--yes" };
	int status = 0, r, n = 3;

	if (w->service->state(h, ENFORCE_UNIT, &unit, NULL) == 0 && unit.known)
		return w->service->act(h, "StartUnit", ENFORCE_UNIT,
		    ENFORCE_LIMIT, e) == 0;
	r = root_readlink(&h->root, "/proc/self/exe", &self);
	if (r < 0) {
		err_set(e, -r, "this program does not know where it lies");
		return false;
	}
	argv[0] = self.p;
	if (s->policy != NULL) {
		argv[n++] = "--policy";
		argv[n++] = s->policy;
	}
	if (s->platform != NULL) {
		argv[n++] = "--platform";
		argv[n++] = s->platform;
	}
	r = w->service->run(h, argv, ENFORCE_LIMIT, &status, e);
	buf_release(&self);
	return r == 0 && status == 0;
}

/* What changed since the host was in its mode. */
static int
compare(struct watching *w, struct check_run *run, struct err *e)
{
	int r = since_good_after(&w->good, run, &w->spots, &run->since);

	if (r < 0) {
		err_set(e, ENOMEM, "no memory");
		return EXIT_SYSTEM;
	}
	run->changed = r > 0;
	return 0;
}

/* Who it was, in a log. */
static void
name_culprit(struct check_run *run, struct watched *ret)
{
	const char *by = since_by(&run->since);

	if (run->changed && run->since.good > 0)
		(void)snprintf(ret->by, sizeof(ret->by), "%s",
		    by != NULL ? by : "unknown");
}

/* What was found: reported, and acted on. */
static int
act(struct watching *w, struct check_run *run, int64_t began,
    struct watched *ret, struct err *e)
{
	const struct host *h = &run->host;
	char key[DIGEST_HEX];
	const struct watch_seen seen = {
		.key = key,
		.fails = run->findings.worst == VERDICT_FAIL,
		.enforce = run->policy.watch_enforces &&
		    run->policy.mode != MODE_OBSERVE && w->service != NULL,
	};
	int status = 0, spooled = 0;

	watch_key(&run->findings, key);
	*ret = (struct watched){ .before = w->verdict,
		.verdict = run_verdict_name(run->findings.worst) };
	ret->answer = watch_turn_judge(&w->turn, &seen, began,
	    h->clock->tick(h));
	if (w->turn.gave_up)
		findings_remark(&run->findings, "[watch] react = enforce is "
		    "left off: %u times within an hour the mode did not last "
		    "or was not reached", w->turn.pace.fights);
	if (ret->answer.report) {
		status = show(w, run, e);
		if (status == 0 && w->settings->report)
			spooled = check_run_spool(run, e);
		w->verdict = ret->verdict;
	}
	name_culprit(run, ret);
	if (status == 0 && ret->answer.enforce) {
		ret->enforced = true;
		ret->reached = enforce(w, h, e);
		watch_turn_enforced(&w->turn, ret->reached,
		    h->clock->tick(h));
	}
	/* What did not come through is said again. */
	if (status != 0 || spooled != 0)
		watch_turn_unsaid(&w->turn);
	return status != 0 ? status : spooled;
}

int
watching_look(struct watching *w, struct watched *ret, struct err *e)
{
	struct check_run run;
	int64_t began;
	int status;

	*ret = (struct watched){ .verdict = NULL };
	memory_forget();
	check_run_init(&run);
	status = check_run_open(w->settings, &run, e);
	if (status == 0) {
		began = run.host.clock->tick(&run.host);
		if (open_watch(w, &run.host, e) < 0)
			status = EXIT_SYSTEM;
	}
	/* Before the look: what changes meanwhile is seen the next time. */
	if (status == 0) {
		if (since_good_before(&w->good, &run, &w->spots) < 0) {
			err_set(e, ENOMEM, "no memory");
			status = EXIT_SYSTEM;
		}
		w->sockets[0] = '\0';
		(void)watch_sockets(&run.host, w->listeners, w->sockets,
		    NULL);
		run.facts.changes_seen = w->turn.sees;
		if (status == 0)
			status = check_run_look(&run, e);
	}
	if (status == 0)
		status = compare(w, &run, e);
	if (status == 0) {
		status = act(w, &run, began, ret, e);
		keep_ports(w, &run.facts);
	}
	if (status == 0 && w->settings->root == NULL && e->text[0] == '\0')
		save(w, e);
	w->port->close(w->old);
	w->old = NULL;
	check_run_release(&run);
	compat_memory_trim();
	return status;
}

int
watching_touch(struct watching *w, struct err *e)
{
	struct root root = ROOT_INIT;
	int64_t now;
	int r = root_open(&root, "/", e);

	if (r == 0)
		r = rootwrite_file(&root, WATCH_DECOY_FILE, "", 0, 0600, e);
	root_release(&root);
	now = clock_port.tick(NULL);
	watch_turn_touched(&w->turn, r == 0, now);
	return r;
}

void
watching_sockets(struct watching *w)
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_LIVE,
		.sock = &sock_port, .clock = &clock_port };
	char now[DIGEST_HEX];

	if (root_open(&h.root, "/", NULL) == 0 &&
	    watch_sockets(&h, w->listeners, now, NULL) == 0 &&
	    strcmp(now, w->sockets) != 0) {
		/* Told once, whatever comes of the look. */
		memcpy(w->sockets, now, sizeof(now));
		watch_turn_changed(&w->turn, h.clock->tick(&h));
	}
	root_release(&h.root);
}
