/* One question whether a host would relay, and the word for its answer. */
#include "agent/run/relay_case.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

static bool
contains(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (; *text != '\0'; text++)
		if (strncasecmp(text, word, n) == 0)
			return true;
	return false;
}

/* A text that begins with three digits and a blank: the reply code. */
static char
reply_class(const char *text)
{
	if (text == NULL)
		return '\0';
	text += *text == '"';
	return strspn(text, "0123456789") == 3 ? text[0] : '\0';
}

static bool
is_refused(const struct rules_answer *a)
{
	return a->mailer != NULL && (strcmp(a->mailer, "error") == 0 ||
	    strcmp(a->mailer, "discard") == 0 ||
	    strcmp(a->mailer, "TEMP") == 0);
}

/* Only the words of a refusal say that it is one of relaying. */
static const char *
refusal(const struct rules_answer *a)
{
	if (strcmp(a->mailer, "TEMP") == 0 || reply_class(a->text) == '4' ||
	    (a->at != NULL && a->at[0] == '4' && reply_class(a->text) != '5'))
		return "TEMP";
	return a->text != NULL && contains(a->text, "relaying") ? "DENY" :
	    "ERR";
}

static const char *
acceptance(const struct relay_case *c, const struct rules_answer *a)
{
	const char *mailer = a->route_mailer;

	if (c->kind == 'L')
		return "LOCAL";
	if (c->kind == 'M')
		return "ACCEPT";
	if (mailer != NULL && strcmp(mailer, "local") == 0)
		return "ACCLOCAL";
	if (mailer == NULL || strcmp(mailer, "*error*") == 0)
		return "ACCERR";
	return c->kind == 'T' ? "TRUST" : "OPEN";
}

static const char *
route_text(struct pool *p, const struct rules_answer *a)
{
	const char *user = a->route_user != NULL ? a->route_user : "";

	if (a->route_mailer == NULL)
		return "";
	if (a->route_host != NULL && a->route_host[0] != '\0')
		return pool_printf(p, "%s, host %s, user %s",
		    a->route_mailer, a->route_host, user);
	return pool_printf(p, "%s, user %s", a->route_mailer, user);
}

int
relay_case_ask(struct rules *rules, const struct relay_case *c, bool explain,
    struct pool *pool, struct relay_reply *ret)
{
	/* A stranger takes the listener that serves him. */
	const char mode[2] = { c->daemon && rules_deferred(rules) ? 'd' :
	    rules_delivery(rules), '\0' };
	const struct rules_macro macros[] = {
		{ "{client_addr}", c->client_addr },
		{ "{client_name}", c->client_name },
		{ "{client_resolve}", c->client_resolve },
		{ "{deliveryMode}", mode },
		{ "f", c->from },
		{ "{mail_from}", c->from },
		{ "{auth_type}", c->auth },
	};
	const struct rules_question q = {
		.ruleset = c->ruleset, .address = c->address,
		.macros = macros,
		.n_macros = sizeof(macros) / sizeof(macros[0]),
		.route = c->kind != 'M', .explain = explain,
		.typed = !c->daemon,
	};
	struct rules_answer *a = &ret->answer;
	int r;

	*ret = (struct relay_reply){ .verdict = "UNKNOWN", .route = "" };
	r = rules_ask(rules, &q, pool, a);
	if (r < 0)
		return r;
	ret->route = route_text(pool, a);
	ret->returned = a->returned;
	if (a->unknown != NULL) {
		ret->returned = a->unknown;
	} else if (!a->defined) {
		ret->verdict = "NORULE";
		ret->returned = "ruleset undefined";
	} else {
		ret->verdict = is_refused(a) ? refusal(a) : acceptance(c, a);
	}
	return pool->failed ? -ENOMEM : 0;
}

#define FIELDS 9

bool
relay_case_parse(struct pool *pool, const char *line, size_t len,
    struct relay_case *ret)
{
	const char *field[FIELDS] = { NULL }, *end = line + len, *tab;
	size_t n;

	for (n = 0; n < FIELDS && line <= end; n++) {
		tab = memchr(line, '\t', (size_t)(end - line));
		if (tab == NULL)
			tab = end;
		field[n] = pool_strndup(pool, line, (size_t)(tab - line));
		line = tab + 1;
	}
	if (n < FIELDS - 1 || pool->failed || field[3][0] == '\0')
		return false;
	if (field[8] != NULL && field[8][0] == '\0')
		field[8] = NULL;
	*ret = (struct relay_case){ .name = field[0], .ruleset = field[1],
	    .address = field[2], .kind = field[3][0],
	    .client_addr = field[4], .client_name = field[5],
	    .client_resolve = field[6], .from = field[7], .auth = field[8] };
	return true;
}
