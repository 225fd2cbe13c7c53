/* What all edit functions do with a file: read it, and plan a span. */
#include "platforms/edit_file.h"

#include <errno.h>
#include <string.h>

/* Path without links; what is not there yet, folders too, keeps its name. */
static const char *
resolve(struct edit_job *j, const char *path)
{
	struct buf b = BUF_INIT(65536);
	const char *ret = NULL;
	size_t len = strlen(path);
	struct stat st;
	char *above;

	if (root_resolve(&j->host->root, path, &b) == 0)
		ret = pool_strdup(&j->plan->pool, b.p);
	/* A link to nothing is no place for a new file. */
	else if (root_lstat(&j->host->root, path, &st) < 0)
		while (ret == NULL && len > 0) {
			while (len > 0 && path[--len] != '/')
				;
			above = pool_strndup(&j->plan->pool, path,
			    len > 0 ? len : 1);
			if (above == NULL)
				break;
			if (root_resolve(&j->host->root, above, &b) == 0)
				ret = pool_printf(&j->plan->pool, "%s%s",
				    strcmp(b.p, "/") == 0 ? "" : b.p,
				    path + len);
		}
	buf_release(&b);
	return ret;
}

/* A file with several names is edited under one of them: that of the first
 * starter in it. */
static const char *
one_name(struct edit_job *j, const char *path, const struct was *was)
{
	const struct starter *s;
	struct stat st;

	for (s = j->facts->starters; was->nlink > 1 && s != NULL; s = s->next)
		if (s->at.path != NULL &&
		    root_lstat(&j->host->root, s->at.path, &st) == 0 &&
		    (uint64_t)st.st_dev == was->dev &&
		    (uint64_t)st.st_ino == was->ino)
			return pool_strdup(&j->plan->pool, s->at.path);
	return path;
}

int
edit_open(struct edit_job *j, const char *path, struct edit_file *ret,
    struct err *e)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct edit_file f = { .path = resolve(j, path) };
	char *text;
	int r;

	if (j->plan->pool.failed)
		return -ENOMEM;
	if (f.path == NULL)
		return 0;
	r = j->was(&j->host->root, f.path, &f.was, &b, NULL);
	if (r == 0 && f.was.there && (f.was.link || f.was.digest[0] == '\0'))
		r = -EINVAL;
	if (r == 0) {
		text = pool_alloc(&j->plan->pool, b.len + 1);
		if (text != NULL && b.len > 0)
			memcpy(text, b.p, b.len);
		f.text = text;
		f.len = b.len;
		if (!f.was.there)
			f.was.mode = 0644;
		else
			f.path = one_name(j, f.path, &f.was);
		if (text == NULL || f.path == NULL)
			r = -ENOMEM;
	}
	buf_release(&b);
	if (r == 0)
		*ret = f;
	return r == 0 ? 1 : r == -ENOMEM ? r : 0;
}

int
edit_span(struct edit_job *j, const struct edit_file *f, size_t from,
    size_t to, const char *with, struct err *e)
{
	int r = plan_edit(j->plan, PHASE_CONFIGURATION, f->path, &f->was,
	    f->text, f->len, from, to, with, j->recipe->why, e);

	if (r == -EEXIST)
		return 0;
	return r == 0 ? 1 : r;
}

int
edit_remove_link(struct edit_job *j, const char *path, struct err *e)
{
	struct was was;
	struct step *s;
	int r = j->was(&j->host->root, path, &was, NULL, e);

	if (r < 0 || !was.there || !was.link)
		return r == -ENOMEM ? r : 0;
	for (s = j->plan->first; s != NULL; s = s->next)
		if (s->path != NULL && strcmp(s->path, path) == 0)
			return 1;
	s = plan_step(j->plan, STEP_REMOVE, PHASE_CONFIGURATION);
	if (s == NULL)
		return -ENOMEM;
	s->path = pool_strdup(&j->plan->pool, path);
	s->was = was;
	s->why = j->recipe->why;
	return s->path == NULL ? -ENOMEM : 1;
}

bool
edit_find(const struct edit_file *f, unsigned n, struct edit_line *ret)
{
	const char *at = f->text, *end = f->text + f->len, *lf;
	unsigned i;

	for (i = 1; at < end; i++) {
		lf = memchr(at, '\n', (size_t)(end - at));
		ret->from = (size_t)(at - f->text);
		ret->to = lf == NULL ? f->len : (size_t)(lf - f->text);
		ret->end = lf == NULL ? f->len : ret->to + 1;
		if (i == n) {
			if (ret->to > ret->from && f->text[ret->to - 1] == '\r')
				ret->to--;
			return true;
		}
		at = f->text + ret->end;
	}
	return false;
}

const char *
edit_eol(const struct edit_file *f)
{
	const char *lf = memchr(f->text, '\n', f->len);

	return lf != NULL && lf > f->text && lf[-1] == '\r' ? "\r\n" : "\n";
}

const char *
edit_gap(const struct edit_file *f)
{
	return f->len == 0 || f->text[f->len - 1] == '\n' ? "" : edit_eol(f);
}

const struct place *
edit_place(const struct starter *s, unsigned n)
{
	const struct place *p;

	if (s->at.path != NULL && s->at.line > 0) {
		if (n == 0)
			return &s->at;
		n--;
	}
	for (p = s->because; p != NULL; p = p->next)
		if (p->path != NULL && p->line > 0 && n-- == 0)
			return p;
	return NULL;
}

bool
edit_is_unit(const char *path)
{
	static const char *const types[] = { ".service", ".socket", ".timer",
		".path", ".conf", NULL };
	size_t len = strlen(path), n, i;

	if (strstr(path, "/systemd/") == NULL)
		return false;
	for (i = 0; types[i] != NULL; i++) {
		n = strlen(types[i]);
		if (len > n && strcmp(path + len - n, types[i]) == 0)
			return true;
	}
	return false;
}

const char *
edit_interval(struct edit_job *j)
{
	long t = j->policy->queue_interval;

	if (t <= 0)
		t = 900;
	if (t % 3600 == 0)
		return pool_printf(&j->plan->pool, "%ldh", t / 3600);
	if (t % 60 == 0)
		return pool_printf(&j->plan->pool, "%ldm", t / 60);
	return pool_printf(&j->plan->pool, "%lds", t);
}
