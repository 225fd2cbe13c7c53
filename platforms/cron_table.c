/* Lines of a crontab, and how often they come. */
#include "platforms/cron_table.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "agent/base/lines.h"
#include "agent/base/num.h"

static const char *const months[] = { "jan", "feb", "mar", "apr", "may",
	"jun", "jul", "aug", "sep", "oct", "nov", "dec", NULL };
static const char *const days[] = { "sun", "mon", "tue", "wed", "thu", "fri",
	"sat", NULL };

static const struct field {
	int min, max;
	const char *const *names;	/* of min and up */
} fields[5] = {
	{ 0, 59, NULL }, { 0, 23, NULL }, { 1, 31, NULL },
	{ 1, 12, months }, { 0, 7, days },
};

/* A number or name of a field; -1 for anything else. */
static int
value(const struct field *f, const char *text, size_t len)
{
	long long n;
	size_t i, k;

	for (i = 0; f->names != NULL && f->names[i] != NULL && len == 3; i++) {
		for (k = 0; k < 3; k++)
			if (tolower((unsigned char)text[k]) != f->names[i][k])
				break;
		if (k == 3)
			return f->min + (int)i;
	}
	return num_parse(text, len, f->min, f->max, &n) < 0 ? -1 : (int)n;
}

/* "*", "5", "1-5", "*" or a range with "/2" (vixie); bits are set. */
static bool
part(const struct field *f, const char *text, size_t len, uint64_t *bits)
{
	const char *slash = memchr(text, '/', len), *dash;
	size_t n = slash == NULL ? len : (size_t)(slash - text);
	long long step = 1;
	int from, to, i;

	if (slash != NULL && num_parse(slash + 1, len - n - 1, 1, 60,
	    &step) < 0)
		return false;
	dash = n > 0 ? memchr(text, '-', n) : NULL;
	if (n == 1 && text[0] == '*') {
		from = f->min;
		to = f->max;
	} else if (dash != NULL) {
		from = value(f, text, (size_t)(dash - text));
		to = value(f, dash + 1, n - (size_t)(dash - text) - 1);
	} else {
		from = value(f, text, n);
		to = slash != NULL ? f->max : from;
	}
	if (from < 0 || to < from)
		return false;
	for (i = from; i <= to; i += (int)step)
		*bits |= UINT64_C(1) << i;
	return true;
}

static bool
list(const struct field *f, const char *text, uint64_t *bits)
{
	const char *comma;

	for (*bits = 0; ; text = comma + 1) {
		comma = strchr(text, ',');
		if (!part(f, text, comma == NULL ? strlen(text) :
		    (size_t)(comma - text), bits))
			return false;
		if (comma == NULL)
			return true;
	}
}

/* The longest gap between two set minutes of a day, around midnight. */
static long
day_gap(uint64_t minutes, uint64_t hours)
{
	long first = -1, last = -1, gap = 0, m;

	for (m = 0; m < 24 * 60; m++) {
		if ((hours >> (m / 60) & 1) == 0 ||
		    (minutes >> (m % 60) & 1) == 0)
			continue;
		if (last >= 0 && m - last > gap)
			gap = m - last;
		if (first < 0)
			first = m;
		last = m;
	}
	if (first < 0)
		return 0;
	m = first + 24 * 60 - last;
	return (m > gap ? m : gap) * 60;
}

long
cron_interval(const char *const text[5])
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	uint64_t b[5];
	long within, last = -1, gap = 1, day = 0;
	int i, month, d;
	bool dom, dow, hit;

	for (i = 0; i < 5; i++)
		if (!list(&fields[i], text[i], &b[i]))
			return 0;
	if ((b[4] & (1 << 7)) != 0)
		b[4] |= 1;		/* 7 is Sunday too */
	within = day_gap(b[0], b[1]);
	if (within == 0)
		return 0;
	/* Two years without a leap day, which changes no answer by more. */
	for (i = 0; i < 24; i++) {
		month = i % 12;
		for (d = 1; d <= lengths[month]; d++, day++) {
			dom = (b[2] >> d & 1) != 0;
			dow = (b[4] >> (day % 7) & 1) != 0;
			/* crontab(5): either, if both are restricted. */
			hit = text[2][0] == '*' || text[4][0] == '*' ?
			    dom && dow : dom || dow;
			if (!hit || (b[3] >> (month + 1) & 1) == 0)
				continue;
			if (last >= 0 && day - last > gap)
				gap = day - last;
			last = day;
		}
	}
	return last < 0 ? 0 : (gap - 1) * 86400 + within;
}

static const struct { const char *name; const char *field[5]; } nicks[] = {
	{ "@yearly", { "0", "0", "1", "1", "*" } },
	{ "@annually", { "0", "0", "1", "1", "*" } },
	{ "@monthly", { "0", "0", "1", "*", "*" } },
	{ "@weekly", { "0", "0", "*", "*", "0" } },
	{ "@daily", { "0", "0", "*", "*", "*" } },
	{ "@midnight", { "0", "0", "*", "*", "*" } },
	{ "@hourly", { "0", "*", "*", "*", "*" } },
};

static const char *
next_word(struct pool *p, const char **at)
{
	const char *from;

	*at += strspn(*at, " \t");
	from = *at;
	*at += strcspn(*at, " \t");
	return pool_strndup(p, from, (size_t)(*at - from));
}

/* Up to the first '%' that is not escaped: what follows is its input. */
static const char *
command(struct pool *p, const char *at)
{
	char *copy = pool_strdup(p, at + strspn(at, " \t"));
	char *from = copy, *to = copy;

	if (copy == NULL)
		return NULL;
	for (; *from != '\0' && *from != '%'; from++) {
		if (from[0] == '\\' && from[1] == '%')
			from++;
		*to++ = *from;
	}
	*to = '\0';
	return copy;
}

/* false: not a schedule */
static bool
schedule(struct pool *p, const char **at, struct cron_line *l)
{
	const char *field[5];
	size_t i;

	field[0] = next_word(p, at);
	if (field[0] == NULL)
		return false;
	if (field[0][0] == '@') {
		l->reboot = strcmp(field[0], "@reboot") == 0;
		for (i = 0; i < sizeof(nicks) / sizeof(nicks[0]); i++)
			if (strcmp(nicks[i].name, field[0]) == 0)
				l->every = cron_interval(nicks[i].field);
		return l->reboot || l->every > 0;
	}
	for (i = 1; i < 5; i++)
		if ((field[i] = next_word(p, at)) == NULL)
			return false;
	l->every = cron_interval(field);
	return l->every > 0;
}

/* "NAME=value", blanks around '=' and quotes around the value (vixie). */
static int
assignment(struct pool *p, const char *text, struct strv *env, bool *is)
{
	const char *end = text, *from;
	const char *pair;
	size_t n;

	while (isalnum((unsigned char)*end) || *end == '_')
		end++;
	from = end + strspn(end, " \t");
	*is = end > text && *from == '=';
	if (!*is)
		return 0;
	from += 1 + strspn(from + 1, " \t");
	n = strlen(from);
	while (n > 0 && (from[n - 1] == ' ' || from[n - 1] == '\t'))
		n--;
	if (n > 1 && (from[0] == '"' || from[0] == '\'') &&
	    from[n - 1] == from[0]) {
		from++;
		n -= 2;
	}
	pair = pool_printf(p, "%.*s=%.*s", (int)(end - text), text, (int)n,
	    from);
	return pair == NULL ? -ENOMEM : strv_push(p, env, pair);
}

static int
parse_line(struct pool *p, const char *text, unsigned number,
    bool user_field, struct strv *env, struct cron_line ***end)
{
	const char *at = text + strspn(text, " \t");
	struct cron_line *l;
	size_t i;
	bool is = false;
	int r;

	if (*at == '\0' || *at == '#')
		return 0;
	r = assignment(p, at, env, &is);
	if (r < 0 || is)
		return r;
	l = pool_alloc(p, sizeof(*l));
	if (l == NULL)
		return -ENOMEM;
	if (!schedule(p, &at, l))
		return p->failed ? -ENOMEM : 0;
	if (user_field)
		l->user = next_word(p, &at);
	l->line = number;
	l->text = pool_strdup(p, text);
	l->command = command(p, at);
	for (i = 0; r == 0 && i < env->n; i++)
		r = strv_push(p, &l->env, env->v[i]);
	if (r < 0 || p->failed)
		return -ENOMEM;
	if (l->command[0] != '\0') {
		**end = l;
		*end = &l->next;
	}
	return 0;
}

int
cron_parse(struct pool *p, const char *text, size_t len, bool user_field,
    struct cron_line **ret)
{
	struct cron_line **end = ret;
	struct strv env = { 0 };
	struct lines l;
	const char *line;
	int r = 0;

	*ret = NULL;
	lines_init(&l, text, len);
	while (r == 0 && lines_next(&l)) {
		line = pool_strndup(p, l.line, l.len);
		r = line == NULL ? -ENOMEM :
		    parse_line(p, line, l.number, user_field, &env, &end);
	}
	return r;
}
