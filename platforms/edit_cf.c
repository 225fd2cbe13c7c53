/* sendmail.cf and the .mc that it is made from: listeners on loopback. */
#include "platforms/edit_mc.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/model/smcf.h"
#include "agent/model/smcmd.h"
#include "platforms/edit_file.h"
#include "platforms/start_role.h"

/* The cf that the starter's sendmail reads. */
static const char *
cf_of(struct edit_job *j)
{
	struct smcmd cmd = { .mode = 'm' };
	struct pool *p = &j->plan->pool;

	if (smcmd_parse(p, &j->starter->words, start_local_daemon(j->facts),
	    &cmd) < 0)
		return NULL;
	if (cmd.config != NULL)
		return cmd.config[0] == '/' ? cmd.config : NULL;
	return start_cf(j->host, j->facts, false, p);
}

/* sendmail 8.7 was the first with long names of options, and its cf the
 * first of level 6 (RELEASE_NOTES). */
static bool
knows_long_names(const struct edit_job *j, const struct edit_file *f,
    const struct smcf *cf)
{
	const struct mta *m;
	int major, minor;

	if (cf->level >= 6 || strstr(f->text, "\nO ") != NULL)
		return true;
	for (m = j->facts->mtas; m != NULL; m = m->next)
		if (m->version != NULL && strcmp(m->kind, "sendmail") == 0 &&
		    sscanf(m->version, "%d.%d", &major, &minor) == 2)
			return major > 8 || (major == 8 && minor >= 7);
	return false;
}

const char *
listener_loopback(const char *value, size_t len)
{
	size_t i;

	for (i = 0; i + 5 <= len; i++)
		if (memcmp(value + i, "inet6", 5) == 0)
			return "::1";
	return "127.0.0.1";
}

bool
listener_key(const char *value, size_t len, size_t *from, size_t *to)
{
	size_t i = 0, end;

	while (i < len) {
		while (i < len && (value[i] == ' ' || value[i] == '\t' ||
		    value[i] == ','))
			i++;
		for (end = i; end < len && value[end] != ','; end++)
			;
		if (end > i && (value[i] == 'A' || value[i] == 'a') &&
		    memchr(value + i, '=', end - i) != NULL) {
			while (value[i++] != '=')
				;
			while (i < end && (value[i] == ' ' ||
			    value[i] == '\t'))
				i++;
			while (end > i && (value[end - 1] == ' ' ||
			    value[end - 1] == '\t'))
				end--;
			*from = i;
			*to = end;
			return true;
		}
		i = end;
	}
	return false;
}

/* One DaemonPortOptions line gets its address. */
static int
put_address(struct edit_job *j, const struct edit_file *f, unsigned line,
    struct err *e)
{
	const char *t = f->text, *eq, *address, *hash;
	struct edit_line l;
	size_t at, from, to;

	if (!edit_find(f, line, &l) || l.to < l.from + 3)
		return 0;
	eq = t[l.from + 1] == ' ' ?
	    memchr(t + l.from, '=', l.to - l.from) : t + l.from + 1;
	if (eq == NULL)
		return 0;
	at = (size_t)(eq - t) + 1;
	hash = memchr(t + at, '#', l.to - at);
	if (hash != NULL)
		l.to = (size_t)(hash - t);
	while (l.to > at && (t[l.to - 1] == ' ' || t[l.to - 1] == '\t'))
		l.to--;
	address = listener_loopback(t + at, l.to - at);
	if (listener_key(t + at, l.to - at, &from, &to))
		return edit_span(j, f, at + from, at + to, address, e);
	address = pool_printf(&j->plan->pool, l.to > at &&
	    t[l.to - 1] == ',' ? " Addr=%s," : l.to > at ? ", Addr=%s" :
	    "Addr=%s", address);
	return address == NULL ? -ENOMEM :
	    edit_span(j, f, l.to, l.to, address, e);
}

/* No line says where to listen: one behind the last that speaks of it, or
 * behind the last option. */
static int
add_listener(struct edit_job *j, const struct edit_file *f,
    const struct smcf *cf, struct err *e)
{
	const char *text;
	struct edit_line l;
	size_t at = 0, mark = 0;
	unsigned n;

	if (!knows_long_names(j, f, cf))
		return 0;
	for (n = 1; edit_find(f, n, &l); n++) {
		if (l.to - l.from > 2 && f->text[l.from] == 'O')
			at = l.end;
		if (l.to - l.from > 20 && memcmp(f->text + l.from,
		    "#O DaemonPortOptions", 20) == 0)
			mark = l.end;
	}
	if (mark == 0 && at == 0)
		mark = f->len;
	/* A continued option goes on behind its first line. */
	if (mark == 0)
		for (mark = at; mark < f->len && (f->text[mark] == ' ' ||
		    f->text[mark] == '\t');)
			while (mark < f->len && f->text[mark++] != '\n')
				;
	text = pool_printf(&j->plan->pool,
	    "%sO DaemonPortOptions=Name=MTA, Addr=127.0.0.1%s",
	    mark == f->len ? edit_gap(f) : "", edit_eol(f));
	return text == NULL ? -ENOMEM : edit_span(j, f, mark, mark, text, e);
}

/* The frozen copy of a cf is what old sendmails read (sendmail -bz). */
static bool
is_frozen(const struct edit_job *j, const char *cf)
{
	char *fc = pool_strdup(&j->plan->pool, cf);
	size_t len = strlen(cf);
	struct stat st;

	if (fc == NULL || len < 3 || strcmp(fc + len - 3, ".cf") != 0)
		return fc == NULL;
	fc[len - 2] = 'f';
	fc[len - 1] = 'c';
	return root_stat(&j->host->root, fc, &st) == 0 && st.st_size > 0;
}

/* So that the cf that m4 makes next says the same. */
static int
edit_mc(struct edit_job *j, const char *cf, const struct smcf *parsed,
    struct err *e)
{
	char *mc = pool_strdup(&j->plan->pool, cf);
	size_t len = strlen(cf);
	struct edit_file f;
	int r;

	if (mc == NULL)
		return -ENOMEM;
	if (len < 3 || strcmp(mc + len - 3, ".cf") != 0)
		return 1;
	mc[len - 2] = 'm';
	mc[len - 1] = 'c';
	if (!root_is_file(&j->host->root, mc))
		return 1;
	r = edit_open(j, mc, &f, e);
	if (r > 0)
		r = mc_loopback(j, &f, parsed, e);
	return r < 0 ? r : 1;
}

int
edit_cf_loopback(struct edit_job *j, struct err *e)
{
	struct smcf cf = { .listeners = NULL };
	const struct smcf_listener *l;
	struct edit_file f;
	const char *path;
	int r, n = 0;

	if (j->turn > 0)
		return 0;
	path = cf_of(j);
	if (path == NULL || is_frozen(j, path))
		return j->plan->pool.failed ? -ENOMEM : 0;
	r = edit_open(j, path, &f, e);
	if (r <= 0)
		return r;
	if (!f.was.there || smcf_parse(&j->plan->pool, f.text, f.len, &cf,
	    NULL) < 0)
		return j->plan->pool.failed ? -ENOMEM : 0;
	r = edit_mc(j, path, &cf, e);
	for (l = cf.listeners; r > 0 && l != NULL; l = l->next) {
		if (l->line == 0 || smcf_is_loopback(l->address) ||
		    strcmp(l->family, "unix") == 0)
			continue;
		r = put_address(j, &f, l->line, e);
		n++;
	}
	if (r > 0 && n == 0 && cf.listeners == NULL) {
		r = add_listener(j, &f, &cf, e);
		n++;
	}
	return r < 0 ? r : r > 0 && n > 0;
}
