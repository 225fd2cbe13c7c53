/* The main section of Exim's configuration. */
#include "agent/model/ex_conf.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/model/ex_macro.h"

/* Begin with these: lists that have a name, and are no options. */
static bool
is_list(const char *text)
{
	static const char *const names[] = { "domainlist", "hostlist",
		"addresslist", "localpartlist" };
	size_t i;

	if (strncmp(text, "hide", 4) == 0 && ex_is_space(text[4]))
		text += 5;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(text, names[i], strlen(names[i])) == 0)
			return true;
	return false;
}

static const char *
skip(const char *text)
{
	while (ex_is_space(*text))
		text++;
	return text;
}

/* The name of an option, or of "hide", which may stand before it. */
static const char *
read_name(struct pool *p, const char *text, const char **name)
{
	size_t n, i;

	*name = NULL;
	for (i = 0; i < 2; i++) {
		for (n = 0; ex_is_name(text[n]); n++)
			;
		*name = pool_strndup(p, text, n < 63 ? n : 63);
		text = skip(text + n);
		if (*name == NULL || strcmp(*name, "hide") != 0)
			break;
	}
	return text;
}

/* Exim takes one option once. */
static bool
is_second(const struct ex_conf *c, const struct ex_setting *one)
{
	const struct ex_setting *s;

	for (s = c->settings; s != NULL; s = s->next)
		if (strcmp(s->name, one->name) == 0 && !s->maybe &&
		    !one->maybe)
			return true;
	return false;
}

/* 0, with a fault where Exim would end; -ENOMEM. */
static int
add_setting(struct ex_reader *r, struct ex_conf *c, struct ex_setting **end,
    const struct ex_line *l)
{
	struct ex_setting *s = pool_alloc(r->pool, sizeof(*s));
	const char *name, *text;

	if (s == NULL)
		return -ENOMEM;
	text = read_name(r->pool, l->text, &name);
	if (name == NULL)
		return -ENOMEM;
	if (*name == '\0' || (*name >= '0' && *name <= '9') || *name == '_' ||
	    *text == EX_UNSURE[0])
		return l->maybe && *text != EX_UNSURE[0] ? 0 : ex_fault(r,
		    *text == EX_UNSURE[0] ? "what it says depends on how "
		    "Exim was built" : "it is no option");
	if (*text != '=' && *text != '\0')
		return l->maybe ? 0 : ex_fault(r, "behind its name stands "
		    "something else than \"=\"");
	*s = (struct ex_setting){ .name = name, .text = text,
		.maybe = l->maybe, .file = l->file, .line = l->line,
		.last = l->last };
	if (strncmp(name, "no_", 3) == 0 || strncmp(name, "not_", 4) == 0) {
		s->negated = true;
		s->name += name[2] == '_' ? 3 : 4;
	}
	if (*s->name == '\0')
		return l->maybe ? 0 : ex_fault(r, "it is no option");
	if (is_second(c, s))
		return ex_fault(r, "this option is set for the second time");
	*end = s;
	return 0;
}

/* The lines of one section. 0, with a fault; -ENOMEM. */
static int
read_lines(struct ex_reader *r, struct ex_conf *c)
{
	struct ex_setting **end = &c->settings;
	struct ex_line l = { .line = 0 };
	int e;

	while ((e = ex_lines_next(r, &l)) > 0) {
		if (strncasecmp(l.text, "begin ", 6) == 0) {
			if (!l.maybe)
				return 0;
			return ex_fault(r, "where its options end depends on "
			    "how Exim was built");
		}
		if (is_list(l.text))
			continue;
		e = add_setting(r, c, end, &l);
		if (e < 0 || r->fault.why != NULL)
			return e;
		while (*end != NULL)
			end = &(*end)->next;
	}
	return e;
}

int
ex_conf_read(struct pool *p, const struct ex_files *files,
    const struct ex_part *parts, size_t n, const struct strv *macros,
    struct ex_conf *ret)
{
	struct ex_conf c = { .settings = NULL };
	struct ex_reader r;
	size_t i;
	int e = 0;

	ex_lines_init(&r, p, files, parts, n);
	for (i = 0; e == 0 && macros != NULL && i < macros->n; i++)
		e = ex_macro_define(&r, macros->v[i]);
	if (e == -EINVAL)
		e = ex_fault(&r, "a macro of -D is malformed");
	if (e == 0 && r.fault.why == NULL)
		e = read_lines(&r, &c);
	c.fault = r.fault;
	ex_lines_release(&r);
	if (e < 0)
		return e;
	*ret = c;
	return 0;
}

/* The setting that counts. Of several, at most one can be in every build. */
static const struct ex_setting *
find(const struct ex_conf *c, const char *name, struct ex_value *v)
{
	const struct ex_setting *s;

	*v = (struct ex_value){ .state = EX_UNSET };
	for (s = c->settings; s != NULL; s = s->next) {
		if (strcmp(s->name, name) != 0)
			continue;
		v->state = v->at != NULL || s->maybe ||
		    strchr(s->text, EX_UNSURE[0]) != NULL ? EX_UNKNOWN :
		    EX_KNOWN;
		v->at = s;
	}
	return v->state == EX_KNOWN ? v->at : NULL;
}

static bool
is_octal(char c)
{
	return c >= '0' && c <= '7';
}

static int
hex(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *p = c == '\0' ? NULL : strchr(digits, c);

	return p == NULL ? -1 : (int)((p - digits) % 16);
}

/* What stands behind a backslash; *at is behind it then. */
static char
escape(const char **at)
{
	static const char from[] = "bfnrtv", to[] = "\b\f\n\r\t\v";
	const char *p = *at, *e;
	unsigned ch = 0, i;

	if (is_octal(*p)) {
		for (i = 0; i < 3 && is_octal(*p); i++)
			ch = ch * 8 + (unsigned)(*p++ - '0');
	} else if (*p == 'x') {
		for (p++, i = 0; i < 2 && hex(*p) >= 0; i++)
			ch = ch * 16 + (unsigned)hex(*p++);
	} else {
		e = strchr(from, *p);
		ch = (unsigned char)(e == NULL ? *p : to[e - from]);
		p++;
	}
	*at = p;
	return (char)(unsigned char)ch;
}

/* A text in quotes is all of it. 1, 0: it is bad, -ENOMEM. */
static int
unquote(struct pool *p, const char *text, const char **ret)
{
	const char *const from = text;
	char *to, *at;

	if (*text != '"') {
		*ret = text;
		return 1;
	}
	to = at = pool_strdup(p, text);
	if (to == NULL)
		return -ENOMEM;
	for (text++; *text != '\0' && *text != '"';) {
		if (*text != '\\' || text[1] == '\0') {
			*at++ = *text++;
		} else {
			text++;
			*at++ = escape(&text);
		}
	}
	*at = '\0';
	*ret = to;
	/* Exim looks no further than that a quote stands at the end. */
	if (*text == '"')
		text++;
	return *text == '\0' && text > from + 1 && text[-1] == '"';
}

int
ex_conf_string(struct pool *p, const struct ex_conf *c, const char *name,
    struct ex_value *ret)
{
	struct ex_value v;
	const struct ex_setting *s = find(c, name, &v);
	int r = 1;

	if (s != NULL)
		r = s->negated || s->text[0] != '=' ? 0 :
		    unquote(p, skip(s->text + 1), &v.text);
	if (r < 0)
		return r;
	if (r == 0) {
		v.state = EX_BAD;
		v.text = NULL;
	}
	*ret = v;
	return 0;
}

void
ex_conf_bool(const struct ex_conf *c, const char *name, struct ex_value *ret)
{
	struct ex_value v;
	const struct ex_setting *s = find(c, name, &v);
	const char *text;

	*ret = v;
	if (s == NULL)
		return;
	text = s->text[0] == '=' ? skip(s->text + 1) : s->text;
	if (text[0] == '\0')
		ret->text = s->negated ? "no" : "yes";
	else if (s->negated || s->text[0] != '=')
		ret->state = EX_BAD;
	else if (strcasecmp(text, "true") == 0 ||
	    strcasecmp(text, "yes") == 0)
		ret->text = "yes";
	else if (strcasecmp(text, "false") == 0 ||
	    strcasecmp(text, "no") == 0)
		ret->text = "no";
	else
		ret->state = EX_BAD;
}

static bool
is_later(const struct ex_setting *one, const struct ex_setting *other)
{
	while (other != NULL && other != one)
		other = other->next;
	return other == one;
}

int
ex_conf_ways(struct pool *p, const struct ex_conf *c, struct ex_ways *ret)
{
	struct ex_ways w;
	struct ex_value old;
	int r = ex_conf_string(p, c, "local_interfaces", &w.interfaces);

	if (r == 0)
		r = ex_conf_string(p, c, "daemon_smtp_ports", &w.ports);
	if (r == 0)
		r = ex_conf_string(p, c, "daemon_smtp_port", &old);
	if (r == 0)
		r = ex_conf_string(p, c, "tls_on_connect_ports",
		    &w.tls_ports);
	if (r < 0)
		return r;
	ex_conf_bool(c, "disable_ipv6", &w.no_inet6);
	/* Two names of one option, of which the later counts. */
	if (old.state != EX_UNSET) {
		if (w.ports.state == EX_UNSET)
			w.ports = old;
		else if (w.ports.state == EX_KNOWN && old.state == EX_KNOWN)
			w.ports = is_later(old.at, w.ports.at) ? old : w.ports;
		else if (w.ports.state != EX_BAD)
			w.ports = old.state == EX_KNOWN ? w.ports : old;
	}
	*ret = w;
	return 0;
}
