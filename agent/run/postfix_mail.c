/* Whom Postfix takes mail for, and its content filter. */
#include "agent/run/postfix_mail.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "platforms/postfix_role.h"

/* Parameters that are lists of domains (postconf(5)). */
static const struct { const char *name; bool relayed; } lists[] = {
	{ "mydestination", false },
	{ "virtual_alias_domains", false },
	{ "virtual_mailbox_domains", false },
	{ "relay_domains", true },
};

static bool
is_own(const struct facts *f, const struct strv *own,
    const struct pf_value *host, const char *name)
{
	const struct recipient *n;
	size_t i;

	for (i = 0; i < own->n; i++)
		if (strcasecmp(own->v[i], name) == 0)
			return true;
	if (host->state == PF_KNOWN && strcasecmp(host->text, name) == 0)
		return true;
	if (strncasecmp(name, "localhost.", 10) == 0)
		return true;
	for (n = f->recipients; n != NULL; n = n->next)
		if ((n->kind == RECIPIENT_DOMAIN ||
		    n->kind == RECIPIENT_RELAYED) && n->name != NULL &&
		    strcasecmp(n->name, name) == 0)
			return true;
	return false;
}

/* A name, or "/file", "type:table", whose names are not looked up. */
static int
add_name(struct facts *f, const struct strv *own,
    const struct pf_value *host, const char *name, bool relayed,
    const struct place *at)
{
	struct recipient one = { .kind = relayed ? RECIPIENT_RELAYED :
		RECIPIENT_DOMAIN, .name = name, .at = *at,
		.end = relayed ? MAIL_END_AWAY : MAIL_END_LOCAL };
	int r;

	if (*name == '!')
		return 0;
	if (*name == '/' || (strchr(name, ':') != NULL && *name != '['))
		return facts_unseen(f, "recipients", "names in %s", name);
	if (is_own(f, own, host, name))
		return 0;
	r = facts_recipient(f, &one);
	return r == -ENOMEM ? r : 0;
}

static int
add_list(struct facts *f, struct pool *p, const struct postfix_files *n,
    const struct strv *own, const struct pf_value *host, size_t which)
{
	const struct pf_setting *s = pf_main_find(&n->main,
	    lists[which].name);
	struct place at = { .path = n->main_path };
	const char *list, *word;
	struct pf_value v;
	int r;

	/* What is not set names this host, or another list. */
	if (s == NULL)
		return 0;
	at.line = s->line;
	r = pf_main_expand(p, &n->main, s->value, &v);
	if (r == 0 && v.state != PF_KNOWN)
		return facts_doubt(f, "recipients", at.path, at.line,
		    "%s depends on what is not set here", s->name);
	for (list = v.text; r == 0 && (word = pf_word(p, &list)) != NULL;)
		r = add_name(f, own, host, word, lists[which].relayed, &at);
	return p->failed ? -ENOMEM : r;
}

static int
note_filter(struct facts *f, const char *path, unsigned line,
    const char *text)
{
	struct client *c;

	for (c = f->clients; c != NULL; c = c->next)
		if (c->kind == CLIENT_FILTER)
			return 0;
	c = facts_client(f);
	if (c == NULL)
		return -ENOMEM;
	c->kind = CLIENT_FILTER;
	c->name = "the content filter";
	c->at = (struct place){ .path = pool_strdup(&f->pool, path),
		.line = line, .text = pool_printf(&f->pool,
		"content_filter = %s", text) };
	return f->pool.failed ? -ENOMEM : facts_client_done(f, c);
}

/* What a filter passes on comes back by SMTP, to a service of type inet on
 * loopback (FILTER_README); a simple one may do it otherwise. */
static int
look_for_filter(struct facts *f, const struct postfix_files *n)
{
	const struct pf_setting *m = pf_main_find(&n->main,
	    "content_filter");
	const struct pf_service *s;
	const char *text;
	int r = 0;

	if (m != NULL && m->value[0] != '\0')
		r = note_filter(f, n->main_path, m->line, m->value);
	for (s = n->master.services; r == 0 && s != NULL; s = s->next) {
		text = pf_service_option(s, "content_filter");
		if (text != NULL && *text != '\0')
			r = note_filter(f, n->master_path, s->line, text);
	}
	return r;
}

static int
read_one(const struct host *h, struct facts *f, const struct starter *s,
    const struct strv *own)
{
	struct pool p = { .blocks = NULL };
	struct strv folders = { .n = 0 };
	struct pf_value host = { .state = PF_UNKNOWN };
	struct postfix_files n;
	const char *why;
	size_t i, k;
	int r = postfix_folders(h, f, &p, &s->words, &folders, &why);

	if (r == -EINVAL)
		r = 0;
	for (i = 0; r == 0 && i < folders.n; i++) {
		r = postfix_files_read(h, f, &p, folders.v[i], &n);
		if (r < 0 || !n.found)
			continue;
		r = pf_main_value(&p, &n.main, "myhostname", &host);
		for (k = 0; r == 0 &&
		    k < sizeof(lists) / sizeof(lists[0]); k++)
			r = add_list(f, &p, &n, own, &host, k);
		if (r == 0)
			r = look_for_filter(f, &n);
	}
	if (p.failed)
		r = -ENOMEM;
	pool_release(&p);
	return r;
}

int
postfix_mail_gather(const struct host *h, struct facts *f,
    const struct strv *own, struct err *e)
{
	const struct starter *s;
	int r = 0;

	for (s = f->starters; r == 0 && s != NULL; s = s->next)
		if (s->mta != NULL && strcmp(s->mta, "postfix") == 0 &&
		    s->needs.n > 0)
			r = read_one(h, f, s, own);
	return r;
}
