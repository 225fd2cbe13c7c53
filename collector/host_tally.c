/* How many hosts there are of each condition, department and platform. */
#include "collector/host_tally.h"

static int
add(struct store *s, int64_t host, int64_t hosts, struct err *e)
{
	static const char sql[] = "INSERT INTO tally (condition, department,"
	    " platform, slot, hosts) SELECT s.condition,"
	    " COALESCE(h.department, ''), COALESCE(h.platform, ''), $3, $2"
	    " FROM host h JOIN state s ON s.host = h.n WHERE h.n = $1 AND"
	    " h.gone_at IS NULL ON CONFLICT (condition, department, platform,"
	    " slot) DO UPDATE SET hosts = tally.hosts + excluded.hosts";
	int64_t slot = 0;
	int r = store_slot(s, &slot, e);

	return r < 0 ? r : store_run(s, &(struct query){ .sql = sql,
	    .later = true, QUERY_VALUES(value_number(host),
	    value_number(hosts), value_number(slot)) }, e);
}

int
host_tally_out(struct store *s, int64_t host, struct err *e)
{
	return add(s, host, -1, e);
}

int
host_tally_in(struct store *s, int64_t host, struct err *e)
{
	return add(s, host, 1, e);
}
