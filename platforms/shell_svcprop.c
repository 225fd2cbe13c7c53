/* Evaluates svcprop(1) of Solaris. */
#include "platforms/shell_svcprop.h"

#include <string.h>

#include "platforms/shell_builtin.h"
#include "platforms/shell_eval.h"
#include "platforms/smf_state.h"

/* "svcprop [-cq] -p NAME FMRI": one property of one instance. */
struct question {
	const char *name, *fmri;
	bool quiet;
};

static bool
read_words(const struct sh_call *c, struct question *q)
{
	const char *w;
	size_t i;

	for (i = 1; i < c->n; i++) {
		w = c->argv[i];
		if (sh_has_gap(w))
			return false;
		if (strcmp(w, "-p") == 0 && i + 1 < c->n)
			q->name = c->argv[++i];
		else if (strncmp(w, "-p", 2) == 0)
			q->name = w + 2;
		else if (strcmp(w, "-q") == 0)
			q->quiet = true;
		else if (strcmp(w, "-c") == 0 || strcmp(w, "-C") == 0)
			continue;
		else if (*w == '-' || q->fmri != NULL)
			return false;
		else
			q->fmri = w;
	}
	return q->name != NULL && q->fmri != NULL && !sh_has_gap(q->name);
}

void
sh_svcprop(struct sh *sh, const struct sh_call *c)
{
	struct question q = { .name = NULL };
	enum tri known = TRI_UNKNOWN;
	const char *value = NULL, *why;

	if (read_words(c, &q)) {
		value = sh->options->local_only;
		if (value != NULL && strcmp(q.name, "config/local_only") == 0)
			known = TRI_YES;
		else
			known = smf_property(sh->host, &sh->pool, q.fmri,
			    q.name, &value, NULL);
	}
	if (known == TRI_YES && value != NULL) {
		if (!q.quiet)
			sh_print(sh, sh_format(sh, "%s\n", *value == '\0' ?
			    "\"\"" : value), c->from, NULL);
		sh_status(sh, 0, c->from);
		return;
	}
	if (known == TRI_NO) {
		sh_status(sh, 1, c->from);
		return;
	}
	why = q.name == NULL || q.fmri == NULL ? "what svcprop says is not "
	    "known" : sh_format(sh, "SMF keeps it in " SMF_REPOSITORY
	    ", and `svcprop -p %s %s` tells", q.name, q.fmri);
	if (!q.quiet)
		sh_print(sh, sh_gap, c->from, why);
	sh_status_unknown(sh, c->from, why);
}
