/* Switches that are files: what a flag says, whether a script may be run. */
#include <errno.h>

#include "platforms/edit_file.h"

int
edit_flag(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	const char *with;
	int r;

	if (j->turn > 0)
		return 0;
	r = edit_open(j, j->recipe->file, &f, e);
	if (r <= 0 || !f.was.there)
		return r < 0 ? r : 0;
	with = pool_printf(&j->plan->pool, "%s%s", j->recipe->set,
	    edit_eol(&f));
	if (with == NULL)
		return -ENOMEM;
	return edit_span(j, &f, 0, f.len, with, e);
}

int
edit_hold(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	const char *path, *with;
	int r;

	if (j->turn > 0 || j->starter->at.path == NULL)
		return 0;
	path = pool_join(&j->plan->pool, j->starter->at.path, ".stop", NULL);
	if (path == NULL)
		return -ENOMEM;
	r = edit_open(j, path, &f, e);
	if (r <= 0 || f.was.there)
		return r < 0 ? r : 0;
	with = pool_printf(&j->plan->pool, "%s%s", j->recipe->set,
	    edit_eol(&f));
	return with == NULL ? -ENOMEM : edit_span(j, &f, 0, 0, with, e);
}

int
edit_executable(struct edit_job *j, struct err *e)
{
	struct edit_file f;
	struct step *s;
	int r;

	if (j->turn > 0 || j->starter->at.path == NULL)
		return 0;
	r = edit_open(j, j->starter->at.path, &f, e);
	if (r <= 0 || !f.was.there || (f.was.mode & 0111) == 0)
		return r < 0 ? r : 0;
	s = plan_step(j->plan, STEP_MODE, PHASE_CONFIGURATION);
	if (s == NULL)
		return -ENOMEM;
	s->path = f.path;
	s->was = f.was;
	s->mode = f.was.mode & ~(mode_t)0111;
	s->why = j->recipe->why;
	return 1;
}
