/* Runs a script through the evaluator. */
#include "platforms/shell.h"

#include <errno.h>
#include <string.h>

#include "platforms/shell_call.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_file.h"
#include "platforms/shell_record.h"
#include "platforms/shell_scope.h"
#include "platforms/shell_trap.h"

/* Of the environment: what the script starts has it too. */
static void
hand_over(struct sh *sh, const char *name, const char *text, const char *why)
{
	struct sh_value *v = sh_new(sh, sizeof(*v));

	if (v == NULL)
		return;
	*v = (struct sh_value){ .text = text, .why = why, .exported = true };
	sh_var_value(sh, name, v);
}

/* What init and the kernel hand to a script differs from system to system;
 * all other variables are unset. */
static void
environment(struct sh *sh)
{
	static const char *const unknown[] = { "RUNLEVEL", "PREVLEVEL",
		"runlevel", "previous", "TERM", "HOME", "PWD", "HOSTNAME",
		"LANG", "LC_ALL", "CONSOLE", "SHELL", "USER", "LOGNAME",
		"LINENO", "RANDOM", "SECONDS", "TZ", "INIT_VERSION" };
	static const struct { const char *name, *value; } own[] = {
		{ .name = "IFS", .value = " \t\n" },
		{ .name = "OPTIND", .value = "1" },
		{ .name = "PPID", .value = "1" },
		{ .name = "UID", .value = "0" },	/* bash, ksh */
		{ .name = "EUID", .value = "0" },
	};
	const char *const *e, *eq;
	size_t i;

	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		hand_over(sh, unknown[i], sh_gap, sh_format(sh,
		    "%s is not known before the boot", unknown[i]));
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		sh_var_set(sh, own[i].name, own[i].value, NULL, NULL);
	hand_over(sh, "PATH", "/sbin:/usr/sbin:/bin:/usr/bin", NULL);
	for (e = sh->options->env; e != NULL && *e != NULL; e++) {
		eq = strchr(*e, '=');
		if (eq != NULL)
			hand_over(sh, sh_copy(sh, *e, (size_t)(eq - *e)),
			    sh_copy(sh, eq + 1, strlen(eq + 1)), NULL);
	}
}

static void
arguments(struct sh *sh)
{
	const char *const *a = sh->options->args;
	struct sh_field *first = NULL, **end = &first;

	for (; a != NULL && *a != NULL; a++) {
		*end = sh_new(sh, sizeof(**end));
		if (*end == NULL)
			return;
		(*end)->text = sh_copy(sh, *a, strlen(*a));
		end = &(*end)->next;
	}
	sh_set_params(sh, first);
}

static void
run(struct sh *sh)
{
	struct sh_source *text = sh_new(sh, sizeof(*text));
	struct sh_scope scope;

	environment(sh);
	arguments(sh);
	if (text == NULL || sh->stop != NULL)
		return;
	sh_shell_begin(sh, &scope);
	if (sh->options->text_is_command) {
		*text = (struct sh_source){ .path = sh->script, .top = true,
			.text = sh->script, .len = strlen(sh->script) };
		sh_eval_text(sh, sh->script, text, 1);
	} else if (sh_execute(sh, sh->script, true, true) != 0) {
		sh_doubt(sh, sh->script, 0, "the script cannot be read");
	}
	sh_shell_end(sh, &scope);
	if (sh->stop != NULL)
		sh_doubt(sh, sh->script, 0, "%s", sh->stop);
}

/* What could not be followed to its end may hold anything. */
static void
weaken(struct sh *sh)
{
	struct sh_record *r;

	for (r = sh->records; sh->stop != NULL && r != NULL; r = r->next)
		if (!r->dead && r->doubt > 0 && r->reason == NULL)
			r->reason = sh->stop;
}

int
sh_run(const struct host *host, const char *path,
    const struct sh_options *options, struct pool *pool,
    struct sh_result *ret, struct err *err)
{
	static const struct sh_options none = { .args = NULL };
	struct sh_state state = { .known = true, .cwd = "/" };
	struct sh_result result = { .commands = NULL };
	struct sh_input in = { .at = sh_gap };
	struct sh sh = { .host = host, .out = pool, .script = path,
		.options = options != NULL ? options : &none };
	int r;

	if (sh.options->cwd != NULL)
		state.cwd = sh.options->cwd;
	sh.st = &state;
	sh.in = &in;
	sh.zero = sh.options->text_is_command ? "sh" : path;
	sh.doubts_end = &sh.doubts;
	run(&sh);
	weaken(&sh);
	r = sh_records_result(&sh, &result);
	result.doubts = sh.doubts;
	if (sh_files_release(&sh) < 0 || sh.pool.failed || pool->failed)
		r = -ENOMEM;
	pool_release(&sh.pool);
	if (r < 0)
		return err_set(err, ENOMEM, "%s: out of memory", path);
	*ret = result;
	return 0;
}
