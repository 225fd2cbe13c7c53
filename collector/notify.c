/* When the owner of a failing host was told. */
#include "collector/notify.h"

#include "collector/change.h"
#include "collector/host_state.h"
#include "collector/judgement.h"

int
notify_mark(struct store *s, const struct config *c, int64_t host,
    const char *check, const char *who, int64_t now, struct err *e)
{
	static const char all[] = "UPDATE violation SET notified_at = $2"
	    " WHERE host = $1 AND ended_at IS NULL AND notified_at IS NULL";
	static const char one[] = "UPDATE violation SET notified_at = $2"
	    " WHERE host = $1 AND ended_at IS NULL AND notified_at IS NULL"
	    " AND chk = $3";
	struct host_state h;
	int n = host_lock(s, host, e), r;

	if (n < 0)
		return n;
	n = store_run(s, &(struct query){ .sql = check != NULL ? one : all,
	    QUERY_VALUES(value_number(host), value_number(now),
	    value_text(check)) }, e);
	if (n <= 0)
		return n;
	r = host_state_by_number(s, host, &h, e);
	if (r >= 0)
		r = judge_violations(s, c, &h, h.condition, e);
	if (r >= 0)
		r = host_state_save(s, &h, e);
	if (r >= 0)
		r = change_add(s, &(struct change){ .at = now, .host = host,
		    .sequence = -1, .kind = "notified", .subject = check,
		    .after = who }, e);
	return r < 0 ? r : n;
}
