/* JSON that the sender reads: answers of the collector, and our reports. */
#include "agent/send/answer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "agent/base/spoolname.h"

static void
take(const json_t *v, const char *key, char ret[ANSWER_TEXT])
{
	const char *text = json_string_value(json_object_get(v, key));

	if (text != NULL && strlen(text) < ANSWER_TEXT)
		memcpy(ret, text, strlen(text) + 1);
}

/* {"error": {"message": "..."}}, {"error": "..."} or {"message": "..."} */
static void
take_message(const json_t *v, char ret[ANSWER_TEXT])
{
	const json_t *error = json_object_get(v, "error");

	take(v, "message", ret);
	take(v, "error", ret);
	if (json_is_object(error))
		take(error, "message", ret);
}

int
answer_parse(struct answer *ret, const char *text, size_t len)
{
	json_t *v = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	struct answer a = { .epoch = 0 };
	char want[ANSWER_TEXT] = "";

	if (!json_is_object(v)) {
		json_decref(v);
		return -EINVAL;
	}
	take(v, "id", a.id);
	take(v, "token", a.token);
	take(v, "want", want);
	a.want_full = strcmp(want, "full") == 0;
	a.epoch = json_integer_value(json_object_get(v, "epoch"));
	take_message(v, a.message);
	json_decref(v);
	*ret = a;
	return 0;
}

/* Append what was packed, which is released. */
static int
put(struct buf *b, json_t *v, struct err *e)
{
	char *text = v != NULL ? json_dumps(v, JSON_COMPACT) : NULL;
	int r = text == NULL ? -ENOMEM : buf_adds(b, text);

	free(text);
	json_decref(v);
	return r < 0 ? err_set(e, -r, "out of memory") : 0;
}

int
answer_heartbeat(const char *report, size_t len, struct buf *b,
    struct err *e)
{
	json_t *v = json_loadb(report, len, 0, NULL);
	const char *digest = json_string_value(json_object_get(v, "digest"));
	json_int_t n = json_integer_value(json_object_get(v, "sequence"));
	int r;

	if (digest == NULL || n < 1)
		r = err_set(e, EINVAL, "no report with a sequence and a "
		    "digest");
	else
		r = put(b, json_pack("{s:n,s:I,s:s}", "epoch", "sequence", n,
		    "digest", digest), e);
	json_decref(v);
	return r;
}

int
answer_enrolment(const char *report, size_t len, const char *key,
    struct buf *b, struct err *e)
{
	static const char *const keys[] = { "name", "machine_id", "macs",
		"serial" };
	json_t *v = json_loadb(report, len, 0, NULL);
	json_t *host = json_object_get(v, "host");
	json_t *to = json_pack("{}");
	size_t i;
	int r = 0;

	if (!json_is_object(host))
		r = err_set(e, EINVAL, "no report");
	for (i = 0; r == 0 && i < sizeof(keys) / sizeof(keys[0]); i++)
		if (json_object_set(to, keys[i], json_object_get(host,
		    keys[i])) < 0)
			r = err_set(e, EINVAL, "the report has no %s",
			    keys[i]);
	/* json_string() is also the name of a function of ours. */
	if (r == 0 && key != NULL &&
	    json_object_set_new(to, "key", json_pack("s", key)) < 0)
		r = err_set(e, ENOMEM, "out of memory");
	if (r < 0)
		json_decref(to);
	else
		r = put(b, to, e);
	json_decref(v);
	return r;
}
