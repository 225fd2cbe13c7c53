/* The state in which a host was last in its mode, as a text and back. */
#include "agent/run/good_state.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "agent/base/memory.h"
#include "agent/base/num.h"

#define HEAD "hardenmail-good 1"
#define NO_BOOT "-"
#define MAX_PROCESSES 65536

/* The numbers of a file's line, in their order. */
enum { PATH_LEN, TEXT_LEN, MODE, UID, GID, SIZE, DEV, INO, MTIME, MTIME_NS,
	CTIME, CTIME_NS, KEPT, N_NUMBERS };

struct reading {
	const char *at, *end;
	struct good_state *to;
	bool same_boot;
	int r;
};

void
good_state_release(struct good_state *g)
{
	snapshot_release(&g->files);
	free(g->processes);
	*g = (struct good_state){ .when = 0 };
}

static void
write_file(const struct shot *s, struct buf *b)
{
	size_t len = 0;
	const char *text = S_ISLNK(s->mode) ? s->target :
	    shot_contents(s, &len);

	if (S_ISLNK(s->mode) && text != NULL)
		len = strlen(text);
	buf_addf(b, "file %zu %lld %u %lld %lld %lld %lld %lld %lld %ld "
	    "%lld %ld %d\n", strlen(s->path), text == NULL ? -1 :
	    (long long)len, (unsigned)s->mode, (long long)s->uid,
	    (long long)s->gid, (long long)s->size, (long long)s->dev,
	    (long long)s->ino, (long long)s->mtime.tv_sec, s->mtime.tv_nsec,
	    (long long)s->ctime.tv_sec, s->ctime.tv_nsec, (int)s->kept);
	buf_adds(b, s->path);
	if (text != NULL)
		buf_add(b, text, len);
	buf_addc(b, '\n');
}

int
good_state_write(const struct good_state *g, const char *boot, struct buf *b)
{
	size_t i;

	buf_addf(b, HEAD "\nwhen %lld\nboot %s\n", (long long)g->when,
	    boot != NULL ? boot : NO_BOOT);
	for (i = 0; i < g->n_processes; i++)
		buf_addf(b, "process %ld %lld\n",
		    (long)g->processes[i].pid,
		    (long long)g->processes[i].start);
	for (i = 0; i < g->files.n; i++)
		write_file(&g->files.v[i], b);
	buf_adds(b, "end\n");
	return b->failed ? -ENOMEM : 0;
}

/* A line "WORD ..." from here on: its rest, and behind it the next. */
static const char *
take_line(struct reading *r, const char *word, size_t *len)
{
	const size_t n = strlen(word);
	const char *from = r->at, *nl;

	if ((size_t)(r->end - from) < n || memcmp(from, word, n) != 0)
		return NULL;
	nl = memchr(from, '\n', (size_t)(r->end - from));
	if (nl == NULL)
		return NULL;
	r->at = nl + 1;
	*len = (size_t)(nl - from) - n;
	return from + n;
}

/* So many numbers and no more, with a blank between two. */
static bool
numbers(const char *text, size_t len, long long *ret, size_t n)
{
	const char *end = text + len, *blank;
	size_t i;

	for (i = 0; i < n; i++) {
		blank = memchr(text, ' ', (size_t)(end - text));
		if ((blank == NULL) != (i + 1 == n))
			return false;
		if (blank == NULL)
			blank = end;
		if (num_parse(text, (size_t)(blank - text), LLONG_MIN,
		    LLONG_MAX, &ret[i]) < 0)
			return false;
		text = blank + 1;
	}
	return true;
}

static int
add_process(struct reading *r, const long long v[2])
{
	struct good_state *g = r->to;
	struct who_process *p;

	if (v[0] <= 0 || v[0] > INT_MAX || g->n_processes >= MAX_PROCESSES)
		return -EINVAL;
	if (!r->same_boot)
		return 0;
	p = memory_resize(g->processes, (g->n_processes + 1) * sizeof(*p));
	if (p == NULL)
		return -ENOMEM;
	g->processes = p;
	p[g->n_processes++] = (struct who_process){ .pid = (pid_t)v[0],
		.start = (uint64_t)v[1] };
	return 0;
}

static int
add_file(struct reading *r, const long long v[N_NUMBERS])
{
	struct shot s = { .mode = (mode_t)v[MODE], .uid = (uid_t)v[UID],
		.gid = (gid_t)v[GID], .size = (off_t)v[SIZE],
		.dev = r->same_boot ? (dev_t)v[DEV] : 0,
		.ino = (ino_t)v[INO],
		.mtime = { .tv_sec = (time_t)v[MTIME],
			.tv_nsec = (long)v[MTIME_NS] },
		.ctime = { .tv_sec = (time_t)v[CTIME],
			.tv_nsec = (long)v[CTIME_NS] },
		.kept = (enum shot_kept)v[KEPT] };
	const long long left = (long long)(r->end - r->at);
	const long long text = v[TEXT_LEN] < 0 ? 0 : v[TEXT_LEN];

	/* What is in it, and the line end. */
	if (v[PATH_LEN] <= 0 || v[PATH_LEN] >= left ||
	    v[TEXT_LEN] < -1 || text >= left - v[PATH_LEN] ||
	    r->at[v[PATH_LEN] + text] != '\n' ||
	    v[KEPT] < SHOT_KEPT || v[KEPT] > SHOT_UNREAD ||
	    v[MODE] < 0 || v[MODE] > 0177777 ||
	    (!S_ISREG(s.mode) && !S_ISLNK(s.mode)))
		return -EINVAL;
	s.path = r->at;
	r->at += v[PATH_LEN];
	r->r = snapshot_add(&r->to->files, &s, (size_t)v[PATH_LEN],
	    v[TEXT_LEN] < 0 ? NULL : r->at, (size_t)text);
	r->at += text + 1;
	return r->r;
}

static int
parse(struct reading *r, const char *boot)
{
	long long v[N_NUMBERS];
	const char *line;
	size_t len;

	line = take_line(r, HEAD, &len);
	if (line == NULL || len != 0)
		return -EINVAL;
	line = take_line(r, "when ", &len);
	if (line == NULL || !numbers(line, len, v, 1) || v[0] <= 0)
		return -EINVAL;
	r->to->when = v[0];
	line = take_line(r, "boot ", &len);
	if (line == NULL)
		return -EINVAL;
	r->same_boot = boot != NULL && strlen(boot) == len &&
	    memcmp(boot, line, len) == 0;
	while (r->r == 0 && (line = take_line(r, "process ", &len)) != NULL)
		r->r = numbers(line, len, v, 2) ? add_process(r, v) : -EINVAL;
	while (r->r == 0 && (line = take_line(r, "file ", &len)) != NULL)
		r->r = numbers(line, len, v, N_NUMBERS) ? add_file(r, v) :
		    -EINVAL;
	if (r->r == 0 && (take_line(r, "end", &len) == NULL || len != 0 ||
	    r->at != r->end))
		r->r = -EINVAL;
	return r->r;
}

int
good_state_parse(const char *text, size_t len, const char *boot,
    struct good_state *ret)
{
	struct reading r = { .at = text, .end = text + len, .to = ret };
	int e;

	*ret = (struct good_state){ .when = 0 };
	e = parse(&r, boot);
	if (e < 0)
		good_state_release(ret);
	return e;
}
