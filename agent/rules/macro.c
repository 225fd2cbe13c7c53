/* Macros and classes have the same names; their numbers, and expansion. */
#include "agent/rules/macro.h"

#include <errno.h>
#include <string.h>

#include "agent/rules/meta.h"

/* MACBUFSIZE: what one round of expansion may make. */
#define MAX_ROUND 4096
#define MAX_MACRO_NAME 25
/* A long name is two bytes from here on, clear of all that means something. */
#define LONG_FIRST 0xa0
#define LONG_BASE 94
#define LONG_NUMBER 256

static const struct {
	char name;
	unsigned char value;
} metas[] = {
	{ '*', META_ANY }, { '+', META_SOME }, { '-', META_ONE },
	{ '=', META_CLASS }, { '~', META_NOT_CLASS }, { '#', META_NET },
	{ '@', META_AT }, { ':', META_COLON }, { '>', META_CALL },
	{ '?', META_IF }, { '|', META_ELSE }, { '.', META_FI },
	{ '[', META_HOST }, { ']', META_HOST_END }, { '(', META_MAP },
	{ ')', META_MAP_END }, { '&', META_LATER },
};

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_';
}

int
macro_named(struct rules *cf, const char *name, size_t len)
{
	int i;

	if (len == 0)
		return 0;
	if (len == 1)
		return (unsigned char)name[0];
	for (i = LONG_NUMBER; i < cf->n_macros; i++)
		if (strncmp(cf->macro_names[i], name, len) == 0 &&
		    cf->macro_names[i][len] == '\0')
			return i;
	if (cf->n_macros >= MAX_MACROS)
		return 0;
	cf->macro_names[i] = pool_strndup(&cf->pool, name, len);
	if (cf->macro_names[i] == NULL)
		return 0;
	cf->n_macros++;
	return i;
}

int
macro_number(struct rules *cf, const char *p, const char **end)
{
	char name[MAX_MACRO_NAME + 1];
	size_t n = 0;

	*end = p;
	if (*p == '\0')
		return 0;
	if (*p != '{') {
		*end = p + 1;
		return (unsigned char)*p;
	}
	for (p++; *p != '\0' && *p != '}' && n < MAX_MACRO_NAME; p++)
		if (is_name_char(*p))
			name[n++] = *p;
	if (*p == '}')
		p++;
	else
		n = 0;
	*end = p;
	return macro_named(cf, name, n);
}

void
macro_put(struct buf *b, int number)
{
	if (number < LONG_NUMBER) {
		buf_addc(b, (char)number);
		return;
	}
	number -= LONG_NUMBER;
	buf_addc(b, (char)(LONG_FIRST + number / LONG_BASE));
	buf_addc(b, (char)(LONG_FIRST + number % LONG_BASE));
}

static bool
is_long(const char *p)
{
	return (unsigned char)p[0] >= LONG_FIRST &&
	    (unsigned char)p[0] < LONG_FIRST + LONG_BASE &&
	    (unsigned char)p[1] >= LONG_FIRST &&
	    (unsigned char)p[1] < LONG_FIRST + LONG_BASE;
}

int
macro_get(const char *p, size_t *len)
{
	int number;

	*len = p[0] != '\0';
	if (!is_long(p))
		return (unsigned char)p[0];
	*len = 2;
	number = LONG_NUMBER +
	    ((unsigned char)p[0] - LONG_FIRST) * LONG_BASE +
	    (unsigned char)p[1] - LONG_FIRST;
	return number < MAX_MACROS ? number : 0;
}

const char *
macro_label(const struct rules *cf, int number)
{
	static const char *const none = "?";

	if (number >= 0 && number < MAX_MACROS &&
	    cf->macro_names[number] != NULL)
		return cf->macro_names[number];
	return none;
}

void
macro_init(struct rules *cf)
{
	char value[3] = { 0 }, name[2] = { 0 };
	size_t i;
	int c;

	cf->n_macros = LONG_NUMBER;
	for (c = 1; c < LONG_NUMBER; c++) {
		name[0] = (char)c;
		cf->macro_names[c] = pool_strdup(&cf->pool, name);
	}
	for (i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
		value[0] = (char)metas[i].value;
		macro_define(cf, metas[i].name, value);
	}
	value[0] = (char)META_PART;
	for (c = '0'; c <= '9'; c++) {
		value[1] = (char)c;
		macro_define(cf, c, value);
	}
	macro_define(cf, 'n', "MAILER-DAEMON");
}

int
macro_define(struct rules *cf, int number, const char *value)
{
	char *copy = pool_strdup(&cf->pool, value);

	if (copy == NULL)
		return -ENOMEM;
	if (number > 0 && number < MAX_MACROS)
		cf->macros[number] = copy;
	return 0;
}

/* Where a conditional stands. */
struct branch {
	int open, skipped;	/* $? that are open; of these within a part
				 * that is left out */
	bool skipping;
};

/* A $?, $| or $. : how many bytes to pass over, or 0 where it is text. */
static size_t
conditional(const char *s, const char *const *macros, struct branch *b)
{
	size_t len = 0;
	const char *v;
	int number;

	switch (meta(s)) {
	case META_IF:
		b->open++;
		number = macro_get(s + 1, &len);
		if (b->skipping) {
			b->skipped++;
		} else {
			v = macros[number];
			b->skipping = v == NULL || *v == '\0';
		}
		return 1 + len;
	case META_ELSE:
		if (b->open == 0)
			return 0;
		if (b->skipped == 0)
			b->skipping = !b->skipping;
		return 1;
	case META_FI:
		if (b->open == 0)
			return 0;
		b->open--;
		if (b->skipped == 0)
			b->skipping = false;
		if (b->skipping)
			b->skipped--;
		return 1;
	default:
		return 0;
	}
}

static void
put(struct buf *out, char c, size_t size)
{
	if (out->len + 1 < size)
		buf_addc(out, c);
}

/* A macro's value; true: it has $-words of its own. */
static bool
insert(struct buf *out, const char *value)
{
	bool quoted = false, again = false;

	for (; *value != '\0'; value++) {
		if (!quoted && (meta(value) & 0xe0) == 0x80)
			again = true;
		put(out, *value, MAX_ROUND);
		quoted = meta(value) == META_QUOTE;
	}
	return again;
}

/* One round over the text; true: another one is needed. */
static bool
expand_once(const char *const *macros, const char *s, struct buf *out)
{
	struct branch b = { .skipping = false };
	bool again = false;
	size_t len;
	int number;

	while (*s != '\0') {
		len = conditional(s, macros, &b);
		if (len > 0) {
			s += len;
		} else if (meta(s) == META_EXPAND) {
			number = macro_get(s + 1, &len);
			s += 1 + len;
			if (number != 0 && macros[number] != NULL &&
			    !b.skipping && insert(out, macros[number]))
				again = true;
		} else {
			len = meta(s) == META_QUOTE && s[1] != '\0' ? 2 : 1;
			for (; len > 0; len--, s++)
				if (!b.skipping)
					put(out, *s, MAX_ROUND);
		}
	}
	return again;
}

int
macro_expand(const struct rules *cf, const char *const *macros,
    const char *text, size_t size, struct buf *ret)
{
	struct buf round[2] = { BUF_INIT(MAX_ROUND), BUF_INIT(MAX_ROUND) };
	const char *s = text;
	int depth = 0, now = 0;
	bool again;

	do {
		now = !now;
		buf_clear(&round[now]);
		buf_adds(&round[now], "");
		again = expand_once(macros, s, &round[now]);
		s = round[now].p != NULL ? round[now].p : "";
	} while (again && depth++ < cf->max_expand && !round[now].failed);
	buf_clear(ret);
	buf_add(ret, s, strlen(s) < size ? strlen(s) : size - 1);
	again = round[0].failed || round[1].failed || ret->failed;
	buf_release(&round[0]);
	buf_release(&round[1]);
	return again ? -ENOMEM : 0;
}
