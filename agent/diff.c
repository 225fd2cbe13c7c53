/* A unified diff of two texts. */
#include "agent/diff.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"

#define CONTEXT 3
/* Lines times lines that are compared one by one; more are one change. */
#define MAX_CELLS ((size_t)4 << 20)

struct line {
	const char *p;
	size_t len;			/* with its end */
};

struct text {
	struct line *v;
	size_t n;
};

static int
split(const char *p, size_t len, struct text *t)
{
	const char *end = p + len, *lf;
	size_t n = 0, i;

	for (i = 0; i < len; i++)
		n += p[i] == '\n';
	t->v = memory_zeroed(n + 1, sizeof(*t->v));
	if (t->v == NULL)
		return -1;
	for (t->n = 0; p < end; p = lf) {
		lf = memchr(p, '\n', (size_t)(end - p));
		lf = lf == NULL ? end : lf + 1;
		t->v[t->n++] = (struct line){ p, (size_t)(lf - p) };
	}
	return 0;
}

static bool
same(const struct line *a, const struct line *b)
{
	return a->len == b->len && memcmp(a->p, b->p, a->len) == 0;
}

/* Which lines of both are in a longest common part. */
struct match {
	unsigned char *a, *b;		/* 1: kept */
};

static int
match_middle(const struct text *a, const struct text *b, size_t a0,
    size_t a1, size_t b0, size_t b1, struct match *m)
{
	const size_t n = a1 - a0, k = b1 - b0, wide = k + 1;
	uint32_t *t;
	size_t i, j;

	if (n == 0 || k == 0 || (n + 1) * wide > MAX_CELLS)
		return 0;
	t = memory_zeroed((n + 1) * wide, sizeof(*t));
	if (t == NULL)
		return -1;
	for (i = n; i-- > 0;)
		for (j = k; j-- > 0;) {
			if (same(&a->v[a0 + i], &b->v[b0 + j]))
				t[i * wide + j] = t[(i + 1) * wide + j + 1] +
				    1;
			else
				t[i * wide + j] =
				    t[(i + 1) * wide + j] >=
				    t[i * wide + j + 1] ?
				    t[(i + 1) * wide + j] :
				    t[i * wide + j + 1];
		}
	for (i = j = 0; i < n && j < k;) {
		if (same(&a->v[a0 + i], &b->v[b0 + j])) {
			m->a[a0 + i++] = 1;
			m->b[b0 + j++] = 1;
		} else if (t[(i + 1) * wide + j] >= t[i * wide + j + 1]) {
			i++;
		} else {
			j++;
		}
	}
	free(t);
	return 0;
}

static int
match_all(const struct text *a, const struct text *b, struct match *m)
{
	size_t from = 0, a1 = a->n, b1 = b->n;

	m->a = memory_zeroed(a->n + 1, 1);
	m->b = memory_zeroed(b->n + 1, 1);
	if (m->a == NULL || m->b == NULL)
		return -1;
	for (; from < a1 && from < b1 && same(&a->v[from], &b->v[from]);
	    from++)
		m->a[from] = m->b[from] = 1;
	while (a1 > from && b1 > from && same(&a->v[a1 - 1], &b->v[b1 - 1]))
		m->a[--a1] = m->b[--b1] = 1;
	return match_middle(a, b, from, a1, from, b1, m);
}

static void
put_line(struct buf *b, char mark, const struct line *l)
{
	buf_addc(b, mark);
	buf_add(b, l->p, l->len);
	if (l->p[l->len - 1] != '\n')
		buf_adds(b, "\n\\ No newline at end of file\n");
}

/* "12,3", "12", "11,0": the line before, where there is none. */
static void
put_range(struct buf *b, size_t from, size_t n)
{
	buf_addf(b, "%zu", n == 0 ? from : from + 1);
	if (n != 1)
		buf_addf(b, ",%zu", n);
}

/* Where two walks stand: i lines of a and j of b are behind them. */
struct at {
	size_t i, j;
};

static void
put_hunk(struct buf *out, const struct text *a, const struct text *b,
    const struct match *m, struct at from, struct at to)
{
	buf_adds(out, "@@ -");
	put_range(out, from.i, to.i - from.i);
	buf_adds(out, " +");
	put_range(out, from.j, to.j - from.j);
	buf_adds(out, " @@\n");
	while (from.i < to.i || from.j < to.j) {
		if (from.i < to.i && !m->a[from.i]) {
			put_line(out, '-', &a->v[from.i++]);
		} else if (from.j < to.j && !m->b[from.j]) {
			put_line(out, '+', &b->v[from.j++]);
		} else {
			put_line(out, ' ', &a->v[from.i++]);
			from.j++;
		}
	}
}

/* From one change on, the end of the hunk: changes that are at most twice
 * the context apart share one. */
static struct at
hunk_end(const struct text *a, const struct text *b, const struct match *m,
    struct at p)
{
	size_t kept = 0;

	while (p.i < a->n || p.j < b->n) {
		if (p.i < a->n && !m->a[p.i]) {
			p.i++;
			kept = 0;
		} else if (p.j < b->n && !m->b[p.j]) {
			p.j++;
			kept = 0;
		} else if (kept == 2 * CONTEXT) {
			break;
		} else {
			p.i++;
			p.j++;
			kept++;
		}
	}
	if (kept > CONTEXT) {
		p.i -= kept - CONTEXT;
		p.j -= kept - CONTEXT;
	}
	return p;
}

static void
put_hunks(struct buf *out, const struct text *a, const struct text *b,
    const struct match *m)
{
	struct at p = { 0, 0 }, from, end = { 0, 0 };
	size_t back;

	while (p.i < a->n || p.j < b->n) {
		if (p.i < a->n && m->a[p.i] && p.j < b->n && m->b[p.j]) {
			p.i++;
			p.j++;
			continue;
		}
		back = p.i - end.i < CONTEXT ? p.i - end.i : CONTEXT;
		from = (struct at){ p.i - back, p.j - back };
		end = hunk_end(a, b, m, p);
		put_hunk(out, a, b, m, from, end);
		p = end;
	}
}

void
diff_write(struct buf *out, const char *path, const char *from,
    size_t from_len, const char *to, size_t to_len)
{
	struct text a = { .n = 0 }, b = { .n = 0 };
	struct match m = { .a = NULL };

	if (from != NULL && from_len == to_len &&
	    (to_len == 0 || memcmp(from, to, to_len) == 0))
		return;
	if (split(from == NULL ? "" : from, from == NULL ? 0 : from_len,
	    &a) < 0 || split(to, to_len, &b) < 0 ||
	    match_all(&a, &b, &m) < 0) {
		out->failed = true;
	} else {
		if (from == NULL)
			buf_adds(out, "--- /dev/null\n");
		else
			buf_addf(out, "--- a%s\n", path);
		buf_addf(out, "+++ b%s\n", path);
		put_hunks(out, &a, &b, &m);
	}
	free(a.v);
	free(b.v);
	free(m.a);
	free(m.b);
}
