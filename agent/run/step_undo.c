/* One step that changed a file: looked at, and undone. */
#include "agent/run/step_file.h"

#include <errno.h>
#include <string.h>

#include "agent/base/root_change.h"
#include "agent/base/rootwrite.h"
#include "agent/run/step_change.h"
#include "agent/run/was.h"

/* Is that a mode that the run gives the path? A later step may set another,
 * and a crash may have come before its mark. */
static bool
is_our_mode(const struct run *run, const struct record *c, mode_t mode)
{
	const struct record *o;
	mode_t own = c->step.was.there ? c->step.was.mode : c->step.mode;

	if ((own & 07777) == (mode & 07777))
		return true;
	for (o = c; o != NULL; o = o->next)
		if (o->step.kind == STEP_MODE && o->begun &&
		    strcmp(o->step.path, c->step.path) == 0 &&
		    (o->step.mode & 07777) == (mode & 07777))
			return true;
	return false;
}

static bool
same_owner(const struct was *a, const struct was *b)
{
	return a->uid == b->uid && a->gid == b->gid;
}

/* Kind and bytes. */
static bool
same_text(const struct was *now, bool link, const char *digest)
{
	return now->there && now->link == link &&
	    strcmp(now->digest, digest) == 0;
}

/* Written in place up to some byte: each byte is the old or the new one, or
 * one of the line feeds behind the new text. */
static bool
is_mixed(const struct run *run, const struct record *c, const struct buf *now)
{
	struct buf old = BUF_INIT(ROOT_MAX_FILE), new = BUF_INIT(ROOT_MAX_FILE);
	bool mixed = c->way == WAY_IN_PLACE && c->begun &&
	    run_load(run, c, true, &old, NULL) == 0 &&
	    run_load(run, c, false, &new, NULL) == 0;
	size_t i;

	if (mixed && now->len > old.len && now->len > new.len)
		mixed = false;
	for (i = 0; mixed && i < now->len; i++)
		mixed = (i < old.len && now->p[i] == old.p[i]) ||
		    (i < new.len && now->p[i] == new.p[i]) ||
		    (i >= new.len && now->p[i] == '\n');
	buf_release(&old);
	buf_release(&new);
	return mixed;
}

static enum step_now
text_now(const struct run *run, const struct record *c, const struct was *now,
    const struct buf *text)
{
	const struct was *was = &c->step.was;
	const bool link = c->step.kind == STEP_LINK;

	if (same_text(now, link, c->digest)) {
		if (was->there && !same_owner(now, was))
			return NOW_EDITED;
		return link || is_our_mode(run, c, now->mode) ? NOW_AFTER :
		    NOW_EDITED;
	}
	if (was->there && same_text(now, was->link, was->digest))
		return NOW_BEFORE;
	if (!was->there && !now->there)
		return NOW_BEFORE;
	return is_mixed(run, c, text) ? NOW_BETWEEN : NOW_EDITED;
}

static enum step_now
move_now(const struct record *c, const struct was *from, const struct was *to)
{
	const struct was *was = &c->step.was;

	if (from->there && to->there)
		return from->ino == to->ino && from->dev == to->dev ?
		    NOW_BETWEEN : NOW_EDITED;
	if (from->there)
		return same_text(from, was->link, was->digest) ?
		    NOW_BEFORE : NOW_EDITED;
	return same_text(to, was->link, was->digest) ? NOW_AFTER :
	    NOW_EDITED;
}

int
step_file_now(const struct run *run, const struct record *c,
    enum step_now *ret, struct err *e)
{
	const struct root *root = &run->host->root;
	struct buf text = BUF_INIT(ROOT_MAX_FILE);
	struct was now, to;
	int r = was_read(root, c->step.path, &now, &text, e);

	if (r == 0 && c->step.kind == STEP_MOVE)
		r = was_read(root, c->step.to, &to, NULL, e);
	if (r < 0)
		goto out;
	switch (c->step.kind) {
	case STEP_MOVE:
		*ret = move_now(c, &now, &to);
		break;
	case STEP_REMOVE:
		*ret = !now.there ? NOW_AFTER : same_text(&now,
		    c->step.was.link, c->step.was.digest) ? NOW_BEFORE :
		    NOW_EDITED;
		break;
	case STEP_MODE:
		*ret = !now.there ? NOW_EDITED :
		    (now.mode & 07777) == (c->step.mode & 07777) ? NOW_AFTER :
		    (now.mode & 07777) == (c->step.was.mode & 07777) ?
		    NOW_BEFORE : NOW_EDITED;
		break;
	default:
		*ret = text_now(run, c, &now, &text);
		break;
	}
out:
	buf_release(&text);
	return r;
}

/* Owner, mode, times, attributes: a crash may have come before them. The
 * times are those of the old bytes. */
static int
give_back(struct step_change *now, const struct record *c, struct err *e)
{
	struct was was;
	int r = step_change_as_it_is(now, e);

	if (r < 0 || now->change.was == NULL || S_ISLNK(now->st.st_mode))
		return r;
	r = was_read(now->change.root, now->change.path, &was, NULL, e);
	if (r < 0)
		return r;
	return root_change_attr(&now->change, &c->attr,
	    same_text(&was, false, c->step.was.digest));
}

/* The old thing in the place of whatever is there. */
static int
put_back(struct run *run, struct record *c, struct step_change *now,
    struct err *e)
{
	struct buf old = BUF_INIT(ROOT_MAX_FILE);
	int r = step_change_as_it_is(now, e);

	if (r == 0 && !c->step.was.there) {
		r = now->change.was == NULL ? 0 :
		    root_change_remove(&now->change);
		goto out;
	}
	if (r == 0)
		r = run_load(run, c, true, &old, e);
	if (r < 0)
		goto out;
	if (c->step.was.link && (now->change.was == NULL ||
	    S_ISLNK(now->st.st_mode)))
		r = root_change_link(&now->change, old.p, &c->attr);
	else if (c->step.was.link)
		r = err_set(e, EEXIST, "%s: is no link any more",
		    c->step.path);
	else if (now->change.was != NULL && S_ISREG(now->st.st_mode) &&
	    now->st.st_nlink > 1)
		r = root_change_in_place(&now->change, old.p, old.len,
		    &c->attr, true);
	else
		r = root_change_put(&now->change, old.p, old.len,
		    c->attr.mode, &c->attr, true);
out:
	buf_release(&old);
	return r;
}

static int
move_back(struct record *c, struct step_change *now, enum step_now state,
    struct err *e)
{
	const char *path = now->change.path;
	int r;

	if (state == NOW_BEFORE)
		return give_back(now, c, e);
	/* Both names are one file: the new one goes. */
	now->change.path = c->step.to;
	r = step_change_as_it_is(now, e);
	if (r == 0 && now->change.was == NULL)
		r = err_set(e, ENOENT, "%s: is not there any more",
		    c->step.to);
	if (r == 0)
		r = state == NOW_BETWEEN ? root_change_remove(&now->change) :
		    root_change_move(&now->change, path);
	now->change.path = path;
	return r;
}

/* Folders that were made for it, where nothing else is in them. */
static int
remove_made(struct run *run, const struct record *c, struct err *e)
{
	struct pool p = { .blocks = NULL };
	char *folder = pool_strdup(&p, c->step.path), *slash;
	const size_t least = strlen(c->made);
	int r = folder == NULL ? -ENOMEM : 0;

	while (r == 0 && (slash = strrchr(folder, '/')) != NULL &&
	    (size_t)(slash - folder) >= least) {
		*slash = '\0';
		r = root_change_rmdir(&run->host->root, folder, e);
	}
	pool_release(&p);
	return r;
}

static int
clean(struct step_change *now, const struct record *c, struct err *e)
{
	int r = root_change_clean(&now->change);

	return r < 0 ? err_set(e, -r, "%s: %s", c->step.path, strerror(-r)) :
	    0;
}

int
step_file_undo(struct run *run, struct record *c, struct err *e)
{
	const struct root *root = &run->host->root;
	const struct timespec folder = {
		.tv_sec = (time_t)c->folder_mtime,
		.tv_nsec = (long)c->folder_mtime_ns,
	};
	struct step_change now;
	enum step_now state;
	int r = step_file_now(run, c, &state, e);

	if (r < 0)
		return r;
	step_change_init(&now, run->host, c->step.path, &c->step.was, e);
	step_change_stage(&now, run, c);
	/* Whoever forced the run meant this too. */
	now.change.force = c->attr.flags != 0;
	r = clean(&now, c, e);
	if (r < 0)
		return r;
	if (c->step.kind == STEP_MOVE)
		r = move_back(c, &now, state, e);
	else if (c->step.kind == STEP_MODE || state == NOW_BEFORE)
		r = give_back(&now, c, e);
	else
		r = put_back(run, c, &now, e);
	if (r == 0 && c->made != NULL)
		r = remove_made(run, c, e);
	/* The folder of a folder that was made for it, where there is one. */
	if (r == 0)
		r = root_change_folder_time(root, c->made != NULL ?
		    c->made : c->step.path, &folder);
	return r < 0 && e != NULL && e->text[0] == '\0' ?
	    err_set(e, -r, "%s: %s", c->step.path, strerror(-r)) : r;
}

int
step_file_finish(struct run *run, struct record *c, struct err *e)
{
	struct step_change now;
	int r;

	step_change_init(&now, run->host, c->step.path, &c->step.was, e);
	step_change_stage(&now, run, c);
	now.change.force = c->attr.flags != 0;
	r = clean(&now, c, e);
	if (r < 0 || c->step.kind != STEP_PUT || !c->step.was.there)
		return r;
	r = step_change_as_it_is(&now, e);
	return r == 0 ? root_change_attr(&now.change, &c->attr, false) : r;
}

int
step_file_drop(struct run *run, struct record *c, struct err *e)
{
	struct step_change now;
	int r;

	step_change_init(&now, run->host, c->step.path, &c->step.was, e);
	step_change_stage(&now, run, c);
	r = clean(&now, c, e);
	return r == 0 && c->made != NULL ? remove_made(run, c, e) : r;
}
