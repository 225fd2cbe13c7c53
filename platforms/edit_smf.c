/* SMF: an instance is switched off by the next boot (smf_bootstrap(5)). */
#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"
#include "platforms/smf_state.h"

/* One line for each instance that starts an MTA, so that every starter has
 * the same edit. */
int
edit_smf(struct edit_job *j, struct err *e)
{
	struct pool *p = &j->plan->pool;
	struct strv units = { .n = 0 };
	const struct starter *s;
	const char *text;
	struct edit_file f;
	size_t i;
	int r;

	if (j->turn > 0 || j->starter->unit == NULL)
		return 0;
	r = edit_open(j, SMF_UPGRADE, &f, e);
	if (r <= 0)
		return r;
	for (s = j->facts->starters; r >= 0 && s != NULL; s = s->next)
		if (s->unit != NULL && s->at_boot != TRI_NO &&
		    strcmp(s->mechanism, "smf") == 0 && s->mta != NULL &&
		    strcmp(s->mta, j->starter->mta) == 0 &&
		    !strv_has(&units, s->unit))
			r = strv_push(p, &units, s->unit);
	text = edit_gap(&f);
	for (i = 0; r >= 0 && text != NULL && i < units.n; i++)
		text = pool_join(p, text, "svcadm disable ", units.v[i],
		    "\n", NULL);
	if (r < 0 || text == NULL)
		return -ENOMEM;
	return units.n == 0 ? 0 : edit_span(j, &f, f.len, f.len, text, e);
}
