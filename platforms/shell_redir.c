/* Applies redirections. */
#include "platforms/shell_redir.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "platforms/shell_eval.h"
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
		sh_complain(sh);
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
	struct sh_output *to = strcmp(path.text, "/dev/stdout") == 0 ?
	    sh->fd[1] : strcmp(path.text, "/dev/stderr") == 0 ? sh->fd[2] :
	    NULL;

	if (r->fd >= 0 && r->fd < SH_FDS)
		sh->fd[r->fd] = to;
	if (!sh->st->dead && is_boot(path.text))
		sh_doubt(sh, sh->here->source->path, sh->here->line,
		    "the script writes to what starts programs: %s",
		    path.text);
	if (!sh->st->dead)
		sh_world_made(sh, path.text, sh_world_test(sh, 'e',
		    path.text) == TRI_NO ? SH_FILE : SH_CHANGED);
}

/* The one digit of a text, or -1. */
static int
digit(const char *text)
{
	return isdigit((unsigned char)*text) && text[1] == '\0' ?
	    *text - '0' : -1;
}

/* N>&M and N<&M; bash has >&FILE for both outputs. */
static void
duplicate(struct sh *sh, const struct sh_redir *r, struct sh_redirected *s)
{
	struct sh_value to = sh_expand_text(sh, r->word);
	int n = digit(to.text);

	if (r->fd == 0 && n != 0) {
		s->own = (struct sh_input){ .at = strcmp(to.text, "-") == 0 ?
			"" : sh_copy(sh, sh_gap, 1),
			.why = "another descriptor is read" };
		sh->in = &s->own;
	} else if (r->fd > 0 && r->fd < SH_FDS) {
		sh->fd[r->fd] = n > 0 ? sh->fd[n] : NULL;
		if (r->fd == 1 && n < 0 && strcmp(to.text, "-") != 0)
			sh->fd[2] = NULL;
	}
}

bool
sh_redirect(struct sh *sh, const struct sh_redir *r, struct sh_redirected *s)
{
	struct sh_value v;

	*s = (struct sh_redirected){ .in = sh->in };
	memcpy(s->fd, sh->fd, sizeof(s->fd));
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
	memcpy(sh->fd, s->fd, sizeof(s->fd));
}

void
sh_redirect_keep(struct sh *sh, const struct sh_redir *r)
{
	struct sh_redirected *s = sh_new(sh, sizeof(*s));

	sh_status(sh, 0, NULL);
	if (s != NULL)
		sh_redirect(sh, r, s);
}
