/* Rulesets: their names and numbers, and the R lines in them. */
#include "agent/rules/cf_rule.h"

#include <errno.h>
#include <string.h>

#include "agent/base/num.h"
#include "agent/rules/macro.h"
#include "agent/rules/meta.h"
#include "agent/rules/tokens.h"

/* Numbers below half of MAXRWSETS may be given. */
#define MAX_NUMBER 99

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct ruleset *
make_set(struct rules *cf, const char *name, int number)
{
	struct ruleset *s;

	if (cf->n_sets++ >= MAX_THINGS)
		return NULL;
	s = pool_alloc(&cf->pool, sizeof(*s));
	if (s == NULL)
		return NULL;
	*s = (struct ruleset){ .name = name, .number = number,
	    .next = cf->sets };
	cf->sets = s;
	return s;
}

static struct ruleset *
numbered(struct rules *cf, int number, bool make)
{
	struct ruleset *s;

	for (s = cf->sets; s != NULL; s = s->next)
		if (s->number == number)
			return s;
	/* A number is always a ruleset, if an empty one. */
	return make || number >= 0 ? make_set(cf, NULL, number) : NULL;
}

static int
read_number(const char *p, const char **end)
{
	long long n = -1;
	const char *q = p;

	while (is_digit(*q))
		q++;
	*end = q;
	if (num_parse(p, (size_t)(q - p), 0, MAX_NUMBER, &n) < 0)
		return -1;
	return (int)n;
}

/* "name" or "name=3" where it is being defined. */
static struct ruleset *
named(struct rules *cf, const char *name, size_t len, const char *p,
    bool make)
{
	struct ruleset *s, *other;
	const char *end;
	int number;

	for (s = cf->sets; s != NULL; s = s->next)
		if (s->name != NULL && s->name[0] == *name &&
		    strncmp(s->name, name, len) == 0 && s->name[len] == '\0')
			return s;
	if (!make)
		return NULL;
	number = -1;
	if (*p == '=') {
		for (p++; is_blank(*p); p++)
			continue;
		number = read_number(p, &end);
		if (number < 0)
			return NULL;
		other = numbered(cf, number, true);
		if (other == NULL)
			return NULL;
		if (other->name == NULL) {
			other->name = pool_strndup(&cf->pool, name, len);
			return other->name == NULL ? NULL : other;
		}
		number = -1;
	}
	name = pool_strndup(&cf->pool, name, len);
	return name == NULL ? NULL : make_set(cf, name, number);
}

struct ruleset *
ruleset_named(struct rules *cf, const char *text, bool make,
    const char **end)
{
	const char *p = text, *name, *dummy;
	struct ruleset *s;
	size_t len;
	int number;

	if (end == NULL)
		end = &dummy;
	while (is_blank(*p))
		p++;
	if (is_digit(*p)) {
		number = read_number(p, end);
		return number < 0 ? NULL : numbered(cf, number, make);
	}
	for (name = p; is_letter(*p) || is_digit(*p) || *p == '_'; p++)
		continue;
	len = (size_t)(p - name);
	*end = p;
	if (len == 0 || !is_letter(*name))
		return NULL;
	while (is_blank(*p))
		p++;
	s = named(cf, name, len, p, make);
	if (*p == '=')
		for (*end = p + 1; is_blank(**end) || is_digit(**end);
		    (*end)++)
			continue;
	return s;
}

/* The tokens of one side, for as long as the cf lives. */
static int
read_side(struct rules *cf, const char *text, const char ***ret)
{
	struct scan how = { .kind = cf->level >= 9 ? SCAN_RULE : SCAN_INSIDE,
	    .delim = '\t', .quiet = true, .limit = MAX_LINE_TEXT + MAX_WORDS };
	struct buf b = BUF_INIT(MAX_LINE_TEXT);
	struct words words;
	const char **v;
	size_t i;
	int r;

	*ret = NULL;
	r = macro_expand(cf, cf->macros, text, MAX_LINE_TEXT, &b);
	if (r == 0)
		r = scan(cf, &cf->pool, b.p, &how, &words, NULL);
	buf_release(&b);
	if (r == -ENOMEM)
		return r;
	for (i = 0; i < words.n; i++)
		cf->rule_bytes += sizeof(char *) + strlen(words.w[i]) + 1;
	if (cf->rule_bytes > MAX_RULE_BYTES)
		return -E2BIG;
	v = pool_alloc(&cf->pool, (words.n + 1) * sizeof(char *));
	if (v == NULL)
		return -ENOMEM;
	memcpy(v, words.w, (words.n + 1) * sizeof(char *));
	*ret = v;
	return 0;
}

/* More than nine wildcards: sendmail takes it for an empty left side. */
static void
bound_left(struct rule *rule)
{
	size_t i, n = 0;

	for (i = 0; rule->left[i] != NULL; i++)
		switch (meta(rule->left[i])) {
		case META_ANY:
		case META_SOME:
		case META_ONE:
		case META_CLASS:
		case META_NOT_CLASS:
			n++;
		}
	if (n > MAX_PARTS)
		rule->left[0] = NULL;
}

int
rule_add(struct rules *cf, struct ruleset *set, char *text, unsigned line)
{
	struct rule *rule;
	char *right = strchr(text, '\t');
	int r;

	if (right == NULL)
		return 0;
	if (++cf->n_rules > MAX_RULES)
		return -E2BIG;
	rule = pool_alloc(&cf->pool, sizeof(*rule));
	if (rule == NULL)
		return -ENOMEM;
	*right++ = '\0';
	right += strspn(right, "\t");
	right[strcspn(right, "\t")] = '\0';
	rule->line = line;
	r = read_side(cf, text, &rule->left);
	if (r == 0)
		r = read_side(cf, right, &rule->right);
	if (r < 0)
		return r;
	bound_left(rule);
	if (set->last == NULL)
		set->first = rule;
	else
		set->last->next = rule;
	set->last = rule;
	return 0;
}
