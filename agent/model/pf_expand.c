/* The values of main.cf: $name and all its longer forms (postconf(5)). */
#include "agent/model/pf_expand.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/model/pf_text.h"

/* As deep as Postfix goes; as long and as much work as no host needs. */
#define DEPTH 101
#define LENGTH 65536
#define WORK 20000

struct expansion {
	struct pool *pool;
	const struct pf_main *main;
	enum pf_state state;
	unsigned depth, work;
};

/* What postconf -d says on every system. */
static const struct { const char *name, *value; } defaults[] = {
	{ "compatibility_level", "0" },
	{ "inet_interfaces", "all" },
	{ "inet_protocols", "all" },
	{ "mail_name", "Postfix" },
	{ "master_service_disable", "" },
	{ "multi_instance_directories", "" },
	{ "multi_instance_enable", "no" },
	{ "multi_instance_group", "" },
	{ "multi_instance_name", "" },
	{ "multi_instance_wrapper", "" },
	{ "mydestination", "$myhostname, localhost.$mydomain, localhost" },
	{ "myorigin", "$myhostname" },
	{ "proxy_interfaces", "" },
	{ "relayhost", "" },
	{ "virtual_alias_domains", "$virtual_alias_maps" },
	{ "virtual_alias_maps", "$virtual_maps" },
	{ "virtual_mailbox_domains", "$virtual_mailbox_maps" },
	{ "virtual_mailbox_maps", "" },
	{ "virtual_maps", "" },
};

static void expand(struct expansion *, const char *text, struct buf *out);
static const char *expanded(struct expansion *, const char *text);

static void
fail(struct expansion *x, enum pf_state state)
{
	if (state > x->state)
		x->state = state;
}

/* A host name without a dot gets one of the default domain. */
static const char *
host_name(struct expansion *x)
{
	const struct pf_setting *domain = pf_main_find(x->main, "mydomain");
	const char *host = x->main->host;

	if (host == NULL || *host == '\0')
		return NULL;
	if (strchr(host, '.') != NULL)
		return host;
	return pool_printf(x->pool, "%s.%s", host, domain == NULL ?
	    "localdomain" : "$mydomain");
}

/* mydomain is myhostname without its first part, where that has one. */
static const char *
domain_name(struct expansion *x)
{
	const char *host = expanded(x, "$myhostname"), *dot;

	if (host == NULL || x->state != PF_KNOWN)
		return NULL;
	dot = strchr(host, '.');
	return dot == NULL ? "localdomain" : dot + 1;
}

/* The text of a parameter, not expanded; NULL: not known. */
static const char *
look_up(struct expansion *x, const char *name)
{
	const struct pf_setting *s = pf_main_find(x->main, name);
	size_t i;

	if (s != NULL)
		return s->value;
	for (i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
		if (strcmp(defaults[i].name, name) == 0)
			return defaults[i].value;
	if (strcmp(name, "myhostname") == 0)
		return host_name(x);
	return strcmp(name, "mydomain") == 0 ? domain_name(x) : NULL;
}

/* From "{" to its end: the text inside, and *at behind the white space that
 * follows. NULL: it does not end. */
static const char *
braces(struct expansion *x, const char **at)
{
	const char *from = *at + 1, *p;
	unsigned level = 1;

	for (p = from; *p != '\0'; p++) {
		if (*p == '{')
			level++;
		else if (*p == '}' && --level == 0) {
			x->work += (unsigned)(p - from) / 64;
			*at = p + 1 + pf_spaces(p + 1);
			return pool_strndup(x->pool, from,
			    (size_t)(p - from));
		}
	}
	fail(x, PF_BAD);
	return NULL;
}

static bool
is_number(const char *text)
{
	return *text != '\0' && text[strspn(text, "0123456789")] == '\0' &&
	    strlen(text) < 18;
}

static int
compare(const char *a, const char *b)
{
	long long m, n;

	if (!is_number(a) || !is_number(b))
		return strcmp(a, b);
	m = strtoll(a, NULL, 10);
	n = strtoll(b, NULL, 10);
	return m < n ? -1 : m > n;
}

/* "3.6", "2", "3.7.1": parts of a compatibility level. False: none. */
static bool
level(const char *text, long ret[3])
{
	char *end;
	int i;

	ret[0] = ret[1] = ret[2] = 0;
	for (i = 0; i < 3; i++) {
		if (*text < '0' || *text > '9' || strspn(text,
		    "0123456789") > 6)
			return false;
		ret[i] = strtol(text, &end, 10);
		if (*end == '\0')
			return true;
		if (*end != '.')
			return false;
		text = end + 1;
	}
	return false;
}

static int
compare_levels(struct expansion *x, const char *a, const char *b)
{
	long m[3], n[3];
	int i;

	if (!level(a, m) || !level(b, n)) {
		fail(x, PF_UNKNOWN);
		return 0;
	}
	for (i = 0; i < 3; i++)
		if (m[i] != n[i])
			return m[i] < n[i] ? -1 : 1;
	return 0;
}

/* The operator at *at, moved behind it: bits of less, equal and more. */
static int
operation(const char **at, bool *levels)
{
	static const struct { const char *text; int bits; bool levels; }
	    all[] = {
		{ "<=level", 3, true }, { ">=level", 6, true },
		{ "==level", 2, true }, { "!=level", 5, true },
		{ "<level", 1, true }, { ">level", 4, true },
		{ "==", 2, false }, { "!=", 5, false }, { "<=", 3, false },
		{ ">=", 6, false }, { "<", 1, false }, { ">", 4, false },
	};
	static const char signs[] = "<>!=?+-*/~&|%";
	size_t i, n = strspn(*at, signs);

	while ((*at)[n] >= 'a' && (*at)[n] <= 'z')
		n++;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strlen(all[i].text) == n &&
		    memcmp(all[i].text, *at, n) == 0) {
			*at += n;
			*levels = all[i].levels;
			return all[i].bits;
		}
	return 0;
}

static const char *
expanded(struct expansion *x, const char *text)
{
	struct buf b = BUF_INIT(LENGTH);
	const char *ret;

	expand(x, text, &b);
	ret = pool_strdup(x->pool, b.p != NULL ? b.p : "");
	buf_release(&b);
	return ret;
}

/* {left} OP {right}: the value that is tested, "" or "true". */
static const char *
relation(struct expansion *x, const char **at)
{
	const char *left, *right;
	bool levels = false;
	int bits, c;

	left = braces(x, at);
	if (left == NULL)
		return NULL;
	bits = operation(at, &levels);
	*at += pf_spaces(*at);
	if (bits == 0 || **at != '{') {
		fail(x, PF_BAD);
		return NULL;
	}
	right = braces(x, at);
	if (right == NULL)
		return NULL;
	left = expanded(x, left);
	right = expanded(x, right);
	if (left == NULL || right == NULL || x->state == PF_BAD)
		return NULL;
	c = levels ? compare_levels(x, left, right) : compare(left, right);
	return (bits & (c < 0 ? 1 : c == 0 ? 2 : 4)) != 0 ? "true" : "";
}

/* One result behind "?" or ":": {text}, or all that is left. */
static const char *
result(struct expansion *x, const char **at)
{
	const char *text = *at;
	size_t n = pf_spaces(*at);

	if (text[n] != '{') {
		*at += strlen(*at);
		return text;
	}
	*at += n;
	return braces(x, at);
}

static void
choose(struct expansion *x, const char *at, const char *value,
    struct buf *out)
{
	const char *text;
	char sign = *at++;

	if (sign == '?') {
		text = result(x, &at);
		if (text != NULL && *value != '\0')
			expand(x, text, out);
		if (text == NULL || *at == '\0')
			return;
		if (*at++ != ':') {
			fail(x, PF_BAD);
			return;
		}
	}
	text = result(x, &at);
	if (text != NULL && *value == '\0')
		expand(x, text, out);
	if (text != NULL && *at != '\0')
		fail(x, PF_BAD);
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

/* The value of the name before "?", ":" or the end; that is where *at then
 * is. NULL: not known, or it is no name. */
static const char *
named(struct expansion *x, const char **at)
{
	const char *from = *at, *name, *value;

	while (is_name_char(**at))
		(*at)++;
	if (**at != '\0' && **at != '?' && **at != ':') {
		fail(x, PF_BAD);
		return NULL;
	}
	name = pool_strndup(x->pool, from, (size_t)(*at - from));
	value = name == NULL ? NULL : look_up(x, name);
	if (value == NULL)
		fail(x, PF_UNKNOWN);
	return value;
}

/* What stands between the braces of ${...}, or the name behind $. */
static void
reference(struct expansion *x, const char *text, struct buf *out)
{
	const char *at = text + pf_spaces(text), *value;

	if (*at == '{') {
		value = relation(x, &at);
		if (value != NULL && *at != '\0' && *at != '?' && *at != ':')
			fail(x, PF_BAD);
	} else {
		at = text;
		value = named(x, &at);
	}
	if (value == NULL || x->state == PF_BAD)
		return;
	if (*at != '\0')
		choose(x, at, value, out);
	else
		expand(x, value, out);
}

/* $name, $(text) or ${text}: its inside, and *at behind it. NULL: bad. */
static const char *
inside(struct expansion *x, const char **at)
{
	const char open = **at, *from = *at, *p = from;
	const char shut = open == '{' ? '}' : ')';
	unsigned depth = 0;

	if (open != '{' && open != '(') {
		while (is_name_char(*p))
			p++;
		*at = p;
	} else {
		for (from++; *p != '\0'; p++) {
			if (*p == open)
				depth++;
			else if (*p == shut && --depth == 0)
				break;
		}
		*at = *p == '\0' ? p : p + 1;
		if (*p == '\0')
			p = from;
	}
	x->work += (unsigned)(p - from) / 64;
	if (p > from)
		return pool_strndup(x->pool, from, (size_t)(p - from));
	fail(x, PF_BAD);
	return NULL;
}

static void
expand(struct expansion *x, const char *text, struct buf *out)
{
	const char *at = text, *dollar, *in;

	if (++x->depth > DEPTH)
		fail(x, PF_BAD);
	while (*at != '\0' && x->state != PF_BAD && !x->pool->failed) {
		dollar = strchr(at, '$');
		if (++x->work > WORK)
			fail(x, PF_UNKNOWN);
		if (x->work > 2 * WORK || out->failed)
			break;
		buf_add(out, at, dollar == NULL ? strlen(at) :
		    (size_t)(dollar - at));
		if (dollar == NULL)
			break;
		at = dollar + 1;
		if (*at == '$') {
			buf_addc(out, *at++);
			continue;
		}
		in = inside(x, &at);
		if (in != NULL)
			reference(x, in, out);
	}
	x->depth--;
}

int
pf_main_expand(struct pool *p, const struct pf_main *m, const char *text,
    struct pf_value *ret)
{
	struct pool scratch = { .blocks = NULL };
	struct expansion x = { .pool = &scratch, .main = m };
	struct buf b = BUF_INIT(LENGTH);
	struct pf_value v;

	expand(&x, text, &b);
	if (b.failed && x.state == PF_KNOWN)
		x.state = PF_UNKNOWN;
	v = (struct pf_value){ .state = x.state,
	    .text = x.state != PF_KNOWN || b.p == NULL ? "" :
	    pool_strdup(p, b.p) };
	if (scratch.failed)
		p->failed = true;
	buf_release(&b);
	pool_release(&scratch);
	if (p->failed || v.text == NULL)
		return -ENOMEM;
	*ret = v;
	return 0;
}

int
pf_main_value(struct pool *p, const struct pf_main *m, const char *name,
    struct pf_value *ret)
{
	char *text = pool_printf(p, "${%s}", name);

	return text == NULL ? -ENOMEM : pf_main_expand(p, m, text, ret);
}
