/* Postfix's main.cf and master.cf: services on loopback, or none. */
#include <errno.h>
#include <string.h>

#include "platforms/edit_file.h"
#include "platforms/postfix_role.h"
#include "platforms/smtp_port.h"

/* One instance: its files as they are now. */
struct instance {
	struct edit_file main_file, master_file;
	struct pf_main main;
	struct pf_master master;
	const char *disabled;	/* master_service_disable */
};

/* 1, 0: nothing can be planned with it, -errno. */
static int
open_instance(struct edit_job *j, const char *folder, struct instance *n,
    struct err *e)
{
	struct pool *p = &j->plan->pool;
	const char *a = pool_printf(p, "%s/main.cf", folder);
	const char *b = pool_printf(p, "%s/master.cf", folder);
	struct pf_value v;
	int r;

	if (a == NULL || b == NULL)
		return -ENOMEM;
	r = edit_open(j, a, &n->main_file, e);
	if (r > 0)
		r = edit_open(j, b, &n->master_file, e);
	if (r <= 0 || !n->main_file.was.there || !n->master_file.was.there)
		return r < 0 ? r : 0;
	if (pf_main_parse(p, n->main_file.text, n->main_file.len,
	    &n->main) < 0 || pf_master_parse(p, n->master_file.text,
	    n->master_file.len, &n->master) < 0)
		return -ENOMEM;
	n->main.host = j->facts->name;
	if (n->main.bad_line != 0 || n->master.bad_line != 0)
		return 0;
	if (pf_main_value(p, &n->main, "master_service_disable", &v) < 0)
		return -ENOMEM;
	n->disabled = v.text;
	return v.state == PF_KNOWN;
}

static bool
listens(struct edit_job *j, const struct instance *n,
    const struct pf_service *s)
{
	return strcmp(s->type, "inet") == 0 &&
	    !pf_service_disabled(&j->plan->pool, s, n->disabled);
}

static bool
is_comment(const char *text, const struct edit_line *l)
{
	size_t i = l->from;

	while (i < l->to && (text[i] == ' ' || text[i] == '\t'))
		i++;
	return i == l->to || text[i] == '#';
}

/* All lines of a service become comments. */
static int
comment_out(struct edit_job *j, const struct edit_file *f,
    const struct pf_service *s, struct err *e)
{
	struct edit_line l;
	unsigned i;
	int r = 1;

	for (i = s->line; r > 0 && i <= s->last; i++)
		if (edit_find(f, i, &l) && !is_comment(f->text, &l))
			r = edit_span(j, f, l.from, l.from, "#", e);
	return r;
}

/* inet_interfaces = loopback-only: where it is set last, or at the end. */
static int
set_interfaces(struct edit_job *j, const struct instance *n, struct err *e)
{
	static const char value[] = "loopback-only";
	const struct pf_setting *s = pf_main_find(&n->main,
	    "inet_interfaces");
	const struct edit_file *f = &n->main_file;
	struct edit_line first, last;
	const char *text, *eq;
	size_t from;

	if (s == NULL) {
		text = pool_printf(&j->plan->pool, "%sinet_interfaces = %s%s",
		    edit_gap(f), value, edit_eol(f));
		return text == NULL ? -ENOMEM : edit_span(j, f, f->len,
		    f->len, text, e);
	}
	if (strcmp(s->value, value) == 0)
		return 1;
	if (!edit_find(f, s->line, &first) || !edit_find(f, s->last, &last))
		return 0;
	eq = memchr(f->text + first.from, '=', first.to - first.from);
	if (eq == NULL)		/* it stands on a line of its own */
		return 0;
	from = (size_t)(eq - f->text) + 1;
	while (from < first.to && (f->text[from] == ' ' ||
	    f->text[from] == '\t'))
		from++;
	return edit_span(j, f, from, last.to, value, e);
}

/* Another service on the same port: two cannot have one socket. */
static bool
has_twin(struct edit_job *j, const struct instance *n,
    const struct pf_service *one, const char *port)
{
	const struct pf_service *s;
	const char *host, *other;

	for (s = n->master.services; s != NULL; s = s->next)
		if (s != one && listens(j, n, s) &&
		    pf_service_parts(&j->plan->pool, s, &host, &other) &&
		    strcmp(port, other) == 0)
			return true;
	return false;
}

/* A service with a host of its own gets loopback's. */
static int
set_host(struct edit_job *j, const struct instance *n,
    const struct pf_service *s, struct err *e)
{
	struct pool *p = &j->plan->pool;
	const struct edit_file *f = &n->master_file;
	const char *host, *port, *text;
	struct edit_line l;

	if (!pf_service_parts(p, s, &host, &port))
		return p->failed ? -ENOMEM : 0;
	if (host == NULL || smtp_host_is_loopback(host))
		return 1;
	if (has_twin(j, n, s, port))
		return comment_out(j, f, s, e);
	if (!edit_find(f, s->line, &l) || memcmp(f->text + l.from, s->name,
	    strlen(s->name)) != 0)
		return 0;
	text = pool_printf(p, "%s:%s", strchr(host, ':') != NULL ? "[::1]" :
	    "127.0.0.1", port);
	return text == NULL ? -ENOMEM : edit_span(j, f, l.from,
	    l.from + strlen(s->name), text, e);
}

static int
edit_instance(struct edit_job *j, const char *folder, bool loopback,
    struct err *e)
{
	struct instance n = { .disabled = "" };
	const struct pf_service *s;
	int r = open_instance(j, folder, &n, e);

	if (r > 0 && loopback)
		r = set_interfaces(j, &n, e);
	for (s = n.master.services; r > 0 && s != NULL; s = s->next)
		if (listens(j, &n, s))
			r = loopback ? set_host(j, &n, s, e) :
			    comment_out(j, &n.master_file, s, e);
	return j->plan->pool.failed ? -ENOMEM : r;
}

static int
edit_all(struct edit_job *j, bool loopback, struct err *e)
{
	struct strv folders = { .n = 0 };
	const char *why;
	size_t i;
	int r;

	if (j->turn > 0)
		return 0;
	r = postfix_folders(j->host, j->facts, &j->plan->pool,
	    &j->starter->words, &folders, &why);
	if (r < 0)
		return r == -EINVAL ? 0 : r;
	for (i = 0, r = folders.n > 0; r > 0 && i < folders.n; i++)
		r = edit_instance(j, folders.v[i], loopback, e);
	return r;
}

int
edit_postfix_loopback(struct edit_job *j, struct err *e)
{
	return edit_all(j, true, e);
}

int
edit_postfix_queue(struct edit_job *j, struct err *e)
{
	return edit_all(j, false, e);
}
