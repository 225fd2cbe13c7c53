/* The runs that changed this host: their folders and files. */
#include "agent/run/runs.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/base/digest.h"
#include "agent/base/num.h"
#include "agent/base/root_change.h"
#include "agent/base/root_lock.h"
#include "agent/base/rootwrite.h"

#define MAX_RUN 999999999
#define PATH_SIZE 96

static void
path_in(const struct run *run, char path[PATH_SIZE], const char *name)
{
	(void)snprintf(path, PATH_SIZE, "%s/%s", run->folder, name);
}

static int
fail(struct err *e, const char *path, int code)
{
	return err_set(e, code, "%s: %s", path, strerror(code));
}

static void
data_name(char name[32], unsigned n, bool old)
{
	(void)snprintf(name, 32, "%u.%s", n, old ? "old" : "new");
}

static int
by_number(const void *a, const void *b)
{
	const unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;

	return x < y ? -1 : x > y;
}

int
runs_list(const struct host *h, struct pool *p, unsigned **ret, size_t *n,
    struct err *e)
{
	struct strv names = { .n = 0 };
	unsigned *v;
	long long number;
	size_t i;
	int r;

	*ret = NULL;
	*n = 0;
	if (!root_exists(&h->root, RUNS_FOLDER))
		return 0;
	r = root_trusted(&h->root, RUNS_FOLDER, e);
	if (r == 0)
		r = root_list(&h->root, RUNS_FOLDER, p, &names, e);
	if (r < 0)
		return r;
	v = pool_alloc(p, (names.n + 1) * sizeof(*v));
	if (v == NULL)
		return err_set(e, ENOMEM, "out of memory");
	for (i = 0; i < names.n; i++)
		if (names.v[i][0] != '0' && num_parse(names.v[i],
		    strlen(names.v[i]), 1, MAX_RUN, &number) == 0)
			v[(*n)++] = (unsigned)number;
	qsort(v, *n, sizeof(*v), by_number);
	*ret = v;
	return 0;
}

int
runs_prepare(const struct host *h, struct err *e)
{
	int r = 0;

	if (!root_is_dir(&h->root, RUNS_FOLDER))
		r = rootwrite_mkdir(&h->root, "/var/lib", 0755, e);
	if (r == 0 && !root_is_dir(&h->root, RUNS_FOLDER))
		r = rootwrite_mkdir(&h->root, RUNS_FOLDER, 0700, e);
	return r == 0 ? root_trusted(&h->root, RUNS_FOLDER, e) : r;
}

static void
run_begin(const struct host *h, struct run *run, unsigned number)
{
	run->host = h;
	run->fd = -1;
	journal_init(&run->j);
	run->j.run = number;
	(void)snprintf(run->folder, sizeof(run->folder), RUNS_FOLDER "/%u",
	    number);
}

int
run_create(const struct host *h, struct run *run, struct err *e)
{
	struct pool p = { .blocks = NULL };
	char path[PATH_SIZE];
	unsigned *v;
	size_t n;
	int r;

	run_begin(h, run, 0);
	r = runs_list(h, &p, &v, &n, e);
	if (r == 0)
		run_begin(h, run, n == 0 ? 1 : v[n - 1] + 1);
	pool_release(&p);
	if (r == 0)
		r = rootwrite_mkdir(&h->root, run->folder, 0700, e);
	if (r < 0)
		return r;
	path_in(run, path, "journal");
	run->fd = root_append_open(&h->root, path, true, e);
	r = run->fd < 0 ? run->fd : 0;
	if (r < 0)
		(void)run_discard(run, NULL);
	return r;
}

int
run_open(const struct host *h, unsigned number, struct run *run,
    struct err *e)
{
	struct buf b = BUF_INIT((size_t)64 << 20);
	char path[PATH_SIZE];
	struct err why = { .code = 0 };
	int r;

	run_begin(h, run, number);
	path_in(run, path, "journal");
	r = root_trusted(&h->root, run->folder, e);
	if (r < 0)
		return r;
	r = root_read(&h->root, path, &b, NULL, &why);
	/* Made and not yet filled: nothing was changed. */
	if (r == -ENOENT) {
		buf_release(&b);
		return 0;
	}
	if (r < 0 && why.text[0] != '\0')
		err_set(e, -r, "%s", why.text);
	if (r == 0)
		r = journal_parse(&run->j, b.len > 0 ? b.p : "", b.len,
		    &why);
	if (r < 0 && why.text[0] != '\0')
		err_set(e, -r, "%s: %s", path, why.text);
	buf_release(&b);
	if (r == 0 && run->j.state != RUN_PREPARING && run->j.run != number)
		r = err_set(e, EINVAL, "%s: is that of run %u", path,
		    run->j.run);
	run->j.run = number;
	return r;
}

/* Opened at the first mark only, as history is read on read-only disks. */
static int
open_to_write(struct run *run, struct err *e)
{
	char path[PATH_SIZE];
	int r;

	if (run->fd >= 0)
		return 0;
	path_in(run, path, "journal");
	run->fd = root_append_open(&run->host->root, path, false, e);
	if (run->fd < 0)
		return run->fd;
	/* The line that was being written when the host went down. */
	r = root_append_cut(run->fd, (off_t)run->j.whole);
	return r < 0 ? fail(e, path, -r) : 0;
}

void
run_close(struct run *run)
{
	if (run->fd >= 0)
		close(run->fd);
	run->fd = -1;
	journal_release(&run->j);
}

int
run_save(struct run *run, unsigned n, bool old, const void *data, size_t len,
    struct err *e)
{
	char name[32], path[PATH_SIZE];
	int fd, r;

	data_name(name, n, old);
	path_in(run, path, name);
	fd = root_append_open(&run->host->root, path, true, e);
	if (fd < 0)
		return fd;
	r = root_append(fd, data, len, true);
	if (close(fd) < 0 && r == 0)
		r = -errno;
	return r < 0 ? fail(e, path, -r) : 0;
}

int
run_load(const struct run *run, const struct record *c, bool old,
    struct buf *b, struct err *e)
{
	const char *wanted = old ? c->step.was.digest : c->digest;
	char name[32], path[PATH_SIZE], hex[DIGEST_HEX];
	int r;

	data_name(name, c->n, old);
	path_in(run, path, name);
	r = root_read(&run->host->root, path, b, NULL, e);
	if (r < 0)
		return r;
	if (b->p == NULL && buf_reserve(b, 1) < 0)
		return err_set(e, ENOMEM, "out of memory");
	b->p[b->len] = '\0';
	digest_of(b->p, b->len, hex);
	if (strcmp(hex, wanted) != 0)
		return err_set(e, EINVAL, "%s: is damaged", path);
	return 0;
}

static int
append(struct run *run, struct buf *b, bool durable, struct err *e)
{
	char path[PATH_SIZE];
	int r = open_to_write(run, e);

	if (r == 0 && b->failed)
		r = err_set(e, ENOMEM, "out of memory");
	if (r == 0) {
		r = root_append(run->fd, b->p, b->len, durable);
		path_in(run, path, "journal");
		if (r == 0)
			run->j.whole += b->len;
		else
			/* A line of which a part was written would garble
			 * the next. */
			(void)root_append_cut(run->fd, (off_t)run->j.whole);
		if (r < 0)
			fail(e, path, -r);
	}
	buf_release(b);
	return r;
}

int
run_ready(struct run *run, struct err *e)
{
	struct buf b = BUF_INIT((size_t)64 << 20);
	int r = journal_write(&run->j, &b);

	if (r < 0) {
		buf_release(&b);
		return err_set(e, -r, "the plan: %s", strerror(-r));
	}
	r = append(run, &b, true, e);
	if (r == 0)
		run->j.state = RUN_APPLYING;
	return r;
}

int
run_mark(struct run *run, enum mark m, struct record *c, struct err *e)
{
	struct buf b = BUF_INIT(4096);
	int r;

	(void)journal_mark(&b, m, c->n);
	r = append(run, &b, m == MARK_BEGIN, e);
	if (r < 0)
		return r;
	c->begun = c->begun || m == MARK_BEGIN;
	c->done = c->done || m == MARK_DONE;
	c->undone = c->undone || m == MARK_UNDONE;
	return 0;
}

static int64_t
now(const struct run *run)
{
	const struct host *h = run->host;

	return h->clock == NULL ? 0 : h->clock->now(h);
}

int
run_mark_state(struct run *run, enum run_state s, bool rolled_back,
    struct err *e)
{
	struct buf b = BUF_INIT(4096);
	int r;

	(void)journal_mark_state(&b, s, rolled_back, now(run));
	r = append(run, &b, true, e);
	if (r == 0) {
		run->j.state = s;
		run->j.rolled_back = rolled_back;
	}
	return r;
}

int
run_confirm(struct run *run, struct err *e)
{
	struct buf b = BUF_INIT(4096);
	int r;

	(void)journal_mark_confirmed(&b, now(run));
	r = append(run, &b, true, e);
	if (r == 0)
		run->j.confirmed = true;
	return r;
}

/* All in the folder, but what is named so is left out. */
static int
empty(struct run *run, bool all, struct err *e)
{
	const struct root *root = &run->host->root;
	struct pool p = { .blocks = NULL };
	struct strv names = { .n = 0 };
	char path[PATH_SIZE];
	size_t i, len;
	int r;

	r = root_list(root, run->folder, &p, &names, e);
	for (i = 0; r == 0 && i < names.n; i++) {
		len = strlen(names.v[i]);
		/* Three of ours have names that fit; others are none. */
		if (len > 24 || (!all && (strcmp(names.v[i], "journal") == 0 ||
		    strcmp(names.v[i], "revert") == 0 || (len > 4 &&
		    strcmp(names.v[i] + len - 4, ".old") == 0))))
			continue;
		path_in(run, path, names.v[i]);
		r = rootwrite_remove(root, path, e);
	}
	pool_release(&p);
	return r;
}

int
run_discard(struct run *run, struct err *e)
{
	int r = empty(run, true, e);

	if (r == 0)
		r = root_change_rmdir(&run->host->root, run->folder, e);
	return r;
}

int
run_tidy(struct run *run, struct err *e)
{
	return empty(run, false, e);
}

/* The journal goes first: without it the rest counts as nothing. */
static int
remove_undone(struct run *run, struct err *e)
{
	char path[PATH_SIZE];
	int r;

	path_in(run, path, "journal");
	r = rootwrite_remove(&run->host->root, path, e);
	return r == 0 ? run_discard(run, e) : r;
}

int
runs_prune(const struct host *h, struct err *e)
{
	struct pool p = { .blocks = NULL };
	struct run run;
	unsigned *v;
	size_t n, undone = 0;
	int r, gone = 0;

	r = runs_list(h, &p, &v, &n, e);
	while (r == 0 && n > 0) {
		if (run_open(h, v[--n], &run, NULL) == 0 &&
		    run.j.state == RUN_UNDONE && ++undone > RUNS_KEPT) {
			r = remove_undone(&run, e);
			gone += r == 0;
		}
		run_close(&run);
	}
	pool_release(&p);
	return r < 0 ? r : gone;
}
