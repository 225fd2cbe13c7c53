/* One step that changes a file: prepared and done. */
#include "agent/run/step_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/root_change.h"
#include "agent/base/rootwrite.h"
#include "agent/run/step_change.h"
#include "agent/run/was.h"

bool
step_is_file(const struct step *s)
{
	return s->kind <= STEP_MODE;
}

static int
changed(const char *path, struct err *e)
{
	return err_set(e, EAGAIN, "%s: was changed by somebody else since it "
	    "was looked at", path);
}

/* The folder that holds path exists, or the highest that does not: "" when
 * all are there. */
static int
find_made(const struct host *h, const char *path, char made[4096])
{
	const char *slash = strchr(path + 1, '/');

	made[0] = '\0';
	for (; slash != NULL; slash = strchr(slash + 1, '/')) {
		if ((size_t)(slash - path) >= 4096)
			return -ENAMETOOLONG;
		memcpy(made, path, (size_t)(slash - path));
		made[slash - path] = '\0';
		if (!root_exists(&h->root, made))
			return 0;
	}
	made[0] = '\0';
	return 0;
}

static bool
kind_fits(const struct step *s)
{
	const bool file = s->was.there && !s->was.link &&
	    s->was.digest[0] != '\0';

	switch (s->kind) {
	case STEP_PUT:
		return !s->was.there || file;
	case STEP_LINK:
		return !s->was.there || s->was.link;
	case STEP_REMOVE:
		return file || s->was.link;
	case STEP_MODE:
		return s->was.there && !s->was.link;
	default:
		return s->was.there;
	}
}

int
step_file_check(const struct host *h, const struct step *s, bool force,
    bool twice, struct err *e)
{
	struct step_change c;
	char made[4096];
	struct was now;
	int r;

	if (!kind_fits(s) || (twice && s->kind != STEP_MODE))
		return err_set(e, EINVAL, "%s: a step that does not fit what "
		    "is there", s->path);
	if (twice)
		return 0;
	r = was_read(&h->root, s->path, &now, NULL, e);
	if (r < 0)
		return r;
	if (!was_same(&now, &s->was))
		return changed(s->path, e);
	if (s->kind == STEP_MOVE) {
		r = was_read(&h->root, s->to, &now, NULL, e);
		if (r == 0 && now.there)
			r = err_set(e, EEXIST, "%s: is there already", s->to);
	}
	if (r == 0)
		r = find_made(h, s->path, made);
	if (r < 0)
		return r;
	step_change_init(&c, h, s->path, &s->was, e);
	if (made[0] != '\0')
		c.change.path = made;
	c.change.force = force;
	return root_change_check(&c.change);
}

/* bytes: they are saved too. */
static int
save_old(struct run *run, struct record *c, bool bytes, struct err *e)
{
	struct buf b = BUF_INIT(ROOT_MAX_FILE);
	struct was now;
	int r = was_read(&run->host->root, c->step.path, &now, &b, e);

	if (r == 0 && !was_same(&now, &c->step.was))
		r = changed(c->step.path, e);
	/* With the times, which was_same() does not compare. */
	if (r == 0)
		c->step.was = now;
	if (r == 0 && bytes)
		r = run_save(run, c->n, true, b.len > 0 ? b.p : "", b.len, e);
	buf_release(&b);
	return r;
}

/* Does an earlier step change the same path? */
static bool
is_second(const struct run *run, const struct record *c)
{
	const struct record *o;

	for (o = run->j.first; o != NULL && o != c; o = o->next)
		if (o->step.path != NULL &&
		    strcmp(o->step.path, c->step.path) == 0)
			return true;
	return false;
}

static int
read_attr(struct run *run, struct record *c, struct err *e)
{
	const struct root *root = &run->host->root;
	struct pool *p = &run->j.pool;
	struct root_attr folder;
	const char *slash = strrchr(c->step.path, '/');
	char made[4096];
	int r;

	if (c->step.was.there) {
		r = root_attr_read(root, c->step.path, p, &c->attr, e);
		if (r < 0)
			return r;
	}
	r = find_made(run->host, c->step.path, made);
	if (r < 0)
		return r;
	if (made[0] != '\0') {
		c->made = pool_strdup(p, made);
		slash = strrchr(made, '/');
		slash = c->step.path + (slash - made);
	}
	if (slash == c->step.path)
		slash++;
	memcpy(made, c->step.path, (size_t)(slash - c->step.path));
	made[slash - c->step.path] = '\0';
	r = root_attr_read(root, made, p, &folder, e);
	if (r == 0) {
		c->folder_mtime = folder.mtime.tv_sec;
		c->folder_mtime_ns = folder.mtime.tv_nsec;
	}
	return r == 0 && p->failed ? -ENOMEM : r;
}

int
step_file_prepare(struct run *run, struct record *c, bool force, bool twice,
    struct err *e)
{
	const struct step *s = &c->step;
	int r = step_file_check(run->host, s, force, twice, e);

	if (r == 0)
		r = read_attr(run, c, e);
	if (r < 0)
		return r;
	/* A mode needs no bytes, and a new name keeps them. */
	if (s->was.there && !twice)
		r = save_old(run, c, s->kind != STEP_MODE &&
		    s->kind != STEP_MOVE, e);
	if (s->kind == STEP_PUT && r == 0) {
		if (s->was.nlink > 1 && s->was.there)
			c->way = WAY_IN_PLACE;
		digest_of(s->data, s->len, c->digest);
		r = run_save(run, c->n, false, s->data, s->len, e);
	}
	if (s->kind == STEP_LINK)
		digest_of(s->to, strlen(s->to), c->digest);
	return r;
}

static int
put(struct run *run, struct record *c, struct step_change *now,
    struct err *e)
{
	const struct root_attr *attr = c->step.keeps_time ? &c->attr : NULL;
	struct buf data = BUF_INIT(ROOT_MAX_FILE);
	char folder[4096];
	const char *slash = strrchr(c->step.path, '/');
	int r = 0;

	if (c->made != NULL) {
		(void)snprintf(folder, sizeof(folder), "%.*s",
		    (int)(slash - c->step.path), c->step.path);
		r = rootwrite_mkdir(&run->host->root, folder, 0755, e);
	}
	if (r == 0 && c->step.kind == STEP_LINK)
		return root_change_link(&now->change, c->step.to, NULL);
	if (r == 0)
		r = run_load(run, c, false, &data, e);
	if (r == 0 && c->way == WAY_IN_PLACE)
		r = root_change_in_place(&now->change, data.p, data.len,
		    attr, c->step.keeps_time);
	else if (r == 0)
		r = root_change_put(&now->change, data.p, data.len,
		    c->step.mode, attr, c->step.keeps_time);
	buf_release(&data);
	return r;
}

int
step_file_act(struct run *run, struct record *c, bool force, struct err *e)
{
	struct buf old = BUF_INIT(ROOT_MAX_FILE);
	const struct step *s = &c->step;
	struct step_change now;
	int r = 0;

	step_change_init(&now, run->host, s->path, &s->was, e);
	step_change_stage(&now, run, c);
	now.change.force = force;
	if (s->kind == STEP_PUT || s->kind == STEP_LINK ||
	    s->kind == STEP_REMOVE)
		r = step_change_old(&now, run, c, &old);
	/* Its bytes may be those of an earlier step by now. */
	if (r == 0 && s->kind == STEP_MODE && is_second(run, c))
		r = step_change_as_it_is(&now, e);
	if (r < 0)
		goto out;
	switch (s->kind) {
	case STEP_PUT:
	case STEP_LINK:
		r = put(run, c, &now, e);
		break;
	case STEP_MOVE:
		r = root_change_move(&now.change, s->to);
		break;
	case STEP_REMOVE:
		r = root_change_remove(&now.change);
		break;
	default:
		r = root_change_mode(&now.change, s->mode);
		break;
	}
out:
	buf_release(&old);
	return r;
}
