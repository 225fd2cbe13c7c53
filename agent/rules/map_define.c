/* The K lines: which maps there are, and with which flags. */
#include "agent/rules/map_define.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "agent/rules/map_look.h"

static const struct map_kind *const kinds[] = {
	&map_hash, &map_btree, &map_dbm, &map_text, &map_implicit, &map_user,
	&map_host, &map_bestmx, &map_dns, &map_macro, &map_arith,
	&map_dequote, &map_regex, &map_null, &map_sequence, &map_switch, NULL
};

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

struct map *
map_find(const struct rules *cf, const char *name)
{
	struct map *m;

	for (m = cf->maps; m != NULL; m = m->next)
		if (strcasecmp(m->name, name) == 0)
			return m;
	return NULL;
}

static char *
skip_blanks(char *p)
{
	while (is_blank(*p))
		p++;
	return p;
}

/* The word at p, ended by a NUL; *next is behind it. */
static char *
take_word(char *p, char **next)
{
	char *end = p;

	while (*end != '\0' && !is_blank(*end))
		end++;
	if (*end != '\0')
		*end++ = '\0';
	*next = end;
	return p;
}

static char
delimiter(const char *p)
{
	if (p[0] != '\\')
		return p[0];
	return p[1] == 'n' ? '\n' : p[1] == 't' ? '\t' : '\\';
}

/* What a flag that may have a blank before its value has: -k 1, -k1. */
static char *
value_of(char *p, char **next)
{
	if (*p == '\0')
		p = take_word(skip_blanks(*next), next);
	return p;
}

/* One flag: p is its letter and what is joined to it. */
static void
set_flag(struct map *m, char *p, char **next)
{
	switch (*p++) {
	case 'a':
		m->append = p;
		break;
	case 'T':
		m->on_trouble = p;
		break;
	case 'f':
		m->keep_case = true;
		break;
	case 'k':
		m->key_column = value_of(p, next);
		break;
	case 'v':
		m->value_column = value_of(p, next);
		break;
	case 'm':
		m->match_only = true;
		break;
	case 'N':
		m->try_bare = false;
		break;
	case 'O':
		m->try_ended = false;
		break;
	case 'o':
		m->optional = true;
		break;
	case 'q':
		m->keep_quotes = true;
		break;
	case 'S':
		m->blank = *p;
		break;
	case 't':
		m->no_defer = true;
		break;
	case 'z':
		m->delimiter = delimiter(p);
		break;
	}
}

bool
map_define_file(struct rules *cf, struct map *m, char *args)
{
	char *p = args, *next;

	m->try_bare = m->try_ended = true;
	m->blank = cf->blank;
	for (p = skip_blanks(p); *p == '-'; p = skip_blanks(next)) {
		take_word(p, &next);
		set_flag(m, p + 1, &next);
	}
	if (*p != '\0')
		m->file = take_word(p, &next);
	return m->file != NULL || m->kind == &map_user ||
	    m->kind == &map_bestmx || m->kind == &map_null;
}

bool
map_define_plain(struct rules *cf, struct map *m, char *args)
{
	char *p, *next;

	m->keep_quotes = m->kind != &map_host;
	for (p = skip_blanks(args); *p == '-'; p = skip_blanks(next)) {
		take_word(p, &next);
		switch (p[1]) {
		case 'a':
			m->append = p + 2;
			break;
		case 'S':
			m->blank = p[2];
			break;
		case 's':
			if (m->kind != &map_host)
				m->blank = p[2];
			break;
		case 'T':
			if (m->kind == &map_host)
				m->on_trouble = p + 2;
			break;
		case 'm':
			m->match_only = m->kind == &map_host;
			break;
		case 't':
			m->no_defer = m->kind == &map_host;
			break;
		}
		/* Only the first word counts for these: a flaw of
		 * dequote_init(), which does not go on behind its end. */
		if (m->kind != &map_host)
			break;
	}
	return true;
}

static const struct map_kind *
kind_named(const char *name)
{
	const struct map_kind *const *k;

	for (k = kinds; *k != NULL; k++)
		if (strcasecmp((*k)->name, name) == 0)
			return *k;
	return NULL;
}

int
map_add(struct rules *cf, const char *text, unsigned line)
{
	char *p = pool_strdup(&cf->pool, text), *name, *kind;
	struct map *m;

	if (p == NULL)
		return -ENOMEM;
	name = p = skip_blanks(p);
	if (!is_alnum(*p))
		return 0;
	while (is_alnum(*p) || *p == '_' || *p == '.')
		p++;
	if (*p != '\0')
		*p++ = '\0';
	kind = p = skip_blanks(p);
	if (!is_alnum(*p))
		return 0;
	while (is_alnum(*p))
		p++;
	if (*p != '\0')
		*p++ = '\0';
	m = map_find(cf, name);
	if (m == NULL) {
		if (cf->n_maps++ >= MAX_THINGS)
			return -E2BIG;
		m = pool_alloc(&cf->pool, sizeof(*m));
		if (m == NULL)
			return -ENOMEM;
		m->next = cf->maps;
		cf->maps = m;
	} else if (m->has_regex) {
		regfree(&m->regex);
		m->has_regex = false;
	}
	/* A map that is defined again keeps the flags that are not given
	 * anew: sendmail enters both in one place. */
	m->name = name;
	m->line = line;
	m->kind = kind_named(kind);
	m->n_members = m->n_fields = 0;
	if (m->kind == NULL || m->kind->define(cf, m, skip_blanks(p)))
		m->valid = true;
	return cf->pool.failed ? -ENOMEM : 0;
}

int
map_add_host(struct rules *cf)
{
	if (map_find(cf, "host") != NULL)
		return 0;
	return map_add(cf, cf->level >= 2 ? "host host -a. -D" : "host host",
	    0);
}

void
map_release(struct rules *cf)
{
	struct map *m;

	for (m = cf->maps; m != NULL; m = m->next)
		if (m->has_regex)
			regfree(&m->regex);
}
