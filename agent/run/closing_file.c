/* The files that closing changes: as they are, and as they will be. */
#include <errno.h>
#include <string.h>

#include "agent/run/closing_parts.h"
#include "agent/run/was.h"

static const char *
copy(struct pool *pool, const char *text, size_t len)
{
	char *p = pool_alloc(pool, len + 1);

	if (p != NULL && len > 0)
		memcpy(p, text, len);
	return p;
}

struct closing_file *
closing_open(struct closing *c, const char *path)
{
	const struct root *root = &c->g->host->root;
	struct buf real = BUF_INIT(65536), text = BUF_INIT(ROOT_MAX_FILE);
	struct closing_file *f = NULL;
	struct was was;
	unsigned i;

	if (root_resolve(root, path, &real) < 0)
		goto out;
	for (i = 0; i < c->n; i++)
		if (strcmp(c->files[i].path, real.p) == 0) {
			f = &c->files[i];
			goto out;
		}
	if (c->n == CLOSING_FILES ||
	    was_read(root, real.p, &was, &text, NULL) < 0 ||
	    !was.there || was.link || was.digest[0] == '\0')
		goto out;
	f = &c->files[c->n];
	*f = (struct closing_file){ .path = pool_strdup(&c->pool, real.p),
	    .was = was, .old = copy(&c->pool, text.p, text.len),
	    .old_len = text.len, .len = text.len };
	f->text = f->old;
	if (f->path == NULL || f->old == NULL)
		f = NULL;
	else
		c->n++;
out:
	buf_release(&real);
	buf_release(&text);
	return f;
}

int
closing_splice(struct closing *c, struct closing_file *f, size_t from,
    size_t to, const char *with, const char *why)
{
	const size_t n = strlen(with), len = f->len - (to - from) + n;
	char *p = pool_alloc(&c->pool, len + 1);

	if (p == NULL)
		return -ENOMEM;
	memcpy(p, f->text, from);
	memcpy(p + from, with, n);
	memcpy(p + from + n, f->text + to, f->len - to);
	f->text = p;
	f->len = len;
	f->why = why;
	return 1;
}

int
closing_replace(struct closing *c, struct closing_file *f, const char *text,
    size_t len, const char *why)
{
	f->text = copy(&c->pool, text, len);
	f->len = len;
	f->why = why;
	return f->text == NULL ? -ENOMEM : 1;
}

bool
closing_line(const struct closing_file *f, unsigned n, size_t *from,
    size_t *to, size_t *end)
{
	const char *lf;
	size_t at = 0;

	for (; at < f->len && n > 0; at = *end) {
		lf = memchr(f->text + at, '\n', f->len - at);
		*from = at;
		*to = lf == NULL ? f->len : (size_t)(lf - f->text);
		*end = lf == NULL ? f->len : *to + 1;
		if (--n == 0) {
			if (*to > *from && f->text[*to - 1] == '\r')
				(*to)--;
			return true;
		}
	}
	return false;
}

/* Made of another file by makemap. */
static bool
is_made(const char *path)
{
	static const char *const endings[] = { ".db", ".dir", ".pag" };
	const char *dot = strrchr(path, '.');
	size_t i;

	for (i = 0; dot != NULL && i < sizeof(endings) / sizeof(*endings);
	    i++)
		if (strcmp(dot, endings[i]) == 0)
			return true;
	return false;
}

static int
add_step(const struct closing_file *f, struct plan *p)
{
	struct step *s = plan_step(p, STEP_PUT, PHASE_CONFIGURATION);

	if (s == NULL)
		return -ENOMEM;
	s->path = pool_strdup(&p->pool, f->path);
	s->data = copy(&p->pool, f->text, f->len);
	s->len = f->len;
	s->old = copy(&p->pool, f->old, f->old_len);
	s->old_len = f->old_len;
	s->mode = f->was.mode;
	s->was = f->was;
	s->why = pool_strdup(&p->pool, f->why);
	return p->pool.failed ? -ENOMEM : 0;
}

int
closing_steps(const struct closing *c, struct plan *p)
{
	const struct closing_file *f;
	int r = 0, made;

	/* A map comes behind its text, so that it is the newer one. */
	for (made = 0; made < 2; made++)
		for (f = c->files; r == 0 && f < c->files + c->n; f++)
			if (is_made(f->path) == (made != 0) &&
			    (f->len != f->old_len ||
			    memcmp(f->text, f->old, f->len) != 0))
				r = add_step(f, p);
	plan_order_made(p);
	return r;
}
