/* Looks at a host and writes down what is there. */
#include "agent/run/gather.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/lines.h"
#include "agent/base/memory.h"
#include "agent/base/root_trouble.h"
#include "agent/run/clients.h"
#include "agent/run/identity.h"
#include "agent/run/mtas.h"
#include "agent/run/queues.h"
#include "agent/run/recipients.h"
#include "agent/run/relate.h"
#include "agent/run/relay_flaws.h"
#include "agent/run/relay_levels.h"
#include "agent/run/running.h"
#include "agent/run/submission.h"
#include "platforms/mta.h"
#include "platforms/platform.h"

/* What an init does that is not evaluated; a pass would be a guess. */
static const struct { const char *init, *reason; } not_evaluated[] = {
	{ "smf", "SMF is not evaluated" },
	{ "openrc", "OpenRC is not evaluated on this system" },
	{ "rc.subr", "rc.conf and rc.d are not evaluated" },
	{ "launchd", "launchd is not evaluated" },
};

static int
copy_version(struct facts *f, const struct platform *os,
    const struct os_version *v, const struct host *h)
{
	struct pool *p = &f->pool;
	const char *const *path;
	int r = 0;

	f->platform = os->name;
	f->title = pool_strdup(p, v->title != NULL ? v->title : os->title);
	f->version = pool_strdup(p, v->version);
	f->distribution = pool_strdup(p, v->distribution);
	f->init = pool_strdup(p, v->init);
	f->local_daemon = v->local_daemon;
	for (path = v->evidence; r == 0 && path != NULL && *path != NULL;
	    path++)
		if (root_exists(&h->root, *path))
			r = strv_push(p, &f->evidence, *path);
	return r < 0 || p->failed ? -ENOMEM : 0;
}

/* Told to take it for another system, the program does not read what that
 * one does not have: the report must say so. */
static int
note_forced(const struct os_id *id, const struct platform *os,
    struct facts *f)
{
	const struct platform *own = platform_match(id);

	if (own == os || strcmp(own->name, "generic") == 0)
		return 0;
	return facts_unseen(f, "boot", "what only %s has: this host looks "
	    "like it, and was taken for %s (--platform)", own->title,
	    os->title);
}

static int
gather_platform(const struct host *h, struct facts *f,
    const struct platform **ret)
{
	struct pool scratch = { 0 };
	struct os_version version = { .title = NULL };
	const struct platform *os = NULL;
	struct os_id id;
	int r;

	r = os_id_read(h, &scratch, &id);
	if (r == 0 && h->platform != NULL)
		os = platform_find(h->platform);
	if (r == 0 && os == NULL)
		os = platform_match(&id);
	else if (r == 0)
		r = note_forced(&id, os, f);
	if (r == 0)
		r = os->describe(&id, &scratch, &version);
	if (r == 0)
		r = copy_version(f, os, &version, h);
	pool_release(&scratch);
	*ret = os;
	return r;
}

static int
doubt_init(const struct host *h, const struct platform *os, struct facts *f)
{
	const struct entry *entry;
	size_t i;

	if (f->init == NULL)
		return facts_doubt(f, "boot", NULL, 0,
		    "no init system was recognised");
	/* /usr of a host, taken for its root, has a systemd too. */
	if (strcmp(f->init, "systemd") == 0 && !f->live &&
	    (!root_is_dir(&h->root, "/etc") ||
	    !root_is_dir(&h->root, "/usr")))
		return facts_doubt(f, "boot", NULL, 0, "without /etc and "
		    "/usr this is not the root of a host");
	/* A mechanism of that name reads it. */
	for (entry = os->entries; entry->mech != NULL; entry++)
		if (strcmp(entry->mech->name, f->init) == 0)
			return 0;
	for (i = 0; i < sizeof(not_evaluated) / sizeof(not_evaluated[0]);
	    i++)
		if (strcmp(not_evaluated[i].init, f->init) == 0)
			return facts_doubt(f, "boot", NULL, 0, "%s",
			    not_evaluated[i].reason);
	return 0;
}

/* Upstart's own jobs (init(5)): no MTA is known to ship one. */
static int
doubt_upstart(const struct host *h, struct facts *f)
{
	struct pool p = { 0 };
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct strv found = { 0 };
	size_t i;
	int r;

	if (f->init == NULL || strcmp(f->init, "upstart") != 0)
		return 0;
	r = root_glob(&h->root, "/etc/init/*.conf", &p, &found);
	if (r > 0 || (r < 0 && r != -ENOMEM))
		r = 0;
	for (i = 0; r == 0 && i < found.n; i++)
		if (root_read(&h->root, found.v[i], &b, NULL, NULL) == 0 &&
		    b.len > 0 && mta_mentioned(b.p, b.len))
			r = facts_doubt(f, "boot", found.v[i], 0,
			    "Upstart's jobs are not evaluated");
	buf_release(&b);
	pool_release(&p);
	return r;
}

static int
gather_boot(const struct host *h, const struct platform *os, struct facts *f,
    struct err *e)
{
	const bool systemd = f->init != NULL &&
	    strcmp(f->init, "systemd") == 0;
	const bool openrc = f->init != NULL &&
	    strcmp(f->init, "openrc") == 0;
	const struct entry *entry;
	int r;

	r = doubt_init(h, os, f);
	if (r == 0)
		r = doubt_upstart(h, f);
	for (entry = os->entries; r == 0 && entry->mech != NULL; entry++) {
		if ((entry->flags & ENTRY_SYSTEMD) != 0 && !systemd)
			continue;
		if ((entry->flags & ENTRY_NOT_SYSTEMD) != 0 && systemd)
			continue;
		if ((entry->flags & ENTRY_NOT_OPENRC) != 0 && openrc)
			continue;
		r = entry->mech->read(h, entry, f, e);
	}
	/* What cron and the like start of systemd's units. */
	for (entry = os->entries; r == 0 && systemd && entry->mech != NULL &&
	    f->requests_read != f->n_requests; entry++)
		if ((entry->flags & ENTRY_SYSTEMD) != 0)
			r = entry->mech->read(h, entry, f, e);
	return r;
}

static int
gather_running(const struct host *h, const struct platform *os,
    struct facts *f, struct err *e)
{
	int r;

	if (h->proc != NULL || h->sock != NULL)
		return running_gather(h, os->pid_files, f, e);
	r = facts_unseen(f, "processes", "not observable in a tree");
	return r < 0 ? r : facts_unseen(f, "sockets",
	    "not observable in a tree");
}

static bool
is_told(const struct note *n, const char *about, const char *path)
{
	for (; n != NULL; n = n->next)
		if (n->at.path != NULL && strcmp(n->at.path, path) == 0 &&
		    strcmp(n->about, about) == 0)
			return true;
	return false;
}

/*
 * What a reader took for absent, and nobody can tell whether it is, leaves
 * `about` open (NULL: no verdict rests on it), unless its reader said so.
 * A user is refused much that is of no account, root's own dot files first:
 * that is unseen, and a doubt only where the reader of the file made it one.
 */
static int
tell_trouble(const struct host *h, struct facts *f, const char *about)
{
	struct root_trouble *t = h->root.trouble;
	const struct root_trouble_one *one;
	const bool user = geteuid() != 0;
	unsigned refused = 0;
	const char *first = NULL;
	int r = 0;

	for (one = t->list; r == 0 && one != NULL; one = one->next) {
		if (about != NULL && is_told(f->doubts, about, one->path))
			continue;
		if (user && one->code == EACCES) {
			first = refused++ == 0 ? one->path : first;
			continue;
		}
		r = about == NULL ? facts_unseen(f, "host", "%s: %s",
		    one->path, strerror(one->code)) : facts_doubt(f, about,
		    one->path, 0, "%s", strerror(one->code));
	}
	if (r == 0 && refused > 0 && about != NULL)
		r = facts_unseen(f, about, "what only root may look at: %s%s",
		    first, refused > 1 ? " and others" : "");
	if (r == 0 && t->more > 0)
		r = facts_doubt(f, about == NULL ? "boot" : about, NULL, 0,
		    "%u more files could not be looked at", t->more);
	return r;
}

/* The same, once and for all. */
static int
settle_trouble(const struct host *h, struct facts *f, const char *about)
{
	int r = tell_trouble(h, f, about);

	root_trouble_release(h->root.trouble);
	return r;
}

/* Where files of the system lie: their names tell of no user. */
static bool
is_systems(const char *path)
{
	static const char *const folders[] = { "/etc/", "/usr/", "/var/adm/",
		"/var/log/" };
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (strncmp(path, folders[i], strlen(folders[i])) == 0)
			return true;
	return false;
}

/*
 * The same for what is asked about mail of users. No verdict rests on it, a
 * plan does: that is unseen. Homes on a server refuse even root, and the
 * name of a user is nothing for a report.
 */
static int
tell_private(const struct host *h, struct facts *f, const char *about)
{
	struct root_trouble *t = h->root.trouble;
	const struct root_trouble_one *one, *first = NULL;
	unsigned n = t->more;
	int r = 0;

	for (one = t->list; r == 0 && one != NULL; one = one->next) {
		if (is_told(f->doubts, about, one->path))
			continue;
		if (is_systems(one->path)) {
			r = facts_unseen(f, about, "%s: %s", one->path,
			    strerror(one->code));
			continue;
		}
		first = first == NULL ? one : first;
		n++;
	}
	if (r == 0 && n > 0)
		r = facts_unseen(f, about, "files of users, %u: %s", n,
		    first == NULL ? "too many" : strerror(first->code));
	root_trouble_release(t);
	return r;
}

/* What a capture lists as left out, by their first. */
static int
tell_left(const struct host *h, struct facts *f, const char *list,
    const char *why)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct lines l;
	unsigned n = 0;
	int r = 0;

	if (root_read(&h->root, list, &b, NULL, NULL) == 0 && b.len > 0) {
		lines_init(&l, b.p, b.len);
		while (lines_next(&l))
			n++;
		r = facts_unseen(f, "host", "%u file%s and folders that %s: "
		    "%s of the capture lists them", n, n == 1 ? "" : "s",
		    why, list + 1);
	}
	buf_release(&b);
	return r;
}

static int
tell_capture(const struct host *h, struct facts *f)
{
	int r;

	if (h->source != SOURCE_CAPTURE)
		return 0;
	r = tell_left(h, f, "/.hardenmail/withheld",
	    "may hold secrets are withheld");
	return r < 0 ? r : tell_left(h, f, "/.hardenmail/left",
	    "are too large were left");
}

static int
gather_all(const struct host *h, struct facts *f, struct err *e)
{
	const struct platform *os = NULL;
	int r;

	f->live = h->source == SOURCE_LIVE;
	r = identity_gather(h, f, e);
	if (r == 0)
		r = settle_trouble(h, f, NULL);
	if (r == 0)
		r = tell_capture(h, f);
	if (r == 0)
		r = gather_platform(h, f, &os);
	if (r == 0)
		r = mtas_gather(h, os->mta_paths, f, e);
	/* Whose queue, and whose configuration, rests on what is installed. */
	if (r == 0)
		r = tell_trouble(h, f, "queues");
	if (r == 0)
		r = tell_trouble(h, f, "submission");
	if (r == 0)
		r = gather_boot(h, os, f, e);
	if (r == 0)
		r = settle_trouble(h, f, "boot");
	if (r == 0)
		r = queues_gather(h, f, e);
	if (r == 0)
		r = settle_trouble(h, f, "queues");
	if (r == 0)
		r = submission_gather(h, f, e);
	if (r == 0)
		r = settle_trouble(h, f, "submission");
	if (r == 0)
		r = recipients_gather(h, f, e);
	if (r == 0)
		r = tell_private(h, f, "recipients");
	if (r == 0)
		r = gather_running(h, os, f, e);
	if (r == 0)
		r = settle_trouble(h, f, "processes");
	if (r == 0)
		relate(f);
	if (r == 0)
		r = relay_levels_gather(h, f, e);
	if (r == 0)
		r = relay_flaws_gather(h, f);
	if (r == 0)
		r = settle_trouble(h, f, "relay");
	if (r == 0)
		r = clients_gather(h, f, e);
	if (r == 0)
		r = tell_private(h, f, "clients");
	if (r == 0 && (f->pool.failed || memory_refused()))
		r = -ENOMEM;
	return r == -ENOMEM ? err_set(e, ENOMEM, "out of memory") : r;
}

int
gather(const struct host *given, struct facts *f, struct err *e)
{
	struct root_trouble trouble = { .n = 0 };
	struct host h = *given;
	int r;

	h.root.trouble = &trouble;
	root_remember(&h.root);
	r = gather_all(&h, f, e);
	if (h.root.seen != given->root.seen)
		root_forget(&h.root);
	root_trouble_release(&trouble);
	return r;
}
