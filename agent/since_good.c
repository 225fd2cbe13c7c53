/* The host as it was when it was last in its mode, and what became of it. */
#include "agent/since_good.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/memory.h"
#include "agent/base/rootwrite.h"
#include "agent/diff.h"
#include "agent/port/logins.h"
#include "agent/watching.h"

/* Of one file, and of all together. */
#define DIFF_FILE ((size_t)4 << 10)
#define DIFF_ALL ((size_t)32 << 10)

/* Of the file in which it is kept; and how old it may become in there, in
 * seconds, while nothing else changes. */
#define STATE_MAX ((size_t)32 << 20)
#define SAVE_AGAIN 3600

/* What names changed files, while two snapshots are compared. */
struct telling {
	const struct since_good *good;
	const struct check_run *run;
	struct strv named;		/* paths in failed findings */
	struct pool scratch;
	size_t diffs;
	struct since *to;
	struct since_file *file;	/* whose writers are asked for */
};

void
since_good_release(struct since_good *g)
{
	good_state_release(&g->last);
	snapshot_release(&g->next);
	*g = (struct since_good){ .saved = 0 };
}

/* By roots that remember nothing of the look. */
static int
take(const struct check_run *run, const struct spots *spots,
    const struct snapshot *old, struct snapshot *ret)
{
	struct root host = ROOT_INIT, own = ROOT_INIT;
	int r = root_open(&host, run->host.root.path, NULL);

	*ret = (struct snapshot){ .n = 0 };
	if (r == 0)
		r = root_open(&own, "/", NULL);
	if (r == 0)
		r = snapshot_take(&host, &own, spots, old, ret);
	root_release(&own);
	root_release(&host);
	return r == -ENOMEM ? r : 0;
}

int
since_good_before(struct since_good *g, const struct check_run *run,
    const struct spots *spots)
{
	snapshot_release(&g->next);
	g->next_when = run->now;
	g->next_at = g->port != NULL ? g->port->now() : 0;
	return take(run, spots, &g->last.files, &g->next);
}

/* A shot that is not the same in both is enough. */
static int
differs(void *arg, const struct shot *before, const struct shot *now)
{
	return 1;
}

static bool
is_news(const struct since_good *g, const struct good_state *next)
{
	const size_t n = g->last.n_processes;

	return g->last.when == 0 || next->when - g->saved >= SAVE_AGAIN ||
	    n != next->n_processes || (n > 0 &&
	    memcmp(g->last.processes, next->processes,
	    n * sizeof(*next->processes)) != 0) ||
	    snapshot_compare(&g->last.files, &next->files, differs,
	    NULL) != 0;
}

static int
keep(struct since_good *g, const struct facts *f)
{
	struct good_state next = { .when = g->next_when };
	const struct process *p;
	size_t n = 0;

	for (p = f->processes; p != NULL; p = p->next)
		n++;
	/* Zeroed: they are compared as bytes. */
	next.processes = memory_zeroed(n + 1, sizeof(*next.processes));
	if (next.processes == NULL)
		return -ENOMEM;
	for (p = f->processes; p != NULL; p = p->next, next.n_processes++) {
		next.processes[next.n_processes].pid = p->pid;
		next.processes[next.n_processes].start = p->start;
	}
	next.files = g->next;
	g->next = (struct snapshot){ .n = 0 };
	g->unsaved = g->unsaved || is_news(g, &next);
	good_state_release(&g->last);
	g->last = next;
	g->last_at = g->next_at;
	return 0;
}

int
since_good_load(struct since_good *g, const struct root *root,
    const char *path, const char *boot)
{
	struct buf b = BUF_INIT(STATE_MAX);
	struct stat st;
	int r = root_read(root, path, &b, &st, NULL);

	if (r == 0 && b.len > 0 && (st.st_mode & (S_IWGRP | S_IWOTH)) == 0 &&
	    (st.st_uid == 0 || st.st_uid == geteuid()))
		r = good_state_parse(b.p, b.len, boot, &g->last);
	g->saved = g->last.when;
	buf_release(&b);
	return r == -ENOMEM ? r : 0;
}

int
since_good_save(struct since_good *g, const struct root *root,
    const char *path, const char *boot, struct err *e)
{
	struct buf b = BUF_INIT(STATE_MAX), folder = BUF_INIT(4096);
	int r;

	if (!g->unsaved)
		return 0;
	if (good_state_write(&g->last, boot, &b) < 0 ||
	    buf_add(&folder, path, (size_t)(strrchr(path, '/') - path)) < 0)
		r = err_set(e, ENOMEM, "no memory");
	else
		r = rootwrite_mkdir(root, folder.p, 0700, e);
	if (r == 0)
		r = rootwrite_file(root, path, b.p, b.len, 0600, e);
	if (r == 0) {
		g->unsaved = false;
		g->saved = g->last.when;
	}
	buf_release(&folder);
	buf_release(&b);
	return r;
}

/* Both as it is written and as what it leads to. */
static int
find_named(struct telling *t)
{
	const struct finding *n;
	const struct proof *e;
	struct buf real = BUF_INIT(65536);
	int r = 0;

	for (n = t->run->findings.first; r == 0 && n != NULL; n = n->next)
		for (e = n->evidence; r == 0 && e != NULL &&
		    n->verdict == VERDICT_FAIL; e = e->next) {
			if (e->at.path == NULL)
				continue;
			r = strv_push(&t->scratch, &t->named, e->at.path);
			if (r == 0 && root_resolve(&t->run->host.root,
			    e->at.path, &real) == 0)
				r = strv_push(&t->scratch, &t->named,
				    real.p);
		}
	buf_release(&real);
	return r;
}

/* The last line end within the ceiling. */
static size_t
cut(const char *text, size_t len)
{
	while (len > 0 && text[len - 1] != '\n')
		len--;
	return len;
}

static int
add_diff(struct telling *t, struct since_file *f, const struct shot *before,
    const struct shot *now)
{
	struct buf b = BUF_INIT((size_t)1 << 20);
	const char *from = NULL, *to;
	size_t from_len = 0, to_len = 0, len;

	to = shot_contents(now, &to_len);
	if (before != NULL)
		from = shot_contents(before, &from_len);
	if (to == NULL || (before != NULL && from == NULL)) {
		f->no_diff = shot_kept_name(to == NULL ? now->kept :
		    before->kept);
		return 0;
	}
	diff_write(&b, f->path, from, from_len, to, to_len);
	len = b.len;
	if (len > DIFF_FILE)
		len = cut(b.p, DIFF_FILE);
	if (t->diffs + len > DIFF_ALL) {
		f->no_diff = "too many";
		len = 0;
	}
	if (b.len > 0 && len > 0) {
		f->diff = pool_strndup(&t->to->pool, b.p, len);
		f->cut = b.failed || len < b.len;
		t->diffs += len;
	}
	buf_release(&b);
	return t->to->pool.failed ? -ENOMEM : 0;
}

static const char *
text_or_null(struct pool *p, const char *text)
{
	return text[0] != '\0' ? pool_strdup(p, text) : NULL;
}

/* A writers_fn. */
static void
add_writer(void *arg, const struct writer *w)
{
	struct telling *t = arg;
	struct since_writer *n = since_add_writer(t->to, t->file);
	struct pool *p = &t->to->pool;

	if (n == NULL)
		return;
	n->pid = w->pid;
	n->uid = w->uid;
	n->login = w->login;
	n->exe = text_or_null(p, w->exe);
	n->name = text_or_null(p, w->name);
	n->command = text_or_null(p, w->command);
}

static void
add_writers(struct telling *t, struct since_file *f)
{
	const struct since_good *g = t->good;

	t->file = f;
	if (g->port != NULL && g->last_at > 0 && g->port->ask(g->writers,
	    f->path, g->last_at, add_writer, t) < 0)
		f->writers = NULL;
}

static int
tell(void *arg, const struct shot *before, const struct shot *now)
{
	struct telling *t = arg;
	const struct shot *any = now != NULL ? now : before;
	const char *path = any->path;
	struct since_file *f;

	if (strcmp(path, WATCH_DECOY_FILE) == 0)
		return 0;
	f = since_add_file(t->to, path, strv_has(&t->named, path));
	if (f == NULL)
		return t->to->pool.failed ? -ENOMEM : 0;
	f->kind = before == NULL ? SINCE_NEW : now == NULL ? SINCE_GONE :
	    before->text != NULL && before->text == now->text ? SINCE_MODE :
	    SINCE_CONTENTS;
	add_writers(t, f);
	if (now == NULL)
		return t->to->pool.failed ? -ENOMEM : 0;
	f->when = (int64_t)now->ctime.tv_sec;
	if (S_ISLNK(now->mode))
		f->no_diff = now->target == NULL ? NULL :
		    pool_printf(&t->to->pool, "link to %s", now->target);
	else if (f->kind != SINCE_MODE)
		return add_diff(t, f, before, now);
	return t->to->pool.failed ? -ENOMEM : 0;
}

static void
add_login(void *arg, const char *user, const char *line)
{
	struct since *s = arg;
	const struct since_login *l;
	struct since_login *n;

	for (l = s->logins; l != NULL; l = l->next)
		if (strcmp(l->user, user) == 0 && strcmp(l->line, line) == 0)
			return;
	n = since_add_login(s);
	if (n == NULL)
		return;
	n->user = pool_strdup(&s->pool, user);
	n->line = pool_strdup(&s->pool, line);
	/* Of no list that is half filled. */
	if (n->user == NULL || n->line == NULL)
		n->user = n->line = "";
}

static int
tell_all(struct since_good *g, const struct check_run *run,
    const struct spots *spots, struct since *ret)
{
	struct telling t = { .good = g, .run = run, .to = ret };
	struct snapshot now = { .n = 0 };
	int r = find_named(&t);

	if (r == 0)
		r = take(run, spots, &g->next, &now);
	if (r == 0)
		r = snapshot_compare(&g->last.files, &now, tell, &t);
	if (r == 0)
		r = who_packages(&run->host, ret, run->now);
	if (r == 0 && run->host.source == SOURCE_LIVE) {
		r = who_processes(&run->host, &run->facts, g->last.processes,
		    g->last.n_processes, ret);
		if (r == 0)
			r = who_users(&run->host, ret);
		logins_each(add_login, ret);
	}
	snapshot_release(&now);
	pool_release(&t.scratch);
	return r < 0 || ret->pool.failed ? -ENOMEM : 0;
}

int
since_good_after(struct since_good *g, const struct check_run *run,
    const struct spots *spots, struct since *ret)
{
	int r;

	*ret = SINCE_INIT;
	if (run->findings.worst != VERDICT_FAIL)
		return keep(g, &run->facts);
	ret->good = g->last.when;
	r = g->last.when == 0 ? 0 : tell_all(g, run, spots, ret);
	if (r < 0)
		since_release(ret);
	return r < 0 ? r : 1;
}
