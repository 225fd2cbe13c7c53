/* How a host comes to its identity: enrolment, and what operators decide. */
#include "collector/enroll.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "agent/base/buf.h"

#include "collector/change.h"
#include "collector/host_state.h"
#include "collector/member.h"
#include "collector/signature.h"

#define MAX_NAME 255
#define MAX_MACS 64

const char *
mac_clean(struct pool *pool, const char *text)
{
	char mac[18];
	size_t i;

	if (strlen(text) != 17)
		return NULL;
	for (i = 0; i < 17; i++) {
		mac[i] = (char)tolower((unsigned char)text[i]);
		if (i % 3 == 2 && mac[i] == '-')
			mac[i] = ':';
		if (i % 3 == 2 ? mac[i] != ':' :
		    strchr("0123456789abcdef", mac[i]) == NULL)
			return NULL;
	}
	mac[17] = '\0';
	if (strcmp(mac, "00:00:00:00:00:00") == 0 ||
	    strcmp(mac, "ff:ff:ff:ff:ff:ff") == 0)
		return NULL;
	return pool_strdup(pool, mac);
}

/* Vendors that had no number wrote one of these. */
static bool
is_number(const char *serial)
{
	static const char *const none[] = { "None", "Not Specified",
	    "To Be Filled By O.E.M.", "System Serial Number", "Default string",
	    "0", "N/A", "Unknown", NULL };
	size_t i;

	for (i = 0; none[i] != NULL; i++)
		if (strcasecmp(serial, none[i]) == 0)
			return false;
	return serial[0] != '\0';
}

int
enrolment_read(struct enrolment *n, const char *body, size_t len,
    struct err *e)
{
	struct member m = { .pool = &n->pool, .e = e };
	struct strv macs = { .n = 0 };
	const char *mac, *key;
	json_t *v;
	size_t i;

	*n = (struct enrolment){ .name = NULL };
	v = member_parse(body, len, e);
	if (v == NULL)
		return -EINVAL;
	if (!json_is_object(v)) {
		json_decref(v);
		err_set(e, EINVAL, "line 1: expected an object");
		return -EPROTO;
	}
	n->name = member_need(&m, v, "name", MAX_NAME);
	n->machine_id = member_text(&m, v, "machine_id");
	n->serial = member_text(&m, v, "serial");
	member_strings(&m, v, "macs", &macs);
	key = member_text(&m, v, "key");
	if (m.failed == 0 && key != NULL && !signature_is_key(key))
		member_wrong(&m, "key", "64 hexadecimal digits");
	if (m.failed == 0 && key != NULL)
		secret_hash("key", key, n->key);
	if (m.failed == 0 && macs.n > MAX_MACS)
		member_wrong(&m, "macs", "at most 64");
	if (m.failed == 0 && n->machine_id != NULL &&
	    strlen(n->machine_id) > MAX_NAME)
		member_wrong(&m, "machine_id", "at most 255 bytes");
	if (m.failed == 0 && n->serial != NULL && strlen(n->serial) > MAX_NAME)
		member_wrong(&m, "serial", "at most 255 bytes");
	for (i = 0; m.failed == 0 && i < macs.n; i++) {
		mac = mac_clean(&n->pool, macs.v[i]);
		if (mac != NULL && strv_push(&n->pool, &n->macs, mac) < 0)
			m.failed = err_set(e, ENOMEM, "out of memory");
	}
	if (n->machine_id != NULL && n->machine_id[0] == '\0')
		n->machine_id = NULL;
	if (n->serial != NULL && !is_number(n->serial))
		n->serial = NULL;
	json_decref(v);
	return m.failed == -EINVAL ? -EPROTO : m.failed;
}

void
enrolment_release(struct enrolment *n)
{
	pool_release(&n->pool);
}

struct match {
	int64_t host;
	bool enrolled, granted;
};

static int
take_match(void *arg, const struct value *v, size_t n)
{
	struct match *m = arg;

	/* One that has enrolled counts more than one that has not. */
	if (m->host == 0 || (row_number(&v[1]) > 0 && !m->enrolled)) {
		m->host = row_number(&v[0]);
		m->enrolled = row_number(&v[1]) > 0;
		m->granted = strcmp(row_text(&v[2]), "queue-only") != 0;
	}
	return 0;
}

static int
match_anchor(struct store *s, const char *kind, const char *value,
    struct match *m, struct err *e)
{
	static const char sql[] = "SELECT h.n, h.epoch, h.mode FROM anchor a"
	    " JOIN host h ON h.n = a.host WHERE a.kind = $1 AND a.value = $2"
	    " AND h.gone_at IS NULL ORDER BY h.n";

	if (value == NULL)
		return 0;
	return store_run(s, &(struct query){ .sql = sql, .row = take_match,
	    .arg = m, QUERY_VALUES(value_text(kind), value_text(value)) },
	    e);
}

static int
match(struct store *s, const struct enrolment *n, struct match *m,
    struct err *e)
{
	static const char by_name[] = "SELECT n, epoch, mode FROM host WHERE"
	    " name = $1 AND gone_at IS NULL AND (epoch > 0 AND $2 = 1 OR"
	    " epoch = 0) ORDER BY n LIMIT 1";
	bool bare = n->machine_id == NULL && n->serial == NULL &&
	    n->macs.n == 0;
	size_t i;
	int r;

	*m = (struct match){ .host = 0 };
	r = match_anchor(s, "machine_id", n->machine_id, m, e);
	if (r >= 0)
		r = match_anchor(s, "serial", n->serial, m, e);
	for (i = 0; r >= 0 && i < n->macs.n; i++)
		r = match_anchor(s, "mac", n->macs.v[i], m, e);
	if (r >= 0 && m->host == 0)
		r = store_run(s, &(struct query){ .sql = by_name,
		    .row = take_match, .arg = m, QUERY_VALUES(
		    value_text(n->name), value_number(bare)) }, e);
	return r;
}

static int
admit(struct store *s, const struct enrolment *n, int64_t host, int64_t now,
    struct enrolled_host *ret, struct err *e)
{
	static const char name[] = "UPDATE host SET name = $2, address ="
	    " COALESCE(address, $3) WHERE n = $1";
	size_t i;
	int r = host_lock(s, host, e);

	if (r >= 0 && n->machine_id != NULL)
		r = anchor_add(s, host, "machine_id", n->machine_id, e);
	if (r >= 0 && n->serial != NULL)
		r = anchor_add(s, host, "serial", n->serial, e);
	for (i = 0; r >= 0 && i < n->macs.n; i++)
		r = anchor_add(s, host, "mac", n->macs.v[i], e);
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = name, QUERY_VALUES(
		    value_number(host), value_text(n->name),
		    value_text(n->peer)) }, e);
	if (r >= 0)
		r = host_credential(s, host, n->subject, n->key[0] != '\0' ?
		    n->key : NULL, now, ret, e);
	if (r >= 0)
		r = change_add(s, &(struct change){ .at = now, .host = host,
		    .epoch = ret->epoch, .sequence = -1, .kind = "enrolled",
		    .subject = n->name, .after = n->peer }, e);
	ret->outcome = ENROLLED;
	return r < 0 ? r : 0;
}

static const char *
joined(const struct strv *list, struct buf *b)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		buf_addf(b, "%s%s", i > 0 ? " " : "", list->v[i]);
	return b->len > 0 ? b->p : "";
}

struct waiting {
	int64_t n, target;
	char decision[16];
};

static int
take_waiting(void *arg, const struct value *v, size_t n)
{
	struct waiting *w = arg;

	w->n = row_number(&v[0]);
	snprintf(w->decision, sizeof(w->decision), "%s", row_text(&v[1]));
	w->target = row_number(&v[2]);
	return 0;
}

static int
queue_up(struct store *s, const struct enrolment *n, const char *macs,
    const struct match *m, int64_t now, struct err *e)
{
	static const char sql[] = "INSERT INTO pending (n, at, name,"
	    " machine_id, macs, serial, peer, host, reason) SELECT"
	    " COALESCE(MAX(n), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8"
	    " FROM pending";
	const char *reason = m->enrolled ? "known" : "granted";
	int r = host_lock(s, m->host, e);

	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = sql, QUERY_VALUES(
		    value_number(now), value_text(n->name),
		    value_text(n->machine_id), value_text(macs),
		    value_text(n->serial), value_text(n->peer),
		    value_number(m->host), value_text(reason)) }, e);
	if (r >= 0)
		r = change_add(s, &(struct change){ .at = now,
		    .host = m->host, .sequence = -1, .kind = "pending",
		    .subject = n->name, .after = n->peer }, e);
	return r;
}

int
enroll(struct store *s, const struct enrolment *n, int64_t now,
    struct enrolled_host *ret, struct err *e)
{
	static const char find[] = "SELECT n, decision, target FROM pending"
	    " WHERE name = $1 AND COALESCE(machine_id, '') ="
	    " COALESCE($2, '') AND macs = $3 AND COALESCE(serial, '') ="
	    " COALESCE($4, '') ORDER BY n LIMIT 1";
	static const char done[] = "DELETE FROM pending WHERE n = $1";
	struct buf macs = BUF_INIT(4096);
	struct waiting w = { .n = 0 };
	char id[SECRET_ID];
	struct match m;
	int64_t host;
	int r;

	*ret = (struct enrolled_host){ .outcome = ENROLLED_PENDING };
	joined(&n->macs, &macs);
	r = store_alone(s, e);
	if (r < 0)
		goto out;
	r = store_run(s, &(struct query){ .sql = find, .row = take_waiting,
	    .arg = &w, QUERY_VALUES(value_text(n->name),
	    value_text(n->machine_id), value_text(macs.len > 0 ? macs.p : ""),
	    value_text(n->serial)) }, e);
	if (r < 0)
		goto out;
	if (w.n != 0 && w.target != 0) {
		r = store_run(s, &(struct query){ .sql = done,
		    QUERY_VALUES(value_number(w.n)) }, e);
		if (r >= 0)
			r = admit(s, n, w.target, now, ret, e);
		goto out;
	}
	if (w.n != 0)
		goto out;
	r = match(s, n, &m, e);
	if (r < 0)
		goto out;
	if (m.host != 0 && (m.enrolled || m.granted)) {
		r = queue_up(s, n, macs.len > 0 ? macs.p : "", &m, now, e);
		goto out;
	}
	host = m.host;
	if (host == 0)
		r = host_create(s, n->name, n->peer, now, &host, id, e);
	if (r >= 0)
		r = admit(s, n, host, now, ret, e);
out:
	buf_release(&macs);
	return r < 0 ? r : 0;
}

int
enroll_decide(struct store *s, int64_t pending, bool merge, int64_t now,
    struct err *e)
{
	static const char find[] = "SELECT n, decision, host FROM pending"
	    " WHERE n = $1";
	static const char decide[] = "UPDATE pending SET decision = $2,"
	    " decided_at = $3, target = $4 WHERE n = $1";
	struct waiting w = { .n = 0 };
	char id[SECRET_ID];
	int64_t host = 0;
	int r = store_alone(s, e);

	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = find,
		    .row = take_waiting, .arg = &w,
		    QUERY_VALUES(value_number(pending)) }, e);
	if (r < 0)
		return r;
	if (w.n == 0 || w.decision[0] != '\0')
		return err_set(e, ENOENT, "%lld: no such enrolment waits",
		    (long long)pending);
	r = host_lock(s, w.target, e);
	if (r < 0)
		return r;
	if (merge) {
		host = w.target;
	} else {
		r = host_revoke(s, w.target, now, e);
		if (r >= 0)
			r = host_gone(s, w.target, now, e);
		if (r >= 0)
			r = host_create(s, "", NULL, now, &host, id, e);
	}
	if (r >= 0)
		r = store_run(s, &(struct query){ .sql = decide, QUERY_VALUES(
		    value_number(pending), value_text(merge ? "merge" :
		    "replace"), value_number(now), value_number(host)) }, e);
	if (r >= 0)
		r = change_add(s, &(struct change){ .at = now,
		    .host = w.target, .sequence = -1,
		    .kind = merge ? "merged" : "replaced" }, e);
	return r < 0 ? r : 0;
}
