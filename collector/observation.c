/* What a probe saw of hosts from outside: the body that it posts. */
#include "collector/observation.h"

#include <errno.h>
#include <string.h>

#include "agent/base/buf.h"
#include "agent/base/utf8.h"
#include "agent/model/relaying.h"
#include "collector/member.h"

/* In the order of enum relay, from its second on; absent and lan-only are
 * seen from inside alone. */
static const char *const relays[] = { "unknown", "closed", "open-to-network",
	"open-to-domain", "open-by-mx", "open-by-sender", "open", NULL };

/* How far the clocks of probes may be ahead. */
#define AHEAD 3600
#define MAX_LINES 60

/* At most so many bytes, of whole characters: a store takes no others. */
static const char *
cut(struct member *m, const char *text, size_t max)
{
	size_t n = 0, len = text != NULL ? strlen(text) : 0, one;
	const char *copy;

	if (len <= max)
		return text;
	while ((one = utf8_length(text + n, len - n)) > 0 && n + one <= max)
		n += one;
	copy = pool_strndup(m->pool, text, n);
	if (copy == NULL && m->failed == 0)
		m->failed = err_set(m->e, ENOMEM, "out of memory");
	return copy;
}

static const char *
text_of(struct member *m, json_t *in, const char *key)
{
	return cut(m, member_text(m, in, key), OBSERVATION_TEXT);
}

/* Lines as one text, up to its room; without a line end in any of them. */
static const char *
lines_of(struct member *m, json_t *in, const char *key, size_t room,
    char end)
{
	struct buf b = BUF_INIT(room + OBSERVATION_TEXT + 2);
	struct strv lines = { .n = 0 };
	const char *line, *text = NULL;
	size_t i, k;

	member_strings(m, in, key, &lines);
	for (i = 0; i < lines.n && i < MAX_LINES && b.len < room; i++) {
		line = cut(m, lines.v[i], OBSERVATION_TEXT);
		for (k = 0; line != NULL && line[k] != '\0'; k++)
			buf_addc(&b, line[k] == '\n' || line[k] == '\r' ||
			    line[k] == end ? '?' : line[k]);
		buf_addc(&b, end);
	}
	if (b.len > 0 && !b.failed)
		text = pool_strndup(m->pool, b.p, end == '\n' ? b.len :
		    b.len - 1);
	if ((b.failed || (b.len > 0 && text == NULL)) && m->failed == 0)
		m->failed = err_set(m->e, ENOMEM, "out of memory");
	buf_release(&b);
	return text;
}

/* RFC 5321, 3.1: nobody listens, so that nothing is relayed; a connection
 * that merely does not come about may come about tomorrow. */
static enum verdict
verdict_of(int relay, bool reached, bool refused)
{
	if (relay > 1)
		return VERDICT_FAIL;
	if (relay == 1)
		return VERDICT_PASS;
	return refused && !reached ? VERDICT_PASS : VERDICT_UNKNOWN;
}

static void
read_proof(struct member *m, json_t *in, struct observation *o)
{
	json_t *proof = member_object(m, in, "proof");
	int64_t code = member_number(m, proof, "code", 0, 999, 0);
	const char *text = text_of(m, proof, "text");

	o->mail = text_of(m, proof, "from");
	o->rcpt = text_of(m, proof, "to");
	if (code == 0)
		return;
	o->reply = pool_printf(m->pool, "%lld %s", (long long)code,
	    text != NULL ? text : "");
	if (o->reply == NULL && m->failed == 0)
		m->failed = err_set(m->e, ENOMEM, "out of memory");
}

/* false: an address that is null, as of a name that there is not. */
static bool
read_one(struct member *m, json_t *in, int64_t now, struct observation *o)
{
	const char *address = member_text(m, in, "address");
	bool refused;
	int relay;

	*o = (struct observation){ .verdict = VERDICT_UNKNOWN };
	if (m->failed == 0 && address == NULL)
		return false;
	if (m->failed == 0 && address_clean(address, o->address) < 0)
		member_wrong(m, "address", "an address of IPv4 or IPv6");
	o->port = member_number(m, in, "port", 1, 65535, 0);
	if (m->failed == 0 && o->port == 0)
		member_wrong(m, "port", "a whole number from 1 to 65535");
	member_need(m, in, "time", 32);
	o->at = member_time(m, in, "time");
	if (m->failed == 0 && o->at <= 0)
		member_wrong(m, "time", "a time behind 1970: the clock of "
		    "the probe is wrong");
	if (m->failed == 0 && o->at > now + AHEAD)
		member_wrong(m, "time", "a time that has come: the clock of "
		    "the probe is wrong");
	member_need(m, in, "relay", 32);
	relay = member_named(m, in, "relay", relays);
	o->relay = relays[relay];
	o->reached = member_flag(m, in, "connected", false);
	refused = member_flag(m, in, "refused_connection", false);
	o->verdict = verdict_of(relay, o->reached, refused);
	o->reason = text_of(m, in, "reason");
	o->name = text_of(m, in, "name");
	o->greeting = text_of(m, in, "greeting");
	read_proof(m, in, o);
	o->transcript = lines_of(m, in, "transcript", OBSERVATION_TRANSCRIPT,
	    '\n');
	return m->failed == 0;
}

/* What is said of an address is said of all its ports. */
static void
read_listed(struct member *m, json_t *in, struct observations *ret)
{
	const char *address = member_text(m, in, "address"), *listed;
	char clean[ADDRESS_SIZE];
	size_t i;

	if (m->failed == 0 && (address == NULL || address_clean(address,
	    clean) < 0))
		member_wrong(m, "address", "an address of IPv4 or IPv6");
	listed = lines_of(m, in, "listed", OBSERVATION_TEXT, ' ');
	for (i = 0; m->failed == 0 && i < ret->n; i++)
		if (strcmp(ret->v[i].address, clean) == 0)
			ret->v[i].listed = listed;
}

static int
read_lists(struct member *m, json_t *v, struct observations *ret)
{
	json_t *list = member_list(m, v, "blacklists"), *in;
	size_t i, mark, n = json_array_size(list);

	if (n > OBSERVATION_MAX)
		member_wrong(m, "blacklists", "a list, of at most 5000");
	for (i = 0; m->failed == 0 && i < n; i++) {
		in = member_enter(m, list, "blacklists", i, &mark);
		read_listed(m, in, ret);
		member_leave(m, mark);
	}
	return m->failed;
}

static int
read_all(struct member *m, json_t *v, int64_t now, struct observations *ret)
{
	const char *schema = member_need(m, v, "schema", 64);
	json_t *list = member_list(m, v, "observations"), *in;
	size_t i, mark, n = json_array_size(list);

	if (m->failed == 0 && strcmp(schema, "hardenmail-observations/1") !=
	    0)
		member_wrong(m, "schema", "hardenmail-observations/1");
	if (m->failed == 0 && (list == NULL || n > OBSERVATION_MAX))
		member_wrong(m, "observations", "a list, of at most 5000");
	if (m->failed < 0)
		return m->failed;
	ret->v = pool_alloc(m->pool, (n + 1) * sizeof(*ret->v));
	if (ret->v == NULL)
		return err_set(m->e, ENOMEM, "out of memory");
	for (i = 0; m->failed == 0 && i < n; i++) {
		in = member_enter(m, list, "observations", i, &mark);
		if (read_one(m, in, now, &ret->v[ret->n]))
			ret->n++;
		member_leave(m, mark);
	}
	return m->failed == 0 ? read_lists(m, v, ret) : m->failed;
}

int
observations_read(struct observations *ret, const char *body, size_t len,
    int64_t now, struct err *e)
{
	struct member m = { .pool = &ret->pool, .e = e };
	json_t *v;
	int r;

	*ret = (struct observations){ .n = 0 };
	v = member_parse(body, len, e);
	if (v == NULL)
		return -EINVAL;
	r = json_is_object(v) ? read_all(&m, v, now, ret) :
	    err_set(e, EINVAL, "line 1: expected an object");
	json_decref(v);
	return r == -EINVAL ? -EPROTO : r;
}

void
observations_release(struct observations *o)
{
	pool_release(&o->pool);
	o->v = NULL;
	o->n = 0;
}
