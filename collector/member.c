/* Reads the members of a JSON object, and says where one is wrong. */
#include "collector/member.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "agent/base/buf.h"

/* Of what is decoded. */
#define MEMBER_MAX_TEXT ((size_t)1 << 20)

static bool
too_deep(const json_t *v, unsigned depth)
{
	const char *key;
	json_t *sub;
	size_t i;

	if (depth > MEMBER_MAX_DEPTH)
		return true;
	if (json_is_object(v)) {
		json_object_foreach((json_t *)(uintptr_t)v, key, sub)
			if (too_deep(sub, depth + 1))
				return true;
	} else if (json_is_array(v)) {
		json_array_foreach(v, i, sub)
			if (too_deep(sub, depth + 1))
				return true;
	}
	return false;
}

json_t *
member_parse(const char *text, size_t len, struct err *e)
{
	json_error_t wrong;
	json_t *v = json_loadb(text, len, JSON_REJECT_DUPLICATES, &wrong);

	if (v == NULL) {
		err_set(e, EINVAL, "line %d, column %d: %s", wrong.line,
		    wrong.column, wrong.text);
		return NULL;
	}
	if (too_deep(v, 1)) {
		json_decref(v);
		err_set(e, EINVAL, "line 1: nested deeper than %d",
		    MEMBER_MAX_DEPTH);
		return NULL;
	}
	return v;
}

int
member_wrong(struct member *m, const char *key, const char *expected)
{
	if (m->failed == 0)
		m->failed = err_set(m->e, EINVAL, "%s%s%s: expected %s",
		    m->at, m->at[0] != '\0' && key[0] != '\0' ? "." : "",
		    key, expected);
	return m->failed;
}

static json_t *
get(struct member *m, json_t *in, const char *key)
{
	json_t *v = m->failed == 0 ? json_object_get(in, key) : NULL;

	return json_is_null(v) ? NULL : v;
}

const char *
member_text(struct member *m, json_t *in, const char *key)
{
	json_t *v = get(m, in, key);
	char *copy;

	if (v == NULL)
		return NULL;
	if (!json_is_string(v)) {
		member_wrong(m, key, "text or null");
		return NULL;
	}
	copy = pool_strndup(m->pool, json_string_value(v),
	    json_string_length(v));
	if (copy == NULL && m->failed == 0)
		m->failed = err_set(m->e, ENOMEM, "out of memory");
	return copy;
}

/* Four digits a time, as agent/base/json.c writes them. */
static bool
decode(const char *text, size_t len, struct buf *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned long bits;
	const char *p;
	size_t i, k, fill;

	if (len % 4 != 0)
		return false;
	for (i = 0; i < len; i += 4) {
		bits = 0;
		fill = 0;
		for (k = 0; k < 4; k++) {
			p = text[i + k] != '\0' ? strchr(digits,
			    text[i + k]) : NULL;
			if (text[i + k] == '=' && i + 4 == len && k >= 2)
				fill++;
			else if (p == NULL || fill > 0)
				return false;
			bits = bits << 6 | (unsigned long)(fill > 0 ? 0 :
			    p - digits);
		}
		for (k = 0; k < 3 - fill; k++)
			buf_addc(out, (char)(bits >> (16 - 8 * k) & 0xff));
	}
	return !out->failed;
}

const char *
member_bytes(struct member *m, json_t *in, const char *key)
{
	const char *text = member_text(m, in, key);
	struct buf out = BUF_INIT(MEMBER_MAX_TEXT);
	char raw[64];
	json_t *v;

	if (text == NULL)
		return NULL;
	snprintf(raw, sizeof(raw), "raw_%s", key);
	v = get(m, in, raw);
	if (v == NULL)
		return text;
	if (!json_is_string(v) || !decode(json_string_value(v),
	    json_string_length(v), &out)) {
		member_wrong(m, raw, "base64");
	} else {
		text = pool_strndup(m->pool, out.len > 0 ? out.p : "",
		    out.len);
		if (text == NULL)
			m->failed = err_set(m->e, ENOMEM, "out of memory");
	}
	buf_release(&out);
	return m->failed == 0 ? text : NULL;
}

const char *
member_need(struct member *m, json_t *in, const char *key, size_t max)
{
	const char *text = member_text(m, in, key);

	if (m->failed == 0 && (text == NULL || text[0] == '\0' ||
	    strlen(text) > max)) {
		char expected[48];

		snprintf(expected, sizeof(expected), "text of 1 to %zu bytes",
		    max);
		member_wrong(m, key, expected);
		return NULL;
	}
	return text;
}

int64_t
member_number(struct member *m, json_t *in, const char *key, int64_t min,
    int64_t max, int64_t otherwise)
{
	json_t *v = get(m, in, key);
	char expected[80];

	if (v == NULL)
		return otherwise;
	if (!json_is_integer(v) || json_integer_value(v) < min ||
	    json_integer_value(v) > max) {
		snprintf(expected, sizeof(expected),
		    "a whole number from %lld to %lld", (long long)min,
		    (long long)max);
		member_wrong(m, key, expected);
		return otherwise;
	}
	return json_integer_value(v);
}

bool
member_flag(struct member *m, json_t *in, const char *key, bool otherwise)
{
	json_t *v = get(m, in, key);

	if (v == NULL)
		return otherwise;
	if (!json_is_boolean(v))
		member_wrong(m, key, "true or false");
	return json_is_true(v);
}

json_t *
member_object(struct member *m, json_t *in, const char *key)
{
	json_t *v = get(m, in, key);

	if (v != NULL && !json_is_object(v)) {
		member_wrong(m, key, "an object");
		return NULL;
	}
	return v;
}

json_t *
member_list(struct member *m, json_t *in, const char *key)
{
	json_t *v = get(m, in, key);

	if (v != NULL && !json_is_array(v)) {
		member_wrong(m, key, "a list");
		return NULL;
	}
	if (json_array_size(v) > MEMBER_MAX_LIST) {
		member_wrong(m, key, "a shorter list");
		return NULL;
	}
	return v;
}

void
member_strings(struct member *m, json_t *in, const char *key,
    struct strv *ret)
{
	json_t *list = member_list(m, in, key), *v;
	size_t i;

	json_array_foreach(list, i, v) {
		if (!json_is_string(v)) {
			member_wrong(m, key, "a list of text");
			return;
		}
		if (strv_pushn(m->pool, ret, json_string_value(v),
		    json_string_length(v)) < 0) {
			m->failed = err_set(m->e, ENOMEM, "out of memory");
			return;
		}
	}
}

int
member_named(struct member *m, json_t *in, const char *key,
    const char *const *names)
{
	json_t *v = get(m, in, key);
	const char *text = json_string_value(v);
	int i;

	if (v == NULL)
		return 0;
	for (i = 0; text != NULL && names[i] != NULL; i++)
		if (strcmp(names[i], text) == 0)
			return i;
	member_wrong(m, key, "one of the names that the report has for it");
	return 0;
}

json_t *
member_enter(struct member *m, json_t *list, const char *key, size_t i,
    size_t *mark)
{
	json_t *v = json_array_get(list, i);

	*mark = strlen(m->at);
	snprintf(m->at + *mark, sizeof(m->at) - *mark, "%s%s[%zu]",
	    *mark > 0 ? "." : "", key, i);
	if (m->failed == 0 && !json_is_object(v))
		member_wrong(m, "", "an object");
	return m->failed == 0 ? v : NULL;
}

void
member_leave(struct member *m, size_t mark)
{
	m->at[mark] = '\0';
}

/* Days since 1970 of a date (the proleptic Gregorian calendar): years are
 * counted from March, so that a leap day is the last of its year. */
static int64_t
days_of(int64_t y, unsigned month, unsigned day)
{
	int64_t march = y - (month <= 2);
	unsigned shifted = (month + 9) % 12;

	return 365 * march + march / 4 - march / 100 + march / 400 +
	    (153 * shifted + 2) / 5 + day - 1 - 719468;
}

int64_t
member_time(struct member *m, json_t *in, const char *key)
{
	const char *text = member_text(m, in, key);
	unsigned y, mo, d, h, mi, s;
	int end = 0;

	if (text == NULL)
		return 0;
	if (sscanf(text, "%4u-%2u-%2uT%2u:%2u:%2uZ%n", &y, &mo, &d, &h, &mi,
	    &s, &end) != 6 || end == 0 || text[end] != '\0' || mo < 1 ||
	    mo > 12 || d < 1 || d > 31 || h > 23 || mi > 59 || s > 60) {
		member_wrong(m, key, "a time such as 2026-11-22T09:00:00Z");
		return 0;
	}
	return days_of(y, mo, d) * 86400 + h * 3600 + mi * 60 + s;
}
