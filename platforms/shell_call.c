/* Evaluates simple commands. */
#include "platforms/shell_call.h"

#include <string.h>

#include "platforms/shell_branch.h"
#include "platforms/shell_builtin.h"
#include "platforms/shell_command.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_external.h"
#include "platforms/shell_first.h"
#include "platforms/shell_record.h"
#include "platforms/shell_redir.h"
#include "platforms/shell_scope.h"
#include "platforms/shell_trap.h"
#include "platforms/shell_world.h"

/* Calls of one function in branches that are not taken. */
#define MAX_DEAD_RUNS 8
#define MAX_CALL_DEPTH (SH_MAX_DEPTH - 40)
#define MAX_SCRIPTS 6
/* Several calls of itself in one function are as many as there are commands
 * until all steps are used up: so many ends are enough. */
#define MAX_ENDLESS 64

void
sh_set_params(struct sh *sh, const struct sh_field *fields)
{
	const struct sh_field *f;
	struct sh_params *p;
	size_t n = 0;

	for (f = fields; f != NULL; f = f->next)
		n++;
	p = sh_new(sh, sizeof(*p) + n * sizeof(p->v[0]));
	if (p == NULL)
		return;
	for (f = fields; f != NULL; f = f->next)
		p->v[p->n++] = (struct sh_value){ .text = f->text,
			.from = f->from, .why = f->why };
	sh->st->params = p;
}

static bool
prepare(struct sh *sh, struct sh_call *call, struct sh_field *fields)
{
	struct sh_field *f;
	size_t n = 0;

	*call = (struct sh_call){ .fields = fields, .known = true };
	for (f = fields; f != NULL; f = f->next)
		n++;
	call->argv = sh_new(sh, (n + 1) * sizeof(*call->argv));
	if (call->argv == NULL)
		return false;
	for (f = fields; f != NULL; f = f->next) {
		call->argv[call->n++] = f->text;
		call->from = sh_places(sh, call->from, f->from);
		if (sh_has_gap(f->text)) {
			call->known = false;
			if (call->why == NULL)
				call->why = f->why;
		}
	}
	return true;
}

void
sh_restore_locals(struct sh *sh, struct sh_frame *f)
{
	const struct sh_entry *e;

	for (e = f->locals; e != NULL; e = e->next)
		sh_var_value(sh, e->name, e->value);
	f->locals = NULL;
}

static void
call_function(struct sh *sh, const struct sh_function *fn,
    struct sh_call *call)
{
	struct sh_frame frame = { .up = sh->frame, .call = sh->here,
		.function = true };
	const struct sh_params *params = sh->st->params;
	struct sh_scope scope;
	struct words w;

	if ((sh->st->dead && ++*fn->dead_runs > MAX_DEAD_RUNS) ||
	    sh->depth > MAX_CALL_DEPTH) {
		if (!sh->st->dead && ++sh->endless > MAX_ENDLESS)
			sh->stop = "too large to evaluate";
		sh_status_unknown(sh, NULL, "a function calls itself");
	} else {
		sh->frame = &frame;
		sh_set_params(sh, call->fields->next);
		sh_scope_begin(sh, &scope, SH_SCOPE_CALL);
		sh_eval(sh, fn->node->a);
		sh_scope_end(sh, &scope);
		sh_restore_locals(sh, &frame);
		sh->st->params = params;
		sh->frame = frame.up;
	}
	/* A start function whose inside we could not follow: what it is
	 * known to do with its words. */
	w = sh_words(sh, call->fields);
	if (frame.records == 0 && sh_wrapper_name(call->argv[0]) &&
	    sh_record_wrapped(sh, &w, call->from))
		sh_status(sh, 0, NULL);
}

bool
sh_is_constant(struct sh *sh, const char *name)
{
	const struct sh_value *v = sh_var(sh, name);

	if (v == NULL || !v->constant)
		return false;
	sh_complain(sh);
	sh_status(sh, 2, v->from);
	sh_jump(sh, SH_EXIT, 1);
	return true;
}

/* The value of an assignment, with its own line as the first place. */
static void
assign(struct sh *sh, const struct sh_node *n, const struct sh_assign *a)
{
	struct sh_value v = sh_expand_text(sh, a->value);
	const struct sh_value *old;
	const struct place *here = sh_place(sh, n->source, a->line);

	if (sh_is_constant(sh, a->name))
		return;
	if (a->append && (old = sh_var(sh, a->name)) != NULL) {
		v.from = sh_places(sh, v.from, old->from);
		v.text = sh_format(sh, "%s%s", old->text, v.text);
	}
	v.from = sh_places(sh, sh_places(sh, here, v.from), sh->st->guard);
	if (strcmp(a->name, "PATH") == 0 || strcmp(a->name, "IFS") == 0)
		v.from = NULL;	/* they say nothing of the command */
	sh_var_set(sh, a->name, v.text, v.from, v.why);
}

static bool
is_unknown_name(const struct sh_call *call)
{
	return sh_has_gap(call->argv[0]);
}

/* The program is not known: perhaps a prefix such as $NICE, perhaps the MTA
 * itself. */
static void
unknown_name(struct sh *sh, const struct sh_call *call)
{
	struct sh_field *f = call->fields;
	struct words w;
	size_t i;

	sh_print(sh, sh_gap, call->from, call->why);
	sh_status_unknown(sh, call->from, call->why);
	while (f != NULL && strcmp(f->text, "\002") == 0)
		f = f->next;
	if (f != NULL && f != call->fields && !sh_has_gap(f->text)) {
		w = sh_words(sh, f);
		if (sh_is_wanted(sh, &w)) {
			sh_record_maybe(sh, &w, call->from, call->why);
			return;
		}
	}
	for (i = 1; i < call->n && !sh->st->dead; i++)
		if (strncmp(call->argv[i], "-b", 2) == 0 ||
		    strncmp(call->argv[i], "-q", 2) == 0) {
			sh_doubt(sh, sh->here->source->path, sh->here->line,
			    "the program that is run here is not known: %s",
			    call->why != NULL ? call->why : "");
			return;
		}
}

/* Where somebody reads the errors too: what failed may have said so. Those
 * that answer a question fail in silence. */
static void
say_why(struct sh *sh, const struct sh_call *call)
{
	static const char *const silent[] = { "[", "test", "false", "grep",
		"egrep", "fgrep", "expr", "return", "exit", "read",
		"command", "eval", ".", NULL };
	const char *slash = strrchr(call->argv[0], '/');
	const char *name = slash != NULL ? slash + 1 : call->argv[0];
	size_t i;

	if (sh->fd[2] == NULL || (sh->st->known && sh->st->status == 0))
		return;
	for (i = 0; silent[i] != NULL; i++)
		if (strcmp(silent[i], name) == 0 && sh->st->known &&
		    sh->st->status < 2)
			return;
	sh_complain(sh);
}

/* No function of the script. */
static void
call_command(struct sh *sh, struct sh_call *call)
{
	if (!sh_builtin(sh, call) && !sh_command(sh, call))
		sh_external(sh, call);
	say_why(sh, call);
}

struct calling {
	const struct sh_function *fn;
	struct sh_call *call;
};

static void
call_one(struct sh *sh, void *arg, size_t i)
{
	const struct calling *c = arg;
	const struct sh_function *fn = c->fn;

	for (; i > 0; i--)
		fn = fn->other;
	if (fn->node != NULL)
		call_function(sh, fn, c->call);
	else
		call_command(sh, c->call);
}

/* Which function has that name depends on the way that led here. */
static void
call_any(struct sh *sh, const struct sh_function *fn, struct sh_call *call)
{
	struct calling c = { .fn = fn, .call = call };
	struct sh_ways ways = { .go = call_one, .arg = &c };

	for (; fn != NULL; fn = fn->other)
		ways.n++;
	if (ways.n == 1)
		call_one(sh, &c, 0);
	else
		sh_choose(sh, &ways, NULL, sh_format(sh, "which function "
		    "`%.60s` is, if any, is not known", call->argv[0]));
}

void
sh_run_fields(struct sh *sh, struct sh_field *fields, bool functions)
{
	const struct sh_function *fn;
	struct sh_call call;

	if (fields == NULL) {
		sh_status(sh, 0, NULL);
		return;
	}
	if (sh->depth >= SH_MAX_DEPTH) {
		if (sh->st->dead)
			return;
		sh->stop = "nested too deeply to evaluate";
		return;
	}
	if (!prepare(sh, &call, fields))
		return;
	sh->depth++;
	fn = functions ? sh_map_get(&sh->st->functions, call.argv[0]) : NULL;
	if (is_unknown_name(&call)) {
		unknown_name(sh, &call);
		say_why(sh, &call);
	} else if (fn != NULL) {
		call_any(sh, fn, &call);
	} else {
		call_command(sh, &call);
	}
	sh->depth--;
}

/* Assignments in front of a command hold while it runs; those in front of a
 * special built-in stay (XCU 2.14). */
static void
run_with(struct sh *sh, struct sh_node *n, struct sh_field *fields)
{
	struct sh_frame saved = { .locals = NULL };
	const struct sh_assign *a;
	struct sh_entry *e;
	struct sh_value *v;

	for (a = n->assigns; a != NULL; a = a->next) {
		e = sh_new(sh, sizeof(*e));
		v = sh_new(sh, sizeof(*v));
		if (e == NULL || v == NULL)
			return;
		e->name = a->name;
		e->value = sh_var(sh, a->name);
		e->next = saved.locals;
		saved.locals = e;
		assign(sh, n, a);
		*v = *sh_var(sh, a->name);
		v->exported = true;
		sh_var_value(sh, a->name, v);
	}
	sh_run_fields(sh, fields, true);
	if (!sh_builtin_is_special(fields->text))
		sh_restore_locals(sh, &saved);
}

void
sh_simple(struct sh *sh, struct sh_node *n)
{
	struct sh_redirected saved;
	struct sh_field *fields;
	const struct sh_assign *a;
	unsigned outputs = sh->outputs;
	bool exec;

	fields = sh_expand_fields(sh, n->words);
	if (fields == NULL) {
		for (a = n->assigns; a != NULL; a = a->next)
			assign(sh, n, a);
		/* The status is that of the last $(...), if any. */
		if (sh->outputs == outputs)
			sh_status(sh, 0, NULL);
		if (n->redirs != NULL && sh_redirect(sh, n->redirs, &saved))
			sh_redirect_end(sh, &saved);
		return;
	}
	exec = strcmp(fields->text, "exec") == 0 && fields->next == NULL;
	if (n->redirs == NULL) {
		run_with(sh, n, fields);
	} else if (exec) {
		sh_redirect_keep(sh, n->redirs);
	} else if (sh_redirect(sh, n->redirs, &saved)) {
		run_with(sh, n, fields);
		sh_redirect_end(sh, &saved);
	}
}

static bool
same_params(const struct sh_params *a, const struct sh_params *b)
{
	size_t i;

	if (a == NULL || b == NULL || a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (strcmp(a->v[i].text, b->v[i].text) != 0)
			return false;
	return true;
}

/* Is this script with these words being run already? */
static bool
is_running(const struct sh *sh, const char *path)
{
	const struct sh_running *r;

	for (r = sh->running; r != NULL; r = r->up)
		if (strcmp(r->path, path) == 0 &&
		    same_params(r->params, sh->st->params))
			return true;
	return false;
}

/* $1 becomes the path, and the arguments move up. */
static void
push_front(struct sh *sh, const char *path)
{
	const struct sh_params *p = sh->st->params;
	struct sh_params *q = sh_new(sh, sizeof(*q) + (p->n + 1) *
	    sizeof(q->v[0]));

	if (q == NULL)
		return;
	q->n = p->n + 1;
	q->v[0] = (struct sh_value){ .text = path };
	memcpy(q->v + 1, p->v, p->n * sizeof(p->v[0]));
	sh->st->params = q;
}

/* By the script that its first line names; to the place rule that line is
 * the command. */
static int
interpret(struct sh *sh, const char *path, const char *interpreter, bool top)
{
	struct sh_frame frame = { .up = sh->frame };
	struct sh_node *n = sh_new(sh, sizeof(*n));
	struct sh_source *s = sh_new(sh, sizeof(*s));
	const char *text = "";
	int r;

	if (n == NULL || s == NULL || sh_world_read(sh, path, &text) != 0)
		return 1;
	*s = (struct sh_source){ .path = sh_world_path(sh, path), .top = top,
		.text = text, .len = strlen(text) };
	*n = (struct sh_node){ .kind = SH_SIMPLE, .source = s, .line = 1 };
	frame.call = n;
	sh->frame = &frame;
	push_front(sh, path);
	sh->zero = interpreter;
	r = sh_eval_file(sh, interpreter, false);
	sh->frame = frame.up;
	return r;
}

/*
 * On a way that is not taken (`test -x /usr/xpg4/bin/sh && exec
 * /usr/xpg4/bin/sh "$0" "$@"`) a script that is at work already has nothing
 * in it that was not seen: its arms are all looked at, taken or not.
 */
int
sh_execute(struct sh *sh, const char *path, bool executed, bool top)
{
	const char *interpreter = executed ? sh_first_line(sh, path) : NULL;
	struct sh_running running = { .up = sh->running, .path = path,
		.params = sh->st->params };
	int r;

	if (sh->st->dead && is_running(sh, path)) {
		sh_status_unknown(sh, NULL, "a script runs itself");
		return 0;
	}
	sh->running = &running;
	if (interpreter != NULL) {
		r = interpret(sh, path, interpreter, top);
	} else {
		sh->zero = path;
		r = sh_eval_file(sh, path, top);
	}
	sh->running = running.up;
	return r;
}

bool
sh_run_script(struct sh *sh, const struct sh_call *call, const char *path,
    size_t first)
{
	struct sh_frame frame = { .up = sh->frame, .call = sh->here };
	struct sh_state entry = *sh->st;
	const char *zero = sh->zero, *text;
	struct sh_field *f = call->fields;
	const struct sh_entry *e;
	const struct sh_value *v;
	struct sh_scope scope;
	size_t i;

	if (sh->scripts >= MAX_SCRIPTS || sh->depth > MAX_CALL_DEPTH ||
	    sh_world_read(sh, path, &text) != 0)
		return false;
	sh->scripts++;
	for (i = 0; i <= first && f != NULL; i++)
		f = f->next;
	sh->frame = &frame;
	sh_shell_begin(sh, &scope);
	sh_set_params(sh, f);
	memset(&sh->st->vars, 0, sizeof(sh->st->vars));
	memset(&sh->st->functions, 0, sizeof(sh->st->functions));
	for (i = 0; i < SH_BUCKETS; i++)
		for (e = entry.vars.bucket[i]; e != NULL; e = e->next)
			if ((v = e->value) != NULL && v->exported)
				sh_var_value(sh, e->name, v);
	sh_var_set(sh, "IFS", " \t\n", NULL, NULL);
	sh->st->errexit = sh->st->noglob = false;
	sh_execute(sh, path, first == 0, false);
	sh->zero = zero;
	sh->scripts--;
	sh_shell_end(sh, &scope);
	entry.files = sh->st->files;
	entry.status = sh->st->status;
	entry.known = sh->st->known;
	entry.asked = sh->st->asked;
	entry.from = sh->st->from;
	entry.why = sh->st->why;
	*sh->st = entry;
	sh->frame = frame.up;
	return true;
}
