/* Debian's update-exim4.conf.conf. */
#include "agent/model/ex_debian.h"

#include <errno.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/model/ex_lines.h"

#define DEFINE(name, value) ".ifndef " name "\n" name "=" value "\n.endif\n"

/* Macros that it always makes, of values that say nothing of listeners. */
static const char *const others[] = { "MAIN_PACKAGE_VERSION",
	"MAIN_LOCAL_DOMAINS", "MAIN_RELAY_TO_DOMAINS", "ETC_MAILNAME",
	"LOCAL_DELIVERY", "MAIN_RELAY_NETS", "DCreadhost", "DCsmarthost",
	NULL };
static const char *const types[] = { "satellite", "smarthost", "local",
	"internet", NULL };

struct reading {
	struct pool *pool;
	const char *interfaces, *split, *type, *minimal;
	struct strv upper;		/* names that begin so */
	struct ex_debian *ret;
};

/* The value of "'x y'", "\"x y\"", "x". NULL: it is more than that. */
static const char *
value_of(struct pool *p, const char *text, size_t len)
{
	const char *more = "'\"$`\\;&|<>()*?[]{}~# \t";
	size_t i, n = len;

	while (n > 0 && ex_is_space(text[n - 1]))
		n--;
	if (n > 1 && (text[0] == '"' || text[0] == '\'') &&
	    text[n - 1] == text[0]) {
		more = text[0] == '\'' ? "'" : "\"$`\\";
		text++;
		n -= 2;
	}
	for (i = 0; i < n; i++)
		if (text[i] == '\0' || strchr(more, text[i]) != NULL)
			return NULL;
	return pool_strndup(p, text, n);
}

/* As "echo $value" prints it, in lower case. */
static const char *
collapse(struct pool *p, const char *text)
{
	char *ret = pool_strdup(p, text);
	size_t i, n = 0;
	char c;

	for (i = 0; ret != NULL && text[i] != '\0'; i++) {
		c = text[i];
		if (c == ' ' || c == '\t' || c == '\n') {
			if (n > 0 && ret[n - 1] != ' ')
				ret[n++] = ' ';
			continue;
		}
		ret[n++] = ex_is_upper(c) ? (char)(c - 'A' + 'a') : c;
	}
	while (n > 0 && ret[n - 1] == ' ')
		n--;
	if (ret != NULL)
		ret[n] = '\0';
	return ret;
}

static void
doubt(struct reading *g, const char *why, unsigned line)
{
	if (g->ret->why == NULL) {
		g->ret->why = why;
		g->ret->why_line = line;
	}
}

static int
take(struct reading *g, const char *name, const char *value, unsigned line)
{
	if (strcmp(name, "dc_local_interfaces") == 0) {
		g->interfaces = value;
		g->ret->line = line;
	} else if (strcmp(name, "dc_use_split_config") == 0) {
		g->split = value;
	} else if (strcmp(name, "dc_eximconfig_configtype") == 0) {
		g->type = value;
	} else if (strcmp(name, "dc_minimaldns") == 0) {
		g->minimal = value;
	} else if (ex_is_upper(*name) && strcmp(name, "CFILEMODE") != 0) {
		return strv_keep(g->pool, &g->upper, name);
	}
	return 0;
}

static int
read_line(struct reading *g, const struct lines *l)
{
	const char *at = l->line, *end = l->line + l->len, *name, *value;
	size_t n = 0;

	/* A shell keeps it, and takes the value for another one. */
	if (end < l->next && *end == '\r')
		doubt(g, "its lines end in CR LF", l->number);
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if (at == end || *at == '#')
		return 0;
	while (at + n < end && ex_is_name(at[n]))
		n++;
	if (n == 0 || at + n == end || at[n] != '=' ||
	    (*at >= '0' && *at <= '9')) {
		doubt(g, "it is more than assignments", l->number);
		return 0;
	}
	name = pool_strndup(g->pool, at, n);
	value = value_of(g->pool, at + n + 1, (size_t)(end - at) - n - 1);
	if (g->pool->failed)
		return -ENOMEM;
	if (value != NULL)
		return take(g, name, value, l->number);
	doubt(g, "what it sets is not known", l->number);
	return 0;
}

/* With a semicolon it gets that as its separator. What the shell or sed(1)
 * would take for more than a letter is no address. */
static const char *
interfaces_of(struct reading *g)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;<[]/_@!~ \t-";
	const char *text = g->interfaces;
	const char *at = text + strspn(text, " \t");

	if (text[strspn(text, plain)] != '\0' || *at == '-')
		doubt(g, "it is no list of addresses", g->ret->line);
	if (strchr(text, ';') != NULL && *at != '<')
		text = pool_printf(g->pool, "<; %s", text);
	return text == NULL ? NULL : collapse(g->pool, text);
}

static bool
is_type(const char *type)
{
	size_t i;

	for (i = 0; types[i] != NULL; i++)
		if (strcmp(types[i], type) == 0)
			return true;
	return false;
}

static const char *
join(struct reading *g, const char *before, const char *name,
    const char *value)
{
	return before == NULL || name == NULL || value == NULL ? NULL :
	    pool_printf(g->pool, "%s.ifndef %s\n%s=%s\n.endif\n", before,
	    name, name, value);
}

/* In its order; a condition of Exim's own name may be met or not. */
static const char *
macros_of(struct reading *g, const char *type)
{
	const char *text = "";
	size_t i;

	if (g->interfaces != NULL && *g->interfaces != '\0')
		text = join(g, text, "MAIN_LOCAL_INTERFACES",
		    interfaces_of(g));
	if (text != NULL && g->minimal != NULL &&
	    strcmp(g->minimal, "true") == 0)
		text = pool_printf(g->pool, "%s%s", text,
		    DEFINE("DC_minimaldns", "1") ".ifdef _HOST_NAME\n"
		    DEFINE("MAIN_HARDCODE_PRIMARY_HOSTNAME", EX_UNSURE)
		    ".endif\n");
	if (text != NULL)
		text = pool_printf(g->pool, "%s%s", text,
		    ".ifdef _READ_HOST\n" DEFINE("HIDE_MAILNAME", "1")
		    ".endif\n");
	for (i = 0; text != NULL && others[i] != NULL; i++)
		text = join(g, text, others[i], EX_UNSURE);
	text = join(g, text, "DC_eximconfig_configtype", type);
	text = join(g, text, pool_printf(g->pool, "DCconfig_%s", type), "1");
	for (i = 0; text != NULL && i < g->upper.n; i++)
		text = join(g, text, g->upper.v[i], EX_UNSURE);
	return text;
}

int
ex_debian_parse(struct pool *p, const char *text, size_t len,
    struct ex_debian *ret)
{
	struct ex_debian d = { .macros = "" };
	struct reading g = { .pool = p, .ret = &d };
	const char *split, *type;
	struct lines l;
	int r = 0;

	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l))
		r = read_line(&g, &l);
	split = collapse(p, g.split == NULL ? "" : g.split);
	type = collapse(p, g.type == NULL ? "" : g.type);
	if (r < 0 || split == NULL || type == NULL)
		return -ENOMEM;
	d.split = strcmp(split, "true") == 0;
	if (!d.split && *split != '\0' && strcmp(split, "false") != 0)
		doubt(&g, "update-exim4.conf would end over "
		    "dc_use_split_config", 0);
	d.bare = !is_type(type);
	if (!d.bare)
		d.macros = macros_of(&g, type);
	if (p->failed || d.macros == NULL)
		return -ENOMEM;
	*ret = d;
	return 0;
}
