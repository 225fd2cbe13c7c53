/* Applies redirections. */
#include "platforms/shell_redir.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "platforms/shell_expand.h"
#include "platforms/shell_world.h"

static bool
from_file(struct sh *sh, const struct sh_redir *r, struct sh_redirected *s)
{
	struct sh_value path = sh_expand_text(sh, r->word);
	const char *text = sh_gap;
	int e = sh_world_read(sh, path.text, &text);

	if (e == -ENOENT) {
		sh_status(sh, 2, path.from);
		return false;
	}
	if (r->fd == 0) {
		/* A file that is there is not the console. */
		if (e > 0)
			text = strncmp(path.text, "/dev/", 5) == 0 ? sh_gap :
			    sh_copy(sh, sh_gap, 1);
		s->own = (struct sh_input){ .at = text,
			.from = path.from, .why = path.why };
		sh->in = &s->own;
	}
	return true;
}

/* Where a line makes something start. */
static bool
is_boot(const char *path)
{
	static const char *const folders[] = { "/etc/rc", "/etc/init",
		"/sbin/rc", "/sbin/init.d", "/var/spool/cron/", "/etc/cron",
		"/etc/systemd/", "/etc/inetd.conf", "/etc/inet/",
		"/etc/xinetd" };
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (strncmp(path, folders[i], strlen(folders[i])) == 0)
			return true;
	return false;
}

static void
to_file(struct sh *sh, const struct sh_redir *r)
{
	struct sh_value path = sh_expand_text(sh, r->word);

	if (r->fd == 1)
		sh->output = NULL;
	if (!sh->st->dead && is_boot(path.text))
		sh_doubt(sh, sh->here->source->path, sh->here->line,
		    "the script writes to what starts programs: %s",
		    path.text);
	if (!sh->st->dead)
		sh_world_made(sh, path.text, sh_world_test(sh, 'e',
		    path.text) == TRI_NO ? SH_FILE : SH_CHANGED);
}

/* >&2 turns a reader's back; what 2>&1 says goes nowhere that matters. */
static void
duplicate(struct sh *sh, const struct sh_redir *r, struct sh_redirected *s)
{
	struct sh_value to = sh_expand_text(sh, r->word);

	if (r->fd == 1 && strcmp(to.text, "1") != 0)
		sh->output = NULL;
	if (r->fd == 0 && strcmp(to.text, "-") == 0) {
		s->own = (struct sh_input){ .at = "" };
		sh->in = &s->own;
	}
}

bool
sh_redirect(struct sh *sh, const struct sh_redir *r, struct sh_redirected *s)
{
	struct sh_value v;

	*s = (struct sh_redirected){ .in = sh->in, .output = sh->output };
	for (; r != NULL; r = r->next) {
		if (r->word == NULL)
			continue;
		switch (r->kind) {
		case SH_READ:
			if (!from_file(sh, r, s)) {
				sh_redirect_end(sh, s);
				return false;
			}
			break;
		case SH_WRITE:
			to_file(sh, r);
			break;
		case SH_DUP:
			duplicate(sh, r, s);
			break;
		case SH_HERE:
			v = sh_expand_text(sh, r->word);
			s->own = (struct sh_input){ .at = v.text,
				.from = v.from, .why = v.why };
			sh->in = &s->own;
			break;
		}
	}
	return true;
}

void
sh_redirect_end(struct sh *sh, const struct sh_redirected *s)
{
	sh->in = s->in;
	sh->output = s->output;
}

void
sh_redirect_keep(struct sh *sh, const struct sh_redir *r)
{
	struct sh_redirected *s = sh_new(sh, sizeof(*s));

	sh_status(sh, 0, NULL);
	if (s != NULL)
		sh_redirect(sh, r, s);
}
