/* Evaluates the built-in commands. */
#include "platforms/shell_builtin.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/num.h"
#include "platforms/mta.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_external.h"
#include "platforms/shell_input.h"
#include "platforms/shell_lookup.h"
#include "platforms/shell_scope.h"
#include "platforms/shell_test.h"
#include "platforms/shell_trap.h"
#include "platforms/shell_world.h"

static void
do_true(struct sh *sh, const struct sh_call *c)
{
	sh_status(sh, 0, NULL);
}

static void
do_false(struct sh *sh, const struct sh_call *c)
{
	sh_status(sh, 1, NULL);
}

/* The status or count in argv[1]: -1 when it is not known or none. */
static long
number(const struct sh_call *c, long missing)
{
	long long n;

	if (c->n < 2)
		return missing;
	return num_parse(c->argv[1], strlen(c->argv[1]), 0, 255, &n) < 0 ?
	    -1 : (long)n;
}

static void
leave(struct sh *sh, const struct sh_call *c, enum sh_jump jump)
{
	long n = number(c, 0);

	if (c->n > 1 && n >= 0)
		sh_status(sh, (int)n, c->from);
	else if (c->n > 1)
		sh_status_unknown(sh, c->from, c->why);
	sh_jump(sh, jump, 1);
}

static void
do_exit(struct sh *sh, const struct sh_call *c)
{
	leave(sh, c, SH_EXIT);
}

static void
do_return(struct sh *sh, const struct sh_call *c)
{
	leave(sh, c, SH_RETURN);
}

static void
do_break(struct sh *sh, const struct sh_call *c)
{
	long n = number(c, 1);

	sh_status(sh, 0, NULL);
	sh_jump(sh, SH_BREAK, n > 0 ? (unsigned)n : 1);
}

static void
do_continue(struct sh *sh, const struct sh_call *c)
{
	long n = number(c, 1);

	sh_status(sh, 0, NULL);
	sh_jump(sh, SH_CONTINUE, n > 0 ? (unsigned)n : 1);
}

/* The file may have set anything, and may have started anything. */
static void
lose_to(struct sh *sh, const char *path)
{
	const char *full = sh_world_path(sh, path);

	sh_doubt(sh, full != NULL ? full : path, 0, "%s", sh->unread);
	sh_vars_lose(sh, sh_format(sh, "%.300s cannot be read: %s", path,
	    sh->unread));
}

/* The file of `.`: by $PATH when it has no slash, then here. */
static void
do_dot(struct sh *sh, const struct sh_call *c)
{
	struct sh_frame frame = { .up = sh->frame, .call = sh->here };
	const struct sh_params *params = sh->st->params;
	struct sh_scope scope;
	const char *path;
	int r;

	if (c->n < 2 || sh_has_gap(c->argv[1])) {
		if (!sh->st->dead)
			sh_doubt(sh, sh->here->source->path, sh->here->line,
			    "which file is read here is not known");
		sh_status_unknown(sh, c->from, c->why);
		return;
	}
	path = sh_world_find(sh, c->argv[1]);
	if (path == NULL)
		path = c->argv[1];
	sh->frame = &frame;
	if (c->n > 2)
		sh_set_params(sh, c->fields->next->next);
	sh_scope_begin(sh, &scope, SH_SCOPE_CALL);
	r = sh_eval_file(sh, path, false);
	sh_scope_end(sh, &scope);
	if (c->n > 2)
		sh->st->params = params;
	sh->frame = frame.up;
	if (r == 0)
		return;
	/* A strict shell would end here; the tree may be a part of the
	 * host, and a verdict must not hang on a missing library. */
	sh_status(sh, 1, c->from);
	if (r > 0)
		sh_status_unknown(sh, c->from, sh->unread);
	if (!sh->st->dead && r > 0)
		lose_to(sh, path);
	else if (!sh->st->dead && !sh_is_library(path))
		sh_doubt(sh, sh->here->source->path, sh->here->line,
		    "%s is read here, but cannot be", path);
}

/* What text that is not known to its end may change: a variable that it
 * begins with, the parameters of `set`, or anything. */
static void
lose(struct sh *sh, const struct sh_call *c, const char *text)
{
	static const char many[] = { SH_MANY, '\0' };
	size_t n;

	text += strspn(text, " \t");
	n = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "0123456789_");
	if (n > 0 && text[n] == '=') {
		sh_var_set(sh, sh_copy(sh, text, n), sh_gap, c->from, c->why);
		return;
	}
	sh_set_params(sh, &(struct sh_field){ .text = many, .from = c->from,
		.why = c->why });
	if (n != 3 || memcmp(text, "set", 3) != 0)
		sh_vars_lose(sh, c->why);
}

static void
do_eval(struct sh *sh, const struct sh_call *c)
{
	struct buf b = BUF_INIT(SH_MAX_TEXT - 1);
	struct sh_frame frame = { .up = sh->frame, .call = sh->here };
	const char *text;
	size_t i;

	for (i = 1; i < c->n; i++) {
		if (i > 1)
			buf_addc(&b, ' ');
		buf_adds(&b, c->argv[i]);
	}
	text = sh_copy(sh, b.len > 0 ? b.p : "", b.len);
	buf_release(&b);
	sh_status(sh, 0, c->from);
	if (sh_has_gap(text)) {
		sh_status_unknown(sh, c->from, c->why);
		if (!sh->st->dead)
			sh_doubt(sh, sh->here->source->path, sh->here->line,
			    "the text that is evaluated here is not known");
		lose(sh, c, text);
		return;
	}
	sh->frame = &frame;
	sh_eval_text(sh, text, sh->here->source, sh->here->line);
	sh->frame = frame.up;
}

static void
do_exec(struct sh *sh, const struct sh_call *c)
{
	struct sh_field *f = c->fields->next;

	while (f != NULL && f->text[0] == '-')
		f = f->next;
	if (f == NULL)
		return;
	sh->st->at_exit = NULL;
	sh_run_fields(sh, f, false);
	sh_jump(sh, SH_EXIT, 1);
}

static void
do_shift(struct sh *sh, const struct sh_call *c)
{
	const struct sh_params *p = sh->st->params;
	struct sh_params *q;
	long n = number(c, 1), have = sh_param_count(sh);
	size_t i;

	if (n < 0 || (size_t)n > p->n || (have < 0 && n > 0 && p->n > 0 &&
	    strchr(p->v[0].text, SH_MANY) != NULL)) {
		sh_status(sh, have >= 0 && n >= 0, NULL);
		return;
	}
	q = sh_new(sh, sizeof(*q) + p->n * sizeof(q->v[0]));
	if (q == NULL)
		return;
	for (i = (size_t)n; i < p->n; i++)
		q->v[q->n++] = p->v[i];
	sh->st->params = q;
	sh_status(sh, 0, NULL);
}

static void
do_set(struct sh *sh, const struct sh_call *c)
{
	struct sh_field *f = c->fields->next;
	bool any = false, on;

	for (; f != NULL && (f->text[0] == '-' || f->text[0] == '+') &&
	    f->text[1] != '\0'; f = f->next) {
		any = true;
		if (strcmp(f->text, "--") == 0) {
			f = f->next;
			sh_set_params(sh, f);
			sh_status(sh, 0, NULL);
			return;
		}
		on = f->text[0] == '-';
		if (strchr(f->text, 'e') != NULL)
			sh->st->errexit = on;
		if (strchr(f->text, 'f') != NULL)
			sh->st->noglob = on;
		if (f->text[strlen(f->text) - 1] == 'o' && f->next != NULL) {
			f = f->next;
			if (strcmp(f->text, "errexit") == 0)
				sh->st->errexit = on;
			if (strcmp(f->text, "noglob") == 0)
				sh->st->noglob = on;
		}
	}
	if (f != NULL && strcmp(f->text, "-") == 0)
		f = f->next;
	if (f != NULL || !any)
		sh_set_params(sh, f);
	sh_status(sh, 0, NULL);
}

static void
do_unset(struct sh *sh, const struct sh_call *c)
{
	size_t i;
	bool functions = false;

	for (i = 1; i < c->n; i++) {
		if (c->argv[i][0] == '-')
			functions = c->argv[i][1] == 'f';
		else if (functions)
			sh_map_set(sh, &sh->st->functions, c->argv[i], NULL);
		else
			sh_var_unset(sh, c->argv[i]);
	}
	sh_status(sh, 0, NULL);
}

/* export, readonly, local, typeset: NAME or NAME=value. */
static void
declare(struct sh *sh, const struct sh_call *c, bool local, bool exported)
{
	const struct sh_field *f;
	const struct sh_value *old;
	struct sh_value *v;
	struct sh_entry *e;
	struct sh_frame *frame = sh->frame;
	const char *name;
	size_t n;

	while (local && frame != NULL && !frame->function)
		frame = frame->up;
	sh_status(sh, 0, NULL);
	for (f = c->fields->next; f != NULL; f = f->next) {
		n = strcspn(f->text, "=");
		if (f->text[0] == '-' || n == 0)
			continue;
		name = sh_copy(sh, f->text, n);
		if (sh_has_gap(name))
			continue;
		old = sh_var(sh, name);
		if (f->text[n] == '=' && sh_is_constant(sh, name))
			return;
		e = local && frame != NULL ? sh_new(sh, sizeof(*e)) : NULL;
		if (e != NULL) {
			*e = (struct sh_entry){ .next = frame->locals,
				.name = name, .value = old };
			frame->locals = e;
		}
		v = sh_new(sh, sizeof(*v));
		if (v == NULL)
			return;
		if (f->text[n] == '=')
			*v = (struct sh_value){ .text = sh_one_word(sh,
				f->text + n + 1), .why = f->why,
				.from = sh_places(sh, sh_places(sh,
				sh_place(sh, sh->here->source,
				sh->here->line), f->from), sh->st->guard) };
		else if (old != NULL)
			*v = *old;
		else
			continue;
		v->constant = strcmp(c->argv[0], "readonly") == 0;
		v->exported = exported || (old != NULL && old->exported);
		sh_var_value(sh, name, v);
	}
}

static void
do_export(struct sh *sh, const struct sh_call *c)
{
	declare(sh, c, false, true);
}

static void
do_readonly(struct sh *sh, const struct sh_call *c)
{
	declare(sh, c, false, false);
}

static void
do_local(struct sh *sh, const struct sh_call *c)
{
	declare(sh, c, true, false);
}

/* Not expanded by bash in a script, but by other shells. */
static void
do_alias(struct sh *sh, const struct sh_call *c)
{
	size_t i;

	sh_status(sh, 0, NULL);
	for (i = 1; i < c->n && !sh->st->dead; i++)
		if (mta_mentioned(c->argv[i], strlen(c->argv[i])))
			sh_doubt(sh, sh->here->source->path, sh->here->line,
			    "an alias for an MTA is not followed");
}

static const struct builtin {
	const char *name;
	void (*run)(struct sh *, const struct sh_call *);
	bool special;
} builtins[] = {
	{ .name = ":", .run = do_true, .special = true },
	{ .name = ".", .run = do_dot, .special = true },
	{ .name = "source", .run = do_dot },
	{ .name = "break", .run = do_break, .special = true },
	{ .name = "continue", .run = do_continue, .special = true },
	{ .name = "eval", .run = do_eval, .special = true },
	{ .name = "exec", .run = do_exec, .special = true },
	{ .name = "exit", .run = do_exit, .special = true },
	{ .name = "export", .run = do_export, .special = true },
	{ .name = "readonly", .run = do_readonly, .special = true },
	{ .name = "return", .run = do_return, .special = true },
	{ .name = "set", .run = do_set, .special = true },
	{ .name = "shift", .run = do_shift, .special = true },
	{ .name = "times", .run = do_true, .special = true },
	{ .name = "trap", .run = sh_trap, .special = true },
	{ .name = "unset", .run = do_unset, .special = true },
	{ .name = "local", .run = do_local },
	{ .name = "typeset", .run = do_local },
	{ .name = "declare", .run = do_local },
	{ .name = "true", .run = do_true },
	{ .name = "false", .run = do_false },
	{ .name = "cd", .run = sh_cd },
	{ .name = "pwd", .run = sh_pwd },
	{ .name = "command", .run = sh_command_builtin },
	{ .name = "builtin", .run = sh_command_builtin },
	{ .name = "type", .run = sh_which },
	{ .name = "which", .run = sh_which },
	{ .name = "whence", .run = sh_which },
	{ .name = "umask", .run = do_true },
	{ .name = "ulimit", .run = do_true },
	{ .name = "wait", .run = do_true },
	{ .name = "alias", .run = do_alias },
	{ .name = "unalias", .run = do_true },
	{ .name = "hash", .run = do_true },
	{ .name = "shopt", .run = do_true },
	{ .name = "read", .run = sh_read },
	{ .name = "getopts", .run = sh_getopts },
	{ .name = "test", .run = sh_test },
	{ .name = "[", .run = sh_test },
	{ .name = "[[", .run = sh_test },
};

static const struct builtin *
find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(builtins) / sizeof(builtins[0]); i++)
		if (builtins[i].name[0] == name[0] &&
		    builtins[i].name[1] == name[1] &&
		    strcmp(builtins[i].name, name) == 0)
			return &builtins[i];
	return NULL;
}

bool
sh_builtin_is(const char *name)
{
	return find(name) != NULL;
}

bool
sh_builtin_is_special(const char *name)
{
	const struct builtin *b = find(name);

	return b != NULL && b->special;
}

bool
sh_builtin(struct sh *sh, const struct sh_call *c)
{
	const char *name = c->argv[0], *slash = strrchr(name, '/');
	const struct builtin *b;

	/* /bin/true, /usr/bin/test, /usr/bin/[ do as the built-in does. */
	if (slash != NULL && (strcmp(slash, "/true") == 0 ||
	    strcmp(slash, "/false") == 0 || strcmp(slash, "/test") == 0 ||
	    strcmp(slash, "/[") == 0 || strcmp(slash, "/which") == 0 ||
	    strcmp(slash, "/pwd") == 0))
		name = slash + 1;
	b = find(name);
	if (b == NULL)
		return false;
	b->run(sh, c);
	return true;
}
