/* Evaluates lists, branches, loops and pipes. */
#include "platforms/shell_eval.h"

#include <errno.h>
#include <string.h>

#include "platforms/shell_branch.h"
#include "platforms/shell_call.h"
#include "platforms/shell_expand.h"
#include "platforms/shell_file.h"
#include "platforms/shell_parse.h"
#include "platforms/shell_pattern.h"
#include "platforms/shell_redir.h"
#include "platforms/shell_scope.h"
#include "platforms/shell_trap.h"
#include "platforms/shell_world.h"

/* All files of one evaluation together. */
#define MAX_READ ((size_t)16 << 20)
#define MAX_FILES 400
/*
 * What is not reached starts nothing; it is looked at to tell what is
 * switched off. Start scripts have some hundred such commands at most, a
 * program that is written in shell has thousands.
 */
#define MAX_DEAD_STEPS 500

void
sh_print(struct sh *sh, const char *text, const struct place *from,
    const char *why)
{
	struct sh_output *o = sh->fd[1];

	if (o == NULL || (sh->st->dead && !o->dead) ||
	    sh->dead_depth > o->dead_depth)
		return;
	o->from = sh_places(sh, o->from, from);
	if (sh->st->guard != o->guard)
		o->from = sh_places(sh, o->from, sh->st->guard);
	if (sh->st->doubt > o->doubt) {
		text = sh_gap;
		why = sh->st->reason;
	}
	if (sh_has_gap(text) && o->why == NULL)
		o->why = why;
	for (; *text != '\0'; text++)
		if (*text != SH_GAP || o->text.len == 0 ||
		    o->text.p[o->text.len - 1] != SH_GAP)
			buf_addc(&o->text, *text == SH_MANY ? SH_GAP : *text);
}

void
sh_complain(struct sh *sh)
{
	struct sh_output *was = sh->fd[1];

	sh->fd[1] = sh->fd[2];
	sh_print(sh, sh_gap, NULL, "what an error says is not known");
	sh->fd[1] = was;
}

void
sh_subshell(struct sh *sh, struct sh_node *n)
{
	struct sh_state entry = *sh->st;
	struct sh_scope scope;

	sh_shell_begin(sh, &scope);
	sh_eval(sh, n);
	sh_shell_end(sh, &scope);
	entry.files = sh->st->files;
	entry.status = sh->st->status;
	entry.known = sh->st->known;
	entry.asked = sh->st->asked;
	entry.from = sh->st->from;
	entry.why = sh->st->why;
	*sh->st = entry;
}

struct sh_value
sh_command_output(struct sh *sh, struct sh_node *n)
{
	struct sh_output out = { .text = BUF_INIT(SH_MAX_TEXT - 1),
		.doubt = sh->st->doubt, .guard = sh->st->guard,
		.dead = sh->st->dead, .dead_depth = sh->dead_depth };
	struct sh_output *was = sh->fd[1];
	struct sh_value v = { .text = sh_gap };

	sh->fd[1] = &out;
	sh->outputs++;
	sh_subshell(sh, n);
	sh->fd[1] = was;
	while (out.text.len > 0 && out.text.p[out.text.len - 1] == '\n')
		out.text.len--;
	if (out.text.failed)
		v.why = "the output of a command is too long";
	else
		v.text = sh_copy(sh, out.text.len > 0 ? out.text.p : "",
		    out.text.len);
	if (v.why == NULL)
		v.why = out.why;
	v.from = sh_places(sh, out.from, sh->st->from);
	buf_release(&out.text);
	return v;
}

void
sh_eval_text(struct sh *sh, const char *text, const struct sh_source *source,
    unsigned line)
{
	struct sh_source *s = sh_new(sh, sizeof(*s));
	const char *error = NULL;
	struct sh_node *n;
	unsigned at;

	if (s == NULL)
		return;
	*s = (struct sh_source){ .path = source->path, .top = source->top,
		.base = line, .parent = source,
		.text = sh_copy(sh, text, strlen(text)) };
	s->len = strlen(s->text);
	n = sh_parse(&sh->pool, s, &error, &at);
	if (error != NULL)
		sh_doubt(sh, s->path, line, "%s", error);
	sh_eval(sh, n);
}

int
sh_eval_file(struct sh *sh, const char *path, bool top)
{
	static const struct sh_parsed nothing = { .done = true };
	const struct sh_parsed *p = &nothing;
	struct sh_file *f;
	const char *why;
	int r;

	r = sh_world_file(sh, path, &f);
	if (r != 0)
		return r;
	if (sh->read > MAX_READ || ++sh->files > MAX_FILES) {
		sh->stop = "too large to evaluate";
		return 1;
	}
	if (f != NULL)
		p = sh_file_parse(f, top);
	if (p->error != NULL)
		sh_doubt(sh, f->path, p->line, "%s", p->error);
	sh_status(sh, 0, NULL);
	sh_eval(sh, p->node);
	/* Some shells end there, others go on with what they read so far. */
	if (p->error != NULL && !top && !sh->st->dead) {
		why = sh_format(sh, "%.300s is broken: %s", f->path, p->error);
		sh_vars_lose(sh, why);
		sh_status_unknown(sh, NULL, why);
	}
	return 0;
}

static void
pipe_node(struct sh *sh, struct sh_node *n)
{
	struct sh_node *c;
	struct sh_output out, *was = sh->fd[1];
	struct sh_input in, *was_in = sh->in;
	const char *text;

	for (c = n->a; c != NULL && sh->stop == NULL; c = c->next) {
		if (c->next == NULL) {
			sh->fd[1] = was;
			sh_subshell(sh, c);
			break;
		}
		out = (struct sh_output){ .text = BUF_INIT(SH_MAX_TEXT - 1),
			.doubt = sh->st->doubt, .guard = sh->st->guard,
			.dead = sh->st->dead,
			.dead_depth = sh->dead_depth };
		sh->fd[1] = &out;
		sh_subshell(sh, c);
		text = out.text.failed ? sh_gap : sh_copy(sh,
		    out.text.len > 0 ? out.text.p : "", out.text.len);
		buf_release(&out.text);
		in = (struct sh_input){ .at = text, .from = out.from,
			.why = out.why };
		sh->in = &in;
	}
	sh->fd[1] = was;
	sh->in = was_in;
}

/* `&&` and `||`: the left side is a condition. */
static void
and_or(struct sh *sh, struct sh_node *n)
{
	struct sh_node *arms[2] = { NULL, NULL };

	sh->tested++;
	sh_eval(sh, n->a);
	sh->tested--;
	arms[n->kind == SH_AND ? 0 : 1] = n->b;
	sh_branch(sh, n->a, arms, true);
}

static void
if_node(struct sh *sh, struct sh_node *n)
{
	struct sh_node *arms[2] = { n->b, n->c };

	sh->tested++;
	sh_eval(sh, n->a);
	sh->tested--;
	sh_branch(sh, n->a, arms, false);
}

static void
not_node(struct sh *sh, struct sh_node *n)
{
	sh->tested++;
	sh_eval(sh, n->a);
	sh->tested--;
	sh->st->status = sh->st->known && sh->st->status == 0;
}

static void
end_or_go_on(struct sh *sh, void *arg, size_t i)
{
	if (i == 0)
		sh_jump(sh, SH_EXIT, 1);
	else
		sh_status(sh, 0, sh->st->from);
}

/* set -e (XCU 2.14, set). Of a command that is not known it is taken that it
 * does what it is called for; of a question nobody knows the answer. */
static void
exit_on_error(struct sh *sh)
{
	struct sh_state *st = sh->st;

	if (!st->errexit || sh->tested != 0 || st->dead)
		return;
	if (st->known && st->status != 0)
		sh_jump(sh, SH_EXIT, 1);
	else if (!st->known && st->asked)
		sh_choose(sh, &(struct sh_ways){ .go = end_or_go_on,
			.n = 2 }, st->from, st->why);
}

static void
define(struct sh *sh, struct sh_node *n)
{
	struct sh_function *f = sh_new(sh, sizeof(*f));

	if (f == NULL || (f->dead_runs = sh_new(sh, sizeof(unsigned))) == NULL)
		return;
	f->node = n;
	sh_map_set(sh, &sh->st->functions, n->name, f);
	sh_status(sh, 0, NULL);
}

static void
compound(struct sh *sh, struct sh_node *n)
{
	struct sh_node *c;

	switch (n->kind) {
	case SH_LIST:
		for (c = n->a; c != NULL && sh->stop == NULL; c = c->next)
			sh_eval(sh, c);
		break;
	case SH_GROUP:
		sh_eval(sh, n->a);
		break;
	case SH_SUBSHELL:
		sh_subshell(sh, n->a);
		exit_on_error(sh);
		break;
	case SH_BACKGROUND:
		sh_subshell(sh, n->a);
		sh_status(sh, 0, NULL);
		break;
	case SH_PIPE:
		pipe_node(sh, n);
		exit_on_error(sh);
		break;
	case SH_AND:
	case SH_OR:
		and_or(sh, n);
		break;
	case SH_NOT:
		not_node(sh, n);
		break;
	case SH_IF:
		if_node(sh, n);
		break;
	case SH_WHILE:
	case SH_UNTIL:
		sh_while(sh, n);
		break;
	case SH_FOR:
		sh_for(sh, n);
		break;
	case SH_CASE:
		sh_case(sh, n);
		break;
	case SH_FUNCTION:
		define(sh, n);
		break;
	case SH_SIMPLE:
		sh_simple(sh, n);
		exit_on_error(sh);
		break;
	}
}

/* Inside of dead_arm() it is asked whether a way would leave here. */
static bool
is_passed_over(struct sh *sh)
{
	return sh->st->dead && ((sh->options->dead_idle &&
	    sh->dead_depth == 0) || ++sh->dead_steps > MAX_DEAD_STEPS);
}

void
sh_eval(struct sh *sh, struct sh_node *n)
{
	const struct sh_node *was = sh->here;
	struct sh_redirected saved;

	if (n == NULL || sh->stop != NULL || is_passed_over(sh))
		return;
	if (++sh->steps > SH_MAX_STEPS) {
		sh->stop = "too large to evaluate";
		return;
	}
	if (sh->depth >= SH_MAX_DEPTH) {
		/* A branch that is not taken may come to itself. */
		if (sh->st->dead)
			return;
		sh->stop = "nested too deeply to evaluate";
		return;
	}
	sh->depth++;
	sh->here = n;
	if (n->kind == SH_SIMPLE || n->redirs == NULL) {
		compound(sh, n);
	} else if (sh_redirect(sh, n->redirs, &saved)) {
		compound(sh, n);
		sh_redirect_end(sh, &saved);
	}
	sh->here = was;
	sh->depth--;
}
