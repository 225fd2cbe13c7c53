/* Mailers: the M lines. */
#include "agent/rules/mailer.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/rules/cf_rule.h"

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

const struct mailer *
mailer_find(const struct rules *cf, const char *name)
{
	const struct mailer *m;

	for (m = cf->mailers; m != NULL; m = m->next)
		if (strcasecmp(m->name, name) == 0)
			return m;
	return NULL;
}

static char
escaped(char c)
{
	switch (c) {
	case 'r':
		return '\r';
	case 'n':
		return '\n';
	case 'f':
		return '\f';
	case 'b':
		return '\b';
	default:
		return c;
	}
}

const char *
mailer_field(const char *p, char delim, struct buf *ret)
{
	bool quoted = false;

	buf_clear(ret);
	buf_adds(ret, "");
	for (; *p != '\0'; p++) {
		if (*p == '\\') {
			if (p[1] == '\0')
				continue;
			buf_addc(ret, escaped(*++p));
		} else if (*p == '"') {
			quoted = !quoted;
		} else if (quoted || *p != delim) {
			buf_addc(ret, *p);
		} else {
			break;
		}
	}
	return p;
}

/* One "X=value". False: the line ends here for sendmail. */
static bool
set_field(struct rules *cf, struct mailer *m, char code, const char *value)
{
	const char *end;

	switch (code) {
	case 'F':
		m->flags = pool_strdup(&cf->pool, value);
		return true;
	case 'S':
		return ruleset_named(cf, value, true, NULL) != NULL;
	case 'R':
		/* R=envelope/header */
		m->recipient = ruleset_named(cf, value, true, &end);
		if (m->recipient == NULL)
			return false;
		return *end != '/' ||
		    ruleset_named(cf, end + 1, true, NULL) != NULL;
	default:
		return true;
	}
}

int
mailer_add(struct rules *cf, const char *text)
{
	struct mailer *m;
	struct buf value = BUF_INIT(MAX_CF_SIZE);
	const char *p = text;
	bool good = true;
	char code;

	if (cf->n_mailers++ >= MAX_THINGS)
		return -E2BIG;
	m = pool_alloc(&cf->pool, sizeof(*m));
	if (m == NULL)
		return -ENOMEM;
	while (*p != '\0' && *p != ',' && !is_blank(*p))
		p++;
	m->name = pool_strndup(&cf->pool, text, (size_t)(p - text));
	m->flags = "";
	while (*p != '\0' && good) {
		while (*p == ',' || is_blank(*p))
			p++;
		code = *p;
		p += strcspn(p, "=,");
		if (*p != '=') {
			good = code == '\0';
			break;
		}
		for (p++; is_blank(*p); p++)
			continue;
		p = mailer_field(p, ',', &value);
		good = !value.failed && set_field(cf, m, code, value.p);
	}
	good = good && !value.failed && text[0] != ',' && m->name != NULL &&
	    m->name[0] != '\0';
	/* The last of a name is the one that counts. */
	if (good) {
		m->next = cf->mailers;
		cf->mailers = m;
	}
	buf_release(&value);
	return cf->pool.failed ? -ENOMEM : 0;
}
