/* What a shell runs when it ends: trap ... 0. */
#include "platforms/shell_trap.h"

#include <string.h>

#include "platforms/mta.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_scope.h"

static bool
is_number(const char *t)
{
	return *t != '\0' && t[strspn(t, "0123456789")] == '\0';
}

/* An action for a signal is not run by the boot; one that names an MTA may
 * be, as the script can signal itself (and bash knows DEBUG and ERR). */
void
sh_trap(struct sh *sh, const struct sh_call *c)
{
	struct sh_trap *t;
	const char *action;
	bool ends = false;
	size_t i = 1, k;

	sh_status(sh, 0, NULL);
	if (i < c->n && strcmp(c->argv[i], "--") == 0)
		i++;
	if (i >= c->n || (c->argv[i][0] == '-' && c->argv[i][1] != '\0'))
		return;
	action = c->argv[i];
	for (k = is_number(action) ? i : i + 1; k < c->n; k++)
		ends = ends || strcmp(c->argv[k], "0") == 0 ||
		    strcmp(c->argv[k], "EXIT") == 0 ||
		    sh_has_gap(c->argv[k]);
	if (strcmp(action, "-") == 0 || is_number(action) ||
	    *action == '\0') {
		if (ends)
			sh->st->at_exit = NULL;
		return;
	}
	if (!ends && !mta_mentioned(action, strlen(action)))
		return;
	t = sh_new(sh, sizeof(*t));
	if (t == NULL)
		return;
	*t = (struct sh_trap){ .text = action, .node = sh->here,
		.from = c->from, .why = c->why, .maybe = !ends };
	sh->st->at_exit = t;
}

void
sh_shell_begin(struct sh *sh, struct sh_scope *s)
{
	sh_scope_begin(sh, s, SH_SCOPE_SHELL);
	sh->st->at_exit = NULL;
}

static void
run(struct sh *sh, const struct sh_trap *t)
{
	const struct sh_node *here = sh->here;
	const struct sh_state was = *sh->st;
	struct sh_scope scope;

	if (sh_has_gap(t->text)) {
		if (!sh->st->dead)
			sh_doubt(sh, t->node->source->path, t->node->line,
			    "what runs when the script ends is not known");
		return;
	}
	sh->here = t->node;
	sh_scope_begin(sh, &scope, SH_SCOPE_SHELL);
	sh->st->errexit = false;
	sh->st->guard = sh_places(sh, sh->st->guard, t->from);
	if (t->maybe) {
		sh->st->doubt++;
		sh->st->reason = "it stands in a trap that may be set";
	}
	sh_eval_text(sh, t->text, t->node->source, t->node->line);
	sh_scope_end(sh, &scope);
	*sh->st = was;
	sh->here = here;
}

void
sh_shell_end(struct sh *sh, struct sh_scope *s)
{
	const struct sh_trap *t;

	sh_scope_end(sh, s);
	t = sh->st->at_exit;
	sh->st->at_exit = NULL;
	if (t != NULL && sh->stop == NULL)
		run(sh, t);
}
