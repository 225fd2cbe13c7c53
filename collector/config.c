/* The collector's configuration file: grace, contact, limits. */
#include "collector/config.h"

#include <errno.h>
#include <string.h>

#include "agent/base/ini.h"
#include "agent/base/num.h"
#include "checks/check.h"
#include "collector/observation.h"

#define DAY 86400

void
config_init(struct config *c)
{
	*c = (struct config){
		.grace = 21 * DAY,
		.stale_after = 6 * 3600,
		.outage = 600,
		.keep = 400 * DAY,
		.max_body = 1 << 20,
		.reports_per_hour = 3600,
		.failures_per_hour = 600,
		.request_time = 30,
		.waiting = 20000,
		.memory = 256 << 20,
	};
}

void
config_release(struct config *c)
{
	pool_release(&c->pool);
	config_init(c);
}

/* "21d", "6h", "10m", "90s" */
static int
parse_time(const char *text, int64_t *ret)
{
	static const struct { char unit; int64_t seconds; } units[] = {
		{ 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', DAY },
	};
	size_t len = strlen(text), i;
	long long n;

	for (i = 0; len > 1 && i < sizeof(units) / sizeof(units[0]); i++)
		if (text[len - 1] == units[i].unit && num_parse(text, len - 1,
		    0, 100000, &n) == 0) {
			*ret = n * units[i].seconds;
			return 0;
		}
	return -EINVAL;
}

struct setting {
	const char *section, *key;
	size_t at;		/* in struct config */
	bool time;		/* or a plain number */
};

static const struct setting settings[] = {
	{ "deadline", "grace", offsetof(struct config, grace), true },
	{ "deadline", "credit-outage", offsetof(struct config, outage),
	    true },
	{ "contact", "stale-after", offsetof(struct config, stale_after),
	    true },
	{ "store", "keep", offsetof(struct config, keep), true },
	{ "limits", "body", offsetof(struct config, max_body), false },
	{ "limits", "reports-per-hour",
	    offsetof(struct config, reports_per_hour), false },
	{ "limits", "failures-per-hour",
	    offsetof(struct config, failures_per_hour), false },
	{ "limits", "request-time", offsetof(struct config, request_time),
	    true },
	{ "limits", "waiting", offsetof(struct config, waiting), false },
	{ "limits", "memory", offsetof(struct config, memory), false },
};

struct reading {
	struct config *c;
	const char *name;
};

static int
add_grace(struct reading *r, const struct ini_key *k, struct err *e)
{
	bool check = strcmp(k->section, "check") == 0;
	struct grace *g;
	int64_t seconds;

	if (k->argument[0] == '\0' || strcmp(k->key, "grace") != 0)
		return err_set(e, EINVAL, "%s:%u: expected \"[%s NAME]\" and "
		    "in it \"grace = 30d\"", r->name, k->line, k->section);
	if (check && !check_known(k->argument) &&
	    strcmp(k->argument, OBSERVATION_CHECK) != 0)
		return err_set(e, EINVAL, "%s:%u: no check %s", r->name,
		    k->line, k->argument);
	if (parse_time(k->value, &seconds) < 0)
		return err_set(e, EINVAL, "%s:%u: grace: expected a time such "
		    "as 21d", r->name, k->line);
	g = pool_alloc(&r->c->pool, sizeof(*g));
	if (g == NULL)
		return err_set(e, ENOMEM, "out of memory");
	*(check ? &g->check : &g->department) = pool_strdup(&r->c->pool,
	    k->argument);
	g->seconds = seconds;
	g->next = r->c->graces;
	r->c->graces = g;
	return 0;
}

static int
take(void *arg, const struct ini_key *k, struct err *e)
{
	struct reading *r = arg;
	const struct setting *s;
	int64_t *to;
	long long n;
	size_t i;

	if (strcmp(k->section, "check") == 0 ||
	    strcmp(k->section, "department") == 0)
		return add_grace(r, k, e);
	for (i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
		s = &settings[i];
		if (k->argument[0] != '\0' || strcmp(k->section, s->section) !=
		    0 || strcmp(k->key, s->key) != 0)
			continue;
		to = (int64_t *)(void *)((char *)r->c + s->at);
		if (s->time && parse_time(k->value, to) < 0)
			return err_set(e, EINVAL, "%s:%u: %s: expected a time "
			    "such as 21d, 6h, 10m", r->name, k->line, k->key);
		if (!s->time) {
			if (num_parse(k->value, strlen(k->value), 0, 1 << 30,
			    &n) < 0)
				return err_set(e, EINVAL, "%s:%u: %s: "
				    "expected a whole number", r->name,
				    k->line, k->key);
			*to = n;
		}
		return 0;
	}
	return err_set(e, EINVAL, "%s:%u: [%s] has no %s", r->name, k->line,
	    k->section, k->key);
}

int
config_parse(struct config *c, const char *name, const char *text, size_t len,
    struct err *e)
{
	struct reading r = { .c = c, .name = name };

	return ini_parse(name, text, len, take, &r, e);
}

int64_t
config_grace(const struct config *c, const char *check,
    const char *department)
{
	const struct grace *g;
	int64_t best = -1;

	for (g = c->graces; g != NULL; g = g->next)
		if (((g->check != NULL && strcmp(g->check, check) == 0) ||
		    (g->department != NULL && department != NULL &&
		    strcmp(g->department, department) == 0)) &&
		    g->seconds > best)
			best = g->seconds;
	return best >= 0 ? best : c->grace;
}
