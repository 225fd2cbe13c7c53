/* Evaluates the built-in commands that look for something. */
#include "platforms/shell_lookup.h"

#include <string.h>

#include "platforms/shell_builtin.h"
#include "platforms/shell_eval.h"
#include "platforms/shell_world.h"

/* A function that is there on some ways to here only? */
static bool
is_doubtful(const struct sh *sh, const char *name)
{
	const struct sh_function *f = sh_map_get(&sh->st->functions, name);

	while (f != NULL && f->node != NULL)
		f = f->other;
	return f != NULL;
}

/* Does the shell itself have such a command? */
static bool
is_own(const struct sh *sh, const char *name)
{
	return sh_map_get(&sh->st->functions, name) != NULL ||
	    sh_builtin_is(name) || strcmp(name, "echo") == 0 ||
	    strcmp(name, "printf") == 0 || strcmp(name, "kill") == 0;
}

void
sh_command_builtin(struct sh *sh, const struct sh_call *c)
{
	struct sh_field *f = c->fields->next;
	const char *path;

	if (f == NULL) {
		sh_status(sh, 0, NULL);
	} else if (f->text[0] == '-' && strpbrk(f->text, "vV") != NULL &&
	    f->next != NULL && !sh_has_gap(f->next->text)) {
		path = is_own(sh, f->next->text) ? f->next->text :
		    sh_world_find(sh, f->next->text);
		if (path != NULL && strchr(f->text, 'V') != NULL)
			sh_print(sh, sh_gap, NULL, "what command -V says");
		else if (path != NULL)
			sh_print(sh, sh_format(sh, "%s\n", path), NULL, NULL);
		sh_status(sh, path == NULL, NULL);
		if (is_doubtful(sh, f->next->text))
			sh_status_unknown(sh, NULL, "a function may be "
			    "defined or not");
	} else {
		sh_run_fields(sh, f->text[0] == '-' ? f->next : f, false);
	}
}

/* which, type, whence: is there such a program? */
void
sh_which(struct sh *sh, const struct sh_call *c)
{
	bool which = strstr(c->argv[0], "which") != NULL;
	const char *name = c->argv[c->n - 1], *path = NULL;

	if (!c->known || c->n < 2) {
		sh_print(sh, sh_gap, c->from, c->why);
		sh_status_unknown(sh, c->from, c->why);
		return;
	}
	path = !which && is_own(sh, name) ? name : sh_world_find(sh, name);
	if (path != NULL && which)
		sh_print(sh, sh_format(sh, "%s\n", path), NULL, NULL);
	else
		sh_print(sh, sh_gap, NULL, "what `type` says");
	sh_status(sh, path == NULL, NULL);
	if (!which && is_doubtful(sh, name))
		sh_status_unknown(sh, NULL,
		    "a function may be defined or not");
}

/* As a shell's cd takes ".." from the path, whatever links lead there. */
static const char *
without_dots(struct sh *sh, const char *path)
{
	struct buf b = BUF_INIT(SH_MAX_TEXT - 1);
	const char *text;
	size_t n;

	for (; *path != '\0'; path += n) {
		path += strspn(path, "/");
		n = strcspn(path, "/");
		if (n == 2 && memcmp(path, "..", 2) == 0) {
			while (b.len > 0 && b.p[--b.len] != '/')
				;
		} else if (n > 0 && (n != 1 || *path != '.')) {
			buf_addc(&b, '/');
			buf_add(&b, path, n);
		}
	}
	text = sh_copy(sh, b.len > 0 ? b.p : "/", b.len > 0 ? b.len : 1);
	buf_release(&b);
	return text;
}

/* Without a word it goes to $HOME, which is not known. */
void
sh_cd(struct sh *sh, const struct sh_call *c)
{
	const char *to = c->n > 1 ? c->argv[c->n - 1] : "-";
	const char *path = strcmp(to, "-") == 0 ? NULL : sh_world_path(sh, to);
	enum tri is = TRI_UNKNOWN;

	if (path != NULL) {
		path = without_dots(sh, path);
		is = sh_world_test(sh, 'd', path);
	}
	if (is == TRI_NO) {
		sh_status(sh, 1, c->from);
		return;
	}
	sh->st->cwd = path;
	sh_var_set(sh, "PWD", path != NULL ? path : sh_gap, NULL, NULL);
	sh_status(sh, 0, NULL);
	if (is == TRI_UNKNOWN && path != NULL)
		sh_status_unknown(sh, c->from,
		    "whether the folder is there is not known");
}

void
sh_pwd(struct sh *sh, const struct sh_call *c)
{
	sh_print(sh, sh->st->cwd != NULL ? sh_format(sh, "%s\n",
	    sh->st->cwd) : sh_gap, NULL, "the current folder is not known");
	sh_status(sh, 0, NULL);
}
