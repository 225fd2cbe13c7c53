/* Reads the first line of a script as the kernel does. */
#include "platforms/shell_first.h"

#include <string.h>

#include "agent/base/name.h"
#include "platforms/shell_world.h"

static bool
is_shell(const char *path)
{
	static const char *const shells[] = { "sh", "dash", "bash", "ksh",
		"ash", "bsh" };
	size_t i;

	for (i = 0; i < sizeof(shells) / sizeof(shells[0]); i++)
		if (strcmp(shells[i], name_of(path)) == 0)
			return true;
	return false;
}

/* One word of the line, and its end in *at. */
static const char *
word(struct sh *sh, const char **at)
{
	const char *t = *at + strspn(*at, " \t");
	size_t n = strcspn(t, " \t");

	*at = t + n;
	return sh_copy(sh, t, n);
}

/* The program that reads the script, env(1) looked through; *options: what
 * follows it. NULL: no such line. */
static const char *
program(struct sh *sh, const char *path, const char **options)
{
	char head[ROOT_HEAD];
	const char *line, *name;
	size_t len, n;

	if (sh_world_head(sh, path, head, &len) != 0 || len < 2 ||
	    memcmp(head, "#!", 2) != 0)
		return NULL;
	for (n = 2; n < len && head[n] != '\n' && head[n] != '\0'; n++)
		;
	line = sh_copy(sh, head + 2, n - 2);
	if (line == NULL)
		return NULL;
	name = word(sh, &line);
	if (name != NULL && strcmp(name_of(name), "env") == 0)
		name = word(sh, &line);
	*options = line + strspn(line, " \t");
	return name;
}

const char *
sh_interpreter(struct sh *sh, const char *path)
{
	const char *options, *name = program(sh, path, &options), *own;

	if (name == NULL || *name != '/' || is_shell(name) ||
	    sh_world_test(sh, 'f', name) != TRI_YES)
		return NULL;
	own = program(sh, name, &options);
	return own != NULL && is_shell(own) ? name : NULL;
}

const char *
sh_first_line(struct sh *sh, const char *path)
{
	const char *options, *name = program(sh, path, &options);

	if (name == NULL)
		return NULL;
	if (!is_shell(name))
		return sh_interpreter(sh, path);
	if (*options == '-' || *options == '+') {
		options = sh_copy(sh, options, strcspn(options, " \t"));
		if (options != NULL && strchr(options, 'e') != NULL)
			sh->st->errexit = *options == '-';
		if (options != NULL && strchr(options, 'f') != NULL)
			sh->st->noglob = *options == '-';
	}
	return NULL;
}
