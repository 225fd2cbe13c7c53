/* Where a daemon of Exim would listen. */
#include "agent/model/ex_listen.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define PORT_MAX	65535

/* Lists longer than this are not Exim's trouble, but ours. */
#define LISTENERS_MAX	4096

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_control(char c)
{
	return (c > '\0' && c < ' ') || c == '\177';
}

static bool
is_punctuation(char c)
{
	return c > ' ' && c < '\177' && (c == '_' || !ex_is_name(c));
}

const char *
ex_list_next(struct pool *p, struct ex_list *l)
{
	const char *s = l->at;
	char *ret;
	size_t n = 0;

	while (ex_is_space(*s) && *s != l->separator)
		s++;
	if (l->separator == '\0') {
		l->separator = ':';
		if (*s == '<' && (is_punctuation(s[1]) || is_control(s[1]))) {
			l->separator = s[1];
			for (s += 2; ex_is_space(*s) && *s != l->separator;)
				s++;
		} else if (*s == '<' && s[1] == '\0') {
			s++;
		}
	}
	l->at = s;
	ret = *s == '\0' ? NULL : pool_alloc(p, strlen(s) + 1);
	if (ret == NULL)
		return NULL;
	if (*s == l->separator && (*++s != l->separator ||
	    is_control(l->separator))) {
		l->at = s;
		return ret;
	}
	/* What s is at now is data, also where it is a separator. */
	do {
		do
			ret[n++] = *s++;
		while (*s != '\0' && *s != l->separator);
	} while (*s != '\0' && *++s == l->separator &&
	    !is_control(l->separator));
	while (n > 0 && ex_is_space(ret[n - 1]) &&
	    (n == 1 || ret[n - 2] != '\\'))
		n--;
	ret[n] = '\0';
	l->at = s;
	return ret;
}

/* One element "address", "address.port", "[address]:port", in place. The
 * port; 0: none is given; -1: none that there is. */
static long
take_port(char *text)
{
	char *at = text, *end;
	int dots = 3;		/* of an IPv4 address */
	long port = 0;

	if (*text == '[') {
		at = strchr(text, ']');
		if (at == NULL || (at[1] != '\0' && at[1] != ':'))
			return 0;
		if (at[1] == ':') {
			port = strtol(at + 2, &end, 10);
			if (*end != '\0')
				return 0;
		}
		*at = '\0';
		memmove(text, text + 1, strlen(text));
	} else {
		for (; *at != '\0'; at++) {
			if (*at == ':')
				dots = 0;
			else if (*at == '.' && dots-- <= 0)
				break;
		}
		if (*at == '\0')
			return 0;
		port = strtol(at + 1, &end, 10);
		if (*end != '\0')
			return 0;
		*at = '\0';
	}
	return port > PORT_MAX ? -1 : port < 0 ? 0 : port;
}

static bool
is_inet(const char *s)
{
	int i, n;
	long part;

	for (i = 0; i < 4; i++) {
		if (i > 0 && *s++ != '.')
			return false;
		for (n = 0, part = 0; n < 3 && is_digit(s[n]); n++)
			part = part * 10 + (s[n] - '0');
		if (n == 0 || part > 255)
			return false;
		s += n;
	}
	return *s == '\0';
}

/* Exim's own idea of an IPv6 address, with or without "%interface". */
static bool
is_inet6(const char *s)
{
	bool zeros = false;
	int count, n;

	if (*s == ':' && *++s != ':')
		return false;
	for (count = 0; count < 8; count++) {
		if (*s == '\0' || *s == '%' || *s == '/')
			return zeros;
		if (*s == ':') {
			if (zeros)
				return false;
			zeros = true;
			s++;
			continue;
		}
		if (strchr(s, ':') == NULL && strchr(s, '.') != NULL)
			return (zeros ? count <= 6 : count == 6) &&
			    is_inet(s);
		for (n = 0; n < 4 && isxdigit((unsigned char)*s); n++)
			s++;
		if (n == 0 || (*s == ':' && *++s == '\0'))
			return false;
	}
	return *s == '\0' || *s == '%';
}

struct making {
	struct pool *pool;
	struct smcf_listener *first, **end;
	struct strv ports;		/* for all without one */
	unsigned n, line;
	bool no_inet6;
	const char *why;
};

static int
add(struct making *m, const char *address, bool inet6, const char *port)
{
	struct smcf_listener *l = pool_alloc(m->pool, sizeof(*l));
	const bool any = strcmp(address, inet6 ? "::0" : "0.0.0.0") == 0;

	if (l == NULL || port == NULL)
		return -ENOMEM;
	*l = (struct smcf_listener){ .name = "exim", .port = port,
		.family = inet6 ? "inet6" : "inet", .modifiers = "",
		.address = any ? NULL : address, .line = m->line };
	*m->end = l;
	m->end = &l->next;
	if (++m->n > LISTENERS_MAX)
		m->why = "it has too many addresses";
	return 0;
}

static int
add_interface(struct making *m, char *text)
{
	const long port = take_port(text);
	const bool inet6 = strchr(text, ':') != NULL;
	size_t i;
	int r = 0;

	if (port < 0)
		m->why = "a port is too large";
	else if (!(inet6 ? is_inet6(text) : is_inet(text)))
		m->why = "this is no address: Exim would not start";
	if (m->why != NULL || (inet6 && m->no_inet6))
		return 0;
	if (port > 0)
		return add(m, text, inet6, pool_printf(m->pool, "%ld", port));
	if (m->ports.n == 0)
		m->why = "no port is given";
	for (i = 0; r == 0 && m->why == NULL && i < m->ports.n; i++)
		r = add(m, text, inet6, m->ports.v[i]);
	return r;
}

/* Numbers as strtol(3) has them, or names. */
static int
read_ports(struct making *m, const char *list)
{
	struct ex_list l = { .at = list };
	const char *text;
	char *end;
	bool over = false;
	long port;
	int r = 0;

	while (r == 0 && m->why == NULL &&
	    (text = ex_list_next(m->pool, &l)) != NULL) {
		if (*text == '\0') {
			m->why = "a port has no name: Exim would not start";
		} else if (!is_digit(*text)) {
			r = over ? 0 : strv_push(m->pool, &m->ports, text);
		} else {
			port = strtol(text, &end, 0);
			if (*end != '\0' || port > PORT_MAX)
				m->why = "a port is no number: Exim would "
				    "not start";
			/* 0 ends the list that Exim makes of it. */
			over = over || port == 0;
			if (!over)
				r = strv_push(m->pool, &m->ports,
				    pool_printf(m->pool, "%ld", port));
		}
	}
	return m->pool->failed ? -ENOMEM : r;
}

/* Ports of tls_on_connect_ports are no listeners; but it has to be a list of
 * ports. */
static bool
is_port_list(struct pool *p, const char *list)
{
	struct ex_list l = { .at = list };
	const char *text;

	while ((text = ex_list_next(p, &l)) != NULL)
		if (*text == '\0')
			return false;
	return true;
}

/* What has neither a dot nor a colon is a port, all else an address. */
static int
split_override(struct pool *p, const char *override, const char **interfaces,
    const char **ports)
{
	struct ex_list l = { .at = override };
	const char *text, **to;

	while ((text = ex_list_next(p, &l)) != NULL) {
		to = strpbrk(text, ".:") != NULL ? interfaces : ports;
		*to = pool_printf(p, "%s%c %s", *to == NULL ? "<" : *to,
		    l.separator, text);
	}
	return p->failed ? -ENOMEM : 0;
}

static bool
is_unclear(const struct ex_value *v, struct ex_doubt *d)
{
	if (v->state != EX_UNKNOWN && v->state != EX_BAD)
		return false;
	*d = (struct ex_doubt){ .file = v->at->file, .line = v->at->line,
		.why = v->state == EX_BAD ? "Exim would not start with it" :
		"its value depends on how Exim was built, or is not known" };
	return true;
}

static int
make(struct making *m, const char *interfaces, const char *ports)
{
	struct ex_list l = { .at = interfaces };
	const char *text;
	int r = read_ports(m, ports);

	while (r == 0 && m->why == NULL &&
	    (text = ex_list_next(m->pool, &l)) != NULL)
		r = add_interface(m, pool_strdup(m->pool, text));
	return m->pool->failed ? -ENOMEM : r;
}

int
ex_listeners(struct pool *p, const struct ex_conf *c, const char *override,
    struct smcf_listener **ret, struct ex_doubt *doubt)
{
	const char *interfaces = NULL, *ports = NULL;
	struct making m = { .pool = p };
	struct ex_ways w;
	struct ex_doubt d = { .why = c->fault.why, .file = c->fault.file,
		.line = c->fault.line };
	int r = ex_conf_ways(p, c, &w);

	m.end = &m.first;
	if (r == 0 && override != NULL)
		r = split_override(p, override, &interfaces, &ports);
	if (r < 0)
		return r;
	if (d.why == NULL && !is_unclear(&w.no_inet6, &d) &&
	    (interfaces != NULL || !is_unclear(&w.interfaces, &d)) &&
	    (ports != NULL || !is_unclear(&w.ports, &d))) {
		m.no_inet6 = w.no_inet6.state == EX_KNOWN &&
		    strcmp(w.no_inet6.text, "yes") == 0;
		m.line = w.interfaces.at != NULL ? w.interfaces.at->line : 0;
		r = make(&m, interfaces != NULL ? interfaces :
		    w.interfaces.state == EX_KNOWN ? w.interfaces.text :
		    "<; ::0 ; 0.0.0.0", ports != NULL ? ports :
		    w.ports.state == EX_KNOWN ? w.ports.text : "smtp");
	}
	if (r < 0)
		return r;
	if (d.why == NULL && m.why == NULL && (w.tls_ports.state == EX_BAD ||
	    (w.tls_ports.state == EX_KNOWN &&
	    !is_port_list(p, w.tls_ports.text))))
		d = (struct ex_doubt){ .file = w.tls_ports.at->file,
			.line = w.tls_ports.at->line,
			.why = "Exim would not start with it" };
	if (m.why != NULL)
		d = (struct ex_doubt){ .why = m.why, .line = m.line,
			.file = w.interfaces.at != NULL ?
			w.interfaces.at->file : NULL };
	*doubt = d;
	if (d.why == NULL)
		*ret = m.first;
	return 0;
}
