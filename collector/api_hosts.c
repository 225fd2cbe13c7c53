/* GET /v1/hosts and what belongs to one host. */
#include "collector/api.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/num.h"
#include "collector/host_json.h"
#include "collector/host_row.h"
#include "collector/notify.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

struct page {
	struct json j;
	int64_t last;
	unsigned n;
};

static bool
read_number(struct exchange *x, const char *name, long long min,
    long long max, long long *ret)
{
	const char *text = exchange_query(x, name);

	if (text == NULL || num_parse(text, strlen(text), min, max, ret) == 0)
		return true;
	exchange_error(x, 400, "%s: expected a whole number from %lld to "
	    "%lld", name, min, max);
	return false;
}

/* false: answered. */
static bool
read_filter(struct exchange *x, struct host_filter *f)
{
	long long limit = DEFAULT_LIMIT, after = 0;
	const char *state = exchange_query(x, "state");

	*f = (struct host_filter){
		.contact = exchange_query(x, "contact"),
		.department = exchange_query(x, "department"),
		.platform = exchange_query(x, "platform"),
		.check = exchange_query(x, "check"),
		.search = exchange_query(x, "search"),
		.now = x->now,
		.stale_before = collector_stale_before(x->c),
	};
	if (state != NULL && strcmp(state, "overdue") == 0)
		f->overdue = true;
	else if (state != NULL && is_contact(state))
		f->contact = state;
	else if (state != NULL && is_condition(state))
		f->condition = state;
	else if (state != NULL) {
		exchange_error(x, 400, "state: expected compliant, warning, "
		    "failing, unknown, overdue, fresh, stale, never-seen or "
		    "gone");
		return false;
	}
	if (f->contact != NULL && !is_contact(f->contact)) {
		exchange_error(x, 400, "contact: expected fresh, stale, "
		    "never-seen or gone");
		return false;
	}
	if (!read_number(x, "limit", 1, MAX_LIMIT, &limit) ||
	    !read_number(x, "after", 0, INT64_MAX, &after))
		return false;
	f->limit = (unsigned)limit;
	f->after = after;
	return true;
}

static int
put_host(void *arg, const struct host_row *h)
{
	struct page *p = arg;

	json_object(&p->j, NULL);
	host_json(&p->j, h);
	json_end(&p->j);
	p->last = h->n;
	p->n++;
	return 0;
}

int
api_hosts(struct exchange *x, struct store *s, struct err *e)
{
	struct page p = { .n = 0 };
	struct host_filter f;
	char next[24];
	int r;

	if (!read_filter(x, &f))
		return 0;
	json_init(&p.j, &x->out);
	json_object(&p.j, NULL);
	json_array(&p.j, "hosts");
	r = host_list(s, &f, put_host, &p, e);
	if (r < 0)
		return r;
	json_end(&p.j);
	snprintf(next, sizeof(next), "%lld", (long long)p.last);
	json_string(&p.j, "next", p.n == f.limit ? next : NULL);
	json_end(&p.j);
	x->status = 200;
	return 0;
}

int
api_host(struct exchange *x, struct store *s, struct err *e)
{
	struct host_filter f = {
		.id = x->id,
		.now = x->now,
		.stale_before = collector_stale_before(x->c),
	};
	struct page p = { .n = 0 };
	int r;

	json_init(&p.j, &x->out);
	r = host_list(s, &f, put_host, &p, e);
	if (r < 0)
		return r;
	x->status = 200;
	if (p.n == 0)
		exchange_error(x, 404, "there is no such host");
	return 0;
}

int
api_notified(struct exchange *x, struct store *s, struct err *e)
{
	struct err none = { .code = 0 };
	int64_t host;
	int r = host_find(s, x->id, &host, &none);

	if (r == -ENOENT) {
		exchange_error(x, 404, "there is no such host");
		return 0;
	}
	if (r >= 0)
		r = notify_mark(s, &x->c->config, host,
		    exchange_query(x, "check"), x->now, e);
	if (r < 0)
		return r;
	return api_host(x, s, e);
}
