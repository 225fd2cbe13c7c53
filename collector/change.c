/* The history of a host: one row for each thing that changed. */
#include "collector/change.h"

int
change_add(struct store *s, const struct change *c, struct err *e)
{
	static const char sql[] = "INSERT INTO change (n, at, host, epoch,"
	    " sequence, kind, subject, before, after) SELECT"
	    " COALESCE(MAX(n), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8"
	    " FROM change WHERE host = $2";

	return store_run(s, &(struct query){ .sql = sql, .later = true,
	    QUERY_VALUES(
	    value_number(c->at), value_number(c->host),
	    value_time(c->epoch),
	    c->epoch > 0 && c->sequence >= 0 ? value_number(c->sequence) :
	    value_null(), value_text(c->kind), value_text(c->subject),
	    value_text(c->before), value_text(c->after)) }, e);
}
