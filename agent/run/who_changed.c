/* Who changed a host: what package managers and the kernel wrote down. */
#include "agent/run/who_changed.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"
#include "agent/base/root_scan.h"
#include "agent/model/pkglog.h"

#define LOG_TAIL ((unsigned long long)1 << 20)
#define LIST_MAX ((unsigned long long)4 << 20)
#define LISTS "/var/lib/dpkg/info"

struct search {
	const struct host *host;
	struct since *since;
	const struct pkglog *log;
	int64_t now, before;		/* of the line before, its package */
	char package[256];
	bool failed;
};

/* A time of this host's clock on the wall. */
static int64_t
from_local(int64_t when)
{
	time_t t = (time_t)when;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		return 0;
	tm.tm_isdst = -1;
	t = mktime(&tm);
	return t == (time_t)-1 ? 0 : (int64_t)t;
}

/* A line of a package's list. */
struct listed {
	const char *path, *other;
	bool found;
};

static bool
is_listed(void *arg, const char *line, size_t len)
{
	struct listed *l = arg;

	l->found = (strlen(l->path) == len &&
	    memcmp(l->path, line, len) == 0) || (l->other != NULL &&
	    strlen(l->other) == len && memcmp(l->other, line, len) == 0);
	return !l->found;
}

/* /usr/lib/x is listed as /lib/x where that is a link. */
static bool
has_path(struct search *s, const char *list, const char *path)
{
	struct listed l = { .path = path };

	if (strncmp(path, "/usr/", 5) == 0)
		l.other = path + 4;
	(void)root_scan(&s->host->root, list, LIST_MAX, is_listed, &l);
	return l.found;
}

static bool
owns(struct search *s, const char *package, const char *path)
{
	struct pool p = { .blocks = NULL };
	struct strv lists = { .n = 0 };
	struct buf real = BUF_INIT(65536);
	bool found = false;
	size_t i;
	int r;

	if (strpbrk(package, "*?[]/\\") != NULL)
		return false;
	r = strv_keep(&p, &lists, pool_printf(&p, "%s/%s.list", LISTS,
	    package));
	/* Of several architectures. */
	if (r == 0 && !p.failed)
		r = root_glob(&s->host->root, pool_printf(&p, "%s/%s:*.list",
		    LISTS, package), &p, &lists);
	if (p.failed || r == -ENOMEM)
		s->failed = true;
	for (i = 0; i < lists.n && !s->failed && !found; i++)
		found = has_path(s, lists.v[i], path) ||
		    (root_resolve(&s->host->root, path, &real) == 0 &&
		    has_path(s, lists.v[i], real.p));
	buf_release(&real);
	pool_release(&p);
	return found;
}

/* dpkg was at work on that package alone, from then until then. */
static void
claim(struct search *s, int64_t from, int64_t until)
{
	struct since_file *f;

	for (f = s->since->files; f != NULL && !s->failed; f = f->next)
		if (f->package == NULL && f->when >= from &&
		    f->when <= until + 1 && owns(s, s->package, f->path)) {
			f->package = pool_strdup(&s->since->pool, s->package);
			s->failed = f->package == NULL;
		}
}

static struct since_package *
find(struct search *s, const struct pkglog_line *l)
{
	struct since_package *p;

	for (p = s->since->packages; p != NULL; p = p->next)
		if (strlen(p->name) == l->package_len &&
		    memcmp(p->name, l->package, l->package_len) == 0)
			return p;
	return NULL;
}

/* "configure" follows an "upgrade", and says less. */
static void
note(struct search *s, const struct pkglog_line *l, int64_t when)
{
	struct pool *pool = &s->since->pool;
	struct since_package *p = find(s, l);

	if (p != NULL)
		p->until = when;
	if (p != NULL || l->step)
		return;
	p = since_add_package(s->since);
	if (p != NULL) {
		p->when = p->until = when;
		p->tool = s->log->tool;
		p->action = pool_strndup(pool, l->action, l->action_len);
		p->name = pool_strndup(pool, l->package, l->package_len);
		p->version = l->version == NULL ? NULL :
		    pool_strndup(pool, l->version, l->version_len);
	}
	s->failed = pool->failed;
}

static bool
take(void *arg, const char *line, size_t len)
{
	struct search *s = arg;
	struct pkglog_line l;
	int64_t when;
	bool same;

	if (!pkglog_parse(s->log->kind, line, len, s->now, &l)) {
		s->package[0] = '\0';
		return true;
	}
	when = l.local ? from_local(l.when) : l.when;
	if (when < s->since->good - 1 || when > s->now + 1 ||
	    l.package_len >= sizeof(s->package)) {
		s->package[0] = '\0';
		return true;
	}
	note(s, &l, when);
	same = strlen(s->package) == l.package_len &&
	    memcmp(s->package, l.package, l.package_len) == 0;
	memcpy(s->package, l.package, l.package_len);
	s->package[l.package_len] = '\0';
	if (s->log->kind == PKGLOG_DPKG && !s->failed)
		claim(s, same ? s->before : when, when);
	s->before = when;
	return !s->failed;
}

int
who_packages(const struct host *h, struct since *since, int64_t now)
{
	struct search s = { .host = h, .since = since, .now = now };
	const struct pkglog *log;
	struct stat st;

	if (since->good == 0)
		return 0;
	for (log = pkglogs; log->path != NULL && !s.failed; log++) {
		/* Nothing was added meanwhile. */
		if (root_stat(&h->root, log->path, &st) < 0 ||
		    (int64_t)st.st_mtime < since->good - 1)
			continue;
		s.log = log;
		s.package[0] = '\0';
		(void)root_scan(&h->root, log->path, LOG_TAIL, take, &s);
	}
	return s.failed || since->pool.failed ? -ENOMEM : 0;
}

/* Who logged in, as whose work this process was started; -1. */
static long
login_of(const struct host *h, pid_t pid)
{
	struct buf b = BUF_INIT(64);
	char path[64];
	long long n = -1;
	size_t len;

	(void)snprintf(path, sizeof(path), "/proc/%ld/loginuid", (long)pid);
	if (root_read(&h->root, path, &b, NULL, NULL) == 0 && b.len > 0) {
		len = strcspn(b.p, "\n");
		/* (uid_t)-1: nobody has. */
		if (num_parse(b.p, len, 0, UINT32_MAX - 1, &n) < 0)
			n = -1;
	}
	buf_release(&b);
	return (long)n;
}

/* "name:x:1000:..." */
static const char *
user_of(const struct host *h, long uid, struct pool *pool)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	const char *name = NULL, *colon, *number, *end;
	struct lines l;
	long long n;

	if (root_read(&h->root, "/etc/passwd", &b, NULL, NULL) < 0 ||
	    b.len == 0)
		goto out;
	lines_init(&l, b.p, b.len);
	while (name == NULL && lines_next(&l)) {
		end = l.line + l.len;
		colon = memchr(l.line, ':', l.len);
		number = colon == NULL ? NULL : memchr(colon + 1, ':',
		    (size_t)(end - colon - 1));
		if (number == NULL)
			continue;
		number++;
		end = memchr(number, ':', (size_t)(end - number));
		if (end != NULL && num_parse(number, (size_t)(end - number),
		    0, UINT32_MAX, &n) == 0 && n == uid)
			name = pool_strndup(pool, l.line,
			    (size_t)(colon - l.line));
	}
out:
	buf_release(&b);
	return name;
}

static bool
was_there(const struct process *p, const struct who_process *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i].pid == p->pid && v[i].start == p->start)
			return true;
	return false;
}

int
who_processes(const struct host *h, const struct facts *f,
    const struct who_process *before, size_t n, struct since *since)
{
	const struct process *p;
	struct since_process *to;

	for (p = f->processes; p != NULL; p = p->next) {
		if (p->role == ROLE_SESSION || p->role == ROLE_NONE ||
		    was_there(p, before, n))
			continue;
		to = since_add_process(since);
		if (to == NULL)
			break;
		to->pid = (long)p->pid;
		to->command = pool_strdup(&since->pool, p->command);
		to->unit = pool_strdup(&since->pool, p->unit);
		to->login = login_of(h, p->pid);
		if (to->login >= 0)
			to->user = user_of(h, to->login, &since->pool);
	}
	return since->pool.failed ? -ENOMEM : 0;
}

/* A few people change many files. */
struct names {
	const struct host *host;
	struct pool *pool;
	long uid[16];
	const char *name[16];
	size_t n;
};

static const char *
name_of(struct names *k, long uid)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (k->uid[i] == uid)
			return k->name[i];
	if (uid < 0 || i == sizeof(k->uid) / sizeof(k->uid[0]))
		return NULL;
	k->uid[i] = uid;
	k->name[i] = user_of(k->host, uid, k->pool);
	k->n++;
	return k->name[i];
}

int
who_users(const struct host *h, struct since *since)
{
	struct names k = { .host = h, .pool = &since->pool };
	const struct since_file *f;
	struct since_writer *w;

	for (f = since->files; f != NULL; f = f->next)
		for (w = f->writers; w != NULL; w = w->next) {
			w->user = name_of(&k, w->uid);
			w->login_user = name_of(&k, w->login);
		}
	return since->pool.failed ? -ENOMEM : 0;
}
