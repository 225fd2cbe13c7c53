/* /healthz and /readyz. */
#include "collector/api.h"

int
api_healthz(struct exchange *x, struct store *s, struct err *e)
{
	x->status = 200;
	x->type = "text/plain; charset=utf-8";
	buf_adds(&x->out, "ok\n");
	return 0;
}

/* Through the writer and its commit: a store that cannot be written to is
 * not ready. */
int
api_readyz(struct exchange *x, struct store *s, struct err *e)
{
	static const char sql[] = "INSERT INTO meta (key, value) VALUES"
	    " ('ready', $1) ON CONFLICT (key) DO UPDATE SET"
	    " value = excluded.value";
	int r = store_run(s, &(struct query){ .sql = sql,
	    QUERY_VALUES(value_number(x->now)) }, e);

	if (r < 0)
		return r;
	x->status = 200;
	x->type = "text/plain; charset=utf-8";
	buf_adds(&x->out, "ready\n");
	return 0;
}
