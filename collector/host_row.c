/* Makes, finds and identifies the rows of hosts. */
#include "collector/host_row.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "collector/host_state.h"
#include "collector/host_tally.h"

int
host_create(struct store *s, const char *name, const char *address,
    int64_t now, int64_t *number, char id[SECRET_ID], struct err *e)
{
	static const char add[] = "INSERT INTO host (n, id, name, address,"
	    " mode, inventory, epoch, created_at) SELECT"
	    " COALESCE(MAX(n), 0) + 1, $1, $2, $3, 'queue-only', 0, 0, $4"
	    " FROM host";
	static const char find[] = "SELECT n FROM host WHERE id = $1";
	static const char state[] = "INSERT INTO state (host, condition,"
	    " clones) VALUES ($1, 'unknown', 0)";
	int r = secret_id(id);

	if (r < 0)
		return err_set(e, -r, "no randomness");
	r = store_run(s, &(struct query){ .sql = add, QUERY_VALUES(
	    value_text(id), value_text(name), value_text(address),
	    value_number(now)) }, e);
	if (r >= 0)
		r = store_number(s, &(struct query){ .sql = find,
		    QUERY_VALUES(value_text(id)) }, number, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = state,
		    QUERY_VALUES(value_number(*number)) }, e);
	if (r >= 0)
		r = host_tally_in(s, *number, e);
	return r < 0 ? r : 0;
}

static int
add_credential(struct store *s, int64_t host, int64_t epoch,
    const char *kind, const char *hash, int64_t now, struct err *e)
{
	static const char sql[] = "INSERT INTO credential (hash, kind, host,"
	    " epoch, created_at) VALUES ($1, $2, $3, $4, $5)"
	    " ON CONFLICT (hash) DO UPDATE SET host = excluded.host,"
	    " epoch = excluded.epoch, created_at = excluded.created_at,"
	    " revoked_at = NULL";

	return store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
	    value_text(hash), value_text(kind), value_number(host),
	    value_number(epoch), value_number(now)) }, e);
}

/* Public keys are no secret: who names another's does not get it. */
static int
add_key(struct store *s, int64_t host, int64_t epoch, const char *hash,
    int64_t now, struct err *e)
{
	static const char free[] = "DELETE FROM credential WHERE hash = $1"
	    " AND (host = $2 OR revoked_at IS NOT NULL)";
	static const char sql[] = "INSERT INTO credential (hash, kind, host,"
	    " epoch, created_at) VALUES ($1, 'key', $2, $3, $4)"
	    " ON CONFLICT (hash) DO NOTHING";
	int r = store_run(s, &(struct query){ .sql = free, QUERY_VALUES(
	    value_text(hash), value_number(host)) }, e);

	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
		    value_text(hash), value_number(host),
		    value_number(epoch), value_number(now)) }, e);
	return r;
}

int
host_credential(struct store *s, int64_t host, const char *subject,
    const char *key, int64_t now, struct enrolled_host *ret, struct err *e)
{
	static const char up[] = "UPDATE host SET epoch = epoch + 1,"
	    " enrolled_at = $2, gone_at = NULL WHERE n = $1";
	static const char find[] = "SELECT epoch FROM host WHERE n = $1";
	static const char id[] = "SELECT id FROM host WHERE n = $1";
	struct value n = value_number(host);
	char hash[DIGEST_HEX];
	int r = secret_token(ret->token);

	if (r < 0)
		return err_set(e, -r, "no randomness");
	r = host_lock(s, host, e);
	if (r >= 0)
		r = host_revoke(s, host, now, e);
	if (r >= 0)
		r = host_tally_out(s, host, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = up,
		    QUERY_VALUES(n, value_number(now)) }, e);
	if (r >= 0)
		r = host_tally_in(s, host, e);
	if (r >= 0)
		r = store_number(s, &(struct query){ .sql = find,
		    QUERY_VALUES(n) }, &ret->epoch, e);
	if (r >= 0)
		r = store_text(s, &(struct query){ .sql = id,
		    QUERY_VALUES(n) }, ret->id, sizeof(ret->id), e);
	secret_hash("token", ret->token, hash);
	if (r >= 0)
		r = add_credential(s, host, ret->epoch, "token", hash, now,
		    e);
	if (r >= 0 && subject != NULL)
		r = add_credential(s, host, ret->epoch, "subject", subject,
		    now, e);
	if (r >= 0 && key != NULL)
		r = add_key(s, host, ret->epoch, key, now, e);
	return r < 0 ? r : 0;
}

int
host_revoke(struct store *s, int64_t host, int64_t now, struct err *e)
{
	static const char sql[] = "UPDATE credential SET revoked_at = $2"
	    " WHERE host = $1 AND revoked_at IS NULL";
	int r = host_lock(s, host, e);

	return r < 0 ? r : store_run(s, &(struct query){ .sql = sql,
	    QUERY_VALUES(value_number(host), value_number(now)) }, e);
}

int
host_gone(struct store *s, int64_t host, int64_t now, struct err *e)
{
	static const char sql[] = "UPDATE host SET gone_at = $2 WHERE n = $1";
	int r = host_lock(s, host, e);

	if (r >= 0)
		r = host_tally_out(s, host, e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
		    value_number(host), value_number(now)) }, e);
	return r;
}

struct found {
	int64_t n;
	unsigned count;
};

static int
take(void *arg, const struct value *v, size_t n)
{
	struct found *f = arg;

	f->n = row_number(&v[0]);
	f->count++;
	return 0;
}

int
host_find(struct store *s, const char *id_or_name, int64_t *number,
    struct err *e)
{
	static const char by_id[] = "SELECT n FROM host WHERE id = $1";
	static const char by_name[] = "SELECT n FROM host WHERE (name = $1"
	    " OR reported = $1) AND gone_at IS NULL LIMIT 2";
	struct found f = { .count = 0 };
	struct query q = { .sql = by_id, .row = take, .arg = &f,
	    QUERY_VALUES(value_text(id_or_name)) };
	int r = store_run(s, &q, e);

	if (r >= 0 && f.count == 0) {
		q.sql = by_name;
		r = store_run(s, &q, e);
	}
	if (r < 0)
		return r;
	if (f.count != 1)
		return err_set(e, ENOENT, "%s: %s", id_or_name,
		    f.count == 0 ? "no such host" :
		    "several hosts have this name, give the id");
	*number = f.n;
	return 0;
}

int
anchor_add(struct store *s, int64_t host, const char *kind,
    const char *value, struct err *e)
{
	static const char sql[] = "INSERT INTO anchor (kind, value, host)"
	    " VALUES ($1, $2, $3) ON CONFLICT (kind, value, host)"
	    " DO NOTHING";

	return store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
	    value_text(kind), value_text(value), value_number(host)) }, e);
}
