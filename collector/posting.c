/* Reads the body of a report or a heartbeat. */
#include "collector/posting.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "collector/member.h"
#include "collector/report_facts.h"

#define MAX_SEQUENCE INT64_C(0x1fffffffffffff)

static void
drop(json_t *v, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		json_object_del(v, *keys);
}

static void
drop_in_each(json_t *list, const char *const *keys)
{
	json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
		drop(v, keys);
}

/* What changes from run to run on a host on which nothing changed. */
static int
own_digest(json_t *report, char hex[DIGEST_HEX], struct err *e)
{
	static const char *const top[] = { "run", "epoch", "sequence", "time",
	    "digest", "recipients", "clients", NULL };
	static const char *const pid[] = { "pid", NULL };
	static const char *const hourly[] = { "local", "remote", "log_from",
		NULL };
	static const char *const counts[] = { "messages", "oldest", NULL };
	json_t *copy = json_deep_copy(report), *list, *v;
	const char *role;
	char *text;
	size_t i;

	drop(copy, top);
	list = json_object_get(copy, "processes");
	for (i = json_array_size(list); i-- > 0; ) {
		role = json_string_value(json_object_get(json_array_get(list,
		    i), "role"));
		if (role != NULL && strcmp(role, "session") == 0)
			json_array_remove(list, i);
	}
	drop_in_each(list, pid);
	drop(json_object_get(copy, "submission"), hourly);
	drop_in_each(json_object_get(copy, "queues"), counts);
	list = json_object_get(copy, "listeners");
	json_array_foreach(list, i, v)
		drop(json_object_get(v, "holder"), pid);
	text = json_dumps(copy, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(copy);
	if (text == NULL)
		return err_set(e, ENOMEM, "out of memory");
	digest_of(text, strlen(text), hex);
	free(text);
	return 0;
}

static bool
is_digest(const char *text)
{
	return strlen(text) == DIGEST_HEX - 1 &&
	    strspn(text, "0123456789abcdef") == DIGEST_HEX - 1;
}

static void
read_claimed(struct member *m, json_t *v, struct posting *p)
{
	const char *mode = member_text(m, member_object(m, v, "policy"),
	    "mode");
	const char *verdict = member_text(m, v, "verdict");

	p->claimed = pool_printf(m->pool, "%.32s %.32s", mode != NULL ? mode :
	    "-", verdict != NULL ? verdict : "-");
}

static int
read_members(struct posting *p, json_t *v, struct err *e)
{
	struct member m = { .pool = &p->facts.pool, .e = e };
	const char *digest;
	int r;

	p->epoch = member_number(&m, v, "epoch", 0, MAX_SEQUENCE, -1);
	p->sequence = member_number(&m, v, "sequence", 0, MAX_SEQUENCE, -1);
	if (m.failed == 0 && p->sequence < 0)
		member_wrong(&m, "sequence", "a whole number: it is given "
		    "when the report is spooled");
	digest = member_text(&m, v, "digest");
	if (m.failed == 0 && (digest != NULL || !p->full) &&
	    (digest == NULL || !is_digest(digest)))
		member_wrong(&m, "digest", "64 hexadecimal digits");
	if (p->full) {
		member_need(&m, v, "run", 64);
		p->host_id = member_text(&m, member_object(&m, v, "host"),
		    "id");
		read_claimed(&m, v, p);
	}
	if (m.failed < 0)
		return m.failed;
	if (digest != NULL) {
		memcpy(p->digest, digest, DIGEST_HEX);
		return 0;
	}
	r = own_digest(v, p->digest, e);
	return r;
}

int
posting_read(struct posting *p, bool full, const char *body, size_t len,
    struct err *e)
{
	json_t *v;
	int r;

	*p = (struct posting){ .full = full, .body = body, .body_len = len };
	facts_init(&p->facts);
	v = member_parse(body, len, e);
	if (v == NULL)
		return -EINVAL;
	r = json_is_object(v) ? 0 : err_set(e, EINVAL,
	    "line 1: expected an object");
	if (r == 0 && full)
		r = report_facts(v, &p->facts, e);
	if (r == 0)
		r = read_members(p, v, e);
	json_decref(v);
	return r == -EINVAL ? -EPROTO : r;
}

void
posting_release(struct posting *p)
{
	facts_release(&p->facts);
}
