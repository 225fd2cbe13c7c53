/* A step as one change of the root module. */
#include "agent/run/step_change.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void
set_was(struct step_change *c, const struct was *w)
{
	c->st.st_dev = (dev_t)w->dev;
	c->st.st_ino = (ino_t)w->ino;
	c->st.st_mode = w->mode;
	c->st.st_size = (off_t)w->size;
	c->st.st_mtim.tv_sec = (time_t)w->mtime;
	c->st.st_mtim.tv_nsec = (long)w->mtime_ns;
	c->change.was = w->there ? &c->st : NULL;
}

void
step_change_init(struct step_change *c, const struct host *h,
    const char *path, const struct was *w, struct err *e)
{
	*c = (struct step_change){ .temp = "" };
	c->change.root = &h->root;
	c->change.path = path;
	c->change.e = e;
	set_was(c, w);
}

/* A dot at the beginning, and no more: that last resort is a folder in which
 * nothing better could be done. */
void
step_change_stage(struct step_change *c, const struct run *run,
    const struct record *r)
{
	(void)snprintf(c->temp, sizeof(c->temp), ".hm-%u-%u", run->j.run,
	    r->n);
	c->change.temp = c->temp;
	c->change.stage = run->folder;
}

int
step_change_old(struct step_change *c, const struct run *run,
    const struct record *r, struct buf *b)
{
	int rc;

	if (!r->step.was.there)
		return 0;
	rc = run_load(run, r, true, b, c->change.e);
	if (rc == 0) {
		c->change.old = b->p;
		c->change.old_len = b->len;
	}
	return rc;
}

int
step_change_as_it_is(struct step_change *c, struct err *e)
{
	struct stat st;
	int r = root_lstat(c->change.root, c->change.path, &st);

	if (r == -ENOENT) {
		c->change.was = NULL;
		return 0;
	}
	if (r < 0)
		return err_set(e, -r, "%s: %s", c->change.path,
		    strerror(-r));
	c->st = st;
	c->change.was = &c->st;
	return 0;
}
