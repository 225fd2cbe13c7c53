/* POST and GET /v1/observations: what probes saw from outside. */
#include "collector/api.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/json.h"
#include "agent/base/num.h"
#include "collector/host_json.h"
#include "collector/observation_store.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

const char *const api_observations_queries[] = { "verdict", "nobody",
	"limit", NULL };

void
api_observe_prepare(struct exchange *x)
{
	struct observations *list = calloc(1, sizeof(*list));
	struct buf plain = BUF_INIT((size_t)x->c->config.max_body);
	struct err e = { .code = 0 };
	const char *body;
	size_t len;
	int r;

	x->data = list;
	if (list == NULL) {
		exchange_error(x, 503, "out of memory");
	} else if (api_body(x, &plain, &body, &len)) {
		r = observations_read(list, body, len, x->now, &e);
		x->held = sizeof(*list) + pool_size(&list->pool);
		if (r < 0)
			api_refuse_body(x, r, &e);
	}
	buf_release(&plain);
}

void
api_observe_release(struct exchange *x)
{
	struct observations *list = x->data;

	if (list != NULL)
		observations_release(list);
	free(list);
}

int
api_observe(struct exchange *x, struct store *s, struct err *e)
{
	struct observations_taken got;
	struct json j;
	int r = observations_take(s, &x->c->config, x->probe, x->data,
	    x->now, &got, e);

	if (r < 0)
		return r;
	x->status = 200;
	x->counters[5] = got.stored;
	json_init(&j, &x->out);
	json_object(&j, NULL);
	json_number(&j, "stored", got.stored);
	json_number(&j, "duplicate", got.duplicate);
	json_number(&j, "late", got.late);
	json_number(&j, "ignored", got.ignored);
	json_number(&j, "judged", got.judged);
	json_end(&j);
	return 0;
}

static int
put_row(void *arg, const struct observation_row *row)
{
	observation_row_json(arg, row);
	return 0;
}

int
api_observations(struct exchange *x, struct store *s, struct err *e)
{
	const char *beside = exchange_query_beside(x,
	    api_observations_queries);
	const char *verdict = exchange_query(x, "verdict");
	const char *nobody = exchange_query(x, "nobody");
	const char *limit = exchange_query(x, "limit");
	struct observation_filter f = { .verdict = verdict,
	    .nobody = nobody != NULL && strcmp(nobody, "yes") == 0 };
	long long n = DEFAULT_LIMIT;
	struct json j;
	int r;

	if (beside != NULL)
		exchange_error(x, 400, "%s: expected verdict, nobody or "
		    "limit", beside);
	else if (verdict != NULL && strcmp(verdict, "fail") != 0 &&
	    strcmp(verdict, "pass") != 0 && strcmp(verdict, "unknown") != 0)
		exchange_error(x, 400, "verdict: expected fail, pass or "
		    "unknown");
	else if (nobody != NULL && !f.nobody)
		exchange_error(x, 400, "nobody: expected yes");
	else if (limit != NULL && num_parse(limit, strlen(limit), 1,
	    MAX_LIMIT, &n) < 0)
		exchange_error(x, 400, "limit: expected a whole number from "
		    "1 to %d", MAX_LIMIT);
	if (x->status != 0)
		return 0;
	f.limit = (unsigned)n;
	json_init(&j, &x->out);
	json_object(&j, NULL);
	json_array(&j, "observations");
	r = observation_list(s, &f, put_row, &j, e);
	if (r < 0)
		return r;
	json_end(&j);
	json_end(&j);
	x->status = 200;
	return 0;
}
