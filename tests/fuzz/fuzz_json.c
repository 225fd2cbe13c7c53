/* Any bytes as strings, in any nesting: what comes out is JSON. */
#include "agent/base/json.h"
#include "agent/base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct text {
	const char *p, *end;
};

static void
need(int yes)
{
	if (!yes)
		abort();
}

static void
blanks(struct text *t)
{
	while (t->p < t->end && (*t->p == ' ' || *t->p == '\n'))
		t->p++;
}

static char
take(struct text *t)
{
	need(t->p < t->end);
	return *t->p++;
}

static void
string(struct text *t)
{
	size_t n;
	char c;
	int i;

	need(take(t) == '"');
	for (;;) {
		need(t->p < t->end);
		n = utf8_length(t->p, (size_t)(t->end - t->p));
		need(n > 0 && !utf8_is_control(t->p, n));
		c = *t->p;
		t->p += n;
		if (c == '"')
			return;
		if (c != '\\')
			continue;
		c = take(t);
		need(strchr("\"\\bfnrtu", c) != NULL);
		for (i = 0; c == 'u' && i < 4; i++)
			need(strchr("0123456789abcdef", take(t)) != NULL);
	}
}

static void value(struct text *, unsigned depth);

static void
members(struct text *t, char end, unsigned depth)
{
	blanks(t);
	if (t->p < t->end && *t->p == end) {
		t->p++;
		return;
	}
	for (;;) {
		blanks(t);
		if (end == '}') {
			string(t);
			need(take(t) == ':');
		}
		value(t, depth + 1);
		blanks(t);
		if (*t->p == end) {
			t->p++;
			return;
		}
		need(take(t) == ',');
	}
}

static void
word(struct text *t, const char *w)
{
	need((size_t)(t->end - t->p) >= strlen(w) &&
	    memcmp(t->p, w, strlen(w)) == 0);
	t->p += strlen(w);
}

static void
value(struct text *t, unsigned depth)
{
	need(depth <= JSON_DEPTH);
	blanks(t);
	need(t->p < t->end);
	switch (*t->p) {
	case '{':
		t->p++;
		members(t, '}', depth);
		break;
	case '[':
		t->p++;
		members(t, ']', depth);
		break;
	case '"':
		string(t);
		break;
	case 'n':
		word(t, "null");
		break;
	case 't':
		word(t, "true");
		break;
	case 'f':
		word(t, "false");
		break;
	default:
		if (*t->p == '-')
			t->p++;
		need(strchr("0123456789", take(t)) != NULL);
		while (t->p < t->end && *t->p >= '0' && *t->p <= '9')
			t->p++;
	}
}

/* The first byte of a piece says what is written, the second how long. */
static void
write_pieces(struct json *j, const uint8_t *data, size_t size)
{
	const char *key;
	size_t n;

	json_object(j, NULL);
	while (size >= 2) {
		n = data[1] < size - 2 ? data[1] : size - 2;
		key = j->close[j->depth - 1] == '}' ? "key" : NULL;
		switch (data[0] % 8) {
		case 0:
			if (j->depth < JSON_DEPTH)
				json_object(j, key);
			break;
		case 1:
			if (j->depth < JSON_DEPTH)
				json_array(j, key);
			break;
		case 2:
			if (j->depth > 1)
				json_end(j);
			break;
		case 3:
			json_number(j, key, (long long)n - data[1]);
			break;
		case 4:
			json_bool(j, key, n % 2 == 0);
			break;
		case 5:
			json_null(j, key);
			break;
		default:
			json_stringn(j, key, (const char *)data + 2, n);
			break;
		}
		data += 2 + n;
		size -= 2 + n;
	}
	while (j->depth > 0)
		json_end(j);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf b = BUF_INIT(1 << 20);
	struct text t;
	struct json j;

	json_init(&j, &b);
	write_pieces(&j, data, size);
	if (!b.failed) {
		t = (struct text){ .p = b.p, .end = b.p + b.len };
		value(&t, 0);
		blanks(&t);
		need(t.p == t.end);
	}
	buf_release(&b);
	return 0;
}
