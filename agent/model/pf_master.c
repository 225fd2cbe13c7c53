/* Postfix's master.cf (master(5)), and where its master listens. */
#include "agent/model/pf_master.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/model/pf_text.h"

#define BLANKS " \t\r\n"

/* The next field; with braces, one that begins with "{" goes to its "}". */
static const char *
field(struct pool *p, const char **at, bool braces)
{
	const char *from = *at + strspn(*at, BLANKS), *to = from;
	unsigned level = 0;

	for (; *to != '\0' && (level > 0 || strchr(BLANKS, *to) == NULL);
	    to++) {
		if (braces && *to == '{')
			level++;
		else if (level > 0 && *to == '}')
			level--;
	}
	*at = to;
	return to == from ? NULL : pool_strndup(p, from, (size_t)(to - from));
}

/* "{ text }" without its braces and the white space inside them. False: it
 * does not end in one. */
static bool
unbrace(struct pool *p, const char **word)
{
	size_t n = strlen(*word), from = 1;

	if (**word != '{')
		return true;
	if (n < 2 || (*word)[n - 1] != '}')
		return false;
	from += pf_spaces(*word + 1);
	for (n--; n > from && pf_is_space((*word)[n - 1]); n--)
		;
	*word = pool_strndup(p, *word + from, n > from ? n - from : 0);
	return true;
}

static int
add_override(struct pool *p, struct pf_service *s, const char *text)
{
	struct pf_override *o = pool_alloc(p, sizeof(*o)), **end;
	const char *eq = strchr(text, '=');

	if (o == NULL)
		return -ENOMEM;
	if (eq == NULL || eq == text)
		return -EINVAL;
	if (pf_setting_split(p, text, &o->name, &o->value) < 0)
		return p->failed ? -ENOMEM : -EINVAL;
	for (end = &s->overrides; *end != NULL; end = &(*end)->next)
		;
	*end = o;
	return 0;
}

/* 0, -EINVAL, -ENOMEM. */
static int
read_args(struct pool *p, struct pf_service *s, const char *at)
{
	const char *word;
	bool option = false;
	int r;

	while ((word = field(p, &at, true)) != NULL) {
		if (!unbrace(p, &word))
			return -EINVAL;
		if (word == NULL || strv_keep(p, &s->args, word) < 0)
			return -ENOMEM;
		r = 0;
		if (option)
			r = add_override(p, s, word);
		else if (strncmp(word, "-o", 2) == 0 && word[2] != '\0')
			r = add_override(p, s, word + 2);
		if (r == -ENOMEM)
			return r;
		option = !option && strcmp(word, "-o") == 0;
	}
	return p->failed ? -ENOMEM : 0;
}

/* "-" stands for the default; otherwise y or n, or a number (with a "?" of
 * the wakeup time behind it). */
static bool
is_valid(const struct pf_service *s)
{
	const char *f;
	int i;

	for (i = 0; i < 5; i++) {
		f = s->fields[i];
		if (strcmp(f, "-") == 0)
			continue;
		if (i < 3 ? strcmp(f, "y") != 0 && strcmp(f, "n") != 0 :
		    !isdigit((unsigned char)*f))
			return false;
	}
	if (strcmp(s->type, "inet") == 0)
		return strcmp(s->fields[0], "n") == 0;
	return strcmp(s->type, "unix") == 0 ||
	    strcmp(s->type, "unix-dgram") == 0 ||
	    strcmp(s->type, "fifo") == 0 || strcmp(s->type, "pass") == 0;
}

/* 0, -EINVAL, -ENOMEM. */
static int
read_service(struct pool *p, const char *at, struct pf_service *s)
{
	const char *host, *port;
	int i;

	s->name = field(p, &at, false);
	s->type = field(p, &at, false);
	for (i = 0; i < 5; i++)
		s->fields[i] = field(p, &at, false);
	s->command = field(p, &at, false);
	if (p->failed)
		return -ENOMEM;
	if (s->command == NULL || strcmp(s->command, "-") == 0 ||
	    !is_valid(s))
		return -EINVAL;
	if (strcmp(s->type, "inet") == 0 &&
	    !pf_service_parts(p, s, &host, &port))
		return p->failed ? -ENOMEM : -EINVAL;
	return read_args(p, s, at);
}

int
pf_master_parse(struct pool *p, const char *text, size_t len,
    struct pf_master *ret)
{
	struct pf_master m = { .services = NULL };
	struct pf_service **end = &m.services, *s;
	struct pf_lines l;
	struct pf_line one;
	int r;

	pf_lines_init(&l, text, len);
	while (m.bad_line == 0 && (r = pf_lines_next(p, &l, &one)) != 0) {
		s = r < 0 ? NULL : pool_alloc(p, sizeof(*s));
		if (s == NULL)
			return -ENOMEM;
		s->line = one.line;
		s->last = one.last;
		r = read_service(p, one.text, s);
		if (r == -ENOMEM)
			return r;
		if (r < 0) {
			m.bad_line = one.line;
		} else {
			*end = s;
			end = &s->next;
		}
	}
	*ret = m;
	return 0;
}

const char *
pf_service_option(const struct pf_service *s, const char *name)
{
	const struct pf_override *o;
	const char *ret = NULL;

	for (o = s->overrides; o != NULL; o = o->next)
		if (strcmp(o->name, name) == 0)
			ret = o->value;
	return ret;
}

/* One pattern, "!"s taken off: TYPE, NAME/TYPE, or NAME.TYPE of Postfix 2.6
 * to 2.10. */
static bool
matches(const char *pattern, const struct pf_service *s)
{
	const char *sep = strrchr(pattern, '/');
	size_t n = strlen(s->name);

	if (sep == NULL)
		sep = strrchr(pattern, '.');
	if (sep == NULL)
		return strcasecmp(pattern, s->type) == 0;
	return strcasecmp(sep + 1, s->type) == 0 &&
	    (size_t)(sep - pattern) == n &&
	    strncasecmp(pattern, s->name, n) == 0;
}

bool
pf_service_disabled(struct pool *p, const struct pf_service *s,
    const char *list)
{
	const char *word;
	bool match;

	while ((word = pf_word(p, &list)) != NULL) {
		for (match = true; *word == '!'; word++)
			match = !match;
		if (matches(word, s))
			return match;
	}
	return false;
}

bool
pf_service_parts(struct pool *p, const struct pf_service *s,
    const char **host, const char **port)
{
	const char *name = s->name, *sep;
	size_t n;

	if (*name == '[') {
		sep = strchr(name, ']');
		if (sep == NULL || sep == name + 1 || sep[1] != ':' ||
		    sep[2] == '\0')
			return false;
		n = (size_t)(sep - name) - 1;
		*host = pool_strndup(p, name + 1, n);
		*port = sep + 2;
		return *host != NULL;
	}
	sep = strrchr(name, ':');
	*host = NULL;
	*port = sep == NULL ? name : sep + 1;
	if (**port == '\0')
		return false;
	if (sep == NULL || sep == name)
		return true;
	*host = pool_strndup(p, name, (size_t)(sep - name));
	return *host != NULL;
}

/* What of inet_protocols counts. */
struct families { bool inet, inet6; };

static bool
read_families(struct pool *p, const char *list, struct families *ret)
{
	struct families f = { .inet = false };
	const char *word;

	while ((word = pf_word(p, &list)) != NULL) {
		if (strcmp(word, "all") == 0)
			f.inet = f.inet6 = true;
		else if (strcmp(word, "ipv4") == 0)
			f.inet = true;
		else if (strcmp(word, "ipv6") == 0)
			f.inet6 = true;
		else
			return false;
	}
	*ret = f;
	return f.inet || f.inet6;
}

struct listening {
	struct pool *pool;
	struct families families;
	struct smcf_listener *first, **end;
	const char *name, *port;
	unsigned line;
};

static int
add(struct listening *l, bool inet6, const char *address)
{
	struct smcf_listener *n;

	if (!(inet6 ? l->families.inet6 : l->families.inet))
		return 0;
	n = pool_alloc(l->pool, sizeof(*n));
	if (n == NULL)
		return -ENOMEM;
	*n = (struct smcf_listener){ .name = l->name,
		.family = inet6 ? "inet6" : "inet", .address = address,
		.port = l->port, .modifiers = "", .line = l->line };
	*l->end = n;
	l->end = &n->next;
	return 0;
}

/* A name may have addresses of both families; which, is not asked here. Over
 * an address of a family that is off Postfix ends: -EINVAL. */
static int
add_host(struct listening *l, const char *host)
{
	size_t n = strlen(host);
	const char *plain = host;

	if (*host == '[' && host[n - 1] == ']')
		plain = pool_strndup(l->pool, host + 1, n - 2);
	if (plain == NULL)
		return -ENOMEM;
	if (strchr(plain, ':') != NULL)
		return l->families.inet6 ? add(l, true, plain) : -EINVAL;
	if (!l->families.inet && plain[strspn(plain, "0123456789.")] == '\0')
		return -EINVAL;
	return add(l, !l->families.inet, plain);
}

static int
add_service(struct listening *l, const char *interfaces, const char *host)
{
	const char *word;
	int r = 0;

	if (host != NULL)
		return add_host(l, host);
	/* In other letters it is looked up as a host. */
	if (strcmp(interfaces, "all") == 0) {
		r = add(l, false, NULL);
		return r < 0 ? r : add(l, true, NULL);
	}
	if (strcmp(interfaces, "loopback-only") == 0) {
		r = add(l, false, "127.0.0.1");
		return r < 0 ? r : add(l, true, "::1");
	}
	while (r == 0 && (word = pf_word(l->pool, &interfaces)) != NULL)
		r = add_host(l, word);
	return l->pool->failed ? -ENOMEM : r;
}

static unsigned
line_of(const struct pf_main *m, const char *name)
{
	const struct pf_setting *s = pf_main_find(m, name);

	return s == NULL ? 0 : s->line;
}

/* The parameters that decide, or why there is no answer. */
static int
read_values(struct pool *p, const struct pf_main *m, struct pf_value *v,
    struct pf_doubt *d)
{
	static const char *const names[] = { "inet_interfaces",
		"inet_protocols", "master_service_disable" };
	int i, r;

	for (i = 0; i < 3; i++) {
		r = pf_main_value(p, m, names[i], &v[i]);
		if (r < 0)
			return r;
		if (i < 2 && v[i].state == PF_KNOWN &&
		    v[i].text[pf_spaces(v[i].text)] == '\0')
			v[i].state = PF_BAD;
		if (v[i].state == PF_KNOWN)
			continue;
		*d = (struct pf_doubt){ .state = v[i].state,
		    .file = "main.cf", .line = line_of(m, names[i]),
		    .why = v[i].state == PF_BAD ? "Postfix would not start "
		    "with this value" : "this depends on a parameter that is "
		    "not set here" };
		return 0;
	}
	return 0;
}

static const char no_start[] = "Postfix would not start with this line";

static void
refuse(struct pf_doubt *d, const char *file, unsigned line)
{
	*d = (struct pf_doubt){ .state = PF_BAD, .file = file, .line = line,
	    .why = no_start };
}

/* inet_interfaces and inet_protocols are looked at before any service, and
 * also where none of them listens. 0 or -ENOMEM. */
static int
check_values(struct pool *p, const struct pf_main *m,
    const struct pf_value *v, struct families *ret, struct pf_doubt *d)
{
	struct listening dry = { .pool = p, .end = &dry.first, .name = "",
		.port = "" };
	int r;

	if (!read_families(p, v[1].text, &dry.families)) {
		refuse(d, "main.cf", line_of(m, "inet_protocols"));
		return p->failed ? -ENOMEM : 0;
	}
	r = add_service(&dry, v[0].text, NULL);
	if (r == -EINVAL)
		refuse(d, "main.cf", line_of(m, "inet_interfaces"));
	*ret = dry.families;
	return r == -ENOMEM ? r : 0;
}

/* 0, -EINVAL: d says why; -ENOMEM. */
static int
add_services(struct listening *l, const struct pf_master *master,
    const struct pf_value *v, struct pf_doubt *d)
{
	const struct pf_service *s;
	const char *host, *port;
	int r;

	for (s = master->services; s != NULL; s = s->next) {
		if (strcmp(s->type, "inet") != 0 ||
		    pf_service_disabled(l->pool, s, v[2].text))
			continue;
		if (!pf_service_parts(l->pool, s, &host, &port))
			return -ENOMEM;
		l->name = s->name;
		l->port = port;
		l->line = s->line;
		r = add_service(l, v[0].text, host);
		if (r == -EINVAL)
			refuse(d, "master.cf", s->line);
		if (r < 0)
			return r;
	}
	return 0;
}

int
pf_listeners(struct pool *p, const struct pf_main *m,
    const struct pf_master *master, struct smcf_listener **ret,
    struct pf_doubt *doubt)
{
	struct pf_doubt d = { .state = PF_KNOWN };
	struct listening l = { .pool = p, .end = &l.first };
	struct pf_value v[3];
	int r = 0;

	if (m->bad_line != 0)
		refuse(&d, "main.cf", m->bad_line);
	else if (master->bad_line != 0)
		refuse(&d, "master.cf", master->bad_line);
	else
		r = read_values(p, m, v, &d);
	if (r == 0 && d.state == PF_KNOWN)
		r = check_values(p, m, v, &l.families, &d);
	if (r == 0 && d.state == PF_KNOWN)
		r = add_services(&l, master, v, &d);
	if (r == -ENOMEM || p->failed)
		return -ENOMEM;
	*doubt = d;
	if (d.state == PF_KNOWN)
		*ret = l.first;
	return 0;
}
