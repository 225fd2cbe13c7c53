/* The DAEMON_OPTIONS of a sendmail.mc (cf/README of sendmail). */
#include "platforms/edit_mc.h"

#include <errno.h>
#include <string.h>

static const char macro[] = "DAEMON_OPTIONS(`";

/* Text from the line's beginning on says that m4 drops it. */
static bool
is_dropped(const struct edit_file *f, size_t line, size_t at)
{
	for (; line + 3 <= at; line++)
		if (memcmp(f->text + line, "dnl", 3) == 0)
			return true;
	return f->text[line] == '#';
}

static bool
mentions(const struct edit_file *f, const char *text)
{
	struct edit_line l;
	const char *hit;
	unsigned n;

	for (n = 1; edit_find(f, n, &l); n++) {
		hit = strstr(f->text + l.from, text);
		if (hit == NULL)
			return false;
		if ((size_t)(hit - f->text) < l.to &&
		    !is_dropped(f, l.from, (size_t)(hit - f->text)))
			return true;
	}
	return false;
}

/* The line of the cf for a submission port of its own, which m4 adds where
 * FEATURE(`no_default_msa') is missing. */
static const struct smcf_listener *
default_msa(const struct smcf *cf)
{
	const struct smcf_listener *l;

	for (l = cf->listeners; l != NULL; l = l->next)
		if (strcmp(l->name, "MSA") == 0)
			return l;
	return NULL;
}

/* Options on one line. 0: none there. */
static int
edit_macro(struct edit_job *j, const struct edit_file *f,
    const struct edit_line *l, struct err *e)
{
	const char *t = f->text, *hit = strstr(t + l->from, macro), *end;
	size_t at, len, from, to;
	const char *text;

	if (hit == NULL || (size_t)(hit - t) >= l->to ||
	    is_dropped(f, l->from, (size_t)(hit - t)))
		return 0;
	at = (size_t)(hit - t) + sizeof(macro) - 1;
	end = memchr(t + at, '\'', l->to - at);
	if (end == NULL)
		return 0;
	len = (size_t)(end - t) - at;
	text = listener_loopback(t + at, len);
	if (listener_key(t + at, len, &from, &to)) {
		/* As it is where it is loopback already. */
		if (smcf_is_loopback(pool_strndup(&j->plan->pool,
		    t + at + from, to - from)))
			return 1;
		return edit_span(j, f, at + from, at + to, text, e);
	}
	text = pool_printf(&j->plan->pool, len > 0 ? ", Addr=%s" : "Addr=%s",
	    text);
	return text == NULL ? -ENOMEM :
	    edit_span(j, f, at + len, at + len, text, e);
}

/* Before the first mailer, where options end. */
static int
add_macros(struct edit_job *j, const struct edit_file *f, bool any,
    const struct smcf *cf, struct err *e)
{
	const bool msa = default_msa(cf) != NULL &&
	    !mentions(f, "no_default_msa");
	const char *eol = edit_eol(f), *text;
	struct edit_line l;
	unsigned n;

	if (any && !msa)
		return 1;
	for (n = 1; edit_find(f, n, &l); n++)
		if (l.to - l.from > 7 &&
		    memcmp(f->text + l.from, "MAILER(", 7) == 0)
			break;
	if (!edit_find(f, n, &l))
		return 0;
	text = pool_printf(&j->plan->pool, "%s%s%s%s%s%s%s",
	    msa ? "FEATURE(`no_default_msa')dnl" : "", msa ? eol : "",
	    any ? "" : "DAEMON_OPTIONS(`Name=MTA, Addr=127.0.0.1')dnl",
	    any ? "" : eol,
	    msa ? "DAEMON_OPTIONS(`Port=587, Name=MSA, M=E, "
	    "Addr=127.0.0.1')dnl" : "", msa ? eol : "", "");
	return text == NULL ? -ENOMEM :
	    edit_span(j, f, l.from, l.from, text, e);
}

int
mc_loopback(struct edit_job *j, const struct edit_file *f,
    const struct smcf *cf, struct err *e)
{
	struct edit_line l;
	bool any = false;
	unsigned n;
	int r;

	for (n = 1; edit_find(f, n, &l); n++) {
		r = edit_macro(j, f, &l, e);
		if (r < 0)
			return r;
		any = any || r > 0;
	}
	return add_macros(j, f, any, cf, e);
}
