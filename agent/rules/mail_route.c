/* Where an address goes: parseaddr() and buildaddr() of sendmail. */
#include "agent/rules/mail_route.h"

#include <string.h>
#include <strings.h>

#include "agent/rules/cf_rule.h"
#include "agent/rules/mailer.h"
#include "agent/rules/meta.h"
#include "agent/rules/rewrite.h"
#include "agent/rules/tokens.h"

/* Names that sendmail gives to mailers of its own. */
#define ERROR_MAILER "*error*"
#define FILE_MAILER "*file*"
#define INCLUDE_MAILER "*include*"

/* An address taken apart: $#mailer $@host $:user. */
struct triple {
	const char *mailer;
	const char *const *host;
	size_t host_len;
	const char **user;
	size_t before;		/* tokens before the user */
};

static bool
take_apart(struct words *w, struct triple *t)
{
	size_t i = 2;

	if (w->n < 2 || meta(w->w[0]) != META_NET)
		return false;
	*t = (struct triple){ .mailer = w->w[1] };
	if (w->w[i] != NULL && meta(w->w[i]) == META_AT)
		t->host = (const char *const *)&w->w[++i];
	while (w->w[i] != NULL && meta(w->w[i]) != META_COLON)
		i++;
	if (w->w[i] == NULL)
		return false;
	if (t->host != NULL)
		t->host_len = (size_t)((const char *const *)&w->w[i] -
		    t->host);
	if (t->host_len == 0)
		t->host = NULL;
	t->user = &w->w[i + 1];
	t->before = i + 1;
	return true;
}

static void
lower(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s + 32);
}

static const char *
text_of(struct run *r, const char *const *words, size_t n, char blank,
    bool small)
{
	const struct join how = { .blank = blank };
	char text[MAX_NAME + 2];

	join(r->cf, words, n, &how, text, sizeof(text));
	if (small)
		lower(text);
	return run_text(r, text, strlen(text));
}

static size_t
count(const char *const *words)
{
	size_t n = 0;

	while (words[n] != NULL)
		n++;
	return n;
}

/* What begins with | or / or is an :include: belongs to other mailers. */
static const struct mailer *
special(struct run *r, const struct mailer *m, const char *user,
    bool marked, struct rules_answer *a)
{
	const struct mailer *prog = mailer_find(r->cf, "prog");

	if (*user == '"')
		user++;
	if (*user == '|' && strchr(m->flags, '|') != NULL && prog != NULL) {
		a->route_mailer = prog->name;
		return prog;
	}
	if (*user == '/' && strchr(m->flags, '/') != NULL)
		a->route_mailer = FILE_MAILER;
	else if (!marked && *user == ':' && strchr(m->flags, ':') != NULL &&
	    strncasecmp(user, ":include:", 9) == 0) {
		a->route_mailer = INCLUDE_MAILER;
		a->route_user = user + 9;
	}
	return m;
}

/* invalidaddr(): control characters of 8 bits are none of an address. */
static const char *
letters_only(struct run *r, const char *user)
{
	char *copy = user == NULL ? NULL : run_text(r, user, strlen(user)), *p;

	for (p = copy; p != NULL && *p != '\0'; p++)
		if (((unsigned char)*p & 0340) == 0200)
			*p = '?';
	return copy;
}

static void
build(struct run *r, const struct mailer *m, struct triple *t,
    struct rules_answer *a)
{
	size_t room = MAX_WORDS - t->before;
	bool marked = false;
	const char *text;

	a->route_mailer = m->name;
	if (t->host != NULL)
		a->route_host = text_of(r, t->host, t->host_len, '\0',
		    strchr(m->flags, 'h') == NULL);
	if (strchr(m->flags, '@') != NULL && t->user[0] != NULL &&
	    t->user[0][0] == '@') {
		/* "Nothing more is to be looked up": $: @ $1. With the mark
		 * sendmail does not know an :include: again. */
		marked = true;
		t->user++;
		room--;
	}
	text = text_of(r, (const char *const *)t->user,
	    count((const char *const *)t->user), ' ', false);
	m = text == NULL ? m : special(r, m, text, marked, a);
	if (a->route_user != NULL)
		return;
	r->macros['h'] = t->host == NULL ? NULL :
	    text_of(r, t->host, t->host_len, '\0', false);
	rewrite(r, ruleset_named(r->cf, "2", false, NULL), t->user, room, 0);
	rewrite(r, m->recipient, t->user, room, 0);
	rewrite(r, ruleset_named(r->cf, "4", false, NULL), t->user, room, 0);
	a->route_user = letters_only(r, text_of(r,
	    (const char *const *)t->user, count((const char *const *)t->user),
	    '\0', strchr(m->flags, 'u') == NULL));
}

void
route(struct run *r, const char *address, struct rules_answer *a)
{
	static const struct scan how = { .kind = SCAN_OUTSIDE };
	static const struct join inside = { .blank = ' ', .inside = true };
	const struct mailer *m;
	char text[MAX_NAME + 2];
	struct triple t;
	struct words w;

	if (strlen(address) > MAX_NAME - 1 ||
	    run_scan(r, address, &how, &w, NULL) < 0)
		return;
	rewrite(r, ruleset_named(r->cf, "3", false, NULL), w.w, MAX_WORDS, 0);
	rewrite(r, ruleset_named(r->cf, "0", false, NULL), w.w, MAX_WORDS, 0);
	w.n = count((const char *const *)w.w);
	a->route_mailer = ERROR_MAILER;
	if (!take_apart(&w, &t))
		return;
	m = mailer_find(r->cf, t.mailer);
	if (strcasecmp(t.mailer, "error") == 0) {
		if (t.host != NULL)
			a->route_host = text_of(r, t.host, t.host_len, '\0',
			    false);
		join(r->cf, (const char *const *)t.user,
		    count((const char *const *)t.user), &inside, text,
		    sizeof(text));
		a->route_user = letters_only(r, text);
		return;
	}
	/* Without a mailer of the name, or without a host for one that needs
	 * it, the address is bad. */
	if (m != NULL && (t.host != NULL || strchr(m->flags, 'l') != NULL))
		build(r, m, &t, a);
}
